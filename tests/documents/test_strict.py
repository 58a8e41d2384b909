import contextlib
import json
import random
import tracemalloc
from typing import Any

import orjson
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from registry.documents import strict
from registry.documents.strict import read_strict
from registry.domain.errors import Refusal, Refused
from registry.domain.text import has_hidden
from tests.documents.profile import documents, names

LARGEST = 2**53 - 1


def refused(data: bytes, **options: int) -> Refused:
    with pytest.raises(Refused) as caught:
        read_strict(data, **options)
    one = caught.value
    for text in (one.message, one.path, one.hint):
        assert text.isprintable()
        assert not has_hidden(text)
    return one


def nested(depth: int, inner: str = "") -> bytes:
    """An object holding lists, `depth` deep in all."""
    return ('{"a":' + "[" * (depth - 1) + inner + "]" * (depth - 1) + "}").encode()


def test_a_sound_document_is_returned_character_for_character() -> None:
    document = {"a": 'Café – “quoted” \\ " / \n é ŵ Ω 中 \U0001f600', "b": [1, -LARGEST, LARGEST, True, False, [], {}]}
    assert read_strict(json.dumps(document, ensure_ascii=False).encode()) == document
    assert read_strict(json.dumps(document, indent=1).encode() + b" \r\n\t") == document


def test_the_word_null_in_prose_is_no_null() -> None:
    assert read_strict(b'{"a":"void [null,null] :null"}') == {"a": "void [null,null] :null"}


