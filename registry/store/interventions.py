"""Interventions as rows: the course itself here, its parts and attendances in tables of their own."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from functools import cache
from typing import Any

from sqlalchemy import Index, Row, Text, func, select, text, type_coerce
from sqlmodel import Field

from registry.domain.closure import YesNoNotAsked
from registry.domain.entry import CourseEnd
from registry.domain.errors import NotAllowed
from registry.domain.intervention import Intervention
from registry.domain.repeat import RepeatReason
from registry.domain.scheduled_session import ScheduledSession
from registry.domain.text import check_prose
from registry.store.base import RecordRow, table_of
from registry.store.intervention_parts import add_parts, mark_part_in_error, part_ids, plain_parts, save_parts
from registry.store.records import Records
from registry.store.sessions import Sessions
from registry.structure import from_plain, to_plain

# Spelt out, since an index of some of the rows only serves a question that says the same words.
_IS_RUNNING = "state IN ('in-progress', 'on-hold')"
_SAYS_HOW_IT_ENDED = "answers IS NOT NULL OR done_again IS NOT NULL"


class InterventionRow(RecordRow, table=True):
    """A course of treatment without its sessions, target outcomes, goals, progress and products.

    `answers` are the participant's three at closure, `done_again` the reason for a repeat.
    """

    __tablename__ = "interventions"
    # The second index answers what the service lead counts without touching the table; the third is only of what is
    # going on, some of the last weeks' among the millions of former years.
    __table_args__ = (
        Index(None, "participant_id", "state"),
        Index(
            "ix_interventions_ends",
            *("participant_id", "programme_id", "answers", "done_again", "entered_in_error"),
            sqlite_where=text(_SAYS_HOW_IT_ENDED),
            postgresql_where=text(_SAYS_HOW_IT_ENDED),
        ),
        Index("ix_interventions_running", "state", sqlite_where=text(_IS_RUNNING), postgresql_where=text(_IS_RUNNING)),
    )

    participant_id: str = Field(foreign_key="participants.id")
    edition_id: str | None = None
    programme_id: str | None = None
    state: str
    outcome: str | None = None
    began: str | None = None
    closed_on: str | None = None
    answers: str | None = None
    done_again: str | None = None


INTERVENTIONS = table_of(InterventionRow)
_RUNNING = text(_IS_RUNNING)
_AT_ONCE = 500


class Interventions(Records[Intervention]):
    """The courses of treatment this unit gave."""

    _table = INTERVENTIONS
    _kind = Intervention
    _what = "intervention"
    _hint = "See `throughcare participant show`."

    def _to_row(self, record: Intervention) -> dict[str, Any]:
        began = record.started or record.referred
        return {
            "id": record.id,
            "participant_id": record.participant_id,
            "edition_id": record.edition_id,
            "programme_id": record.edition_id.split("/")[0] if record.edition_id else None,
            "state": record.state.value,
            "outcome": record.closure.outcome.value if record.closure else None,
            "began": began.text if began else None,
            "closed_on": record.closure.on.text if record.closure else None,
            "answers": " ".join(record.closure.answers) if record.closure else None,
            "done_again": record.repeat.reason.value if record.repeat else None,
            "body": to_plain(_head(record)),
        }

    def _from_row(self, row: Row[Any]) -> Intervention:
        return self._whole([row])[0]

    def add_all(self, records: Iterable[Intervention]) -> None:
        """Enter many new interventions with all they hold. Raises as `add`."""
        entered = list(records)
        super().add_all(entered)
        add_parts(self._db, self._writer, entered)
        for one in entered:
            self._enter(one, one.sessions)

    def save(self, record: Intervention, *, version: int | None = None) -> int:
        """Replace the newest version, enter what is new in it, keep the former, return the version's number.

        Raises as `Records.save`, and NotAllowed when a recorded part is left out or two changes collide.
        """
        super().save(record, version=version)
        new_parts = save_parts(self._db, self._writer, record)
        new_sessions = self._save_sessions(record)
        if new_parts or new_sessions:
            self._sessions.touch([record.id])
        return self.version(record.id)

    def mark_part_in_error(self, intervention_id: str, member: str, part_id: str, reason: str) -> None:
        """Withdraw one part of a member in PARTS as entered in error; it stays. Raises NotFound."""
        check_prose(reason, "The reason")
        mark_part_in_error(self._db, self._writer, member, intervention_id, part_id, reason)
        self._sessions.touch([intervention_id])

    def part_ids(self, intervention_id: str, member: str) -> tuple[str, ...]:
        """Return the ids of the parts of a member in PARTS that stand, in their order."""
        return part_ids(self._db, member, intervention_id)

    def of(self, participant_id: str) -> tuple[Intervention, ...]:
        """Return a participant's interventions, earliest first."""
        return self._list_whole(INTERVENTIONS.c.participant_id == participant_id)

    def parts_of(
        self, establishment_id: str, people: Collection[str] | None = None
    ) -> Iterator[tuple[Intervention, ...]]:
        """Give, some hundred at once, every intervention that stands and is an establishment's own, with all it holds;
        of these participants alone where some are named.

        So they need not fit into memory together.
        """
        own = [INTERVENTIONS.c.entered_in_error.is_(None), INTERVENTIONS.c.establishment_id == establishment_id]
        if people is not None:
            own.append(INTERVENTIONS.c.participant_id.in_(people))
        after = ""
        while True:
            asked = select(INTERVENTIONS).where(*own, INTERVENTIONS.c.id > after).order_by(INTERVENTIONS.c.id)
            heads = self._db.execute(asked.limit(_AT_ONCE)).all()
            if not heads:
                return
            yield self._whole(heads)
            after = heads[-1].id

    def ends(self) -> Iterator[CourseEnd]:
        """Give of every intervention that stands and is closed or was done again, everybody's, what was answered at its
        closure and why it was done again.

        In no order. Nothing else of it is read, and only some of them are in memory at a time.
        """
        columns = [INTERVENTIONS.c[name] for name in ("participant_id", "programme_id", "answers", "done_again")]
        asked = select(*columns).where(text(f"({_SAYS_HOW_IT_ENDED})"), INTERVENTIONS.c.entered_in_error.is_(None))
        for who, programme, answers, again in self._db.execute(asked.execution_options(yield_per=_AT_ONCE)):
            yield CourseEnd(
                participant_id=who,
                programme_id=programme,
                answers=_answers(answers) if answers else None,
                done_again=RepeatReason(again) if again else None,
            )

    def running(self, participant_id: str) -> tuple[Intervention, ...]:
        """Return those going on or held."""
        return self._list_whole(INTERVENTIONS.c.participant_id == participant_id, _RUNNING)

    def running_with(self, person_id: str) -> tuple[Intervention, ...]:
        """Return those going on or held, anybody's, in whose staff a person stands, without sessions and parts."""
        # The whole record is kept as JSON in one spelling; which member the id stands in, the caller looks at.
        standing = select(INTERVENTIONS.c.body).where(
            INTERVENTIONS.c.entered_in_error.is_(None),
            _RUNNING,
            type_coerce(INTERVENTIONS.c.body, Text).contains(f'"{person_id}"', autoescape=True),
        )
        found = self._db.execute(standing.order_by(INTERVENTIONS.c.id)).scalars()
        return tuple(from_plain(body, Intervention) for body in found)

    def using_definition(self, definition_id: str) -> int:
        """Return how many interventions that stand are delivered by a local definition."""
        # The whole record is kept as JSON in one spelling, in which the member reads like this.
        member = f'"localDefinitionId":"{definition_id}"'
        asked = (
            select(func.count())
            .select_from(INTERVENTIONS)
            .where(
                INTERVENTIONS.c.entered_in_error.is_(None),
                type_coerce(INTERVENTIONS.c.body, Text).contains(member, autoescape=True),
            )
        )
        return int(self._db.execute(asked).scalar_one())

    def _list_whole(self, *where: Any) -> tuple[Intervention, ...]:
        asked = select(INTERVENTIONS).where(INTERVENTIONS.c.entered_in_error.is_(None), *where)
        return self._whole(
            self._db.execute(asked.order_by(INTERVENTIONS.c.began.nulls_first(), INTERVENTIONS.c.id)).all()
        )

    def _whole(self, rows: Iterable[Row[Any]]) -> tuple[Intervention, ...]:
        heads = list(rows)
        if not heads:
            return ()
        ids = [row.id for row in heads]
        parts = plain_parts(self._db, ids)
        sessions = self._sessions.plain_records(ids)
        return tuple(
            from_plain({**row.body, **parts.get(row.id, {}), "sessions": sessions.get(row.id, [])}, Intervention)
            for row in heads
        )

    def _save_sessions(self, record: Intervention) -> bool:
        """Amend changed sessions and enter new ones; True if any was new."""
        recorded = self._sessions.plain_records([record.id]).get(record.id, [])
        there = {plain["id"]: plain for plain in recorded}
        if there.keys() - {one.id for one in record.sessions}:
            raise NotAllowed(
                "The intervention lacks some of its recorded sessions.", hint="Nothing is deleted; use `error`."
            )
        for one in record.sessions:
            if one.id in there and there[one.id] != to_plain(one):
                self._sessions.amend(record.id, one)
        new = [one for one in record.sessions if one.id not in there]
        self._enter(record, new)
        return bool(new)

    def _enter(self, intervention: Intervention, records: Iterable[Any]) -> None:
        for one in records:
            session = ScheduledSession.of(one, edition_id=intervention.edition_id)
            self._sessions.enter(session, {intervention.id: one})

    @property
    def _sessions(self) -> Sessions:
        return Sessions(self._db, self._maybe_writer)


@cache
def _answers(text: str) -> tuple[YesNoNotAsked, ...]:
    """The answers that a row has in one text: there are 27."""
    return tuple(map(YesNoNotAsked, text.split()))


def _head(record: Intervention) -> Intervention:
    """The record without what is kept in rows of its own. Most that came by the thousand have none of it."""
    if not (record.sessions or record.care_package or record.goals or record.progress or record.products):
        return record
    return replace(record, sessions=(), care_package=(), goals=(), progress=(), products=())
