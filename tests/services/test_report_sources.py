"""What a clinical report of today's record says of what others sent: named, theirs, and not signed again."""

from pathlib import Path

from exports.text import render_text
from registry.domain.dates import PartialDate
from registry.domain.matching import IdentifierKind
from registry.domain.participant import PersonName
from registry.services.assessments import add_assessment
from registry.services.links import link_participants
from registry.services.participants import add_participant
from registry.services.printing import report_clinical
from registry.services.receiving import receive_summary
from registry.services.report_sources import holders
from tests.copied import copied_two_units
from tests.homes import RHIANNON, TestHome
from tests.two_units import CONFIRM


def test_an_assessment_that_came_with_a_summary_is_in_the_draft_for_the_next_team(tmp_path: Path) -> None:
    units = copied_two_units(tmp_path / "units")

    def assess(home: TestHome, who: str, tool: str) -> None:
        with home.sit(RHIANNON) as sitting:
            add_assessment(
                sitting,
                who,
                tool=tool,
                version="V3",
                on=PartialDate("2026-01"),
                judgements="Two scenarios were written.",
                valid_until=PartialDate("2030-01"),
            )

    assess(units.ashmere, units.participant, "HCR-20")
    sent = units.send()
    with units.thornfield.sit(RHIANNON) as sitting:
        who = receive_summary(sitting, sent.files.plain, participant=None, confirmations=CONFIRM).history.participant.id
    assess(units.thornfield, who, "SAPROF")
    with units.thornfield.sit(RHIANNON) as sitting:
        document = report_clinical(sitting, who, purpose="for the next team")
    text = " ".join(render_text(document, 400).split())
    _, _, tables = text.partition("Assessments still valid: not to be repeated")
    assert "HCR-20, V3" in tables
    assert "SAPROF, V3" in tables
    assert tables.count("As they sent it.") == 1


def test_what_a_trusted_summary_told_stands_in_the_draft_for_the_next_team_and_is_marked_as_sent(
    tmp_path: Path,
) -> None:
    units = copied_two_units(tmp_path / "units")
    sent = units.send()
    with units.thornfield.sit(RHIANNON) as sitting:
        received = receive_summary(sitting, sent.files.plain, participant=None, confirmations=CONFIRM)
        who = received.history.participant.id
        page = report_clinical(sitting, who, purpose="for the next team")
        community = report_clinical(sitting, who, purpose="for the next team", community=True)
    (work,) = received.history.work
    text = " ".join(render_text(page, 400).split())
    _, _, standing = text.partition("Where each piece of work stands")
    assert "From here on stands what Thornfield recorded, and beside it what others recorded and signed:" in standing
    assert work.intervention.title in standing.partition("Progress, need by need")[0]
    assert f"Sent by {units.ashmere.unit.name}, " in standing
    assert "(signed and trusted)." in standing
    assert "What others recorded: see" not in text
    assert "Sent by" not in " ".join(render_text(community, 400).split())


def test_whoever_was_sent_a_summary_of_a_linked_record_is_named_as_having_it(tmp_path: Path) -> None:
    units = copied_two_units(tmp_path / "units")
    units.send()
    with units.ashmere.sit(RHIANNON) as sitting:
        other = add_participant(
            sitting,
            name=PersonName(family="Read", given="Ann"),
            born=PartialDate("1984-03"),
            no_nhs_number_because="not traced",
        )
        with sitting.looking_up() as uow:
            sent_to = holders(uow, units.participant, uow.participants.get(units.participant))
            assert sent_to == ("Thornfield",)
            assert holders(uow, other.id, other) == ()
        link_participants(
            sitting,
            other.id,
            units.participant,
            reason="one person",
            confirmations={IdentifierKind.SURNAME: "Read", IdentifierKind.BORN: "1984-03"},
            other_confirmations=CONFIRM,
        )
        with sitting.looking_up() as uow:
            assert holders(uow, other.id, other) == ("Thornfield",)
