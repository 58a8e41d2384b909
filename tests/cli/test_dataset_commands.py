"""The data set as a person types it: drawn, checked, counted, charted; and what must not be in it."""

import csv
import io
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from exports.csv import read_back
from registry.domain.dataset_tables import TABLES, Tables
from registry.domain.dates import PartialDate
from registry.domain.identifiers import NhsNumber
from registry.domain.participant import PersonName, Sex
from registry.domain.pseudonym import KEY_BYTES, Pseudonyms
from registry.services import dataset_parts
from registry.services.participants import add_participant
from tests.copied import copied_home
from tests.homes import ADMIN, GARETH, Answer, TestHome

FOR = ("--purpose", "yearly return", "--recipient", "Dr A. Example, regional office")
NHS = ("9990000018", "9990000123", "9990000182")


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestHome]:
    folder = tmp_path_factory.mktemp("units")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_STATE_HOME", str(folder / "state"))
        made = copied_home(folder / "ashmere")
        _record(made)
        yield made


def done(answer: Answer) -> Answer:
    assert answer.code == 0, answer.err
    return answer


def _record(home: TestHome) -> None:
    """One woman with two linked records and two courses, one man with one, and one record entered in error."""
    with home.sit() as sitting:
        ids = [
            add_participant(
                sitting,
                name=PersonName(family=family, given="Nadia"),
                born=PartialDate("1979-08-22"),
                sex=sex,
                # One person has one number; it was never traced for the record under her other name.
                nhs_number=None if sex is Sex.NOT_RECORDED else NhsNumber.read(number),
                no_nhs_number_because="not traced" if sex is Sex.NOT_RECORDED else None,
            ).id
            for family, number, sex in zip(
                ("Verhoeven", "Verhoeven-Lisle", "Mistaken"), NHS, (Sex.FEMALE, Sex.NOT_RECORDED, Sex.MALE), strict=True
            )
        ]
    one, other, wrong = (one.removeprefix("urn:uuid:") for one in ids)
    for who in (one, other, wrong):
        done(home.type("placement", "add", who, "--since", "2024-02-03"))
    for who, programme in ((one, "TSP"), (other, "DBT"), (wrong, "TSP")):
        refer = ("intervention", "refer", who, programme, "--on", "2024-02-10", "--json")
        course = done(home.type(*refer)).json["id"]
        done(home.type("intervention", "open", course, "--on", "2024-03-20"))
        if programme == "TSP" and who == one:
            shut = ("--outcome", "not-completed", "--reason", "no-escort-or-staff", "--on", "2024-06-01")
            done(
                home.type(
                    "intervention", "close", course, *shut, "--reason-note", "The escort NEVER came.", "--helped", "yes"
                )
            )
    done(
        home.type(
            *("participant", "link", one, other, "--reason", "the same woman, by her own word"),
            *("--confirm", f"nhs={NHS[0]}", "--confirm", "born=1979-08-22"),
            *("--confirm-other", "surname=Verhoeven-Lisle", "--confirm-other", "born=1979-08-22"),
        )
    )
    with home.sit() as sitting, sitting.writing("a test") as uow:
        uow.participants.mark_in_error(f"urn:uuid:{wrong}", "somebody else's name")


def rows(folder: Path, table: str) -> list[dict[str, str]]:
    text = (folder / f"{table}.csv").read_bytes().decode("utf-8-sig")
    return [
        {name: read_back(cell) for name, cell in row.items()} for row in csv.DictReader(io.StringIO(text, newline=""))
    ]


def exported(home: TestHome, folder: Path) -> dict[str, Any]:
    made: dict[str, Any] = done(home.type("dataset", "export", str(folder), *FOR, "--json", user=GARETH)).json
    return made


