"""Attacks on a summary's bytes, envelope and spelling: what a lenient reader would take for the same or for another."""

import json
from collections.abc import Iterator

from registry.documents.transfer_summary import encode
from registry.domain.errors import Refusal
from tests.documents.clinic import resigned, signed, summary
from tests.vector_maker.case import Case, as_bytes, changed, refused, respelt

KIND = "spelling"

_BYTES = (
    "BOM, wrong encoding, lone surrogates, NaN, 1e400, big integers, 5,000-digit integers, deep nesting, 50 MB file, "
    "thousands of proofs"
)
_DUPLICATE = "duplicate member names"
_UNKNOWN = "unknown top-level or proof members"
_VERSION = "unknown cryptosuite, type, schema version, `previousProof`"
_SCHEMA = "schema digest mismatch, older schema id"
_CONTEXT = "context reordered or appended"
_LETTERS = "bidi, zero-width, mixed script, NFC/NFD twins, non-ASCII digits, trailing newline"


def cases() -> Iterator[Case]:
    """Yield the cases of this kind."""
    yield from _encoding()
    yield from _numbers()
    yield from _letters()
    yield from _envelope()


def _encoding() -> Iterator[Case]:
    data = as_bytes(signed())
    old = b'"purpose":'
    yield refused(
        "duplicate-member",
        _DUPLICATE,
        "Two purposes.",
        Refusal.DUPLICATE_MEMBER,
        respelt(data, old, b'"purpose":"prison","purpose":'),
    )
    yield refused(
        "duplicate-member-through-an-escape",
        _DUPLICATE,
        "The second is spelt with an escape.",
        Refusal.DUPLICATE_MEMBER,
        respelt(data, old, b'"purpos\\u0065":"prison","purpose":'),
    )
    yield refused("byte-order-mark", _BYTES, "UTF-8 with a mark.", Refusal.ENCODING, b"\xef\xbb\xbf" + data)
    yield refused("utf-16", _BYTES, "UTF-16.", Refusal.ENCODING, data.decode().encode("utf-16"))
    yield refused(
        "utf-16-without-a-mark",
        _BYTES,
        "UTF-16, little end first.",
        Refusal.ENCODING,
        data.decode().encode("utf-16-le"),
    )
    yield refused(
        "latin-1", _BYTES, "One letter in Latin-1.", Refusal.ENCODING, respelt(data, "Siân".encode(), b"Si\xe2n")
    )
    yield refused(
        "lone-surrogate",
        _BYTES,
        "Half a character.",
        Refusal.ENCODING,
        respelt(data, b'"Alder Clinic"', b'"Alder\\ud800 Clinic"'),
    )
    yield refused("bytes-after-the-end", _BYTES, "A second object.", Refusal.NOT_JSON, data + b"{}")
    yield refused("truncated", _BYTES, "Half the file.", Refusal.NOT_JSON, data[: len(data) // 2])
    yield refused(
        "nested-deeply",
        _BYTES,
        "40 lists in one another.",
        Refusal.TOO_DEEP,
        respelt(data, b'{"@context"', b'{"x":' + b"[" * 40 + b"]" * 40 + b',"@context"'),
    )
    yield refused(
        "nested-too-deeply-to-parse",
        _BYTES,
        "5,000 lists in one another.",
        Refusal.TOO_DEEP,
        b'{"x":' + b"[" * 5_000 + b"]" * 5_000 + b"}",
    )
    yield refused("comment", _BYTES, "JSON has none.", Refusal.NOT_JSON, b"/* */" + data)
    yield refused("empty", _BYTES, "No bytes.", Refusal.NOT_JSON, b"")
    yield refused(
        "list-at-the-top", _BYTES, "Two documents in one file.", Refusal.NOT_JSON, b"[" + data + b"," + data + b"]"
    )


def _numbers() -> Iterator[Case]:
    data = as_bytes(signed())
    old = b'"version":2'
    for name, written, what, reason in (
        ("number-with-a-point", b"2.0", "2.0 canonicalises to 2.", Refusal.NUMBER),
        ("number-with-an-exponent", b"2e0", "2e0 canonicalises to 2.", Refusal.NUMBER),
        ("number-1e400", b"1e400", "Infinity to some readers.", Refusal.NUMBER),
        ("number-nan", b"NaN", "No JSON.", Refusal.NOT_JSON),
        ("number-infinity", b"Infinity", "No JSON.", Refusal.NOT_JSON),
        ("number-with-a-leading-zero", b"02", "No JSON.", Refusal.NOT_JSON),
        ("number-beyond-2-53", b"9007199254740993", "Rounded by some readers.", Refusal.NUMBER),
        ("number-of-5000-digits", b"1" * 5_000, "Slow for some readers.", Refusal.NUMBER),
        ("number-as-text", b'"2"', "Text for a number.", Refusal.SCHEMA),
        ("number-in-arabic-indic-digits", b'"\xd9\xa2"', "A digit that is not ASCII.", Refusal.SCHEMA),
        ("null", b"null", "What is unknown is absent.", Refusal.SCHEMA),
    ):
        attack = _LETTERS if "arabic" in name else _BYTES
        yield refused(name, attack, what, reason, respelt(data, old, b'"version":' + written))


def _letters() -> Iterator[Case]:
    data = as_bytes(signed())
    old = b'"Alder Clinic"'
    for name, written, what, reason in (
        ("trailing-newline", b'"Alder Clinic\\n"', "Some patterns let it through.", Refusal.SCHEMA),
        ("zero-width-space", b'"Alder\\u200b Clinic"', "In a name.", Refusal.SCHEMA),
        ("bidi-override", b'"Alder\\u202e Clinic"', "In a name.", Refusal.SCHEMA),
        ("control-character-escaped", b'"Alder \\u0007Clinic"', "A bell.", Refusal.CONTROL_CHARACTER),
        ("control-character-raw", b'"Alder \x07Clinic"', "A bell.", Refusal.CONTROL_CHARACTER),
        ("terminal-escape", b'"Alder \\u001b[2JClinic"', "It would clear the screen.", Refusal.CONTROL_CHARACTER),
        ("line-separator", b'"Alder\\u2028Clinic"', "A line end to some readers.", Refusal.CONTROL_CHARACTER),
        ("name-with-outer-space", b'"Alder Clinic "', "A twin of the name.", Refusal.SCHEMA),
        ("name-with-a-cyrillic-letter", '"Аlder Clinic"'.encode(), "Exchanged after signing.", Refusal.BAD_SIGNATURE),
    ):
        yield refused(name, _attack_of(name), what, reason, respelt(data, old, written))
    twin = json.dumps(signed(), ensure_ascii=False).encode()
    yield refused(
        "nfd-twin",
        _LETTERS,
        "The same name, composed otherwise.",
        Refusal.NOT_NFC,
        respelt(twin, "Siân".encode(), "Sia\u0302n".encode()),
    )
    digits = respelt(data, b'"9990000018"', '"999000001٨"'.encode())
    yield refused("nhs-number-in-other-digits", _LETTERS, "An Arabic-Indic eight.", Refusal.SCHEMA, digits)
    plain = changed(encode(summary()), lambda document: document["issuer"].update(name="Alder\u202e Clinic"))
    yield refused("bidi-override-signed", _LETTERS, "Signed so by its unit.", Refusal.SCHEMA, resigned(plain))
    path = changed(
        encode(summary()), lambda document: document["credentialSubject"]["participant"].update(localNumber="../etc")
    )
    yield refused(
        "path-in-a-number", "path traversal in names", "A local number that climbs.", Refusal.SCHEMA, resigned(path)
    )


def _attack_of(name: str) -> str:
    return "terminal escapes in any field, file name or key name" if name == "terminal-escape" else _LETTERS


def _envelope() -> Iterator[Case]:
    whole = signed()
    evil = "https://evil.example/v1"
    yield refused(
        "context-appended",
        _CONTEXT,
        "One more after signing.",
        Refusal.CONTEXT,
        changed(whole, lambda document: document["@context"].append(evil)),
    )
    yield refused(
        "context-reordered",
        _CONTEXT,
        "Turned round.",
        Refusal.CONTEXT,
        changed(whole, lambda document: document["@context"].reverse()),
    )

    def everywhere(document: dict) -> None:  # type: ignore[type-arg]
        document["@context"].append(evil)
        for proof in document["proof"]:
            proof["@context"].append(evil)

    yield refused(
        "context-appended-everywhere", _CONTEXT, "In the proofs too.", Refusal.CONTEXT, changed(whole, everywhere)
    )
    yield refused(
        "context-to-be-fetched",
        "a URL that would cause a fetch",
        "Another context.",
        Refusal.CONTEXT,
        changed(whole, lambda document: document.update({"@context": evil})),
    )
    for name, types in {
        "type-unknown": ["VerifiableCredential", "Sorcery"],
        "type-missing": ["VerifiableCredential"],
        "type-of-another-kind": ["VerifiableCredential", "Directory"],
    }.items():
        reason = Refusal.UNKNOWN_SCHEMA if name == "type-of-another-kind" else Refusal.UNKNOWN_KIND
        yield refused(name, _VERSION, "Another type.", reason, {**whole, "type": types})
    for name, attack, pinned, reason in (
        ("schema-version-unknown", _VERSION, {"id": _schema("transfer-summary/9.9")}, Refusal.UNKNOWN_SCHEMA),
        ("schema-older", _SCHEMA, {"id": _schema("transfer-summary/0.9")}, Refusal.UNKNOWN_SCHEMA),
        ("schema-of-another-kind", _SCHEMA, {"id": _schema("directory/1.0")}, Refusal.UNKNOWN_SCHEMA),
        ("schema-elsewhere", "a URL that would cause a fetch", {"id": evil}, Refusal.UNKNOWN_SCHEMA),
        (
            "schema-path-traversal",
            "path traversal in names",
            {"id": _schema("transfer-summary/../directory/1.0")},
            Refusal.UNKNOWN_SCHEMA,
        ),
        ("schema-digest-mismatch", _SCHEMA, {"digestSRI": "sha384-" + "A" * 64}, Refusal.SCHEMA_DIGEST),
    ):
        yield refused(
            name,
            attack,
            "Another schema than ours.",
            reason,
            changed(whole, lambda document, pinned=pinned: document["credentialSchema"].update(pinned)),
        )
    yield refused(
        "top-level-member",
        _UNKNOWN,
        "Terms of use.",
        Refusal.SCHEMA,
        resigned({**encode(summary()), "termsOfUse": "none"}),
    )
    status = {**encode(summary()), "credentialStatus": {"id": evil}}
    yield refused(
        "credential-status",
        "a URL that would cause a fetch",
        "A status to be asked for.",
        Refusal.SCHEMA,
        resigned(status),
    )
    yield refused(
        "prototype-member",
        _UNKNOWN,
        "A member that some engines give a meaning.",
        Refusal.SCHEMA,
        respelt(as_bytes(whole), b'{"@context"', b'{"__proto__":{"interim":true},"@context"'),
    )


def _schema(version: str) -> str:
    return f"https://throughcare.example/schemas/{version}"
