"""`throughcare participant break-glass`, and `audit break-glass` and `review`: when it cannot wait, and afterwards."""

from typing import Annotated

import typer

from registry.cli import output
from registry.cli.answer import answer
from registry.cli.door import door, short, sitting
from registry.cli.reentry import ConfirmOption, confirmations
from registry.cli.shared_options import ParticipantArgument
from registry.domain.times import stamp

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


def list_uses(context: typer.Context) -> None:
    """\b
    throughcare audit break-glass

    List every use of break-glass and what its review found. Participants are named by id alone.
    """
    from registry.services.breaking_glass import list_break_glass

    with sitting(context) as sat:
        uses = list_break_glass(sat)
    if door(context).json:
        answer(door(context), uses)
        return
    output.table(
        ("USE", "WHEN", "WHO", "RECORD", "REASON", "REVIEW"),
        [
            (
                short(use.id),
                stamp(use.at),
                use.person.name,
                short(use.participant_id),
                use.reason,
                f"{use.review.by.name}: {use.review.words}" if use.review else "NOT REVIEWED",
            )
            for use in uses
        ],
    )
    if waiting := [use for use in uses if use.review is None]:
        output.next_step(
            f"throughcare audit show --about {waiting[0].participant_id}",
            f'throughcare audit review {short(waiting[0].id)} --words "..."',
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
