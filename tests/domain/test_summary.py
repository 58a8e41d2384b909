"""The summary before and after it is frozen: who may write it for whom, and who may approve it."""

from datetime import UTC, datetime
from typing import Any

import pytest

from registry.domain.addressing import Issuer, Purpose, Recipient, RecipientKind, Series
from registry.domain.attestation import Attestation, Checkpoint, Signatory, UnitKey
from registry.domain.edition import Module
from registry.domain.errors import InvalidValue, NotAllowed
from registry.domain.ethnicity import Ethnicity
from registry.domain.identifiers import ChiNumber, CroNumber, HcNumber, PncNumber, PrisonNumber
from registry.domain.participant import CommunicationNeeds, PersonName
from registry.domain.people import Person, Tier
from registry.domain.plan import Plan
from registry.domain.summary import (
    CatalogueAsKnown,
    Comparison,
    Draft,
    ReleaseRef,
    Statement,
    Subject,
    SubjectParticipant,
    TransferSummary,
)
from registry.domain.voice import Agreement, NotShown, Shown
from tests.domain.build import DIGEST, UNIT, edition, intervention, need, on, participant, person, shape, urn, voice

NOW = datetime(2026, 1, 2, tzinfo=UTC)
AUTHOR, APPROVER = person("Dr Ewa Nkosi", registration="PYL12345"), person("Dr Ann Reed", registration="PYL54321")
SHOWN = Shown(on=on("2026-01-01"), format="read aloud", answer=Agreement.AGREES, by="Dr Ewa Nkosi")
NOT_SHOWN = NotShown(by="Dr Ewa Nkosi", reason="He was moved overnight.")
KINDS = {
    Purpose.TRANSFER: RecipientKind.ESTABLISHMENT,
    Purpose.PRISON: RecipientKind.ESTABLISHMENT,
    Purpose.PAROLE_BOARD: RecipientKind.BOARD,
    Purpose.TRIBUNAL: RecipientKind.TRIBUNAL,
    Purpose.COMMUNITY: RecipientKind.ESTABLISHMENT,
    Purpose.OWN_COPY: RecipientKind.PERSON,
}
CATALOGUE = CatalogueAsKnown(release=ReleaseRef(id=urn("release"), version="1", digest=DIGEST))


def addressed(kind: RecipientKind) -> Recipient:
    return Recipient(kind=kind, id=urn("there") if kind is RecipientKind.ESTABLISHMENT else None, name="There")


def subject(**changes: Any) -> Subject:
    return Subject(**{"participant": SubjectParticipant.of(participant()), **changes})


def draft(purpose: Purpose = Purpose.TRANSFER, **changes: Any) -> Draft:
    members: dict[str, Any] = {
        "id": urn("draft"),
        "series": Series(id=urn("series"), version=1),
        "purpose": purpose,
        "recipient": addressed(KINDS[purpose]),
        "author": AUTHOR,
        "catalogue": CATALOGUE,
        "subject": subject(),
        "made": NOW,
        **changes,
    }
    return Draft(**members)


def frozen(author: Person = AUTHOR, approver: Person | None = APPROVER, **changes: Any) -> TransferSummary:
    attestation = Attestation(
        author=Signatory.of(author, None if approver else "author-key"),
        approver=Signatory.of(approver, "approver-key") if approver else None,
        unit=UnitKey(key="unit-key"),
    )
    members: dict[str, Any] = {
        "id": urn("document"),
        "issuer": Issuer(id=UNIT.id, name=UNIT.name, tier=Tier.MEDIUM),
        "valid_from": NOW,
        "series": Series(id=urn("series"), version=1),
        "recipient": addressed(RecipientKind.ESTABLISHMENT),
        "purpose": Purpose.TRANSFER,
        "interim": approver is None,
        "attestation": attestation,
        "catalogue": CATALOGUE,
        "checkpoint": Checkpoint(origin="alder", size=1, root="r", key="k", signature="s"),
        "subject": subject(),
        **changes,
    }
    return TransferSummary(**members)


# Shown to the participant


