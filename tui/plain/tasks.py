"""The tasks of the prompts that are made from commands, in menus of a few."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Final

from registry.cli.commands import command_named
from registry.domain.access import Permission
from registry.domain.participant import Participant
from registry.services.sitting import Sitting
from registry.settings import Settings
from tui.allowed import require_for
from tui.plain.catalogue import compare
from tui.plain.command import any_command, ask_and_run, going_on
from tui.plain.kept import PROMPTS, Kept
from tui.plain.talk import Talk

Task = Callable[[Talk, Sitting, Settings], None]


def only_with(permission: Permission, task: Task) -> Task:
    """Return a task that says before it asks anything who may do it, to whoever may not. Raises NotPermitted."""

    def asked(talk: Talk, sitting: Sitting, settings: Settings) -> None:
        require_for(sitting, permission)
        task(talk, sitting, settings)

    return asked


MEASURES: Final = ("measure add", "measure chart", "measure show", "assessment add")
CONTRIBUTES: Final = ("voice add",)
FIRST_WEEKS: Final = ("participant first-two-weeks",)
COURSES: Final = (
    "goal add",
    "goal review",
    "progress add",
    "product add",
    "product skill",
    "care-package add",
    "care-package judge",
    "intervention show",
    "intervention staff",
    "intervention reopen",
)
NEEDS: Final = ("need add", "placement add", "placement end", "participant communication", "participant amend")
SHARING: Final = ("participant sharing", "refresher list", "refresher ask", "refresher answer")
TRANSFERS: Final = (
    "transfer show",
    "transfer open",
    "transfer refer",
    "transfer assess",
    "transfer accept",
    "transfer complete",
    "transfer end",
)
QUESTIONS: Final = ("plan query", "plan answer", "plan changes", "plan onward")
PAPERS: Final = ("report participant", "report clinical", "report certificate", "plan print", "voice form")
OF_A_RECORD: Final = (
    ("Measures and assessments", MEASURES),
    ("First two weeks", FIRST_WEEKS),
    ("Goals, progress, products, and who gives a course", COURSES),
    ("Needs, placements, and who they are", NEEDS),
    ("Consent and sharing, refreshers", SHARING),
    ("Transfers", TRANSFERS),
    ("Questions of the plan, and their answers", QUESTIONS),
    ("Papers to print", PAPERS),
)
GROUPS: Final = ("group list", "group show", "group open", "group remove", "group close", "session amend")
OVERLAPS: Final = ("overlap list", "overlap add", "overlap withdraw")
CATALOGUE: Final = ("catalogue search", "catalogue show", "catalogue list")
UNIT: Final = (
    "directory show",
    "directory install",
    "directory add",
    "directory mark",
    "key list",
    "key export",
    "user list",
    "user add",
    "participant break-glass",
    "audit break-glass",
    "audit break-glass end",
    "audit review",
    "audit show",
    "backup create",
    "import log",
    "import history",
    "verify",
    "summary receive",
    "summary withdraw",
    "summary release",
    "error mark",
)


def kept_as(name: str, words: str, task: Task, person: Participant | None = None) -> Task:
    """Return a task whose answers are kept as they are given, and offered when it is begun again.

    They stay where somebody goes back, and where it was not done; what they are is done with once it is saved.
    """
    whose = {"participant": person.id} if person else {}

    def asked(talk: Talk, sitting: Sitting, settings: Settings) -> None:
        title = f"{words}: {person.name.banner}" if person else words
        going_on(talk, Kept(sitting, PROMPTS, {"task": name, **whose}, title), lambda: task(talk, sitting, settings))

    return asked


def tasks_of(
    talk: Talk,
    sitting: Sitting,
    settings: Settings,
    *,
    names: Sequence[str],
    person: Participant | None = None,
    others: Sequence[tuple[Task, str]] = (),
) -> None:
    """Choose one of these commands and run it. Raises Back, and as the services."""
    named = [command_named(name) for name in names]
    if len(named) == 1:
        ask_and_run(talk, sitting, settings, named[0], person)
        return
    tasks: list[tuple[Task, str]] = [
        *((partial(ask_and_run, command=each, person=person), each.does) for each in named),
        *others,
    ]
    talk.choose("What?", tasks)(talk, sitting, settings)


def of_a_record(person: Participant) -> list[tuple[Task, str]]:
    """Return the tasks on one record, with their words."""
    menus = [(partial(tasks_of, names=names, person=person), words) for words, names in OF_A_RECORD]
    return [*menus, (partial(any_command, person=person), "Any other command about this record")]


OF_THE_UNIT: Final[tuple[tuple[Task, str], ...]] = (
    (partial(tasks_of, names=("participant add",)), "Put a new participant on record"),
    (partial(tasks_of, names=GROUPS), "Groups and their meetings"),
    (
        partial(tasks_of, names=CATALOGUE, others=((compare, "Lay two editions side by side"),)),
        "Catalogue: search, show, compare",
    ),
    (partial(tasks_of, names=OVERLAPS), "Overlap judgements"),
    (partial(tasks_of, names=UNIT), "Directory, keys, users, audit, backups, files"),
    (any_command, "Any command"),
)
