"""Users as rows. Their keys lie in their bags; here stand only the public halves."""

from typing import Any

from sqlmodel import Field

from registry.domain.users import User
from registry.store.base import RecordRow, table_of
from registry.store.records import Records
from registry.structure import to_plain


class UserRow(RecordRow, table=True):
    """A user; the row's id is the login name."""

    __tablename__ = "users"

    person_id: str = Field(index=True)
    active: bool


USERS = table_of(UserRow)


class Users(Records[User]):
    """Who may sign in here, and who once could."""

    _table = USERS
    _kind = User
    _what = "user"
    _hint = "See `throughcare user list`."

    def _to_row(self, record: User) -> dict[str, Any]:
        return {"id": record.name, "person_id": record.person.id, "active": record.active, "body": to_plain(record)}

    def all(self) -> tuple[User, ...]:
        """Return every user, leavers too."""
        return self._list()

    def active(self) -> tuple[User, ...]:
        """Return those who may sign in."""
        return self._list(USERS.c.active)

    def by_person(self, person_id: str) -> tuple[User, ...]:
        """Return the users of one person."""
        return self._list(USERS.c.person_id == person_id)
