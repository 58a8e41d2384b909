"""The fast validator decides and the slow one explains: the two must never differ."""

import os
import random
from collections.abc import Callable
from importlib.resources import files
from typing import Any

import jsonschema
import pytest

import schemas
from registry.documents import schema_check
from registry.documents.envelope import TYPES
from registry.documents.schema_check import _validator, check_schema, compiled
from registry.documents.strict import read_strict
from registry.domain.errors import Refusal, Refused
from schemas import load_schema
from tests.documents import clinic, letters, releases
from tests.documents.mutations import mutated, pruned

DOCUMENTS = int(os.environ.get("THROUGHCARE_AGREEMENT", "1000"))
"""How many mutated documents of each kind the two validators are compared on; `make agreement` asks for 10,000."""

SOURCES: dict[str, Callable[[], dict[str, Any]]] = {
    "transfer-summary": lambda: pruned(clinic.signed(clinic.summary(interventions=1))),
    "directory": lambda: read_strict(clinic.signed_directory()),
    "withdrawal": letters.signed_withdrawal,
    "receipt": letters.signed_receipt,
    "annex": letters.signed_annex,
    "catalogue-release": lambda: pruned(releases.signed_release()),
}
"""For each signed kind, a document with something in almost every member."""


def test_every_signed_kind_with_a_schema_is_compared() -> None:
    there = {kind for kind in TYPES if (files(schemas) / kind / "1.0" / "schema.json").is_file()}
    assert there == SOURCES.keys()


@pytest.mark.parametrize("kind", SOURCES)
def test_both_validators_give_the_same_verdict(kind: str) -> None:
    source = SOURCES[kind]()
    slow = jsonschema.Draft202012Validator(load_schema(kind, "1.0"))
    fast = _validator(kind, "1.0")
    chance = random.Random(kind)
    accepted = 0
    for _ in range(DOCUMENTS):
        document = mutated(source, chance)
        verdict = fast.is_valid(document)
        assert verdict == slow.is_valid(document), document
        accepted += verdict
    # A test that only ever refuses, or only accepts, would prove little.
    assert DOCUMENTS // 20 < accepted < DOCUMENTS * 19 // 20


def test_every_problem_is_told_with_its_place() -> None:
    document = clinic.signed()
    document["credentialSubject"]["participant"]["born"] = "yesterday"
    document["series"]["version"] = 0
    document["sorcery"] = 1
    del document["purpose"]
    document["issuer"]["name"] = 5
    document["recipient"]["kind"] = "nobody"
    document["attestation"]["unit"]["key"] = "z" * 60
    document["credentialSubject"]["omitted"] = []
    with pytest.raises(Refused) as caught:
        check_schema(document, "transfer-summary", "1.0")
    said = caught.value
    assert said.reason is Refusal.SCHEMA
    for words in (
        "9 places",
        "/credentialSubject/participant/born is not in the form",
        "/series/version is not what is allowed there; allowed: 1 to ",
        "the document has no member sorcery; allowed: ",
        "the document lacks purpose",
        "/issuer/name is not what is allowed there; allowed: a text in quotes",
        "/recipient/kind is not what is allowed there; allowed: ",
        "/attestation/unit/key is longer than 48",
        "/credentialSubject/omitted is empty, or too short",
    ):
        assert words in said.message


def test_the_explanation_repeats_no_foreign_text_raw() -> None:
    document = clinic.signed()
    document["\u202eevil\x1b[2J" * 9] = "\x1b[31m"
    with pytest.raises(Refused) as caught:
        check_schema(document, "transfer-summary", "1.0")
    assert f"{caught.value}{caught.value.path}".isprintable()
    assert str(caught.value).isascii()


@pytest.mark.parametrize(
    ("many", "told", "counted", "more"),
    [
        (1, 1, "one place", ""),
        (2, 2, "2 places", ""),
        (20, 20, "20 places", ""),
        (25, 20, "25 places", "; and 5 more"),
        (45, 20, "45 places", "; and 25 more"),
    ],
)
def test_twenty_problems_are_told_and_the_others_counted(many: int, told: int, counted: str, more: str) -> None:
    document = clinic.signed()
    document["credentialSubject"]["interventions"] = [7] * many
    with pytest.raises(Refused) as caught:
        check_schema(document, "transfer-summary", "1.0")
    said = caught.value
    assert said.message.startswith(f"The document does not follow its schema in {counted}: ")
    assert said.message.endswith(f"{more}.")
    assert ("more" in said.message) is bool(more)
    assert said.message.count("/credentialSubject/interventions/") == told
    assert said.path == "/credentialSubject/interventions/0"


def test_the_place_of_an_odd_name_is_a_json_pointer() -> None:
    document = clinic.signed()
    document["credentialSubject"]["participant"] = {"a/b~c": 1}
    with pytest.raises(Refused, match="has no member a/b~c"):
        check_schema(document, "transfer-summary", "1.0")


def test_a_trailing_line_feed_fits_no_pattern() -> None:
    schema = {"properties": {"a": {"type": "string", "pattern": r"^[a-z]+(?!\n)$"}, "pattern": {"type": "integer"}}}
    fast = compiled(schema)
    assert fast.is_valid({"a": "abc", "pattern": 1})
    for document in ({"a": "abc\n"}, {"a": "abc\n\n"}, {"a": "ABC"}, {"pattern": "x"}):
        assert not fast.is_valid(document)
    told = compiled({"const": r"a(?!\n)$"})
    assert told.is_valid(r"a(?!\n)$"), "what is no pattern is left as it stands"
    listed = compiled({"anyOf": [{"pattern": r"^a(?!\n)$"}, {"pattern": r"^b(?!\n)$"}]})
    assert [listed.is_valid(text) for text in ("a", "b", "a\n", "b\n", "c")] == [True, True, False, False, False]


def test_an_unknown_schema_is_refused() -> None:
    with pytest.raises(Refused) as caught:
        check_schema({}, "transfer-summary", "7.0")
    assert caught.value.reason is Refusal.UNKNOWN_SCHEMA


def test_where_the_two_validators_differ_the_refusal_stands(monkeypatch: pytest.MonkeyPatch) -> None:
    document = {**clinic.signed(), "sorcery": 1}
    with pytest.raises(Refused, match="sorcery"):
        check_schema(document, "transfer-summary", "1.0")
    monkeypatch.setattr(schema_check, "_explainer", lambda *_: jsonschema.Draft202012Validator({}))
    with pytest.raises(Refused) as caught:
        check_schema(document, "transfer-summary", "1.0")
    assert (caught.value.reason, caught.value.path) == (Refusal.SCHEMA, "")
