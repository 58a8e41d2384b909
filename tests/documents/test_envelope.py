"""What a document says it is: three places that agree exactly, or a refusal."""

from typing import Any

import pytest

from registry.documents.envelope import CONTEXTS, TYPES, begin_envelope, open_envelope, proofs_of, require_kind
from registry.domain.errors import Refusal, Refused
from schemas import ACCEPTED, digest_sri, schema_id

SUMMARY = begin_envelope("transfer-summary", "1.0", "urn:uuid:00000000-0000-4000-8000-000000000001")
PINNED = SUMMARY["credentialSchema"]


def reason(document: dict[str, Any]) -> Refusal:
    with pytest.raises(Refused) as caught:
        open_envelope(document)
    return caught.value.reason


@pytest.mark.parametrize("kind", TYPES)
def test_every_signed_kind_opens_as_itself_under_each_schema_accepted(kind: str) -> None:
    for version in ACCEPTED[kind]:
        document = begin_envelope(kind, version, "urn:uuid:1")
        assert open_envelope(document) == (kind, version)
        assert require_kind(document, kind) == version
        for other in TYPES.keys() - {kind}:
            with pytest.raises(Refused) as caught:
                require_kind(document, other)
            assert caught.value.reason is Refusal.UNKNOWN_KIND


@pytest.mark.parametrize(
    "contexts", [None, [], list(CONTEXTS[:1]), list(CONTEXTS[::-1]), [*CONTEXTS, "https://x.example"], CONTEXTS[0], "a"]
)
def test_other_contexts(contexts: object) -> None:
    assert reason(SUMMARY | {"@context": contexts}) is Refusal.CONTEXT


@pytest.mark.parametrize(
    "types",
    [
        None,
        "TransferSummary",
        [],
        ["VerifiableCredential"],
        ["TransferSummary", "VerifiableCredential"],
        ["VerifiableCredential", "TransferSummary", "Receipt"],
        ["VerifiableCredential", "Letter"],
        ["VerifiableCredential", ["TransferSummary"]],
        ["VerifiablePresentation", "TransferSummary"],
        ["Credential", "TransferSummary"],
        [7, "TransferSummary"],
    ],
)
def test_other_types(types: object) -> None:
    assert reason(SUMMARY | {"type": types}) is Refusal.UNKNOWN_KIND


@pytest.mark.parametrize(
    "pinned",
    [
        None,
        [],
        {},
        PINNED | {"id": 1},
        PINNED | {"id": schema_id("transfer-summary", "7.0")},
        PINNED | {"id": schema_id("receipt", "1.0")},
        PINNED | {"id": "https://elsewhere.example/schemas/transfer-summary/1.0"},
        PINNED | {"id": PINNED["id"] + "/"},
    ],
)
def test_a_schema_that_is_not_here(pinned: object) -> None:
    assert reason(SUMMARY | {"credentialSchema": pinned}) is Refusal.UNKNOWN_SCHEMA


@pytest.mark.parametrize(
    "change",
    [
        {"digestSRI": digest_sri("receipt", "1.0")},
        {"digestSRI": "sha384-"},
        {"digestSRI": "sha384-zzzz"},
        {"type": "JsonSchema2023"},
        {"type": "Json"},
    ],
)
def test_a_schema_of_another_content_or_sort(change: dict[str, str]) -> None:
    assert reason(SUMMARY | {"credentialSchema": PINNED | change}) is Refusal.SCHEMA_DIGEST


def test_one_to_sixteen_proofs_are_handed_on_unread() -> None:
    assert proofs_of({"proof": [None]}) == [None]
    assert len(proofs_of({"proof": [1] * 16})) == 16
    for proofs, expected in (({}, Refusal.PROOF_FORM), ([], Refusal.NO_PROOF), ([1] * 17, Refusal.TOO_MANY_PROOFS)):
        with pytest.raises(Refused) as caught:
            proofs_of({"proof": proofs})
        assert caught.value.reason is expected
    with pytest.raises(Refused):
        proofs_of({})
