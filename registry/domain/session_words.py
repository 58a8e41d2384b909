"""One attendance in words, for screens and for the note in the unit's own record system. Nobody is named in it."""

from collections.abc import Mapping

from registry.domain.dates import Recorded
from registry.domain.described_edition import DescribedEdition
from registry.domain.scheduled_session import ScheduledSession
from registry.domain.session import Attended, SessionRecord
from registry.domain.wording import recorded_words, sentence

_ATTENDED = {
    Attended.FULL: "attended",
    Attended.PART: "attended in part",
    Attended.NO: "did not attend",
    Attended.UNMARKED: "attendance not recorded by the service",
}


def module_titles(edition: DescribedEdition | None) -> dict[str, str]:
    """Return the titles of an edition's modules by id; empty where none are known."""
    return {module.id: module.title for module in edition.plan} if edition else {}


def attended_words(record: SessionRecord) -> str:
    """Return how far the session was attended, why not, for how long, and what was only written down later."""
    absence = f" ({record.absence.words}; {record.absence.cause.words})" if record.absence else ""
    minutes = f", {record.minutes} minutes" if record.minutes is not None else ""
    later = f", {recorded_words(record.recorded)}" if record.recorded is not Recorded.AT_THE_TIME else ""
    return f"{_ATTENDED[record.attended]}{absence}{minutes}{later}"


def meeting_words(meeting: ScheduledSession | SessionRecord, title: str, modules: Mapping[str, str]) -> str:
    """Return the day, the treatment, the module and its session, and who is in the room."""
    where = f", {modules.get(meeting.module, meeting.module)}" if meeting.module else ""
    number = f", session {meeting.number}" if meeting.number else ""
    return f"{meeting.on.words}: {title}{where}{number}, {meeting.kind} session"


def session_line(record: SessionRecord, title: str, edition: DescribedEdition | None) -> str:
    """Return one participant's session as one sentence."""
    catch_up = ", catch-up" if record.catch_up else ""
    meeting = meeting_words(record, title, module_titles(edition))
    return sentence(f"{meeting}{catch_up}: {attended_words(record)}")
