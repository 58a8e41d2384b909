"""Uses of break-glass as rows. Whoever reviews them sees every use, whosever the participant is."""

from typing import Any

from sqlmodel import Field

from registry.domain.break_glass import BreakGlass
from registry.domain.times import stamp
from registry.store.base import RecordRow, table_of
from registry.store.records import Records
from registry.structure import to_plain


class BreakGlassRow(RecordRow, table=True):
    """One use."""

    __tablename__ = "break_glass"

    participant_id: str = Field(foreign_key="participants.id", index=True)
    person_id: str = Field(index=True)
    until: str
    is_reviewed: bool


BREAK_GLASS = table_of(BreakGlassRow)


class BreakGlassUses(Records[BreakGlass]):
    """Who opened whose record, for how long, and who looked at it afterwards."""

    _table = BREAK_GLASS
    _kind = BreakGlass
    _what = "use of break-glass"
    _hint = "See `throughcare audit break-glass`."

    def _to_row(self, record: BreakGlass) -> dict[str, Any]:
        return {
            "id": record.id,
            "participant_id": record.participant_id,
            "person_id": record.person.id,
            "until": stamp(record.until),
            "is_reviewed": record.review is not None,
            "body": to_plain(record),
        }

    def of_person(self, person_id: str) -> tuple[BreakGlass, ...]:
        """Return a person's uses, the earliest first."""
        return self._list(BREAK_GLASS.c.person_id == person_id, order=[BREAK_GLASS.c.until])

    def all(self) -> tuple[BreakGlass, ...]:
        """Return every use, the earliest first."""
        return self._list(order=[BREAK_GLASS.c.until])

    def unreviewed(self) -> tuple[BreakGlass, ...]:
        """Return the uses that nobody has looked at yet, the earliest first."""
        return self._list(~BREAK_GLASS.c.is_reviewed, order=[BREAK_GLASS.c.until])
