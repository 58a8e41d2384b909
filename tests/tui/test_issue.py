"""Writing a draft of a transfer summary: what the form means, at the screens and at the prompts."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from registry.domain.addressing import Purpose, Recipient, RecipientKind
from registry.domain.voice import Agreement
from registry.services.listing import list_documents
from registry.services.participants import show_participant
from registry.services.reading_copy import open_copy
from tests.homes import RHIANNON
from tests.tui.desk import Unit, at_the_desk
from tests.tui.test_participant import open_sian
from tests.two_units import TwoUnits, make_two_units
from tui.plain.issue import write_summary
from tui.plain.talk import Talk
from tui.screens.issue import IssueScreen
from tui.screens.issue_entry import Typed, read_issue
from tui.screens.participant import ParticipantScreen
from tui.screens.summary import SummaryScreen
from tui.widgets.words_box import WordsBox

TODAY = date(2026, 3, 1)
ROWAN = Recipient(
    kind=RecipientKind.ESTABLISHMENT, id="urn:uuid:22222222-2222-4222-8222-222222222222", name="Rowan House"
)
LISTED = {ROWAN.id or "": ROWAN}


def read(**typed: Any) -> tuple[Any, dict[str, str]]:
    problems: dict[str, str] = {}
    form = Typed(**{"to": ROWAN.id, **typed})
    return read_issue(form, LISTED, me="Dr Rhiannon Pryce", today=TODAY, problems=problems), problems


def test_a_draft_needs_only_a_reader() -> None:
    meant, problems = read()
    assert not problems
    assert meant.recipient == ROWAN
    assert (meant.statement, meant.shown, meant.not_shown, meant.trauma_because) == (None, None, None, None)


def test_a_board_is_named_and_not_looked_up() -> None:
    meant, _ = read(purpose="parole-board", to=None, reader=" The Parole Board ")
    assert meant.recipient == Recipient(kind=RecipientKind.BOARD, name="The Parole Board")
    assert "reader" in read(purpose="tribunal", reader="  ")[1]
    assert "to" in read(purpose="prison", to="urn:uuid:33333333-3333-4333-8333-333333333333")[1]
    assert "purpose" in read(purpose=None)[1]


def test_each_line_is_a_sentence_and_more_than_three_are_refused() -> None:
    meant, _ = read(short="One.\n\n Two. ", knowledge="Weekly since May.", care="Mind this.")
    assert meant.statement.in_short == ("One.", "Two.")
    assert meant.statement.read_with_care == ("Mind this.",)
    assert "short" in read(short="1\n2\n3\n4", knowledge="Weekly.")[1]
    assert "knowledge" in read(short="One.")[1]
    assert "short" in read(knowledge="Weekly.")[1]


def test_what_was_shown_and_what_was_not() -> None:
    shown, _ = read(
        showing="shown", on="27/2", format="paper", answer="disagrees", said="Not so.", because="never asked for"
    )
    assert shown.shown.on.text == "2026-02-27"
    assert shown.shown.answer is Agreement.DISAGREES
    assert shown.not_shown is None
    withheld, _ = read(showing="withheld", because="He is on leave until May.")
    assert withheld.not_shown.by == "Dr Rhiannon Pryce"
    assert "on" in read(showing="shown", on="1/4/2026")[1]
    assert "format" in read(showing="shown", on="27/2", answer="agrees")[1]
    assert "because" in read(showing="withheld")[1]


def test_trauma_travels_only_where_somebody_says_so() -> None:
    board: dict[str, Any] = {"purpose": "parole-board", "reader": "The Parole Board"}
    assert read(**board)[0].trauma_because is None
    assert read(**board, trauma="agreed")[0].trauma_because == "The participant agreed."
    needed = read(**board, trauma="needed", needed="It is the index offence.")[0].trauma_because
    assert needed == "Dr Rhiannon Pryce: It is the index offence."
    assert "needed" in read(**board, trauma="needed")[1]
    # Between treating teams it travels anyway, and the question is not asked.
    assert read(trauma="needed")[0].trauma_because is None


@pytest.fixture(scope="module")
def units(state: Path, tmp_path_factory: pytest.TempPathFactory) -> TwoUnits:
    assert state
    return make_two_units(tmp_path_factory.mktemp("issue") / "units")


async def test_a_draft_is_written_at_the_screens_and_opens_to_be_read(units: TwoUnits) -> None:
    at = Unit(home=units.ashmere, sian=units.participant, dbt="", marcus="")
    async with at_the_desk(at, size=(100, 40)) as desk:
        await open_sian(desk)
        await desk.press("t")
        screen = await desk.screen(IssueScreen)
        await desk.sees("A new transfer summary", "transfer to another unit")
        await desk.press("ctrl+s")
        await desk.sees("Say which establishment it goes to")
        await desk.type("thornf")
        await desk.press("enter")
        screen.query_one("#short", WordsBox).text = "She has begun [/] the work.\nShe asks for mornings."
        desk.fill("knowledge", "Seen weekly since May.")
        screen.query_one("#showing").focus()
        await desk.press("w", "w")
        await desk.press("ctrl+s")
        await desk.sees("another look")
        desk.fill("because", "She is away until Monday.")
        await desk.press("ctrl+s")
        await desk.screen(SummaryScreen)
        await desk.sees("Draft by Dr Rhiannon Pryce")
        await desk.press("escape")
        await desk.screen(ParticipantScreen)
    with units.ashmere.sit(RHIANNON) as sitting:
        made = list_documents(sitting)[-1]
        assert (made.status, made.recipient, made.purpose) == ("draft", "Thornfield", Purpose.TRANSFER)
        assert "She has begun [/] the work." in f"{open_copy(sitting, made.id).page}"


def test_the_same_draft_by_numbered_prompts(units: TwoUnits, monkeypatch: pytest.MonkeyPatch) -> None:
    typed = iter(
        ["3", "The Parole Board", "She has begun.", "", "Seen weekly.", "", "2", "t", "paper", "1", "Yes.", "no", "2"]
    )
    monkeypatch.setattr("builtins.input", lambda _prompt="": next(typed))
    with units.ashmere.sit(RHIANNON) as sitting:
        person = show_participant(sitting, units.participant).participant
        write_summary(Talk(lambda: sitting.today), sitting, person)
        made = next(one for one in list_documents(sitting) if one.purpose == Purpose.PAROLE_BOARD)
        page = f"{open_copy(sitting, made.id).page}"
    assert list(typed) == []
    assert made.recipient == "The Parole Board"
    assert "She has begun." in page