@pytest.mark.parametrize("purpose", [Purpose.PAROLE_BOARD, Purpose.TRIBUNAL, Purpose.PRISON])
def test_nothing_goes_to_board_tribunal_or_prison_unseen_unless_somebody_says_why(purpose: Purpose) -> None:
    assert draft(purpose).lacks_showing
    with pytest.raises(NotAllowed, match="not shown"):
        draft(purpose).require_shown()
    for told in ({"shown": SHOWN}, {"not_shown": NOT_SHOWN}):
        assert not draft(purpose, **told).lacks_showing
        draft(purpose, **told).require_shown()


@pytest.mark.parametrize("purpose", [Purpose.TRANSFER, Purpose.COMMUNITY, Purpose.OWN_COPY])
def test_the_treating_teams_and_the_participant_may_get_it_first(purpose: Purpose) -> None:
    draft(purpose).require_shown()


@pytest.mark.parametrize("purpose", list(Purpose))
def test_shown_and_not_shown_cannot_both_be(purpose: Purpose) -> None:
    with pytest.raises(InvalidValue):
        draft(purpose, shown=SHOWN, not_shown=NOT_SHOWN)


# Who may be told what


@pytest.mark.parametrize("purpose", list(Purpose))
def test_no_parole_report_on_the_untried(purpose: Purpose) -> None:
    untried = subject(participant=SubjectParticipant.of(participant(untried=True)))
    if purpose is Purpose.PAROLE_BOARD:
        with pytest.raises(NotAllowed, match="convicted"):
            draft(purpose, subject=untried, shown=SHOWN)
    else:
        assert draft(purpose, subject=untried, shown=SHOWN).subject.participant.untried


@pytest.mark.parametrize("purpose", list(Purpose))
def test_an_interim_summary_never_goes_to_a_board_or_tribunal(purpose: Purpose) -> None:
    if purpose in (Purpose.PAROLE_BOARD, Purpose.TRIBUNAL):
        with pytest.raises(NotAllowed, match="interim"):
            draft(purpose, interim=True, shown=SHOWN)
    else:
        assert draft(purpose, interim=True, shown=SHOWN).interim


@pytest.mark.parametrize("purpose", list(Purpose))
def test_every_purpose_has_an_addressee(purpose: Purpose) -> None:
    assert draft(purpose, shown=SHOWN).recipient.kind is KINDS[purpose]


@pytest.mark.parametrize(
    ("purpose", "kind"),
    [
        (Purpose.OWN_COPY, RecipientKind.ESTABLISHMENT),
        (Purpose.OWN_COPY, RecipientKind.BOARD),
        (Purpose.TRANSFER, RecipientKind.BOARD),
        (Purpose.TRANSFER, RecipientKind.TRIBUNAL),
        (Purpose.TRANSFER, RecipientKind.PERSON),
        (Purpose.PRISON, RecipientKind.BOARD),
        (Purpose.COMMUNITY, RecipientKind.TRIBUNAL),
        (Purpose.TRIBUNAL, RecipientKind.BOARD),
        (Purpose.PAROLE_BOARD, RecipientKind.PERSON),
    ],
)
def test_words_meant_for_one_reader_are_not_addressed_to_another(purpose: Purpose, kind: RecipientKind) -> None:
    with pytest.raises(NotAllowed, match="addressed"):
        draft(purpose, recipient=addressed(kind), shown=SHOWN)


# Two people


def test_the_author_cannot_approve() -> None:
    assert frozen().attestation.signing_keys == ("unit-key", "approver-key")
    with pytest.raises(NotAllowed):
        frozen(approver=AUTHOR)


def test_the_author_cannot_approve_under_a_second_id_with_the_same_registration() -> None:
    twin = person("Ewa N. Nkosi", registration=AUTHOR.registration)
    assert twin.id != AUTHOR.id
    with pytest.raises(NotAllowed):
        frozen(approver=twin)


def test_two_people_without_registration_are_two() -> None:
    assert frozen(author=person("Ann"), approver=person("Bea"))


def test_an_interim_summary_and_only_an_interim_one_has_no_approver() -> None:
    assert frozen(approver=None).attestation.signing_keys == ("unit-key", "author-key")
    with pytest.raises(InvalidValue):
        frozen(interim=True)
    with pytest.raises(InvalidValue):
        frozen(approver=None, interim=False)


