"""The one strict reader for foreign JSON: bytes in, a plain object out, or a named refusal.

Two programs that read the same bytes must never see two documents. The rules, in the order they are applied:

 1. At most `limit` bytes.
 2. UTF-8 without a byte order mark.
 3. JSON as RFC 8259 has it, nothing after it, no member twice (also not through escapes), no half of a
    surrogate pair, no NaN and no Infinity. This is what jiter checks.
 4. The top level is an object.
 5. At most 32 objects and lists lie inside one another.
 6. Every number is an integer between -(2^53 - 1) and 2^53 - 1, written without a point or an exponent:
    `1.0` would satisfy a schema that asks for an integer and canonicalise to `1`, so that a re-spelt document
    would verify. (`-0` is an integer and reads as 0.)
 7. There is no null: what is unknown is absent.
 8. There are no control characters, raw or escaped, except line feed; which members may hold a line feed is the
    schema's to say. The line and paragraph separators U+2028 and U+2029 count as controls, as in `domain.text`.
 9. All text is in Unicode normal form C.
10. Member names are ASCII.

Rules 5 to 10 are stated once, in `_check`, which visits every value and names the place. A visit costs a third
of a verification, so two quick looks go first. Each may raise a false alarm (then the visit decides) but never
passes what the visit would refuse.

- `_in_our_spelling`: this program writes canonical JSON. Where the bytes are exactly those that writing the parsed
  document out again gives, rules 2 to 4 hold with no parser that watches for them: a member that came twice, another
  escape or a byte more would not be written again.
- `_is_plainly_sound`: any other document that jiter has read is written out again, which leaves no escapes but the
  unavoidable ones, and those bytes are looked at.

Bidi and zero-width characters are legitimate in prose and so are left to the schemas and codecs.
"""

import codecs
import re
import threading
import unicodedata
from decimal import Decimal
from functools import cache
from typing import Any

import jiter
import orjson

from registry.domain.errors import Refusal, Refused

MOST_BYTES = 5_000_000
MOST_DEPTH = 32
MOST_INTEGER = 2**53 - 1
"""The largest integer that every JSON reader keeps exactly (RFC 7493, section 2.2)."""

_BYTE_ORDER_MARKS = (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, codecs.BOM_UTF32_BE)
_POSITION = re.compile(r"at line ([0-9]+) column ([0-9]+)\Z")
_WEB_PAGE = re.compile(rb"\s*<(?:!doctype\s+html|html)\b", re.IGNORECASE)
_SURROGATE = re.compile(rb"\\u[dD][89a-fA-F]")
_CONTROL = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029]")

# For the quick look at a document written out again by orjson.
_ESCAPED = re.compile(rb"\\(.)")
# What is escaped there where no control but a line feed is.
_HARMLESS = frozenset({b"n", b'"', b"\\"})
# A number with a point or an exponent as orjson writes it, after a name, a bracket or a comma. Texts that hold such a
# spelling are a false alarm.
_FRACTION = re.compile(rb"[:,\[]-?[0-9]+(?:\.|e[-+]?[0-9]+[,}\]])")
_ASCII = bytes(range(128))


def _outline_table() -> tuple[bytes, bytes]:
    """Return what `_outline` translates by: what each byte becomes, and the bytes that go.

    Without its digits a number that is no integer is left with a dot, from its point or exponent; so is null, and
    nothing else is that stands after a name or a comma.
    """
    becomes = bytearray(range(256))
    for value in b".eEn":
        becomes[value] = ord(".")
    becomes[ord("[")] = ord(",")
    becomes[128:] = b"\x80" * 128
    return bytes(becomes), bytes(value for value in range(128) if value not in b'":,[.eEntf \\\x7f')


_BECOMES, _GOES = _outline_table()
_FOREIGN_TEXT_ENDS = re.compile(rb'\x80[^"]*+"(:?)')
# Letters below U+0300, dashes, quotation marks, the ellipsis and the euro sign: none of them composes,
# decomposes or is reordered (Unicode's NFC_Quick_Check property is Yes), and none is a control.
_INERT = re.compile("[\u00a0-\u02ff\u2010-\u2027\u20ac]*")