def test_linked_records_are_one_participant_and_an_error_is_nobody(home: TestHome, tmp_path: Path) -> None:
    made = exported(home, tmp_path / "one")
    (woman,) = rows(tmp_path / "one", "participants")
    assert (woman["sex"], woman["ethnicity"], woman["learning_disability"]) == (
        "female",
        "not-recorded",
        "not-recorded",
    )
    courses = rows(tmp_path / "one", "interventions")
    assert sorted(row["programme"] for row in courses) == ["DBT", "TSP"]
    assert {row["participant"] for row in courses} == {woman["participant"]}
    assert (made["participants"], made["alone"], made["rows"]["placements"]) == (1, 1, 2)
    (closed,) = rows(tmp_path / "one", "closures")
    assert (closed["closed"], closed["cause"], closed["helped"]) == ("2024-Q2", "service", "yes")
    assert (closed["treated_fairly"], closed["asked_what_was_done"]) == ("not-asked", "not-asked")
    assert {row["wait"] for row in courses} == {"29-90"}


def test_nothing_that_was_typed_and_no_day_is_in_any_file(home: TestHome, tmp_path: Path) -> None:
    exported(home, tmp_path / "one")
    with home.sit() as sitting, sitting.looking_up() as uow:
        courses = (one for some in uow.interventions.parts_of(home.unit.id) for one in some)
        ids = [one.id.removeprefix("urn:uuid:") for one in (*uow.participants.all(), *courses)]
    for file in (tmp_path / "one").iterdir():
        text = file.read_text("utf-8")
        for kept in ("Verhoeven", "Nadia", "Mistaken", "NEVER", *NHS, *ids):
            assert kept not in text, (file.name, kept)
        assert not re.search(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text), file.name


def test_a_pseudonym_holds_in_one_release_and_in_no_other(home: TestHome, tmp_path: Path) -> None:
    names = []
    for name in ("one", "two"):
        exported(home, tmp_path / name)
        people = {row["participant"] for row in rows(tmp_path / name, "participants")}
        assert {row["participant"] for row in rows(tmp_path / name, "placements")} == people
        courses = {row["intervention"] for row in rows(tmp_path / name, "interventions")}
        assert {row["intervention"] for row in rows(tmp_path / name, "dose")} == courses
        names.append(people | courses)
    assert names[0].isdisjoint(names[1])


def test_it_is_written_down_with_purpose_and_recipient(home: TestHome, tmp_path: Path) -> None:
    exported(home, tmp_path / "one")
    shown = done(home.type("audit", "show", "--json", user=ADMIN)).out
    assert "yearly return; for Dr A. Example, regional office" in shown


def test_nothing_is_written_where_it_is_refused(home: TestHome, tmp_path: Path) -> None:
    new = tmp_path / "new"
    refused = home.type("dataset", "export", str(new), *FOR)
    assert (refused.code, refused.out) == (3, "")
    assert "Roles that may: supervisor" in refused.err
    assert home.type("dataset", "export", str(new), "--purpose", " ", "--recipient", "x", user=GARETH).code == 1
    assert home.type("dataset", "export", str(new), "--purpose", "audit", "--recipient", " ", user=GARETH).code == 1
    assert home.type("dataset", "export", str(new), "--purpose", "audit", user=GARETH).code == 2
    assert not new.exists()
    new.mkdir()
    assert "is there already" in home.type("dataset", "export", str(new), *FOR, user=GARETH).err
    assert list(new.iterdir()) == []


def test_checking_and_counting_need_no_account(home: TestHome, tmp_path: Path) -> None:
    exported(home, tmp_path / "one")
    assert "Sound: Ashmere, made " in done(home.type("dataset", "check", str(tmp_path / "one"), user=None)).out
    told = done(home.type("dataset", "count", str(tmp_path / "one"), "--by", "sex", user=None))
    assert not re.search(r" [1-4]$", told.out, flags=re.MULTILINE)
    exact = done(home.type("dataset", "count", str(tmp_path / "one"), "--exact", "--json", user=None)).json
    counted = {(one["population"], one["answer"]): one["number"] for one in exact["counts"] if not one["dimension"]}
    assert counted["interventions", "ended before its end: the service"] == 1
    assert counted["interventions", "going on"] == 1
    assert counted["participants", "counted"] == 1


