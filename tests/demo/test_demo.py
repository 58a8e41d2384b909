"""The demo as a person types it: what it makes, and what can be done with it afterwards."""

import json
import os
import stat
import subprocess
from pathlib import Path
from typing import Any

import pypdf
import pytest

from registry.bootstrap import utc_now
from registry.documents.trusted_directory import TrustedDirectory, load_directory
from registry.documents.verification import verify_bytes
from registry.domain.errors import Refused
from tests.demo.conftest import THROUGHCARE, Demo, throughcare

HIGH, MEDIUM = "Ashmere Hospital", "Thornfield House"
NAMES = ("Siân Ó Súilleabháin", "Desmond Achterberg", "Łukasz Żółć", "Marcus Thistlewood", "Ibrahim Castellane")


def test_each_step_is_told_in_one_line(demo: Demo) -> None:
    lines = demo.said.splitlines()
    assert lines[0].startswith("Founded Ashmere Hospital")
    assert sum(": TRUSTED. Plan:" in line for line in lines) == 5
    assert not [line for line in lines if "Traceback" in line]


def test_the_manifest_names_everything_that_was_made(demo: Demo) -> None:
    made = demo.manifest
    assert set(made["homes"]) == {HIGH, MEDIUM}
    assert {one["name"] for one in made["participants"]} == set(NAMES)
    assert len(made["documents"]) == 10
    assert len(made["reports"]) == 11
    files = [
        *made["documents"],
        *made["reports"],
        made["directory"],
        *(one["passphrase_file"] for one in made["users"]),
    ]
    assert all(Path(file).is_file() for file in files)


def test_only_the_owner_may_read_what_was_made(demo: Demo) -> None:
    loose = [path for path in (demo.folder, *demo.folder.rglob("*")) if stat.S_IMODE(path.lstat().st_mode) & 0o077]
    assert loose == []


def test_an_existing_folder_is_refused(demo: Demo) -> None:
    ran = throughcare("demo", "--dir", demo.folder)
    assert ran.code == 1
    assert ran.out == ""
    assert ran.err.count("\n") == 1
    assert "is not empty" in ran.err


def test_no_name_stands_in_clear_in_any_home(demo: Demo) -> None:
    words = {part for name in NAMES for part in name.split() if len(part) > 3}
    words |= {"Ashmere psychology file", "Nie chcę", "A4821KD", "9990000182"}
    for home in demo.manifest["homes"].values():
        for file in Path(home).rglob("*"):
            if file.is_file() and file.name != "directory.json":
                content = file.read_bytes()
                assert [word for word in words if word.encode() in content] == [], file.name


def test_a_group_of_ten_is_shown_with_its_correction(demo: Demo) -> None:
    (told,) = [line for line in demo.said.splitlines() if "Recorded a group of ten" in line]
    ran = demo.at(HIGH, "rhiannon", "session", "history", told.split("session ")[-1].rstrip(")."))
    assert ran.code == 0, ran.err
    assert ran.out.count("Now: ") == 11
    assert "Before: Did not attend (no escort" in ran.out
    assert "Two names had been swapped." in ran.out
    assert "Dr Amara Okafor, consultant forensic psychologist (co-therapist)" in ran.out


def test_what_was_commissioned_stands_in_the_record_that_is_sent(demo: Demo) -> None:
    sent = demo.summary("transfer-marcus.json").read_text("utf-8")
    assert "Settles disputes on the ward in words for six months." in sent
    assert '"met": "in-part"' in sent or '"met":"in-part"' in sent


