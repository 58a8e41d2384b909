"""The answer to a participant: nothing that is withheld shows in it, in any form; the same is told in every form."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime
from html import unescape

from hypothesis import given, settings
from hypothesis import strategies as st

from exports.html import render_html
from exports.page import Heading, Table
from exports.pdf import render_pdf
from exports.text import render_text
from registry.domain.dates import PartialDate
from registry.domain.held_item import ACT, Fact, HeldItem, given_items, names_of
from registry.domain.history import Origin
from registry.domain.people import Establishment, Tier
from registry.domain.subject_access import Asker
from registry.reports.subject_access import LEFT_OUT, AccessAnswer, answer_bytes, answer_page
from tests.domain.build import participant, person, urn
from tests.reports.amount import CASES
from tests.reports.unpacked import everything_in_pdf

KINDS = ("Who you are", "Courses of treatment", "You at sessions", "Documents")
UNIT = Establishment(id=urn("unit"), name="Ashmere", tier=Tier.HIGH, contact="01632 960123")


def canary(number: int) -> str:
    """A word that stands nowhere else, and in no other's."""
    return f"zeisig{'abcdefghij'[number // 10]}{'abcdefghij'[number % 10]}x"


@st.composite
def items(draw: st.DrawFn) -> list[HeldItem]:
    """Items that name one another, are versions of one another, were sent to somebody and were entered in error."""
    many = draw(st.integers(1, 8))
    found = []
    for number in range(many):
        about = draw(st.integers(0, many - 1))
        word = canary(number)
        item = HeldItem(
            kind=draw(st.sampled_from(KINDS)),
            record=f"record {draw(st.integers(0, 3))}",
            former=draw(st.none() | st.integers(1, 3)),
            origin=draw(st.sampled_from(Origin)),
            whence=f"Unit {word}",
            entered_at=datetime(2026, 3, 1, 9, 30, tzinfo=UTC),
            entered_by=f"Dr {word}",
            in_error=draw(st.none() | st.just(f"Wrong, {word}.")),
            facts=(
                Fact(label=word, value=f"{word} said so.\nAnd again."),
                Fact(label="Work", value=urn(f"work {about}")),
            ),
            names=(urn(f"work {number}"), f"the work {word}"),
            sent_to=draw(st.sampled_from(("", f"Board {word}"))),
        )
        found.append(item)
    return list({item.key: item for item in found}.values())


def answer_of(given: list[HeldItem]) -> AccessAnswer:
    return AccessAnswer(
        participant=participant(),
        unit=UNIT,
        received=PartialDate("2026-11-03"),
        asker=None,
        day=date(2026, 11, 20),
        by=person(),
        kept="Twenty years after the last contact.",
        recipients=tuple(item.sent_to for item in given if item.sent_to),
        items=given_items(given, names_of(given)),
    )


def every_form(answer: AccessAnswer) -> dict[str, str]:
    page = answer_page(answer)
    return {
        "pdf": everything_in_pdf(render_pdf(page)),
        "html": unescape(render_html(page).decode()),
        "text": render_text(page),
        "json": answer_bytes(answer).decode(),
    }


@settings(max_examples=CASES, deadline=None)
@given(items(), st.data())
def test_nothing_withheld_is_in_any_form(held: list[HeldItem], data: st.DataObject) -> None:
    given_ones = [item for item in held if data.draw(st.booleans())]
    forms = every_form(answer_of(given_ones))
    for item in held:
        word = item.facts[0].label
        for form, said in forms.items():
            found = word in said.casefold()
            assert found is (item in given_ones), (form, word)
            # How many there are is told of the given alone.
            assert f"item {len(given_ones) + 1}" not in said.casefold()
    for said in forms.values():
        assert "withheld" not in said.casefold()


def test_the_same_sentence_stands_in_every_answer() -> None:
    plain = HeldItem(
        kind="Who you are", record="1", origin=Origin.OWN, whence="Ashmere", facts=(Fact(label="Born", value="1984"),)
    )
    for held in ([], [plain], [plain, replace(plain, record="2")]):
        for said in every_form(answer_of(held)).values():
            assert " ".join(LEFT_OUT.split()) in " ".join(said.split())


