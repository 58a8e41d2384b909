import hashlib
import json
import os
import random
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given, settings

from registry.documents.canonical import canonical, canonical_rfc8785, canonical_to_sign, document_digest, without_proof
from registry.documents.strict import read_strict
from registry.domain.errors import InvalidValue
from tests.documents.foreign_vectors import vectors
from tests.documents.profile import documents


@given(documents)
@settings(max_examples=500)
def test_what_is_signed_is_the_form_of_rfc_8785(document: dict[str, Any]) -> None:
    assert canonical_to_sign(document) == canonical_rfc8785(document)


@pytest.mark.parametrize(
    "document",
    [
        {"\ufb33": 1, "\U0001f600": 2},
        {"a": 1e21, "b": [0.000001, 1e-7, 333333333.33333329, 4.50, 2e-3, 1e23, -0.0]},
        {"a": "\u0001\u007f\u2028", "b": "e\u0301"},
        {"a": None, "\u00e9": {"a": [None]}},
    ],
)
def test_outside_the_profile_the_exact_form_is_signed(document: dict[str, Any]) -> None:
    assert canonical_to_sign(document) == canonical_rfc8785(document)


def test_what_has_no_canonical_form_is_not_signed() -> None:
    for value in ({"a": 2**53}, {"a": float("nan")}, {"a": "\ud800"}):
        with pytest.raises(InvalidValue):
            canonical_to_sign(value)


@given(documents)
@settings(max_examples=500)
def test_both_implementations_agree_inside_the_profile(document: dict[str, Any]) -> None:
    assert canonical(document) == canonical_rfc8785(document)


DOCUMENTS = int(os.environ.get("THROUGHCARE_CANONICAL", "2000"))
"""How many random documents the two forms are compared on; `make agreement` asks for 100,000."""

LETTERS = "aB9 \"\\/\n<>&'\u007f\u00a0\u00e9\u017c\u2028\u20ac\ufb33\ufffd\uffff\U0001f600\U0010ffff"
NUMBERS = (0, 1, -1, 9, 10, 2**31, -(2**31) - 1, 2**53 - 1, -(2**53) + 1, True, False)


def random_value(chance: random.Random, depth: int) -> Any:
    """Return a value inside our profile, small, with what the two forms could spell differently."""
    match chance.randrange(4 if depth else 2):
        case 0:
            return "".join(chance.choices(LETTERS, k=chance.randrange(8)))
        case 1:
            return chance.choice((*NUMBERS, chance.randrange(-(2**53) + 1, 2**53)))
        case 2:
            return [random_value(chance, depth - 1) for _ in range(chance.randrange(4))]
        case _:
            return random_object(chance, depth - 1)


def random_object(chance: random.Random, depth: int) -> dict[str, Any]:
    names = ("".join(chance.choices('aAzZ09@_-. "\\~', k=chance.randrange(5))) for _ in range(chance.randrange(6)))
    return {name: random_value(chance, depth) for name in names}


def test_both_implementations_agree_over_many_documents() -> None:
    chance = random.Random("canonical")
    for _ in range(DOCUMENTS):
        document = random_object(chance, 4)
        assert canonical(document) == canonical_rfc8785(document)


@pytest.mark.parametrize("name", ["arrays", "french", "structures", "unicode", "values", "weird"])
def test_the_vectors_of_rfc_8785(name: str) -> None:
    folder = vectors("rfc8785")
    value = json.loads((folder / "input" / f"{name}.json").read_bytes())
    expected = bytes.fromhex((folder / "outhex" / f"{name}.txt").read_text())
    assert canonical_rfc8785(value) == expected


def test_the_order_and_escapes_of_rfc_8785() -> None:
    # Section 3.2.3 orders by UTF-16 unit, where U+1F600 (D83D DE00) comes before U+FB33; section 3.2.2.2 escapes.
    assert canonical_rfc8785({"\ufb33": 1, "\U0001f600": 2}) == '{"\U0001f600":2,"\ufb33":1}'.encode()
    text = '\u20ac$\x0f\nA\'B"\\\\"/\x7f'
    assert canonical_rfc8785(text) == canonical(text) == b'"\xe2\x82\xac$\\u000f\\nA\'B\\"\\\\\\\\\\"/\x7f"'


def test_integers_beyond_2_to_the_53_have_no_canonical_form() -> None:
    for form in (canonical, canonical_rfc8785):
        assert form([2**53 - 1, -(2**53) + 1]) == b"[9007199254740991,-9007199254740991]"
        with pytest.raises(InvalidValue):
            form(2**53)


def test_what_is_not_json_has_no_canonical_form() -> None:
    @dataclass
    class Record:
        name: str

    class Text(str):
        pass

    for value in (Record("x"), datetime.now(UTC), Text("x"), b"x", {1: 2}, {"a": {1}}, "\ud800"):
        with pytest.raises(InvalidValue):
            canonical(value)
    for value in (float("nan"), float("inf"), {1: 2}, "\ud800", object()):
        with pytest.raises(InvalidValue):
            canonical_rfc8785(value)


def test_respelt_json_has_the_same_digest() -> None:
    one = read_strict(b'{"b":"caf\xc3\xa9\\/","a":[1,true]}')
    two = read_strict(b'{ "a" : [ 1 ,\ttrue ],\r\n "\\u0062" : "caf\\u00e9/" }')
    assert document_digest(one) == document_digest(two)
    assert document_digest(one) == hashlib.sha256('{"a":[1,true],"b":"café/"}'.encode()).hexdigest()


def test_proofs_do_not_change_the_digest_and_anything_else_does() -> None:
    document = {"a": 1}
    assert document_digest({**document, "proof": [{"x": 1}]}) == document_digest(document)
    assert document_digest({"a": 2}) != document_digest(document)
    assert document_digest({"a": {"proof": 1}}) != document_digest({"a": {}})
    assert without_proof({"a": 1, "proof": 2, "proofs": 3, "z": 4}) == {"a": 1, "proofs": 3, "z": 4}
    assert document_digest({"a": 1, "z": 1}) != document_digest({"a": 1})
