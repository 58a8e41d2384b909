"""Everything that is held about a participant, as items that a person can look at one by one, and mark.

An item is one version of one row, or one part of a document: what it says, from whom it is, who entered it when. What
it says are labelled values, drawn from what was recorded and in its words; ids are told by the names of what they name,
and by nothing where that is not among what is shown.
"""

import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from registry.domain.dates import PartialDate
from registry.domain.errors import InvalidValue
from registry.domain.history import Origin
from registry.domain.times import read_stamp
from registry.domain.voice import Audience
from registry.domain.wording import capital

_ID = re.compile(r"urn:uuid:[0-9a-f-]{36}")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
# Keys, digests and signatures: they say nothing to a reader.
_TECHNICAL = re.compile(r"z6Mk[1-9A-HJ-NP-Za-km-z]{44}|[0-9a-f]{64}|sha384-[A-Za-z0-9+/]{64}")
_CAPITALS = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_NUMBER = re.compile(r" [0-9]+(?=,|$)")
# By these the program finds a line of a plan again; the line says the same in words.
_FOR_A_PROGRAM = frozenset({"key", "rule"})
_LABELS = {
    "nhs Number": "NHS number",
    "pnc Number": "PNC number",
    "cro Number": "CRO number",
    "chi Number": "CHI number",
    "on": "date",
    "held On": "date",
    "by": "by whom",
    "catch Up": "made up for a missed one",
    "asked What Was Done": "you were asked what you had done before",
    "helped": "you said it helped",
    "treated Fairly": "you said it was fair",
    "audiences": "who may read it",
    "read Back": "read back to you",
    "text": "what it says",
    "rater": "rated by",
    "issuer Name": "from",
    "recipient Name": "to",
    "marks": "modules judged",
    "untried": "not yet tried",
    "kept At": "kept here since",
}
ACT = "What was done"
"""The label that an act on the record begins with."""

_MANY_DIGITS = 8
_SENTENCE_WORDS = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One labelled value as it was recorded: text, or the id of something."""

    label: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldItem:
    """One thing that is held. `record` is shared by the versions of one record; `former` numbers one that was replaced.

    `kind` is its heading, `names` the id that it gives a name to, with the name; `care`, why it wants a look of its own
    before it is given: it stands in an annex, a carer said it, it was another's. `sent_to` is who was sent a document.
    `for_self_alone` marks words that the participant meant for nobody but themselves.
    """

    kind: str
    record: str
    former: int | None = None
    origin: Origin
    whence: str
    entered_at: datetime | None = None
    entered_by: str = ""
    in_error: str | None = None
    facts: tuple[Fact, ...]
    names: tuple[str, str] | None = None
    care: tuple[str, ...] = ()
    sent_to: str = ""
    for_self_alone: bool = False

    @property
    def key(self) -> str:
        """What names it: the record, and the number of a former version."""
        return self.record if self.former is None else f"{self.record} v{self.former}"

    @property
    def code(self) -> str:
        """How a person names it: eight digits."""
        return hashlib.sha256(self.key.encode()).hexdigest()[:_MANY_DIGITS]

    @property
    def digest(self) -> str:
        """What it says, as a digest: a mark holds for what was seen, and for nothing that was written later."""
        said = [self.in_error, *((fact.label, fact.value) for fact in self.facts)]
        return hashlib.sha256(json.dumps(said).encode()).hexdigest()

    @property
    def texts(self) -> tuple[str, ...]:
        """Everything it says, as it was recorded."""
        return (*(fact.value for fact in self.facts), *((self.in_error,) if self.in_error else ()))

    def told(self, names: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
        """Return its facts in words: an id by its name, and left out where it has none among `names`; a code beside the
        words that `names` has for it under its label (`code_name`).
        """
        told = ((fact.label, _value(fact, names)) for fact in self.facts)
        return tuple((label, value) for label, value in told if value)


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenItem:
    """One item as it is told: what it says, from whom it is, when and by whom it was entered, and whether it stands.

    `version_of` is the number of the item before it, from 1, that is a version of the same record.
    """

    kind: str
    facts: tuple[tuple[str, str], ...]
    source: str
    entered: str
    standing: str
    version_of: int | None = None


def facts_of(body: Any, label: str = "") -> Iterator[Fact]:
    """Yield the labelled values of a JSON value, in its order.

    An object's `name` stands for the object itself. What is empty is left out, and so are the id of the object itself
    and what only a program reads.
    """
    if isinstance(body, Mapping):
        for member, value in body.items():
            if member in _FOR_A_PROGRAM or (member == "id" and isinstance(value, str) and _ID.fullmatch(value)):
                continue
            own = label if member == "name" and isinstance(value, str) and label else _label(label, member)
            yield from facts_of(value, own)
    elif isinstance(body, list | tuple):
        many = len(body) > 1 and any(isinstance(one, Mapping) for one in body)
        for number, one in enumerate(body, 1):
            yield from facts_of(one, f"{label} {number}" if many else label)
    elif body is not None and body != "" and not (isinstance(body, str) and _TECHNICAL.fullmatch(body)):
        yield Fact(label=capital(label), value="yes" if body is True else "no" if body is False else str(body))


def is_for_self_alone(body: Any) -> bool:
    """Return whether all that names its audiences in a JSON value names the participant and nobody else."""
    return set(_audiences(body)) == {Audience.SELF.value}


def _audiences(body: Any) -> Iterator[str]:
    if isinstance(body, Mapping):
        yield from body.get("audiences", ())
    for inner in body.values() if isinstance(body, Mapping) else body if isinstance(body, list | tuple) else ():
        yield from _audiences(inner)


def parts_of(body: Mapping[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield the parts of a long record, each by its name: every object of a list by itself, and every other member.

    Members that hold a single value stand together in the part without a name.
    """
    single = {member: value for member, value in body.items() if not isinstance(value, Mapping | list) and value != ""}
    if single:
        yield "", single
    for member, value in body.items():
        if isinstance(value, list) and any(isinstance(one, Mapping) for one in value):
            yield from ((f"{member} {number}", {member: one}) for number, one in enumerate(value, 1))
        elif isinstance(value, Mapping | list) and value:
            yield member, {member: value}


