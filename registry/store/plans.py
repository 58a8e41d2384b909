"""Continuity plans as rows: each saving is a new version, and all of them stay."""

from collections.abc import Collection
from datetime import date
from typing import Any

from sqlalchemy import Select, Text, exists, func, insert, select, type_coerce
from sqlmodel import Field

from registry.domain.line_kind import LineKind
from registry.domain.plan import Plan
from registry.store.base import EntryRow, PlainJson, constraints, table_of
from registry.store.records import Repository, changed_meanwhile
from registry.structure import from_plain, to_plain


class PlanRow(EntryRow, table=True):
    """One version of one participant's plan, with the decisions taken by then."""

    __tablename__ = "plans"

    participant_id: str = Field(primary_key=True, foreign_key="participants.id")
    version: int = Field(primary_key=True)
    made_on: str
    next_due: str | None = Field(default=None, index=True)
    body: dict[str, Any] = Field(sa_type=PlainJson)


PLANS = table_of(PlanRow)


class Plans(Repository):
    """Every version of every plan."""

    def newest(self, participant_id: str) -> Plan | None:
        """Return the plan as it stands, or None."""
        asked = select(PLANS.c.body).where(PLANS.c.participant_id == participant_id)
        body = self._db.execute(asked.order_by(PLANS.c.version.desc()).limit(1)).scalar_one_or_none()
        return None if body is None else from_plain(body, Plan)

    def _newest(self) -> Select[Any]:
        last = select(PLANS.c.participant_id, func.max(PLANS.c.version).label("last"))
        newest = last.group_by(PLANS.c.participant_id).subquery()
        on = (PLANS.c.participant_id == newest.c.participant_id) & (PLANS.c.version == newest.c.last)
        return select(PLANS.c.body).join(newest, on).order_by(PLANS.c.participant_id)

    def due_on(self, day: date) -> tuple[Plan, ...]:
        """Return the plans as they stand of which a line waits for somebody on that day or has waited before."""
        later = PLANS.alias()
        asked = select(PLANS.c.body).where(
            PLANS.c.next_due <= day.isoformat(),
            ~exists().where(later.c.participant_id == PLANS.c.participant_id, later.c.version > PLANS.c.version),
        )
        # Put in order here: asked for in order, SQLite goes through every plan there is.
        found = (from_plain(body, Plan) for body in self._db.execute(asked).scalars())
        return tuple(sorted(found, key=lambda plan: plan.participant_id))

    def saying(self, kind: LineKind) -> tuple[Plan, ...]:
        """Return everybody's plans as they stand that say this of some line, before or after a decision."""
        # The whole plan is kept as JSON in one spelling; of which line, the caller looks at.
        asked = self._newest().where(type_coerce(PLANS.c.body, Text).contains(f'"{kind.value}"', autoescape=True))
        return tuple(from_plain(body, Plan) for body in self._db.execute(asked).scalars())

    def newest_of(self, people: Collection[str]) -> tuple[Plan, ...]:
        """Return these participants' plans as they stand."""
        found = self._db.execute(self._newest().where(PLANS.c.participant_id.in_(people))).scalars()
        return tuple(from_plain(body, Plan) for body in found)

    def version(self, participant_id: str) -> int:
        """Return the number of the newest version, 0 where there is none."""
        asked = select(PLANS.c.version).where(PLANS.c.participant_id == participant_id)
        found = self._db.execute(asked.order_by(PLANS.c.version.desc()).limit(1)).scalar_one_or_none()
        return found or 0

    def all(self, participant_id: str) -> tuple[Plan, ...]:
        """Return every version, oldest first."""
        asked = select(PLANS.c.body).where(PLANS.c.participant_id == participant_id).order_by(PLANS.c.version)
        return tuple(from_plain(body, Plan) for body in self._db.execute(asked).scalars())

    def put(self, plan: Plan, *, version: int | None = None) -> int:
        """Enter the plan as the newest version and return its number.

        `version` is the one it was made from, 0 for none. Raises NotAllowed when another change came first or
        the participant is not recorded. A plan that says the same as the newest is not entered again.
        """
        there = self.version(plan.participant_id)
        if version is not None and version != there:
            raise changed_meanwhile("plan")
        if there and self.newest(plan.participant_id) == plan:
            return there
        self._enter(plan, there + 1)
        return there + 1

    def begin(self, plan: Plan) -> None:
        """Enter the first plan of somebody who the caller knows has none. Raises NotAllowed where there is one."""
        self._enter(plan, 1)

    def _enter(self, plan: Plan, version: int) -> None:
        new = {
            **self._writer.columns,
            "participant_id": plan.participant_id,
            "version": version,
            "made_on": plan.made_on.text,
            "next_due": plan.next_due.isoformat() if plan.next_due else None,
            "body": to_plain(plan),
        }
        with constraints("plan", self._db):
            self._db.execute(insert(PLANS), new)