def test_a_backslash_before_a_letter_is_no_control() -> None:
    assert read_strict(rb'{"a":"C:\\temp\\new\\u0001"}') == {"a": "C:\\temp\\new\\u0001"}


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        pytest.param(b"", Refusal.NOT_JSON, id="empty"),
        pytest.param(b"\xef\xbb\xbf{}", Refusal.ENCODING, id="byte-order-mark"),
        pytest.param('{"a":1}'.encode("utf-16"), Refusal.ENCODING, id="utf-16"),
        pytest.param('{"a":1}'.encode("utf-16-le"), Refusal.ENCODING, id="utf-16-without-mark"),
        pytest.param('{"a":1}'.encode("utf-32"), Refusal.ENCODING, id="utf-32"),
        pytest.param('{"a":"é"}'.encode("latin-1"), Refusal.ENCODING, id="latin-1"),
        pytest.param(b'{"a":"\xc0\x80"}', Refusal.ENCODING, id="overlong-utf-8"),
        pytest.param(b'{"a":"\xed\xa0\x80"}', Refusal.ENCODING, id="surrogate-in-utf-8"),
        pytest.param(b'{"a":"\xf4\x90\x80\x80"}', Refusal.ENCODING, id="beyond-unicode"),
        pytest.param(rb'{"a":"\ud800"}', Refusal.ENCODING, id="lone-high-surrogate"),
        pytest.param(rb'{"a":"\udc00"}', Refusal.ENCODING, id="lone-low-surrogate"),
        pytest.param(rb'{"a":"\ud83dx"}', Refusal.ENCODING, id="surrogate-before-letter"),
        pytest.param(rb'{"\udfff":1}', Refusal.ENCODING, id="lone-surrogate-in-name"),
        pytest.param(b"{}{}", Refusal.NOT_JSON, id="second-document"),
        pytest.param(b"{} x", Refusal.NOT_JSON, id="trailing-bytes"),
        pytest.param(b"{}\0", Refusal.ENCODING, id="trailing-zero-byte"),
        pytest.param(b'{"a":1,}', Refusal.NOT_JSON, id="trailing-comma"),
        pytest.param(b"{'a':1}", Refusal.NOT_JSON, id="single-quotes"),
        pytest.param(b'{"a":1 /* */}', Refusal.NOT_JSON, id="comment"),
        pytest.param(b'{"a":"\\x41"}', Refusal.NOT_JSON, id="unknown-escape"),
        pytest.param(rb'{"a":"\u00zz"}', Refusal.NOT_JSON, id="escape-of-no-number"),
        pytest.param(rb'{"a":"\ud83d\ude00"', Refusal.NOT_JSON, id="cut-after-a-whole-surrogate-pair"),
        pytest.param(b'\xc2\xa0{"a":1}', Refusal.NOT_JSON, id="no-break-space-outside"),
        pytest.param(b"\x0c{}", Refusal.NOT_JSON, id="form-feed-outside"),
        pytest.param(b"[]", Refusal.NOT_JSON, id="list-on-top"),
        pytest.param(b'"text"', Refusal.NOT_JSON, id="text-on-top"),
        pytest.param(b"1", Refusal.NOT_JSON, id="number-on-top"),
        pytest.param(b"null", Refusal.NOT_JSON, id="null-on-top"),
        pytest.param(b'{"a":1,"a":1}', Refusal.DUPLICATE_MEMBER, id="duplicate-member"),
        pytest.param(b'{"a":2,"a":1}', Refusal.DUPLICATE_MEMBER, id="duplicate-member-smaller"),
        pytest.param(rb'{"a":1,"\u0061":2}', Refusal.DUPLICATE_MEMBER, id="duplicate-through-escape"),
        pytest.param(b'{"x":[{"a":1,"b":2,"a":1}]}', Refusal.DUPLICATE_MEMBER, id="duplicate-deep"),
        pytest.param(b'{"number out of range":1,"number out of range":1}', Refusal.DUPLICATE_MEMBER, id="decoy-name"),
        pytest.param(b'{"a":NaN}', Refusal.NOT_JSON, id="nan"),
        pytest.param(b'{"a":Infinity}', Refusal.NOT_JSON, id="infinity"),
        pytest.param(b'{"a":-Infinity}', Refusal.NOT_JSON, id="minus-infinity"),
        pytest.param(b'{"a":1e400}', Refusal.NUMBER, id="1e400"),
        pytest.param(b'{"a":1.0}', Refusal.NUMBER, id="one-point-nought"),
        pytest.param(b'{"a":[0,1E2]}', Refusal.NUMBER, id="exponent"),
        pytest.param(b'{"a":-0.0}', Refusal.NUMBER, id="minus-nought-point-nought"),
        pytest.param(b'{"a":0e0}', Refusal.NUMBER, id="nought-with-exponent"),
        pytest.param(b'{"a":1e-999999999}', Refusal.NUMBER, id="vanishing-exponent"),
        pytest.param(b'{"a":9007199254740992}', Refusal.NUMBER, id="two-to-the-53"),
        pytest.param(b'{"a":-9007199254740992}', Refusal.NUMBER, id="minus-two-to-the-53"),
        pytest.param(b'{"a":18446744073709551617}', Refusal.NUMBER, id="beyond-64-bits"),
        pytest.param(b'{"a":' + b"9" * 5_000 + b"}", Refusal.NUMBER, id="5000-digit-integer"),
        pytest.param(b'{"a":01}', Refusal.NOT_JSON, id="leading-zero"),
        pytest.param(b'{"a":+1}', Refusal.NOT_JSON, id="plus-sign"),
        pytest.param('{"a":١}'.encode(), Refusal.NOT_JSON, id="arabic-indic-digit"),
        pytest.param(b'{"a":null}', Refusal.SCHEMA, id="null"),
        pytest.param(b'{"a":[1,null]}', Refusal.SCHEMA, id="null-in-list"),
        pytest.param(b'{"a":"\x01"}', Refusal.CONTROL_CHARACTER, id="raw-control"),
        pytest.param(b'{"a":"x\ty"}', Refusal.CONTROL_CHARACTER, id="raw-tab"),
        pytest.param(b'{"a":"x\ny"}', Refusal.CONTROL_CHARACTER, id="raw-line-feed"),
        pytest.param(b'{"a":"\x7f"}', Refusal.CONTROL_CHARACTER, id="raw-delete"),
        pytest.param(b'{"a":"\xc2\x9b31m"}', Refusal.CONTROL_CHARACTER, id="raw-c1-terminal-escape"),
        pytest.param(rb'{"a":"\u001b[31m"}', Refusal.CONTROL_CHARACTER, id="escaped-terminal-escape"),
        pytest.param(rb'{"a":"\u0000"}', Refusal.CONTROL_CHARACTER, id="escaped-nul"),
        pytest.param(rb'{"a":"\r\n"}', Refusal.CONTROL_CHARACTER, id="escaped-carriage-return"),
        pytest.param(rb'{"a":"\t"}', Refusal.CONTROL_CHARACTER, id="escaped-tab"),
        pytest.param(rb'{"a":"\\\b"}', Refusal.CONTROL_CHARACTER, id="backspace-after-backslash"),
        pytest.param(rb'{"a":"\u007f"}', Refusal.CONTROL_CHARACTER, id="escaped-delete"),
        pytest.param(rb'{"a":"\u0085"}', Refusal.CONTROL_CHARACTER, id="escaped-next-line"),
        pytest.param(rb'{"a":"\u2028"}', Refusal.CONTROL_CHARACTER, id="line-separator"),
        pytest.param('{"a":"x\u2029y"}'.encode(), Refusal.CONTROL_CHARACTER, id="paragraph-separator"),
        pytest.param(rb'{"a\u0007":1}', Refusal.CONTROL_CHARACTER, id="control-in-name"),
        pytest.param('{"a":"e\u0301"}'.encode(), Refusal.NOT_NFC, id="raw-nfd"),
        pytest.param(rb'{"a":"e\u0301"}', Refusal.NOT_NFC, id="escaped-nfd"),
        pytest.param(rb'{"a":"\u0065\u0301"}', Refusal.NOT_NFC, id="both-escaped-nfd"),
        pytest.param(rb'{"a":"\u212b"}', Refusal.NOT_NFC, id="angstrom-sign"),
        pytest.param(rb'{"a":"q\u0307\u0323"}', Refusal.NOT_NFC, id="marks-out-of-order"),
        pytest.param(rb'{"a":"\u2000"}', Refusal.NOT_NFC, id="en-quad"),
        pytest.param(rb'{"a":"\u1100\u1161"}', Refusal.NOT_NFC, id="hangul-jamo"),
        pytest.param('{"é":1}'.encode(), Refusal.SCHEMA, id="name-not-ascii"),
        pytest.param(rb'{"a":{"\u0430bc":1}}', Refusal.SCHEMA, id="cyrillic-name"),
        pytest.param('{"a":[{"x\\"y\\\\é\\"":"z"}]}'.encode(), Refusal.SCHEMA, id="name-with-quotes"),
        pytest.param(nested(33), Refusal.TOO_DEEP, id="33-deep"),
        pytest.param(b'{"a":' * 40 + b"1" + b"}" * 40, Refusal.TOO_DEEP, id="40-objects-deep"),
        pytest.param(nested(150_000), Refusal.TOO_DEEP, id="150000-deep"),
    ],
)
def test_refuses(data: bytes, reason: Refusal) -> None:
    assert refused(data).reason is reason


