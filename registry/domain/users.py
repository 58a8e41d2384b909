"""Who may sign in: a login name, the person behind it, and the public halves of that person's keys."""

from dataclasses import dataclass

from registry.domain.access import Role
from registry.domain.errors import InvalidValue
from registry.domain.multikey import decode_multikey
from registry.domain.people import Person
from registry.domain.text import check_code


@dataclass(frozen=True, slots=True, kw_only=True)
class User:
    """A user. The keys are Multikey text, `receiving_key` for receipts alone; `seal_to` is an age recipient.

    A leaver stays, inactive.
    """

    name: str
    person: Person
    roles: tuple[Role, ...]
    signing_key: str
    receiving_key: str
    seal_to: str
    active: bool = True

    def __post_init__(self) -> None:
        check_code(self.name, "The user's name")
        if not self.roles:
            raise InvalidValue("The user has no role.", hint="Give at least one role.")
        if len(set(self.roles)) != len(self.roles):
            raise InvalidValue("One role stands twice.")
        decode_multikey(self.signing_key)
        decode_multikey(self.receiving_key)
        check_code(self.seal_to, "The age recipient")
        if not self.seal_to.startswith("age1"):
            raise InvalidValue("An age recipient begins with age1.")
