"""`throughcare retention`: how long a record is kept, by which class, and what holds it."""

from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from registry.cli import output
from registry.cli.answer import answer, plain
from registry.cli.door import door, required_day, short, sitting
from registry.cli.shapes import ExamplesFirst
from registry.cli.shared_options import DATE, ParticipantArgument
from registry.domain.dates import PartialDate, day_said
from registry.domain.retention import CountedFrom

if TYPE_CHECKING:
    from registry.domain.disposal import Proposal
    from registry.domain.retention import Hold
    from registry.services.retaining import Keeping

group = typer.Typer(cls=ExamplesFirst, rich_markup_mode=None, no_args_is_help=True)
ReasonOption = Annotated[str, typer.Option(help="Why, so that somebody else understands it in years.")]


@group.command()
def classes(context: typer.Context) -> None:
    """\b
    throughcare retention classes

    List the classes with how long each keeps a record and who says so, and the public stops on destroying records that
    are known here.
    """
    from registry.catalogue.retention_classes import load_retention_classes

    found = load_retention_classes()
    if door(context).json:
        output.data(plain(found))
        return
    for one in found.classes:
        told = (one.covers, *one.words, *([one.note] if one.note else []))
        source = f"Source: {one.source}; looked at on {one.checked_on.words}. {one.address}"
        output.screen([f"{one.id}: {one.name}", *(f"  {text}" for text in (*told, source))])
    output.screen(
        [
            "",
            "Stops on destroying records that are known here. There may be others: ask who manages your records.",
            *(
                f"  {one.name}: {one.words}. Source: {one.source}; looked at on {one.checked_on.words}. {one.address}"
                for one in found.stops
            ),
        ]
    )
    output.next_step("throughcare retention set WHO --class mental-health --counted-from last-contact --on 1/3/05")


@group.command("set")
def set_class(
    context: typer.Context,
    participant: ParticipantArgument,
    class_id: Annotated[str, typer.Option("--class", metavar="CLASS", help="See `retention classes`.")],
    counted_from: Annotated[CountedFrom, typer.Option(help="What ended the use of the record.")],
    on: Annotated[str, typer.Option("--on", metavar="DATE", help=f"On which day that was: {DATE}.")],
) -> None:
    """\b
    throughcare retention set 9990000018 --class mental-health --counted-from last-contact --on 14/6/04
    throughcare retention set 9990000018 --class mental-health --counted-from death --on 3/4/25

    Say by which class a record is kept and from which day that counts. The day is yours to know: nothing is guessed.
    """
    from registry.services.retaining import set_retention

    day = required_day(on)
    with sitting(context) as sat:
        keeping = set_retention(sat, participant, class_id=class_id, counted_from=counted_from, on=day)
    answer(
        door(context),
        _plain(keeping),
        keeping.participant.name.banner,
        *_class_words(keeping),
        next_steps=(f"throughcare retention show {short(keeping.participant.id)}",),
    )


@group.command()
def show(context: typer.Context, participant: ParticipantArgument) -> None:
    """\b
    throughcare retention show 9990000018

    Show how long a record is kept, what holds it, and all that stands in the way of its disposal today.
    """
    from registry.services.retaining import show_retention

    with sitting(context) as sat:
        keeping = show_retention(sat, participant)
    if door(context).json:
        output.data(_plain(keeping))
        return
    output.screen([keeping.participant.name.banner, *_class_words(keeping)])
    if keeping.newest is not None:
        output.screen([f"The record itself was in use last {keeping.newest.when}."])
    output.screen(hold_words(hold) for hold in keeping.holds)
    output.screen(_proposal_words(one) for one in keeping.proposals)
    output.screen(f"In the way of a disposal: {obstacle}." for obstacle in keeping.obstacles)
    if not keeping.obstacles:
        output.screen(["Nothing that is known here stands in the way of a disposal."])
        output.next_step(
            f"throughcare disposal propose {short(keeping.participant.id)} --ground no-longer-needed --review '...'"
        )


