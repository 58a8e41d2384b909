"""Makes `v1.json`, the JSON-LD context under which stock software can process our documents.

Run by hand when a schema gains a member: `python -m schemas.contexts.make_context`. A test compares the file with what
this makes. Our own verifier never reads it: it only asks that a document names it.

Every member of every signed kind becomes a term under `https://throughcare.example/vocab#`. What
`https://www.w3.org/ns/credentials/v2` defines for every node, or for a credential, is left to it: it is protected
there. Where the `id` of a part is one of our codes (a module's `m1`) and no IRI, a context of that part's own says so.
"""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

VOCABULARY = "https://throughcare.example/vocab#"
FILE = Path(__file__).parent / "v1.json"

_SCHEMAS = Path(__file__).parent.parent
_TYPES = ("TransferSummary", "Withdrawal", "Annex", "Receipt", "Directory", "CatalogueRelease")
# Source: https://www.w3.org/ns/credentials/v2: its terms for every node, and those that stand at our top level only.
# `validUntil` is not here: that context defines it for a credential alone, and parts of ours have one too.
_THEIRS = frozenset(
    {"@context", "id", "type", "name", "description", "digestSRI"}
    | {"credentialSchema", "credentialSubject", "issuer", "proof"}
    | {"cryptosuite", "created", "proofPurpose", "proofValue", "verificationMethod"}
)


def make_context() -> dict[str, Any]:
    """Return the context of all signed kinds that have a schema here."""
    terms: dict[str, Any] = {}
    for path in sorted(_SCHEMAS.glob("*/*/schema.json")):
        schema = json.loads(path.read_text("utf-8"))
        if "proof" not in schema.get("properties", {}):
            continue
        for name, value in _members(schema, schema["$defs"]):
            if name in _THEIRS:
                continue
            iri = VOCABULARY + name
            known = terms.setdefault(name, iri)
            if _has_code(value, schema["$defs"]) and isinstance(known, str):
                terms[name] = {"@id": iri, "@context": {"id": VOCABULARY + "code"}}
    return {"@context": {**{name: VOCABULARY + name for name in _TYPES}, **dict(sorted(terms.items()))}}


def _members(schema: Any, definitions: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """Yield every member that the schema gives a name, with its own schema."""
    if isinstance(schema, list):
        for one in schema:
            yield from _members(one, definitions)
    elif isinstance(schema, dict):
        for name, value in schema.get("properties", {}).items():
            yield name, value
        for value in (*schema.values(), *schema.get("properties", {}).values(), *schema.get("$defs", {}).values()):
            yield from _members(value, definitions)


def _has_code(schema: Mapping[str, Any], definitions: Mapping[str, Any]) -> bool:
    """Return whether what stands there has an `id` that is a code."""
    whole = schema.get("items", schema)
    whole = definitions.get(whole.get("$ref", "").removeprefix("#/$defs/"), whole)
    found: Mapping[str, Any] = whole.get("properties", {}).get("id", {})
    return found.get("$ref") == "#/$defs/code"


def main() -> None:
    """Write the file."""
    FILE.write_text(json.dumps(make_context(), indent=2) + "\n", "utf-8")


if __name__ == "__main__":
    main()
