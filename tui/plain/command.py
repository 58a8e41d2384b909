"""Any command of the command line, as prompts made from what it takes; asked in the sitting that is open."""

import time
from collections.abc import Callable
from dataclasses import dataclass

from registry.cli.commands import NO, YES, Command, Parameter, commands_answering
from registry.cli.output import Caught
from registry.cli.seated import AtField, passphrase_question, run_seated
from registry.domain.dates import read_date
from registry.domain.errors import InvalidValue, ThroughcareError
from registry.domain.participant import Participant
from registry.services.sitting import Sitting
from registry.services.unsaved import OPEN_ELSEWHERE
from registry.settings import Settings
from tui.allowed import NEEDED, require_for
from tui.hints import at_the_prompts
from tui.offered import OnRecord, known, offered, on_record_for
from tui.plain.hearing import Back
from tui.plain.kept import Kept
from tui.plain.talk import MOST, Talk
from tui.screens.day_lines import when
from tui.widgets.training_line import shown_words

WIDTH = 78
SAYS_AGAIN = 10.0
"""Seconds between two lines that say how far a command is."""
COMMAND = "command"
"""The form of what a command is asked for, at the screens and here."""
GO_ON = (
    "go on: what you answered stands in brackets; Enter takes it, Tab puts it into the line to go on typing, a minus "
    "leaves it empty"
)


@dataclass(slots=True, kw_only=True)
class Prompting:
    """Asks what a running command asks, after what it said so far."""

    talk: Talk
    settings: Settings
    said: Caught | None = None
    told: int = 0
    said_last: float = 0.0

    def listening(self, said: Caught) -> "Prompting":
        """Return this, to ask for a command that begins to run."""
        self.said, self.told, self.said_last = said, 0, time.monotonic()
        said.far = self.far
        return self

    def far(self, done: int, of: int, what: str) -> None:
        """Say now and then how far a long command is: a line at each step would be all that a screen reader reads."""
        if time.monotonic() - self.said_last >= SAYS_AGAIN:
            self.said_last = time.monotonic()
            self.tell()
            self.talk.say(f"{done} of {of} {what} …" if what else f"{100 * done // of} per cent …")

    def line(self, question: str) -> str:
        """Return a line. Raises Back."""
        self.tell()
        # Kept nowhere: a command that runs asks for identifiers, typed again.
        return self.talk.line(question)

    def secret(self, question: str) -> str:
        """Return a passphrase, which is not shown."""
        self.tell()
        user = self.settings.user or ""
        if question != passphrase_question(user):
            return self.talk.secret(question)
        shown = self.settings.shown_passphrase(user)
        self.talk.say(*shown_words(user, shown))
        return self.talk.secret(question) or shown

    def sure(self, question: str) -> bool:
        """Return whether the person says yes."""
        self.tell()
        return self.talk.sure(question)

    def tell(self) -> None:
        """Say what was not said yet."""
        text = self.said.getvalue()[self.told :] if self.said is not None else ""
        self.told += len(text)
        self.talk.say(*text.splitlines())


def ask_and_run(
    talk: Talk, sitting: Sitting, settings: Settings, command: Command, person: Participant | None = None
) -> None:
    """Ask for what a command needs, then for what else is to be said, and run it. Raises Back, and NotPermitted.

    What is refused is said, and one answer after the other can be changed: nothing that was typed is lost.
    """
    if because := command.only_typed:
        talk.say(f"Type it at the command line, since {because}: throughcare {command.name} --help")
        return
    require_for(sitting, NEEDED.get(command.name))
    talk.say("", f"{command.does}.")
    whose = {"participant": person.id} if person and command.is_about_somebody else {}
    title = f"throughcare {command.name}{f': {person.name.banner}' if whose and person else ''}"
    kept = Kept(sitting, COMMAND, {"command": command.name, **whose}, title)
    going_on(talk, kept, lambda: _asked_and_run(talk, sitting, settings, command, person))


