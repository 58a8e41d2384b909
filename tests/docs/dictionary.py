"""`docs/data-dictionary.md`, drawn from the schema of the data set. `make dictionary` writes it."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from schemas import load_schema

PAGE = Path(__file__).parent.parent.parent / "docs" / "data-dictionary.md"

_HEAD = """# The data set: what every column means

Made by `make dictionary` from `schemas/dataset/1.0/schema.json`; a test compares them. `throughcare dataset export`
writes one folder: a table in each CSV file, and `release.json`, which lists them. Every cell is text in quotation
marks, in UTF-8; one that a spreadsheet program would work out stands behind an apostrophe, which is no part of it. The
first row holds the names of the columns, in this order. Why it is so, and who may have it:
[decision 42](decisions/0042-a-data-set-that-adds-up.md).

"""

# How a pattern reads to somebody who does not read patterns.
_FORMS = (
    ("urn:uuid", "an id, `urn:uuid:` and 36 characters"),
    ("[a-z2-7]{16}", "a pseudonym, 16 letters and digits"),
    ("Q[1-4])?|not-recorded", "`2026-Q1`, `2026` or `not-recorded`"),
    ("Q[1-4])?|not-ended", "`2026-Q1`, `2026` or `not-ended`"),
    ("{0,6}|not-recorded", "a whole number, or `not-recorded`"),
    ("[1-9][0-9]{0,6})", "a whole number"),
    ("-?[0-9]", "a decimal number"),
    ("local|not-recorded", "an id of the catalogue, `local` or `not-recorded`"),
    ("|local)", "an id of the catalogue, or `local`"),
    ("(?:;", "ids with semicolons between them, or `not-recorded`"),
    ("[a-z]+(?:-[a-z]+)*", "an id, small letters and hyphens"),
    ("[A-Za-z0-9._-]", "an id of the catalogue, `total` or `other`"),
    ("[^", "one line of text"),
    ("0[1-9]|1[0-2]", "`2026-01`"),
    ("[0-9a-f]{64}", "64 hexadecimal digits"),
)


def page() -> str:
    """Return the page as it should be."""
    schema = load_schema("dataset", "1.0")
    lines = [schema["description"], ""]
    for name, table in schema["$defs"].items():
        if name != "release":
            lines += [f"## {table['title']}: `{name}.csv`", "", table["description"], "", *_columns(table), ""]
    lines += ["## The release: `release.json`", "", schema["$defs"]["release"]["description"], ""]
    lines += ["| Member | What it is | Allowed |", "|---|---|---|", *_members(schema["$defs"]["release"])]
    return _HEAD + "\n".join(lines) + "\n"


def _columns(table: dict[str, Any]) -> Iterator[str]:
    yield "| Column | Title | What it is | Allowed | From |"
    yield "|---|---|---|---|---|"
    for name, said in table["properties"].items():
        what = said["description"]
        if name == table.get("key"):
            what += " Never twice the same."
        if name in table.get("references", {}):
            what += f" Found in `{table['references'][name]}`."
        yield f"| `{name}` | {said['title']} | {what} | {_allowed(said)} | {said['source']} |"


def _members(release: dict[str, Any], of: str = "") -> Iterator[str]:
    for name, said in release["properties"].items():
        yield f"| `{of}{name}` | {said['description']} | {_allowed(said)} |"
        inner = said.get("items", said)
        if inner.get("type") == "object":
            yield from _members(inner, f"{of}{name}.")


def _allowed(said: dict[str, Any]) -> str:
    if "enum" in said:
        return ", ".join(f"`{one}`" for one in said["enum"])
    if "const" in said:
        return f"`{said['const']}`"
    if "pattern" in said:
        return next(words for part, words in _FORMS if part in said["pattern"])
    return {"integer": "a whole number", "object": "an object", "array": "a list"}[said["type"]]


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")
