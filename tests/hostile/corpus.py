"""The hostile corpus: every file is made here, by a name that says what is wrong with it.

`python -m tests.hostile.corpus FOLDER` writes them out for a look.
"""

import io
import json
import os
import sys
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pyrage

from tests.intake.workbooks import bomb, entity_bomb, workbook

CLEAR, TURN = "\x1b[2J\x1b]0;owned\x07", "\u202e\u200b"


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode("utf-8", "surrogatepass")


def _sealed_for_a_stranger() -> bytes:
    return bytes(pyrage.encrypt(b"{}", [pyrage.x25519.Identity.generate().to_public()]))


def _scrypt(work: int) -> bytes:
    """An age file whose passphrase would take 2 to the power of `work` steps to try."""
    stanza = f"-> scrypt {'A' * 22} {work}\n{'A' * 43}\n--- {'A' * 43}\n"
    return b"age-encryption.org/v1\n" + stanza.encode() + b"x" * 100


def _stanzas(many: int) -> bytes:
    stanza = f"-> X25519 {'A' * 43}\n{'A' * 43}\n" * many
    return b"age-encryption.org/v1\n" + stanza.encode() + b"--- " + b"A" * 43 + b"\n"


def _pdf(script: bool) -> bytes:
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        if script:
            pdf.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")
        out = io.BytesIO()
        pdf.save(out)
    return out.getvalue()


CORPUS: dict[str, Callable[[], bytes]] = {
    "empty": lambda: b"",
    "white-space": lambda: b" \n" * 1_000,
    "no-object": lambda: b"[]",
    "bare-object": lambda: b"{}",
    "null": lambda: b'{"type":null}',
    "zero-bytes": lambda: b"\0" * 10_000,
    "latin-1": lambda: '{"name":"Siân"}'.encode("latin-1"),
    "utf-16": lambda: '{"name":"x"}'.encode("utf-16"),
    "byte-order-mark": lambda: b"\xef\xbb\xbf{}",
    "deep-lists": lambda: b"[" * 200_000,
    "deep-objects": lambda: b'{"a":' * 200_000,
    "long-number": lambda: b'{"version":' + b"9" * 5_000 + b"}",
    "not-a-number": lambda: b'{"version":NaN,"x":1e400}',
    "member-twice": lambda: b'{"id":"a","id":"b"}',
    "half-a-character": lambda: b'{"id":"\\ud800"}',
    "terminal-escapes": lambda: _json({CLEAR: CLEAR, "type": [CLEAR], "id": CLEAR, "issuer": {"name": CLEAR}}),
    "escapes-spelt": lambda: json.dumps({"id": CLEAR + TURN, "type": CLEAR, TURN: "x"}).encode(),
    "text-turned-round": lambda: _json({"id": f"A{TURN}", "type": TURN, "title": TURN, "kind": f"x{TURN}"}),
    "path-in-names": lambda: _json({"id": "../../etc/passwd", "file": "/etc/shadow", "files": {"../../x": {}}}),
    "raw-escapes": lambda: f"{CLEAR}{TURN}\n".encode() * 50,
    "two-documents": lambda: b"{}{}",
    "many-members": lambda: _json({f"m{number}": number for number in range(50_000)}),
    "pdf-of-nothing": lambda: _pdf(script=False),
    "pdf-with-a-script": lambda: _pdf(script=True),
    "pdf-cut-off": lambda: _pdf(script=False)[:200],
    "age-for-a-stranger": _sealed_for_a_stranger,
    "age-of-a-hundred-stanzas": lambda: _stanzas(100),
    "age-with-scrypt-of-a-year": lambda: _scrypt(40),
    "age-cut-off": lambda: _sealed_for_a_stranger()[:60],
    "workbook-with-a-formula": lambda: workbook([["Surname"], ["=1+1"]]),
    "workbook-bomb": bomb,
    "workbook-of-laughs": entity_bomb,
    "csv-not-closed": lambda: b'Surname\n"Reid',
    "csv-of-formulas": lambda: b'=HYPERLINK("http://x"),@x,+1,-1\n' * 10,
    "gzip": lambda: bytes.fromhex("1f8b0800000000000003") + b"x" * 100,
    "program": lambda: b"\x7fELF" + b"\x02" * 200,
    "checkpoint-forged": lambda: f"x{CLEAR}\n-1\n{'A' * 44}\n\n— x {'A' * 90}\n".encode(),
}

ODD: dict[str, Callable[[Path], object]] = {
    "link": lambda path: path.symlink_to("/etc/hostname"),
    "pipe": lambda path: os.mkfifo(path),
    "folder": lambda path: path.mkdir(),
    "huge": lambda path: os.truncate(_touched(path), 3_000_000_000),
    "missing": lambda path: None,
}
"""What is no ordinary file, or too large a one; each makes it at a path."""


def _touched(path: Path) -> Path:
    path.touch()
    return path


def write_corpus(folder: Path) -> list[Path]:
    """Write everything into `folder` under names that try to move the cursor, and return the paths by name."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for name, make in CORPUS.items():
        paths.append(folder / f"{name}\x1b[31m\u202e.json")
        paths[-1].write_bytes(make())
    for name, place in ODD.items():
        paths.append(folder / f"{name}\x1b[31m\u202e.json")
        place(paths[-1])
    return paths


if __name__ == "__main__":
    for path in write_corpus(Path(sys.argv[1])):
        sys.stdout.write(f"{path.name!a}\n")
