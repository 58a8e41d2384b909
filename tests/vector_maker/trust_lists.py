"""Directories: the sound ones, and attacks on the list itself. A sound one is relied on (TRUSTED)."""

import copy
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

from registry.documents.directory_document import encode_directory, sign_directory
from registry.documents.proofs import sign_document
from registry.documents.signing import document_bytes
from registry.documents.strict import read_strict
from registry.domain.directory import Directory, KeyRole, Roots
from registry.domain.errors import Refusal
from registry.domain.multikey import encode_multikey
from registry.domain.signing import Signer
from tests.documents import clinic
from tests.documents.clinic import NOW, YEAR, alder, directory, key, listed, rowan, signed_directory
from tests.documents.record import urn
from tests.vector_maker.attacks import Attack
from tests.vector_maker.case import Case, Document, refused, sound
from tests.vector_maker.directories import NEW_ROOTS, second

KIND = "directory"
_POINT = encode_multikey((1).to_bytes(32, "little"))


def cases() -> Iterator[Case]:
    """Yield the cases of this kind. None is verified under another directory."""
    for one in (*_sound(), *_proofs(), *_content(), *_succession()):
        yield replace(one, directory=None)


def _sound() -> Iterator[Case]:
    yield sound("whole", "Signed by two of three roots.", signed_directory())
    yield sound(
        "expired", "Still read; what is verified under it is INTACT at best.", signed_directory(), clock=NOW + YEAR
    )
    three = signed_directory(roots=("root-1", "root-2", "root-3"))
    yield sound("signed-by-all-roots", "More than the threshold.", three)
    yield sound("next-version", "Version 2 over version 1.", second(), installed="whole")
    yield sound(
        "same-version-again", "Nothing changes.", signed_directory(roots=("root-2", "root-3")), installed="whole"
    )
    changed_roots = signed_directory(
        directory(version=2, previous=clinic.trusted().digest, roots=NEW_ROOTS),
        roots=("root-1", "root-2", "new-root-1", "new-root-2"),
    )
    yield sound("roots-changed", "Signed by the old roots and the new.", changed_roots, installed="whole")


def _proofs() -> Iterator[Case]:
    yield refused(
        "under-signed",
        Attack.UNDER_SIGNED,
        "One of two.",
        Refusal.DIRECTORY_THRESHOLD,
        signed_directory(roots=("root-1",)),
    )
    yield refused(
        "signed-by-strangers",
        Attack.UNDER_SIGNED,
        "No root.",
        Refusal.DIRECTORY_THRESHOLD,
        signed_directory(roots=("a", "b")),
    )
    yield refused("not-signed", Attack.ALL_PROOFS_REMOVED, "No proof.", Refusal.NO_PROOF, encode_directory(directory()))
    one = read_strict(signed_directory(roots=("root-1",)))
    yield refused(
        "one-root-counted-twice",
        Attack.KEY_TWICE,
        "One proof twice.",
        Refusal.DIRECTORY_THRESHOLD,
        {**one, "proof": one["proof"] * 2},
    )
    issuer = directory().issuer
    elsewhere = _forced(directory(), ((issuer, key("root-1")), (urn("other"), key("root-2"))))
    yield refused(
        "signed-under-another-issuer", Attack.ISSUER_SWAPPED, "A root under another id.", Refusal.PROOF_KEY, elsewhere
    )
    broken = copy.deepcopy(read_strict(signed_directory(roots=("root-1", "root-2", "root-3"))))
    broken["proof"][2]["created"] = "2026-11-03T00:00:00Z"
    yield refused(
        "one-broken-proof-beside-enough-good-ones",
        Attack.TAMPERED_OPTION,
        "Every proof must verify.",
        Refusal.BAD_SIGNATURE,
        broken,
    )
    moved = copy.deepcopy(read_strict(signed_directory()))
    moved["credentialSubject"]["establishments"][0]["name"] = "Elder Clinic"
    yield refused("tampered-field", Attack.TAMPERED_FIELD, "One letter of a name.", Refusal.BAD_SIGNATURE, moved)
    yield refused(
        "summary-in-place-of-a-directory",
        Attack.UNKNOWN_TYPE,
        "A signed document of another kind.",
        Refusal.UNKNOWN_KIND,
        clinic.signed(),
    )


