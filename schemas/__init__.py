"""JSON Schemas by kind and version.

A schema is one file, `schemas/<kind>/<major.minor>/schema.json`, shipped with the program. Its id is a name and
never an address: nothing is fetched. A document pins the schema it was made under by the digest of that file's bytes.
"""

import base64
import hashlib
import json
import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

# The versions under which a document is accepted: the newest, and older ones only where they are listed here. Each
# folder is frozen in `frozen.json` (see `freeze`).
ACCEPTED: Mapping[str, tuple[str, ...]] = {
    "transfer-summary": ("1.0",),
    "withdrawal": ("1.0",),
    "annex": ("1.0",),
    "receipt": ("1.0",),
    "directory": ("1.0",),
    "catalogue-release": ("1.0",),
    "verdict": ("1.0",),
}

SCHEMA_ROOT = "https://throughcare.example/schemas/"

_KIND = re.compile(r"[a-z]+(?:-[a-z]+)*")
_VERSION = re.compile(r"[0-9]{1,3}\.[0-9]{1,3}")


class UnknownSchema(Exception):  # noqa: N818 - named for what is found
    """There is no schema of that kind and version here."""


@cache
def schema_bytes(kind: str, version: str) -> bytes:
    """Return the schema file's bytes. Raises `UnknownSchema`."""
    if not _KIND.fullmatch(kind) or not _VERSION.fullmatch(version):
        raise UnknownSchema(f"{kind[:40]!a} {version[:10]!a}")
    try:
        return files(__name__).joinpath(kind, version, "schema.json").read_bytes()
    except FileNotFoundError:
        raise UnknownSchema(f"{kind} {version}") from None


@cache
def load_schema(kind: str, version: str) -> dict[str, Any]:
    """Return the schema as JSON; shared, so not to be changed. Raises `UnknownSchema`."""
    schema: dict[str, Any] = json.loads(schema_bytes(kind, version))
    return schema


@cache
def digest_sri(kind: str, version: str) -> str:
    """Return `sha384-` and the base64 of the digest of the schema file's bytes. Raises `UnknownSchema`."""
    digest = hashlib.sha384(schema_bytes(kind, version)).digest()
    return "sha384-" + base64.b64encode(digest).decode("ascii")


def schema_id(kind: str, version: str) -> str:
    """Return the schema's id, as documents and the schema itself give it."""
    return f"{SCHEMA_ROOT}{kind}/{version}"


def is_accepted(kind: str, version: str) -> bool:
    """Return whether a document of this kind may be under this version of its schema."""
    return version in ACCEPTED.get(kind, ())
