"""Any command of the command line, as prompts made from what it takes; asked in the sitting that is open."""

from dataclasses import dataclass

from registry.cli.commands import NO, YES, Command, Parameter, commands_answering
from registry.cli.output import Caught
from registry.cli.seated import AtField, run_seated
from registry.domain.dates import read_date
from registry.domain.errors import InvalidValue, ThroughcareError
from registry.domain.participant import Participant
from registry.services.sitting import Sitting
from registry.settings import Settings
from tui.allowed import NEEDED, require_for
from tui.offered import OnRecord, known, offered, on_record_for
from tui.plain.talk import MOST, Talk

WIDTH = 78


@dataclass(slots=True, kw_only=True)
class Prompting:
    """Asks what a running command asks, after what it said so far."""

    talk: Talk
    said: Caught | None = None
    told: int = 0

    def listening(self, said: Caught) -> "Prompting":
        """Return this, to ask for a command that begins to run."""
        self.said, self.told = said, 0
        return self

    def line(self, question: str) -> str:
        """Return a line. Raises Back."""
        self.tell()
        return self.talk.need(question)

    def secret(self, question: str) -> str:
        """Return a passphrase, which is not shown."""
        self.tell()
        return self.talk.secret(question)

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
    asking = Prompting(talk=talk)
    while True:
        talk.say("", f"As a command: {command.line(values)}")
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
    question = f"{parameter.label}. {parameter.help}".strip()
    options = offered(parameter, sitting, on_record)
    if parameter.switch:
        return talk.choose(question, [(YES, YES), (NO, NO)])
    if options and parameter.repeats:
        return "\n".join(talk.several(question, options))
    if options:
        return talk.choose(question, options)
    if parameter.repeats:
        return talk.several_lines(question)
    talk.say("", question)
    while True:
        text = talk.need(parameter.label, stands) if parameter.needed else talk.ask(parameter.label, stands)
        if not parameter.is_day or not text:
            return text
        try:
            talk.say(f"  {read_date(text, sitting.today).words}")
        except InvalidValue as error:
            talk.say(f"{error}")
        else:
            return text
