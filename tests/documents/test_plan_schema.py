"""`plan show --json` is described by the schema of the document it travels in: one form, wherever it is read."""

import json
from pathlib import Path

import jsonschema_rs

from registry.structure import to_plain
from tests.domain.vignette import VIGNETTES, plan_of

SCHEMA = Path(__file__).parent.parent.parent / "schemas/transfer-summary/1.0/schema.json"


def test_every_plan_is_what_the_schema_says_a_plan_is() -> None:
    whole = json.loads(SCHEMA.read_text("utf-8"))
    plans = jsonschema_rs.validator_for(
        {"$schema": whole["$schema"], "$ref": "#/$defs/Plan", "$defs": whole["$defs"]}, validate_formats=False
    )
    wrong = []
    for file in sorted(VIGNETTES.glob("*.json")):
        plain = to_plain(plan_of(json.loads(file.read_text("utf-8"))))
        wrong += [(file.stem, error.message) for error in plans.iter_errors(plain)]
        assert not plans.is_valid(plain | {"madeBy": "nobody"}), "the schema is closed"
    assert wrong == []
