"""Ten thousand documents about somebody like our participant but not them: none reaches the record by itself.

Twins, one letter of the surname, day and month of birth exchanged, a number in common: what arrives with a number of
ours but somebody else's name or birth is refused; and what contradicts nothing reaches nobody without a person's typing
two identifiers, which no document does.
"""

import random
from collections import Counter
from collections.abc import Callable
from dataclasses import replace

from registry.domain.dates import PartialDate
from registry.domain.errors import NotAllowed, Refusal, Refused
from registry.domain.identifiers import NhsNumber, PrisonNumber
from registry.domain.matching import IdentifierKind, check_match, check_reentry
from registry.domain.participant import Participant, PersonName
from tests.domain.build import participant, urn

BATCH = 10_000
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_FAMILIES = ("Jones", "O'Brien", "Ó Súilleabháin", "Nkosi", "Smith-Khan", "Żółć", "Ng", "van der Berg", "Lee")


def test_no_hostile_document_is_matched_or_linked_by_itself() -> None:
    chance = random.Random(20_261_122)
    linked: Counter[str] = Counter()
    refused: Counter[str] = Counter()
    for number in range(BATCH):
        kind = tuple(_KINDS)[number % len(_KINDS)]
        ours = _somebody(chance)
        theirs = _KINDS[kind](ours, chance)
        stopped = _is_refused(ours, theirs)
        refused[kind] += stopped
        # What a program could do by itself: nothing typed, or one identifier copied out of the document.
        if not stopped and any(_is_confirmed(ours, typed) for typed in ({}, *_one_each(theirs))):
            linked[kind] += 1
    assert linked == Counter()
    # A twin without numbers contradicts nothing; every other kind is refused for what it is, each time.
    each = BATCH // len(_KINDS)
    assert {kind: refused[kind] for kind in _KINDS} == {
        kind: each * (kind != "twin without a number") for kind in _KINDS
    }


def test_the_same_person_is_neither_refused_nor_linked() -> None:
    """The other side of it: a rule that refused everybody would pass the test above."""
    chance = random.Random(7)
    for _ in range(1_000):
        ours = _somebody(chance)
        theirs = replace(ours, id=urn("theirs"))
        check_match(ours, theirs)
        assert not _is_confirmed(ours, {})
        assert _is_confirmed(
            ours, {IdentifierKind.SURNAME: ours.name.family.upper(), IdentifierKind.BORN: ours.born.text}
        )


def _is_refused(ours: Participant, theirs: Participant) -> bool:
    try:
        check_match(ours, theirs)
    except Refused as error:
        return error.reason is Refusal.MATCH
    return False


def _is_confirmed(ours: Participant, typed: dict[IdentifierKind, str]) -> bool:
    try:
        check_reentry(ours, typed)
    except NotAllowed:
        return False
    return True


def _one_each(theirs: Participant) -> list[dict[IdentifierKind, str]]:
    held = {
        IdentifierKind.NHS: theirs.nhs_number and theirs.nhs_number.digits,
        IdentifierKind.PRISON: theirs.prison_number and theirs.prison_number.text,
        IdentifierKind.BORN: theirs.born.text,
        IdentifierKind.SURNAME: theirs.name.family,
    }
    return [{kind: value} for kind, value in held.items() if value]


def _somebody(chance: random.Random) -> Participant:
    # Day and month differ and are both at most 12, so that each can stand in the other's place.
    day, month = chance.sample(range(1, 13), 2)
    return participant(
        name=PersonName(family=chance.choice(_FAMILIES), given=chance.choice(("Sam", "Siân", "Alex"))),
        born=PartialDate(f"{chance.randint(1940, 2005)}-{month:02}-{day:02}"),
        nhs_number=_number(chance),
        prison_number=PrisonNumber(f"A{chance.randint(0, 9999):04}BC"),
    )


def _number(chance: random.Random) -> NhsNumber:
    while True:
        nine = f"999{chance.randint(0, 999_999):06}"
        check = (11 - sum(int(digit) * (10 - place) for place, digit in enumerate(nine)) % 11) % 11
        if check != 10:
            return NhsNumber(f"{nine}{check}")


def _twin(ours: Participant, chance: random.Random) -> Participant:
    other = _number(chance)
    while other == ours.nhs_number:
        other = _number(chance)
    return replace(_other(ours), nhs_number=other, prison_number=None)


def _numberless_twin(ours: Participant, chance: random.Random) -> Participant:
    return replace(_other(ours), nhs_number=None, no_nhs_number_because="not registered", prison_number=None)


def _one_letter(ours: Participant, chance: random.Random) -> Participant:
    family = ours.name.family
    place = chance.choice([at for at, letter in enumerate(family) if letter.isalpha()])
    letter = chance.choice([one for one in _LETTERS if one != family[place].casefold()])
    return replace(_other(ours), name=PersonName(family=family[:place] + letter + family[place + 1 :], given="Sam"))


def _swapped(ours: Participant, chance: random.Random) -> Participant:
    year, month, day = ours.born.text.split("-")
    return replace(_other(ours), born=PartialDate(f"{year}-{day}-{month}"))


def _shared_number(ours: Participant, chance: random.Random) -> Participant:
    family = chance.choice([one for one in _FAMILIES if one != ours.name.family])
    return replace(_other(ours), name=PersonName(family=family, given="Kim"))


def _other(ours: Participant) -> Participant:
    return replace(ours, id=urn("theirs"))


_KINDS: dict[str, Callable[[Participant, random.Random], Participant]] = {
    "twin": _twin,
    "twin without a number": _numberless_twin,
    "one letter": _one_letter,
    "day and month exchanged": _swapped,
    "shared number": _shared_number,
}
