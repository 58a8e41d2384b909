"""A group's register typed as a short text: `all but Reid unwell; Okafor part 40 court`.

Clauses stand apart by `;` or new lines. `all` speaks of everybody who is not named; a name is any whole words of a
member's name, the known-as name or a number, with or without accents. What could be read in two ways is refused,
and so is a text that leaves a member unmarked: nobody is lost, and nobody is marked twice.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from registry.domain.errors import InvalidValue, NotFound
from registry.domain.folding import fold, folded_words
from registry.domain.participant import Participant
from registry.domain.reasons import AbsenceReason
from registry.domain.session import Attended
from registry.domain.text import one_of, typed

SHORTEST_PREFIX = 3
"""How many letters of a reason are enough, where no other reason begins with them."""

_HOW = {"full": Attended.FULL, "part": Attended.PART, "no": Attended.NO, "unmarked": Attended.UNMARKED}
_CLAUSES = re.compile(r"[;\n]")
_ITEMS = re.compile(r",|&|\s(?:and)\s", re.IGNORECASE)
_MINUTES = re.compile(r"([0-9]{1,3})(?:-?(?:m|min|mins|minutes))?")
_MARK_HELP = "Write full, part 40, no unwell or unmarked; reasons: `session register --help`."


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """Somebody who is due at a session: the course of treatment it counts for, and who they are."""

    intervention_id: str
    participant: Participant


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """How one member attended. `minutes` where they were said; a full attendance else takes the session's."""

    intervention_id: str
    attended: Attended
    minutes: int | None = None
    absence: AbsenceReason | None = None


@dataclass(frozen=True, slots=True)
class _How:
    """What was said of an attendance, before it is known of whom."""

    attended: Attended | None = None
    minutes: int | None = None
    absence: AbsenceReason | None = None

    @property
    def is_nothing(self) -> bool:
        return self == _How()


def read_register(text: str, members: Sequence[Member], *, whole: bool = True) -> tuple[Mark, ...]:
    """Return one mark for each member, in the members' order.

    Without `whole` only those spoken of are marked: for corrections and catch-up sessions. Raises InvalidValue for
    what cannot be read or leaves somebody out, NotFound for a name that nobody or more than one member has.
    """
    everybody: _How | None = None
    named: dict[str, _How] = {}
    for clause in _CLAUSES.split(typed(text)):
        words = clause.split()
        if not words:
            continue
        if fold(words[0]) == "all":
            if everybody is not None:
                raise InvalidValue("The register says `all` twice.", hint="Say it once; name the others after `but`.")
            everybody, others = _all(words[1:])
            found = _named(others, members, default=Attended.NO) if others else []
        else:
            found = _named(clause, members, default=None)
        for member, how in found:
            if member.intervention_id in named:
                raise InvalidValue(f"{called(member, members)} is marked twice.", hint="Mark everybody once.")
            named[member.intervention_id] = how
    return _marks(members, everybody, named, whole=whole)


def one_member(text: str, members: Sequence[Member]) -> Member:
    """Return the one member that a whole name or a number answers to. Raises NotFound."""
    words = text.split()
    found = _answering(words, members) if words else []
    if len(found) == 1:
        return found[0]
    shown = " ".join(words)[:60]
    if found:
        people = one_of([called(one, members) for one in found])
        raise NotFound(f"{shown!r} can be {people}.", hint="Write more of the name, or a number.")
    raise _nobody(shown, members)


def _nobody(shown: str, members: Sequence[Member]) -> NotFound:
    """What to say of a name that is no member's, with the names that are nearly it."""
    said = {fold(word): word for member in members for word in _called_by(member.participant).split()}
    meant = [said[name] for word in shown.split() for name in get_close_matches(fold(word), said, n=1, cutoff=0.75)]
    return NotFound(
        f"No member of the group answers to {shown!r}.",
        hint=(f"Did you mean {one_of(list(dict.fromkeys(meant)))}? " if meant else "")
        + "Use a whole name, or a number.",
    )


def called(member: Member, members: Iterable[Member]) -> str:
    """Return a member's name, with the birth date where another member has the same name."""
    name = member.participant.name.words
    same = [other for other in members if other.participant.name.words == name]
    return name if len(same) < 2 else f"{name} (born {member.participant.born.words})"


def _all(words: list[str]) -> tuple[_How, str]:
    """How everybody attended, and the text after `but`."""
    place = next((n for n, word in enumerate(words) if fold(word) in ("but", "except")), len(words))
    readings = _readings(words[:place])
    if len(readings) != 1:
        raise InvalidValue(f"`all {' '.join(words[:place])[:40]}` is not understood.", hint=_MARK_HELP)
    others = " ".join(words[place + 1 :])
    if place < len(words) and not others.strip():
        raise InvalidValue("`all but` names nobody.", hint="Write `all`, or who was away and why.")
    return _settled(readings.pop(), Attended.FULL, "everybody"), others


def _named(text: str, members: Sequence[Member], *, default: Attended | None) -> list[tuple[Member, _How]]:
    """Each member named, in order; a name without a mark takes the mark of the next that has one."""
    items = [item.split() for item in _ITEMS.split(text) if item.split()]
    read = [_item(item, members) for item in items]
    found: list[tuple[Member, _How]] = []
    following = _How()
    for member, said in reversed(read):
        following = following if said.is_nothing else said
        found.append((member, _settled(following, default, called(member, members))))
    return found[::-1]


