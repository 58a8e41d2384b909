"""What a reading is read against: the catalogue's word where it has one, else what the person states.

The catalogue is never overruled in silence and never guesses. Where it knows the range, stating another is refused;
where it does not, the range has to be stated and the refusal says that the catalogue does not know it.
"""

from dataclasses import dataclass, replace
from decimal import Decimal

from registry.domain.assessment import Direction, Rater
from registry.domain.errors import InvalidValue, NotAllowed, NotFound
from registry.domain.measure import TOTAL, Measure, Scale, plain_name
from registry.domain.structured_words import names_structured
from registry.domain.text import one_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Stated:
    """What a person says of the form in front of them; absent where they leave it to the catalogue."""

    measure: str
    version: str | None = None
    subscale: str | None = None
    lowest: str | None = None
    highest: str | None = None
    direction: Direction | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """The names, range and direction of one reading, complete."""

    measure: str
    version: str
    subscale: str | None
    lowest: str
    highest: str
    direction: Direction


def refuse_structured(name: str) -> None:
    """Raise InvalidValue for a structured judgement tool: it is recorded in words and has no readings or charts."""
    if names_structured(name):
        raise InvalidValue(
            f"{name} is structured judgement and has no score, chart or reliable change.",
            hint="Record it in words with `throughcare assessment add`.",
        )


def frame(measure: Measure | None, stated: Stated, rater: Rater) -> Frame:
    """Return what the reading is read against. `measure` is None where the catalogue does not know it.

    Raises InvalidValue for structured judgement or against the catalogue's word, NotAllowed for a rater who may
    not rate, and NotFound where neither the catalogue nor the person says what is needed.
    """
    refuse_structured(stated.measure if measure is None else measure.name)
    refuse_structured(stated.subscale or "")
    if measure is None:
        return _complete(stated, f"the measure {stated.measure[:60]!a}", known=False)
    version = _version(measure, stated)
    named = replace(stated, measure=measure.name, version=version)
    scale = measure.scale(stated.subscale)
    check_rater(measure, scale, rater)
    if not measure.speaks_of(version):
        return _complete(named, f"{measure.name} {version[:60]}, only {one_of(list(measure.versions))}")
    if scale is None:
        return _complete(named, _unknown_scale(measure, stated))
    _agree(measure, scale, stated)
    complete = replace(
        named,
        subscale=None if scale.id == TOTAL else scale.title,
        lowest=scale.lowest or stated.lowest,
        highest=scale.highest or stated.highest,
        direction=scale.direction or stated.direction,
    )
    return _complete(complete, f"the range or direction of {measure.name}, {scale.title}")


def _complete(stated: Stated, unknown: str, *, known: bool = True) -> Frame:
    """Return the frame where everything is said. Raises NotFound that names what is not."""
    version, lowest, highest, direction = stated.version, stated.lowest, stated.highest, stated.direction
    if version is None or lowest is None or highest is None or direction is None:
        said = {"--version": version, "--lowest": lowest, "--highest": highest, "--direction": direction}
        look = f"show {stated.measure}" if known else "list"
        missing = ", ".join(option for option, given in said.items() if given is None)
        raise NotFound(
            f"The catalogue does not know {unknown}.",
            hint=f"See `throughcare measure {look}`, or give, as the form says: {missing}.",
        )
    return Frame(
        measure=stated.measure,
        version=version,
        subscale=stated.subscale,
        lowest=lowest,
        highest=highest,
        direction=direction,
    )


def _version(measure: Measure, stated: Stated) -> str:
    if stated.version is not None:
        known = {plain_name(version): version for version in measure.versions}
        return known.get(plain_name(stated.version), stated.version)
    if len(measure.versions) == 1:
        return measure.versions[0]
    raise NotFound(
        f"The version of {measure.name} is not stated, and the catalogue does not know which it is.",
        hint="Give --version as the form prints it; “unversioned” where it prints none.",
    )


def check_rater(measure: Measure, scale: Scale | None, rater: Rater) -> None:
    """Raise NotAllowed for somebody who does not rate this measure, by the catalogue."""
    able = measure.raters_of(scale)
    if able and rater not in able:
        raise NotAllowed(
            f"{measure.name} is not rated by {rater}.", hint=f"It has a {one_of([*able])} rating, by the catalogue."
        )


def _agree(measure: Measure, scale: Scale, stated: Stated) -> None:
    pairs = ((stated.lowest, scale.lowest), (stated.highest, scale.highest))
    off = any(said is not None and known is not None and not _equal(said, known) for said, known in pairs)
    turned = None not in (stated.direction, scale.direction) and stated.direction != scale.direction
    if off or turned:
        raise InvalidValue(
            f"The catalogue knows {measure.name}, {scale.title}, as {scale.range_words}"
            f"{', ' + scale.direction.words if scale.direction else ''}.",
            hint="Leave the range and direction out; another way of scoring gets a name of its own with --subscale.",
        )


def _equal(said: str, known: str) -> bool:
    try:
        return Decimal(said) == Decimal(known)
    except ArithmeticError:
        return False


def _unknown_scale(measure: Measure, stated: Stated) -> str:
    known = "; ".join(scale.title for scale in measure.scales) or "none"
    asked = f"a subscale {stated.subscale[:60]!a}" if stated.subscale else "a total"
    return f"{asked} of {measure.name} (scales known: {known})"