def test_a_damaged_folder_is_told_and_not_counted(home: TestHome, tmp_path: Path) -> None:
    exported(home, tmp_path / "one")
    table = tmp_path / "one" / "closures.csv"
    table.write_bytes(table.read_bytes().replace(b"service", b"\x1b[2J"))
    checked = home.type("dataset", "check", str(tmp_path / "one"), user=None)
    assert checked.code == 1
    assert "closures.csv: it is not the file that release.json lists" in checked.out
    assert checked.err.count("\n") == 1
    refused = home.type("dataset", "count", str(tmp_path / "one"), "-o", str(tmp_path / "out.csv"), user=None)
    assert (refused.code, refused.out) == (1, "")
    assert not (tmp_path / "out.csv").exists()
    assert home.type("dataset", "check", str(tmp_path / "none"), user=None).code == 4


def test_one_unit_is_not_counted_twice(home: TestHome, tmp_path: Path) -> None:
    for name in ("one", "two"):
        exported(home, tmp_path / name)
    refused = home.type("dataset", "count", str(tmp_path / "one"), str(tmp_path / "two"), user=None)
    assert "is counted already" in refused.err
    assert refused.out == ""


def test_counts_as_a_file_and_as_pages(home: TestHome, tmp_path: Path) -> None:
    exported(home, tmp_path / "one")
    out = tmp_path / "counts.csv"
    done(home.type("dataset", "count", str(tmp_path / "one"), "-o", str(out), user=None))
    lines = list(csv.DictReader(io.StringIO(out.read_bytes().decode("utf-8-sig"))))
    assert {line["number"] for line in lines} == {"0", "not-told"}, "of one woman nothing is told"
    pages = done(home.type("dataset", "chart", "-o", "-", "--format", "text")).out
    assert "What the service counted" in pages
    assert "not told" in pages
    same = done(home.type("dataset", "chart", str(tmp_path / "one"), "-o", "-", "--format", "text", user=None)).out
    # The same numbers, whether drawn from the record or from the rows of a release.
    assert same.partition("Who is counted")[2] == pages.partition("Who is counted")[2] != ""
    assert "Everything that is recorded up to" in pages
    assert "Counted from releases made in" in same
    for form, begins in (("pdf", b"%PDF-"), ("html", b"<!doctype html>")):
        done(home.type("dataset", "chart", "-o", str(tmp_path), "--format", form, "--by", "programme"))
        assert (tmp_path / f"counts.{form}").read_bytes().startswith(begins)
    assert home.type("dataset", "chart", "-o", str(tmp_path)).code == 1, "nothing is overwritten"


def test_json_of_a_check_names_every_place(home: TestHome, tmp_path: Path) -> None:
    exported(home, tmp_path / "one")
    release = tmp_path / "one" / "release.json"
    release.write_text(json.dumps({**json.loads(release.read_text()), "made": "yesterday"}))
    answer = home.type("dataset", "check", str(tmp_path / "one"), "--json", user=None)
    assert answer.code == 1
    assert answer.json["sound"] is False
    assert answer.json["problems"][0]["file"] == "release.json"


def test_parts_are_the_whole(home: TestHome, monkeypatch: pytest.MonkeyPatch) -> None:
    """One person at a time gives the rows that all at once give; who has two linked records stays one person."""
    with home.sit() as sitting:
        new = PersonName(family="Achterberg", given="Theo")
        who = add_participant(
            sitting, name=new, born=PartialDate("1990-01-01"), no_nhs_number_because="not traced"
        ).id.removeprefix("urn:uuid:")
    done(home.type("placement", "add", who, "--since", "2025-02-03"))
    done(home.type("intervention", "refer", who, "KAIZEN-GV", "--on", "2025-02-10"))
    names = Pseudonyms(key=bytes(KEY_BYTES))

    def drawn(at_once: int) -> tuple[int, Tables]:
        monkeypatch.setattr(dataset_parts, "PEOPLE_AT_ONCE", at_once)
        with home.sit(GARETH) as sitting, sitting.looking_up() as uow:
            parts = list(dataset_parts.dataset_parts(sitting, uow, names))
        return len(parts), {name: [row for part in parts for row in part[name]] for name in TABLES}

    (many, by_one), (once, together) = drawn(1), drawn(200)
    assert (many, once) == (2, 1)
    assert by_one["participants"] == together["participants"]
    for name in TABLES:
        assert sorted(by_one[name], key=str) == sorted(together[name], key=str)
    assert (len(together["participants"]), len(together["interventions"])) == (2, 3)
