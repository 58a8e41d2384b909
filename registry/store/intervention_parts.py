"""Target outcomes, goals, progress and products as rows: what one course of treatment gathers over time."""

from collections.abc import Iterable
from functools import cache
from itertools import count
from typing import Any

from sqlalchemy import Connection, Row, Select, Table, bindparam, insert, select, update
from sqlmodel import Field

from registry.domain.errors import NotAllowed, NotFound
from registry.domain.intervention import Intervention
from registry.store.base import EntryRow, PlainJson, Writer, constraints, table_of
from registry.store.revisions import keep_former
from registry.structure import camel, to_plain


class PartRow(EntryRow):
    """One part of one intervention; `position` keeps their order."""

    intervention_id: str = Field(primary_key=True, foreign_key="interventions.id")
    part_id: str = Field(primary_key=True)
    position: int
    body: dict[str, Any] = Field(sa_type=PlainJson)


class TargetOutcomeRow(PartRow, table=True):
    """An outcome the intervention was commissioned for, with the judgements on it."""

    __tablename__ = "target_outcomes"


class GoalRow(PartRow, table=True):
    """A goal with its reviews."""

    __tablename__ = "goals"


class ProgressRow(PartRow, table=True):
    """Progress on one need. It has no id of its own: its place among all that were ever entered stands for it."""

    __tablename__ = "progress"


class ProductRow(PartRow, table=True):
    """A product that came out of the work."""

    __tablename__ = "products"


_COURSES = "courses"

PARTS: dict[str, Table] = {
    "care_package": table_of(TargetOutcomeRow),
    "goals": table_of(GoalRow),
    "progress": table_of(ProgressRow),
    "products": table_of(ProductRow),
}
"""The members of an intervention that are kept as rows of their own."""


def _parts(intervention: Intervention) -> dict[str, list[tuple[str, dict[str, Any]]]]:
    """Map the parts of an intervention to ids and bodies, by member. Progress has its place for an id."""
    return {
        "care_package": [(outcome.id, to_plain(outcome)) for outcome in intervention.care_package],
        "goals": [(goal.id, to_plain(goal)) for goal in intervention.goals],
        "progress": [(f"{place}", to_plain(one)) for place, one in enumerate(intervention.progress)],
        "products": [(product.id, to_plain(product)) for product in intervention.products],
    }


def add_parts(db: Connection, writer: Writer, interventions: Iterable[Intervention]) -> None:
    """Enter the parts of new interventions."""
    rows: dict[str, list[dict[str, Any]]] = {member: [] for member in PARTS}
    for one in interventions:
        for member, parts in _parts(one).items():
            rows[member] += [_new(writer, one.id, place, part) for place, part in enumerate(parts)]
    for member, new in rows.items():
        if new:
            with constraints(f"part ({member}) of the intervention", db):
                db.execute(insert(PARTS[member]), new)


def save_parts(db: Connection, writer: Writer, intervention: Intervention) -> bool:
    """Enter new parts and replace changed ones; True if anything changed.

    Raises NotAllowed when a part that is recorded is left out: nothing is ever deleted.
    """
    changed = False
    for member, parts in _parts(intervention).items():
        table = PARTS[member]
        rows = db.execute(_all_of(table), {_COURSES: [intervention.id]}).all()
        there = {row.part_id: row for row in rows if row.entered_in_error is None}
        # What was entered in error keeps its place, so that what stands keeps its own.
        struck = {row.position for row in rows} - {row.position for row in there.values()}
        places = [place for place, _ in zip((n for n in count() if n not in struck), parts, strict=False)]
        if member == "progress":
            parts = [(f"{place}", body) for place, (_, body) in zip(places, parts, strict=True)]
        if there.keys() - {part_id for part_id, _ in parts}:
            raise NotAllowed(f"The intervention lacks some of its recorded {member}.", hint="Nothing is deleted.")
        for place, (part_id, body) in zip(places, parts, strict=True):
            row = there.get(part_id)
            if row is None:
                with constraints(f"part ({member}) of the intervention", db):
                    db.execute(insert(table), _new(writer, intervention.id, place, (part_id, body)))
            elif row.body != body or row.position != place:
                _replace(db, writer, table, row, {"body": body, "position": place})
            changed = changed or row is None or row.body != body
    return changed


def plain_parts(db: Connection, intervention_ids: list[str]) -> dict[str, dict[str, list[Any]]]:
    """Return the parts as plain JSON, by intervention and member."""
    found: dict[str, dict[str, list[Any]]] = {}
    for member, table in PARTS.items():
        for row in db.execute(_of(table), {_COURSES: intervention_ids}):
            found.setdefault(row.intervention_id, {}).setdefault(camel(member), []).append(row.body)
    return found


def mark_part_in_error(
    db: Connection, writer: Writer, member: str, intervention_id: str, part_id: str, reason: str
) -> None:
    """Withdraw one part as entered in error; the row stays. Raises NotFound."""
    table = PARTS[member]
    asked = _of(table).where(table.c.part_id == part_id)
    row = db.execute(asked, {_COURSES: [intervention_id]}).one_or_none()
    if row is None:
        raise NotFound(f"There is no such part ({member}).", hint="See `throughcare intervention show`.")
    _replace(db, writer, table, row, {"entered_in_error": reason})


def part_ids(db: Connection, member: str, intervention_id: str) -> tuple[str, ...]:
    """Return the ids of the parts that stand, in their order."""
    return tuple(row.part_id for row in db.execute(_of(PARTS[member]), {_COURSES: [intervention_id]}))


# Put together once: a record that is opened asks every table.
@cache
def _of(table: Table) -> Select[Any]:
    return _all_of(table).where(table.c.entered_in_error.is_(None))


@cache
def _all_of(table: Table) -> Select[Any]:
    asked = select(table).where(table.c.intervention_id.in_(bindparam(_COURSES, expanding=True)))
    return asked.order_by(table.c.intervention_id, table.c.position)


def _new(writer: Writer, intervention_id: str, place: int, part: tuple[str, dict[str, Any]]) -> dict[str, Any]:
    part_id, body = part
    entry = {**writer.columns, "version": 1}
    return {**entry, "intervention_id": intervention_id, "part_id": part_id, "position": place, "body": body}


def _replace(db: Connection, writer: Writer, table: Table, row: Row[Any], columns: dict[str, Any]) -> None:
    keep_former(db, table, f"{row.intervention_id} {row.part_id}", row, row.body)
    db.execute(
        update(table)
        .where(table.c.intervention_id == row.intervention_id, table.c.part_id == row.part_id)
        .values(**columns, **writer.columns, version=row.version + 1)
    )