def _content() -> Iterator[Case]:
    entry = replace(rowan(), keys=(replace(listed("x", KeyRole.UNIT), key=_POINT),))
    yield refused(
        "small-order-key",
        Attack.SMALL_ORDER,
        "An establishment's key fits any document.",
        Refusal.SMALL_ORDER_KEY,
        signed_directory(directory(alder(), entry)),
    )
    roots = Roots(keys=(key("root-1").public_key, _POINT), threshold=1)
    yield refused(
        "small-order-root",
        Attack.SMALL_ORDER,
        "A root that anybody can sign for.",
        Refusal.SMALL_ORDER_KEY,
        signed_directory(directory(roots=roots), roots=("root-1",)),
    )
    as_unit = replace(rowan(), keys=(listed("root-1", KeyRole.UNIT),))
    yield refused(
        "root-listed-as-a-units-key",
        Attack.WRONG_ROLE,
        "One key, two offices.",
        Refusal.DIRECTORY,
        signed_directory(directory(alder(), as_unit)),
    )
    yield refused(
        "not-valid-yet",
        Attack.CREATED,
        "It begins in eleven minutes.",
        Refusal.DIRECTORY,
        signed_directory(directory(valid_from=NOW + timedelta(minutes=11))),
    )
    yield refused(
        "signed-in-the-future",
        Attack.CREATED,
        "The reader's clock is three weeks behind.",
        Refusal.CLOCK,
        signed_directory(),
        clock=NOW - timedelta(days=21),
    )

    def odd(name: str, what: str, change: object) -> Case:
        document = encode_directory(directory())
        change(document["credentialSubject"])  # type: ignore[operator]
        return refused(name, Attack.CONTENT, what, Refusal.CONTENT, _signed(document))

    def same_key(subject: Document) -> None:
        subject["establishments"][1]["keys"][0]["key"] = subject["establishments"][0]["keys"][0]["key"]

    yield odd("key-listed-twice", "One key for two units.", same_key)
    yield odd(
        "establishment-twice",
        "Two entries with one id.",
        lambda subject: subject["establishments"][1].update(id=subject["establishments"][0]["id"]),
    )
    yield odd("threshold-beyond-the-roots", "Four of three.", lambda subject: subject["roots"].update(threshold=4))
    yield odd("version-2-without-a-previous", "It continues nothing.", lambda subject: subject.update(version=2))
    yield odd(
        "revoked-since-never",
        "A state without its date.",
        lambda subject: subject["establishments"][0]["keys"][0].update(state="revoked"),
    )
    yield odd(
        "clinicians-key-without-a-holder",
        "Whose is it?",
        lambda subject: subject["establishments"][0]["keys"][1].pop("holder"),
    )
    yield odd(
        "key-ends-before-it-begins",
        "Dates the wrong way round.",
        lambda subject: subject["establishments"][0]["keys"][0].update(until="2020-01-01T00:00:00Z"),
    )


def _succession() -> Iterator[Case]:
    other = replace(directory(), name="Southern units")
    yield refused(
        "rolled-back",
        Attack.ROLLED_BACK,
        "Version 1 over version 2.",
        Refusal.DIRECTORY_ROLLED_BACK,
        signed_directory(),
        installed="version-2",
    )
    yield refused(
        "forked",
        Attack.FORKED,
        "Another version 1.",
        Refusal.DIRECTORY_FORKED,
        signed_directory(other),
        installed="whole",
    )
    astray = signed_directory(directory(version=2, previous="cd" * 32))
    yield refused(
        "continues-another",
        Attack.FORKED,
        "Version 2 of something else.",
        Refusal.DIRECTORY_FORKED,
        astray,
        installed="whole",
    )
    third = signed_directory(directory(version=3, previous="cd" * 32))
    yield refused(
        "skips-a-version", Attack.FORKED, "Version 3 over version 1.", Refusal.DIRECTORY, third, installed="whole"
    )
    yield refused(
        "another-directory",
        Attack.FORKED,
        "Another id.",
        Refusal.DIRECTORY,
        signed_directory(directory(id=urn("another directory"))),
        installed="whole",
    )
    alone = signed_directory(
        directory(version=2, previous=clinic.trusted().digest, roots=NEW_ROOTS), roots=("new-root-1", "new-root-2")
    )
    yield refused(
        "roots-changed-without-the-old-ones",
        Attack.ROOTS_CHANGED,
        "Signed by the new roots only.",
        Refusal.DIRECTORY_ROOTS,
        alone,
        installed="whole",
    )


def _signed(document: Document) -> bytes:
    for name in ("root-1", "root-2"):
        document = sign_directory(document, signer=key(name), created=NOW - timedelta(days=20))
    return document_bytes(document)


def _forced(of: Directory, signers: tuple[tuple[str, Signer], ...]) -> Document:
    """Return a directory document with proofs that `sign_directory` itself would refuse to make."""
    plain = encode_directory(of)
    proofs = [
        sign_document(
            plain, signer=signer, verification_method=f"{issuer}#{signer.public_key}", created="2026-11-01T00:00:00Z"
        )
        for issuer, signer in signers
    ]
    return {**plain, "proof": proofs}
