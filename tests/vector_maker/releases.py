"""Catalogue releases: sound ones, and attacks on the unit's one proof, on what a release may say, and on its times."""

import copy
from collections.abc import Callable, Iterator
from datetime import timedelta

from registry.documents.catalogue_release import encode_release
from registry.documents.signing import add_proof
from registry.domain.errors import Refusal
from registry.domain.verdict import Verdict
from tests.documents.clinic import ALDER, NOW, RELEASED, ROWAN, YEAR, key
from tests.documents.releases import full_release, release, resigned_release, signed_release
from tests.vector_maker.attacks import Attack
from tests.vector_maker.case import Case, Document, changed, refused, sound

KIND = "catalogue-release"


def cases() -> Iterator[Case]:
    """Yield the cases of this kind."""
    yield from _sound()
    yield from _proofs()
    yield from _keys()
    yield from _content()


def _sound() -> Iterator[Case]:
    whole = signed_release()
    yield sound("whole", "Signed by the unit alone.", whole)
    yield sound("every-member", "With every member that a programme can have.", signed_release(full_release()))
    yield sound("for-a-recipient", "Addressed to nobody, so anybody may read it.", whole, recipient=ROWAN)
    yield sound("no-directory", "Nobody to vouch for the key.", whole, verdict=Verdict.INTACT, directory=None)
    yield sound(
        "issuer-not-listed",
        "The directory does not know the issuer.",
        whole,
        verdict=Verdict.INTACT,
        directory="issuer-not-listed",
    )
    yield sound("directory-expired", "The directory has run out.", whole, verdict=Verdict.INTACT, clock=NOW + YEAR / 2)


def _proofs() -> Iterator[Case]:
    whole = signed_release()
    yield refused(
        "tampered-field",
        Attack.TAMPERED_FIELD,
        "Another title after signing.",
        Refusal.BAD_SIGNATURE,
        changed(whole, lambda document: document["credentialSubject"]["programmes"][0].update(title="Thinking")),
    )
    yield refused(
        "proof-removed",
        Attack.ALL_PROOFS_REMOVED,
        "Nobody has signed.",
        Refusal.NO_PROOF,
        changed(whole, lambda document: document.update(proof=[])),
    )
    second = add_proof(copy.deepcopy(whole), signer=key("approver"), issuer_id=ALDER, created=RELEASED)
    yield refused("person-signs-beside-the-unit", Attack.UNKNOWN_KEY, "A proof too many.", Refusal.SIGNERS, second)
    yield refused(
        "signed-by-another-key-than-named",
        Attack.PROOF_REMOVED,
        "The unit is named, a person has signed.",
        Refusal.SIGNERS,
        resigned_release(encode_release(release()), unit="approver"),
    )
    yield refused(
        "in-place-of-a-summary",
        Attack.UNKNOWN_TYPE,
        "A release that says it is a summary.",
        Refusal.UNKNOWN_SCHEMA,
        changed(whole, lambda document: document.update(type=["VerifiableCredential", "TransferSummary"])),
    )


def _keys() -> Iterator[Case]:
    whole = signed_release()
    yield refused(
        "unit-key-revoked",
        Attack.KEY_REVOKED,
        "Revoked since.",
        Refusal.KEY_REVOKED,
        whole,
        directory="unit-key-revoked",
    )
    yield refused(
        "unit-key-compromised",
        Attack.KEY_COMPROMISED,
        "Compromised since.",
        Refusal.KEY_COMPROMISED,
        whole,
        directory="unit-key-compromised",
    )
    yield refused(
        "unit-key-expired",
        Attack.KEY_EXPIRED,
        "Made after its dates.",
        Refusal.KEY_DATES,
        whole,
        directory="unit-key-expired",
    )
    for name, signer, attack, reason in (
        ("clinicians-key-used-as-the-units", "approver", Attack.WRONG_ROLE, Refusal.WRONG_ROLE),
        ("key-of-another-unit", "rowan-unit", Attack.OTHER_UNITS_KEY, Refusal.WRONG_UNIT),
        ("unknown-key", "stranger", Attack.UNKNOWN_KEY, Refusal.UNKNOWN_KEY),
    ):
        plain = encode_release(release())
        plain["attestation"]["unit"]["key"] = key(signer).public_key
        yield refused(name, attack, "Named and signed with it.", reason, resigned_release(plain, unit=signer))
    yield refused(
        "signed-in-the-future",
        Attack.CREATED,
        "Eleven minutes ahead.",
        Refusal.CLOCK,
        whole,
        clock=RELEASED - timedelta(minutes=11),
    )


def _content() -> Iterator[Case]:
    for name, what, change in _FAULTS:
        plain = encode_release(full_release())
        change(plain["credentialSubject"])
        yield refused(name, Attack.CONTENT, what, Refusal.CONTENT, resigned_release(plain))


def _foreign(subject: Document) -> None:
    """Give the local programme, with its edition, to another unit."""
    subject.pop("definitions")
    local = subject["programmes"][2]
    local["id"] = local["id"].replace(ALDER, ROWAN)
    local["editions"][0]["id"] = f"{local['id']}/2024"


_FAULTS: tuple[tuple[str, str, Callable[[Document], object]], ...] = (
    ("programme-twice", "One id twice.", lambda subject: subject["programmes"].append(subject["programmes"][1])),
    ("local-programme-of-another-unit", "A release speaks for its issuer only.", _foreign),
    (
        "local-definition-of-another-unit",
        "A release speaks for its issuer only.",
        lambda subject: subject["definitions"][0]["establishment"].update(id=ROWAN),
    ),
    (
        "edition-of-another-programme",
        "Under a programme's name, but not its own.",
        lambda subject: subject["programmes"][0]["editions"][0].update(id="NEXT/2030"),
    ),
    (
        "prerequisite-that-is-not-there",
        "It names what it does not hold.",
        lambda subject: subject["programmes"][3]["suitability"].update(prerequisites=["GONE"]),
    ),
    (
        "overlap-with-a-module-that-is-not-there",
        "What may be skipped does not exist.",
        lambda subject: subject["overlaps"][0].update(skipModules=["m9"]),
    ),
    (
        "overlap-of-nothing-with-a-module-to-skip",
        "It covers nothing, and lets a module be skipped.",
        lambda subject: subject["overlaps"][0].update(strength="none"),
    ),
    (
        "measure-of-another-unit",
        "A release speaks for its issuer only.",
        lambda subject: subject["measures"][0].update(id=f"{ROWAN}:MOOD"),
    ),
    (
        "two-measures-of-one-name",
        "A reading could be read against either.",
        lambda subject: subject["measures"][1].update(aliases=["W-M-S"]),
    ),
    (
        "measure-with-its-range-backwards",
        "No reading could lie in it.",
        lambda subject: subject["measures"][0]["scales"][0].update(lowest="21"),
    ),
    (
        "structured-judgement-with-a-scale",
        "It has no score.",
        lambda subject: subject["measures"][1].update(scales=[{"id": "total", "title": "Total"}]),
    ),
    (
        "need-that-there-is-not",
        "No target need has that name.",
        lambda subject: subject["programmes"][0].update(needs=["constructor"]),
    ),
)
