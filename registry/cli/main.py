"""The command `throughcare`: reads what was typed, loads only the command group asked for, and ends with its code."""

import sys
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from registry.cli import output
from registry.cli.door import Door
from registry.cli.ending import ended
from registry.cli.everywhere import given_by, hoisted, settings_from
from registry.cli.shapes import ExamplesFirst, OneCommand
from registry.cli.version import say_version
from registry.domain.errors import Exit, InvalidValue, NotAllowed

# What the command line cannot read. Typer keeps its own copy of click; this is the one name of it that it shows.
if TYPE_CHECKING:
    UsageProblem = typer.BadParameter
else:
    UsageProblem = typer.BadParameter.__mro__[1]

# Each word a person may type first, the module that answers, and its line in the help. A group is imported only
# when it is asked for, so that `--help` and `verify` stay quick.
GROUPS: dict[str, tuple[str, str]] = {
    "demo": ("demo", "Make two fictional units and walk the whole journey."),
    "init": ("init", "Found a unit in an empty folder."),
    "doctor": ("doctor", "Look the home over and say what to mend."),
    "unlock": ("unlock", "Enter the passphrase once for this terminal."),
    "lock": ("lock", "Drop what unlock left at this terminal."),
    "verify": ("verify", "Verify a summary; needs no account, registry or network."),
    "check": ("check", "Answer by telephone whether a printed report is ours."),
    "tui": ("tui", "Open the screens."),
    "catalogue": ("catalogue", "Programmes, local definitions and this unit's offer."),
    "participant": ("participant", "People receiving treatment."),
    "placement": ("placement", "Where a participant stays, and under which law."),
    "need": ("need", "What treatment aims at, for one participant."),
    "intervention": ("intervention", "Courses of treatment, from referral to closure."),
    "session": ("session", "Sessions and attendance."),
    "group": ("group", "Groups: who belongs, and their blank registers."),
    "care-package": ("care_package", "What an intervention was commissioned for, and whether it was met."),
    "goal": ("goal", "Agreed goals and their reviews."),
    "progress": ("progress", "Progress on a need, in and outside sessions."),
    "product": ("product", "Formulations, letters and plans, and skills to keep going."),
    "assessment": ("assessment", "Assessments that travel."),
    "measure": ("measure", "Scores on named measures."),
    "error": ("error", "What was entered in error, and where it went."),
    "voice": ("voice", "The participant's own words."),
    "transfer": ("transfer", "Moves between establishments, against the clock."),
    "refresher": ("refresher", "Refreshers that participants ask for."),
    "overlap": ("overlap", "Judgements that one programme covers part of another, or nothing of it."),
    "summary": ("summary", "Issue, approve, release and receive transfer summaries."),
    "receipt": ("receipt", "Receipts: who holds which version."),
    "annex": ("annex", "Sensitive annexes, apart from the summary."),
    "import": ("importing", "Old spreadsheets and prison programme histories."),
    "plan": ("plan", "The continuity plan and its decisions."),
    "report": ("report", "Reports to print."),
    "subject-access": ("subject_access", "Telling participants what is recorded about them, when they ask."),
    "dataset": ("dataset", "The unit's data set, and what several units' sets add up to."),
    "directory": ("directory", "The trust list of establishments and keys."),
    "key": ("key", "This unit's keys."),
    "user": ("user", "Who may sign in."),
    "audit": ("audit", "What was done, by whom, when."),
    "retention": ("retention", "How long a record is kept, and what holds it."),
    "disposal": ("disposal", "Disposing of a record whose time is over: two persons, and a stub is left."),
    "backup": ("backup", "Backups, proven by restoring."),
    "store": ("store", "Records on a PostgreSQL server, and moving them there and back."),
}

EPILOG = (
    "Accepted by every command: --home DIR (THROUGHCARE_HOME), --user NAME (THROUGHCARE_USER), "
    "--passphrase-file FILE (THROUGHCARE_PASSPHRASE_FILE), --json, --no-input. "
    "Records on a PostgreSQL server: THROUGHCARE_DATABASE. "
    "Exit codes: 0 done, 1 refused, 2 usage, 3 not permitted or locked, 4 not found, 5 storage, 6 not enough."
)


def main() -> None:
    """Run the command line and exit with its code."""
    sys.exit(run(sys.argv[1:]))


def run(typed: Sequence[str]) -> int:
    """Run one command and return its exit code. Errors become one line on stderr."""
    try:
        return ended(lambda: invoke(typed))
    except UsageProblem as problem:
        return _misused(problem)
    except typer.Abort:
        return output.failure(stopped())


