"""One unit releases its catalogue, another imports it: shown first, never older, and nothing recorded changes."""

import json
import shutil
from typing import Any

import pytest

from registry.documents.canonical import document_digest
from registry.documents.strict import read_strict
from tests.cli.two_units import WALK, Units, add_walk, folder_of, imported, release, write
from tests.homes import ADMIN, GARETH, file_only, type_command


def test_a_local_programme_is_found_shown_recorded_against_and_travels(units: Units) -> None:
    home = units.ashmere
    added = add_walk(units)
    assert "WALK, Walking and talking: a programme of Ashmere, signed off by Dr Gareth Adeyemi" in added.out
    for typed in (("search", "walk", "and", "tlak"), ("list",)):
        lines = home.type("catalogue", *typed).out.splitlines()
        assert any(line.startswith("WALK ") and line.endswith("Ashmere") for line in lines)
        assert "WALK" not in home.type("catalogue", *typed, user=None).out.split()
    shown = home.type("catalogue", "show", "walk").out
    assert "WALK/2026" in shown
    assert "Added by Ashmere; signed off by Dr Gareth Adeyemi" in shown
    made = home.type("intervention", "refer", "okafor", "walk", "--json").json
    assert made["editionId"] == f"{home.unit.id}:WALK/2026"
    assert home.type("intervention", "open", made["id"][9:17], "--on", "t").code == 0
    told = home.type("intervention", "show", made["id"][9:17]).out
    assert "(WALK/2026)" in told
    assert "out: Out and about, not started" in told


def test_a_local_programme_never_stands_in_a_shipped_ones_place(units: Units) -> None:
    taken = add_walk(units, None, id="RESOLVE", editions=[{"id": "RESOLVE/1"}])
    assert (taken.code, "has a programme RESOLVE already" in taken.err) == (1, True)
    other = add_walk(units, None, id=f"{units.thornfield.unit.id}:WALK")
    assert (other.code, "another establishment's" in other.err) == (1, True)
    assert add_walk(units).code == 0
    assert "recorded just so already" in add_walk(units).err
    assert "--amend" in add_walk(units, None, title="Walking").err
    assert add_walk(units, None, "--amend", title="Walking").code == 0
    assert units.ashmere.type("catalogue", "show", "WALK", "--json").json["programme"]["title"] == "Walking"
    assert units.ashmere.type("catalogue", "add", "nowhere.json", user="rhiannon").code == 4


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"id": "walk"}, "not a code"),
        ({"id": 7}, "no id"),
        ({"kind": "sorcery", "form": "round"}, "at form"),
        ({"needs": ["luck"]}, "at needs: There is no target need luck"),
        ({"editions": [{"id": "OTHER/1"}]}, "not one of"),
        ({"editions": "none"}, "at editions"),
        ({"successors": [{"programmeId": "GONE", "basis": "x"}]}, "There is no programme GONE"),
        ({"title": "a\u202eb"}, "at title"),
        ({"title": 1.5}, "[number]"),
        ({"extra": 1}, "extra"),
    ],
)
def test_a_file_with_problems_adds_nothing(units: Units, change: dict[str, Any], says: str) -> None:
    before = units.ashmere.row_counts()["local_programmes"]
    refused = add_walk(units, None, **change)
    assert refused.code == 1
    assert says in refused.err
    assert refused.err.count("\n") == 1
    assert units.ashmere.row_counts()["local_programmes"] == before


def test_what_was_recorded_against_a_local_programme_stays_when_it_is_amended(units: Units) -> None:
    home = units.ashmere
    add_walk(units)
    work = home.type("intervention", "refer", "okafor", "WALK", "--json").json["id"][9:17]
    before = home.type("intervention", "show", work).out
    edition = {**WALK["editions"][0], "modules": [{"id": "new", "title": "New", "required": "yes"}]}  # type: ignore[index,dict-item]
    assert add_walk(units, None, "--amend", editions=[edition]).code == 0
    assert "New" in home.type("catalogue", "show", "WALK").out
    assert home.type("intervention", "show", work).out == before


def test_a_release_is_verified_shown_and_asked_about_before_it_is_installed(units: Units) -> None:
    add_walk(units)
    file = release(units, "first.json", "--local", "walk")
    before = units.thornfield.row_counts()
    asked = imported(units, file)
    assert asked.code == 1
    assert "Say --yes." in asked.err
    lines = asked.out.splitlines()
    assert lines[0].startswith("TRUSTED: 2026.11, version 1 of Ashmere's catalogue, released by Dr Gareth Adeyemi")
    assert "It would take the place of 2026.11, as shipped." in lines
    assert lines[lines.index("New programmes: 1") + 1] == "  WALK  Walking and talking"
    for said in ("Changed programmes: none", "Absent programmes: none", "New measures: none", "Changed measures: none"):
        assert said in lines
    counts = units.thornfield.row_counts()
    assert {name for name in counts if counts[name] != before[name]} <= {"audit", "checkpoints"}
    done = imported(units, file, "--yes")
    assert "Installed 2026.11 of Ashmere." in done.out
    shown = units.thornfield.type("catalogue", "show", "WALK").out
    assert "Local to Ashmere, as released by them." in shown
    assert units.thornfield.type("catalogue", "search", "walk").out.splitlines()[1].endswith("Ashmere")


