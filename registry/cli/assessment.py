"""`throughcare assessment`: assessments that travel, so that they are not repeated."""

from typing import Annotated

import typer

from registry.cli.answer import answer
from registry.cli.door import day, door, required_day, short, sitting
from registry.cli.shapes import ExamplesFirst
from registry.cli.shared_options import FileOption, OnOption, ParticipantArgument
from registry.cli.typed_values import from_option_or_file
from registry.domain.text import typed

group = typer.Typer(cls=ExamplesFirst, rich_markup_mode=None)


@group.callback()
def assessment() -> None:
    """Assessments that travel."""


@group.command()
def add(
    context: typer.Context,
    participant: ParticipantArgument,
    tool: Annotated[str, typer.Option(help="The tool, such as HCR-20.")],
    version: Annotated[str, typer.Option(help="Its version, such as V3.")],
    on: OnOption,
    judgements: Annotated[str | None, typer.Option(help="The summary judgements, in words.")] = None,
    text_file: FileOption = None,
    by: Annotated[str | None, typer.Option(help="Who assessed, where it was not you.")] = None,
    formulation: Annotated[bool, typer.Option("--formulation", help="A formulation exists.")] = False,
    valid_until: Annotated[
        str | None, typer.Option(metavar="DATE", help="Until when it holds; +180 is that many days after it was made.")
    ] = None,
) -> None:
    """\b
    throughcare assessment add 9990000018 --tool HCR-20 --version V3 --on 12/2/26 --formulation \\
        --valid-until +180 --judgements "Case prioritisation: moderate. Main scenario: …"

    Record an assessment in words. Totals of structured judgement tools are not kept.
    """
    from registry.domain.dates import days_after
    from registry.services.assessments import add_assessment
    from registry.services.whose import banner_of

    made_on = required_day(on)
    until = days_after(made_on, valid_until) or day(valid_until)
    said = typed(from_option_or_file(judgements, text_file) or "")
    with sitting(context) as sat:
        made = add_assessment(
            sat,
            participant,
            tool=typed(tool),
            version=typed(version),
            on=made_on,
            judgements=said,
            rater=typed(by) if by else None,
            has_formulation=formulation,
            valid_until=until,
        )
        whose, today = banner_of(sat, made.participant_id), sat.today
    from registry.cli.history_screen import assessment_lines

    answer(
        door(context),
        made,
        whose,
        *assessment_lines(made, today),
        next_steps=(f"throughcare participant show {short(made.participant_id)}",),
    )
