"""`throughcare intervention staff`, `match`, `reopen` and `amend`: what comes to be known or changes later."""

from typing import Annotated

import typer

from registry.cli.answer import answer
from registry.cli.door import day, door, required_day, short, sitting
from registry.cli.shared_options import DATE, AgainOption, AgainWordsOption, InterventionArgument, OnOption
from registry.cli.typed_values import STAFF, staff_said, words
from registry.domain.intervention import Delivery


def staff(
    context: typer.Context,
    intervention: InterventionArgument,
    who: Annotated[
        str,
        typer.Argument(metavar=STAFF, help="`me`, a login or a name; by default therapist."),
    ],
    lead: Annotated[bool, typer.Option("--lead", help="They lead it; the lead before steps back.")] = False,
    since: Annotated[str, typer.Option(metavar="DATE", help=f"From when: {DATE}.")] = "t",
    until: Annotated[str | None, typer.Option(metavar="DATE", help="Their last day on it: they leave it.")] = None,
) -> None:
    """\b
    throughcare intervention staff 1a2b3c4d leila --lead --since 3/3/26
    throughcare intervention staff 1a2b3c4d "Ann Lowe|trainee|trainee psychologist"
    throughcare intervention staff 1a2b3c4d rhiannon --until 2/3/26

    Say who gives an intervention: therapists, co-therapists, trainees and supervisors, from when to when.
    """
    from registry.services.staffing import assign_staff, end_assignment
    from registry.services.whose import banner_of

    said, joined, left = staff_said(who), required_day(since), day(until)
    with sitting(context) as sat:
        if left is None:
            now = assign_staff(sat, intervention, said, lead=lead, since=joined)
        else:
            now = end_assignment(sat, intervention, said.who, until=left)
        whose = banner_of(sat, now.participant_id)
    answer(
        door(context),
        now,
        whose,
        *(one.words for one in now.staff),
        next_steps=(f"throughcare intervention show {short(now.id)}",),
    )


def reopen(
    context: typer.Context,
    intervention: InterventionArgument,
    reason: Annotated[str, typer.Option(help="Why it is opened again; kept with how it stood closed.")],
    on: OnOption = "t",
) -> None:
    """\b
    throughcare intervention reopen 1a2b3c4d --reason "He asked to finish the last module."

    Open a closed intervention again. How it stood closed stays in it.
    """
    from registry.cli.work_screen import heading
    from registry.services.interventions import reopen_intervention
    from registry.services.whose import banner_of

    again = required_day(on)
    with sitting(context) as sat:
        opened = reopen_intervention(sat, intervention, on=again, because=words(reason) or "")
        whose = banner_of(sat, opened.participant_id)
    answer(
        door(context),
        opened,
        whose,
        heading(opened),
        next_steps=(f"throughcare intervention show {short(opened.id)}",),
    )


def match(
    context: typer.Context,
    intervention: InterventionArgument,
    edition: Annotated[str, typer.Argument(metavar="EDITION", help="A programme, or one of its editions.")],
    shape: Annotated[str | None, typer.Option(help="The delivery shape; see `catalogue show`.")] = None,
    reason: Annotated[str | None, typer.Option(help="Why, where it was matched before.")] = None,
    again_because: AgainOption = None,
    again_words: AgainWordsOption = None,
) -> None:
    """\b
    throughcare intervention match 1a2b3c4d RESOLVE
    throughcare intervention match 1a2b3c4d KAIZEN-IPV --reason "The intimate partner strand was meant."
    throughcare intervention match 1a2b3c4d RESOLVE --reason "Our own definition was signed off since."

    Match work that was recorded first to an edition. What was recorded stays; when and by whom is kept. What was done
    already, runs elsewhere or is asked about stops here, until you say why it is done again. Matched to its own edition
    once more, it takes up the local definition that was signed off since.
    """
    from registry.cli.work_screen import heading
    from registry.services.matching_work import match_intervention
    from registry.services.whose import banner_of

    with sitting(context) as sat:
        matched = match_intervention(
            sat,
            intervention,
            edition,
            shape=shape,
            because=words(reason),
            again_because=again_because,
            again_words=words(again_words),
        )
        whose = banner_of(sat, matched.intervention.participant_id)
    beside = ", ".join(matched.unknown_modules)
    answer(
        door(context),
        matched,
        whose,
        heading(matched.intervention),
        *([f"Recorded modules that its plan does not have, kept as they are: {beside}."] if beside else []),
        next_steps=(f"throughcare intervention show {short(matched.intervention.id)}",),
    )


def amend(
    context: typer.Context,
    intervention: InterventionArgument,
    reason: Annotated[str, typer.Option(help="Why; kept beside what it said before.")],
    referred: Annotated[str | None, typer.Option(metavar="DATE", help=f"The day of the referral: {DATE}.")] = None,
    started: Annotated[str | None, typer.Option(metavar="DATE", help=f"The day treatment started: {DATE}.")] = None,
    title: Annotated[str | None, typer.Option(help="What it is called.")] = None,
    delivery: Annotated[Delivery | None, typer.Option(help="How it is delivered.")] = None,
    planned_sessions: Annotated[int | None, typer.Option(help="How many sessions were planned.")] = None,
) -> None:
    """\b
    throughcare intervention amend 1a2b3c4d --started 3/3/26 --reason "The start was typed a year late."
    throughcare intervention amend 1a2b3c4d --planned-sessions 20 --reason "Agreed again at the review."

    Correct dates, title, delivery or plan. What it said before stays in `error list`, with the reason.
    """
    from registry.services.course_amending import amend_intervention
    from registry.services.whose import banner_of

    on_referred, on_started = day(referred), day(started)
    with sitting(context) as sat:
        amended = amend_intervention(
            sat,
            intervention,
            because=words(reason) or "",
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
