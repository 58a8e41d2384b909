"""When a course was written down, as far as its own record shows it: a default that nobody chose says nothing."""

from registry.domain.begun import is_bare, never_began
from registry.domain.dates import Recorded
from registry.domain.intervention import Intervention
from registry.domain.text import number_of
from registry.domain.wording import recorded_words


def written_words(work: Intervention) -> str:
    """Return when and on whose word a course was written down: what somebody said, else by its sessions, else that it
    is not known. Blank of what nobody began, and of what goes on with nothing recorded of it yet: nothing that was done
    was written down.
    """
    if work.recorded is not Recorded.AT_THE_TIME:
        return recorded_words(work.recorded)
    if never_began(work) or is_bare(work):
        return ""
    if not work.sessions:
        return "when it was written down is not known"
    late = sum(session.recorded is not Recorded.AT_THE_TIME for session in work.sessions)
    if not late:
        return "recorded at the time, session by session"
    if late == len(work.sessions):
        return "recorded later or by others, session by session"
    return f"{late} of {number_of(len(work.sessions), 'session')} recorded later or by others, the rest at the time"
