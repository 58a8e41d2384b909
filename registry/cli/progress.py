"""`throughcare progress`: progress on a need, learnt, seen in sessions and seen outside them."""

from typing import Annotated

import typer

from registry.cli.answer import answer
from registry.cli.door import door, required_day, sitting
from registry.cli.shapes import ExamplesFirst
from registry.cli.shared_options import InterventionArgument, OnOption
from registry.cli.typed_values import words
from registry.domain.needs import need_label

group = typer.Typer(cls=ExamplesFirst, rich_markup_mode=None)


@group.callback()
def progress() -> None:
    """Progress on a need, in and outside sessions."""


@group.command()
def add(
    context: typer.Context,
    intervention: InterventionArgument,
    need: Annotated[str, typer.Argument(metavar="NEED", help="Its name in `need list`.")],
    on: OnOption = "t",
    learnt: Annotated[str | None, typer.Option(help="What was learnt.")] = None,
    seen_in_sessions: Annotated[str | None, typer.Option(help="What was seen in sessions.")] = None,
    seen_outside: Annotated[str | None, typer.Option(help="What was seen outside sessions.")] = None,
    seen_outside_by: Annotated[str | None, typer.Option(help="Who saw it there.")] = None,
    not_yet_shown: Annotated[str | None, typer.Option(help="What is not yet shown or tested.")] = None,
) -> None:
    """\b
    throughcare progress add 1a2b3c4d anger --learnt "names early signs" --seen-outside "left an argument" \\
        --seen-outside-by "Tom Bell, nurse" --not-yet-shown "with family"

    Record progress on one need.
    """
    from registry.services.course import add_progress
    from registry.services.whose import banner_of_work

    judged = required_day(on)
    with sitting(context) as sat:
        entry = add_progress(
            sat,
            intervention,
            need=need,
            on=judged,
            learnt=words(learnt),
            seen_in_sessions=words(seen_in_sessions),
            seen_outside=words(seen_outside),
            seen_outside_by=words(seen_outside_by),
            not_yet_shown=words(not_yet_shown),
        )
        label, whose = need_label(sat.needs, need), banner_of_work(sat, intervention)
    from registry.cli.work_screen import progress_lines

    answer(
        door(context),
        entry,
        whose,
        *progress_lines(entry, label),
        next_steps=(f"throughcare intervention show {intervention}",),
    )
