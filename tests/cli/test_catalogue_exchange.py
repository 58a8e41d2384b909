"""One unit releases its catalogue, another imports it: shown first, never older, and nothing recorded changes."""

import json
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from registry.catalogue.loader import PROGRAMMES
from registry.custody.bags import FLOOR_COST
from registry.documents.canonical import document_digest
from registry.documents.strict import read_strict
from registry.domain.people import Tier
from registry.services.directories import install_directory, unit_card
from registry.services.trust_list import card_bytes, describe_file, make_directory, make_root, sign_with_root
from tests.homes import ADMIN, GARETH, Answer, TestHome, make_home, type_command

WALK = {
    "id": "WALK",
    "title": "Walking and talking",
    "aliases": ["Walk and talk"],
    "activity": "Walks in a small group",
    "kind": "treatment",
    "form": "programme",
    "needs": ["staying-well"],
    "editions": [
        {
            "id": "WALK/2026",
            "shapes": [{"id": "group", "title": "Group", "group": {"least": 12, "most": 12}}],
            "modules": [
                {"id": "out", "title": "Out and about", "required": "yes"},
                {"id": "back", "title": "Looking back", "required": "yes"},
            ],
            "completion": {
                "text": "All walks and a last talk.",
                "judgedBy": "an occupational therapist",
                "needsAllRequiredModules": True,
                "needsExpectedDose": True,
            },
        }
    ],
    "facts": {"title": {"source": "Ashmere's own manual, 2026", "confidence": "local"}},
}


class Units(NamedTuple):
    """Two units under one directory, and a folder for what goes between them."""

    ashmere: TestHome
    thornfield: TestHome
    folder: Path


@pytest.fixture(scope="module")
def founded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Units]:
    folder = tmp_path_factory.mktemp("founded")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_STATE_HOME", str(folder / "state"))
        yield found(folder)


@pytest.fixture
def units(founded: Units, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Units:
    """Both units as they were founded, in a folder of the test's own."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    shutil.copytree(founded.folder, tmp_path, dirs_exist_ok=True)
    homes = [home.at(tmp_path / home.home.folder.name) for home in (founded.ashmere, founded.thornfield)]
    return Units(*homes, tmp_path)


def found(folder: Path) -> Units:
    homes = make_home(folder / "ashmere"), make_home(folder / "thornfield", name="Thornfield", tier=Tier.MEDIUM)
    cards = []
    for home in homes:
        with home.sit(ADMIN) as sitting:
            cards.append(card_bytes(unit_card(sitting)))
    root = make_root(folder / "root.bag", "a root keeps a long secret", cost=FLOOR_COST)
    now = datetime.now(UTC).replace(microsecond=0)
    unsigned = make_directory(
        name="North",
        cards=cards,
        root_keys=(root,),
        threshold=1,
        valid_from=now,
        valid_until=now + timedelta(days=30),
    )
    signed = sign_with_root(unsigned, folder / "root.bag", "a root keeps a long secret", now=now)
    for home in homes:
        with home.sit(ADMIN) as sitting:
            install_directory(sitting, signed, roots_words=describe_file(signed).roots)
        person = ("participant", "add", "--surname", "Okafor", "--given", "Daniel", "--born", "4/5/1988")
        assert home.type(*person, "--nhs", "999 000 0018").code == 0
    return Units(*homes, folder)


def write(folder: Path, name: str, content: Any) -> str:
    (folder / name).write_text(json.dumps(content), "utf-8")
    return str(folder / name)


def add_walk(units: Units, home: TestHome | None = None, *more: str, **changes: Any) -> Answer:
    file = write(units.folder, "walk.json", {**WALK, **changes})
    return (home or units.ashmere).type("catalogue", "add", file, *more, user=GARETH)


def release(units: Units, name: str, *more: str) -> Path:
    made = units.ashmere.type("catalogue", "release", "-o", str(units.folder / name), *more, user=GARETH)
    assert made.code == 0, made.err
    return units.folder / name


def imported(units: Units, file: Path, *more: str) -> Answer:
    return units.thornfield.type("catalogue", "import", str(file), *more, user=GARETH)


def folder_of(units: Units, name: str, **changed: dict[str, Any] | None) -> str:
    """A folder of three shipped programmes as they are, but for what `changed` says; None leaves one out."""
    made = units.folder / name
    made.mkdir()
    for programme in ("RESOLVE", "BC-MI", "IOW"):
        plain = json.loads((PROGRAMMES / f"{programme}.json").read_bytes())
        change = changed.get(programme.replace("-", "_"), {})
        if change is not None:
            write(made, f"{programme}.json", {**plain, **change})
    return str(made)


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
    assert lines[lines.index("New: 1") + 1] == "  WALK  Walking and talking"
    assert "Changed: none" in lines
    assert "Absent: none" in lines
    counts = units.thornfield.row_counts()
    assert {name for name in counts if counts[name] != before[name]} <= {"audit", "audit_objects", "checkpoints"}
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
