"""Transfer summaries: sound ones, and attacks on the document, its people, its keys and its times."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

from registry.documents.transfer_summary import encode
from registry.domain.addressing import Issuer, Purpose, Recipient, RecipientKind, Series
from registry.domain.attestation import Signatory, UnitKey
from registry.domain.errors import Refusal
from registry.domain.people import Tier
from registry.domain.verdict import Verdict
from tests.documents import clinic
from tests.documents.clinic import (
    ALDER,
    APPROVED,
    APPROVER,
    AUTHOR,
    NOW,
    ROWAN,
    VALID_FROM,
    YEAR,
    key,
    resigned,
    signed,
    summary,
)
from tests.documents.every_member import every_member
from tests.documents.record import urn
from tests.vector_maker.attacks import Attack
from tests.vector_maker.case import Case, Document, as_bytes, changed, refused, sound

KIND = "transfer-summary"
BOARD = Recipient(kind=RecipientKind.BOARD, name="Parole Board")


def cases() -> Iterator[Case]:
    """Yield the cases of this kind."""
    yield from _sound()
    yield from _signers()
    yield from _keys()
    yield from _times()
    yield from _content()
    yield from _addressed()


def _sound() -> Iterator[Case]:
    whole = signed()
    yield sound("whole", "Signed by its unit and its approver.", whole)
    for number, one in enumerate(every_member(), start=1):
        yield sound(
            f"every-member-{number}",
            "Every member there is stands in one of these three.",
            signed(one, person="author" if one.interim else "approver"),
        )
    yield sound(
        "no-directory", "The same, with nobody to vouch for the keys.", whole, verdict=Verdict.INTACT, directory=None
    )
    yield sound("directory-expired", "The directory has run out.", whole, verdict=Verdict.INTACT, clock=NOW + YEAR / 2)
    yield sound(
        "issuer-not-listed",
        "The directory does not know the issuer.",
        whole,
        verdict=Verdict.INTACT,
        directory="issuer-not-listed",
    )
    yield sound("addressed-to-the-reader", "Verified by the unit it is addressed to.", whole, recipient=ROWAN)
    yield sound("first-version", "It replaces nothing.", signed(summary(series=Series(id=urn("series"), version=1))))
    interim = summary(interim=True, attestation=clinic.interim_attestation())
    yield sound("interim", "Signed by author and unit: not yet countersigned.", signed(interim, person="author"))
    board = summary(purpose=Purpose.PAROLE_BOARD, recipient=BOARD)
    yield sound("parole-board", "Addressed to a board, which has no id.", signed(board))
    yield sound("issuer-under-another-name", "A finding, no refusal.", whole, directory="issuer-under-another-name")
    mixed = Issuer(id=ALDER, name="Аlder Clinic", tier=Tier.MEDIUM)
    yield sound(
        "mixed-script-name", "Its first letter is Cyrillic: a finding, no refusal.", signed(summary(issuer=mixed))
    )
    bare = changed(encode(summary()), lambda document: document["catalogue"].pop("editions"))
    yield sound("edition-not-described", "It names an edition and does not describe it: a finding.", resigned(bare))
    yield sound(
        "key-retired-since", "A retired key is good for earlier signatures.", whole, directory="unit-key-retired-since"
    )
    yield sound(
        "withdrawn-by-another-unit",
        "A unit cannot withdraw what another issued.",
        whole,
        directory="withdrawn-by-another-unit",
    )
    yield sound(
        "clock-ten-minutes-behind", "Ten minutes are allowed.", whole, clock=clinic.RELEASED - timedelta(minutes=10)
    )
    turned = {name: whole[name] for name in reversed(whole)}
    turned["proof"] = whole["proof"][::-1]
    spelt = json.dumps(turned, indent=1, ensure_ascii=True).replace("/", "\\/").encode()
    yield sound("respelt", "White space, order and escapes are other; the content is the same.", spelt)
    prose = changed(
        encode(summary()),
        lambda document: document["credentialSubject"]["statement"].update(inShort=["Read \u202ethis\u200b."]),
    )
    yield sound(
        "bidi-in-prose", "Bidi and zero-width characters may stand in prose; they are shown escaped.", resigned(prose)
    )


def _signers() -> Iterator[Case]:
    whole = signed()
    author = Signatory.of(AUTHOR, key("author").public_key)
    yield refused(
        "issuer-swapped",
        Attack.ISSUER_SWAPPED,
        "Another unit's id in the issuer.",
        Refusal.PROOF_KEY,
        changed(whole, lambda document: document["issuer"].update(id=ROWAN)),
    )
    stranger = Issuer(id=urn("nobody"), name="Alder Clinic", tier=Tier.MEDIUM)
    yield refused(
        "issuer-unlisted-with-a-listed-key",
        Attack.ISSUER_SWAPPED,
        "A stranger's id over a listed unit's keys.",
        Refusal.WRONG_UNIT,
        signed(summary(issuer=stranger)),
    )
    both = clinic.attestation(author=author)
    yield refused(
        "author-signs-beside-the-approver",
        Attack.OWN_WORK,
        "Three signers are named.",
        Refusal.SIGNERS,
        signed(summary(attestation=both)),
    )

    def approve_own(document: Document) -> None:
        named = document["attestation"]["author"]
        document["attestation"]["approver"] = {**named, "key": author.key}

    yield refused(
        "author-approving-own-work",
        Attack.OWN_WORK,
        "One person in both places.",
        Refusal.SAME_PERSON,
        resigned(changed(encode(summary()), approve_own), person="author"),
    )

    for name, what, spelt in (
        ("author-approving-under-a-second-id", "One registration under two ids.", "PYL12345"),
        ("author-approving-in-other-letter-case", "One registration in two cases of letters.", "pyl12345"),
        ("author-approving-with-marks-and-zeros", "One registration, spelt in two ways.", "pyl-0012345"),
    ):
        twin_of = {**encode(summary())["attestation"]["author"], "id": urn("twin"), "registration": spelt}
        plain = encode(summary())
        plain["attestation"]["approver"] = {**twin_of, "key": key("approver").public_key}
        yield refused(name, Attack.OWN_WORK, what, Refusal.SAME_PERSON, resigned(plain))
    twin = replace(AUTHOR, id=urn("twin"))
    hidden = clinic.attestation(
        author=Signatory.of(replace(AUTHOR, registration=None)),
        approver=Signatory.of(twin, key("approver").public_key),
    )
    yield refused(
        "author-approving-own-work-by-the-directory",
        Attack.OWN_WORK,
        "Only the directory knows the author's registration.",
        Refusal.SAME_PERSON,
        signed(summary(attestation=hidden)),
        directory="approver-is-the-author",
    )
    one = clinic.attestation(approver=Signatory.of(APPROVER, key("unit").public_key))
    yield refused(
        "one-key-for-unit-and-approver",
        Attack.KEY_TWICE,
        "The unit's key signs as the person's.",
        Refusal.SIGNERS,
        resigned(encode(summary(attestation=one)), person="unit"),
    )
    yield refused(
        "interim-with-an-approver",
        Attack.APPROVER_REMOVED,
        "Called interim, and approved all the same.",
        Refusal.SIGNERS,
        resigned({**encode(summary()), "interim": True}),
    )
    unapproved = changed(encode(summary()), lambda document: document["attestation"].pop("approver"))
    yield refused(
        "approver-never-named",
        Attack.APPROVER_REMOVED,
        "Not interim, and nobody approves it.",
        Refusal.SIGNERS,
        resigned(unapproved, person="author"),
    )


def _keys() -> Iterator[Case]:
    whole = signed()

    def by_unit(name: str) -> Document:
        attestation = clinic.attestation(unit=UnitKey(key=key(name).public_key))
        return signed(summary(attestation=attestation), unit=name)

    def by_person(name: str) -> Document:
        attestation = clinic.attestation(approver=Signatory.of(APPROVER, key(name).public_key))
        return signed(summary(attestation=attestation), person=name)

    yield refused(
        "unknown-key",
        Attack.UNKNOWN_KEY,
        "The issuer is listed, its key is not.",
        Refusal.UNKNOWN_KEY,
        by_unit("new unit"),
    )
    yield refused(
        "unknown-key-under-an-expired-directory",
        Attack.UNKNOWN_KEY,
        "Expiry excuses nothing.",
        Refusal.UNKNOWN_KEY,
        by_unit("new unit"),
        clock=NOW + YEAR / 2,
    )
    yield refused(
        "key-of-another-unit",
        Attack.OTHER_UNITS_KEY,
        "Rowan's unit key signs for Alder.",
        Refusal.WRONG_UNIT,
        by_unit("rowan-unit"),
    )
    yield refused(
        "unit-key-used-as-a-clinicians",
        Attack.WRONG_ROLE,
        "A second unit key as approver's.",
        Refusal.WRONG_ROLE,
        by_person("second unit"),
        directory="second-unit-key",
    )
    yield refused(
        "clinicians-key-used-as-the-units",
        Attack.WRONG_ROLE,
        "The author's key as the unit's.",
        Refusal.WRONG_ROLE,
        by_unit("author"),
    )
    yield refused(
        "log-key-used-as-the-units",
        Attack.WRONG_ROLE,
        "The log's key as the unit's.",
        Refusal.WRONG_ROLE,
        by_unit("log"),
    )
    yield refused(
        "receivers-key-used-as-a-clinicians",
        Attack.WRONG_ROLE,
        "A receiver's key as approver's.",
        Refusal.WRONG_ROLE,
        by_person("receiver"),
        directory="receiver-key",
    )
    for listing in ("approver-is-another-person", "approver-has-another-registration"):
        yield refused(
            f"key-holder-{listing}",
            Attack.OTHER_HOLDER,
            "The key is listed for somebody else.",
            Refusal.HOLDER,
            whole,
            directory=listing,
        )
    for listing, (attack, reason) in {
        "unit-key-revoked": (Attack.KEY_REVOKED, Refusal.KEY_REVOKED),
        "unit-key-compromised": (Attack.KEY_COMPROMISED, Refusal.KEY_COMPROMISED),
        "unit-key-retired-before": (Attack.KEY_RETIRED, Refusal.KEY_DATES),
        "unit-key-not-yet-valid": (Attack.KEY_NOT_YET_VALID, Refusal.KEY_DATES),
        "unit-key-expired": (Attack.KEY_EXPIRED, Refusal.KEY_DATES),
        "approver-key-revoked": (Attack.KEY_REVOKED, Refusal.KEY_REVOKED),
        "approver-key-compromised": (Attack.KEY_COMPROMISED, Refusal.KEY_COMPROMISED),
        "approver-key-retired-before": (Attack.KEY_RETIRED, Refusal.KEY_DATES),
        "approver-key-expired": (Attack.KEY_EXPIRED, Refusal.KEY_DATES),
    }.items():
        yield refused(
            listing,
            attack,
            "The directory does not let the key count.",
            reason,
            whole,
            directory=listing,
        )
    yield refused(
        "key-revoked-under-an-expired-directory",
        Attack.KEY_REVOKED,
        "Expiry excuses nothing.",
        Refusal.KEY_REVOKED,
        whole,
        directory="unit-key-revoked",
        clock=NOW + YEAR / 2,
    )


def _times() -> Iterator[Case]:
    attack = Attack.CREATED
    yield refused(
        "approved-before-valid-from",
        attack,
        "The approver signed before the document was valid.",
        Refusal.CLOCK,
        signed(approved=VALID_FROM - timedelta(seconds=1)),
    )
    yield refused(
        "released-before-approved",
        attack,
        "The unit signed before the approver.",
        Refusal.CLOCK,
        signed(released=APPROVED - timedelta(seconds=1)),
    )
    yield refused(
        "signed-in-the-future",
        attack,
        "Eleven minutes ahead of the reader's clock.",
        Refusal.CLOCK,
        signed(released=NOW + timedelta(minutes=11)),
    )


def _content() -> Iterator[Case]:
    attack = Attack.CONTENT
    board = summary(purpose=Purpose.PAROLE_BOARD, recipient=BOARD)
    interim = replace(board, interim=True, attestation=clinic.interim_attestation())
    yield refused("interim-for-a-board", attack, "Never.", Refusal.CONTENT, signed(interim, person="author"))
    untried = replace(board.subject, participant=replace(board.subject.participant, untried=True))
    yield refused(
        "parole-report-on-someone-not-convicted",
        attack,
        "Never.",
        Refusal.CONTENT,
        signed(replace(board, subject=untried)),
    )
    unseen = clinic.attestation(shown=None)
    yield refused(
        "not-shown-and-no-reason",
        attack,
        "A board's copy that the participant was not shown.",
        Refusal.CONTENT,
        signed(replace(board, attestation=unseen)),
    )

    def odd(name: str, what: str, *path: str | int, value: Any) -> Case:
        def change(document: Document) -> None:
            holder: Any = document
            for step in path[:-1]:
                holder = holder[step]
            if value is None:
                del holder[path[-1]]
            else:
                holder[path[-1]] = value

        return refused(name, attack, what, Refusal.CONTENT, resigned(changed(encode(summary()), change)))

    person = ("credentialSubject", "participant")
    work = ("credentialSubject", "interventions", 0)
    yield odd(
        "nhs-number-check-digit", "One digit of the NHS number is wrong.", *person, "nhsNumber", value="9990000019"
    )
    yield odd(
        "no-nhs-number-and-no-reason", "Neither the number nor why there is none.", *person, "nhsNumber", value=None
    )
    yield odd("birth-date-not-in-the-calendar", "The 30th of February.", *person, "born", value="2019-02-30")
    yield odd(
        "record-of-another-participant", "Somebody else's record travels along.", *person, "id", value=urn("else")
    )
    yield odd(
        "blank-prose", "A text of white space only.", "credentialSubject", "statement", "knowledgeOfCase", value=" \n"
    )
    yield odd("closed-before-it-began", "The closure is before the start.", *work, "closure", "on", value="2019")
    yield odd(
        "absence-without-a-reason", "Not attended, and nobody says why.", *work, "sessions", 4, "absence", value=None
    )
    yield odd(
        "stopped-without-a-reason", "Partly completed, and nobody says why.", *work, "closure", "reason", value=None
    )
    yield odd("session-twice", "Two sessions with one id.", *work, "sessions", 1, "id", value=urn("work 0 session 0"))
    yield odd("score-outside-its-range", "5 of 4.", "credentialSubject", "scores", 0, "value", value="5")
    yield odd(
        "structured-judgement-scored",
        "HCR-20 has no score.",
        "credentialSubject",
        "scores",
        0,
        "measure",
        value="HCR-20 V3",
    )
    yield odd(
        "legal-status-unknown", "No such code.", "credentialSubject", "placements", 0, "legal", 0, "code", value="77"
    )
    yield odd(
        "participant-never-asked",
        "Ask first leaves the participant out.",
        "credentialSubject",
        "plan",
        "lines",
        1,
        "ask",
        "whom",
        value=["the prison"],
    )
    yield odd(
        "registration-malformed", "PYL and seven digits.", "attestation", "author", "registration", value="PYL1234567"
    )
    yield odd("replaces-in-version-1", "Version 1 replaces nothing.", "series", "version", value=1)
    yield odd("establishment-without-an-id", "An establishment is addressed by its id.", "recipient", "id", value=None)
    yield refused(
        "created-not-in-the-calendar",
        Attack.CREATED,
        "Signed on the 30th of February.",
        Refusal.PROOF_FORM,
        _signed_on("2026-02-30T09:00:00Z"),
    )


def _signed_on(created: str) -> Document:
    from registry.documents.proofs import sign_document

    plain = encode(summary())
    whole = resigned(plain)
    method = whole["proof"][0]["verificationMethod"]
    odd = sign_document(plain, signer=key("unit"), verification_method=method, created=created)
    return {**whole, "proof": [odd, whole["proof"][1]]}


def _addressed() -> Iterator[Case]:
    whole = signed()
    yield refused(
        "addressed-to-another-unit",
        Attack.OTHER_RECIPIENT,
        "Read by the unit that issued it.",
        Refusal.RECIPIENT,
        whole,
        recipient=ALDER,
    )
    yield refused(
        "addressed-to-a-board",
        Attack.OTHER_RECIPIENT,
        "Read by a unit; it is a board's.",
        Refusal.RECIPIENT,
        signed(summary(recipient=BOARD, purpose=Purpose.PAROLE_BOARD)),
        recipient=ROWAN,
    )
    yield refused(
        "withdrawn-document",
        Attack.WITHDRAWN,
        "The directory says that its issuer has withdrawn it.",
        Refusal.WITHDRAWN,
        whole,
        directory="document-withdrawn",
    )
    yield refused(
        "sealed-file",
        Attack.AGE_OTHER,
        "Sealed: it has to be opened first.",
        Refusal.SEALED,
        b"age-encryption.org/v1\n-> X25519 " + b"A" * 43 + b"\n" + b"A" * 43 + b"\n--- " + b"A" * 43 + b"\n",
        suffix="json.age",
    )
    yield refused(
        "directory-in-place-of-a-summary",
        Attack.UNKNOWN_TYPE,
        "A signed document of another kind.",
        Refusal.UNKNOWN_KIND,
        as_bytes(clinic.signed_directory()),
    )
