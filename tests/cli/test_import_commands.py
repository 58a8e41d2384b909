"""`import log` and `import history`: shown first, exact identifiers only, all of it or nothing, twice is once."""

import random
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from exports.csv import write_csv
from registry.intake.history import HISTORY_COLUMNS
from registry.intake.log import LOG_COLUMNS
from tests.copied import copied_home
from tests.homes import ADMIN, GARETH, Answer, TestHome
from tests.intake.workbooks import REFUSED, workbook

LOG = [column.heading for column in LOG_COLUMNS]
HISTORY = [column.heading for column in HISTORY_COLUMNS]
EDITION = "TSP/undated"
DAN = {"NHS number": "999 000 0018", "Surname": "Okafor", "Born": "1/3/1984"}
TWIN = {"NHS number": "9990000123", "Surname": "Okafor", "Born": "01.03.1984"}


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestHome]:
    folder = tmp_path_factory.mktemp("units")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_STATE_HOME", str(folder / "state"))
        made = copied_home(folder / "ashmere")
        for given, nhs, local in (("Daniel", "9990000018", "0012"), ("David", "9990000123", "12")):
            words = ("--surname", "Okafor", "--given", given, "--born", "1/3/84", "--nhs", nhs, "--local-number", local)
            who = made.type("participant", "add", *words, "--json").json["id"]
            work = made.type("intervention", "refer", who, "TSP", "--on", "1/3/19", "--json").json["id"]
            assert made.type("intervention", "open", work, "--on", "3/3/19").code == 0
        yield made


def file(folder: Path, headings: list[str], *rows: dict[str, str]) -> str:
    """A CSV file of these rows, in the columns of the template."""
    path = folder / "rows.csv"
    path.write_bytes(write_csv([headings, *([row.get(heading, "") for heading in headings] for row in rows)]))
    return str(path)


def session(who: dict[str, str], on: str = "31/3/2019", **more: str) -> dict[str, str]:
    row = {**who, "Programme": "TSP", "Date": on, "Kind": "group", "Attended": "full"}
    return {**row, **{name.replace("_", " "): text for name, text in more.items()}}


def course(who: dict[str, str], **more: str) -> dict[str, str]:
    row = {**who, "Course": "Resolve", "Establishment": "HMP Marlwood", "Delivery": "group", "Ended": "2016"}
    return {**row, "Outcome": "incomplete", **{name.replace("_", " "): text for name, text in more.items()}}


def counts(home: TestHome) -> dict[str, int]:
    """Rows in each table but the audit's, which tells reads too."""
    return {name: count for name, count in home.row_counts().items() if not name.startswith("audit")}


def is_refused(answer: Answer) -> bool:
    return answer.code == 1 and answer.err.count("\n") == 1 and "Traceback" not in answer.err


def test_whose_birth_date_is_known_in_part_is_found_by_that_part(home: TestHome, tmp_path: Path) -> None:
    words = ("--surname", "Vane", "--given", "Oscar", "--born", "1951", "--no-nhs-because", "never traced")
    who = home.type("participant", "add", *words, "--local-number", "V-7", "--json").json["id"]
    work = home.type("intervention", "refer", who, "TSP", "--on", "1/3/19", "--json").json["id"]
    assert home.type("intervention", "open", work, "--on", "3/3/19").code == 0
    vane = {"Local number": "V-7", "Surname": "Vane", "Born": "1951"}
    shown = home.type("import", "log", file(tmp_path, LOG, session(vane)))
    assert (shown.code, "Would write 1 session." in shown.out) == (0, True), shown.out + shown.err
    for born in ("1/3/1951", "1951-03"):
        other = home.type("import", "log", file(tmp_path, LOG, session(vane, Born=born)))
        assert "give as much of it as the record has" in other.out + other.err
    # A spreadsheet program makes a number of a year by itself.
    book = tmp_path / "rows.xlsx"
    rows = [LOG, [session(vane).get(heading, "") for heading in LOG]]

    def number(sheet: object) -> None:
        sheet.cell(row=2, column=LOG.index("Born") + 1).value = 1951  # type: ignore[attr-defined]

    book.write_bytes(workbook(rows, number))
    assert "Wrote 1 session." in home.type("import", "log", str(book), "--write").out
    reported = file(tmp_path, HISTORY, course(vane))
    assert "Would write 1 course." in home.type("import", "history", reported).out