def test_depth_32_is_read_and_its_emptiness_does_not_matter() -> None:
    assert read_strict(nested(32))
    assert read_strict(nested(32, "1"))
    assert refused(nested(33, "1")).reason is Refusal.TOO_DEEP


# A text that the quick look takes for a null, so that the visit decides.
ALARM = '"void [null,null] :null"'


def test_a_false_alarm_refuses_nothing_that_the_rules_allow() -> None:
    assert not strict._is_plainly_sound({"a": "void [null,null] :null"})
    assert read_strict(nested(32, ALARM))
    assert read_strict(f'{{"a":[{ALARM},{LARGEST},-{LARGEST},true,"\\n"]}}'.encode())
    for number in (LARGEST + 1, -LARGEST - 1):
        assert refused(f'{{"a":[{ALARM},{number}]}}'.encode()).reason is Refusal.NUMBER
    assert refused(nested(33, ALARM)).reason is Refusal.TOO_DEEP
    assert refused(b'{"a":' * 33 + ALARM.encode() + b"}" * 33).reason is Refusal.TOO_DEEP


@pytest.mark.parametrize(
    "document",
    [
        {"a": "Plain words.", "b": [0, 1, -1, LARGEST, -LARGEST, True, False, [], {}, ""]},
        {"a": 'two\nlines, C:\\new and a "quotation"', "b": {"c": "e.g. 12.5, 1e9 or none"}},
        {"a": "Café – “quoted” … €", "b": ["Ωmega", "中文", "Łódź"]},
        {"a": "Siân said: “é”, and then: 3", "b": {"c": "Łódź:"}},
        {"a": "1.5, 2.5 and urn:uuid:7e", "b": "[1.5]:1.5", "c": "é\n"},
    ],
)
@pytest.mark.parametrize("indent", [None, 1])
def test_what_people_write_is_read_without_the_visit(
    monkeypatch: pytest.MonkeyPatch, document: dict[str, Any], indent: int | None
) -> None:
    monkeypatch.setattr(strict, "_check", None)
    for ascii_only in (True, False):
        assert read_strict(json.dumps(document, ensure_ascii=ascii_only, indent=indent).encode()) == document


