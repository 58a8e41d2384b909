"""Documents verified together: what a withdrawal, a later version or another of the same name says of a document."""

from collections.abc import Iterator
from typing import Any

from registry.documents.canonical import document_digest
from registry.domain.addressing import Issuer, Replaces, Series
from registry.domain.annex import Annex
from registry.domain.attestation import Signatory, UnitKey
from registry.domain.document_ref import DocumentRef, SentKind
from registry.domain.errors import Refusal
from registry.domain.people import Tier
from registry.domain.summary import TransferSummary
from registry.domain.verdict import Verdict
from registry.domain.withdrawal import Withdrawal, WithdrawalAttestation, Withdrawn
from tests.documents.clinic import ROWAN, STRANGER, attestation, interim_attestation, key, signed, summary
from tests.documents.letters import annex, signed_annex, signed_withdrawal, withdrawal
from tests.documents.record import urn
from tests.vector_maker.attacks import Attack
from tests.vector_maker.case import Case, Document, refused, sound

KIND = "together"
_SERIES = urn("series")


def _version(number: int, *, replaces: Replaces | None = None, **changes: Any) -> TransferSummary:
    return summary(
        **{"id": urn(f"version {number}"), "series": Series(id=_SERIES, version=number, replaces=replaces), **changes}
    )


def _replacing(one: TransferSummary | Annex, document: Document) -> Replaces:
    return Replaces(id=one.id, digest=document_digest(document))


def _taking_back(one: TransferSummary | Annex, document: Document, **changes: Any) -> Withdrawal:
    ref = DocumentRef(
        kind=SentKind.ANNEX if isinstance(one, Annex) else SentKind.TRANSFER_SUMMARY,
        id=one.id,
        digest=document_digest(document),
        series=one.series.id,
        version=one.series.version,
    )
    return withdrawal(subject=Withdrawn(document=ref, reason="The dose was another person's."), **changes)


_FIRST = _version(1)
_ONE = signed(_FIRST)
_SECOND = _version(2, replaces=_replacing(_FIRST, _ONE))
_TWO = signed(_SECOND)
_BACK = signed_withdrawal(_taking_back(_FIRST, _ONE))


def cases() -> Iterator[Case]:
    """Yield the cases of this kind."""
    yield from _versions()
    yield from _withdrawals()
    yield from _who_is_heard()
    yield from _annexes()


def _versions() -> Iterator[Case]:
    yield sound("first", "The first version, alone.", _ONE)
    yield sound("first-beside-second", "A later version is there.", _ONE, beside=("second",), superseded=True)
    yield sound("second", "Beside the version that it replaces.", _TWO, beside=("first",))
    yield sound("second-twice", "The same document given twice.", _TWO, beside=("second",))
    last = _version(3, replaces=Replaces(id=urn("version 2"), digest="ab" * 32))
    yield refused(
        "replaces-another-second",
        Attack.BROKEN_REPLACES,
        "Version 2 is there, and is not the one replaced.",
        Refusal.BROKEN_REPLACES,
        signed(last),
        beside=("second",),
    )
    skips = _version(3, replaces=_replacing(_FIRST, _ONE))
    yield refused(
        "replaces-two-versions-back",
        Attack.BROKEN_REPLACES,
        "It replaces version 1, and is version 3.",
        Refusal.BROKEN_REPLACES,
        signed(skips),
        beside=("first",),
    )
    yield sound(
        "first-beside-a-broken-third",
        "What is refused itself supersedes nothing.",
        _ONE,
        beside=("replaces-two-versions-back",),
    )
    yield from _interim()
    other = signed(_version(1, id=urn("other first")))
    yield refused(
        "another-first-version",
        Attack.OTHER_CONTENT,
        "One version, two documents.",
        Refusal.FORKED,
        other,
        beside=("first",),
    )
    same_id = signed(_version(1, series=Series(id=urn("other series"), version=1)))
    yield refused(
        "another-of-the-same-id",
        Attack.OTHER_CONTENT,
        "One id, two documents.",
        Refusal.FORKED,
        same_id,
        beside=("first",),
    )
    elsewhere = signed(_version(1, id=urn("elsewhere"), series=Series(id=urn("other series"), version=1)))
    yield sound("first-of-another-series", "Nothing to do with each other.", elsewhere, beside=("second",))


def _interim() -> Iterator[Case]:
    """An interim version supersedes interim ones only, and stands beside an approved one."""
    night = {"interim": True, "attestation": interim_attestation()}
    second = _version(2, id=urn("interim second"), replaces=_replacing(_FIRST, _ONE), **night)
    two = signed(second, person="author")
    third = _version(3, id=urn("interim third"), replaces=_replacing(second, two), **night)
    three = signed(third, person="author")
    last = signed(_version(4, id=urn("fourth"), replaces=_replacing(third, three)))
    yield sound("interim-second", "Interim, beside the approved version that it follows.", two, beside=("first",))
    yield sound(
        "first-beside-an-interim-second", "No interim version takes its place.", _ONE, beside=("interim-second",)
    )
    yield sound("interim-third", "Beside both.", three, beside=("first", "interim-second"))
    yield sound(
        "interim-second-beside-an-interim-third",
        "A later interim version takes an interim one's place.",
        two,
        beside=("first", "interim-third"),
        superseded=True,
    )
    yield sound(
        "approved-fourth",
        "Approved, beside all that it follows.",
        last,
        beside=("first", "interim-second", "interim-third"),
    )
    yield sound(
        "first-beside-an-approved-fourth",
        "The next approved version takes its place.",
        _ONE,
        beside=("interim-third", "approved-fourth"),
        superseded=True,
    )
    yield sound(
        "interim-third-beside-an-approved-fourth",
        "The approved version takes the interim one's place.",
        three,
        beside=("approved-fourth",),
        superseded=True,
    )


