"""`throughcare measure`: scores on named measures."""

from typing import Annotated

import typer

from registry.cli.answer import answer
from registry.cli.door import door, required_day, short, sitting
from registry.cli.examples_first import ExamplesFirst
from registry.cli.shared_options import OnOption, ParticipantArgument
from registry.cli.typed_values import words
from registry.domain.assessment import Direction, Occasion, Rater
from registry.domain.text import typed

group = typer.Typer(cls=ExamplesFirst, rich_markup_mode=None)


@group.callback()
def measure() -> None:
    """Scores on named measures."""


@group.command()
def add(
    context: typer.Context,
    participant: ParticipantArgument,
    name: Annotated[str, typer.Argument(metavar="MEASURE", help="The measure's name.")],
    version: Annotated[str, typer.Option(help="Its version.")],
    value: Annotated[str, typer.Option(help="The reading, as a decimal number.")],
    lowest: Annotated[str, typer.Option(help="The lowest reading that can be.")],
    highest: Annotated[str, typer.Option(help="The highest reading that can be.")],
    direction: Annotated[Direction, typer.Option(help="Which way is better.")],
    occasion: Annotated[Occasion, typer.Option(help="When in the course of treatment.")],
    on: OnOption,
    rater: Annotated[Rater, typer.Option(help="Who gave the reading.")],
    subscale: Annotated[str | None, typer.Option(help="The subscale.")] = None,
) -> None:
    """\b
    throughcare measure add 9990000018 NAS --version 2003 --value 78 --lowest 48 --highest 144 \\
        --direction lower-is-better --occasion pre --on 1/3/26 --rater self

    Record one reading. It must lie in the measure's range.
    """
    from registry.services.assessments import add_score
    from registry.services.whose import banner_of

    taken = required_day(on)
    with sitting(context) as sat:
        score = add_score(
            sat,
            participant,
            measure=typed(name),
            version=typed(version),
            value=typed(value),
            lowest=typed(lowest),
            highest=typed(highest),
            direction=direction,
            occasion=occasion,
            on=taken,
            rater=rater,
            subscale=words(subscale),
        )
        whose = banner_of(sat, score.participant_id)
    from registry.cli.history_screen import score_line

    answer(
        door(context),
        score,
        whose,
        score_line(score),
        next_steps=(f"throughcare participant show {short(score.participant_id)}",),
    )