def test_a_file_of_the_other_import_is_named_for_what_it_is(home: TestHome, tmp_path: Path) -> None:
    vane = {"NHS number": "9990000018", "Surname": "Vane", "Born": "1951"}
    taken = home.type("import", "history", file(tmp_path, LOG, session(vane)))
    assert is_refused(taken)
    assert "By its headings the file is an attendance spreadsheet" in taken.err
    assert "throughcare import log" in taken.err
    taken = home.type("import", "log", file(tmp_path, HISTORY, course(vane)))
    assert "By its headings the file is a prison's programme history" in taken.err


def test_shown_first_then_written_then_nothing_more(home: TestHome, tmp_path: Path) -> None:
    rows = file(tmp_path, LOG, session(DAN), session(TWIN, Attended="no", Absence="no-staff"), session(DAN, "1/4/2019"))
    before = counts(home)
    shown = home.type("import", "log", rows)
    assert (shown.code, counts(home)) == (0, before)
    assert "Row 2  OKAFOR, Daniel" in shown.out
    assert "Row 3  OKAFOR, David" in shown.out
    assert "Would write 3 sessions." in shown.out
    assert "31 March 2019" in shown.out or "31-Mar-2019" in shown.out
    assert "Nothing is written yet." in shown.err
    written = home.type("import", "log", rows, "--write")
    assert (written.code, "Wrote 3 sessions." in written.out) == (0, True)
    assert counts(home)["attendances"] == before["attendances"] + 3
    after = counts(home)
    again = home.type("import", "log", rows, "--write")
    assert (again.code, counts(home)) == (0, after)
    assert "Wrote 0 sessions. 3 rows recorded already." in again.out


def test_the_same_session_otherwise_is_refused(home: TestHome, tmp_path: Path) -> None:
    assert home.type("import", "log", file(tmp_path, LOG, session(DAN, "8/4/2019")), "--write").code == 0
    other = home.type("import", "log", file(tmp_path, LOG, session(DAN, "8/4/2019", Minutes="40")), "--write")
    assert is_refused(other)
    assert "Row 2: The session is recorded already, and otherwise" in other.out


def test_what_was_amended_or_struck_here_is_left_as_it_is(home: TestHome, tmp_path: Path) -> None:
    rows = file(tmp_path, LOG, session(DAN, "9/4/2019"), session(DAN, "10/4/2019"))
    assert home.type("import", "log", rows, "--write").code == 0
    work = next(one for one in home.type("participant", "show", "9990000018", "--json").json["work"])["intervention"]
    amended, struck = (one["id"] for one in work["sessions"] if one["on"] in ("2019-04-09", "2019-04-10"))
    assert home.type("session", "amend", amended, "Okafor part 30 unwell", "--reason", "Left early.").code == 0
    assert home.type("error", "mark", "session", f"{work['id']}/{struck}", "--reason", "Another man's.").code == 0
    again = home.type("import", "log", rows, "--write")
    assert again.code == 0, again.out + again.err
    assert again.out.count("changed here since; left as it is") == 2


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (session({"Surname": "Okafor", "Born": "1/3/1984"}), "There is no number"),
        (session(DAN, Surname="Okafer"), "somebody with another surname"),
        (session(DAN, Born="3/1/1984"), "born on another day"),
        (session(DAN, Born="1984"), "does not stand so on record"),
        (session(DAN, Local_number="12"), "more than one participant"),
        (session(DAN, Prison_number="A1234BC"), "Nobody here has this prison number"),
        (session({**DAN, "NHS number": "9990000182"}), "Nobody here has this NHS number"),
        (session({**DAN, "NHS number": "9990000019"}), "check digit"),
        (session(DAN, Programme="Resolve"), "No intervention of this participant here"),
        (session(DAN, Date="31/3/2030"), "in the future"),
        (session(DAN, Date="1/3/2018"), "before"),
        (session(DAN, Date="3/31/2019"), "not in the calendar"),
        (session(DAN, Date=""), "Date is empty"),
        (session(DAN, Attended="yes"), "Attended says 'yes'"),
        (session(DAN, Attended="no"), "An absence has no reason"),
        (session(DAN, Minutes="٤٠"), "Minutes says"),
        (session(DAN, Minutes="-3"), "Minutes says"),
        (session(DAN, Module="nowhere"), "has no module"),
        (session(DAN, Surname="=Okafor"), "another surname"),
        (session(DAN, Programme="T\u202eSP"), "invisible character"),
    ],
)
def test_one_row_that_does_not_fit_stops_all_of_it(
    home: TestHome, tmp_path: Path, row: dict[str, str], said: str
) -> None:
    before = home.row_counts()
    answer = home.type("import", "log", file(tmp_path, LOG, session(DAN, "2/5/2019"), row), "--write")
    assert is_refused(answer)
    assert "Row 3: " in answer.out
    assert said in answer.out
    assert home.row_counts() == before


