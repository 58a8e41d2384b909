"""Data sets that follow the schema, made up row by row from what it allows."""

import random
from typing import Any

from registry.domain.dataset_tables import TABLES, Row, Tables
from registry.domain.pseudonym import Pseudonyms
from schemas import load_schema

UNIT = "urn:uuid:00000000-0000-4000-8000-000000000101"

# One of what each pattern allows, and a cell that a spreadsheet program would take for a formula where one is allowed.
_OF_PATTERN: dict[str, tuple[str, ...]] = {
    "programme": ("TSP", "KAIZEN-GV", "local", "not-recorded"),
    "target_needs": ("violence", "violence;anger", "not-recorded"),
    "target_need": ("trauma", "anger"),
    "measure": ("PHQ-9", "local"),
    "scale": ("total", "other"),
    "value": ("-3", "12.5"),
    "lowest": ("-3",),
    "highest": ("27",),
    "rule": ("request-to-transfer", "referral-to-assessment"),
    "assessments": ("0", "2"),
    "assessments_reused": ("0", "1"),
    "until": ("2026-Q1", "not-ended"),
}
_QUARTERS = ("2025-Q4", "2024", "not-recorded")
_NUMBERS = ("0", "7", "not-recorded")


def columns(table: str) -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = load_schema("dataset", "1.0")["$defs"][table]["properties"]
    return found


def _cell(name: str, said: dict[str, Any]) -> tuple[str, ...]:
    if "enum" in said:
        return tuple(said["enum"])
    if name in _OF_PATTERN:
        return _OF_PATTERN[name]
    return _QUARTERS if "Q[1-4]" in said["pattern"] else _NUMBERS


def tables(seed: int, *, unit: str = UNIT, most: int = 25) -> Tables:
    """A whole set: every participant that a row names is there, every intervention has its dose, closed ones close."""
    chance = random.Random(f"{unit} {seed}")
    names = Pseudonyms(key=chance.randbytes(32))

    def row(table: str, **fixed: str) -> Row:
        free = {
            name: chance.choice(_cell(name, said))
            for name, said in columns(table).items()
            if name not in (*fixed, "unit")
        }
        return {name: {"unit": unit, **free, **fixed}[name] for name in columns(table)}

    people = [names.of("participant", str(n)) for n in range(chance.randint(1, most))]
    made: Tables = {name: [] for name in TABLES}
    made["participants"] = [row("participants", participant=one) for one in people]
    for number in range(chance.randint(1, most)):
        one = names.of("intervention", str(number))
        made["interventions"].append(row("interventions", intervention=one, participant=chance.choice(people)))
        made["dose"].append(row("dose", intervention=one))
        if made["interventions"][-1]["state"] == "closed":
            made["closures"].append(row("closures", intervention=one))
    for table in ("scores", "placements", "repetition"):
        made[table] = [row(table, participant=chance.choice(people)) for _ in range(chance.randint(0, 5))]
    for number in range(chance.randint(0, 4)):
        one = names.of("transfer", str(number))
        made["transfers"].append(row("transfers", transfer=one, participant=chance.choice(people)))
        made["transfer_clock"].append(row("transfer_clock", transfer=one))
    return made
