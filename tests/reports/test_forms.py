"""Blank forms: they name whom they must, mark nothing and say nothing else of anybody."""

from datetime import date

import pytest

from exports.text import render_text
from registry.domain.voice import Audience
from registry.reports.forms import account_form, register_form
from tests.reports.extracted import pages, squeezed
from tests.store import rows

TODAY = date(2026, 3, 1)


@pytest.mark.parametrize("people", [1, 10, 40])
def test_a_register_names_everybody_and_marks_nobody(people: int) -> None:
    names = [f"Person Nr{number}x" for number in range(people)]
    form = register_form(rows.GROUP, "Kaizen", names, today=TODAY)
    for text in (squeezed(" ".join(pages(form))), squeezed(render_text(form))):
        assert [name for name in names if squeezed(name) not in text] == []
        assert "fullpartno" in text
        assert "recordedlater" in text


def test_an_account_form_says_nothing_of_the_person_but_the_name() -> None:
    paper = pages(account_form(rows.PARTICIPANT, "Ashdown House", today=TODAY))
    assert len(paper) == 1
    text = paper[0]
    assert "Zoli" in text
    for said in ("999", "1984", "A1234BC", "AH/0042", "Kovács", "convicted", "autism", "Hungarian", "Ashdown"):
        assert said not in text
    for word in ("refused", "failed", "engage", "insight", "compliance", "motivation", "patient"):
        assert word not in text.casefold()


def test_every_audience_can_be_chosen_on_paper() -> None:
    text = squeezed(render_text(account_form(rows.PARTICIPANT, "Ashdown House", today=TODAY)))
    offered = ("onlyme", "teamswhotreatme", "prisonstaff", "inthecommunity", "panelthatdecides")
    assert len(offered) == len(Audience)
    assert [one for one in offered if one not in text] == []
