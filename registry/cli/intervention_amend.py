"""`throughcare intervention amend`: corrects what an intervention says of itself."""

from typing import Annotated

import typer

from registry.cli.answer import answer
from registry.cli.door import day, door, short, sitting
from registry.cli.shared_options import DATE, InterventionArgument
from registry.cli.typed_values import words
from registry.domain.intervention import Delivery


def amend(
    context: typer.Context,
    intervention: InterventionArgument,
    because: Annotated[str, typer.Option(help="Why; kept beside what it said before.")],
    referred: Annotated[str | None, typer.Option(metavar="DATE", help=f"The day of the referral: {DATE}.")] = None,
    started: Annotated[str | None, typer.Option(metavar="DATE", help=f"The day treatment started: {DATE}.")] = None,
    title: Annotated[str | None, typer.Option(help="What it is called.")] = None,
    delivery: Annotated[Delivery | None, typer.Option(help="How it is delivered.")] = None,
    planned_sessions: Annotated[int | None, typer.Option(help="How many sessions were planned.")] = None,
) -> None:
    """\b
    throughcare intervention amend 1a2b3c4d --started 3/3/26 --because "The start was typed a year late."
    throughcare intervention amend 1a2b3c4d --planned-sessions 20 --because "Agreed again at the review."

    Correct dates, title, delivery or plan. What it said before stays in `error list`, with the reason.
    """
    from registry.services.course_amending import amend_intervention
    from registry.services.whose import banner_of

    on_referred, on_started = day(referred), day(started)
    with sitting(context) as sat:
        amended = amend_intervention(
            sat,
            intervention,
            because=words(because) or "",
            referred=on_referred,
            started=on_started,
            title=words(title),
            delivery=delivery,
            planned_sessions=planned_sessions,
        )
        now = amended.intervention
        whose = banner_of(sat, now.participant_id)
    answer(
        door(context),
        now,
        whose,
        now.title,
        *(f"Corrected: {one}." for one in amended.corrected),
        next_steps=(
            f"throughcare intervention show {short(now.id)}",
            f"throughcare error list {short(now.participant_id)}",
        ),
    )
