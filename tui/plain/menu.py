"""The twin's first menu: who sits there, what waits, and where to go."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

from registry.bootstrap import sit_down, utc_now
from registry.domain.access import Permission, may
from registry.domain.errors import NotPermitted, ThroughcareError
from registry.services.day import look_at_day
from registry.services.sitting import Sitting
from registry.services.unsaved import Unsaved, list_unsaved
from registry.services.wrong_tries import tell_wrong_tries
from registry.settings import Settings
from tui.hints import at_the_prompts
from tui.plain.command import COMMAND, any_command
from tui.plain.group import join
from tui.plain.hearing import Back, Idle
from tui.plain.kept import PROMPTS
from tui.plain.participant import people
from tui.plain.receive import receive
from tui.plain.register import register
from tui.plain.signing import passphrase_of
from tui.plain.silence import drop, silent
from tui.plain.summary import summaries
from tui.plain.talk import Talk
from tui.plain.tasks import CONTRIBUTES, OF_THE_UNIT, Task, kept_as, only_with, tasks_of
from tui.screens.day_lines import when
from tui.widgets.training_line import TRAINING

IDLE_SECONDS = 300.0
REGISTER = "Register of a group"
JOIN = "Put people into a group"
RECEIVE = "Receive a file"
KEPT = "Interrupted. What you answered is kept, sealed to you: sign in again and choose the same task to go on."
BEGIN = (
    "Throughcare, with numbered prompts. Every choice is a number and Enter; a dot alone goes back; Ctrl+D leaves. "
    "Every task also works as a command: throughcare --help."
)


def run_plain(settings: Settings, *, given: str | None = None, idle_seconds: float = IDLE_SECONDS) -> None:
    """Talk until the person leaves. Raises NotPermitted for a wrong passphrase from a file; a typed one is asked again.

    After `idle_seconds` without a line the home is closed, and the passphrase asked for again.
    """
    talk = Talk(lambda: utc_now().date(), idle_seconds=idle_seconds)
    from_file = [] if given is None else [given]
    del given
    with silent():
        _talk(talk, settings, from_file)


def _talk(talk: Talk, settings: Settings, from_file: list[str]) -> None:
    talk.say(BEGIN, *((TRAINING,) if settings.training else ()))
    while True:
        try:
            _sit(talk, settings, from_file)
            return
        except NotPermitted as error:
            if from_file:
                raise
            talk.refuse(error)
        except Idle:
            from_file.clear()
            talk.clear()
            talk.say("Locked: nobody typed. Nothing of the record is open, and the screen was cleared.")
        except (EOFError, Back):
            talk.say("", "Closed.")
            return


def _sit(talk: Talk, settings: Settings, from_file: list[str]) -> None:
    """Let the person in and talk. A call of its own: where it ends, by a lock too, nothing leads to the keys."""
    if not (user := settings.user or ""):
        # Who types their passphrase ahead has it not taken for a name.
        talk.say(*filter(None, (drop(),)))
        user = talk.need("User")
    passphrase = from_file[0] if from_file else _patiently(talk, partial(passphrase_of, talk, settings, user))
    with sit_down(replace(settings, user=user), passphrase) as sitting:
        from_file.clear()
        _menu(talk, sitting, settings)


def _patiently(talk: Talk, ask: Callable[[], str]) -> str:
    while True:
        try:
            return ask()
        except Idle:
            talk.say("")


def _menu(talk: Talk, sitting: Sitting, settings: Settings) -> None:
    told = (*sitting.warnings, *sitting.notices, *filter(None, (tell_wrong_tries(sitting),)))
    talk.say(*map(at_the_prompts, told))
    talk.say(f"{sitting.unit.name}, {sitting.unit.tier.words}. You are {sitting.user.person.name}.")
    not_saved_yet(talk, list_unsaved(sitting))
    places: list[tuple[Task, str]] = [
        (what_waits, "What waits for you"),
        (only_with(Permission.WRITE_RECORD, kept_as("register", REGISTER, register)), REGISTER),
        (only_with(Permission.WRITE_RECORD, kept_as("join", JOIN, join)), JOIN),
        (only_with(Permission.READ_RECORD, people), "Find a participant: record, sessions, voice, plan"),
        (summaries, "Summaries: read, approve, release"),
        (only_with(Permission.RECEIVE, kept_as("receive", RECEIVE, receive)), RECEIVE),
        *OF_THE_UNIT,
    ]
    roles = sitting.user.roles
    if may(roles, Permission.ADD_VOICE) and not may(roles, Permission.READ_RECORD):
        talk.say("Your roles add to the participants' voice and open nothing else. A clinician says you their number.")
        places = [(partial(tasks_of, names=CONTRIBUTES), "Add to a participant's voice"), (any_command, "Any command")]
    while True:
        try:
            place = talk.choose("Where to?", places, back="Leave Throughcare")
        except Back:
            if talk.sure("Leave Throughcare?"):
                talk.say("Closed.")
                return
            continue
        try:
            place(talk, sitting, settings)
        except Back:
            talk.say("Back.")
        except ThroughcareError as error:
            talk.refuse(error)
        except (KeyboardInterrupt, EOFError):
            # Told here: where it ends the home is closed, and nothing of what is kept can be read any more.
            if any(one.form in (PROMPTS, COMMAND) for one in list_unsaved(sitting)):
                talk.say("", KEPT)
            raise


def not_saved_yet(talk: Talk, unsaved: Sequence[Unsaved]) -> None:
    """Say what was typed and not saved, and where it goes on."""
    for one in unsaved:
        here = one.form in (PROMPTS, COMMAND)
        where = "To go on, choose it here again." if here else "It opens at the screens, without --plain."
        talk.say(f"Not saved yet: {one.title}, typed {when(one)}. {where}")


def what_waits(talk: Talk, sitting: Sitting, _settings: Settings) -> None:
    """Say everything that waits, kind by kind."""
    day, unsaved = look_at_day(sitting), list_unsaved(sitting)
    talk.say("")
    not_saved_yet(talk, unsaved)
    talk.say(*(f"Group: {one.name}, {one.due} people" for one in day.groups))
    for heading, waiting in (
        ("Your open work", day.work),
        ("Summaries", day.summaries),
        ("Summaries to receive", day.arrivals),
        ("Plan decisions due", day.plans),
        ("Boosters and refreshers", day.boosters),
    ):
        talk.say(*(f"{heading}: {one.participant}. {one.what}" for one in waiting))
    if day.backup:
        talk.say(f"Backups: {at_the_prompts(day.backup)}")
    if day == type(day)() and not unsaved:
        talk.say("Nothing waits for you.")