# The subject


@pytest.mark.parametrize(
    "foreign",
    [
        {"needs": (need("anger", participant_id=urn("another")),)},
        {"interventions": (intervention(participant_id=urn("another")),)},
        {"voice": (voice("entry", participant_id=urn("another")),)},
        {"plan": Plan(participant_id=urn("another"), establishment=UNIT, made_on=on("2026"), lines=())},
    ],
)
def test_no_record_of_another_participant_stands_in_it(foreign: dict[str, Any]) -> None:
    with pytest.raises(InvalidValue, match="another participant"):
        subject(**foreign)


def test_a_participant_travels_without_former_names_aliases_ethnicity_and_police_numbers() -> None:
    whole = participant(
        known_as="Sammy",
        former_names=(PersonName(family="Formerly", given="Sam"),),
        aliases=(PersonName(family="Jonas", given="Sammy"),),
        pnc_number=PncNumber("2099/0000001G"),
        cro_number=CroNumber("000001/99W"),
        chi_number=ChiNumber("9990000123"),
        hc_number=HcNumber("9990000182"),
        ethnicity=Ethnicity.OTHER,
        prison_number=PrisonNumber("A1234BC"),
        communication=CommunicationNeeds(hearing="aid"),
        untried=True,
    )
    assert SubjectParticipant.of(whole).participant == participant(
        known_as="Sammy",
        prison_number=PrisonNumber("A1234BC"),
        communication=CommunicationNeeds(hearing="aid"),
        untried=True,
    )


def test_a_travelling_participant_obeys_the_same_rules() -> None:
    who = participant()
    with pytest.raises(InvalidValue):
        SubjectParticipant(
            id=who.id, communication=who.communication, name=who.name, born=who.born, sex=who.sex, nhs_number=None
        )


# What only a person writes


@pytest.mark.parametrize("many", [0, 4])
def test_the_case_in_short_is_one_to_three_sentences(many: int) -> None:
    with pytest.raises(InvalidValue):
        Statement(in_short=("A sentence.",) * many, knowledge_of_case="Two years.")


def test_at_most_four_points_to_read_with_care() -> None:
    assert Statement(in_short=("One.",), knowledge_of_case="Two years.", read_with_care=("p",) * 4)
    with pytest.raises(InvalidValue):
        Statement(in_short=("One.",), knowledge_of_case="Two years.", read_with_care=("p",) * 5)
    with pytest.raises(InvalidValue):
        Statement(in_short=("One.",), knowledge_of_case=" ")


def test_a_comparison_is_a_named_judgement() -> None:
    members: dict[str, Any] = {
        "work": "A",
        "beside": "B",
        "judgement": "Alike.",
        "by": "Dr Ewa Nkosi",
        "on": on("2026"),
    }
    assert Comparison(**members)
    for field in ("work", "beside", "judgement", "by"):
        with pytest.raises(InvalidValue):
            Comparison(**members | {field: ""})


# Editions as the sender knew them


def test_the_edition_as_delivered_is_found_by_its_shape() -> None:
    short, long = edition(shape=shape(10)), edition(shape=shape(20), modules=(Module(id="other", title="Other"),))
    one = short.__class__(**{**_members(short), "shape": None})
    known = CatalogueAsKnown(release=CATALOGUE.release, editions=(one, long))
    assert known.edition(intervention(edition_id="COURSE/2020", shape_id="group")) == long
    assert known.edition(intervention(edition_id="COURSE/2020")) == one
    assert known.edition(intervention(edition_id="COURSE/2020", shape_id="elsewhere")) == one
    assert known.edition(intervention(edition_id="OTHER/2020")) is None
    assert known.edition(intervention()) is None


def _members(whole: Any) -> dict[str, Any]:
    return {name: getattr(whole, name) for name in whole.__dataclass_fields__}


@pytest.mark.parametrize("digest", ["", DIGEST.upper(), DIGEST[:-1]])
def test_a_release_is_named_by_its_digest(digest: str) -> None:
    with pytest.raises(InvalidValue):
        ReleaseRef(id=urn("release"), version="1", digest=digest)