class TestVerify:
    def test_trusted_with_the_directory(self, demo: Demo) -> None:
        for file in [*demo.manifest["documents"], *(f for f in demo.manifest["reports"] if "parole" in f)]:
            ran = throughcare("verify", file, "--directory", demo.manifest["directory"], "--json")
            assert (ran.code, ran.data["verdict"]) == (0, "TRUSTED"), file

    def test_intact_without(self, demo: Demo) -> None:
        ran = throughcare("verify", demo.summary("transfer-lukasz.json"), "--no-directory")
        assert ran.code == 6
        assert ran.out.startswith("INTACT")

    def test_sealed_says_so(self, demo: Demo) -> None:
        ran = throughcare("verify", demo.folder / "exchange" / "transfer-lukasz.json.age")
        assert ran.code == 3
        assert "summary receive" in ran.out

    def test_refused_when_any_value_changes(self, demo: Demo) -> None:
        data = demo.summary("transfer-lukasz.json").read_bytes()
        directory = load_directory(Path(demo.manifest["directory"]).read_bytes(), now=utc_now())
        spots = _value_bytes(data)
        assert len(spots) > 8_000
        believed = [spot for spot in spots[:: len(spots) // 400] if _believed(data, spot, directory)]
        assert believed == []

    def test_a_truncated_and_an_unsigned_file_are_refused_in_one_line(self, demo: Demo, tmp_path: Path) -> None:
        whole = demo.summary("transfer-lukasz.json").read_bytes()
        unsigned = json.loads(whole)
        del unsigned["proof"]
        for name, data in (("cut.json", whole[:-100]), ("unsigned.json", json.dumps(unsigned).encode())):
            (tmp_path / name).write_bytes(data)
            ran = throughcare("verify", tmp_path / name, "--directory", demo.manifest["directory"])
            assert ran.code == 1, name
            assert ran.out.startswith("REFUSED")

    def test_a_missing_file_is_not_found(self, tmp_path: Path) -> None:
        ran = throughcare("verify", tmp_path / "none.json")
        assert ran.code == 4
        assert "There is no file none.json" in ran.out


class TestPlans:
    """What the plan must read like to a psychologist."""

    def plan(self, demo: Demo, name: str) -> list[dict[str, Any]]:
        ran = demo.at(MEDIUM, "tomasz", "plan", "show", demo.participant(MEDIUM, name), "--json")
        assert ran.code == 0, ran.err
        return list(ran.data["lines"])

    def test_nothing_part_done_is_credited(self, demo: Demo) -> None:
        credited = {
            line["title"]
            for name in NAMES
            for line in self.plan(demo, name)
            if line["kind"] in ("credit", "recognised")
        }
        assert credited == {"Life Minus Violence - Enhanced", "Index-offence work (individual)"}

    def test_skills_only_dbt_is_not_dbt_and_the_missing_part_is_named(self, demo: Demo) -> None:
        lines = [line for line in self.plan(demo, NAMES[0]) if line.get("programmeId") == "DBT"]
        assert {line["kind"] for line in lines} == {"build-on", "keep-going"}
        (built,) = [line for line in lines if line["kind"] == "build-on"]
        said = json.dumps(built)
        assert "ndividual therapy" in said
        assert "mindfulness" not in built.get("resume", {}).get("module", "")

    def test_the_trauma_work_names_no_session(self, demo: Demo) -> None:
        (line,) = [line for line in self.plan(demo, NAMES[0]) if line["need"] == "trauma"]
        assert line["kind"] == "resume"
        assert not {"module", "moduleTitle", "session", "doseLeft"} & set(line["resume"])
        assert line["resume"]["openedNotClosed"]

    def test_the_withdrawn_programme_is_asked_about_and_not_offered_again(self, demo: Demo) -> None:
        lines = self.plan(demo, NAMES[1])
        assert [line["kind"] for line in lines if line.get("programmeId") == "SOTP-CORE"] == ["ask-first"]
        assert all(line.get("programmeId") not in ("SOTP-CORE", "TSP") for line in lines if line["kind"] == "start")

    def test_kaizen_goes_on_where_the_sending_units_own_plan_says(self, demo: Demo) -> None:
        (line,) = [line for line in self.plan(demo, NAMES[2]) if line.get("programmeId") == "KAIZEN-GV"]
        assert line["kind"] == "resume"
        assert (line["resume"]["module"], line["resume"]["session"]) == ("positive-relationships", 8)
        assert line["resume"]["asDeliveredAt"] == HIGH

    def test_the_follow_up_is_due(self, demo: Demo) -> None:
        kinds = [line["kind"] for line in self.plan(demo, NAMES[3]) if line.get("programmeId") == "LMVE"]
        assert kinds[:2] == ["credit", "maintain"]

    def test_goals_are_credited_without_a_percentage(self, demo: Demo) -> None:
        (line,) = [line for line in self.plan(demo, NAMES[4]) if line.get("programmeId") == "IOW"]
        assert line["kind"] == "credit"
        assert "%" not in json.dumps(self.plan(demo, NAMES[4]))

    def test_one_line_is_accepted_one_changed_one_put_off_and_one_recognised(self, demo: Demo) -> None:
        decided = {
            name: [(line["kind"], line["decision"]) for line in self.plan(demo, name) if "decision" in line]
            for name in NAMES
        }
        choices = {name: {decision["choice"] for _, decision in found} for name, found in decided.items()}
        assert choices[NAMES[2]] == {"accept"}
        assert choices[NAMES[3]] >= {"change"}
        assert choices[NAMES[0]] == {"defer"}
        (recognised,) = [one for _, one in decided[NAMES[1]] if one["choice"] == "recognise"]
        assert recognised["signature"]["value"].startswith("z")

    def test_the_question_was_printed_for_the_prison_and_in_plain_words_for_him(self, demo: Demo) -> None:
        asked = _text(demo.folder / "reports" / "question-to-the-prison.pdf")
        assert "HMP Marlwood" in asked
        assert "Thinking Skills Programme" in asked
        his = _text(demo.folder / "reports" / "question-to-desmond.pdf")
        assert "A question for you, Desmond" in his
        assert "Thinking Skills" not in his
        (line,) = [one for one in self.plan(demo, NAMES[1]) if one.get("programmeId") == "TSP"]
        assert [one["of"] for one in line["answers"]] == ["the participant", "HMP Marlwood"]

    def test_the_next_unit_reads_what_was_planned_and_what_came_of_it(self, demo: Demo) -> None:
        ran = demo.at(HIGH, "rhiannon", "plan", "onward", demo.participant(HIGH, NAMES[1]), "--json")
        assert ran.code == 0, ran.err
        came = {one["line"].get("programmeId"): one["what"] for one in ran.data}
        assert came["SOTP-CORE"] == ["Nothing is on record since."]
        assert any("Thornfield House: in progress" in said for said in came["CBTP"])
        decided, *answers = came["TSP"]
        assert decided.startswith("Recognised by Dr Tomasz Wierzbicki, forensic psychologist, PYL900011, ")
        assert "The prison's letter says so" in decided
        assert len(answers) == 2

    def test_the_repeat_guard_was_told(self, demo: Demo) -> None:
        assert "Stopped before it is done again. Thinking Skills Programme" in demo.said
        counted = demo.at(MEDIUM, "leila", "plan", "counts", "--json").data
        assert counted["avoided"] >= 1


class TestParoleReport:
    def test_the_page_says_what_the_record_says(self, demo: Demo) -> None:
        text = _text(demo.folder / "reports" / "parole-lukasz.pdf")
        for said in ("Łukasz Żółć", "999 000 0182", "A4821KD", "of 43 offered, of 79 planned", "Kaizen", "court"):
            assert said in text, said

    def test_goals_reviewed_and_no_percentage(self, demo: Demo) -> None:
        text = _text(demo.folder / "reports" / "parole-ibrahim.pdf")
        assert "4 of 4 goals" in text
        assert "%" not in text

    def test_the_attachment_is_the_released_document(self, demo: Demo) -> None:
        reader = pypdf.PdfReader(demo.folder / "reports" / "parole-marcus.pdf")
        (attached,) = reader.attachments["throughcare.json"]
        assert attached == demo.summary("parole-board-marcus.json").read_bytes()

    def test_number_and_words_stand_on_every_page_and_answer_by_telephone(self, demo: Demo) -> None:
        pages = pypdf.PdfReader(demo.folder / "reports" / "parole-marcus.pdf").pages
        verdict = throughcare("verify", demo.summary("parole-board-marcus.json"), "--no-directory", "--json").data
        number = " ".join(verdict["digest"][at : at + 4] for at in (0, 4, 8, 12))
        words = verdict["words"] if isinstance(verdict["words"], list) else verdict["words"].split()
        for page in pages:
            text = " ".join(page.extract_text().split())
            assert number in text
            assert all(word in text for word in words)
        ran = demo.at(HIGH, "rhiannon", "check", number, *words)
        assert ran.code == 0, ran.err
        assert "the version that stands" in ran.out
        assert demo.at(HIGH, "rhiannon", "check", number, *reversed(words)).code == 4

    def test_trauma_work_is_nowhere_in_what_a_board_reads(self, demo: Demo) -> None:
        for file in [f for f in (*demo.manifest["documents"], *demo.manifest["reports"]) if "parole" in f]:
            assert b"EMDR" not in Path(file).read_bytes()


class TestGoingOn:
    """A script goes on from the manifest with ordinary commands."""

    def test_the_same_file_again_is_a_replay(self, demo: Demo) -> None:
        ran = demo.at(
            MEDIUM,
            "tomasz",
            "summary",
            "receive",
            demo.summary("transfer-marcus.json"),
            "--participant",
            "Thistlewood",
            "--confirm",
            "nhs=9990000247",
            "--confirm",
            "surname=Thistlewood",
        )
        assert ran.code == 1
        assert "[replayed]" in ran.err

    def test_what_is_held_already_is_said_before_whose_it_is(self, demo: Demo) -> None:
        ran = demo.at(
            MEDIUM,
            "tomasz",
            "summary",
            "receive",
            demo.summary("transfer-marcus.json"),
            "--new",
            "--confirm",
            "nhs=9990000018",
            "--confirm",
            "surname=Thistlewood",
        )
        assert ran.code == 1
        assert "[replayed] Nothing needs doing." in ran.err

    def test_a_summary_for_another_unit_is_refused(self, demo: Demo) -> None:
        ran = demo.at(
            HIGH,
            "rhiannon",
            "summary",
            "receive",
            demo.summary("transfer-marcus.json"),
            "--new",
            "--confirm",
            "nhs=9990000247",
            "--confirm",
            "surname=Thistlewood",
        )
        assert ran.code == 1
        assert "[recipient]" in ran.err

    def test_a_decision_stays_on_its_line(self, demo: Demo) -> None:
        who = demo.participant(MEDIUM, NAMES[3])
        before = demo.at(MEDIUM, "tomasz", "plan", "show", who, "--json").data["lines"]
        key = next(line["key"] for line in before if line["kind"] == "maintain")
        ran = demo.at(
            MEDIUM,
            "tomasz",
            "plan",
            "decide",
            who,
            key,
            "--choice",
            "accept",
            "--reason",
            "Next group in May.",
            "--discussed",
            "agrees",
        )
        assert ran.code == 0, ran.err
        after = demo.at(MEDIUM, "tomasz", "plan", "show", who, "--json").data["lines"]
        (decided,) = [line for line in after if line["key"] == key]
        assert decided["decision"]["by"]["name"] == "Dr Tomasz Wierzbicki"

    def test_the_receiving_unit_issues_in_its_turn(self, demo: Demo) -> None:
        ran = demo.at(
            MEDIUM, "tomasz", "summary", "issue", "Castellane", "--purpose", "community", "--to", "Kestrel", "--json"
        )
        assert ran.code == 0, ran.err

    def test_the_author_cannot_approve(self, demo: Demo) -> None:
        draft = demo.at(
            HIGH, "rhiannon", "summary", "issue", "Castellane", "--purpose", "community", "--to", "Kestrel", "--json"
        ).data["id"]
        ran = demo.at(
            HIGH, "rhiannon", "summary", "approve", draft, "--confirm", "nhs=9990000301", "--confirm", "born=1994-02-09"
        )
        assert ran.code == 1
        assert "cannot approve" in ran.err

    def test_backup_is_proven_and_restores(self, demo: Demo, tmp_path: Path) -> None:
        folder, restored = tmp_path / "backup", tmp_path / "restored"
        assert demo.at(MEDIUM, "bernard", "backup", "create", folder).code == 0
        assert demo.at(MEDIUM, "bernard", "backup", "verify", folder).code == 0
        assert throughcare("backup", "restore", folder, "--home", restored).code == 0
        secret = next(one["passphrase_file"] for one in demo.manifest["users"] if one["user"] == "tomasz")
        ran = throughcare(
            "participant", "find", "Thistlewood", "--home", restored, "--user", "tomasz", "--passphrase-file", secret
        )
        assert ran.code == 0, ran.err
        assert "THISTLEWOOD" in ran.out

    def test_doctor_finds_both_homes_well(self, demo: Demo) -> None:
        for unit, user in ((HIGH, "moira"), (MEDIUM, "bernard")):
            ran = demo.at(unit, user, "doctor")
            assert ran.code == 0, ran.out

    def test_a_full_disk_is_said_in_one_line_and_nothing_is_saved(self, demo: Demo) -> None:
        secret = next(one["passphrase_file"] for one in demo.manifest["users"] if one["user"] == "leila")
        who = ["--home", demo.manifest["homes"][MEDIUM], "--user", "leila", "--passphrase-file", secret]
        count = ["summary", "list", "Castellane", "--json", *who]
        before = throughcare(*count).data
        typed = ["summary", "issue", "Castellane", "--purpose", "community", "--to", "Kestrel", *who]
        # No file may grow past one block: what the system says of a disk that is full.
        ended = subprocess.run(
            ["bash", "-c", 'ulimit -f 1; exec "$@"', "-", str(THROUGHCARE), *typed],
            capture_output=True,
            text=True,
            stdin=subprocess.DEVNULL,
            env={**os.environ, "XDG_STATE_HOME": str(demo.state)},
            check=False,
        )
        assert ended.returncode == 5, ended.stderr
        assert ended.stdout == ""
        assert ended.stderr.count("\n") == 1
        assert "nothing was saved" in ended.stderr
        assert throughcare(*count).data == before

    def test_the_screens_need_a_terminal(self, demo: Demo) -> None:
        ran = demo.at(MEDIUM, "tomasz", "tui")
        assert ran.code == 2
        assert ran.err.count("\n") == 1

    def test_a_wrong_passphrase_is_refused(self, demo: Demo, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        # The tries that are left are counted in a state folder of their own.
        monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
        wrong = tmp_path / "wrong.txt"
        wrong.write_text("not the passphrase at all\n")
        wrong.chmod(0o600)
        home = demo.manifest["homes"][HIGH]
        ran = throughcare("participant", "find", "--home", home, "--user", "amara", "--passphrase-file", wrong)
        assert ran.code == 3
        assert ran.err.count("\n") == 1


def _text(file: Path) -> str:
    return " ".join(" ".join(page.extract_text() for page in pypdf.PdfReader(file).pages).split())


def _value_bytes(data: bytes) -> list[int]:
    """The places of letters and digits inside string and number values; member names are left out."""
    spots: list[int] = []
    at, inside = 0, False
    start = 0
    while at < len(data):
        byte = data[at : at + 1]
        if inside and byte == b"\\":
            at += 2
            continue
        if byte == b'"':
            if inside and data[at + 1 : at + 2] != b":":
                spots.extend(spot for spot in range(start, at) if chr(data[spot]).isalnum() and data[spot] < 128)
            inside, start = not inside, at + 1
        elif not inside and byte.isdigit():
            spots.append(at)
        at += 1
    return spots


def _believed(data: bytes, spot: int, directory: TrustedDirectory) -> bool:
    changed = bytearray(data)
    digit = chr(data[spot]).isdigit()
    changed[spot] = next(ord(other) for other in ("78" if digit else "QR") if ord(other) != data[spot])
    try:
        verify_bytes(bytes(changed), now=utc_now(), directory=directory)
    except Refused:
        return False
    return True