def test_a_row_twice_is_told(home: TestHome, tmp_path: Path) -> None:
    answer = home.type("import", "log", file(tmp_path, LOG, session(DAN, "3/5/2019"), session(DAN, "3/5/2019")))
    assert is_refused(answer)
    assert "Row 3: It repeats row 2" in answer.out


def test_hostile_batches_match_nobody_else(home: TestHome, tmp_path: Path) -> None:
    """One letter, day and month swapped, a shared number, the twin's birth date: never a row for somebody else."""
    draw = random.Random(6)
    rows = []
    for _ in range(300):
        row = session(dict(draw.choice((DAN, TWIN))), f"{draw.randrange(1, 28)}/6/2019")
        match draw.randrange(4):
            case 0:
                place = draw.randrange(len(row["Surname"]))
                row["Surname"] = row["Surname"][:place] + draw.choice("xyz") + row["Surname"][place + 1 :]
            case 1:
                row["Born"] = draw.choice(("3/1/1984", "1/3/1948", "2/3/1984", "1984"))
            case 2:
                row["Local number"] = "12" if row["NHS number"].endswith("18") else "0012"
            case _:
                row["NHS number"] = row["NHS number"][:-1] + draw.choice("04579")
        rows.append(row)
    answer = home.type("import", "log", file(tmp_path, LOG, *rows), "--json")
    assert is_refused(answer)
    assert answer.json["new"] == answer.json["known"] == []
    assert [one["row"] for one in answer.json["problems"]] == list(range(2, 302))


def test_a_workbook_with_date_cells_and_leading_zeros(home: TestHome, tmp_path: Path) -> None:
    path = tmp_path / "rows.xlsx"
    row = ["0012", "OKAFOR", date(1984, 3, 1), "tsp", date(2019, 7, 1), "individual", "part", "unwell", 40]
    headings = ["Local number", "Surname", "Born", "Programme", "Date", "Kind", "Attended", "Absence", "Minutes"]
    path.write_bytes(workbook([headings, row], mac=True))
    answer = home.type("import", "log", str(path), "--write")
    assert answer.code == 0, answer.out + answer.err
    assert "OKAFOR, Daniel" in answer.out
    assert "counted from 1904" in answer.err
    path.write_bytes(workbook([headings, [12, *row[1:]]]))
    assert "loses zeros in front" in home.type("import", "log", str(path)).out


