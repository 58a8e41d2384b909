"""One participant, as prompts: the record read out, a course begun, run and closed, the voice, the plan."""

from collections.abc import Callable

from exports.text import render_text
from registry.domain.access import Permission
from registry.domain.closure import Closure, Outcome
from registry.domain.dates import PartialDate, refuse_future
from registry.domain.decision import Choice, Discussed
from registry.domain.dose import left_by_definition
from registry.domain.errors import NotAllowed, ThroughcareError
from registry.domain.history import Work
from registry.domain.intervention import Delivery
from registry.domain.local_ids import code_of
from registry.domain.participant import Participant, TherapyEnding
from registry.domain.reasons import AbsenceReason, StopReason
from registry.domain.repeat import RepeatReason
from registry.domain.session import Attended, SessionKind
from registry.domain.voice import DEFAULT_AUDIENCES, Audience, VoiceKind
from registry.services.browsing import find_programmes
from registry.services.completing import refuse_outcome
from registry.services.deciding import decide_line, standing_of
from registry.services.interventions import close_intervention
from registry.services.participants import find_participants, show_participant
from registry.services.reporting import plan_page
from registry.services.sessions import add_session
from registry.services.sitting import Sitting
from registry.services.voice import add_voice
from registry.settings import Settings
from tui.allowed import require_for
from tui.plain.hearing import Back
from tui.plain.issue import write_summary
from tui.plain.talk import MOST, Talk
from tui.plain.tasks import Task, kept_as, of_a_record, only_with
from tui.screens.refer import refer_and_open
from tui.screens.voice import KINDS, READERS, WORDLESS
from tui.widgets.work_words import going_on, takes_sessions

ATTENDED = ((Attended.FULL, "in full"), (Attended.PART, "in part"), (Attended.NO, "was away"))
WIDTH = 78
DECIDES = "Read the plan and decide a line"


def people(talk: Talk, sitting: Sitting, settings: Settings) -> None:
    """Find somebody, then choose what to do. Raises Back, and as the services."""
    found = find_participants(sitting, talk.need("A name or a number"), limit=MOST)
    if not found:
        talk.say("Nobody here answers to that. Type fewer letters, or a number.")
        return
    words = [(one, f"{one.name.banner}, born {one.born.words}, NHS No. {one.nhs_number or 'none'}") for one in found]
    one_participant(talk, sitting, settings, talk.choose("Who?", words))


def one_participant(talk: Talk, sitting: Sitting, settings: Settings, person: Participant) -> None:
    """Do one thing after the other for a participant, until the person goes back."""
    own: list[tuple[str, Permission, Callable[[Talk, Sitting, Participant], None], str]] = [
        ("course", Permission.WRITE_RECORD, begin_course, "Begin a new course of treatment"),
        ("session", Permission.WRITE_RECORD, log_session, "Log a session"),
        ("close", Permission.WRITE_RECORD, close_course, "Close a course"),
        ("voice", Permission.ADD_VOICE, add_words, "Add to the participant's voice"),
        ("decision", Permission.READ_RECORD, decide_plan, DECIDES),
        ("summary", Permission.ISSUE, write_summary, "Write a transfer summary"),
    ]
    tasks: list[tuple[Task, str]] = [
        (only_with(Permission.READ_RECORD, _about(person, read_record)), "Read the record"),
        *(
            (only_with(needs, kept_as(name, words, _about(person, do), person)), words)
            for name, needs, do, words in own
        ),
        *of_a_record(person),
    ]
    while True:
        talk.say("", *person.banner(sitting.today))
        try:
            task = talk.choose("What?", tasks)
        except Back:
            return
        try:
            task(talk, sitting, settings)
        except Back:
            talk.say("Back.")
        except ThroughcareError as error:
            talk.refuse(error)


def deciding(person: Participant) -> Task:
    """Return the reading and deciding of somebody's plan, with its answers kept as when it is chosen at the record."""
    return kept_as("decision", DECIDES, _about(person, decide_plan), person)


def _about(person: Participant, do: Callable[[Talk, Sitting, Participant], None]) -> Task:
    return lambda talk, sitting, _settings: do(talk, sitting, person)


def read_record(talk: Talk, sitting: Sitting, person: Participant) -> None:
    """Read the history out, course by course."""
    history = show_participant(sitting, person.id)
    for work in history.work:
        of = work.intervention
        talk.say("", f"{of.title}, {of.establishment.name}. {work.source.words}", going_on(work))
    talk.say(*(f"Said, {one.on.words}: {one.text or one.words}" for one in history.voice if _for_us(one.audiences)))
    if not history.work:
        talk.say("No treatment is on record yet.")


def begin_course(talk: Talk, sitting: Sitting, person: Participant) -> None:
    """Refer and open a course; what would be a repeat asks why again."""
    found = find_programmes(sitting.catalogue, talk.need("Programme: a code or a name"))[:MOST]
    programme = talk.choose("Which?", [(one.id, f"{code_of(one.id)}  {one.title}") for one in found])
    delivery = talk.choose("Delivered how?", [(one, one.value) for one in Delivery])
    day = talk.day("Beginning on", _past(sitting, "The beginning"))
    again: RepeatReason | None = None
    words: str | None = None
    while True:
        try:
            refer_and_open(
                sitting, person.id, programme, delivery=delivery, on=day, opens=True, again=again, words=words
            )
        except NotAllowed as error:
            talk.refuse(error)
            again = talk.choose("Why again?", [(one, one.words) for one in RepeatReason])
            words = talk.need("In words")
            continue
        talk.say("It is open.")
        return


