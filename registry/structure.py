"""Domain objects as plain JSON values, and back. One mapping for the catalogue's files, documents and stored columns.

Member names are camelCase and ASCII; what is None or an empty collection is absent, everything else is said.
A member nobody knows, a missing one or a value of another type is refused.
"""

import dataclasses
from collections.abc import Callable, Mapping
from datetime import datetime
from enum import StrEnum
from functools import cache, lru_cache
from operator import attrgetter
from types import NoneType, UnionType
from typing import Any, TypeVar, get_args, get_origin

from cattrs import Converter
from cattrs.errors import ForbiddenExtraKeysError
from cattrs.gen import make_dict_structure_fn, make_dict_unstructure_fn, override

from registry.domain.addressing import Issuer
from registry.domain.attestation import Signatory
from registry.domain.dates import PartialDate
from registry.domain.errors import InvalidValue
from registry.domain.identifiers import ChiNumber, CroNumber, HcNumber, LocalNumber, NhsNumber, PncNumber, PrisonNumber
from registry.domain.people import EstablishmentRef, Person
from registry.domain.times import read_stamp, stamp

T = TypeVar("T")
Hook = Callable[[Any, Any], Any]

# Values that are one string: the class, and the member that holds it.
_ONE_STRING: dict[type, str] = {
    PartialDate: "text",
    NhsNumber: "digits",
    ChiNumber: "digits",
    HcNumber: "digits",
    PrisonNumber: "text",
    PncNumber: "text",
    CroNumber: "text",
    LocalNumber: "text",
}

# Small records of text alone that a document, and each of many documents, names over and over: they are frozen, so one
# object serves. No participant's words are among them.
_OFTEN_NAMED: tuple[type, ...] = (EstablishmentRef, Person, Signatory, Issuer)


def to_plain(value: object) -> dict[str, Any]:
    """Return a domain object as a JSON object of strings, integers, booleans, lists and objects."""
    plain: dict[str, Any] = _converter().unstructure(value)
    return plain


def from_plain(plain: object, kind: type[T]) -> T:
    """Return the domain object of `kind` that `plain` says. Raises InvalidValue naming the member at fault."""
    try:
        return _converter().structure(plain, kind)
    except ForbiddenExtraKeysError as error:
        # A few of them, cut short: a foreign document may have any number of any length.
        extra = ", ".join(f"{name[:40]!a}" for name in sorted(error.extra_fields)[:3])
        raise InvalidValue(f"{kind.__name__} has no member {extra}.") from None
    except KeyError as error:
        raise InvalidValue(f"{kind.__name__} lacks the member {error.args[0]}.") from None
    except (TypeError, ValueError, AttributeError) as error:
        raise InvalidValue(f"{kind.__name__} holds a value of the wrong kind: {error}.") from None


def camel(name: str) -> str:
    """Return a Python name as a member name: `nhs_number` becomes `nhsNumber`."""
    head, *rest = name.split("_")
    return head + "".join(part.capitalize() for part in rest)


