"""How proofs are put on a document: in their order, each key once, and no more than are read."""

import pytest

from registry.documents.envelope import MOST_PROOFS
from registry.documents.proofs import check_proofs
from registry.documents.signing import add_proof, document_bytes
from registry.documents.strict import read_strict
from registry.documents.transfer_summary import encode
from registry.domain.errors import NotAllowed, Refusal, Refused
from tests.documents.clinic import ALDER, APPROVED, key, signed, summary

PLAIN = encode(summary())
OTHERS = tuple(sorted((f"other {number}" for number in range(MOST_PROOFS)), key=lambda name: key(name).public_key))
"""Names of keys in the order of the keys."""
THREE = (OTHERS[0], OTHERS[7], OTHERS[-1])


def having(*names: str) -> dict[str, object]:
    document = PLAIN
    for name in names:
        document = add_proof(document, signer=key(name), issuer_id=ALDER, created=APPROVED)
    return document


def signers(document: dict[str, object]) -> list[str]:
    proofs = document["proof"]
    assert isinstance(proofs, list)
    return [proof["verificationMethod"].partition("#")[2] for proof in proofs]


@pytest.mark.parametrize("names", [THREE, THREE[::-1]])
@pytest.mark.parametrize("at", range(4))
def test_the_units_proof_is_the_first_and_the_others_stay_as_they_were_signed(names: tuple[str, ...], at: int) -> None:
    order = (*names[:at], "unit", *names[at:])
    assert signers(having(*order)) == [key(name).public_key for name in ("unit", *names)]


@pytest.mark.parametrize("names", [THREE, THREE[::-1]])
def test_without_the_units_proof_the_order_is_that_of_signing(names: tuple[str, ...]) -> None:
    assert signers(having(*names)) == [key(name).public_key for name in names]


def test_a_key_signs_once() -> None:
    for name in THREE:
        with pytest.raises(NotAllowed, match="signed the document already"):
            having(*THREE, name)


def test_as_many_proofs_as_are_read_and_no_more() -> None:
    full = having("unit", *OTHERS[1:])
    pairs = [(proof, one) for proof, one in zip(full["proof"], signers(full), strict=True)]  # type: ignore[call-overload]
    assert len(pairs) == 16
    check_proofs(full, pairs)
    for too_many in (full, full | {"proof": [*full["proof"], *full["proof"]]}):  # type: ignore[misc]
        with pytest.raises(NotAllowed, match="at most 16"):
            add_proof(too_many, signer=key(OTHERS[0]), issuer_id=ALDER, created=APPROVED)


def test_what_nobody_could_read_is_not_signed() -> None:
    for document, expected in (
        (PLAIN | {"purpose": "e\u0301"}, Refusal.NOT_NFC),
        (PLAIN | {"purpose": "unheard of"}, Refusal.SCHEMA),
        (PLAIN | {"type": ["VerifiableCredential", "Letter"]}, Refusal.UNKNOWN_KIND),
    ):
        with pytest.raises(Refused) as caught:
            add_proof(document, signer=key("unit"), issuer_id=ALDER, created=APPROVED)
        assert caught.value.reason is expected


def test_a_document_leaves_as_one_line() -> None:
    data = document_bytes(signed())
    assert data.count(b"\n") == 1
    assert data.endswith(b"}\n")
    assert read_strict(data) == signed()
