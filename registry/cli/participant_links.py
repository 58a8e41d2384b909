"""`throughcare participant link` and `unlink`: two records of one participant."""

from typing import Annotated

import typer

from registry.cli.answer import answer
from registry.cli.door import door, short, sitting
from registry.cli.reentry import ConfirmOption, confirmations
from registry.cli.shared_options import ParticipantArgument
from registry.cli.typed_values import words
from registry.domain.text import typed
from registry.domain.wording import said

OtherArgument = Annotated[str, typer.Argument(metavar="OTHER", help="The other record, best by its id.")]


def link(
    context: typer.Context,
    participant: ParticipantArgument,
    other: OtherArgument,
    reason: Annotated[str, typer.Option(help="Why they are one participant.")],
    even_though: Annotated[
        str | None, typer.Option(help="Why they are one, where their birth dates or sexes contradict each other.")
    ] = None,
    confirm: ConfirmOption = None,
    confirm_other: Annotated[
        list[str] | None, typer.Option(metavar="KIND=VALUE", help="The same for the other record.")
    ] = None,
) -> None:
    """\b
    throughcare participant link 9990000018 1a2b3c4d --reason "Same prison number, seen by both teams." \\
        --confirm nhs=9990000018 --confirm surname=Reid --confirm-other born=1990 --confirm-other surname=Read

    Link two records of one participant. Two identifiers of each are entered again. Nothing is merged: both records
    stay as they are, each shows the other, and `participant unlink` parts them again. Different numbers of one scheme
    are corrected first; different birth dates or sexes need --even-though.
    """
    from registry.services.links import link_participants

    here = door(context)
    with sitting(context) as sat:
        made = link_participants(
            sat,
            participant,
            other,
            reason=typed(reason),
            even_though=words(even_though),
            confirmations=confirmations(here, confirm, "first record"),
            other_confirmations=confirmations(here, confirm_other, "other record"),
        )
    answer(
        here,
        made,
        f"{short(made.one)} and {short(made.other)} are linked: {said(made.reason)}",
        next_steps=(f"throughcare participant show {short(made.one)}",),
    )


def unlink(
    context: typer.Context,
    participant: ParticipantArgument,
    other: OtherArgument,
    reason: Annotated[str, typer.Option(help="Why they are two participants after all.")],
) -> None:
    """\b
    throughcare participant unlink 9990000018 1a2b3c4d --reason "Two brothers; the birth dates differ."

    Part two linked records. Both are what they were before the link; the link itself stays in the history.
    """
    from registry.services.links import unlink_participants

    with sitting(context) as sat:
        ended = unlink_participants(sat, participant, other, reason=typed(reason))
    answer(
        door(context),
        ended,
        f"{short(ended.one)} and {short(ended.other)} are no longer linked: {ended.ended_because}",
        next_steps=(f"throughcare participant show {short(ended.one)}",),
    )
