"""The schemas say exactly what the domain says, and hold to the house's rules for schemas."""

import dataclasses
import json
import types
import typing
from collections.abc import Iterator
from enum import StrEnum
from typing import Any

import jsonschema
import pytest

from registry.documents.kinds import KINDS as VERIFIED_KINDS
from registry.domain.annex import Annex
from registry.domain.catalogue_release import CatalogueRelease
from registry.domain.dates import PartialDate
from registry.domain.directory import DirectoryEntry, Roots
from registry.domain.errors import Refusal
from registry.domain.identifiers import LocalNumber, NhsNumber, PrisonNumber
from registry.domain.receipt import Receipt
from registry.domain.summary import TransferSummary
from registry.domain.verdict import FindingKind, NotChecked, Verdict
from registry.domain.withdrawal import Withdrawal
from registry.structure import camel
from schemas import UnknownSchema, digest_sri, load_schema, schema_bytes, schema_id

KINDS = ("transfer-summary", "withdrawal", "receipt", "annex", "directory", "verdict", "catalogue-release")
PROSE = "^[^\\u0000-\\u0009\\u000b-\\u001f\\u007f-\\u009f\\u2028\\u2029]*$"
ONE_STRING = (PartialDate, NhsNumber, PrisonNumber, LocalNumber)