def test_older_other_and_repeated_releases_are_refused_by_name(units: Units) -> None:
    first = release(units, "first.json", "--folder", folder_of(units, "a"), "--label", "1")
    second = release(units, "second.json", "--folder", folder_of(units, "b", IOW=None), "--label", "2")
    again = units.ashmere.type("catalogue", "release", "-o", str(units.folder / "x.json"), "--again", user=GARETH)
    assert again.code == 0
    assert (units.folder / "x.json").read_bytes() == second.read_bytes()
    assert imported(units, second, "--yes").code == 0
    assert "installed here already" in (answer := imported(units, second, "--yes")).err
    assert "[replayed]" in answer.err
    older = imported(units, first, "--yes")
    assert (older.code, "version 1 is older" in older.err.casefold(), "[replayed]" in older.err) == (1, True, True)


@file_only
def test_a_fork_and_a_broken_chain_are_refused(units: Units) -> None:
    """A unit whose home was restored from a backup releases its second version a second time."""
    first = release(units, "first.json", "--folder", folder_of(units, "a"), "--label", "1")
    shutil.copytree(units.ashmere.home.folder, units.folder / "backup")
    second = release(units, "second.json", "--folder", folder_of(units, "b", IOW=None), "--label", "2")
    shutil.rmtree(units.ashmere.home.folder)
    shutil.copytree(units.folder / "backup", units.ashmere.home.folder)
    fork = release(units, "fork.json", "--folder", folder_of(units, "c", IOW={"note": "Else."}), "--label", "2")
    after = release(units, "after.json", "--folder", folder_of(units, "d", IOW={"note": "More."}), "--label", "3")
    for file in (first, second):
        assert imported(units, file, "--yes").code == 0
    assert "[forked]" in imported(units, fork, "--yes").err
    assert "[broken-replaces]" in imported(units, after, "--yes").err


def test_a_release_that_drops_and_changes_leaves_older_work_as_it_was(units: Units) -> None:
    home = units.thornfield
    first = release(units, "first.json", "--folder", folder_of(units, "a"), "--label", "1")
    assert imported(units, first, "--yes").code == 0
    dropped = home.type("intervention", "refer", "okafor", "IOW", "--json").json["id"][9:17]
    changed = home.type("intervention", "refer", "okafor", "RESOLVE", "--json").json["id"][9:17]
    assert home.type("group", "open", "Friday group", "IOW").code == 0
    before = [home.type("intervention", "show", one, "--json").json for one in (dropped, changed)]
    group = home.type("group", "show", "Friday group").out
    edition = {"id": "RESOLVE/undated", "modules": [{"id": "m", "title": "Brand new", "required": "yes"}]}
    second = release(
        units,
        "second.json",
        "--folder",
        folder_of(units, "b", IOW=None, RESOLVE={"editions": [edition], "title": "Resolve again"}),
        "--label",
        "2",
    )
    shown = imported(units, second, "--yes")
    assert "  RESOLVE  Resolve again: title, editions (1 piece of work here, read as before)" in shown.out
    assert any(line.startswith("  IOW  ") and "1 piece of work here" in line for line in shown.out.splitlines())
    assert [home.type("intervention", "show", one, "--json").json for one in (dropped, changed)] == before
    assert home.type("group", "show", "Friday group").out == group
    assert home.type("plan", "show", "okafor").code == 0
    assert home.type("participant", "show", "okafor").code == 0
    assert not any(line.startswith("IOW") for line in home.type("catalogue", "list").out.splitlines())
    old = home.type("catalogue", "show", "IOW")
    assert (old.code, "not in the catalogue any more" in old.err) == (0, True)
    again = home.type("intervention", "refer", "okafor", "IOW/undated")
    assert (again.code, "older records only" in again.err) == (1, True)
    assert "Brand new" in home.type("catalogue", "show", "RESOLVE").out


def test_documents_name_the_release_in_use(units: Units) -> None:
    file = release(units, "first.json", "--folder", folder_of(units, "a"), "--label", "1")
    assert imported(units, file, "--yes").code == 0
    home = units.thornfield
    draft = home.type("summary", "issue", "okafor", "--purpose", "own-copy", "--to", "Daniel", "--json")
    assert draft.code == 0, draft.err
    with home.sit() as sitting, sitting.looking_up() as uow:
        named = uow.documents.drafts()[0].catalogue.release
    made = read_strict(file.read_bytes())
    assert (named.id, named.version, named.digest) == (made["series"]["id"], "1", document_digest(made))


