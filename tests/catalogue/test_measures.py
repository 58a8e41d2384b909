"""The shipped measures: sound in form, sourced by field, never item text, and no number that nobody vouches for."""

import json
from pathlib import Path
from typing import Any

import jsonschema
import jsonschema_rs
import pytest

from registry.catalogue.check_measures import check_measures
from registry.catalogue.loader import MEASURES, load_catalogue
from registry.documents.strict import read_strict
from registry.domain.assessment import Direction, Rater, is_structured_judgement
from registry.domain.measure import Measure
from registry.structure import to_plain
from schemas import load_schema, schema_id

ALL = load_catalogue().measures
SCHEMA = load_schema("measure", "1.0")
SLOW = jsonschema.Draft202012Validator(SCHEMA)
FAST = jsonschema_rs.Draft202012Validator(SCHEMA)


def plain(measure_id: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((MEASURES / f"{measure_id}.json").read_text())
    return found


def test_the_shipped_folder_has_no_problem_and_what_the_brief_names() -> None:
    assert check_measures(MEASURES, read_strict) == ()
    named = {"HCR-20", "HONOS-SECURE", "CANFOR", "DUNDRUM-3", "DUNDRUM-4", "VRS", "START", "SAPROF", "CORE-OM"}
    assert named | {"PHQ-9", "GAD-7", "PCL-5", "DERS"} <= set(ALL)


@pytest.mark.parametrize("measure_id", ALL)
def test_a_file_is_exactly_its_domain_object(measure_id: str) -> None:
    assert to_plain(ALL[measure_id]) == plain(measure_id)
    assert FAST.is_valid(plain(measure_id))


@pytest.mark.parametrize("measure_id", ALL)
def test_the_catalogue_and_the_domain_agree_on_structured_judgement(measure_id: str) -> None:
    measure = ALL[measure_id]
    assert {is_structured_judgement(name) for name in measure.names if name not in measure.aliases} == {
        measure.is_structured
    }
    assert not (measure.is_structured and measure.scales)


def test_every_tool_the_clinical_standard_names_is_structured_in_the_catalogue() -> None:
    structured = {measure.id for measure in ALL.values() if measure.is_structured}
    assert structured == {"HCR-20", "START", "START-AV", "SAPROF", "SAPROF-YV", "RSVP", "SARA", "B-SAFER"}


def test_no_range_is_verified_but_those_the_facts_give_and_no_figures_are_shipped() -> None:
    verified = {
        measure.id
        for measure in ALL.values()
        for scale in measure.scales
        if scale.lowest is not None and measure.is_verified(f"scales.{scale.id}.range")
    }
    assert verified == {"DUNDRUM-3", "DUNDRUM-4"}
    assert not any(scale.reliable_change for measure in ALL.values() for scale in measure.scales)


@pytest.mark.parametrize(
    ("asked", "lowest", "highest"),
    [
        ("DUNDRUM-3", "0", "28"),
        ("dundrum 4", "0", "24"),
        ("phq9", "0", "27"),
        ("Generalized Anxiety Disorder-7", "0", "21"),
        ("PCL-5", "0", "80"),
        ("DERS", "36", "180"),
    ],
)
def test_totals_and_their_direction(asked: str, lowest: str, highest: str) -> None:
    measure = load_catalogue().measure(asked)
    assert measure is not None
    total = measure.scale(None)
    assert total is not None
    assert (total.lowest, total.highest, total.direction) == (lowest, highest, Direction.LOWER_IS_BETTER)


@pytest.mark.parametrize("measure_id", ["DERS", "PCL-5", "VRS"])
def test_subscales_add_up_to_the_total(measure_id: str) -> None:
    total, *parts = ALL[measure_id].scales
    for end in ("lowest", "highest"):
        assert sum(int(getattr(part, end)) for part in parts) == int(getattr(total, end))


def test_staff_participant_and_carer_ratings() -> None:
    assert ALL["CANFOR"].raters == (Rater.STAFF, Rater.SELF, Rater.CARER)
    assert ALL["PHQ-9"].raters == (Rater.SELF,)


def test_honos_secure_is_known_and_its_range_is_not() -> None:
    measure = load_catalogue().measure("honos-secure v2b")
    assert measure is not None
    assert len(measure.scales) == 9
    assert all(scale.lowest is None for scale in measure.scales)
    assert load_catalogue().measure("horoscope") is None


BREAKS: list[dict[str, Any]] = [
    {"id": "lower"},
    {"kind": "sorcery"},
    {"kind": "structured-judgement"},
    {"raters": ["stars"]},
    {"raters": ["self", "self"]},
    {"items": ["Little interest"]},
    {"facts": {"horoscope": {"source": "stars", "confidence": "verified"}}},
    {"scales": [{"id": "total", "title": "total", "lowest": "0"}]},
    {"scales": [{"id": "total", "title": "total", "lowest": 0, "highest": 27}]},
    {"scales": [{"id": "total", "title": "total", "direction": "sideways"}]},
    {"scales": [{"id": "total", "title": "total", "reliableChange": {"sd": "5", "reliability": "0.8"}}]},
    {"scales": [{"id": "total", "title": "total", "reliableChange": {"sd": "5", "source": "a paper"}}]},
    {"scales": [{"id": "total", "title": "total", "reliableChange": {"sd": "5", "reliability": "1", "source": "x"}}]},
]


@pytest.mark.parametrize("change", BREAKS, ids=[str(number) for number in range(len(BREAKS))])
def test_both_validators_refuse_the_same(change: dict[str, Any]) -> None:
    broken = plain("PHQ-9") | change
    assert not SLOW.is_valid(broken)
    assert not FAST.is_valid(broken)


def test_the_schema_is_a_closed_schema() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    assert SCHEMA["$id"] == schema_id("measure", "1.0")
    objects = [SCHEMA, *(one for one in SCHEMA["$defs"].values() if one.get("type") == "object")]
    assert all(one["additionalProperties"] is False for one in objects)


@pytest.mark.parametrize(
    ("name", "change", "path", "says"),
    [
        ("PHQ-9.json", {"kind": "sorcery"}, "kind", "sorcery"),
        ("PHQ-8.json", {}, "id", "not named after PHQ-9"),
        ("PHQ-9.json", {"acronym": "SARA"}, "", "decided in the domain"),
        ("PHQ-9.json", {"acronym": "GAD 7"}, "", "GAD-7 answers"),
        ("PHQ-9.json", {"note": "x"}, "facts", "where note comes from"),
        ("PHQ-9.json", {"scales": [{"id": "total", "title": "t", "lowest": "3", "highest": "1"}]}, "", "not a range"),
    ],
)
def test_a_problem_is_told_with_its_place(
    tmp_path: Path, name: str, change: dict[str, Any], path: str, says: str
) -> None:
    (tmp_path / name).write_text(json.dumps(plain("PHQ-9") | change))
    problems = check_measures(tmp_path, read_strict)
    assert [(problem.file, problem.path) for problem in problems] == [(name, path)]
    assert says in problems[0].message


def test_a_part_of_a_field_has_the_fields_source() -> None:
    measure: Measure = ALL["DUNDRUM-3"]
    ranged, turned = measure.fact("scales.total.range"), measure.fact("scales.total.direction")
    assert ranged is not None
    assert turned is not None
    assert ranged.source != turned.source
    assert measure.fact("weather") is None
