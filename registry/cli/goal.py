"""`throughcare goal`: what the work agreed to reach, and the reviews of it."""

from typing import Annotated

import typer

from registry.cli.answer import answer
from registry.cli.door import door, required_day, short, sitting
from registry.cli.shapes import ExamplesFirst
from registry.cli.shared_options import InterventionArgument, OnOption
from registry.cli.typed_values import words
from registry.domain.goal import Reached
from registry.domain.text import typed

group = typer.Typer(cls=ExamplesFirst, rich_markup_mode=None, no_args_is_help=True)


@group.command()
def add(
    context: typer.Context,
    intervention: InterventionArgument,
    text: Annotated[str, typer.Argument(metavar="GOAL", help="What was agreed, in words.")],
    on: OnOption = "t",
    need: Annotated[str | None, typer.Option(help="The need it serves; see `need list`.")] = None,
) -> None:
    """\b
    throughcare goal add 1a2b3c4d "Notice anger early and say so" --need anger --on 1/3/26

    Record an agreed goal.
    """
    from registry.services.course import add_goal
    from registry.services.whose import banner_of_work

    set_on = required_day(on)
    with sitting(context) as sat:
        goal = add_goal(sat, intervention, text=typed(text), on=set_on, need=need)
        whose = banner_of_work(sat, intervention)
    answer(
        door(context),
        goal,
        whose,
        f"Agreed on {goal.set_on.words}: {goal.text}",
        next_steps=(f"throughcare goal review {intervention} {short(goal.id)} --reached partly-reached",),
    )


@group.command()
def review(
    context: typer.Context,
    intervention: InterventionArgument,
    goal: Annotated[str, typer.Argument(metavar="GOAL", help="Its number, counted from 1, or its id.")],
    reached: Annotated[Reached, typer.Option(help="Your judgement.")],
    on: OnOption = "t",
    comment: Annotated[str | None, typer.Option("--words", help="Your judgement in words.")] = None,
    participant_answer: Annotated[str | None, typer.Option(help="The participant's own answer.")] = None,
) -> None:
    """\b
    throughcare goal review 1a2b3c4d 1 --reached reached --words "shown on the ward since May" \\
        --participant-answer "I walk away now"

    Review a goal, with the participant's own answer beside your judgement.
    """
    from registry.services.course import review_goal
    from registry.services.whose import banner_of_work

    reviewed = required_day(on)
    with sitting(context) as sat:
        goal_now = review_goal(
            sat,
            intervention,
            goal=goal,
            on=reviewed,
            reached=reached,
            words=words(comment),
            participant_answer=words(participant_answer),
        )
        whose = banner_of_work(sat, intervention)
    last = goal_now.reviews[-1]
    said = "recorded" if last.participant_answer else "not recorded"
    answer(
        door(context),
        goal_now,
        whose,
        f"{goal_now.text}: {last.reached.words} on {last.on.words}, by {last.by}. The participant's answer: {said}.",
        next_steps=(f"throughcare intervention show {intervention}",),
    )
