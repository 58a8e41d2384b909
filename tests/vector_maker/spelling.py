"""Attacks on a summary's bytes, envelope and spelling: what a lenient reader would take for the same or for another."""

import json
from collections.abc import Iterator

from registry.documents.transfer_summary import encode
from registry.domain.errors import Refusal
from tests.documents.clinic import resigned, signed, summary
from tests.vector_maker.attacks import Attack
from tests.vector_maker.case import Case, Document, as_bytes, changed, refused, respelt

KIND = "spelling"


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
        Attack.DUPLICATE,
        "Two purposes.",
        Refusal.DUPLICATE_MEMBER,
        respelt(data, old, b'"purpose":"prison","purpose":'),
    )
    yield refused(
        "duplicate-member-through-an-escape",
        Attack.DUPLICATE,
        "The second is spelt with an escape.",
        Refusal.DUPLICATE_MEMBER,
        respelt(data, old, b'"purpos\\u0065":"prison","purpose":'),
    )
    yield refused(
        "byte-order-mark", Attack.BYTE_ORDER_MARK, "UTF-8 with a mark.", Refusal.ENCODING, b"\xef\xbb\xbf" + data
    )
    yield refused("utf-16", Attack.WRONG_ENCODING, "UTF-16.", Refusal.ENCODING, data.decode().encode("utf-16"))
    yield refused(
        "utf-16-without-a-mark",
        Attack.WRONG_ENCODING,
        "UTF-16, little end first.",
        Refusal.ENCODING,
        data.decode().encode("utf-16-le"),
    )
    yield refused(
        "latin-1",
        Attack.WRONG_ENCODING,
        "One letter in Latin-1.",
        Refusal.ENCODING,
        respelt(data, "Siân".encode(), b"Si\xe2n"),
    )
    yield refused(
        "lone-surrogate",
        Attack.LONE_SURROGATE,
        "Half a character.",
        Refusal.ENCODING,
        respelt(data, b'"Alder Clinic"', b'"Alder\\ud800 Clinic"'),
    )
    yield refused("bytes-after-the-end", Attack.NOT_JSON, "A second object.", Refusal.NOT_JSON, data + b"{}")
    yield refused("truncated", Attack.NOT_JSON, "Half the file.", Refusal.NOT_JSON, data[: len(data) // 2])
    yield refused(
        "nested-deeply",
        Attack.DEEP_NESTING,
        "40 lists in one another.",
        Refusal.TOO_DEEP,
        respelt(data, b'{"@context"', b'{"x":' + b"[" * 40 + b"]" * 40 + b',"@context"'),
    )
    yield refused(
        "nested-too-deeply-to-parse",
        Attack.DEEP_NESTING,
        "5,000 lists in one another.",
        Refusal.TOO_DEEP,
        b'{"x":' + b"[" * 5_000 + b"]" * 5_000 + b"}",
    )
    yield refused("comment", Attack.NOT_JSON, "JSON has none.", Refusal.NOT_JSON, b"/* */" + data)
    yield refused("empty", Attack.NOT_JSON, "No bytes.", Refusal.NOT_JSON, b"")
    yield refused(
        "list-at-the-top",
        Attack.NOT_JSON,
        "Two documents in one file.",
        Refusal.NOT_JSON,
        b"[" + data + b"," + data + b"]",
    )


def _numbers() -> Iterator[Case]:
    data = as_bytes(signed())
    old = b'"version":2'
    for name, attack, written, what, reason in (
        ("number-with-a-point", Attack.FLOAT, b"2.0", "2.0 canonicalises to 2.", Refusal.NUMBER),
        ("number-with-an-exponent", Attack.FLOAT, b"2e0", "2e0 canonicalises to 2.", Refusal.NUMBER),
        ("number-1e400", Attack.FLOAT, b"1e400", "Infinity to some readers.", Refusal.NUMBER),
        ("number-nan", Attack.NO_NUMBER, b"NaN", "No JSON.", Refusal.NOT_JSON),
        ("number-infinity", Attack.NO_NUMBER, b"Infinity", "No JSON.", Refusal.NOT_JSON),
        ("number-with-a-leading-zero", Attack.NOT_JSON, b"02", "No JSON.", Refusal.NOT_JSON),
        ("number-beyond-2-53", Attack.BIG_INTEGER, b"9007199254740993", "Rounded by some readers.", Refusal.NUMBER),
        ("number-of-5000-digits", Attack.LONG_INTEGER, b"1" * 5_000, "Slow for some readers.", Refusal.NUMBER),
        ("number-as-text", Attack.CONTENT, b'"2"', "Text for a number.", Refusal.SCHEMA),
        ("number-in-arabic-indic-digits", Attack.DIGITS, b'"\xd9\xa2"', "A digit that is not ASCII.", Refusal.SCHEMA),
        ("null", Attack.CONTENT, b"null", "What is unknown is absent.", Refusal.SCHEMA),
    ):
        yield refused(name, attack, what, reason, respelt(data, old, b'"version":' + written))


def _letters() -> Iterator[Case]:
    data = as_bytes(signed())
    old = b'"Alder Clinic"'
    for name, attack, written, what, reason in (
        ("trailing-newline", Attack.NEWLINE, b'"Alder Clinic\\n"', "Some patterns let it through.", Refusal.SCHEMA),
        ("zero-width-space", Attack.ZERO_WIDTH, b'"Alder\\u200b Clinic"', "In a name.", Refusal.SCHEMA),
        ("bidi-override", Attack.BIDI, b'"Alder\\u202e Clinic"', "In a name.", Refusal.SCHEMA),
        ("control-character-escaped", Attack.CONTROL, b'"Alder \\u0007Clinic"', "A bell.", Refusal.CONTROL_CHARACTER),
        ("control-character-raw", Attack.CONTROL, b'"Alder \x07Clinic"', "A bell.", Refusal.CONTROL_CHARACTER),
        (
            "terminal-escape",
            Attack.TERMINAL,
            b'"Alder \\u001b[2JClinic"',
            "It would clear the screen.",
            Refusal.CONTROL_CHARACTER,
        ),
        (
            "line-separator",
            Attack.CONTROL,
            b'"Alder\\u2028Clinic"',
            "A line end to some readers.",
            Refusal.CONTROL_CHARACTER,
        ),
        ("name-with-outer-space", Attack.NEWLINE, b'"Alder Clinic "', "A twin of the name.", Refusal.SCHEMA),
        (
            "name-with-a-cyrillic-letter",
            Attack.MIXED_SCRIPT,
            '"Аlder Clinic"'.encode(),
            "Exchanged after signing.",
            Refusal.BAD_SIGNATURE,
        ),
    ):
        yield refused(name, attack, what, reason, respelt(data, old, written))
    twin = json.dumps(signed(), ensure_ascii=False).encode()
    yield refused(
        "nfd-twin",
        Attack.FORM,
        "The same name, composed otherwise.",
        Refusal.NOT_NFC,
        respelt(twin, "Siân".encode(), "Sia\u0302n".encode()),
    )
    digits = respelt(data, b'"9990000018"', '"999000001٨"'.encode())
    yield refused("nhs-number-in-other-digits", Attack.DIGITS, "An Arabic-Indic eight.", Refusal.SCHEMA, digits)
    plain = changed(encode(summary()), lambda document: document["issuer"].update(name="Alder\u202e Clinic"))
    yield refused("bidi-override-signed", Attack.BIDI, "Signed so by its unit.", Refusal.SCHEMA, resigned(plain))
    path = changed(
        encode(summary()), lambda document: document["credentialSubject"]["participant"].update(localNumber="../etc")
    )
    yield refused("path-in-a-number", Attack.PATH, "A local number that climbs.", Refusal.SCHEMA, resigned(path))


def _envelope() -> Iterator[Case]:
    whole = signed()
    evil = "https://evil.example/v1"
    yield refused(
        "context-appended",
        Attack.CONTEXT,
        "One more after signing.",
        Refusal.CONTEXT,
        changed(whole, lambda document: document["@context"].append(evil)),
    )
    yield refused(
        "context-reordered",
        Attack.CONTEXT,
        "Turned round.",
        Refusal.CONTEXT,
        changed(whole, lambda document: document["@context"].reverse()),
    )

    def everywhere(document: Document) -> None:
        document["@context"].append(evil)
        for proof in document["proof"]:
            proof["@context"].append(evil)

    yield refused(
        "context-appended-everywhere", Attack.CONTEXT, "In the proofs too.", Refusal.CONTEXT, changed(whole, everywhere)
    )
    yield refused(
        "context-to-be-fetched",
        Attack.FETCH,
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
        yield refused(name, Attack.UNKNOWN_TYPE, "Another type.", reason, {**whole, "type": types})
    for name, attack, pinned, reason in (
        (
            "schema-version-unknown",
            Attack.UNKNOWN_VERSION,
            {"id": _schema("transfer-summary/9.9")},
            Refusal.UNKNOWN_SCHEMA,
        ),
        ("schema-older", Attack.OLDER_SCHEMA, {"id": _schema("transfer-summary/0.9")}, Refusal.UNKNOWN_SCHEMA),
        ("schema-of-another-kind", Attack.OLDER_SCHEMA, {"id": _schema("directory/1.0")}, Refusal.UNKNOWN_SCHEMA),
        ("schema-elsewhere", Attack.FETCH, {"id": evil}, Refusal.UNKNOWN_SCHEMA),
        (
            "schema-path-traversal",
            Attack.PATH,
            {"id": _schema("transfer-summary/../directory/1.0")},
            Refusal.UNKNOWN_SCHEMA,
        ),
        ("schema-digest-mismatch", Attack.SCHEMA_DIGEST, {"digestSRI": "sha384-" + "A" * 64}, Refusal.SCHEMA_DIGEST),
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
        Attack.UNKNOWN_MEMBER,
        "Terms of use.",
        Refusal.SCHEMA,
        resigned({**encode(summary()), "termsOfUse": "none"}),
    )
    status = {**encode(summary()), "credentialStatus": {"id": evil}}
    yield refused(
        "credential-status",
        Attack.FETCH,
        "A status to be asked for.",
        Refusal.SCHEMA,
        resigned(status),
    )
    yield refused(
        "prototype-member",
        Attack.UNKNOWN_MEMBER,
        "A member that some engines give a meaning.",
        Refusal.SCHEMA,
        respelt(as_bytes(whole), b'{"@context"', b'{"__proto__":{"interim":true},"@context"'),
    )


def _schema(version: str) -> str:
    return f"https://throughcare.example/schemas/{version}"
