"""The envelope that every signed document shares: its contexts, its type and the schema it is pinned to.

A document says what it is in three places, which must agree: `@context` is exactly our two contexts in their
order, `type` is `VerifiableCredential` and the one name of its kind, and `credentialSchema` names the schema that
ships with this program and the digest of that schema's bytes. Nothing named here is ever fetched.
"""

from collections.abc import Mapping
from typing import Any

from registry.domain.errors import Refusal, Refused
from schemas import SCHEMA_ROOT, digest_sri, is_accepted, schema_id

CONTEXTS = ("https://www.w3.org/ns/credentials/v2", "https://throughcare.example/contexts/v1")
CREDENTIAL = "VerifiableCredential"
MOST_PROOFS = 16

TYPES: Mapping[str, str] = {
    "transfer-summary": "TransferSummary",
    "withdrawal": "Withdrawal",
    "annex": "Annex",
    "receipt": "Receipt",
    "directory": "Directory",
    "catalogue-release": "CatalogueRelease",
}
"""The signed kinds, each with its name in `type`."""

_KINDS = {name: kind for kind, name in TYPES.items()}


def begin_envelope(kind: str, version: str, document_id: str) -> dict[str, Any]:
    """Return the members that open a new document of `kind`: contexts, id and type, and the schema it is pinned to."""
    return {
        "@context": list(CONTEXTS),
        "id": document_id,
        "type": [CREDENTIAL, TYPES[kind]],
        "credentialSchema": credential_schema(kind, version),
    }


def credential_schema(kind: str, version: str) -> dict[str, str]:
    """Return the `credentialSchema` member for a document of this kind and version."""
    return {"id": schema_id(kind, version), "type": "JsonSchema", "digestSRI": digest_sri(kind, version)}


def open_envelope(document: Mapping[str, Any]) -> tuple[str, str]:
    """Return the kind and schema version of a document read strictly, whatever else is in it.

    Raises `Refused`: `context`, `unknown-kind`, `unknown-schema` or `schema-digest`.
    """
    if document.get("@context") != list(CONTEXTS):
        raise Refused(
            Refusal.CONTEXT, "The document's contexts are not exactly Throughcare's, in their order.", path="/@context"
        )
    kind = _kind(document.get("type"))
    pinned = document.get("credentialSchema")
    if not isinstance(pinned, dict) or not isinstance(pinned.get("id"), str):
        raise Refused(
            Refusal.UNKNOWN_SCHEMA, "The document does not say which schema it follows.", path="/credentialSchema"
        )
    version = _version(pinned["id"], kind)
    if not is_accepted(kind, version):
        raise _unknown_schema()
    if pinned.get("type") != "JsonSchema" or pinned.get("digestSRI") != digest_sri(kind, version):
        raise Refused(
            Refusal.SCHEMA_DIGEST,
            "The document was made under a schema of this name with other content.",
            path="/credentialSchema/digestSRI",
            hint="One of the two programs may be altered or older. Compare their versions.",
        )
    return kind, version


def require_kind(document: Mapping[str, Any], kind: str) -> str:
    """Return the schema version of a document that must be of `kind`. Raises `Refused` as `open_envelope` does."""
    found, version = open_envelope(document)
    if found != kind:
        raise Refused(
            Refusal.UNKNOWN_KIND,
            f"This is a {found.replace('-', ' ')}; a {kind.replace('-', ' ')} was expected.",
            path="/type",
        )
    return version


def proofs_of(document: Mapping[str, Any]) -> list[Any]:
    """Return the document's proofs, 1 to 16, unread. Raises `Refused`: `no-proof` or `too-many-proofs`.

    Counted before anything is read in them, so that thousands of proofs cost nothing.
    """
    proofs = document.get("proof", [])
    if not isinstance(proofs, list):
        raise Refused(Refusal.PROOF_FORM, "The document's proofs are not a list.", path="/proof")
    if not proofs:
        raise Refused(Refusal.NO_PROOF, "The document is not signed.", path="/proof")
    if len(proofs) > MOST_PROOFS:
        raise Refused(
            Refusal.TOO_MANY_PROOFS, f"The document has {len(proofs)} proofs; at most {MOST_PROOFS} are read."
        )
    return proofs


def _kind(types: object) -> str:
    if isinstance(types, list) and len(types) == 2 and types[0] == CREDENTIAL and isinstance(types[1], str):
        kind = _KINDS.get(types[1])
        if kind is not None:
            return kind
    raise Refused(Refusal.UNKNOWN_KIND, "The document is of no kind that Throughcare knows.", path="/type")


def _version(schema: str, kind: str) -> str:
    prefix = f"{SCHEMA_ROOT}{kind}/"
    if not schema.startswith(prefix):
        raise _unknown_schema()
    return schema.removeprefix(prefix)


def _unknown_schema() -> Refused:
    return Refused(
        Refusal.UNKNOWN_SCHEMA,
        "The document follows a schema that this program does not have.",
        path="/credentialSchema/id",
        hint="It may come from a newer Throughcare.",
    )