@cache
def _converter() -> Converter:
    converter = Converter(detailed_validation=False, forbid_extra_keys=True)

    def is_record(kind: Any) -> bool:
        return isinstance(kind, type) and dataclasses.is_dataclass(kind) and kind not in _ONE_STRING

    def names(kind: Any) -> dict[str, Any]:
        return {
            field.name: override(rename=camel(field.name), omit_if_default=_default_is_nothing(field))
            for field in dataclasses.fields(kind)
        }

    converter.register_unstructure_hook_factory(
        is_record, lambda kind: make_dict_unstructure_fn(kind, converter, **names(kind))
    )
    converter.register_structure_hook_factory(
        is_record,
        lambda kind: make_dict_structure_fn(kind, converter, _cattrs_forbid_extra_keys=True, **names(kind)),
    )

    for kind in _OFTEN_NAMED:
        made: Hook = make_dict_structure_fn(kind, converter, _cattrs_forbid_extra_keys=True, **names(kind))
        converter.register_structure_hook(kind, _remembering(made, kind))
    converter.register_structure_hook_factory(_is_tuple, lambda kind: _tuple_of(converter, get_args(kind)[0]))
    converter.register_structure_hook_factory(_is_optional, lambda kind: _optional(converter, _inner(kind)))
    for kind, member in _ONE_STRING.items():
        converter.register_unstructure_hook(kind, attrgetter(member))
        converter.register_structure_hook(kind, _one_string)
    # A record names few days many times over.
    converter.register_structure_hook(PartialDate, lambda value, _: _partial_date(_exactly(str, value)))
    converter.register_unstructure_hook(datetime, stamp)
    converter.register_structure_hook(datetime, lambda value, _: read_stamp(_exactly(str, value)))
    # Enum's own attribute behind `value`, which is a property and takes five times as long.
    converter.register_unstructure_hook(StrEnum, attrgetter("_value_"))
    converter.register_structure_hook(StrEnum, _enum)
    for scalar in (str, int, bool):
        converter.register_structure_hook(scalar, _scalar(scalar))
    return converter


# The hooks below are made once for each type, with all that does not change found beforehand: a summary holds
# thousands of members, and looking each one's hook up again took half the time of decoding it.


def _tuple_of(converter: Converter, inner: Any) -> Hook:
    def structured(value: Any, _: Any) -> Any:
        if type(value) is not list:
            raise TypeError(f"expected list, found {type(value).__name__}")
        hook = converter.get_structure_hook(inner)
        return tuple([hook(one, inner) for one in value])

    return structured


def _optional(converter: Converter, inner: Any) -> Hook:
    def structured(value: Any, _: Any) -> Any:
        return None if value is None else converter.get_structure_hook(inner)(value, inner)

    return structured


def _enum(value: Any, kind: Any) -> Any:
    return _members(kind).get(_exactly(str, value)) or kind(value)


@cache
def _members(kind: Any) -> Mapping[str, Any]:
    return {one.value: one for one in kind}


def _remembering(made: Hook, kind: type) -> Hook:
    @lru_cache(maxsize=1024)
    def once(members: tuple[tuple[str, Any], ...]) -> Any:
        return made(dict(members), kind)

    def structured(value: Any, _: Any) -> Any:
        try:
            return once(tuple(value.items()))
        except (AttributeError, TypeError):  # Not an object, or one whose members are not text: refused in words.
            return made(value, kind)

    return structured


def _scalar(kind: type) -> Hook:
    def structured(value: Any, _: Any) -> Any:
        if type(value) is not kind:
            raise TypeError(f"expected {kind.__name__}, found {type(value).__name__}")
        return value

    return structured


@lru_cache(maxsize=4096)
def _partial_date(text: str) -> PartialDate:
    return PartialDate(text)


def _is_optional(kind: Any) -> bool:
    return isinstance(kind, UnionType) and len(get_args(kind)) == 2 and NoneType in get_args(kind)


def _inner(kind: Any) -> Any:
    first, second = get_args(kind)
    return first if second is NoneType else second


def _is_tuple(kind: Any) -> bool:
    origin: object = get_origin(kind)
    return origin is tuple


def _one_string(value: object, kind: Any) -> Any:
    return kind(_exactly(str, value))


def _default_is_nothing(field: "dataclasses.Field[Any]") -> bool:
    if field.default_factory is not dataclasses.MISSING:
        return bool(field.default_factory() == {})
    return field.default is None or field.default == ()


def _exactly(kind: type, value: object) -> Any:
    if type(value) is not kind:
        raise TypeError(f"expected {kind.__name__}, found {type(value).__name__}")
    return value


def as_object(plain: object) -> Mapping[str, Any]:
    """Return `plain` as a JSON object. Raises InvalidValue for anything else."""
    if not isinstance(plain, dict):
        raise InvalidValue("A JSON object was expected here.")
    return plain