def read_strict(data: bytes, *, limit: int = MOST_BYTES) -> dict[str, Any]:
    """Return the JSON object that `data` spells, holding only text, integers, booleans, lists and objects.

    `limit` is the most bytes accepted; the default is the cap for JSON files. Raises `Refused` for the first
    rule broken (the list at the head of this module), with a JSON Pointer to the place in `path` where there is
    one. No message or path repeats foreign text unescaped.
    """
    # 1. Size.
    if len(data) > limit:
        raise Refused(Refusal.TOO_LARGE, f"The file has {len(data):,} bytes; at most {limit:,} are read.")
    # 2. Encoding. jiter finds invalid UTF-8 inside text; `_unreadable` tells it from other faults.
    if data.startswith(_BYTE_ORDER_MARKS):
        raise Refused(Refusal.ENCODING, "The file begins with a byte order mark.", hint="Save it as UTF-8 without one.")
    # 2 to 10, for what this program wrote itself.
    own = _in_our_spelling(data)
    if own is not None:
        return own
    # 3. Form. A float arrives as a Decimal, which rule 6 refuses.
    try:
        document = jiter.from_json(
            data, catch_duplicate_keys=True, float_mode="decimal", allow_inf_nan=False, cache_mode="keys"
        )
    except ValueError as error:
        raise _unreadable(data, str(error)) from None
    # 4. Top level.
    if not isinstance(document, dict):
        raise Refused(Refusal.NOT_JSON, "The file is JSON, but not an object.")
    # 5 to 10.
    if not _is_plainly_sound(document):
        _check(document, "", 0)
    return document


def _unreadable(data: bytes, said: str) -> Refused:
    """Return the refusal for what jiter `said`, without its words: they may repeat foreign text."""
    found = _POSITION.search(said)
    place = f" at line {found[1]}, column {found[2]}" if found else ""
    # The start is compared, since the rest may be a member name chosen to look like another message.
    if said.startswith("Detected duplicate key"):
        return Refused(Refusal.DUPLICATE_MEMBER, f"A member occurs twice{place}.")
    if said.startswith("recursion limit exceeded"):
        return Refused(Refusal.TOO_DEEP, f"More than {MOST_DEPTH} objects and lists lie inside one another.")
    if said.startswith("number out of range"):
        return Refused(Refusal.NUMBER, f"A number is too long{place}.")
    if said.startswith("control character"):
        return Refused(Refusal.CONTROL_CHARACTER, f"The text holds a control character{place}.")
    if not _is_utf8(data) or b"\0" in data[:4]:
        return Refused(Refusal.ENCODING, "The file is not in UTF-8.", hint="Save it as UTF-8.")
    if "hex escape" in said and _SURROGATE.search(data):
        return Refused(Refusal.ENCODING, f"An escape is one half of a character (a lone surrogate){place}.")
    if _WEB_PAGE.match(data):
        return Refused(
            Refusal.NOT_JSON,
            "This is a web page: it carries no signed record.",
            hint="Verify the PDF or the JSON file, or ask the unit by telephone: it confirms number and check words.",
        )
    return Refused(Refusal.NOT_JSON, f"The file is not JSON{place}.")


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode()
    except UnicodeDecodeError:
        return False
    return True


@cache
def _padding() -> int:
    """Return how many lists around a document make orjson refuse exactly those deeper than `MOST_DEPTH`.

    orjson stops at a fixed depth (254 in 3.13); it is measured, because no orjson page promises the number.
    """
    nested: list[Any] = []
    for depth in range(1, 2_000):
        try:
            orjson.dumps(nested)
        except TypeError:
            return depth - 1 - MOST_DEPTH
        nested = [nested]
    raise RuntimeError("orjson sets no limit to depth any more; measure depth another way.")


def _written(document: dict[str, Any]) -> bytes | None:
    """Return `document` in orjson's sorted spelling, or None where rule 5 or 6 may be broken.

    orjson refuses integers of 2^53 and more, Decimal, and, with the padding around it, greater depth.
    """
    _AROUND.inmost.append(document)
    try:
        written = orjson.dumps(_AROUND.outmost, option=orjson.OPT_STRICT_INTEGER | orjson.OPT_SORT_KEYS)
    except TypeError:
        return None
    finally:
        _AROUND.inmost.clear()
    padding = _padding()
    return written[padding:-padding]


class _Around(threading.local):
    """The lists around a document, made once for each thread: to make them takes as long as to write it out."""

    def __init__(self) -> None:
        self.inmost: list[Any] = []
        self.outmost = self.inmost
        for _ in range(_padding() - 1):
            self.outmost = [self.outmost]


_AROUND = _Around()


