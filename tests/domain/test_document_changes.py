"""Two versions of a summary beside each other: no member that says otherwise is passed over in silence."""

from dataclasses import fields, replace
from typing import Any

import pytest

from registry.domain.addressing import Issuer, Purpose, Recipient, RecipientKind
from registry.domain.annex_mention import AnnexMention
from registry.domain.attestation import Attestation, Signatory, UnitKey
from registry.domain.people import Tier
from registry.domain.summary import CatalogueAsKnown, Draft, TransferSummary
from registry.domain.summary_changes import NEVER_ALIKE, Change, document_changes
from registry.domain.voice import Agreement, NotShown, Shown
from tests.documents import clinic
from tests.documents.record import urn

WAS = clinic.summary()
SHOWN = Shown(on=clinic.date("2026-11-20"), format="read together", answer=Agreement.DISAGREES, by="Rhiannon Powell")
AUTHOR = WAS.attestation.author
OTHERS: dict[str, Any] = {
    "issuer": Issuer(id=urn("another issuer"), name=WAS.issuer.name, tier=Tier.HIGH),
    "purpose": Purpose.TRIBUNAL,
    "recipient": Recipient(kind=RecipientKind.ESTABLISHMENT, id=urn("another rowan"), name=WAS.recipient.name),
    "annex": AnnexMention(decided_by="Dr Amara Okafor"),
}
OTHER_SIGNATURES: dict[str, Any] = {
    "author": replace(AUTHOR, id=urn("another author"), registration="PYL900077"),
    "approver": Signatory.of(replace(AUTHOR.person, id=urn("third"), registration="PYL900078"), "z6Mkanother"),
    "unit": UnitKey(key="z6Mkanother"),
    "shown": SHOWN,
    "not_shown": NotShown(by="Rhiannon Powell", reason="Too unwell today."),
}


def found(after: TransferSummary | Draft, before: TransferSummary = WAS) -> list[Change]:
    """Return the changes, each of which says something."""
    changes = list(document_changes(before, after))
    assert all(one.before != one.after for one in changes)
    return changes


def signed_otherwise(**changes: Any) -> TransferSummary:
    return replace(WAS, attestation=replace(WAS.attestation, **changes))


def bare(**changes: Any) -> TransferSummary:
    """Return the summary with neither shown nor not shown, so that either may be said."""
    return signed_otherwise(**{"shown": None, "not_shown": None, **changes})


def test_every_member_of_the_document_is_compared_or_never_alike() -> None:
    apart = {"interim", "attestation", "catalogue", "subject"}
    assert set(OTHERS) | apart | NEVER_ALIKE == {field.name for field in fields(TransferSummary)}
    assert set(OTHER_SIGNATURES) == {field.name for field in fields(Attestation)}
    assert found(replace(WAS, id=urn("other"), valid_from=clinic.NOW)) == []


@pytest.mark.parametrize("name", OTHERS)
def test_a_member_that_differs_is_told(name: str) -> None:
    changes = found(replace(WAS, **{name: OTHERS[name]}))
    assert {one.section for one in changes} == {"The document"}


@pytest.mark.parametrize("name", OTHER_SIGNATURES)
def test_a_signature_or_a_showing_that_differs_is_told(name: str) -> None:
    changes = found(bare(**{name: OTHER_SIGNATURES[name]}), bare())
    assert {one.section for one in changes} == {"Signed by, and shown to the participant"}
    assert found(bare(), bare(**{name: OTHER_SIGNATURES[name]}))


def test_shown_instead_of_a_reason_why_not_is_both_told() -> None:
    why = NotShown(by="Rhiannon Powell", reason="Too unwell today.")
    changes = found(bare(shown=SHOWN), bare(not_shown=why))
    assert [(one.kind, one.what) for one in changes] == [
        ("added", "shown to the participant"),
        ("removed", "not shown to the participant"),
    ]
    assert "disagrees" in changes[0].after
    assert "Too unwell today." in changes[1].before


def test_an_interim_version_and_the_approved_one_say_who_signed() -> None:
    interim = replace(WAS, interim=True, attestation=clinic.interim_attestation())
    told = {(one.kind.value, one.what) for one in found(WAS, interim)}
    assert {("changed", "interim"), ("added", "approved by")} <= told


@pytest.mark.parametrize("name", ["release", "editions"])
def test_another_catalogue_is_told(name: str) -> None:
    known = WAS.catalogue
    others = {
        "release": replace(known.release, version="2027.1"),
        "editions": (replace(known.editions[0], title="Another title"), *known.editions[1:]),
    }
    catalogue = CatalogueAsKnown(
        release=others["release"] if name == "release" else known.release,  # type: ignore[arg-type]
        editions=others["editions"] if name == "editions" else known.editions,  # type: ignore[arg-type]
    )
    (change,) = found(replace(WAS, catalogue=catalogue))
    assert change.section == "The programmes as the sender knows them"


def test_a_draft_is_compared_without_what_it_cannot_have_yet() -> None:
    draft = Draft(
        id=urn("draft"),
        series=WAS.series,
        purpose=WAS.purpose,
        recipient=WAS.recipient,
        author=AUTHOR.person,
        catalogue=WAS.catalogue,
        subject=WAS.subject,
        made=clinic.NOW,
        shown=WAS.attestation.shown,
        not_shown=WAS.attestation.not_shown,
    )
    assert found(draft) == []
    (change,) = found(replace(draft, purpose=Purpose.COMMUNITY))
    assert (change.what, change.before, change.after) == ("purpose", "transfer", "community")
    assert found(replace(draft, author=replace(AUTHOR.person, registration="PYL900077")))
