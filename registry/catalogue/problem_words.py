"""What a schema has against a catalogue file, in words that say what is allowed there."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from jsonschema.exceptions import ValidationError

_MOST_MESSAGE: Final = 300
_MOST_FOUND: Final = 40
_MOST_NAMED: Final = 24
_TYPES: Final = {
    "object": "an object { … }",
    "array": "a list [ … ]",
    "string": "a text in quotes",
    "integer": "a whole number",
    "boolean": "true or false",
}


def problem_words(error: "ValidationError") -> str:
    """Return one problem as one phrase: what stands there, and what may."""
    found: Any = error.instance
    rule: Any = error.validator_value
    schema: Any = error.schema
    match error.validator:
        case "required":
            missing = [name for name in rule if name not in found]
            return f"lacks {', '.join(missing)}"
        case "additionalProperties":
            known = schema.get("properties", {})
            extra = [_shown(name) for name in found if name not in known]
            return f"has no member {_some(extra, 3)}; allowed: {_some(known, _MOST_NAMED)}"
        case "type":
            return f"is {_shown(found)}; allowed: {_TYPES.get(rule, rule)}"
        case "enum":
            return f"is {_shown(found)}; allowed: {_some(rule, _MOST_NAMED)}"
        case "minimum" | "maximum":
            least, most = schema.get("minimum"), schema.get("maximum")
            return f"is {_shown(found)}; allowed: {least} to {most}" if most is not None else f"is below {least}"
        case "minLength" | "minItems":
            return "is empty, or too short"
        case "maxLength" | "maxItems":
            return f"is longer than {rule}"
        case _:
            message = error.message
            # An explanation may repeat the whole of what it explains.
            return message if len(message) <= _MOST_MESSAGE else f"{message[:_MOST_MESSAGE]}…"


def _some(names: Iterable[object], most: int) -> str:
    """The first of them, and how many more there are: somebody else's file may have thousands."""
    told = [str(one) for one in names]
    more = [f"{len(told) - most:,} more"] if len(told) > most else []
    return ", ".join([*told[:most], *more])


def _shown(found: Any) -> str:
    if isinstance(found, dict):
        return "an object"
    if isinstance(found, list):
        return "a list"
    text = ascii(found)
    return text if len(text) <= _MOST_FOUND else f"{text[:_MOST_FOUND]}…"