def test_it_tells_what_the_article_wants_beside_the_items() -> None:
    answer = replace(answer_of([]), asker=Asker(name="Ann Reyes", authority="her letter of 2 November"))
    told = json.loads(answer_bytes(answer))
    assert told["request"]["Asked for by"] == "Ann Reyes, by her letter of 2 November"
    assert told["request"]["Answered on"] == "20 November 2026"
    about = " ".join(told["aboutThisAnswer"].values())
    for wanted in ("psychological treatment", "sent a document", "Twenty years", "put right", "ico.org.uk", "program"):
        assert wanted in about
    assert told["items"] == []
    assert "Nothing else is given" in render_text(answer_page(answer))


def told(kind: str, record: str, *facts: tuple[str, str], former: int | None = None) -> HeldItem:
    return HeldItem(
        kind=kind,
        record=record,
        former=former,
        origin=Origin.OWN,
        whence="Ashmere",
        facts=tuple(Fact(label=label, value=value) for label, value in facts),
    )


def test_short_items_of_one_kind_are_rows_of_one_table_with_what_they_share_said_once() -> None:
    held = [
        told("Sessions", f"s{day}", ("Kind", "group"), ("Number", str(day)), ("Date", f"2026-03-0{day}"))
        for day in (1, 2, 3)
    ]
    page = answer_page(answer_of(held))
    (table,) = (block for block in page.blocks if isinstance(block, Table))
    assert [column.heading for column in table.columns] == ["No.", "When", "What"]
    assert [[cell.lines[0] for cell in row] for row in table.rows] == [
        ["1", "1 March 2026", "Number: 1"],
        ["2", "2 March 2026", "Number: 2"],
        ["3", "3 March 2026", "Number: 3"],
    ]
    assert render_text(page).count("Kind: group") == 1
    longer = told("Sessions", "long", ("Note", "word " * 100))
    assert "Item 4" in render_text(answer_page(answer_of([*held, longer])))


def test_what_follows_a_table_of_an_item_says_whose_it_is() -> None:
    judged = [(f"Modules judged {one}", f"module {one}") for one in (1, 2, 3)]
    held = [told("Courses of treatment", "1", ("Title", "A course"), *judged, ("Closure", "completed"))]
    headings = [block.text for block in answer_page(answer_of(held)).blocks if isinstance(block, Heading)]
    assert headings[-3:] == ["Item 1", "Item 1: modules judged", "Item 1, continued"]


def test_a_version_is_told_by_how_it_differs_from_another_that_is_given() -> None:
    first = told("Who you are", "1", ("Title", "Old"), ("Setting", "ward"), former=1)
    now = told("Who you are", "1", ("Title", "New"), ("Setting", "ward"), ("Closure, outcome", "completed"))
    said = " ".join(render_text(answer_page(answer_of([now, first]))).split())
    assert "another version of item 1" in said
    assert "Not in this version Title: New; Closure" in said
    assert said.count("Setting ward") == 1
    # Alone it says everything, and nothing of another.
    alone = " ".join(render_text(answer_page(answer_of([first]))).split())
    assert "Setting ward" in alone
    assert "version" not in alone


def test_the_first_page_counts_what_is_given_by_its_heading() -> None:
    held = [told("Sessions", str(number), ("Number", str(number))) for number in (1, 2)]
    answer = answer_of([*held, told("Groups", "g", ("Name", "Thursday"))])
    said = render_text(answer_page(answer))
    assert "Here are 3 items" in said
    assert "Sessions: 2 items" in said
    assert json.loads(answer_bytes(answer))["howMany"] == {"Sessions": 2, "Groups": 1}
    assert "Here is 1 item of" in render_text(answer_page(answer_of(held[:1])))


def test_acts_stand_in_one_table_by_day_and_person() -> None:
    held = [told("Who opened or changed your record", "a", (ACT, "session added"), ("1 March 2026", "Dr A: 87 times"))]
    (table,) = (block for block in answer_page(answer_of(held)).blocks if isinstance(block, Table))
    assert [cell.lines[0] for cell in table.rows[0]] == ["1", "1 March 2026", "session added", "Dr A: 87 times"]


def test_a_profession_stands_behind_its_name_and_a_long_part_in_rows_of_its_own() -> None:
    held = told(
        "Courses",
        "1",
        ("Closure, judged by", "Dr A"),
        ("Closure, judged by, profession", "psychologist"),
        ("Staff, person", "Dr B"),
        ("Closure, definition", "word " * 30),
        ("Closure, outcome", "completed"),
    )
    said = render_text(answer_page(answer_of([held])))
    assert "Judged by: Dr A, psychologist" in said
    assert "Closure: definition" in said
