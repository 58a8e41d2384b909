"""What a schema has against a document, in words that say what is allowed there.

Whoever writes a file is told what stands in it. A document from elsewhere is refused without repeating its values: only
the names of its members are shown, escaped and cut.
"""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from jsonschema.exceptions import ValidationError

_MOST_MESSAGE: Final = 300
_MOST_FOUND: Final = 40
_MOST_NAMED: Final = 24
_MOST_NAME: Final = 60
_MOST_EXTRA: Final = 5
_TYPES: Final = {
    "object": "an object { … }",
    "array": "a list [ … ]",
    "string": "a text in quotes",
    "integer": "a whole number",
    "boolean": "true or false",
}


def problem_words(error: "ValidationError", *, echo: bool) -> str:
    """Return one problem as one phrase: what stands there, where `echo` lets it be said, and what may."""
    found: Any = error.instance
    rule: Any = error.validator_value
    schema: Any = error.schema
    stands = f"is {_shown(found)}" if echo else "is not what is allowed there"
    match error.validator:
        case "required":
            return f"lacks {', '.join(name for name in rule if name not in found)}"
        case "additionalProperties":
            known = schema.get("properties", {})
            extra = [name_shown(name) for name in found if name not in known]
            return f"has no member {_some(extra, _MOST_EXTRA)}; allowed: {_some(known, _MOST_NAMED)}"
        case "type":
            return f"{stands}; allowed: {_TYPES.get(rule, rule)}"
        case "enum":
            return f"{stands}; allowed: {_some(rule, _MOST_NAMED)}"
        case "const":
            return f"{stands}; allowed: {_shown(rule)}"
        case "pattern":
            return (
                f"is {_shown(found)}: not in the form required there" if echo else "is not in the form required there"
            )
        case "minimum" | "maximum":
            least, most = schema.get("minimum"), schema.get("maximum")
            return f"{stands}; allowed: {least} to {most}" if most is not None else f"is below {least}"
        case "minLength" | "minItems":
            return "is empty, or too short"
        case "maxLength" | "maxItems":
            return f"is longer than {rule}"
        case other if not echo:
            return f"breaks the rule {other}"
        case _:
            message = error.message
            # An explanation may repeat the whole of what it explains.
            return message if len(message) <= _MOST_MESSAGE else f"{message[:_MOST_MESSAGE]}…"


def name_shown(name: object) -> str:
    """Return the name of a member in printable ASCII, and cut."""
    return ascii(str(name)[:_MOST_NAME])[1:-1]


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