@pytest.mark.parametrize("number", ["1", "-1", "0", "9007199254740991"])
def test_the_quick_looks_tell_a_null_and_a_fraction_in_any_place(number: str) -> None:
    for shape in ('{"a":%s}', '{"a":[%s]}', '{"a":[1,%s]}', '{"a":[%s,1]}', '{"a":[[%s]]}', '{"a":{"b":%s,"c":"é"}}'):
        assert read_strict((shape % number).encode())
        assert refused((shape % "null").encode()).reason is Refusal.SCHEMA
        for fraction in (f"{number}.0", f"{number}.5", f"{number}e0", f"{number}E0", f"{number}e-1"):
            assert refused((shape % fraction).encode()).reason is Refusal.NUMBER


def test_the_measured_nesting_gives_exactly_the_depth_allowed() -> None:
    assert strict._is_plainly_sound(json.loads(nested(32)))
    assert not strict._is_plainly_sound(json.loads(nested(33)))


def test_size_is_measured_before_anything_is_read() -> None:
    assert read_strict(b'{"a":1}', limit=7)
    assert refused(b'{"a":1}', limit=6).reason is Refusal.TOO_LARGE
    assert read_strict(b'{"a":1}' + b" " * 4_999_993)
    assert refused(b'{"a":1}' + b" " * 4_999_994).reason is Refusal.TOO_LARGE


def test_the_place_is_named() -> None:
    assert refused(b'{"a":{"b":[{"c":"x"},{"c":1.5}]}}').path == "/a/b/1/c"
    assert refused(b'{"a/b~c":null}').path == "/a~1b~0c"
    assert refused(b'{"a":1,"a":2}').message == "A member occurs twice at line 1, column 12."
    assert "at line 3, column 1" in refused(b'{"a":1,\n\n,}').message


def test_foreign_text_is_not_repeated_raw() -> None:
    name = "\u202e\u200b\x1b[31m" + "x" * 500
    one = refused(json.dumps({name: 1}).encode())
    assert len(one.path) < 200
    assert refused(json.dumps({"x" * 61: None}).encode()).path == "/" + "x" * 60
    refused(json.dumps({name: 1})[:-1].encode() + b"," + json.dumps({name: 1})[1:].encode())


@pytest.mark.parametrize(
    "inner",
    [
        "[" * 28 + "1," * 2_000_000 + "1" + "]" * 28,
        '"' + "é" * 2_000_000 + '"',
        '"' + "\\\\" * 2_000_000 + 'é"',
        '"' + "\u0301" * 1_500_000 + '"',
        "[" + '"é",' * 900_000 + '"é"]',
        '"' + "null" * 1_000_000 + '"',
    ],
    ids=["wide-and-deep", "accents", "backslashes", "marks", "many-texts", "nulls"],
)
def test_a_long_document_of_any_shape_is_answered(inner: str) -> None:
    # A step of quadratic cost would keep this test busy for hours.
    with contextlib.suppress(Refused):
        read_strict(('{"a":' + inner + "}").encode())


hostile = st.recursive(
    st.one_of(
        st.text(st.sampled_from('a"\\:,{}[]\n\r\x1f\x7f\x85é\u0301\u212b\u2028–中\U0001f600 nul')),
        st.integers(),
        st.booleans(),
        st.none(),
    ),
    lambda inner: st.one_of(
        st.lists(inner, max_size=4),
        st.dictionaries(st.one_of(names, st.text(st.sampled_from('aé":\\\n\u0301'))), inner, max_size=4),
    ),
)


@given(st.dictionaries(names, hostile, max_size=4))
@example({"a": "\n\u0301"})
@example({"é": "a"})
@example({"a": 'é":'})
@example({"a": "é", '"': ":"})
def test_the_quick_look_never_passes_what_the_visit_refuses(document: dict[str, Any]) -> None:
    if strict._is_plainly_sound(document):
        strict._check(document, "", 0)


@given(documents, st.booleans(), st.sampled_from([None, 1]))
def test_every_spelling_of_a_document_in_the_profile_is_read(
    document: dict[str, Any], ascii_only: bool, indent: int | None
) -> None:
    text = json.dumps(document, ensure_ascii=ascii_only, indent=indent)
    assert read_strict(text.encode()) == document