def going_on(talk: Talk, kept: Kept, task: Callable[[], None]) -> None:
    """Do a task with its answers kept, and where some were left the last time, with these at their questions.

    Raises as the task; then its answers stay kept. Raises Back where somebody takes neither way.
    """
    if (found := kept.take_up()) is not None:
        talk.say("", f"Not saved yet, typed {when(found)}: {found.title}.")
        if not talk.choose("Go on with it?", [(True, GO_ON), (False, "start afresh, without it")]):
            kept.forget()
    elif kept.is_elsewhere:
        talk.say(OPEN_ELSEWHERE)
    try:
        with talk.keeping(kept):
            task()
    except (Back, ThroughcareError):
        if any(kept.answers.values()):
            talk.say("What you answered is kept, and offered when you come back to this.")
        raise
    kept.forget()


def _asked_and_run(
    talk: Talk, sitting: Sitting, settings: Settings, command: Command, person: Participant | None
) -> None:
    on_record, values = on_record_for(sitting, command, person), known(command, person)
    asked = [each for each in command.fields if not (person and each.is_whose)]
    for each in asked:
        if each.needed:
            values[each.name] = _ask(talk, sitting, each, on_record, "")
    others = [each for each in asked if not each.needed]
    if others:
        lines = [(each, _named(each, values.get(each.name, ""))) for each in others]
        for each in talk.several("What else is to be said?", lines):
            values[each.name] = _ask(talk, sitting, each, on_record, values.get(each.name, ""))
    asking = Prompting(talk=talk, settings=settings)
    while True:
        talk.say("")
        talk.say_whole(f"As a command: {command.line(values)}")
        try:
            run_seated(sitting, command.typed(values), settings=settings, asks=asking.listening, width=WIDTH)
        except ThroughcareError as error:
            asking.tell()
            talk.refuse(error)
            wrong = error.field if isinstance(error, AtField) else ""
            each = next((one for one in asked if one.name == wrong), None) or talk.choose(
                "What do you change, to do it again?",
                [(one, _named(one, values.get(one.name, ""))) for one in asked],
            )
            values[each.name] = _ask(talk, sitting, each, on_record, values.get(each.name, ""))
        else:
            asking.tell()
            return


def any_command(talk: Talk, sitting: Sitting, settings: Settings, person: Participant | None = None) -> None:
    """Find a command by its words, and run it; with a participant, one about their record. Raises Back."""
    text = talk.ask("Which command? Words of it, or nothing for all of them")
    found = [each for each in commands_answering(text) if person is None or each.is_about_somebody]
    if not found:
        talk.say("No command answers to that. Type fewer letters.")
        return
    several = [(each, f"{each.name}: {each.does}") for each in (found[:MOST] if text else found)]
    chosen = talk.choose("Which one?", several)
    ask_and_run(talk, sitting, settings, chosen, person)


def _named(parameter: Parameter, stands: str) -> str:
    now = f" Now: {stands}" if stands else ""
    return f"{parameter.label}. {parameter.help}{now}".replace("\n", "; ")


def _ask(talk: Talk, sitting: Sitting, parameter: Parameter, on_record: OnRecord, stands: str) -> str:
    """Return what is said for one parameter; what repeats line by line."""
    question, name = f"{parameter.label}. {parameter.help}".strip(), parameter.name
    options = offered(parameter, sitting, on_record)
    if parameter.switch:
        return talk.choose(question, [(YES, YES), (NO, NO)], name=name)
    if options and parameter.repeats:
        return "\n".join(talk.several(question, options, name=name))
    if options:
        return talk.choose(question, options, name=name)
    if parameter.repeats:
        return talk.several_lines(question, name=name)
    talk.say("", question)
    while True:
        asks = talk.need if parameter.needed else talk.ask
        text = asks(parameter.label, stands, name=name)
        if not parameter.is_day or not text:
            return text
        try:
            day = read_date(text, sitting.today)
        except InvalidValue as error:
            talk.say(at_the_prompts(f"{error}"))
        else:
            talk.say(f"  {day.words}")
            talk.means(name, day.text)
            return day.text
