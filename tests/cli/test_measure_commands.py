"""Measures at the command line: listed, shown, recorded against their range, charted with raters side by side."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from registry.catalogue.loader import MEASURES
from registry.domain.assessment import Occasion
from registry.domain.plan import Trust
from tests.copied import copied_home
from tests.homes import ADMIN, Answer, TestHome
from tests.store import rows

STATED = ("--lowest", "0", "--highest", "4", "--direction", "lower-is-better")


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestHome]:
    folder = tmp_path_factory.mktemp("units")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_STATE_HOME", str(folder / "state"))
        made = copied_home(folder / "ashmere")
        person = ("participant", "add", "--surname", "Okafor", "--given", "Daniel", "--born", "4/5/1988")
        assert made.type(*person, "--nhs", "999 000 0018").code == 0
        yield made


def add(
    home: TestHome, measure: str, value: str, rater: str, *more: str, when: str = "pre", on: str = "1/3/25"
) -> Answer:
    words = ("measure", "add", "okafor", measure, "--value", value, "--rater", rater, "--occasion", when, "--on", on)
    return home.type(*words, *more)


def test_the_list_and_one_measure_need_no_account(home: TestHome) -> None:
    listed = home.type("measure", "list", user=None)
    assert listed.code == 0
    assert any(line.startswith("DUNDRUM-3 ") and "0 to 28" in line for line in listed.out.splitlines())
    assert any(line.startswith("HCR-20 ") and line.endswith("words only") for line in listed.out.splitlines())
    shown = home.type("measure", "show", "phq 9", user=None)
    assert "total: 0 to 27, lower is better [unverified: range, direction]; no figures for reliable change" in shown.out
    assert "from memory, to be checked against the manual [unverified]" in shown.out
    assert home.type("measure", "show", "HCR20", "--json", user=None).json["kind"] == "structured-judgement"
    assert "asks for the range" in home.type("measure", "show", "STAXI-2", user=None).out
    assert home.type("measure", "show", "horoscope", user=None).code == 4
    assert len(home.type("measure", "list", "--json", user=None).json) == 22


def test_a_folder_of_measures_is_checked(home: TestHome, tmp_path: Path) -> None:
    assert "no problem found" in home.type("measure", "check", str(MEASURES), user=None).out
    assert home.type("measure", "check", str(tmp_path), user=None).code == 4
    (tmp_path / "A.json").write_text("{")
    assert home.type("measure", "check", str(tmp_path), user=None).code == 1
    assert home.type("measure", "check", str(tmp_path), "--json", user=None).json["problems"][0]["file"] == "A.json"


def test_raters_side_by_side_with_words_for_direction(home: TestHome) -> None:
    for answer in (
        add(home, "dundrum 3", "23", "staff", "--version", "1"),
        add(home, "DUNDRUM-3", "25", "self", "--version", "1", on="3/3/25"),
        add(home, "DUNDRUM-3", "12", "staff", "--version", "1", when="post", on="1/9/25"),
    ):
        assert answer.code == 0, answer.err
        assert "unverified" not in answer.out
    chart = home.type("measure", "chart", "okafor", "dundrum-3")
    lines = [line.strip() for line in chart.out.splitlines()]
    assert "DUNDRUM-3 1: 0 to 28, lower is better" in lines
    assert "before    25 (3 March 2025)  23 (1 March 2025)" in lines
    assert "after     no reading         12 (1 September 2025)" in lines
    assert "staff, by tenths of the range (0 lowest, 9 highest): 8 4" in lines
    assert "The staff rating fell by 11 points" in chart.out
    assert "no published figures" in chart.out
    assert "does not show that risk has changed" in chart.out
    assert "\x1b" not in chart.out
    plain = home.type("measure", "chart", "okafor", "DUNDRUM-3", "--json").json
    assert plain[0]["rows"][0]["readings"]["self"]["value"] == "25"


def test_what_the_catalogue_does_not_vouch_for_is_said(home: TestHome) -> None:
    assert "range is unverified (from memory" in add(home, "GAD-7", "9", "self", "--version", "unversioned").out
    stated = add(home, "honos-secure", "2", "staff", "--subscale", "security-c", *STATED)
    assert "HoNOS-secure v2b, security scale C: building security: 2" in stated.out
    assert "the catalogue does not know it" in stated.out
    unknown = add(home, "Ward Mood Scale", "2", "carer", "--version", "1", *STATED)
    assert "the catalogue does not know it" in unknown.out
    assert home.type("measure", "chart", "okafor", "ward mood scale").code == 0


def test_a_received_reading_stands_among_our_own_and_is_marked(home: TestHome) -> None:
    ours = add(home, "CORE-10", "30", "self", "--version", "1", "--json").json
    theirs = replace(
        rows.SCORE,
        id=rows.urn(74),
        measure="core 10",
        value="12",
        highest="40",
        occasion=Occasion.POST,
        on=rows.on("2025-09-01"),
    )
    with home.sit() as sitting, sitting.writing("test") as uow:
        uow.documents.add(rows.document(200, participant_id=ours["participantId"]))
        uow.imports.keep(rows.urn(200), ours["participantId"], trust=Trust.SIGNED, scores=[theirs])
    chart = home.type("measure", "chart", "okafor", "CORE-10")
    assert "12 (1 September 2025, received)" in chart.out
    assert "fell by 18 points" in chart.out


@pytest.mark.parametrize(
    ("code", "says", "measure", "value", "rater", "more"),
    [
        (1, "outside", "PHQ-9", "28", "self", ("--version", "1")),
        (1, "outside", "DUNDRUM-3", "28.5", "staff", ("--version", "1")),
        (1, "not rated by carer", "PHQ-9", "9", "carer", ("--version", "1")),
        (1, "The catalogue knows PHQ-9", "PHQ-9", "4", "self", ("--version", "1", *STATED)),
        (1, "assessment add", "HCR-20", "4", "staff", ("--version", "V3", *STATED)),
        (1, "assessment add", "Structured Assessment of Protective Factors", "4", "staff", STATED),
        (4, "version of PHQ-9 is not stated", "PHQ-9", "4", "self", ()),
        (4, "does not know a total of CORE-OM", "CORE-OM", "3", "self", ("--version", "1")),
        (4, "the range or direction of HoNOS-secure", "HoNOS-secure", "3", "staff", ("--subscale", "security")),
        (4, "does not know the measure", "horoscope", "3", "self", ("--version", "1")),
    ],
)
def test_refusals_are_one_line_and_write_nothing(
    home: TestHome, code: int, says: str, measure: str, value: str, rater: str, more: tuple[str, ...]
) -> None:
    before = home.row_counts()
    answer = add(home, measure, value, rater, *more)
    assert (answer.code, answer.out, answer.err.count("\n")) == (code, "", 1)
    assert says in answer.err
    assert home.row_counts() == before


def test_structured_judgement_is_never_charted_and_nothing_is_nothing(home: TestHome) -> None:
    for tool in ("START", "saprof", "HCR-20 V3"):
        refused = home.type("measure", "chart", "okafor", tool)
        assert refused.code == 1
        assert "no score, chart or reliable change" in refused.err
    assert home.type("measure", "chart", "okafor", "VRS").code == 4
    assert home.type("measure", "chart", "okafor", "DUNDRUM-3", user=ADMIN).code == 3