def test_a_history_stays_as_reported_in_their_words(home: TestHome, tmp_path: Path) -> None:
    words = "DESELECTED - attitude to facilitators\n=2+2"
    rows = file(
        tmp_path,
        HISTORY,
        course(DAN, Their_words=words, Source="course record"),
        course(DAN, Course="Thinking Skills Programme", Edition=EDITION, Started="2014-05", Outcome="complete"),
    )
    shown = home.type("import", "history", rows)
    assert shown.code == 0, shown.out + shown.err
    assert "not matched to the catalogue yet" in shown.out
    assert home.type("import", "history", rows, "--write").code == 0
    before = counts(home)
    again = home.type("import", "history", rows, "--write")
    assert (again.code, "2 rows recorded already" in again.out, counts(home)) == (0, True, before)
    work = [one["intervention"] for one in home.type("participant", "show", "9990000018", "--json").json["work"]]
    theirs = {one["title"]: one for one in work if one["establishment"]["name"] == "HMP Marlwood"}
    resolve = theirs["Resolve"]
    assert (resolve["recorded"], resolve["closure"]["recorded"]) == ("reported", "reported")
    assert resolve["closure"]["deselectionWording"] == words
    assert resolve["closure"]["reason"] == "not-known"
    theirs_said = "In the words of HMP Marlwood, as imported: “DESELECTED - attitude to facilitators =2+2”."
    for command in (("participant", "show", "9990000018"), ("intervention", "show", resolve["id"])):
        assert theirs_said in " ".join(home.type(*command).out.split())
    assert theirs_said in " ".join(home.type("plan", "show", "9990000018").out.split())
    assert resolve["closure"]["on"] == "2016"
    assert "judgedBy" not in theirs["Thinking Skills Programme"]["closure"]
    assert theirs["Thinking Skills Programme"]["editionId"] == EDITION


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (course(DAN, Ended=""), "Ended is empty"),
        (course(DAN, Outcome="closed"), "Outcome says 'closed'"),
        (course(DAN, Edition="RESOLVE"), "no label"),
        (course(DAN, Edition="NOWHERE/1"), "no programme"),
        (course(DAN, Started="2017"), "before"),
        (course(DAN, Reason="deselected"), "no code"),
        (course(DAN, Outcome="complete", Reason="unwell"), "beside a completed"),
        (course(DAN, Delivery="both"), "Delivery says"),
        (course(DAN, Course="Re\u200bsolve"), "invisible"),
    ],
)
def test_a_history_row_that_says_too_little_or_too_much(
    home: TestHome, tmp_path: Path, row: dict[str, str], said: str
) -> None:
    before = home.row_counts()
    answer = home.type("import", "history", file(tmp_path, HISTORY, row), "--write")
    assert is_refused(answer)
    assert said in answer.out
    assert home.row_counts() == before


@pytest.mark.parametrize("what", ["log", "history"])
@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_a_template_is_read_as_it_is_and_holds_no_rows(home: TestHome, tmp_path: Path, what: str, kind: str) -> None:
    path = tmp_path / f"template.{kind}"
    assert home.type("import", "template", what, "-o", str(path)).code == 0
    assert path.stat().st_mode & 0o777 == 0o600
    assert home.type("import", "template", what, "-o", str(path)).code == 1
    answer = home.type("import", what, str(path))
    assert (answer.code, "Would write 0" in answer.out) == (0, True)
    assert home.type("import", "template", "sessions", "-o", str(path)).code == 1


def test_who_may_import(home: TestHome, tmp_path: Path) -> None:
    rows = file(tmp_path, LOG, session(DAN))
    assert home.type("import", "log", rows, user=ADMIN).code == 3
    assert home.type("import", "log", rows, user=GARETH).code == 0


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("Surname,Born,Programme,Date,Kind,Attended,Shoe size\n", "G1 is no heading"),
        ("Surname,Surname\n", "two columns Surname"),
        ("Surname,Born\n", "has no heading Programme, Date, Kind, Attended"),
        ("Surname,Born,Programme,Date,Kind,Attended\n,,,,,,stray\n", "G2 stands under no heading"),
    ],
)
def test_headings_that_do_not_fit(home: TestHome, tmp_path: Path, content: str, said: str) -> None:
    path = tmp_path / "rows.csv"
    path.write_text(content)
    answer = home.type("import", "log", str(path))
    assert is_refused(answer)
    assert said in answer.err


def test_a_refused_workbook_is_one_line(home: TestHome, tmp_path: Path) -> None:
    path = tmp_path / "rows.xlsx"
    make, said = REFUSED["formula"]
    path.write_bytes(make())
    before = home.row_counts()
    answer = home.type("import", "log", str(path), "--write")
    assert is_refused(answer)
    assert said in answer.err
    assert home.row_counts() == before