def log_session(talk: Talk, sitting: Sitting, person: Participant) -> None:
    """Log one session of a course that is going on here."""
    work = _running(talk, sitting, person)
    day = talk.day("Date", _past(sitting, "The session"))
    kind = talk.choose("Kind?", [(one, one.value) for one in SessionKind])
    attended = talk.choose("Attended?", ATTENDED)
    absence = None
    if attended is Attended.NO:
        absence = talk.choose("Why?", [(one, f"{one.words} ({one.cause.words})") for one in AbsenceReason])
    minutes = "" if attended is Attended.NO else talk.ask("Minutes, or nothing where nobody measured")
    add_session(
        sitting,
        work.intervention.id,
        on=day,
        kind=kind,
        attended=attended,
        absence=absence,
        minutes=int(minutes) if minutes.isdecimal() else None,
    )
    talk.say(f"Saved. {work.intervention.title}, {day.words}.")


def close_course(talk: Talk, sitting: Sitting, person: Participant) -> None:
    """Close a course with its outcome, reason and ending."""
    work = _running(talk, sitting, person)
    outcome = talk.choose("What came of it?", [(one, one.words) for one in Outcome])
    refuse_outcome(work.intervention, work.edition, outcome)
    reason = theirs = met = None
    if outcome is Outcome.COMPLETED:
        met = _met(talk, work)
    else:
        reason = talk.choose("Why did it stop?", [(one, one.words) for one in StopReason])
        theirs = talk.ask("The participant's own reason, or nothing") or None
    left = talk.ask("What is left to do, or nothing") or None
    ended = talk.choose("How did it end for them?", [(one, one.words) for one in TherapyEnding])
    day = talk.day("Closed on", _past(sitting, "The closure"))
    me = sitting.user.person
    closure = Closure(
        on=day,
        outcome=outcome,
        closed_by=me.name,
        judged_by=me,
        judged_on=day,
        reason=reason,
        participant_reason=theirs,
        left_to_do=left,
        ended=ended,
    )
    close_intervention(sitting, work.intervention.id, closure, met_because=met)
    talk.say(f"Closed: {outcome.words}.")


def _met(talk: Talk, work: Work) -> str | None:
    """Show what completing means and, where its modules are not all recorded, ask why it is met all the same."""
    definition = work.edition.definition if work.edition else None
    if definition is not None:
        talk.say(f"Completing it means: {definition.text}")
    left = left_by_definition(work.intervention, work.edition)
    if not left:
        return None
    talk.say(f"Not recorded as done or waived: {', '.join(one.title for one in left)}.")
    return talk.need("Why it is met all the same, in the judge's words")


def add_words(talk: Talk, sitting: Sitting, person: Participant) -> None:
    """Keep the participant's words, for the audiences they chose."""
    kind = talk.choose("What is it?", [(one, KINDS[one]) for one in VoiceKind])
    text = None if kind in WORDLESS else talk.several_lines("Their words, as they are said")
    # A carer's words are for the treating teams alone unless the carer says otherwise.
    usual = (Audience.TREATING_TEAMS,) if kind is VoiceKind.CARER else DEFAULT_AUDIENCES
    readers = talk.several("Who may read it? Ask them.", list(READERS.items()), usual=usual)
    back = text is not None and talk.sure("Was it read back to them?")
    day = talk.day("When did they say it", _past(sitting, "What was said"))
    entry = add_voice(sitting, person.id, kind=kind, on=day, text=text, audiences=tuple(readers), read_back=back)
    talk.say(f"Saved for {', '.join(READERS[one] for one in entry.audiences)}.")


def decide_plan(talk: Talk, sitting: Sitting, person: Participant) -> None:
    """Read the plan and decide one line after the other."""
    while True:
        plan, page = plan_page(sitting, person.id)
        talk.say("", *render_text(page, WIDTH).splitlines())
        if not plan.lines:
            return
        require_for(sitting, Permission.DECIDE_PLAN)
        lines = [(one, f"{one.stands_as.words}: {one.title}") for one in plan.lines]
        line = talk.choose("Which line do you decide?", lines)
        options = [(Choice.ACCEPT, "accept it"), (Choice.RECOGNISE, "recognise it"), (Choice.DEFER, "put it off")]
        choice = talk.choose("What?", options)
        reason = talk.need("Reason")
        discussed = talk.choose("Discussed with the participant?", [(one, one.value) for one in Discussed])
        words = None if discussed is Discussed.AGREES else talk.need("Their words, or why not yet")
        again = talk.day("Again on", lambda day: day, default="+90") if choice is Choice.DEFER else None
        decide_line(
            sitting,
            person.id,
            line.key,
            choice=choice,
            reason=reason,
            discussed=discussed,
            discussed_words=words,
            again=again,
            stood=standing_of(line),
        )
        talk.saved()
        talk.say(f"Decided: {line.title}.")


def _running(talk: Talk, sitting: Sitting, person: Participant) -> Work:
    found = [one for one in show_participant(sitting, person.id).work if takes_sessions(one)]
    if not found:
        talk.say("No course of treatment is going on here.")
        raise Back
    return talk.choose("Which course?", [(one, one.intervention.title) for one in found])


def _past(sitting: Sitting, what: str) -> Callable[[PartialDate], PartialDate]:
    def check(day: PartialDate) -> PartialDate:
        refuse_future(day, sitting.today, what)
        return day

    return check


def _for_us(audiences: tuple[Audience, ...]) -> bool:
    return Audience.TREATING_TEAMS in audiences
