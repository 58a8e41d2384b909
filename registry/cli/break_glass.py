"""`throughcare participant break-glass`, and `audit break-glass`, its `end`, and `review`: when it cannot wait, and
afterwards.
"""

from typing import TYPE_CHECKING, Annotated

import typer

from registry.cli import output
from registry.cli.answer import answer
from registry.cli.door import door, moment, short, sitting
from registry.cli.reentry import ConfirmOption, confirmations
from registry.cli.shared_options import ParticipantArgument
from registry.domain.times import stamp

if TYPE_CHECKING:
    from registry.domain.break_glass import BreakGlass

group = typer.Typer(rich_markup_mode=None, invoke_without_command=True)
ID = "Its id, or the first eight digits; see `audit break-glass`."


def break_glass(
    context: typer.Context,
    participant: ParticipantArgument,
    reason: Annotated[str, typer.Option(help="Why it cannot wait. Supervisors and auditors read it.")],
    confirm: ConfirmOption = None,
) -> None:
    """\b
    throughcare participant break-glass 9990000018 --reason "Collapsed in our day room; team on leave." \\
        --confirm nhs=9990000018 --confirm born=1984-03-01

    Open the record of a participant of another establishment, for reading, for sixty minutes. Nothing is changed,
    signed, printed or exported under it. Every page opened is in the audit, and another person reviews the use.
    """
    from registry.services.breaking_glass import break_glass as open_record

    here = door(context)
    with sitting(context) as sat:
        use = open_record(sat, participant, reason=reason, confirmations=confirmations(here, confirm))
    if not here.json:
        output.alarm(f"BREAK-GLASS: you may read the record {short(use.participant_id)} until {use.until:%H:%M} UTC.")
    answer(
        here,
        use,
        f"Written down as {short(use.id)}. Every supervisor and auditor is told as they sign in, and one reviews it.",
        next_steps=(f"throughcare participant show {short(use.participant_id)}",),
    )


@group.callback(invoke_without_command=True)
def list_uses(context: typer.Context) -> None:
    """\b
    throughcare audit break-glass
    throughcare audit break-glass end 1a2b3c4d --reason "The ward's own team is back and has the record."

    List every use of break-glass, how long it lasted and what its review found. Participants are named by id alone.
    """
    if context.invoked_subcommand is not None:
        return
    from registry.services.breaking_glass import list_break_glass

    with sitting(context) as sat:
        uses = list_break_glass(sat)
    if door(context).json:
        answer(door(context), uses)
        return
    output.table(
        ("USE", "FROM", "UNTIL", "WHO", "RECORD", "REASON", "REVIEW"),
        [
            (
                short(use.id),
                stamp(use.at),
                _until(use),
                use.person.name,
                short(use.participant_id),
                use.reason,
                f"{use.review.by.name}: {use.review.words}" if use.review else "NOT REVIEWED",
            )
            for use in uses
        ],
    )
    if waiting := [use for use in uses if use.review is None]:
        first = waiting[0]
        step = "break-glass end {} --reason" if first.holds_at(moment()) else "review {} --words"
        output.next_step(
            f"throughcare audit show --about {first.participant_id}",
            f'throughcare audit {step.format(short(first.id))} "..."',
        )


@group.command()
def end(
    context: typer.Context,
    use: Annotated[str, typer.Argument(metavar="USE", help=ID)],
    reason: Annotated[str, typer.Option(help="Why. The person who reads by it is told.")],
) -> None:
    """\b
    throughcare audit break-glass end 1a2b3c4d --reason "The ward's own team is back and has the record."

    End a use of break-glass before its hour is over. No further page of the record is open under it.
    """
    from registry.services.breaking_glass import end_break_glass

    with sitting(context) as sat:
        ended = end_break_glass(sat, use, reason=reason)
    answer(
        door(context),
        ended,
        f"Ended {short(ended.id)}, the use by {ended.person.name}; they are told, and so is whoever reviews it.",
        next_steps=(f'throughcare audit review {short(ended.id)} --words "..."',) if ended.review is None else (),
    )


def review(
    context: typer.Context,
    use: Annotated[str, typer.Argument(metavar="USE", help=ID)],
    words: Annotated[str, typer.Option(help="What looking at it has found.")],
) -> None:
    """\b
    throughcare audit review 1a2b3c4d --words "Asked the ward: she was first on the scene. In order."

    Write down what looking at a use of break-glass has found. Nobody reviews their own.
    """
    from registry.services.breaking_glass import review_break_glass

    with sitting(context) as sat:
        reviewed = review_break_glass(sat, use, words=words)
    answer(door(context), reviewed, f"Reviewed {short(reviewed.id)}, the use by {reviewed.person.name}.")


def _until(use: "BreakGlass") -> str:
    if use.ended is None:
        return stamp(use.until)
    return f"{stamp(use.ended.at)}, ended by {use.ended.by.name}: {use.ended.reason}"
