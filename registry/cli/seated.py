"""One command of the command line, run in a sitting that is open already, for who does not sit at a command line."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Final

import typer

from registry.bootstrap import asking_again
from registry.cli import output
from registry.cli.door import Asks, Door
from registry.cli.ending import unwritten
from registry.cli.main import UsageProblem, invoke, stopped
from registry.domain.errors import Exit, InvalidValue
from registry.services.sitting import Sitting
from registry.settings import Settings

NOT_READ: Final = "The command could not read it."


class AtField(InvalidValue):
    """What was typed for one parameter cannot be read; `field` is the parameter's name, empty where it is none."""

    def __init__(self, message: str, *, hint: str = "", field: str = "") -> None:
        super().__init__(message, hint=hint)
        self.field = field


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """What a command said, line by line, and whether it ended well."""

    said: str
    done: bool


def passphrase_question(user: str) -> str:
    """Return the question that a command asks for the passphrase of who sits there."""
    return f"Passphrase of {user}"


def run_seated(
    sitting: Sitting,
    typed: Sequence[str],
    *,
    settings: Settings,
    asks: Callable[[output.Caught], Asks],
    width: int,
) -> Answered:
    """Run a command and return what it said. `asks` is given what was said so far, to show it before each question.

    What signs or changes keys asks for the passphrase, whatever was typed when the home was opened. Raises AtField,
    NotAllowed where the person answered a question with typer.Abort, and as the services.
    """
    with output.caught(width) as said:
        asking = asks(said)
        own = asking_again(sitting, lambda: asking.secret(passphrase_question(sitting.user.name)))
        # A passphrase file named at the start opened the home, and proves nobody's presence now.
        named = replace(settings, user=sitting.user.name, passphrase_file=None)
        try:
            code = invoke(typed, through=Door(settings=named, asks=asking, seated=own))
        except UsageProblem as problem:
            # Typer keeps its own copy of click, which has no public name for this.
            parameter = getattr(getattr(problem, "param", None), "name", None) or ""
            words = getattr(problem, "message", "") or problem.format_message()
            raise AtField(" ".join(words.split()) or NOT_READ, field=parameter) from None
        except typer.Abort:
            raise stopped() from None
        except OSError as problem:
            raise unwritten(problem) from problem
    return Answered(said=said.getvalue().rstrip("\n"), done=code == Exit.DONE)