def _in_our_spelling(data: bytes) -> dict[str, Any] | None:
    """Return the document if `data` is canonical JSON, with a line feed after it or none, and plainly sound."""
    try:
        document = orjson.loads(data)
    except ValueError:
        return None
    if not isinstance(document, dict):
        return None
    written = _written(document)
    if written is None or written != data.removesuffix(b"\n"):
        return None
    return document if _looks_sound(written, floats=True) else None


def _is_plainly_sound(document: dict[str, Any]) -> bool:
    """Return True only if `_check` would find nothing to refuse; False asks for the visit."""
    written = _written(document)
    return written is not None and _looks_sound(written, floats=False)


def _looks_sound(written: bytes, *, floats: bool) -> bool:
    """Return True only if nothing in orjson's spelling of a document breaks rules 7 to 10; with `floats`, nor rule 6.

    It looks at a few bytes at a time for the whole document: what it cannot tell apart so is a false alarm.
    """
    # 8.
    escaped = set(_ESCAPED.findall(written))
    if not escaped <= _HARMLESS:
        return False
    # Without escaped quotation marks every remaining one opens or closes a text.
    plain = written.replace(b"\\\\", b"").replace(b'\\"', b"") if b'"' in escaped else written
    outline = plain.translate(_BECOMES, _GOES)
    if b"\x7f" in outline:
        return False
    # 6, 7. After a name, or after a comma or bracket; there it may be a comma in prose, so the digits are looked at.
    alarm = b'":.' in outline or b",." in outline
    if alarm and (b"null" in written or (floats and _FRACTION.search(written))):
        return False
    if written.isascii():
        return True
    # 10. The colon after a text that is closed makes it a name. Each match runs to the end of its text, so that the
    # search is linear.
    if any(found[1] for found in _FOREIGN_TEXT_ENDS.finditer(outline)):
        return False
    # 8, 9. The whole text is in form C only if each text in it is; that a line feed is written as `\n` can
    # add a false alarm, when a combining mark follows it, but hide nothing.
    foreign = written.translate(None, _ASCII).decode()
    if _INERT.fullmatch(foreign):
        return True
    return not _CONTROL.search(foreign) and unicodedata.is_normalized("NFC", written.decode())


def _check(value: object, path: str, depth: int) -> None:
    """Apply rules 5 to 10 to `value`, found at `path` inside `depth` objects and lists. Raises `Refused`."""
    if isinstance(value, str):
        _check_text(value, path)
    elif isinstance(value, dict | list):
        if depth == MOST_DEPTH:  # 5.
            raise Refused(
                Refusal.TOO_DEEP, f"More than {MOST_DEPTH} objects and lists lie inside one another.", path=path
            )
        if isinstance(value, list):
            for position, item in enumerate(value):
                _check(item, f"{path}/{position}", depth + 1)
            return
        for name, item in value.items():
            place = f"{path}/{_shown(name)}"
            _check_text(name, place)
            if not name.isascii():  # 10. The schemas know no such member.
                raise Refused(Refusal.SCHEMA, "A member's name is not ASCII.", path=place)
            _check(item, place, depth + 1)
    elif isinstance(value, Decimal):  # 6.
        raise Refused(
            Refusal.NUMBER,
            "A number is written with a point or an exponent.",
            path=path,
            hint="Fractions are written as text, such as a score of '12.5' in quotation marks.",
        )
    elif isinstance(value, int) and abs(value) > MOST_INTEGER:  # 6.
        raise Refused(Refusal.NUMBER, "A number is larger than 2^53 - 1.", path=path)
    elif value is None:  # 7. The schemas know no such value.
        raise Refused(Refusal.SCHEMA, "A value is null.", path=path, hint="What is unknown is left out.")


def _check_text(text: str, path: str) -> None:
    found = _CONTROL.search(text)
    if found:  # 8.
        raise Refused(
            Refusal.CONTROL_CHARACTER, f"The text holds the control character U+{ord(found[0]):04X}.", path=path
        )
    if not unicodedata.is_normalized("NFC", text):  # 9.
        raise Refused(Refusal.NOT_NFC, "The text is not in Unicode normal form C.", path=path)


def _shown(name: str) -> str:
    """Return a member's name as a step of a JSON Pointer (RFC 6901), in printable ASCII and cut to 60."""
    return ascii(name[:60])[1:-1].replace("~", "~0").replace("/", "~1")
