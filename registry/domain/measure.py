"""Measures as the catalogue knows them: what a reading is read against. Totals and subscales, never item text.

Unknown stays unknown: an absent range, direction or rater is not known and never filled in. Every field carries a
source and a confidence in `facts`.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from registry.domain.assessment import Direction, Rater, is_structured_judgement
from registry.domain.catalogue import Confidence, Fact
from registry.domain.errors import InvalidValue
from registry.domain.local_ids import code_of, is_local
from registry.domain.text import check_code, check_name, check_prose

TOTAL = "total"
"""The id of the scale that is the whole measure; a reading on it names no subscale."""

_MEASURE_ID = re.compile(r"[A-Z0-9][A-Z0-9.-]*")
_DECIMAL = re.compile(r"-?[0-9]{1,6}(?:\.[0-9]{1,4})?")

# 95 per cent of differences that are measurement error alone lie within 1.96 standard errors of the difference
# (Jacobson and Truax 1991, Journal of Consulting and Clinical Psychology 59(1), 12-19).
_NINETY_FIVE_PER_CENT = Decimal("1.96")


class MeasureKind(StrEnum):
    """Scored measures have readings; structured judgement has words."""

    SCORED = "scored"
    STRUCTURED = "structured-judgement"

    @property
    def words(self) -> str:
        """The kind as a reader sees it."""
        return {"scored": "scored", "structured-judgement": "structured judgement"}[self.value]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReliableChange:
    """Published figures for one scale, with their source; without all three there is no reliable change.

    `sd` is the standard deviation before treatment in the scale's own points, `reliability` lies between 0 and 1.
    """

    sd: str
    reliability: str
    source: str

    def __post_init__(self) -> None:
        if not _DECIMAL.fullmatch(self.sd) or Decimal(self.sd) <= 0:
            raise InvalidValue("A standard deviation is a decimal number above 0.")
        if not _DECIMAL.fullmatch(self.reliability) or not 0 < Decimal(self.reliability) < 1:
            raise InvalidValue("A reliability is a decimal number between 0 and 1.")
        check_prose(self.source, "The source of the figures")

    @property
    def least(self) -> Decimal:
        """The change in points that measurement error alone exceeds in 5 of 100 cases, by Jacobson and Truax (1991)."""
        standard_error = Decimal(self.sd) * (1 - Decimal(self.reliability)).sqrt()
        return _NINETY_FIVE_PER_CENT * Decimal(2).sqrt() * standard_error


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """The total or one subscale. Range and direction are absent where not known; raters absent: the measure's."""

    id: str
    title: str
    lowest: str | None = None
    highest: str | None = None
    direction: Direction | None = None
    raters: tuple[Rater, ...] = ()
    reliable_change: ReliableChange | None = None

    def __post_init__(self) -> None:
        check_code(self.id, "The scale's id")
        check_name(self.title, "The scale's title")
        if (self.lowest is None) != (self.highest is None):
            raise InvalidValue(f"The range of {self.title} is only half said.")
        if self.lowest is not None and self.highest is not None:
            for end in (self.lowest, self.highest):
                if not _DECIMAL.fullmatch(end):
                    raise InvalidValue(f"{end[:20]!a} is not a decimal number.")
            if Decimal(self.lowest) >= Decimal(self.highest):
                raise InvalidValue(f"{self.lowest} to {self.highest} is not a range.")

    @property
    def range_words(self) -> str:
        """`0 to 27`, or that it is not known."""
        return "range not known" if self.lowest is None else f"{self.lowest} to {self.highest}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """A named instrument. Versions, raters and licence are absent where not known.

    What is said of the scales holds for the versions listed, or for every version where none is listed.
    """

    id: str
    title: str
    acronym: str | None = None
    aliases: tuple[str, ...] = ()
    kind: MeasureKind
    versions: tuple[str, ...] = ()
    raters: tuple[Rater, ...] = ()
    scales: tuple[Scale, ...] = ()
    licence: str | None = None
    facts: Mapping[str, Fact] = field(default_factory=dict)
    note: str | None = None

    def __post_init__(self) -> None:
        if not _MEASURE_ID.fullmatch(self.id) and not is_local(self.id):
            raise InvalidValue(f"{self.id[:40]!a} is not a measure's id.", hint="Use capitals, digits, . and -.")
        for name in (self.title, *self.versions, *self.aliases):
            check_name(name, "The measure's title, alias or version")
        for text in (self.licence, self.note):
            if text is not None:
                check_prose(text, "The measure's licence or note")
        ids, titles = [scale.id for scale in self.scales], [plain_name(scale.title) for scale in self.scales]
        if len(set(ids)) != len(ids) or len(set(titles)) != len(titles):
            raise InvalidValue(f"{self.id} has two scales of one id or title.")
        if is_structured_judgement(self.name) != self.is_structured:
            raise InvalidValue(f"Whether {self.id} is structured judgement is decided in the domain, and not so.")
        if self.is_structured and self.scales:
            raise InvalidValue(f"{self.id} is structured judgement: it has no scales.")

    @property
    def name(self) -> str:
        """The name that readings carry: the acronym, else the title."""
        return self.acronym or self.title

    @property
    def names(self) -> tuple[str, ...]:
        """Every name it answers to."""
        named = (code_of(self.id), self.name, self.title, *self.aliases)
        return (*named, *(f"{self.name} {version}" for version in self.versions))

    @property
    def is_structured(self) -> bool:
        """True where it is kept in words and has no readings, charts or reliable change."""
        return self.kind is MeasureKind.STRUCTURED

    def answers_to(self, asked: str) -> bool:
        """Return whether `asked` is one of its names, whatever the case, spaces and hyphens."""
        return plain_name(asked) in {plain_name(name) for name in self.names}

    def speaks_of(self, version: str | None) -> bool:
        """Return whether what is said of the scales holds for a version; true where none is named."""
        known = {plain_name(one) for one in self.versions}
        return version is None or not known or plain_name(version) in known

    def scale(self, subscale: str | None) -> Scale | None:
        """Return the total for None, else the subscale of that id or title, or None where it is not known."""
        if subscale is None:
            return next((scale for scale in self.scales if scale.id == TOTAL), None)
        wanted = plain_name(subscale)
        return next((one for one in self.scales if wanted in (plain_name(one.id), plain_name(one.title))), None)

    def raters_of(self, scale: Scale | None) -> tuple[Rater, ...]:
        """Return who may rate; empty where that is not known."""
        return (scale.raters if scale else ()) or self.raters

    def fact(self, of: str) -> Fact | None:
        """Return the source of a field: its own, else that of the field it is part of (`scales.total.range`)."""
        while of and of not in self.facts:
            of = of.rpartition(".")[0]
        return self.facts.get(of)

    @property
    def said(self) -> tuple[str, ...]:
        """The name of every field that says something and so needs a source."""
        whole = ("title", "acronym", "aliases", "kind", "versions", "raters", "licence", "note")
        parts = [name for name in whole if getattr(self, name)]
        for scale in self.scales:
            parts.append(f"scales.{scale.id}.title")
            parts += [f"scales.{scale.id}.range"] if scale.lowest is not None else []
            parts += [f"scales.{scale.id}.direction"] if scale.direction else []
            parts += [f"scales.{scale.id}.raters"] if scale.raters else []
        return tuple(parts)

    def is_verified(self, of: str) -> bool:
        """Return whether the field was read in a named source."""
        fact = self.fact(of)
        return fact is not None and fact.confidence is Confidence.VERIFIED


def plain_name(name: str) -> str:
    """Return a name without case, spaces and punctuation, to compare it with another."""
    return re.sub(r"[^0-9a-z]", "", name.lower())