def _item(words: list[str], members: Sequence[Member]) -> tuple[Member, _How]:
    """One name and what is said of it, where that can be read in exactly one way."""
    readings = [
        (member, how)
        for length in range(1, len(words) + 1)
        for how in _readings(words[length:])
        for member in _answering(words[:length], members)
    ]
    text = " ".join(words)[:60]
    if not readings:
        for length in range(len(words), 0, -1):
            if _answering(words[:length], members):
                raise InvalidValue(f"{' '.join(words[length:])[:40]!r} after a name is no mark.", hint=_MARK_HELP)
        raise _nobody(text, members)
    people = list({member.intervention_id: called(member, members) for member, _ in readings}.values())
    if len(people) > 1:
        raise NotFound(f"{text!r} can be {one_of(people)}.", hint="Write more of the name, or a number.")
    if len(readings) > 1:
        raise InvalidValue(f"{text!r} can be read in two ways.", hint="Use a number for the name, and whole words.")
    return readings[0]


def _answering(words: list[str], members: Iterable[Member]) -> list[Member]:
    asked = [fold(word) for word in words]
    if "" in asked or len(set(asked)) < len(asked):
        return []
    return [one for one in members if set(asked) <= _names(one.participant) or "".join(asked) in _numbers(one)]


def _called_by(person: Participant) -> str:
    return f"{person.name.family} {person.name.given} {person.known_as or ''}"


def _names(person: Participant) -> set[str]:
    return folded_words(_called_by(person))


def _numbers(member: Member) -> set[str]:
    person = member.participant
    numbers = (person.nhs_number, person.prison_number, person.local_number)
    return {fold(str(number)) for number in numbers if number is not None}


def _readings(words: list[str]) -> set[_How]:
    """Every way the words after a name can be read; none where they are no mark, one that is nothing for no words."""
    said = [word.casefold().strip(".:()") for word in words]
    ways: list[tuple[Attended | None, list[str]]] = [(None, said)]
    if said and said[0] in _HOW:
        ways.append((_HOW[said[0]], said[1:]))
    found: set[_How] = set()
    for attended, rest in ways:
        for minutes, reason in _with_minutes(rest):
            absence = _reason("-".join(reason)) if reason else None
            if absence is not None or not reason:
                found.add(_How(attended, minutes, absence))
    return found


def _with_minutes(said: list[str]) -> list[tuple[int | None, list[str]]]:
    """The words without a number of minutes at their beginning or end, if there is one."""
    units = ("m", "min", "mins", "minutes")
    said = [word for place, word in enumerate(said) if not (place and word in units and said[place - 1].isdigit())]
    if said and (first := _MINUTES.fullmatch(said[0])):
        return [(int(first[1]), said[1:])]
    if said and (last := _MINUTES.fullmatch(said[-1])):
        return [(int(last[1]), said[:-1])]
    return [(None, said)]


def _reason(text: str) -> AbsenceReason | None:
    if text in set(AbsenceReason):
        return AbsenceReason(text)
    begun = [reason for reason in AbsenceReason if reason.startswith(text)]
    return begun[0] if len(begun) == 1 and len(text) >= SHORTEST_PREFIX else None


def _settled(said: _How, default: Attended | None, name: str) -> _How:
    """What was said with the attendance it means. Raises InvalidValue for half a mark and for one against itself."""
    attended = said.attended or default
    if said.attended is None and said.absence is not None:
        attended = Attended.NO if said.minutes is None else Attended.PART
    if attended is None:
        raise InvalidValue(f"How {name} attended is not said.", hint=_MARK_HELP)
    if attended is Attended.NO and said.absence is None:
        raise InvalidValue(
            f"Why {name} was away is not said.", hint=f"Give a reason; `{AbsenceReason.NOT_KNOWN}` where nobody knows."
        )
    if attended in (Attended.NO, Attended.UNMARKED) and said.minutes is not None:
        raise InvalidValue(f"{name} has minutes and did not attend.", hint="Write `part` with the minutes.")
    if attended in (Attended.FULL, Attended.UNMARKED) and said.absence is not None:
        raise InvalidValue(f"{name} has a reason for absence beside {attended.value}.", hint=_MARK_HELP)
    return _How(attended, said.minutes, said.absence)


def _marks(
    members: Sequence[Member], everybody: _How | None, named: dict[str, _How], *, whole: bool
) -> tuple[Mark, ...]:
    marks: list[Mark] = []
    left: list[str] = []
    for member in members:
        how = named.get(member.intervention_id, everybody)
        if how is None:
            left.append(called(member, members))
            continue
        assert how.attended is not None
        marks.append(
            Mark(
                intervention_id=member.intervention_id,
                attended=how.attended,
                minutes=how.minutes,
                absence=how.absence,
            )
        )
    if not marks:
        raise InvalidValue("The register marks nobody.", hint="Write `all`, or `all but` and who was away and why.")
    if whole and left:
        raise InvalidValue(f"Not marked: {', '.join(left)}.", hint="Everybody who was due is marked; `all` marks them.")
    return tuple(marks)
