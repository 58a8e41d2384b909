"""`throughcare error`: what was entered in error, and where it went."""

from collections.abc import Iterator
from typing import Annotated

import typer

from registry.cli import output
from registry.cli.answer import answer
from registry.cli.door import door, short, sitting
from registry.cli.reentry import ConfirmOption, confirmations
from registry.cli.shapes import ExamplesFirst
from registry.domain.corrections import Correction, Corrections, EntryKind, Struck
from registry.domain.text import typed

group = typer.Typer(cls=ExamplesFirst, rich_markup_mode=None, no_args_is_help=True)

KindArgument = Annotated[EntryKind, typer.Argument(metavar="KIND", help=f"One of: {', '.join(EntryKind)}.")]
EntryArgument = Annotated[
    str,
    typer.Argument(
        metavar="ID",
        help="Its id, or the first eight digits; for what belongs to an intervention INTERVENTION/PART.",
    ),
]
ReasonOption = Annotated[str, typer.Option("--reason", help="Why it is an error. It is kept and shown.")]


@group.command()
def mark(context: typer.Context, kind: KindArgument, entry: EntryArgument, reason: ReasonOption) -> None:
    """\b
    throughcare error mark need 1a2b3c4d --reason "Typed for the wrong year."
    throughcare error mark session 1a2b3c4d/5e6f7a8b --reason "He was at court that day."
    throughcare error mark goal 1a2b3c4d/2 --reason "Set for another group."
    throughcare error mark closure 1a2b3c4d --reason "Closed on the wrong line."
    throughcare error mark review 1a2b3c4d/2.1 --reason "Another man's answer."
    throughcare error mark register 5e6f7a8b --reason "The group did not meet."
    throughcare error mark membership "Monday group/okafor" --reason "He never joined."

    Mark an entry as entered in error. It leaves every list and is kept with the reason; nothing is deleted. Sessions
    are named by the ids in `intervention show`, everything else in an intervention by its number there.
    """
    from registry.services.errors import enter_in_error
    from registry.services.whose import banner_of

    with sitting(context) as sat:
        done = enter_in_error(sat, kind, entry, typed(reason))
        whose = banner_of(sat, done.participant_id) if done.participant_id else sat.unit.name
    asked = short(done.participant_id or "")
    answer(
        door(context),
        done,
        whose,
        f"Entered in error: {done.said}. Reason: {done.reason}",
        next_steps=(
            (f"throughcare error list {asked}", f"throughcare participant show {asked}")
            if asked
            else ("throughcare error list",)
        ),
    )
    _held(done)


@group.command()
def move(
    context: typer.Context,
    kind: KindArgument,
    entry: EntryArgument,
    to: Annotated[str, typer.Option(metavar="PARTICIPANT", help="Whose it is: a number, a name or an id.")],
    reason: ReasonOption,
    into: Annotated[
        str | None,
        typer.Option(metavar="INTERVENTION", help="Where a part goes, if they have several of that kind."),
    ] = None,
    confirm: ConfirmOption = None,
) -> None:
    """\b
    throughcare error move voice 1a2b3c4d --to 9990000018 --reason "Said by another participant." \\
        --confirm nhs=9990000018 --confirm surname=Jones
    throughcare error move session 1a2b3c4d/5e6f7a8b --to jones --into 6a7b8c9d --reason "Wrong register line." \\
        --confirm nhs=9990000018 --confirm born=1984-03-01

    Move an entry to the participant it is about: marked as entered in error here, entered anew there, with a trace
    at both. Two identifiers of the right participant are entered again. Refused for what a signed summary holds.
    """
    from registry.services.errors import move_to
    from registry.services.whose import banner_of

    here = door(context)
    with sitting(context) as sat:
        done = move_to(
            sat,
            kind,
            entry,
            to=to,
            reason=typed(reason),
            confirmations=confirmations(here, confirm, "right participant"),
            into=into,
        )
        assert done.moved is not None
        assert done.participant_id is not None
        was, now = banner_of(sat, done.participant_id), banner_of(sat, done.moved.to_participant_id)
    answer(
        here,
        done,
        f"Entered in error at: {was}",
        f"Entered anew at:     {now}",
        f"{done.said}. Reason: {done.reason}",
        next_steps=(
            f"throughcare participant show {short(done.moved.to_participant_id)}",
            f"throughcare error list {short(done.participant_id)}",
        ),
    )
    _held(done)


@group.command("list")
def list_all(
    context: typer.Context,
    participant: Annotated[
        str | None, typer.Argument(metavar="[PARTICIPANT]", help="A number, a name or an id; none for the unit's own.")
    ] = None,
) -> None:
    """\b
    throughcare error list
    throughcare error list 9990000018
    throughcare error list okafor --json

    List what was entered in error at a participant: what, why, by whom, when, where it went; and what came
    here. Without a participant: groups, registers, offers and the like.
    """
    from registry.services.errors import list_errors
    from registry.services.whose import banner_of

    with sitting(context) as sat:
        found = list_errors(sat, participant)
        whose = banner_of(sat, found.participant_id) if found.participant_id else sat.unit.name
    answer(
        door(context),
        found,
        whose,
        *_lines(found),
        next_steps=(f"throughcare participant show {short(found.participant_id)}",) if found.participant_id else (),
    )


def _lines(found: Corrections) -> Iterator[str]:
    if not found.struck:
        yield "Nothing here was entered in error."
    for one in found.struck:
        yield from _struck_lines(one)
    for move in found.moved_here:
        yield f"{_named(move.new_id)}  {move.said}"
        yield (
            f"  Moved here from participant {short(move.participant_id)} by {move.by}, "
            f"{move.at:%d-%b-%Y}, where it was entered in error."
        )


def _struck_lines(one: Struck) -> Iterator[str]:
    yield f"{_named(one.id)}  {one.said}"
    yield f"  Entered in error, marked by {one.by}, {one.at:%d-%b-%Y}: {one.reason}"
    if one.moved:
        yield f"  Moved to participant {short(one.moved.to_participant_id)} as {_named(one.moved.new_id)}."


def _named(entry_id: str) -> str:
    return "/".join(short(part) for part in entry_id.split("/"))


def _held(done: Correction) -> None:
    for document in done.held_by:
        output.note(f"Summary {short(document)} still holds it: issue a new version, so that its readers learn of it.")