def _withdrawals() -> Iterator[Case]:
    yield sound("withdrawal-of-first", "Beside what it takes back.", _BACK, beside=("first",))
    yield refused(
        "first-withdrawn",
        Attack.WITHDRAWN,
        "Its withdrawal is there.",
        Refusal.WITHDRAWN,
        _ONE,
        beside=("withdrawal-of-first",),
    )
    yield sound("second-beside-that", "Another version was withdrawn.", _TWO, beside=("withdrawal-of-first",))
    back = signed_withdrawal(_taking_back(_SECOND, _TWO, id=urn("withdrawal of second")))
    yield sound("withdrawal-of-second", "Beside what it takes back.", back, beside=("second",))
    yield sound(
        "first-beside-a-withdrawn-second",
        "Superseded by what was then withdrawn.",
        _ONE,
        beside=("second", "withdrawal-of-second"),
        superseded=True,
    )
    mixed = _taking_back(_FIRST, _TWO, id=urn("mixed"))
    yield refused(
        "withdrawal-that-mixes-two",
        Attack.WITHDRAWN,
        "The id of the first, the digest of the second.",
        Refusal.UNKNOWN_DOCUMENT,
        signed_withdrawal(mixed),
        beside=("first", "second"),
    )
    yield sound(
        "second-beside-a-withdrawal-that-mixes-two",
        "It takes back neither.",
        _TWO,
        beside=("withdrawal-that-mixes-two",),
    )


def _who_is_heard() -> Iterator[Case]:
    """Nobody withdraws what another issued; and where no directory vouches for it, only the same key does."""
    stranger = _taking_back(
        _FIRST,
        _ONE,
        id=urn("by rowan"),
        issuer=Issuer(id=ROWAN, name="Rowan House", tier=Tier.LOW),
        attestation=WithdrawalAttestation(
            approver=Signatory.of(STRANGER, key("rowan-clinician").public_key),
            unit=UnitKey(key=key("rowan-unit").public_key),
        ),
    )
    by_rowan = signed_withdrawal(stranger, person="rowan-clinician", unit="rowan-unit")
    yield sound("withdrawal-by-another-unit", "Rowan takes back what Alder issued.", by_rowan)
    yield sound("first-withdrawn-by-another-unit", "It still stands.", _ONE, beside=("withdrawal-by-another-unit",))
    alone: dict[str, Any] = {"directory": None, "verdict": Verdict.INTACT}
    yield refused(
        "first-withdrawn-without-a-directory",
        Attack.WITHDRAWN,
        "The same key of the unit signed both.",
        Refusal.WITHDRAWN,
        _ONE,
        beside=("withdrawal-of-first",),
        directory=None,
    )
    forged = _taking_back(
        _FIRST,
        _ONE,
        id=urn("forged"),
        attestation=WithdrawalAttestation(
            approver=Signatory.of(STRANGER, key("rowan-clinician").public_key),
            unit=UnitKey(key=key("rowan-unit").public_key),
        ),
    )
    by_nobody = signed_withdrawal(forged, person="rowan-clinician", unit="rowan-unit")
    yield sound("withdrawal-under-another-key", "Nobody vouches for any key.", by_nobody, **alone)
    yield sound("first-beside-another-key", "It still stands.", _ONE, beside=("withdrawal-under-another-key",), **alone)
    later = _version(
        2,
        id=urn("forged second"),
        replaces=_replacing(_FIRST, _ONE),
        attestation=attestation(unit=UnitKey(key=key("rowan-unit").public_key)),
    )
    yield sound("second-under-another-key", "It still stands alone.", signed(later, unit="rowan-unit"), **alone)
    yield sound(
        "first-beside-a-second-under-another-key",
        "Nothing is superseded by who may be anybody.",
        _ONE,
        beside=("second-under-another-key",),
        **alone,
    )


def _annexes() -> Iterator[Case]:
    first = annex()
    one = signed_annex(first)
    series = Series(id=first.series.id, version=2, replaces=_replacing(first, one))
    second = annex(id=urn("second annex"), series=series)
    yield sound("annex-second", "The next version of the annex.", signed_annex(second))
    yield sound("annex-first", "A later version is there.", one, beside=("annex-second",), superseded=True)
    back = _taking_back(first, one, id=urn("annex back"), recipients=first.recipients)
    yield sound("annex-withdrawal", "Beside the annex.", signed_withdrawal(back), beside=("annex-first",))
    yield refused(
        "annex-withdrawn",
        Attack.WITHDRAWN,
        "Its withdrawal is there.",
        Refusal.WITHDRAWN,
        one,
        beside=("annex-withdrawal",),
    )
