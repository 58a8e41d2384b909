"""Reports nobody has written yet: the samples' work with other sessions, notes, titles and gaps."""

from dataclasses import replace

from hypothesis import strategies as st

from registry.domain.intervention import Intervention
from registry.domain.reasons import AbsenceReason, StopReason
from registry.domain.session import Attended
from registry.domain.summary import TransferSummary
from tests.reports import samples

PLAIN = st.sampled_from(("Said it in full.", "Walked away twice.", "A long note. " * 60, "Ż" * 90, "one [sic] & <two>"))


@st.composite
def works(draw: st.DrawFn) -> Intervention:
    """One of the four pieces of work, with other sessions, notes and a title of any length."""
    work = draw(st.sampled_from(_WORKS))
    sessions = []
    for session in work.sessions[: draw(st.integers(0, len(work.sessions)))]:
        attended = draw(st.sampled_from(Attended))
        away = draw(st.sampled_from(AbsenceReason)) if attended in (Attended.NO, Attended.PART) else None
        minutes = session.minutes if attended in (Attended.FULL, Attended.PART) else None
        sessions.append(replace(session, attended=attended, absence=away, minutes=minutes))
    closure = work.closure
    if closure and closure.reason:
        closure = replace(closure, reason=draw(st.sampled_from(StopReason)), reason_note=draw(PLAIN))
    return replace(
        work,
        id=samples.uid(),
        title=draw(st.sampled_from((work.title, "A title of many words " * 6, "Unbroken" * 12)))[:120].strip(),
        sessions=tuple(sessions),
        closure=closure,
        marks=(),
        goals=tuple(replace(goal, text=draw(PLAIN)) for goal in work.goals[: draw(st.integers(0, 4))]),
        state_at_the_time=draw(PLAIN),
        recommended=draw(PLAIN),
    )


_FULL = samples.example("full")
_WORKS = _FULL.subject.interventions


@st.composite
def summaries(draw: st.DrawFn) -> TransferSummary:
    subject = _FULL.subject
    return replace(
        _FULL,
        subject=replace(
            subject,
            interventions=tuple(draw(st.lists(works(), max_size=4))),
            plan=draw(st.sampled_from((None, subject.plan))),
            statement=draw(st.sampled_from((None, subject.statement))),
            voice=draw(st.sampled_from(((), subject.voice))),
            scores=draw(st.sampled_from(((), subject.scores))),
            needs=draw(st.sampled_from(((), subject.needs))),
        ),
    )
