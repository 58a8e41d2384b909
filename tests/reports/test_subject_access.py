"""The answer to a participant: nothing that is withheld shows in it, in any form; the same is told in every form."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime
from html import unescape

from hypothesis import given, settings
from hypothesis import strategies as st

from exports.html import render_html
from exports.pdf import render_pdf
from exports.text import render_text
from registry.domain.dates import PartialDate
from registry.domain.held_item import Fact, HeldItem, given_items, names_of
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