@group.command()
def due(context: typer.Context) -> None:
    """\b
    throughcare retention due

    List the records that have a class, the one whose review date comes first at the top.
    """
    from registry.services.retaining import list_due

    with sitting(context) as sat:
        found, today = list_due(sat), sat.today
    if door(context).json:
        output.data(
            [
                {
                    "participant": one.participant.id,
                    "retention": plain(one.retention),
                    "reviewOn": one.review_on.isoformat() if one.review_on else None,
                    "held": one.held,
                }
                for one in found
            ]
        )
        return
    if not found:
        output.line("No record has a retention class yet.")
        output.next_step("throughcare retention classes")
        return
    output.table(
        ("RECORD", "WHO", "CLASS", "REVIEW", "STANDING"),
        [
            (
                short(one.participant.id),
                one.participant.name.banner,
                one.retention.class_id,
                PartialDate.of(one.review_on).words if one.review_on else "not known",
                _standing(one.review_on, held=one.held, today=today),
            )
            for one in found
        ],
    )


@group.command()
def hold(context: typer.Context, participant: ParticipantArgument, reason: ReasonOption) -> None:
    """\b
    throughcare retention hold 9990000018 --reason "Letter of 3 March: the inquiry asks for every record of the ward."

    Keep a record whatever its class says, until somebody lifts this. A record takes as many as there are reasons.
    """
    from registry.services.retaining import lay_hold
    from registry.services.whose import banner_of

    with sitting(context) as sat:
        laid = lay_hold(sat, participant, reason=reason)
        whose = banner_of(sat, participant)
    answer(
        door(context),
        laid,
        whose,
        hold_words(laid),
        next_steps=(f"throughcare retention lift {short(laid.id)} --reason '...'",),
    )


@group.command()
def lift(
    context: typer.Context,
    hold_id: Annotated[str, typer.Argument(metavar="HOLD", help="Its id, or the first eight digits.")],
    reason: ReasonOption,
) -> None:
    """\b
    throughcare retention lift 1a2b3c4d --reason "The inquiry wrote on 9 May that it needs no more."

    Lift a hold. It stays in the record, with who lifted it and why.
    """
    from registry.services.retaining import lift_hold

    with sitting(context) as sat:
        lifted = lift_hold(sat, hold_id, reason=reason)
    answer(
        door(context),
        lifted,
        hold_words(lifted),
        next_steps=(f"throughcare retention show {short(lifted.participant_id)}",),
    )


def _class_words(keeping: "Keeping") -> list[str]:
    if keeping.retention is None:
        return ["No retention class was chosen: the record is kept."]
    chosen = keeping.retention
    counted = f"Kept as {chosen.class_id}, counted from {chosen.counted_from.words} {chosen.on.when}."
    if keeping.review_on is None:
        return [counted, "How long is not known: the record is kept."]
    review = PartialDate.of(keeping.review_on).words
    return [counted, f"To be reviewed from {review} on; nothing goes by itself."]


def _proposal_words(proposal: "Proposal") -> str:
    said = f"Its disposal was proposed by {proposal.by.name} ({short(proposal.id)}): {proposal.ground.words}."
    refused = proposal.refused
    return f"{said} Refused by {refused.by.name}: {refused.reason}" if refused else said


def hold_words(hold: "Hold") -> str:
    """Return a hold in a line: who laid it when and why, and who lifted it."""
    laid = f"Hold {short(hold.id)} by {hold.by.name} since {day_said(hold.at)}: {hold.reason}"
    if hold.lifted is None:
        return f"HELD. {laid}"
    return f"{laid} Lifted by {hold.lifted.by.name} on {day_said(hold.lifted.at)}: {hold.lifted.reason}"


def _standing(review_on: date | None, *, held: bool, today: date) -> str:
    if held:
        return "HELD"
    if review_on is None:
        return "kept"
    return "TO BE REVIEWED" if review_on <= today else "kept until then"


def _plain(keeping: "Keeping") -> dict[str, object]:
    return {
        "participant": keeping.participant.id,
        "retention": plain(keeping.retention) if keeping.retention else None,
        "reviewOn": keeping.review_on.isoformat() if keeping.review_on else None,
        "newest": keeping.newest.text if keeping.newest else None,
        "holds": plain(keeping.holds),
        "proposals": plain(keeping.proposals),
        "obstacles": [one.name.lower().replace("_", "-") for one in keeping.obstacles],
    }