def walk(value: Any, path: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    if isinstance(value, dict):
        yield path, value
        for name, inner in value.items():
            yield from walk(inner, f"{path}/{name}")
    elif isinstance(value, list):
        for position, inner in enumerate(value):
            yield from walk(inner, f"{path}/{position}")


@pytest.mark.parametrize("kind", KINDS)
def test_a_schema_is_sound_closed_and_bounded(kind: str) -> None:
    schema = load_schema(kind, "1.0")
    jsonschema.Draft202012Validator.check_schema(schema)
    assert schema["$id"] == schema_id(kind, "1.0")
    assert schema_bytes(kind, "1.0").isascii()
    for path, part in walk(schema):
        if path.endswith(("/properties", "/$defs")):
            continue
        assert "format" not in part, path
        if part.get("type") == "object" and path.endswith(("/Programme/properties/facts", "/Measure/properties/facts")):
            # Members are named after fields: each name is held to a pattern and each value to one form.
            assert part["additionalProperties"] == {"$ref": "#/$defs/Fact"}, path
            assert part["propertyNames"]["pattern"].endswith("(?!\\n)$"), path
        elif part.get("type") == "object":
            assert part["additionalProperties"] is False, path
            assert set(part["required"]) <= set(part["properties"]), path
            assert all(name.isascii() for name in part["properties"]), path
        if part.get("type") == "array":
            assert "maxItems" in part, path
        if part.get("type") == "string":
            assert "maxLength" in part, path
            assert part["pattern"] == PROSE or part["pattern"].endswith("(?!\\n)$"), path
        if part.get("type") == "integer":
            assert part["maximum"] < 2**53, path


@pytest.mark.parametrize("kind", KINDS)
def test_no_pattern_uses_a_class_that_depends_on_the_engine(kind: str) -> None:
    for path, part in walk(load_schema(kind, "1.0")):
        pattern = part.get("pattern", "")
        if isinstance(pattern, str):
            assert not any(word in pattern for word in ("\\d", "\\w", "\\s", "\\b", "\\Z", "\\p")), path


def records(root: Any, seen: dict[str, type]) -> dict[str, type]:
    """Return every dataclass that travels inside `root`, by name."""
    for hint in typing.get_type_hints(root).values():
        for one in parts(hint):
            if dataclasses.is_dataclass(one) and one not in ONE_STRING:
                twice = one.__module__.endswith("needs") and one.__name__ == "Choice"
                name = "ParticipantChoice" if twice else one.__name__
                if name not in seen:
                    seen[name] = one
                    records(one, seen)
    return seen


def parts(hint: Any) -> tuple[Any, ...]:
    if typing.get_origin(hint) in (types.UnionType, typing.Union, tuple):
        return tuple(one for inner in typing.get_args(hint) for one in parts(inner))
    return (hint,) if isinstance(hint, type) else ()


def optional(field: "dataclasses.Field[Any]") -> bool:
    return field.default is None or field.default == ()


def check_same_members(schema: dict[str, Any], found: dict[str, type]) -> None:
    defs = schema["$defs"]
    for name, record in found.items():
        described = defs[name]
        fields = dataclasses.fields(record)
        assert set(described["properties"]) == {camel(field.name) for field in fields}, name
        assert set(described["required"]) == {camel(field.name) for field in fields if not optional(field)}, name
        hints = typing.get_type_hints(record)
        for field in fields:
            for kind in parts(hints[field.name]):
                if issubclass(kind, StrEnum):
                    member = described["properties"][camel(field.name)]
                    assert member.get("items", member)["enum"] == [one.value for one in kind], f"{name}.{field.name}"


def test_every_member_of_a_summary_is_described_and_no_other() -> None:
    schema = load_schema("transfer-summary", "1.0")
    found = records(TransferSummary, {})
    assert len(found) > 50
    check_same_members(schema, found)
    records_only = {name for name, part in schema["$defs"].items() if part["type"] == "object"}
    assert records_only == {*found, "Proof", "CredentialSchema"}


@pytest.mark.parametrize(("kind", "record"), [("withdrawal", Withdrawal), ("receipt", Receipt), ("annex", Annex)])
def test_every_member_of_a_smaller_document_is_described_and_no_other(kind: str, record: type) -> None:
    schema = load_schema(kind, "1.0")
    found = records(record, {})
    check_same_members(schema, found)
    described = {name for name, part in schema["$defs"].items() if part["type"] == "object"}
    assert described == {*found, "Proof", "CredentialSchema"}


def test_every_member_of_a_directory_is_described_and_no_other() -> None:
    found = {"DirectoryEntry": DirectoryEntry, "Roots": Roots}
    records(DirectoryEntry, found)
    check_same_members(load_schema("directory", "1.0"), found)


def test_every_member_of_a_release_is_described_and_no_other() -> None:
    schema = load_schema("catalogue-release", "1.0")
    found = records(CatalogueRelease, {})
    assert len(found) > 15
    signatory = found.pop("Signatory")
    for name, record in found.items():
        assert set(schema["$defs"][name]["properties"]) == {camel(each.name) for each in dataclasses.fields(record)}
    assert schema["$defs"]["ReleasedBy"]["properties"].keys() == {
        field.name for field in dataclasses.fields(signatory) if field.name != "key"
    }
    records_only = {name for name, part in schema["$defs"].items() if part["type"] == "object"}
    envelope = {"Proof", "CredentialSchema", "ReleasedBy", "ReleaseAttestation", "ReleaseSubject"}
    assert records_only == {*found, "Fact", *envelope}


@pytest.mark.parametrize(("kind", "name"), [("programme", "Programme"), ("local-definition", "LocalDefinition")])
def test_what_a_release_carries_has_the_form_it_has_alone(kind: str, name: str) -> None:
    alone, carried = load_schema(kind, "1.0"), load_schema("catalogue-release", "1.0")["$defs"]
    assert {member: alone[member] for member in carried[name]} == carried[name]
    assert {part: carried[part] for part in alone["$defs"]} == alone["$defs"]


def test_the_verdict_schema_knows_every_verdict_finding_gap_and_reason() -> None:
    schema = load_schema("verdict", "1.0")
    assert schema["properties"]["verdict"]["enum"] == list(Verdict)
    assert schema["properties"]["kind"]["enum"] == [*VERIFIED_KINDS, "catalogue-release"]
    assert schema["properties"]["reason"]["enum"] == list(Refusal)
    assert schema["properties"]["notChecked"]["items"]["enum"] == list(NotChecked)
    assert schema["$defs"]["Finding"]["properties"]["kind"]["enum"] == list(FindingKind)


def test_the_digest_covers_the_bytes_of_the_file() -> None:
    import base64
    import hashlib

    expected = base64.b64encode(hashlib.sha384(schema_bytes("directory", "1.0")).digest()).decode()
    assert digest_sri("directory", "1.0") == f"sha384-{expected}"
    assert json.loads(schema_bytes("directory", "1.0")) == load_schema("directory", "1.0")


@pytest.mark.parametrize(
    ("kind", "version"),
    [
        ("transfer-summary", "9.0"),
        ("../domain", "1.0"),
        ("sorcery", "1.0"),
        ("directory", "../1.0"),
        ("directory\n", "1.0"),
    ],
)
def test_a_schema_that_is_not_here_is_unknown(kind: str, version: str) -> None:
    with pytest.raises(UnknownSchema):
        schema_bytes(kind, version)