def invoke(typed: Sequence[str], *, through: Door | None = None) -> int:
    """Run one command, `through` an open door where there is one, and return its exit code.

    Raises UsageProblem, typer.Abort, ThroughcareError and OSError.
    """
    front, rest = hoisted(typed)
    asked = rest[0] if rest and rest[0] in GROUPS else None
    if asked is None:
        application, words = _whole(), front + rest
    else:
        application, words, through = _only(asked), rest, through or _door(front)
    ended = application(args=words, prog_name="throughcare", standalone_mode=False, obj=through)
    return ended if isinstance(ended, int) else int(Exit.DONE)


def stopped() -> NotAllowed:
    """Return the refusal for a question that somebody did not want to answer."""
    return NotAllowed("Stopped; nothing was written.", hint="Type it again when you are ready.")


def _misused(problem: "UsageProblem") -> int:
    """Say in one line what was typed wrongly, and where the examples are; a bare group shows its help instead."""
    if "\n" in problem.message:
        output.note(problem.message)
    else:
        command = problem.ctx.command_path if problem.ctx else "throughcare"
        said = " ".join(problem.format_message().split())
        asks = said if said.endswith("?") else f"{said.rstrip('.')}."
        output.note(f"throughcare: {asks} See the examples: {command} --help")
    return int(Exit.USAGE)


def _whole() -> typer.Typer:
    """Return every group by its name, for help and for whatever is wrong."""
    application = _application(add_completion=True)
    application.callback(invoke_without_command=True)(_everywhere)
    for name, (_, words) in GROUPS.items():
        application.add_typer(typer.Typer(), name=name, help=words, invoke_without_command=True)
    return application


def _only(asked: str) -> typer.Typer:
    """Return one group with its commands. The options of every command are read already.

    To read one, Typer loads what validates it, which takes longer than to open the screens.
    """
    application = _application(add_completion=False)
    application.callback()(lambda: None)
    module, words = GROUPS[asked]
    _add(application, asked, words, import_module(f"registry.cli.{module}").group)
    return application


def _door(front: list[str]) -> Door:
    """Return the door that the options of every command describe. Raises UsageProblem where one is not right."""
    try:
        given = given_by(front)
    except InvalidValue as problem:
        raise UsageProblem(problem.message) from None
    return Door(settings=settings_from(given), json="--json" in given, no_input="--no-input" in given)


def _application(*, add_completion: bool) -> typer.Typer:
    return typer.Typer(
        cls=ExamplesFirst,
        add_completion=add_completion,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        no_args_is_help=False,
        help="Carries a person's psychological treatment from one unit to the next, signed and checkable.",
        epilog=EPILOG,
    )


def _add(application: typer.Typer, name: str, words: str, group: typer.Typer) -> None:
    """Add a command group; one that is a single command becomes that command, with its own examples and usage."""
    alone = group.registered_callback
    if alone is not None and alone.callback is not None and not group.registered_commands:
        application.command(name, short_help=words, cls=OneCommand)(alone.callback)
    else:
        _shape(group)
        application.add_typer(group, name=name, help=words, cls=ExamplesFirst)


def _shape(group: typer.Typer) -> None:
    """Give every command of a group its shape, so that none reads its options in a way of its own."""
    for command in group.registered_commands:
        command.cls = OneCommand
    for inner in group.registered_groups:
        if inner.typer_instance is not None:
            _shape(inner.typer_instance)


def _everywhere(
    context: typer.Context,
    home: Annotated[Path | None, typer.Option(help="The unit's folder.")] = None,
    user: Annotated[str | None, typer.Option(help="Who is at the keyboard.")] = None,
    passphrase_file: Annotated[Path | None, typer.Option(help="A file that holds the passphrase.")] = None,
    json: Annotated[bool, typer.Option("--json", help="Print JSON on stdout.")] = False,
    no_input: Annotated[bool, typer.Option("--no-input", help="Never ask; fail instead.")] = False,
    version: Annotated[bool, typer.Option("--version", help="Print the version.")] = False,
) -> None:
    from registry.settings import read_settings

    # A screen's command comes with its door.
    context.obj = context.obj or Door(
        settings=read_settings(home=home, user=user, passphrase_file=passphrase_file), json=json, no_input=no_input
    )
    if version:
        say_version()
        raise typer.Exit
    if context.invoked_subcommand is None:
        from registry.cli.welcome import welcome

        welcome(context.obj)
