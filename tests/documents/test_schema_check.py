"""The fast validator decides and the slow one explains: the two must never differ."""

import copy
import os
import random
from typing import Any

import jsonschema
import pytest

from registry.documents.schema_check import _validator, check_schema
from registry.documents.strict import read_strict
from registry.domain.errors import Refusal, Refused
from schemas import load_schema
from tests.documents import clinic

DOCUMENTS = int(os.environ.get("THROUGHCARE_MUTATIONS", "2000"))
"""How many mutated documents the two validators are compared on; 10,000 before a release."""

TEXTS = (
    ("", " ", "a\n", "a b", " a", "a\u00a0", "\u200ba", "a\u202eb", "\U000e0041", "\u0661", "2019-13", "2019-02-30"),
    ("2019-02\n", "1e3", "-0", "z6Mk", "x" * 201, "x" * 501, "x" * 20_001, "é", "e\u0301", "urn:uuid:0", "true"),
)
OTHERS: tuple[Any, ...] = (0, 1, -1, 2**53, True, False, [], {}, [1], {"a": 1}, ["x"] * 101)
ODD: tuple[Any, ...] = (*TEXTS[0], *TEXTS[1], *OTHERS)


def places(value: Any) -> list[tuple[Any, Any]]:
    found: list[tuple[Any, Any]] = []
    steps: list[tuple[Any, Any]] = []
    if isinstance(value, dict):
        steps = list(value.items())
    elif isinstance(value, list):
        steps = list(enumerate(value))
    for step, inner in steps:
        found.append((value, step))
        found.extend(places(inner))
    return found


def pruned(value: Any) -> Any:
    """Return the document with one item in each list but its proofs: the slow validator takes time by size."""
    if isinstance(value, dict):
        fixed = ("@context", "type", "proof")
        return {name: inner if name in fixed else pruned(inner) for name, inner in value.items()}
    return [pruned(inner) for inner in value[:1]] if isinstance(value, list) else value


def mutated(document: dict[str, Any], chance: random.Random) -> dict[str, Any]:
    """Return the document with one to three places changed, some of them harmlessly."""
    changed = copy.deepcopy(document)
    for _ in range(chance.choice((0, 1, 1, 1, 2, 3))):
        holder, step = chance.choice(places(changed))
        match chance.randrange(6):
            case 0:
                holder[step] = chance.choice(ODD)
            case 1:
                del holder[step]
            case 2 if isinstance(holder, dict):
                holder[chance.choice(("extra", "id", "on", "proof", ""))] = chance.choice(ODD)
            case 3 if isinstance(holder[step], str):
                position = chance.randrange(len(holder[step]) + 1)
                letter = chance.choice("aZ9-_ \n\t\u200b\u00e9\u2028\u3000\U0001f600")
                holder[step] = holder[step][:position] + letter + holder[step][position:]
            case 4 if isinstance(holder[step], list) and holder[step]:
                holder[step] = holder[step] * chance.choice((2, 20, 101))
            case _:
                other, where = chance.choice(places(changed))
                holder[step] = copy.deepcopy(other[where])
    return changed


@pytest.mark.parametrize("kind", ["transfer-summary", "directory"])
def test_both_validators_give_the_same_verdict(kind: str) -> None:
    whole = clinic.signed(clinic.summary(interventions=1))
    source = pruned(whole) if kind == "transfer-summary" else read_strict(clinic.signed_directory())
    share = DOCUMENTS * 4 // 5 if kind == "transfer-summary" else DOCUMENTS // 5
    slow = jsonschema.Draft202012Validator(load_schema(kind, "1.0"))
    fast = _validator(kind, "1.0")
    chance = random.Random(kind)
    accepted = 0
    for _ in range(share):
        document = mutated(source, chance)
        verdict = fast.is_valid(document)
        assert verdict == slow.is_valid(document), document
        accepted += verdict
    # A test that only ever refuses, or only accepts, would prove little.
    assert share // 20 < accepted < share * 19 // 20


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
        "/series/version is outside the range",
        "the document has a member that is not known: sorcery",
        "the document lacks purpose",
        "/issuer/name is not of the type string",
        "/recipient/kind is not one of the values",
        "/attestation/unit/key is longer than 48",
        "/credentialSubject/omitted is empty or too short",
    ):
        assert words in said.message


def test_the_explanation_repeats_no_foreign_text_raw() -> None:
    document = clinic.signed()
    document["\u202eevil\x1b[2J" * 9] = "\x1b[31m"
    with pytest.raises(Refused) as caught:
        check_schema(document, "transfer-summary", "1.0")
    assert f"{caught.value}{caught.value.path}".isprintable()
    assert str(caught.value).isascii()


def test_hundreds_of_problems_are_cut() -> None:
    document = clinic.signed()
    document["credentialSubject"]["voice"] = [{"x": 1}] * 100
    with pytest.raises(Refused, match=r"and [0-9]+ more"):
        check_schema(document, "transfer-summary", "1.0")


def test_an_unknown_schema_is_refused() -> None:
    with pytest.raises(Refused) as caught:
        check_schema({}, "transfer-summary", "7.0")
    assert caught.value.reason is Refusal.UNKNOWN_SCHEMA
