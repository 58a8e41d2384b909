"""Whether a document follows its schema, and if not, every place where it does not.

`jsonschema-rs` decides, because it is some two hundred times faster; `jsonschema` explains what was refused, in
words. The tests hold the two to the same verdict over thousands of documents. Should they ever differ, the refusal
stands. No explanation repeats foreign text unescaped.
"""

from collections.abc import Iterable, Mapping
from functools import cache
from typing import TYPE_CHECKING, Any

import jsonschema_rs

from registry.domain.errors import Refusal, Refused
from schemas import UnknownSchema, load_schema
from schemas.problem_words import name_shown, problem_words

if TYPE_CHECKING:
    from jsonschema.exceptions import ValidationError

_NO_LINE_FEED = r"(?!\n)$"
_MOST_TOLD = 20


def check_schema(document: Mapping[str, Any], kind: str, version: str) -> None:
    """Return if `document` follows the schema of this kind and version.

    Raises `Refused` (`schema`) with every problem in the message and the first one's place in `path`, or
    `unknown-schema`.
    """
    try:
        validator = _validator(kind, version)
    except UnknownSchema:
        raise Refused(Refusal.UNKNOWN_SCHEMA, "There is no schema of this kind and version.") from None
    if not validator.is_valid(document):
        raise _explained(document, kind, version)


@cache
def _validator(kind: str, version: str) -> jsonschema_rs.Draft202012Validator:
    return compiled(load_schema(kind, version))


def compiled(schema: dict[str, Any]) -> jsonschema_rs.Draft202012Validator:
    """Return the fast validator for a schema whose patterns keep to the house's rules.

    Rust's `$` means the end of the text only, so what the patterns say against a trailing line feed can go; without a
    look-ahead they run in linear time, and the whole check in half of it.
    """
    return jsonschema_rs.Draft202012Validator(_without_look_ahead(schema), pattern_options=jsonschema_rs.RegexOptions())


def _without_look_ahead(schema: Any) -> Any:
    if isinstance(schema, list):
        return [_without_look_ahead(one) for one in schema]
    if not isinstance(schema, dict):
        return schema
    return {
        name: value.replace(_NO_LINE_FEED, "$")
        if name == "pattern" and isinstance(value, str)
        else _without_look_ahead(value)
        for name, value in schema.items()
    }


@cache
def _explainer(kind: str, version: str) -> Any:
    # Imported where it is used: it takes 80 ms, and only a refused document needs it.
    from jsonschema import Draft202012Validator

    return Draft202012Validator(load_schema(kind, version))


def _explained(document: Mapping[str, Any], kind: str, version: str) -> Refused:
    errors: list[ValidationError] = sorted(
        _explainer(kind, version).iter_errors(document), key=lambda error: [str(step) for step in error.absolute_path]
    )
    if not errors:
        return Refused(Refusal.SCHEMA, "The document does not follow its schema.")
    told = "; ".join(_in_words(error) for error in errors[:_MOST_TOLD])
    more = f"; and {len(errors) - _MOST_TOLD} more" if len(errors) > _MOST_TOLD else ""
    count = "one place" if len(errors) == 1 else f"{len(errors)} places"
    return Refused(
        Refusal.SCHEMA,
        f"The document does not follow its schema in {count}: {told}{more}.",
        path=_pointer(errors[0].absolute_path),
    )


def _in_words(error: "ValidationError") -> str:
    place = _pointer(error.absolute_path) or "the document"
    return f"{place} {problem_words(error, echo=False)}"


def _pointer(steps: Iterable[str | int]) -> str:
    return "".join(f"/{_shown(step)}" for step in steps)


def _shown(step: str | int) -> str:
    """Return one step of a JSON Pointer (RFC 6901), in printable ASCII and cut."""
    return name_shown(step).replace("~", "~0").replace("/", "~1")