def test_local_definitions_and_overlaps_travel_as_chosen(units: Units) -> None:
    home = units.ashmere
    add_walk(units)
    define = {"editionId": "RESOLVE/undated", "groupMinutes": {"least": 90, "most": 90}}
    assert home.type("catalogue", "define", write(units.folder, "d.json", define), user=GARETH).code == 0
    judged = ("overlap", "add", "RESOLVE", "BC-MI", "--need", "anger", "--strength", "partial")
    assert home.type(*judged, "--basis", "Both read.", "--caution", "Other groups.").code == 0
    for wrong in (("--local", "NONE"), ("--definition", "IOW"), ("--overlap", "IOW|BC-MI"), ("--overlap", "IOW")):
        refused = home.type("catalogue", "release", "-o", str(units.folder / "no.json"), *wrong, user=GARETH)
        assert refused.code in (1, 4)
        assert not (units.folder / "no.json").exists()
    file = release(units, "r.json", "--definition", "RESOLVE", "--overlap", "RESOLVE|BC-MI")
    subject = read_strict(file.read_bytes())["credentialSubject"]
    assert [one["editionId"] for one in subject["definitions"]] == ["RESOLVE/undated"]
    assert [(one["covers"], one["covered"]) for one in subject["overlaps"]] == [("RESOLVE", "BC-MI")]
    assert "WALK" not in json.dumps([one["id"] for one in subject["programmes"]])
    assert imported(units, file, "--yes").code == 0
    assert "As delivered at Ashmere" in units.thornfield.type("catalogue", "show", "RESOLVE").out
    assert units.thornfield.type("overlap", "list", "--json").json == [], "another unit's judgement is not ours"
    unchanged = home.type(
        "catalogue",
        "release",
        "-o",
        str(units.folder / "n.json"),
        "--definition",
        "RESOLVE",
        "--overlap",
        "RESOLVE|BC-MI",
        user=GARETH,
    )
    assert "Nothing has changed since" in unchanged.err


def test_what_may_not_come_in_writes_nothing(units: Units) -> None:
    file = release(units, "first.json")
    tampered = units.folder / "tampered.json"
    tampered.write_bytes(file.read_bytes().replace(b'"Resolve"', b'"Dissolve"', 1))
    link = units.folder / "link.json"
    link.symlink_to(file)
    large = units.folder / "large.json"
    large.write_bytes(b" " * 5_000_001)
    before = units.thornfield.row_counts()
    for foreign, code, says in (
        (tampered, 1, "[bad-signature]"),
        (link, 1, "[not-a-file]"),
        (large, 1, "[too-large]"),
        (units.folder, 1, "[not-a-file]"),
        (units.folder / "walk-nowhere.json", 4, "no file"),
    ):
        answer = imported(units, foreign, "--yes")
        assert (answer.code, says in answer.err, answer.out) == (code, True, ""), answer.err
        assert answer.err.count("\n") == 1
    directory = units.thornfield.home.directory
    kept = directory.read_bytes()
    directory.unlink()
    missing = imported(units, file, "--yes")
    assert (missing.code, "is missing from this home" in missing.err) == (1, True)
    directory.write_bytes(kept)
    assert units.thornfield.row_counts()["documents"] == before["documents"]
    own = units.ashmere.type("catalogue", "import", str(file), "--yes", user=GARETH)
    assert (own.code, "own release" in own.err) == (1, True)
    assert units.thornfield.type("catalogue", "import", str(file), "--yes", user=ADMIN).code == 3


def test_a_folder_with_problems_and_a_taken_name_release_nothing(units: Units) -> None:
    folder = folder_of(units, "a", IOW={"needs": ["luck"]})
    out = units.folder / "no.json"
    no_label = units.ashmere.type("catalogue", "release", "-o", str(out), "--folder", folder, user=GARETH)
    assert "--label" in no_label.err
    bad = units.ashmere.type("catalogue", "release", "-o", str(out), "--folder", folder, "--label", "1", user=GARETH)
    assert (bad.code, "There is no target need luck" in bad.err) == (1, True)
    out.write_text("mine")
    taken = units.ashmere.type("catalogue", "release", "-o", str(out), user=GARETH)
    assert (taken.code, out.read_text()) == (1, "mine")
    assert units.ashmere.row_counts()["documents"] == 0
    assert units.ashmere.type("catalogue", "release", "-o", str(out), "--again", "--label", "1", user=GARETH).code == 1


def test_check_tells_every_problem_of_a_hostile_folder(units: Units) -> None:
    folder = units.folder / "hostile"
    folder.mkdir()
    (folder / "A.json").write_text("[" * 100_000)
    (folder / "B.json").symlink_to("/etc/hostname")
    (folder / "C.json").mkdir()
    (folder / "D.json").write_bytes(b"\xff\xfe")
    (folder / "E.json").write_bytes(b" " * 1_000_001)
    answer = type_command("catalogue", "check", str(folder), "--json")
    assert answer.code == 1
    assert [one["file"] for one in answer.json["problems"]] == [f"{name}.json" for name in "ABCDE"]
