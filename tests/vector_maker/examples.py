"""The examples in docs/format.md, worked out from what each names: `make vectors` writes them anew."""

import re
from collections.abc import Callable, Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any

from registry.documents.canonical import canonical_rfc8785, document_digest
from registry.documents.check_words import words_of
from registry.documents.multikey import read_public_key
from registry.documents.strict import read_strict
from registry.documents.trusted_directory import roots_in_words
from registry.domain.directory import Roots
from tests.documents.clinic import key

PAGE = Path(__file__).parent.parent.parent / "docs" / "format.md"

_BLOCK = re.compile(r"```example ([a-z]+)\n(.*?)```", re.DOTALL)
Files = Mapping[str, bytes]


def worked_out(page: str, files: Files) -> str:
    """Return the page with every example's results for the vectors in `files`. Raises `KeyError` for an unknown one."""

    def one(found: re.Match[str]) -> str:
        given = dict(line.split(": ", 1) for line in found[2].splitlines())
        lines = [f"{name}: {text}" for name, text in _EXAMPLES[found[1]](given, files).items()]
        return f"```example {found[1]}\n" + "\n".join(lines) + "\n```"

    return _BLOCK.sub(one, page)


def _canonical(given: Mapping[str, str], _: Files) -> dict[str, str]:
    form = canonical_rfc8785(read_strict(given["given"].encode()))
    return {"given": given["given"], "canonical": form.decode(), "sha256": sha256(form).hexdigest()}


def _digest(given: Mapping[str, str], files: Files) -> dict[str, str]:
    digest = document_digest(read_strict(files[given["file"]]))
    return {"file": given["file"], "digest": digest, "words": words_of(digest)}


def _key(_: Mapping[str, str], __: Files) -> dict[str, str]:
    text = key("unit").public_key
    return {"key": text, "bytes": read_public_key(text).hex()}


def _proof(given: Mapping[str, str], files: Files) -> dict[str, str]:
    document = read_strict(files[given["file"]])
    proof: dict[str, Any] = document["proof"][int(given["place"])]
    config = {name: value for name, value in proof.items() if name != "proofValue"}
    return {
        "file": given["file"],
        "place": given["place"],
        "proof-hash": sha256(canonical_rfc8785(config)).hexdigest(),
        "document-hash": document_digest(document),
    }


def _roots(given: Mapping[str, str], files: Files) -> dict[str, str]:
    roots = read_strict(files[given["file"]])["credentialSubject"]["roots"]
    return {
        "file": given["file"],
        "words": roots_in_words(Roots(keys=tuple(roots["keys"]), threshold=roots["threshold"])),
    }


_EXAMPLES: Mapping[str, Callable[[Mapping[str, str], Files], dict[str, str]]] = {
    "canonical": _canonical,
    "digest": _digest,
    "key": _key,
    "proof": _proof,
    "roots": _roots,
}
