"""Reports as a person types them: a purpose, new files in three forms, and refusals that write nothing."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.copied import copied_home
from tests.homes import ADMIN, TestHome

WHO = "Penry"
WHY = ("--purpose", "their own copy")


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestHome]:
    folder = tmp_path_factory.mktemp("units")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_STATE_HOME", str(folder / "state"))
        made = copied_home(folder / "ashmere")
        made.type("participant", "add", "--surname", WHO, "--given", "Owen", "--born", "1990", "--no-nhs-because", "x")
        yield made


@pytest.fixture(scope="module")
def work(home: TestHome) -> str:
    """A course on sexual offending that has begun; a second one that has not."""
    answer = home.type("intervention", "refer", WHO, "KAIZEN-SO", "--on", "2026-01-05", "--json")
    assert answer.code == 0, answer.err
    one: str = answer.json["id"]
    begun = home.type("intervention", "open", one, "--on", "2026-02-02")
    assert begun.code == 0, begun.err
    # Opened and nothing more: nobody signs for work of which nothing is on record.
    refused = home.type("report", "certificate", WHO, one, *WHY, "--format", "text", "-o", "-")
    assert refused.code == 1
    assert "there is nothing to certify" in refused.err
    came = home.type("session", "add", one, "--on", "2026-02-09", "--kind", "group", "--attended", "full")
    assert came.code == 0, came.err
    return one


@pytest.mark.parametrize("form", ["pdf", "html", "text"])
def test_a_copy_is_written_once_in_each_form(home: TestHome, work: str, tmp_path: Path, form: str) -> None:
    words = ("report", "participant", WHO, *WHY, "--format", form, "-o", str(tmp_path))
    first = home.type(*words)
    assert first.code == 0, first.err
    (file,) = tmp_path.iterdir()
    assert file.stem == "my-copy"
    if form == "text":
        # It is theirs to show: nobody signed it, and nothing on it says that it is a draft.
        assert file.read_text("utf-8").startswith("From the record of ")
        assert "DRAFT" not in file.read_text("utf-8")
    before = file.read_bytes()
    again = home.type(*words)
    assert (again.code, "there already" in again.err) == (1, True)
    assert file.read_bytes() == before


@pytest.mark.parametrize(
    "more",
    [
        ("participant", WHO, "-o", "{}/kaizen-copy.pdf", *WHY),
        ("participant", WHO, "-o", "{}/x.pdf", "--full", *WHY),
        ("participant", WHO, "-o", "{}/x.pdf", "--kept-at", "here", *WHY),
        ("participant", WHO, "-o", "{}/x.pdf", "--purpose", " "),
        ("participant", "nobody", "-o", "{}/x.pdf", *WHY),
        ("clinical", WHO, "-o", "{}/x.pdf", "--purpose", ""),
        ("certificate", WHO, "ffffffff", "-o", "{}/x.pdf", *WHY),
        ("all", "{}/none.txt", "-o", "{}", *WHY),
    ],
)
def test_what_is_refused_says_why_and_writes_nothing(
    home: TestHome, work: str, tmp_path: Path, more: tuple[str, ...]
) -> None:
    answer = home.type("report", *(word.format(tmp_path) for word in more))
    assert answer.code != 0
    assert answer.out == ""
    assert len(answer.err.strip().splitlines()) == 1
    assert list(tmp_path.iterdir()) == []


def test_a_board_report_of_a_participant_says_that_a_released_summary_is_needed(home: TestHome, work: str) -> None:
    answer = home.type("report", "parole", WHO, "-o", "-", *WHY)
    assert (answer.code, answer.out) == (4, "")
    assert "drawn from a released summary, and this names a participant" in answer.err
    assert "--purpose parole-board" in answer.err


def test_a_misspelt_group_is_asked_about_in_one_sentence(home: TestHome) -> None:
    assert "Did you mean 'goal'? See the examples" in home.type("goall").err


def test_a_certificate_of_running_work_is_one_of_work_done(home: TestHome, work: str, tmp_path: Path) -> None:
    answer = home.type("report", "certificate", WHO, work, *WHY, "--format", "text", "-o", str(tmp_path))
    assert answer.code == 0, answer.err
    text = (tmp_path / "my-certificate.txt").read_text("utf-8")
    assert "Certificate of work done" in text
    assert "Kaizen" not in text
    full = home.type("report", "certificate", WHO, work, *WHY, "--full", "--format", "text", "-o", "-")
    assert "Kaizen" in full.out


def test_nobody_certifies_work_that_is_only_reported(home: TestHome, tmp_path: Path) -> None:
    home.type("participant", "add", "--surname", "Heard", "--given", "Ann", "--born", "1991", "--no-nhs-because", "x")
    words = ("intervention", "refer", "Heard", "TSP", "--on", "2014", "--at-name", "HMP Marlwood")
    told = home.type(*words, "--at-tier", "prison", "--json")
    assert told.code == 0, told.err
    assert home.type("intervention", "open", told.json["id"], "--on", "2014").code == 0
    shown = home.type("intervention", "show", told.json["id"]).out
    assert "2014: in progress, as reported; written down by Dr Rhiannon Pryce" in shown
    assert "Which modules were done, and how many sessions were received, was not reported." in shown
    assert "sessions received: 0" not in shown
    answer = home.type("report", "certificate", "Heard", *WHY, "-o", str(tmp_path))
    assert answer.code != 0
    assert "is only reported, as of HMP Marlwood: nobody here can sign for it." in answer.err
    assert len(answer.err.strip().splitlines()) == 1
    assert list(tmp_path.iterdir()) == []


def test_the_only_piece_of_work_that_began_need_not_be_named(home: TestHome, work: str) -> None:
    answer = home.type("report", "certificate", WHO, *WHY, "--format", "text", "-o", "-")
    assert answer.code == 0, answer.err
    assert "Certificate of work done" in answer.out


def test_print_and_pictures_are_as_they_asked_unless_somebody_says_otherwise(
    home: TestHome, work: str, tmp_path: Path
) -> None:
    words = ("report", "participant", WHO, *WHY, "--format", "html", "-o")
    plain = home.type(*words, "-").out
    assert 'class="large"' not in plain
    assert 'class="picture"' not in plain
    assert home.type("participant", "communication", WHO, "--format-wanted", "large print with pictures").code == 0
    asked = home.type(*words, "-").out
    assert '<body class="large">' in asked
    assert asked.count('class="picture" aria-hidden="true"') == 11
    otherwise = home.type(*words, "-", "--usual-print", "--no-pictures").out
    assert 'class="large"' not in otherwise
    assert 'class="picture"' not in otherwise


def test_a_record_is_marked_as_a_draft_and_the_purpose_is_in_the_audit(home: TestHome, work: str) -> None:
    words = ("--community", "--purpose", "handover of spring", "--format", "text", "-o", "-")
    drawn = home.type("report", "clinical", WHO, *words)
    assert drawn.code == 0, drawn.err
    assert drawn.out.startswith("DRAFT: not signed")
    assert "handover of spring" in home.type("audit", "show", "--json", user=ADMIN).out


def test_a_record_is_printed_only_once_what_stops_an_approval_was_looked_at(home: TestHome, tmp_path: Path) -> None:
    home.type("participant", "add", "--surname", "Hollin", "--given", "Ann", "--born", "1980", "--no-nhs-because", "x")
    weeks = ("participant", "first-two-weeks", "Hollin")
    # A word of a published title, though of many another sentence it would be looked at, is none of them.
    settles = ("--settles", "Music, as in Behavioural Treatment for Substance Abuse")
    assert home.type(*weeks, "--unfinished", "Trauma therapy was broken off.", *settles).code == 0
    printed = ("report", "clinical", "Hollin", "--purpose", "discharge", "--format", "text", "-o")
    own_team = home.type(*printed, "-")
    assert "Trauma therapy was broken off." in own_team.out
    page = tmp_path / "page.txt"
    refused = home.type(*printed, str(page), "--community")
    assert refused.code == 1
    assert "1 word must be looked at before this is printed: firstTwoWeeks/unfinished:Trauma" in refused.err
    assert not page.exists()
    confirmed = home.type(*printed, "-", "--community", "--means-other", "firstTwoWeeks/unfinished:Trauma")
    assert "Trauma therapy was broken off." in confirmed.out
    audit = home.type("audit", "show", "--json", user=ADMIN).out
    assert "confirmed as another word or person: firstTwoWeeks/unfinished may speak of what stays behind" in audit
    no_hit = home.type(*printed, "-", "--means-other", "firstTwoWeeks/settles:Music")
    assert "No word to look at is called" in no_hit.err
    assert home.type(*weeks, "--unfinished", "A letter home.").code == 0
    assert "A letter home." in home.type(*printed, "-", "--community").out


def test_a_hearing_list_prints_what_it_can_and_names_the_other_lines(home: TestHome, tmp_path: Path) -> None:
    listed = tmp_path / "hearings.txt"
    listed.write_text("\n0000aaaa 12/3/27\n1111bbbb\n", "utf-8")
    answer = home.type("report", "all", str(listed), "-o", str(tmp_path), *WHY)
    assert answer.code == 1
    assert "Line 2: " in answer.err
    assert "Line 3: " in answer.err
    assert "2 of 2 lines" in answer.err
    assert os.listdir(tmp_path) == ["hearings.txt"]
