"""A session as the unit schedules it: one meeting, whoever attends."""

from dataclasses import dataclass

from registry.domain.dates import PartialDate
from registry.domain.errors import InvalidValue, NotAllowed
from registry.domain.identifiers import check_id
from registry.domain.session import SessionKind, SessionRecord
from registry.domain.staffing import InTheRoom, check_nobody_twice
from registry.domain.text import check_code


@dataclass(frozen=True, slots=True, kw_only=True)
class ScheduledSession:
    """One meeting on one edition. `minutes` is how long it was planned to last, not what anyone received."""

    id: str
    edition_id: str | None = None
    on: PartialDate
    kind: SessionKind
    module: str | None = None
    number: int | None = None
    minutes: int | None = None
    group_id: str | None = None
    staff: tuple[InTheRoom, ...] = ()

    def __post_init__(self) -> None:
        check_id(self.id, "The session's id")
        check_nobody_twice(self.staff)
        if self.edition_id is not None:
            check_code(self.edition_id, "The session's edition")
        if self.module is not None:
            check_code(self.module, "The session's module")
        if self.number is not None and not 1 <= self.number <= 999:
            raise InvalidValue("A session's number in its module is 1 to 999.")
        if self.minutes is not None and not 1 <= self.minutes <= 480:
            raise InvalidValue("A session is planned to last 1 to 480 minutes.")
        if self.group_id is not None:
            check_id(self.group_id, "The group's id")

    @classmethod
    def of(cls, record: SessionRecord, *, edition_id: str | None) -> "ScheduledSession":
        """Return the meeting that one participant's record speaks of, where nothing more is known."""
        return cls(
            id=record.id,
            edition_id=edition_id,
            on=record.on,
            kind=record.kind,
            module=record.module,
            number=record.number,
            staff=record.staff,
        )

    def check_record(self, record: SessionRecord) -> None:
        """Raise NotAllowed unless `record` speaks of this meeting: the same day, kind, module, number and staff."""
        theirs = (record.id, record.on, record.kind, record.module, record.number, record.staff)
        if theirs != (self.id, self.on, self.kind, self.module, self.number, self.staff):
            raise NotAllowed(
                "An attendance speaks of another session than the one it is recorded for.",
                hint="Day, kind, module, number and staff are the session's and the same for everyone in it.",
            )
