"""Loading, checking a folder, searching, and saying what is not known."""

import json
import re
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from registry.catalogue.check import check_folder
from registry.catalogue.loader import (
    PROGRAMMES,
    EntryFolder,
    load_catalogue,
    load_needs,
    load_trauma_terms,
    release_digest,
)
from registry.catalogue.search import search
from registry.documents.strict import read_strict
from registry.domain.catalogue import Programme, Sensitivity
from registry.domain.catalogue_words import unknowns
from registry.domain.errors import NotFound

CATALOGUE = load_catalogue()


def test_the_catalogue_is_one_object_and_its_programmes_are_built_when_asked_for() -> None:
    assert load_catalogue() is CATALOGUE
    assert (CATALOGUE.version, CATALOGUE.released.text) == ("2026.11", "2026-11-22")
    folder = EntryFolder(PROGRAMMES, Programme)
    assert "TSP" in folder
    assert folder["TSP"] is folder["TSP"]
    assert list(folder) == sorted(folder)
    with pytest.raises(NotFound):
        CATALOGUE.programme("../needs")


def test_the_needs_keep_their_order() -> None:
    assert list(load_needs())[:2] == ["violence", "sexual-offending"]


def write(folder: Path, name: str, change: dict[str, Any]) -> None:
    plain = json.loads((PROGRAMMES / "TSP.json").read_text())
    (folder / name).write_text(json.dumps(plain | change))


@pytest.mark.parametrize(
    ("name", "change", "path", "says"),
    [
        ("TSP.json", {"kind": "sorcery"}, "kind", "sorcery"),
        ("TSP.json", {"editions": [{"id": "TSP/a", "validFrom": "soon"}]}, "editions/0/validFrom", "soon"),
        ("TSP.json", {"editions": [{"id": "ETS/a"}]}, "", "not one of TSP"),
        ("ETS.json", {}, "id", "not named after TSP"),
        ("TSP.json", {"needs": ["flying"]}, "needs", "flying"),
        ("TSP.json", {"suitability": {"prerequisites": ["NONE"]}}, "suitability/prerequisites", "NONE"),
        ("TSP.json", {"successors": [{"programmeId": "NONE", "basis": "word"}]}, "successors/0", "NONE"),
        (
            "TSP.json",
            {"editions": [{"id": "TSP/a", "booster": {"title": "More", "programmeId": "NONE"}}]},
            "editions/0/booster",
            "NONE",
        ),
    ],
)
def test_a_problem_is_told_with_its_place(
    tmp_path: Path, name: str, change: dict[str, Any], path: str, says: str
) -> None:
    write(tmp_path, name, change)
    problems = check_folder(tmp_path, read_strict)
    assert [(problem.file, problem.path) for problem in problems] == [(name, path)]
    assert says in problems[0].message


def test_an_overlap_judgement_names_what_exists(tmp_path: Path) -> None:
    judgement = {
        "id": "a-judgement",
        "covers": "TSP/undated",
        "covered": "ATSP/undated",
        "needs": ["thinking-skills"],
        "skipModules": ["self-control", "sailing"],
        "strength": "partial",
        "basis": "Read side by side.",
        "caution": "Adapted for another group.",
        "judgedBy": "Dr Example",
        "on": "2026-11",
    }
    write(tmp_path, "TSP.json", {"overlaps": [judgement]})
    assert [problem.message for problem in check_folder(tmp_path, read_strict)] == [
        "ATSP/undated has no module sailing."
    ]


