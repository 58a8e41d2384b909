"""A unit's measures travel with its release, and readings that are there keep what they were recorded against."""

import json
import shutil
from typing import Any

from registry.catalogue.loader import MEASURES
from tests.cli.two_units import Units, folder_of, imported, release, write
from tests.homes import GARETH

FACT = {"source": "Ashmere's own form, 2026", "confidence": "local"}
MOOD = {
    "id": "MOOD",
    "title": "Ward mood scale",
    "kind": "scored",
    "scales": [{"id": "total", "title": "Total", "lowest": "0", "highest": "10", "direction": "higher-is-better"}],
    "facts": {"title": FACT, "kind": FACT, "scales": FACT},
}
READING = ("--version", "unversioned", "--occasion", "pre", "--on", "1/3/26", "--rater", "self")


def define_mood(units: Units) -> None:
    assert units.ashmere.type("measure", "define", write(units.folder, "mood.json", MOOD), user=GARETH).code == 0


def folder_with(units: Units, name: str, **phq: Any) -> str:
    """A folder of programmes with a folder of two measures in it, PHQ-9 changed as `phq` says."""
    made = folder_of(units, name)
    measures = units.folder / name / "measures"
    measures.mkdir()
    shutil.copy(MEASURES / "CORE-OM.json", measures)
    write(measures, "PHQ-9.json", {**json.loads((MEASURES / "PHQ-9.json").read_bytes()), **phq})
    return made


def test_a_units_own_measure_is_used_where_its_release_is_installed(units: Units) -> None:
    define_mood(units)
    there = units.thornfield
    file = release(units, "measures.json", "--measure", "mood")
    asked = imported(units, file).out.splitlines()
    assert asked[asked.index("New measures: 1") + 1] == "  MOOD  Ward mood scale"
    assert there.type("measure", "add", "okafor", "Ward mood scale", "--value", "11", *READING).code == 4
    assert imported(units, file, "--yes").code == 0
    shown = there.type("measure", "show", "mood").out
    assert "0 to 10" in shown
    assert "Ashmere's own form, 2026" in shown
    assert "Ward mood scale" in there.type("measure", "list").out
    out_of_range = there.type("measure", "add", "okafor", "mood", "--value", "11", *READING)
    assert (out_of_range.code, "0 to 10" in out_of_range.err) == (1, True)
    assert there.type("measure", "add", "okafor", "mood", "--value", "7", *READING).code == 0
    assert "Ward mood scale" in there.type("measure", "chart", "okafor", "mood").out


def test_a_reading_keeps_its_range_when_a_release_changes_the_measure(units: Units) -> None:
    there = units.thornfield
    reading = there.type("measure", "add", "okafor", "PHQ-9", "--value", "12", *READING, "--json")
    assert reading.code == 0, reading.err
    longer = {"id": "total", "title": "Total", "lowest": "0", "highest": "54", "direction": "lower-is-better"}
    file = release(units, "longer.json", "--folder", folder_with(units, "a", scales=[longer]), "--label", "1")
    asked = imported(units, file).out
    assert "Changed measures: 1" in asked
    assert "PHQ-9" in asked
    assert f"Absent measures: {len(list(MEASURES.glob('*.json'))) - 2}" in asked
    assert imported(units, file, "--yes").code == 0
    assert there.type("measure", "chart", "okafor", "PHQ-9", "--json").json[0]["highest"] == reading.json["highest"]
    assert there.type("measure", "add", "okafor", "PHQ-9", "--value", "50", *READING).code == 0


def test_a_release_without_measures_leaves_those_in_use(units: Units) -> None:
    empty = units.folder / "b"
    folder_of(units, "b")
    (empty / "measures").mkdir()
    file = release(units, "without.json", "--folder", str(empty), "--label", "1")
    assert "Without measures: those in use stay." in imported(units, file).out
    assert imported(units, file, "--yes").code == 0
    assert units.thornfield.type("measure", "show", "PHQ-9").code == 0


def test_a_measure_that_is_not_there_or_not_sound_releases_nothing(units: Units) -> None:
    type_ = units.ashmere.type
    out = str(units.folder / "none.json")
    missing = type_("catalogue", "release", "-o", out, "--measure", "moood", user=GARETH)
    assert (missing.code, "no local measure 'moood'" in missing.err) == (4, True)
    unsound = folder_with(units, "c", aliases=["CORE-OM"])
    refused = type_("catalogue", "release", "-o", out, "--folder", unsound, "--label", "1", user=GARETH)
    assert (refused.code, "measure check" in refused.err) == (1, True)
    assert not (units.folder / "none.json").exists()
