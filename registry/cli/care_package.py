"""`throughcare care-package`: the outcomes an intervention was commissioned for, and whether each was met."""

from typing import Annotated

import typer

from registry.cli.answer import answer
from registry.cli.door import door, required_day, short, sitting
from registry.cli.shapes import ExamplesFirst
from registry.cli.shared_options import InterventionArgument, OnOption
from registry.cli.typed_values import words
from registry.domain.care_package import Met
from registry.domain.text import typed

group = typer.Typer(cls=ExamplesFirst, rich_markup_mode=None, no_args_is_help=True)


@group.command()
def add(
    context: typer.Context,
    intervention: InterventionArgument,
    text: Annotated[str, typer.Argument(metavar="OUTCOME", help="What it was commissioned to reach, in words.")],
    commissioned_by: Annotated[str, typer.Option(help="Who commissioned it.")],
    on: OnOption = "t",
    need: Annotated[str | None, typer.Option(help="The need it serves; see `need list`.")] = None,
) -> None:
    """\b
    throughcare care-package add 1a2b3c4d "Spends leave in the grounds without incident for three months" \\
        --commissioned-by "Northern provider collaborative" --on 1/3/26 --need violence

    Record an outcome that the intervention was commissioned for.
    """
    from registry.services.care_packages import add_target_outcome
    from registry.services.whose import banner_of_work

    commissioned = required_day(on)
    with sitting(context) as sat:
        outcome = add_target_outcome(
            sat, intervention, text=typed(text), commissioned_by=typed(commissioned_by), on=commissioned, need=need
        )
        whose = banner_of_work(sat, intervention)
    answer(
        door(context),
        outcome,
        whose,
        f"Commissioned by {outcome.commissioned_by} on {outcome.commissioned_on.words}: {outcome.text}",
        next_steps=(f"throughcare care-package judge {intervention} {short(outcome.id)} --reached in-part",),
    )


@group.command()
def judge(
    context: typer.Context,
    intervention: InterventionArgument,
    outcome: Annotated[str, typer.Argument(metavar="OUTCOME", help="Its number, counted from 1, or its id.")],
    reached: Annotated[Met, typer.Option(help="Whether it was reached: your judgement.")],
    on: OnOption = "t",
    comment: Annotated[str | None, typer.Option("--words", help="Your judgement in words.")] = None,
    participant_answer: Annotated[str | None, typer.Option(help="The participant's own answer.")] = None,
) -> None:
    """\b
    throughcare care-package judge 1a2b3c4d 1 --reached in-part --words "two months so far" \\
        --participant-answer "I kept to it"

    Judge whether an outcome was met, with the participant's own answer beside it. It says nothing of risk.
    """
    from registry.services.care_packages import judge_target_outcome
    from registry.services.whose import banner_of_work

    judged = required_day(on)
    with sitting(context) as sat:
        now = judge_target_outcome(
            sat,
            intervention,
            outcome=outcome,
            on=judged,
            met=reached,
            words=words(comment),
            participant_answer=words(participant_answer),
        )
        whose = banner_of_work(sat, intervention)
    last = now.judgements[-1]
    said = "recorded" if last.participant_answer else "not recorded"
    answer(
        door(context),
        now,
        whose,
        f"{now.text}: {last.met.words} on {last.on.words}, by {last.by}. The participant's answer: {said}.",
        next_steps=(f"throughcare intervention show {intervention}",),
    )
