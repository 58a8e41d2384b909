"""Who may sign in: a login name, the person behind it, and the public halves of that person's keys."""

import re
from dataclasses import dataclass

from registry.domain.access import FOR_THE_UNIT, Permission, Role, may
from registry.domain.errors import InvalidValue
from registry.domain.folding import fold
from registry.domain.look_alike import looks_like
from registry.domain.multikey import decode_multikey
from registry.domain.people import EstablishmentRef, Person
from registry.domain.text import check_code

_TITLES = frozenset({"", "dr", "mr", "mrs", "ms", "miss", "mx", "prof", "professor", "sir", "dame"})
_REMARK = re.compile(r"\([^)]*\)?")


@dataclass(frozen=True, slots=True, kw_only=True)
class User:
    """A user. The keys are Multikey text, `receiving_key` for receipts alone; `seal_to` is an age recipient.

    A leaver stays, inactive. `establishments` are those whose participants the person works with; none named means the
    home's own unit. `passphrase_given`: they have the passphrase still that they were added with, which whoever added
    them may know.
    """

    name: str
    person: Person
    roles: tuple[Role, ...]
    signing_key: str
    receiving_key: str
    seal_to: str
    active: bool = True
    establishments: tuple[EstablishmentRef, ...] = ()
    passphrase_given: bool = False

    def __post_init__(self) -> None:
        check_code(self.name, "The user's name")
        if not self.roles:
            raise InvalidValue("The user has no role.", hint="Give at least one role.")
        if len(set(self.roles)) != len(self.roles):
            raise InvalidValue("One role stands twice.")
        if len({one.id for one in self.establishments}) != len(self.establishments):
            raise InvalidValue("One establishment stands twice.")
        decode_multikey(self.signing_key)
        decode_multikey(self.receiving_key)
        check_code(self.seal_to, "The age recipient")
        if not self.seal_to.startswith("age1"):
            raise InvalidValue("An age recipient begins with age1.")

    def belongs_to(self, unit_id: str) -> frozenset[str]:
        """Return the ids of the establishments the person belongs to, in a home of the unit `unit_id`."""
        return frozenset(one.id for one in self.establishments) or frozenset({unit_id})

    def may_for(self, unit_id: str, permission: Permission) -> bool:
        """True when a role has the permission and, where it speaks for the unit, the person belongs to the unit."""
        return may(self.roles, permission) and (permission not in FOR_THE_UNIT or unit_id in self.belongs_to(unit_id))


def is_one_login(person: Person, other: Person) -> bool:
    """True where the two are one person as far as logins go: the same id or registration, or a name that is the same
    or that a reader would take for it: in another order, run together, or with a remark in brackets.
    """
    return person.is_same_person(other) or any(words(person) == words(other) for words in (_bare, _seen, _in_one))


def _bare(person: Person) -> frozenset[str]:
    """The words of a name, folded, without titles and single letters' full stops."""
    return frozenset(map(fold, _words(person))) - _TITLES


def _seen(person: Person) -> frozenset[str]:
    """The same words, as they look."""
    return frozenset(map(looks_like, _words(person))) - _TITLES


def _in_one(person: Person) -> str:
    """The same words, as they look run together."""
    return looks_like("".join(_words(person)))


def _words(person: Person) -> list[str]:
    return [word for word in _REMARK.sub(" ", person.name).split() if fold(word) not in _TITLES]