def names_of(items: Iterable[HeldItem]) -> dict[str, str]:
    """Return by its id what these items give a name to; a former name only where no later one stands beside it."""
    ordered = sorted(items, key=lambda item: (item.former is None, item.former or 0))
    return dict(item.names for item in ordered if item.names is not None)


def sentences_of(items: Iterable[HeldItem]) -> dict[str, str]:
    """Return every sentence that items say, with the code of an item that says it.

    A sentence is a value of six words or more: what an amended version, a draft or a plan so often repeats. Shorter
    ones, such as titles and names, stand in many items that have nothing to do with one another.
    """
    return {text: item.code for item in items for text in item.texts if len(text.split()) >= _SENTENCE_WORDS}


def said_too(item: HeldItem, sentences: Mapping[str, str]) -> str | None:
    """Return the code beside one of these sentences that an item says too, or None."""
    said = "\n".join(item.texts)
    return next((code for sentence, code in sentences.items() if sentence in said), None)


def given_items(given: Iterable[HeldItem], names: Mapping[str, str]) -> tuple["GivenItem", ...]:
    """Return items as they are told, in their order, with `names` for the ids in them.

    A version is told as such only beside another of its record: what is not among the given shows in nothing.
    """
    given = tuple(given)
    versions: dict[str, list[HeldItem]] = {}
    for item in given:
        versions.setdefault(item.record, []).append(item)
    told = [(item, facts) for item in given if (facts := item.told(names))]
    before: dict[str, int] = {}
    found = []
    for number, (item, facts) in enumerate(told, 1):
        found.append(
            GivenItem(
                kind=item.kind,
                facts=facts,
                source=f"{item.origin.words} ({item.whence})" if item.whence else item.origin.words,
                entered=_entered_words(item),
                standing=_standing_words(item, versions[item.record]),
                version_of=before.get(item.record),
            )
        )
        before[item.record] = number
    return tuple(found)


def _entered_words(item: HeldItem) -> str:
    if item.entered_at is None:
        return "written down by the program as it was done"
    by = f" by {item.entered_by}" if item.entered_by else ""
    return f"{PartialDate.of(item.entered_at.date()).words}{by}"


def _standing_words(item: HeldItem, versions: list[HeldItem]) -> str:
    if item.in_error is not None:
        return f"entered in error: {item.in_error}"
    if item.former is None:
        return "corrected or continued since it was first entered" if len(versions) > 1 else ""
    later = any(one.former is None or one.former > item.former for one in versions)
    return "a former version, replaced by a later one" if later else ""


def _label(before: str, member: str) -> str:
    words = _CAPITALS.sub(" ", member)
    words = _LABELS.get(words, words.lower().removesuffix(" id"))
    return f"{before}, {words}" if before else words


def code_name(label: str, code: str) -> str:
    """Return under which name the words for a code stand: those of an `edition` are not those of a `need`."""
    return f"{label}: {code}"


def _value(fact: Fact, names: Mapping[str, str]) -> str:
    text = fact.value
    if _ID.fullmatch(text):
        return names.get(text, "")
    parts = _NUMBER.sub("", fact.label.lower()).split(", ")
    for label in (parts[-1], ", ".join(parts[-2:])):
        if words := names.get(code_name(label, text)):
            return f"{words} ({text})"
    try:
        if _DAY.fullmatch(text):
            return PartialDate(text).words
        moment = read_stamp(text)
    except InvalidValue:
        return text
    return f"{PartialDate.of(moment.date()).words} at {moment:%H:%M} UTC"
