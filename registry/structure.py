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
from typing import Any, TypeVar, get_args, get_origin, get_type_hints

import orjson
from cattrs import Converter
from cattrs.gen import make_dict_unstructure_fn, override

from registry.domain.addressing import Issuer
from registry.domain.attestation import Signatory
from registry.domain.dates import PartialDate
from registry.domain.described_edition import DescribedEdition
from registry.domain.errors import InvalidValue
from registry.domain.identifiers import ChiNumber, CroNumber, HcNumber, LocalNumber, NhsNumber, PncNumber, PrisonNumber
from registry.domain.people import EstablishmentRef, Person
from registry.domain.times import read_stamp, stamp

T = TypeVar("T")
Hook = Callable[[Any, Any], Any]
Read = Callable[[Any], Any]

_SCALARS = (str, int, bool)

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
# An edition as described, which every summary from a unit brings again, is remembered by its JSON, where that is short.
_OFTEN_DESCRIBED: tuple[type, ...] = (DescribedEdition,)
_SHORT = 8_192
_ONLY_JSON = orjson.OPT_PASSTHROUGH_DATACLASS | orjson.OPT_PASSTHROUGH_DATETIME | orjson.OPT_PASSTHROUGH_SUBCLASS


def to_plain(value: object) -> dict[str, Any]:
    """Return a domain object as a JSON object of strings, integers, booleans, lists and objects."""
    plain: dict[str, Any] = _converter().unstructure(value)
    return plain


def from_plain(plain: object, kind: type[T]) -> T:
    """Return the domain object of `kind` that `plain` says. Raises InvalidValue naming the member at fault."""
    wanted: Any = kind
    try:
        read: T = _reader(wanted)(plain)
    except (TypeError, ValueError, AttributeError) as error:
        raise InvalidValue(f"{kind.__name__} holds a value of the wrong kind: {error}.") from None
    return read


def camel(name: str) -> str:
    """Return a Python name as a member name: `nhs_number` becomes `nhsNumber`."""
    head, *rest = name.split("_")
    return head + "".join(part.capitalize() for part in rest)


@cache
def _converter() -> Converter:
    converter = Converter(detailed_validation=False)

    def names(kind: Any) -> dict[str, Any]:
        return {
            field.name: override(rename=camel(field.name), omit_if_default=_default_is_nothing(field))
            for field in dataclasses.fields(kind)
        }

    converter.register_unstructure_hook_factory(
        _is_record, lambda kind: make_dict_unstructure_fn(kind, converter, **names(kind))
    )
    converter.register_structure_hook_factory(_is_record, _as_hook)
    converter.register_structure_hook_factory(_is_tuple, _as_hook)
    converter.register_structure_hook_factory(_is_optional, _as_hook)
    for kind, member in _ONE_STRING.items():
        converter.register_unstructure_hook(kind, attrgetter(member))
        converter.register_structure_hook(kind, _as_hook(kind))
    converter.register_unstructure_hook(datetime, stamp)
    converter.register_structure_hook(datetime, _as_hook(datetime))
    # Enum's own attribute behind `value`, which is a property and takes five times as long.
    converter.register_unstructure_hook(StrEnum, attrgetter("_value_"))
    converter.register_structure_hook_factory(_is_choice, _as_hook)
    for scalar in _SCALARS:
        converter.register_structure_hook(scalar, _as_hook(scalar))
    return converter


# Reading. A summary holds thousands of members, so what each kind of record needs is found once and kept in a table,
# and a record goes through its own members only: most are absent. cattrs reads the few kinds not told apart here.


@cache
def _reader(kind: Any) -> Read:
    """Return the function that reads a value of this type; it raises TypeError or ValueError for any other."""
    if kind in _SCALARS:
        return _scalar_reader(kind)
    if _is_tuple(kind):
        return _tuple_reader(get_args(kind)[0])
    if _is_optional(kind):
        return _reader(_inner(kind))  # Nothing is absent, and never said as null.
    if _is_choice(kind):
        return _Choices(kind).__getitem__
    if kind is PartialDate:
        return _partial_date
    if kind is datetime:
        return lambda value: read_stamp(_exactly(str, value))
    if kind in _ONE_STRING:
        return lambda value: kind(_exactly(str, value))
    if kind in _OFTEN_NAMED:
        return _remembering(_record_reader(kind))
    if kind in _OFTEN_DESCRIBED:
        return _remembering_json(_record_reader(kind))
    if _is_record(kind):
        return _record_reader(kind)
    return lambda value: _converter().structure(value, kind)


