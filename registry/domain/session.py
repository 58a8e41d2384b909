"""A scheduled meeting delivering (part of) a module, one participant's attendance at it, and module standing."""

from dataclasses import dataclass
from enum import StrEnum

from registry.domain.dates import PartialDate, Recorded
from registry.domain.errors import InvalidValue
from registry.domain.identifiers import check_id
from registry.domain.reasons import AbsenceReason, Cause
from registry.domain.staffing import InTheRoom, check_nobody_twice
from registry.domain.text import check_code, check_name, check_prose


class SessionKind(StrEnum):
    """Who is in the room."""

    GROUP = "group"
    INDIVIDUAL = "individual"


class Attended(StrEnum):
    """Unmarked is the service's gap, and is kept apart from absence."""

    FULL = "full"
    PART = "part"
    NO = "no"
    UNMARKED = "not-recorded-by-the-service"


@dataclass(frozen=True, kw_only=True)
class SessionRecord:
    """One participant at one scheduled session. `minutes` is what the participant received, where recorded.

    `staff` is who was in the room; empty where nobody wrote it down.
    """

    id: str
    on: PartialDate
    kind: SessionKind
    module: str | None = None
    number: int | None = None
    attended: Attended
    minutes: int | None = None
    absence: AbsenceReason | None = None
    catch_up: bool = False
    recorded: Recorded = Recorded.AT_THE_TIME
    staff: tuple[InTheRoom, ...] = ()

    def __post_init__(self) -> None:
        check_id(self.id, "The session's id")
        check_nobody_twice(self.staff)
        if self.module is not None:
            check_code(self.module, "The session's module")
        if self.minutes is not None and not 0 <= self.minutes <= 480:
            raise InvalidValue("A session lasts 0 to 480 minutes.")
        if self.number is not None and not 1 <= self.number <= 999:
            raise InvalidValue("A session's number in its module is 1 to 999.")
        if self.attended is Attended.NO and self.absence is None:
            raise InvalidValue(
                "An absence has no reason.", hint=f"Say why, or write `{AbsenceReason.NOT_KNOWN}` where nobody knows."
            )
        if self.attended in (Attended.FULL, Attended.UNMARKED) and self.absence is not None:
            raise InvalidValue("A reason for absence stands beside full or unmarked attendance.")
        if self.attended in (Attended.NO, Attended.UNMARKED) and self.minutes is not None:
            raise InvalidValue("Minutes received stand beside an absence.")

    @property
    def cause(self) -> Cause | None:
        """Whose doing an absence was; None where the participant attended in full or nothing was marked."""
        return self.absence.cause if self.absence else None


class ModuleStanding(StrEnum):
    """Where one module is."""

    DONE = "done"
    PART = "part-done"
    NOT_STARTED = "not-started"
    WAIVED = "waived"


@dataclass(frozen=True, kw_only=True)
class ModuleMark:
    """A named person's judgement that a module is done, part-done, or waived with a reason."""

    module: str
    standing: ModuleStanding
    on: PartialDate
    by: str
    reason: str | None = None

    def __post_init__(self) -> None:
        check_code(self.module, "The module")
        check_name(self.by, "Who judged the module")
        if self.reason is not None:
            check_prose(self.reason, "The reason for the judgement on the module")
        if self.standing is ModuleStanding.WAIVED and self.reason is None:
            raise InvalidValue("The module is to be waived, without a reason.", hint='Say why: --reason "...".')
