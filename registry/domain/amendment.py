"""What a past session said before it was corrected: every version, who entered it when, and why."""

from dataclasses import dataclass
from datetime import datetime

from registry.domain.scheduled_session import ScheduledSession
from registry.domain.session import SessionRecord


@dataclass(frozen=True, slots=True, kw_only=True)
class AttendanceVersion:
    """One version of one participant's attendance. `because` is the reason for an amendment; the first has none.

    `observation` stays in this unit's record: it is never counted and never travels. `entered_by` is a name.
    """

    intervention_id: str
    version: int
    record: SessionRecord
    observation: str | None = None
    because: str | None = None
    entered_at: datetime
    entered_by: str
    entered_in_error: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingVersion:
    """One version of a meeting's own facts: the day, the module, its number and length."""

    version: int
    session: ScheduledSession
    because: str | None = None
    entered_at: datetime
    entered_by: str
