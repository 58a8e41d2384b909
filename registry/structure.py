"""Domain objects as plain JSON values, and back. One mapping for the catalogue's files, documents and stored columns.

Member names are camelCase and ASCII; what is None or an empty collection is absent, everything else is said.
A member nobody knows, a missing one or a value of another type is refused.
"""

import dataclasses
from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from functools import cache
from operator import attrgetter
from typing import Any, TypeVar, get_args, get_origin

from cattrs import Converter
from cattrs.errors import ForbiddenExtraKeysError
from cattrs.gen import make_dict_structure_fn, make_dict_unstructure_fn, override

from registry.domain.dates import PartialDate
from registry.domain.errors import InvalidValue
from registry.domain.identifiers import ChiNumber, CroNumber, HcNumber, LocalNumber, NhsNumber, PncNumber, PrisonNumber
from registry.domain.times import read_stamp, stamp

T = TypeVar("T")

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


def to_plain(value: object) -> dict[str, Any]:
    """Return a domain object as a JSON object of strings, integers, booleans, lists and objects."""
    plain: dict[str, Any] = _converter().unstructure(value)
    return plain


def from_plain(plain: object, kind: type[T]) -> T:
    """Return the domain object of `kind` that `plain` says. Raises InvalidValue naming the member at fault."""
    try:
        return _converter().structure(plain, kind)
    except ForbiddenExtraKeysError as error:
        raise InvalidValue(f"{kind.__name__} has no member {sorted(error.extra_fields)!a}.") from None
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

    def tuple_of(kind: Any) -> Any:
        inner = get_args(kind)[0]
        return lambda value, _: tuple(converter.structure(one, inner) for one in _exactly(list, value))

    converter.register_structure_hook_factory(_is_tuple, tuple_of)
    for kind, member in _ONE_STRING.items():
        converter.register_unstructure_hook(kind, attrgetter(member))
        converter.register_structure_hook(kind, _one_string)
    converter.register_unstructure_hook(datetime, stamp)
    converter.register_structure_hook(datetime, lambda value, _: read_stamp(_exactly(str, value)))
    converter.register_unstructure_hook(StrEnum, attrgetter("value"))
    converter.register_structure_hook(StrEnum, _one_string)
    for scalar in (str, int, bool):
        converter.register_structure_hook(scalar, lambda value, kind: _exactly(kind, value))
    return converter


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