def _as_hook(kind: Any) -> Hook:
    return lambda value, _: _reader(kind)(value)


def _record_reader(kind: Any) -> Read:
    types = get_type_hints(kind)
    fields = dataclasses.fields(kind)
    # Text and the like, which are most members, need no call.
    table = {camel(one.name): (one.name, _plain(types[one.name]), _reader(types[one.name])) for one in fields}
    needed = frozenset(one.name for one in fields if _is_required(one))
    makes = any(one.default_factory is not dataclasses.MISSING for one in fields)
    by_call, checked = makes or hasattr(kind, "__slots__"), hasattr(kind, "__post_init__")

    def read(value: Any) -> Any:
        if type(value) is not dict:
            raise TypeError(f"expected an object, found {type(value).__name__}")
        found: dict[str, Any] = {}
        for member, said in value.items():
            known = table.get(member)
            if known is None:
                # A few of them, cut short: a foreign document may have any number of any length.
                extra = ", ".join(f"{name[:40]!a}" for name in sorted(value.keys() - table.keys())[:3])
                raise InvalidValue(f"{kind.__name__} has no member {extra}.")
            name, plain, reader = known
            found[name] = said if type(said) is plain else reader(said)
        if not found.keys() >= needed:
            lacking = next(member for member, (name, _, _) in table.items() if name in needed and name not in found)
            raise InvalidValue(f"{kind.__name__} lacks the member {lacking}.")
        if by_call:
            return kind(**found)
        # What is absent stands in the class, as a dataclass's defaults do.
        one = object.__new__(kind)
        object.__setattr__(one, "__dict__", found)
        if checked:
            one.__post_init__()
        return one

    return read


class _Choices(dict[str, Any]):
    """The members of an enumeration by their values."""

    def __init__(self, kind: Any) -> None:
        super().__init__({one.value: one for one in kind})
        self._kind = kind

    def __missing__(self, value: object) -> Any:
        return self._kind(_exactly(str, value))


def _tuple_reader(inner: Any) -> Read:
    plain, reader = _plain(inner), _reader(inner)

    def read(value: Any) -> Any:
        if type(value) is not list:
            raise TypeError(f"expected list, found {type(value).__name__}")
        if plain is None:
            return tuple([reader(one) for one in value])
        for one in value:
            if type(one) is not plain:
                reader(one)  # Refuses it.
        return tuple(value)

    return read


def _scalar_reader(kind: type) -> Read:
    return lambda value: _exactly(kind, value)


def _plain(kind: Any) -> type | None:
    """Return the scalar that values of this type are, or None where they are something to read."""
    inner = _inner(kind) if _is_optional(kind) else kind
    return inner if inner in _SCALARS else None


def _remembering(reader: Read) -> Read:
    @lru_cache(maxsize=1024)
    def once(*names_and_values: Any) -> Any:
        many = len(names_and_values) // 2
        return reader(dict(zip(names_and_values[:many], names_and_values[many:], strict=True)))

    def read(value: Any) -> Any:
        try:
            return once(*value, *value.values())
        except (AttributeError, TypeError):  # Not an object, or one whose members are not text: refused in words.
            return reader(value)

    return read


def _remembering_json(reader: Read) -> Read:
    @lru_cache(maxsize=256)
    def once(plain: bytes) -> Any:
        return reader(orjson.loads(plain))

    def read(value: Any) -> Any:
        try:
            plain = orjson.dumps(value, option=_ONLY_JSON)
        except TypeError:  # Not JSON: refused in words.
            return reader(value)
        return once(plain) if len(plain) <= _SHORT else reader(value)

    return read


# Few days are named many times over; there is room for those of a long life.
@lru_cache(maxsize=32_768)
def _partial_date(text: Any) -> PartialDate:
    return PartialDate(_exactly(str, text))


def _is_record(kind: Any) -> bool:
    return isinstance(kind, type) and dataclasses.is_dataclass(kind) and kind not in _ONE_STRING


def _is_choice(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, StrEnum)


def _is_required(field: "dataclasses.Field[Any]") -> bool:
    return field.default is dataclasses.MISSING and field.default_factory is dataclasses.MISSING


def _is_optional(kind: Any) -> bool:
    return isinstance(kind, UnionType) and NoneType in get_args(kind)


def _inner(kind: Any) -> Any:
    first, second = get_args(kind)
    return first if second is NoneType else second


def _is_tuple(kind: Any) -> bool:
    origin: object = get_origin(kind)
    return origin is tuple


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
