"""The data dictionary is the schema and nothing else, and the schema says what the domain says."""

from collections.abc import Iterable
from typing import Any

import jsonschema
import pytest

from registry.domain.assessment import Direction, Occasion, Rater
from registry.domain.catalogue import CourseForm, Kind
from registry.domain.closure import Outcome, YesNoNotAsked
from registry.domain.dates import Recorded
from registry.domain.ethnicity import Ethnicity
from registry.domain.intervention import Delivery
from registry.domain.participant import Sex
from registry.domain.people import Tier
from registry.domain.reasons import Cause
from registry.domain.refresher import RefresherAnswer
from registry.domain.repeat import RepeatReason
from schemas import load_schema, schema_bytes, schema_id
from tests.docs.dictionary import PAGE, page

SCHEMA: dict[str, Any] = load_schema("dataset", "1.0")
UNKNOWN = ("not-recorded",)
GROUPS = {one.group.lower().replace(" ", "-") for one in Ethnicity}

# Every column that stands for a list of the domain, and what it may say beside it.
SAME: dict[str, tuple[Iterable[str], Iterable[str]]] = {
    "participants tier": (Tier, ()),
    "participants sex": (Sex, ()),
    "participants ethnicity": (GROUPS, UNKNOWN),
    "interventions kind": (Kind, UNKNOWN),
    "interventions form": (CourseForm, UNKNOWN),
    "interventions delivery": (Delivery, ()),
    "interventions repeat": (RepeatReason, ("no",)),
    "interventions recorded": (Recorded, ()),
    "closures outcome": (Outcome, ()),
    "closures cause": (Cause, ("none",)),
    "closures helped": (YesNoNotAsked, ()),
    "closures treated_fairly": (YesNoNotAsked, ()),
    "closures asked_what_was_done": (YesNoNotAsked, ()),
    "scores occasion": (Occasion, ()),
    "scores direction": (Direction, ()),
    "scores rater": (Rater, ()),
    "placements tier": (Tier, ()),
    "transfers other_tier": (Tier, ()),
    "repetition event": ([f"refresher-{one}" for one in RefresherAnswer], ("repeat-stopped", "need-not-available")),
}


def test_the_page_is_current() -> None:
    assert PAGE.read_text("utf-8") == page(), "run `make dictionary`"


def test_every_column_has_a_title_a_description_a_source_and_what_is_allowed() -> None:
    for name, table in SCHEMA["$defs"].items():
        if name == "release":
            continue
        assert table["additionalProperties"] is False, name
        assert table["required"] == list(table["properties"]), name
        for column, said in table["properties"].items():
            assert said["title"], column
            assert said["description"].endswith("."), column
            assert said["source"], column
            assert said["type"] == "string", column
            assert ("enum" in said) != ("pattern" in said), column
            if "pattern" in said:
                assert said["pattern"].startswith("^"), column
                assert said["pattern"].endswith("(?!\\n)$"), column
                assert said["maxLength"] <= 1200, column
                assert not any(word in said["pattern"] for word in ("\\d", "\\w", "\\s")), column


def test_the_schema_is_sound_and_names_itself() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    assert SCHEMA["$id"] == schema_id("dataset", "1.0")
    assert schema_bytes("dataset", "1.0").isascii()


@pytest.mark.parametrize("place", SAME)
def test_a_column_allows_what_the_domain_knows(place: str) -> None:
    table, column = place.split()
    known, beside = SAME[place]
    assert set(SCHEMA["$defs"][table]["properties"][column]["enum"]) == {*map(str, known), *beside}


def test_absences_are_told_by_every_cause() -> None:
    absent = {name for name in SCHEMA["$defs"]["dose"]["properties"] if name.startswith("absent_")}
    assert absent == {f"absent_{cause.value.replace('-', '_')}" for cause in Cause}