@given(st.binary(max_size=60))
def test_any_bytes_are_read_or_refused_by_name(data: bytes) -> None:
    with contextlib.suppress(Refused):
        assert isinstance(read_strict(data), dict)


def test_no_refusal_among_5000_repeats_a_control_or_hidden_character() -> None:
    chance = random.Random("5,000 renderings")
    evil = [
        "\x1b[31m",
        "\x9b",
        "\u202e",
        "\u200b",
        "\u2028",
        "\ufeff",
        "\x00",
        "\x07",
        "\U000e0041",
        "e\u0301",
        '"',
        "\\",
    ]
    letters = [*evil, "\\", "a", "1", "é"]
    refusals = 0
    while refusals < 5_000:
        name, other, text = ("".join(chance.choices(letters, k=chance.randrange(1, 6))) for _ in range(3))
        value: Any = chance.choice([text, 1.5, None, 2**60, {other: text}, [None, text], {text: {other: 1.0}}])
        data = json.dumps({name: value, other: 1}, ensure_ascii=chance.random() < 0.5).encode()
        if chance.random() < 0.4:
            at = chance.randrange(len(data))
            data = data[:at] + chance.choice(evil).encode() + data[at + chance.randrange(3) :]
        with contextlib.suppress(Refused):
            read_strict(data)
            continue
        refusals += 1
        refused(data)


def test_fifty_megabytes_and_a_million_brackets_cost_next_to_nothing() -> None:
    large = b'{"a":"' + b"x" * 50_000_000 + b'"}'
    deep = b'{"a":' + b"[" * 1_000_000
    tracemalloc.start()
    try:
        assert refused(large).reason is Refusal.TOO_LARGE
        assert tracemalloc.get_traced_memory()[1] < 1_000_000
        assert refused(deep).reason is Refusal.TOO_DEEP
        assert tracemalloc.get_traced_memory()[1] < 20_000_000
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("number", [1.5, -1.5, 1.0, -0.0, 1e22, -1e22, 1e-9, 1.5e300, 1e100, 5e-324])
@pytest.mark.parametrize("shape", ['{"a":%s}', '{"a":[%s]}', '{"a":[1,%s]}', '{"a":[%s,1]}', '{"a":[[%s]]}'])
def test_a_float_in_our_own_spelling_is_refused_all_the_same(number: float, shape: str) -> None:
    data = (shape % orjson.dumps(number).decode()).encode()
    assert orjson.dumps(orjson.loads(data)) == data
    assert refused(data).reason is Refusal.NUMBER


def test_our_own_spelling_is_read_without_the_visit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(strict.jiter, "from_json", None)
    assert read_strict('{"a":["é – \U0001f600","1.5, 12e3 and urn:uuid:7e"],"b":{"c":-1}}\n'.encode())["b"] == {"c": -1}


@given(st.dictionaries(names, hostile, max_size=4), st.booleans())
def test_the_own_spelling_passes_nothing_that_the_visit_refuses(document: dict[str, Any], feed: bool) -> None:
    with contextlib.suppress(TypeError):
        data = orjson.dumps(document, option=orjson.OPT_SORT_KEYS) + b"\n" * feed
        if strict._in_our_spelling(data) is not None:
            strict._check(document, "", 0)


def test_hidden_characters_are_found() -> None:
    for character in "\u202e\u2066\u200b\u200d\ufeff\u00ad\u2060\U000e0041\ufe0f\u115f":
        assert has_hidden(f"Ann{character}a")
    assert not has_hidden("Zoë O’Neill – Łódź 中")


def test_a_leap_of_orjson_to_unlimited_depth_stops_the_reader(monkeypatch: pytest.MonkeyPatch) -> None:
    strict._padding.cache_clear()
    monkeypatch.setattr(strict.orjson, "dumps", lambda value: b"")
    with pytest.raises(RuntimeError, match="depth"):
        strict._padding()


@pytest.mark.parametrize("page", [b"<!DOCTYPE html><p>", b"\n  <!doctype HTML>", b"<html lang='en'>"])
def test_a_web_page_is_said_to_carry_no_record(page: bytes) -> None:
    with pytest.raises(Refused, match="web page: it carries no signed record") as refused:
        read_strict(page)
    assert refused.value.reason is Refusal.NOT_JSON
    assert "telephone" in str(refused.value.hint)
    for other in (b"<htmlish>", b"text <html>"):
        with pytest.raises(Refused, match="is not JSON at line 1"):
            read_strict(other)
