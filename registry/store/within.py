"""The rows a person may see: every question to the database is asked within their reach, whichever service asks it.

In one file there is no server that could keep rows apart, so the store does it in its one place: a condition is laid
on every table of every SELECT, and a row about a participant out of reach is not written either. Which table answers
to whom stands in `GUARDS`; a table that is not listed there cannot be asked at all. Where everything in the home is in
reach, which is so in a home of one establishment, nothing is added.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from itertools import pairwise
from typing import Any, cast

from sqlalchemy import (
    Alias,
    ColumnElement,
    Connection,
    CursorResult,
    Executable,
    FromClause,
    Insert,
    Join,
    Select,
    Table,
    and_,
    exists,
    func,
    or_,
    select,
)

from registry.domain.errors import OutOfReach
from registry.domain.reach import Reach
from registry.store.base import METADATA, Passed

EVERYBODY = "throughcare_everybody"
"""Execution option of the few questions that must see everybody: whether a number is taken, who shared a group."""

_Rows = Mapping[str, Any] | Sequence[Mapping[str, Any]] | None
_Guard = Callable[[Any, Reach], ColumnElement[bool]]


def within(db: Connection, reach: Reach | None) -> Connection:
    """Return a connection that sees what is in reach: `db` itself for None, and where nothing lies beyond it.

    A server hides whoever lies beyond, so a function that looks past its policies says whether anybody does.
    """
    if reach is None or not _anybody_beyond(db, reach):
        return db
    # A connection that executes within reach; in everything else it is `db`.
    return cast(Connection, _Within(db, reach))


def everybody(db: Connection) -> Connection:
    """Return a connection that sees everybody, for what must be compared with everybody."""
    return cast(Connection, _Everybody(db))


class _Everybody(Passed):
    def execute(self, statement: Executable, parameters: Any = None) -> CursorResult[Any]:
        return self._db.execute(statement.execution_options(**{EVERYBODY: True}), parameters)


class _Within(Passed):
    def __init__(self, db: Connection, reach: Reach) -> None:
        super().__init__(db)
        self._reach = reach

    def __getattr__(self, name: str) -> Any:
        return getattr(self._db, name)

    def execute(self, statement: Executable, parameters: Any = None) -> CursorResult[Any]:
        if not statement.get_execution_options().get(EVERYBODY):
            if isinstance(statement, Select):
                statement = _guarded(statement, self._reach)
            elif isinstance(statement, Insert):
                self._check_written(statement, parameters)
        return self._db.execute(statement, parameters)

    def _check_written(
        self, statement: Insert, parameters: Mapping[str, Any] | Sequence[Mapping[str, Any]] | None
    ) -> None:
        table = cast(Table, statement.table)
        if "participant_id" not in table.c or GUARDS[table.name] is _open:
            return
        rows = [parameters] if isinstance(parameters, Mapping) else parameters or ()
        # What is read under break-glass is not written to.
        writing = Reach(establishments=self._reach.establishments)
        for one in {row["participant_id"] for row in rows} - {None}:
            people = METADATA.tables["participants"]
            if (
                self._db.execute(select(people.c.id).where(people.c.id == one, _self(people.c, writing))).first()
                is None
            ):
                raise OutOfReach(one)


def _anybody_beyond(db: Connection, reach: Reach) -> bool:
    """True when a record was entered for another establishment. Ranges, so that the index answers at once."""
    if db.dialect.name == "postgresql":
        return bool(db.execute(select(func.anybody_beyond())).scalar_one())
    entered_for = METADATA.tables["participants"].c.establishment_id
    own = sorted(reach.establishments)
    gaps = [entered_for < own[0], entered_for > own[-1]]
    gaps += [and_(entered_for > low, entered_for < high) for low, high in pairwise(own)]
    return bool(db.execute(select(or_(*(exists().where(gap) for gap in gaps)))).scalar_one())


def _guarded(asked: Select[Any], reach: Reach) -> Select[Any]:
    for table in (each for clause in asked.get_final_froms() for each in _tables(clause)):
        name = cast(Table, table.element if isinstance(table, Alias) else table).name
        guard = GUARDS[name]
        if guard is not _open:
            asked = asked.where(guard(table.c, reach))
    return asked


def _tables(clause: FromClause) -> Iterator[Table | Alias]:
    """The tables in a FROM, under their aliases. A subquery is joined to one of them, which is guarded."""
    if isinstance(clause, Join):
        yield from _tables(clause.left)
        yield from _tables(clause.right)
    elif isinstance(clause, Table) or (isinstance(clause, Alias) and isinstance(clause.element, Table)):
        yield clause


def _open(columns: Any, reach: Reach) -> ColumnElement[bool]:  # noqa: ARG001 - the shape of a guard
    """Not about one participant, or reached only by the id of what is guarded."""
    raise AssertionError("an open table has no condition")


@cache
def _looked_up(table: str, where: str) -> FromClause:  # noqa: ARG001 - it tells one from another
    """A table as one condition looks it up: made once, since to make one takes longer than the question that it is for.

    A condition inside another has one of its own (`where`): the outer one's would be taken for the same rows.
    """
    return METADATA.tables[table].alias()


def _self(columns: Any, reach: Reach) -> ColumnElement[bool]:
    """The participant: entered for, placed at, or in a group of one of the establishments; or under break-glass."""
    stays, members = _looked_up("placements", "self"), _looked_up("memberships", "self")
    courses, groups = _looked_up("interventions", "self"), _looked_up("groups", "self")
    own = sorted(reach.establishments)
    return or_(
        columns.establishment_id.in_(own),
        columns.id.in_(sorted(reach.under_glass)),
        exists().where(
            stays.c.participant_id == columns.id, stays.c.where_id.in_(own), stays.c.entered_in_error.is_(None)
        ),
        exists().where(
            courses.c.participant_id == columns.id,
            members.c.intervention_id == courses.c.id,
            members.c.entered_in_error.is_(None),
            groups.c.id == members.c.group_id,
            groups.c.establishment_id.in_(own),
        ),
    )


def _person(column: Any, reach: Reach) -> ColumnElement[bool]:
    people = _looked_up("participants", "person")
    return exists().where(people.c.id == column, _self(people.c, reach))


def _of_person(columns: Any, reach: Reach) -> ColumnElement[bool]:
    return or_(columns.participant_id.is_(None), _person(columns.participant_id, reach))


def _of_course(columns: Any, reach: Reach) -> ColumnElement[bool]:
    courses = _looked_up("interventions", "course")
    return exists().where(courses.c.id == columns.intervention_id, _person(courses.c.participant_id, reach))


def _of_document(columns: Any, reach: Reach) -> ColumnElement[bool]:
    documents = _looked_up("documents", "document")
    return exists().where(documents.c.id == columns.document_id, _of_person(documents.c, reach))


def _of_session(columns: Any, reach: Reach) -> ColumnElement[bool]:
    there = _looked_up("attendances", "session")
    return or_(
        columns.establishment_id.in_(sorted(reach.establishments)),
        exists().where(there.c.session_id == columns.id, _of_course(there.c, reach)),
    )


def _of_establishment(columns: Any, reach: Reach) -> ColumnElement[bool]:
    return cast(ColumnElement[bool], columns.establishment_id.in_(sorted(reach.establishments)))


def _both(one: str, other: str) -> _Guard:
    def guard(columns: Any, reach: Reach) -> ColumnElement[bool]:
        return and_(_person(columns[one], reach), _person(columns[other], reach))

    return guard


GUARDS: dict[str, _Guard] = {
    "participants": _self,
    **dict.fromkeys(
        (
            "participant_terms",
            "placements",
            "needs",
            "interventions",
            "assessments",
            "scores",
            "voice_entries",
            "first_two_weeks",
            "sharing",
            "deaths",
            "plans",
            "refreshers",
            "repeat_stops",
            "transfers",
            "documents",
            "drafts",
            "annex_drafts",
            "subject_access",
            "subject_access_marks",
            "withdrawn",
            "retention",
            "holds",
            "disposal_proposals",
        ),
        _of_person,
    ),
    "participant_links": _both("one_id", "other_id"),
    "moves": _both("participant_id", "to_participant_id"),
    **dict.fromkeys(
        ("attendances", "goals", "progress", "products", "target_outcomes", "edition_pins", "memberships"), _of_course
    ),
    "imported_editions": _of_document,
    "imported_records": _of_document,
    "document_copies": _of_document,
    "sessions": _of_session,
    "groups": _of_establishment,
    "intervention_counts": _of_establishment,
    "waiting": _of_establishment,
    "disposals": _of_establishment,
    **dict.fromkeys(
        (
            "audit",
            "break_glass",
            "catalogue_entries",
            "checkpoints",
            "delivered_elsewhere",
            "local_definitions",
            "local_measures",
            "local_programmes",
            "log_key",
            "offers",
            "overlap_judgements",
            "overlap_withdrawals",
            "revisions",
            "unit",
            "users",
            "waiting_bytes",
        ),
        _open,
    ),
}
"""Every table, and by what its rows are known to be in reach. Former versions (`revisions`) are asked for by the id of
a row that was seen, as are the bytes of what waits; a use of break-glass names nobody but by id.
"""

HIDDEN = (*(name for name, guard in GUARDS.items() if guard is not _open), "revisions", "waiting_bytes")
"""Tables of which a server shows a session only what is in its reach."""
