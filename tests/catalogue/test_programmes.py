"""The shipped programmes: sound in form, complete in number, and never saying more than the facts say."""

import json
import re
from pathlib import Path
from typing import Any

import jsonschema
import jsonschema_rs
import pytest
import yaml

from registry.catalogue.check import check_folder
from registry.catalogue.loader import PROGRAMMES, load_catalogue, load_needs
from registry.documents.strict import read_strict
from registry.domain.catalogue import Confidence, CourseForm, Kind, Programme, Sensitivity
from registry.domain.dates import PartialDate
from registry.domain.edition import Accreditation, AccreditationStatus, Range
from registry.domain.participant import Known
from registry.structure import to_plain
from schemas import load_schema, schema_id

FACTS = Path(__file__).parents[3] / "shared" / "domain" / "catalogue_facts.yaml"
CATALOGUE = load_catalogue()
ALL = sorted(CATALOGUE.programmes)
SCHEMA = load_schema("programme", "1.0")
SLOW = jsonschema.Draft202012Validator(SCHEMA)
FAST = jsonschema_rs.Draft202012Validator(SCHEMA)

# Read in the ministry's template by module rather than as a sum, so these are not in the facts' own line.
FROM_THE_TEMPLATE = {"BC-MI"}


def plain(programme_id: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((PROGRAMMES / f"{programme_id}.json").read_text())
    return found


@pytest.fixture(scope="module")
def facts() -> dict[str, dict[str, Any]]:
    if not FACTS.exists():
        pytest.skip("the founders' fact file is not beside this folder")
    return {one["id"]: one for one in yaml.safe_load(FACTS.read_text())["programmes"]}


def test_the_shipped_folder_has_no_problem_and_every_programme_of_the_facts(facts: dict[str, Any]) -> None:
    assert check_folder(PROGRAMMES, read_strict) == ()
    assert set(ALL) == set(facts)
    assert len(ALL) == 149


@pytest.mark.parametrize("programme_id", ALL)
def test_a_file_is_exactly_its_domain_object(programme_id: str) -> None:
    programme = CATALOGUE.programme(programme_id)
    assert to_plain(programme) == plain(programme_id)
    assert set(programme.needs) <= set(load_needs())
    assert not programme.overlaps, "overlaps are a clinician's judgement and are never shipped"
    assert FAST.is_valid(plain(programme_id))


@pytest.mark.parametrize("kind", ["programme", "local-definition"])
def test_the_schemas_are_schemas_and_closed(kind: str) -> None:
    schema = load_schema(kind, "1.0")
    jsonschema.Draft202012Validator.check_schema(schema)
    assert schema["$id"] == schema_id(kind, "1.0")
    open_objects = [
        node
        for node in _nodes(schema)
        if node.get("type") == "object" and node.get("additionalProperties") in (None, True)
    ]
    assert open_objects == []
    assert not any("format" in node for node in _nodes(schema) if "type" in node)


BREAKS: list[dict[str, Any]] = [
    {"id": "lower"},
    {"id": "TSP\n"},
    {"title": ""},
    {"title": "two\nlines"},
    {"title": "hidden\u200b"},
    {"title": 3},
    {"kind": "sorcery"},
    {"needs": "thinking-skills"},
    {"needs": ["thinking-skills", "thinking-skills"]},
    {"editions": []},
    {"editions": [{"id": "TSP"}]},
    {"editions": [{"id": "TSP/a", "validFrom": "2017-13"}]},
    {"editions": [{"id": "TSP/a", "shapes": [{"id": "a", "title": "A", "group": {"least": -1}}]}]},
    {"editions": [{"id": "TSP/a", "shapes": [{"id": "a", "title": "A", "group": {"least": 1.5}}]}]},
    {"editions": [{"id": "TSP/a", "modules": [{"id": "a b", "title": "A", "required": "yes"}]}]},
    {"editions": [{"id": "TSP/a", "accreditation": [{"status": "blessed"}]}]},
    {"suitability": {"sex": "anyone"}},
    {"facts": {"horoscope": {"source": "stars", "confidence": "verified"}}},
    {"facts": {"title": {"source": "a paper", "confidence": "sure"}}},
    {"codes": [{"system": "snomed", "code": "1", "label": "A"}]},
    {"extra": True},
]


@pytest.mark.parametrize("change", BREAKS, ids=[str(number) for number in range(len(BREAKS))])
def test_both_validators_refuse_the_same(change: dict[str, Any]) -> None:
    broken = plain("TSP") | change
    assert not SLOW.is_valid(broken)
    assert not FAST.is_valid(broken)


# Nothing that is not in the facts


def _numbers(value: object) -> set[int]:
    return {int(one) for one in re.findall(r"\d+", str(value))}


def _ranges(programme: Programme) -> set[int]:
    found: set[int] = set()
    for edition in programme.editions:
        for shape in edition.shapes:
            parts = (shape.group, shape.individual, shape.group_minutes, shape.individual_minutes, shape.weeks)
            found |= {end for part in parts if part for end in (part.least, part.most) if end is not None}
        for module in edition.modules:
            found |= {
                end for part in (module.sessions, module.minutes) if part for end in (part.least, part.most) if end
            }
    return found


@pytest.mark.parametrize("programme_id", ALL)
def test_no_number_is_invented(programme_id: str, facts: dict[str, Any]) -> None:
    programme, said = CATALOGUE.programme(programme_id), facts[programme_id]
    given = {key: value for key, value in (said["dose"] or {}).items() if value is not None and key != "hours"}
    if not given:
        assert not any(edition.shapes for edition in programme.editions)
    if not said["modules"] and "parts" not in str(given):
        assert not any(edition.modules for edition in programme.editions)
    if programme_id in FROM_THE_TEMPLATE:
        return
    known = _numbers(given) | _numbers(said["modules"]) | _numbers(said["source"])
    assert _ranges(programme) <= known
    approximate = "about" in str(given.get("group_sessions", ""))
    assert not (approximate and any(shape.group for edition in programme.editions for shape in edition.shapes))


@pytest.mark.parametrize("programme_id", ALL)
def test_only_sourced_codes_and_no_completion_definition(programme_id: str, facts: dict[str, Any]) -> None:
    programme, said = CATALOGUE.programme(programme_id), facts[programme_id]
    assert [code.code for code in programme.codes] == ([said["snomed_ct"]] if said["snomed_ct"] else [])
    assert all(edition.completion is None for edition in programme.editions)
    assert all(edition.booster is None or edition.booster.months is None for edition in programme.editions)


@pytest.mark.parametrize("programme_id", ALL)
def test_every_said_field_has_a_source_and_memory_is_never_verified(programme_id: str, facts: dict[str, Any]) -> None:
    programme, said = CATALOGUE.programme(programme_id), facts[programme_id]
    named = {"title", "owner", "kind", "form", "activity", "sensitivity"}
    named |= {name for name in ("settings", "modality", "needs", "successors", "codes") if getattr(programme, name)}
    for name in ("shapes", "modules", "components", "booster", "accreditation", "glossary"):
        if any(getattr(edition, name) for edition in programme.editions):
            named.add(name)
    assert named <= set(programme.facts)
    ours = {"kind", "form", "activity", "sensitivity"}
    assert all(programme.facts[name].confidence is Confidence.UNVERIFIED for name in ours)
    if said["confidence"] == "memory":
        assert {fact.confidence for fact in programme.facts.values()} == {Confidence.UNVERIFIED}


FORBIDDEN = """
sex offend violen abus fire arson extrem terror gang domestic substance drug alcohol drink forensic secure prison
hospital psycho schizo anger aggress crim homicid murder risk offence trauma partner victim harm disorder disabilit
medica perpetrat reoffend treatment
"""


@pytest.mark.parametrize("programme_id", ALL)
def test_the_activity_name_is_safe_to_hold(programme_id: str) -> None:
    activity = CATALOGUE.programme(programme_id).activity.casefold()
    assert [word for word in FORBIDDEN.split() if word in activity] == []


def test_dose_is_for_programmes_only() -> None:
    for programme in CATALOGUE.programmes.values():
        if programme.form is not CourseForm.PROGRAMME:
            assert not any(edition.shapes for edition in programme.editions), programme.id


# Some programmes by name


def test_building_choices_has_two_editions_and_the_later_adds_up() -> None:
    programme = CATALOGUE.programme("BC-MI")
    assert [edition.id for edition in programme.editions] == ["BC-MI/first-template", "BC-MI/seven-modules"]
    first, second = programme.editions
    assert (len(first.modules), len(second.modules)) == (10, 7)
    for edition in (first, second):
        sessions = sum(module.sessions.least for module in edition.modules if module.sessions)
        assert edition.shapes[0].sessions == Range(least=sessions, most=sessions)
    assert CATALOGUE.edition("BC-MI")[1] is second


@pytest.mark.parametrize("strand", ["GV", "IPV", "SO"])
def test_kaizen_and_its_adapted_sister(strand: str) -> None:
    _, kaizen = CATALOGUE.edition(f"KAIZEN-{strand}/2017")
    assert kaizen.shapes[0].sessions == Range(least=79, most=79)
    assert kaizen.modules == (), "a part of the module list would let a part count as the whole"
    group, alone = CATALOGUE.edition(f"BNMP-{strand}")[1].shapes
    assert group.sessions == Range(least=92, most=92)
    assert alone.sessions == Range(least=20)
    booster = CATALOGUE.edition(f"BNMP-{strand}")[1].booster
    assert booster is not None
    assert (booster.programme_id, booster.months) == ("LNM", None)


def test_an_approximate_figure_never_becomes_a_percentage() -> None:
    for programme_id in ("SOTP-CORE", "SOTSEC", "DBT", "CFT-RAP", "EQUIP"):
        shape = CATALOGUE.edition(programme_id)[1].shapes[0]
        assert shape.sessions is None
        assert shape.note


def test_accreditation_at_delivery() -> None:
    _, core = CATALOGUE.edition("SOTP-CORE")
    assert core.valid_until == PartialDate("2017-04")
    assert core.accreditation_at(PartialDate("2012")).status is AccreditationStatus.ACCREDITED
    assert core.accreditation_at(PartialDate("2018-05-01")).status is AccreditationStatus.WITHDRAWN
    assert core.accreditation_at(None) == Accreditation(status=AccreditationStatus.NOT_KNOWN)
    undated = CATALOGUE.edition("RESOLVE")[1].accreditation_at(PartialDate("2012"))
    assert undated.status is AccreditationStatus.NOT_KNOWN
    assert undated.note is not None
    assert "Withdrawn" in undated.note
    never = CATALOGUE.edition("TK-MAPS")[1].accreditation_at(PartialDate("2025"))
    assert never.status is AccreditationStatus.NEVER


def test_forms_kinds_and_sensitivity() -> None:
    def one(programme_id: str) -> Programme:
        return CATALOGUE.programme(programme_id)

    assert {one(name).kind for name in ("PIPE", "LPPU")} == {Kind.SETTING}
    assert {one(name).kind for name in ("DTC", "TCPLUS", "FENS", "WESTGATE", "BEACON")} == {Kind.TREATMENT}
    assert {one(name).form for name in ("DTC", "TCPLUS", "PIPE", "FENS")} == {CourseForm.RESIDENTIAL}
    assert {one(name).form for name in ("IOW", "CAT", "TFCBT")} == {CourseForm.GOALS}
    assert {one(name).form for name in ("SCHEMA", "ARTTX", "PSYDYN")} == {CourseForm.OPEN_ENDED}
    assert {one(name).sensitivity for name in ("TFCBT", "EMDR")} == {Sensitivity.TRAUMA}
    assert {one(name).sensitivity for name in ("IOW", "HOM", "SOTP-CORE")} == {Sensitivity.OFFENCE_DISCLOSURE}
    assert one("SEEK").sensitivity is Sensitivity.NONE
    assert one("HORIZON").suitability.discusses_offence is Known.NO


def test_part_of_dbt_is_not_dbt() -> None:
    whole = {part.id for part in CATALOGUE.edition("DBT")[1].components if part.required}
    part = {part.id for part in CATALOGUE.edition("DBT-SKILLS")[1].components}
    assert part < whole
    assert whole == {"skills-group", "individual-therapy"}


def test_optional_parts_are_said_to_be_optional() -> None:
    required = [module.required for module in CATALOGUE.edition("TK-PTC")[1].modules]
    assert required == [Known.YES, Known.NO, Known.NO, Known.NO, Known.NO, Known.YES]


def _nodes(node: object) -> list[dict[str, Any]]:
    if isinstance(node, dict):
        return [node, *(found for value in node.values() for found in _nodes(value))]
    return [found for value in node for found in _nodes(value)] if isinstance(node, list) else []
