"""Groups and who belongs to them, as rows."""

from typing import Any

from sqlalchemy import select
from sqlmodel import Field

from registry.domain.folding import fold
from registry.domain.group import Group, Membership
from registry.store.base import RecordRow, table_of
from registry.store.interventions import INTERVENTIONS
from registry.store.records import Records
from registry.store.within import EVERYBODY
from registry.structure import to_plain


class GroupRow(RecordRow, table=True):
    """A group. `folded_name` is what a typed name is compared with."""

    __tablename__ = "groups"

    folded_name: str = Field(index=True)
    edition_id: str
    started: str
    ended: str | None = None


class MembershipRow(RecordRow, table=True):
    """One course of treatment in one group, from day to day."""

    __tablename__ = "memberships"

    group_id: str = Field(foreign_key="groups.id", index=True)
    intervention_id: str = Field(foreign_key="interventions.id", index=True)
    since: str
    until: str | None = None


GROUPS = table_of(GroupRow)
MEMBERSHIPS = table_of(MembershipRow)


class Groups(Records[Group]):
    """The groups this unit runs and ran."""

    _table = GROUPS
    _kind = Group
    _what = "group"
    _hint = "See `throughcare group list`."

    def _to_row(self, record: Group) -> dict[str, Any]:
        return {
            "id": record.id,
            "folded_name": fold(record.name),
            "edition_id": record.edition_id,
            "started": record.started.text,
            "ended": record.ended.text if record.ended else None,
            "body": to_plain(record),
        }

    def all(self) -> tuple[Group, ...]:
        """Return every group, the earliest first."""
        return self._list(order=[GROUPS.c.started])

    def named(self, name: str) -> tuple[Group, ...]:
        """Return the groups with this name, without regard to case and accents; those that run before others."""
        found = self._list(GROUPS.c.folded_name == fold(name), order=[GROUPS.c.started.desc()])
        running = tuple(group for group in found if group.ended is None)
        return running or found


class Memberships(Records[Membership]):
    """Who belongs to which group, and from when to when."""

    _table = MEMBERSHIPS
    _kind = Membership
    _what = "membership"
    _hint = "See `throughcare group show`."

    def _to_row(self, record: Membership) -> dict[str, Any]:
        return {
            "id": record.id,
            "group_id": record.group_id,
            "intervention_id": record.intervention_id,
            "since": record.since.text,
            "until": record.until.text if record.until else None,
            "body": to_plain(record),
        }

    def companions(self, participant_id: str) -> tuple[str, ...]:
        """Return the ids of everybody else who is or was in a group that this participant is or was in,
        whosever they are: their names must be known to be kept out of what travels.
        """
        theirs, mine = MEMBERSHIPS.alias("theirs"), MEMBERSHIPS.alias("mine")
        other, own = INTERVENTIONS.alias("other"), INTERVENTIONS.alias("own")
        asked = (
            select(other.c.participant_id)
            .join(theirs, theirs.c.intervention_id == other.c.id)
            .join(mine, mine.c.group_id == theirs.c.group_id)
            .join(own, own.c.id == mine.c.intervention_id)
            .where(own.c.participant_id == participant_id, other.c.participant_id != participant_id)
            .distinct()
            .order_by(other.c.participant_id)
            .execution_options(**{EVERYBODY: True})
        )
        return tuple(self._db.execute(asked).scalars())

    def of_group(self, group_id: str) -> tuple[Membership, ...]:
        """Return everybody's memberships of a group, former ones too, in the order of joining."""
        return self._list(MEMBERSHIPS.c.group_id == group_id, order=[MEMBERSHIPS.c.since])

    def of_intervention(self, intervention_id: str) -> tuple[Membership, ...]:
        """Return the memberships of one course of treatment, former ones too, in the order of joining."""
        return self._list(MEMBERSHIPS.c.intervention_id == intervention_id, order=[MEMBERSHIPS.c.since])