@pytest.mark.parametrize(
    ("text", "path", "says"),
    [
        ("{", "", "not JSON"),
        ('{"id": "B", "id": "C"}', "", "occurs twice"),
        ('{"id": "B", "\\u0069d": "C"}', "", "occurs twice"),
        ('\ufeff{"id": "B"}', "", "byte order mark"),
        ('{"minutes": 1.0}', "minutes", "with a point"),
        ('{"minutes": 1e400}', "minutes", "with a point"),
        ('{"title": null}', "title", "null"),
        ('{"title": "\\u001b[2J"}', "title", "U+001B"),
        ('{"title": "e\u0301"}', "title", "normal form"),
        ('{"a":' * 40 + "1" + "}" * 40, "a/" * 31 + "a", "inside one another"),
        ('"text"', "", "not an object"),
    ],
)
def test_a_foreign_file_goes_through_the_strict_reader(tmp_path: Path, text: str, path: str, says: str) -> None:
    (tmp_path / "A.json").write_text(text)
    (problem,) = check_folder(tmp_path, read_strict)
    assert (problem.path, says in problem.message) == (path, True)
    assert problem.message.isprintable()


@pytest.mark.parametrize(
    ("words", "first"),
    [
        ("kiazen", "KAIZEN-GV"),
        ("KAIZEN-SO", "KAIZEN-SO"),
        ("bnm", "BNM"),
        ("bnm+", "BNMP-GV"),
        ("dbt", "DBT"),
        ("tc+", "TCPLUS"),
        ("R&R", "RR"),
        ("mfmc", "MFMC"),
        ("lmv", "LMVE"),
        ("dealing with feelings", "DBT-SKILLS"),
        ("buildng choises high", "BC-HI"),
        ("rason rehab", "RR2"),
        ("horzon", "HORIZON"),
        ("embr", "EMDR"),
        ("index offence", "IOW"),
    ],
)
def test_search(words: str, first: str) -> None:
    assert search(CATALOGUE, words)[0].id == first


def test_search_finds_nothing_everything_and_no_more_than_asked() -> None:
    assert search(CATALOGUE, "zzzz") == ()
    assert len(search(CATALOGUE, "", limit=500)) == len(CATALOGUE.programmes)
    assert len(search(CATALOGUE, "programme", limit=3)) == 3
    assert {one.id for one in search(CATALOGUE, "scp")} >= {"SCP", "SCP-S", "CSCP"}


def test_what_is_not_known_is_said() -> None:
    kaizen = unknowns(*CATALOGUE.edition("KAIZEN-GV"))
    assert "The modules are not known." in kaizen
    assert "How long a session lasts is not known." in kaizen
    assert any(line.startswith("Unverified:") and "accreditation" in line for line in kaizen)
    iow = unknowns(*CATALOGUE.edition("IOW"))
    assert not any("sessions are expected" in line for line in iow), "dose does not apply to agreed goals"
    bnm = unknowns(*CATALOGUE.edition("BNMP-GV"))
    assert "When Living as New Me falls due is not known." in bnm


def test_the_release_is_named_by_its_content_and_not_by_its_version_alone() -> None:
    assert re.fullmatch(r"[0-9a-f]{64}", release_digest())
    assert release_digest() == release_digest()
    assert release_digest() != sha256(f"{load_catalogue().id} {load_catalogue().version}".encode()).hexdigest()


def test_what_speaks_of_trauma_is_in_the_lists_it_is_taken_from() -> None:
    terms = load_trauma_terms()
    assert set(terms.needs) <= set(load_needs())
    # An instrument that the catalogue has is found by every name it answers to there.
    known = [
        measure
        for measure in load_catalogue().measures.values()
        if "PTSD" in measure.title or "trauma" in measure.title
    ]
    assert known
    assert all(terms.named_in(name) for measure in known for name in (measure.name, measure.title))
    of_trauma = [one for one in load_catalogue().programmes.values() if one.sensitivity is Sensitivity.TRAUMA]
    assert of_trauma
    assert all(terms.named_in(one.acronym) for one in of_trauma)
    assert all(set(one.needs) & set(terms.needs) for one in of_trauma)


@pytest.mark.parametrize("harmless", ["PCL-R", "HCR-20", "DUNDRUM-3", "Drama therapy", "Anger management", "START"])
def test_other_names_do_not_speak_of_it(harmless: str) -> None:
    assert not load_trauma_terms().named_in(harmless)
