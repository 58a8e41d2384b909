"""`throughcare transfer`: a participant's move between establishments, and how long it takes."""

from typing import TYPE_CHECKING, Annotated

import typer

from registry.cli import output
from registry.cli.answer import answer, plain
from registry.cli.door import day, door, required_day, sitting
from registry.cli.shapes import ExamplesFirst
from registry.cli.shared_options import DATE, AtIdOption, AtNameOption, AtTierOption, OnOption, ParticipantArgument
from registry.cli.typed_values import elsewhere, words
from registry.domain.errors import InvalidValue
from registry.domain.people import EstablishmentRef, Tier
from registry.domain.text import typed
from registry.domain.transfer import Step
from registry.domain.wording import sentence

if TYPE_CHECKING:
    from registry.services.sitting import Sitting
    from registry.services.transfers import Clocked

group = typer.Typer(cls=ExamplesFirst, rich_markup_mode=None, no_args_is_help=True)

TransferArgument = Annotated[
    str, typer.Argument(metavar="TRANSFER", help="Its id, or the participant it is about; see `transfer show`.")
]
TierOption = Annotated[Tier | None, typer.Option("--tier", help="Its tier, where the directory does not know it.")]


@group.command("open")
def begin(
    context: typer.Context,
    participant: ParticipantArgument,
    leaving: Annotated[str | None, typer.Option("--from", help="Where from; else this unit.")] = None,
    going_to: Annotated[str | None, typer.Option("--to", help="Where to; else this unit.")] = None,
    tier: TierOption = None,
    requested: Annotated[
        str | None, typer.Option(metavar="DATE", help=f"Initial request for a medical report: {DATE}.")
    ] = None,
    referred: Annotated[str | None, typer.Option(metavar="DATE", help="The day of the referral.")] = None,
) -> None:
    """\b
    throughcare transfer open 9990000018 --from "HMP Wexmoor" --requested 1/3/26 --referred 4/3/26
    throughcare transfer open 9990000018 --to "Oakfield Clinic" --tier low --referred t

    Open a transfer to or from this unit. The clock runs from the request for a medical report and from the referral.
    """
    from registry.services.transfers import open_transfer

    if (leaving is None) == (going_to is None):
        raise InvalidValue("One end of a transfer is this unit.", hint="Give --from or --to, and not both.")
    asked_on, referred_on = day(requested), day(referred)
    with sitting(context) as sat:
        other = establishment_named(sat, typed(leaving or going_to or ""), tier)
        opened = open_transfer(
            sat,
            participant,
            leaving=other if leaving else None,
            going_to=other if going_to else None,
            requested=asked_on,
            referred=referred_on,
        )
    _answer(context, opened, participant)


@group.command()
def refer(context: typer.Context, transfer: TransferArgument, on: OnOption = "t") -> None:
    """\b
    throughcare transfer refer 9990000018 --on 4/3/26

    Record the day of the referral.
    """
    from registry.services.transfers import refer_transfer

    when = required_day(on)
    with sitting(context) as sat:
        _answer(context, refer_transfer(sat, transfer, on=when), transfer)


@group.command()
def assess(
    context: typer.Context,
    transfer: TransferArgument,
    by: Annotated[str, typer.Option(help="Who assessed.")],
    on: OnOption = "t",
    reused: Annotated[
        str | None, typer.Option(help="The assessment that travelled and was used instead of a new one.")
    ] = None,
    at_id: AtIdOption = None,
    at_name: AtNameOption = None,
    at_tier: AtTierOption = None,
) -> None:
    """\b
    throughcare transfer assess 9990000018 --by "Dr Ann Lowe" --on 10/3/26
    throughcare transfer assess 9990000018 --by "Dr Ann Lowe" --reused "HCR-20 V3 of 4 January, Ashmere Hospital"

    Record an assessment for the move. One that travelled and was used again counts as one avoided.
    """
    from registry.services.transfers import assess_for_transfer

    when = required_day(on)
    with sitting(context) as sat:
        where = elsewhere(sat, at_id, at_name, at_tier)
        assessed = assess_for_transfer(sat, transfer, on=when, by=typed(by), establishment=where, reused=words(reused))
    _answer(context, assessed, transfer)


@group.command()
def accept(
    context: typer.Context,
    transfer: TransferArgument,
    by: Annotated[str, typer.Option(help="Who accepted.")],
    on: OnOption = "t",
) -> None:
    """\b
    throughcare transfer accept 9990000018 --by "Dr Ann Lowe" --on 14/3/26

    Record who accepted the participant, once; what was recorded wrongly is corrected with `transfer amend`.
    """
    from registry.services.transfers import accept_transfer

    when = required_day(on)
    with sitting(context) as sat:
        _answer(context, accept_transfer(sat, transfer, on=when, by=typed(by)), transfer)


@group.command()
def complete(context: typer.Context, transfer: TransferArgument, on: OnOption = "t") -> None:
    """\b
    throughcare transfer complete 9990000018 --on 20/3/26

    Record the day the participant moved. The clock stops.
    """
    from registry.services.transfers import complete_transfer

    when = required_day(on)
    with sitting(context) as sat:
        _answer(context, complete_transfer(sat, transfer, on=when), transfer)


@group.command()
def end(
    context: typer.Context,
    transfer: TransferArgument,
    reason: Annotated[str, typer.Option(help="Why it came to nothing.")],
    on: OnOption = "t",
) -> None:
    """\b
    throughcare transfer end 9990000018 --reason "the bed was given to somebody in more need"

    Record that a transfer came to nothing. The clock stops.
    """
    from registry.services.transfers import end_transfer

    when = required_day(on)
    with sitting(context) as sat:
        _answer(context, end_transfer(sat, transfer, on=when, because=typed(reason)), transfer)


@group.command()
def amend(
    context: typer.Context,
    transfer: TransferArgument,
    step: Annotated[Step, typer.Argument(help="The step that was recorded wrongly.")],
    reason: Annotated[str, typer.Option(help="Why it is corrected; it stays beside what was recorded.")],
    on: Annotated[str | None, typer.Option(metavar="DATE", help=f"The right day: {DATE}.")] = None,
    by: Annotated[str | None, typer.Option(help="Who assessed or accepted, rightly.")] = None,
    reused: Annotated[str | None, typer.Option(help="Which assessment was used again, rightly.")] = None,
    ended_because: Annotated[str | None, typer.Option(help="Why it came to nothing, rightly.")] = None,
    number: Annotated[int | None, typer.Option(help="Which of several assessments, as shown.", min=1)] = None,
    never: Annotated[bool, typer.Option("--never", help="The step never took place.")] = False,
) -> None:
    """\b
    throughcare transfer amend 9990000018 accepted --on 15/3/26 --reason "The letter is of the 15th."
    throughcare transfer amend 9990000018 completed --never --reason "Somebody else came that day."
    throughcare transfer amend 9990000018 assessed --number 2 --by "Dr Ann Lowe" --reason "Typed under a wrong name."

    Correct a step of a transfer, also of one that is over. What it said stays to be seen; the clock runs by what is
    right.
    """
    from registry.services.transfers import StepNow, amend_transfer

    now = StepNow(
        on=day(on), by=words(by), reused=words(reused), ended_because=words(ended_because), never=never, number=number
    )
    with sitting(context) as sat:
        _answer(context, amend_transfer(sat, transfer, step, now, because=typed(reason)), transfer)


@group.command()
def show(
    context: typer.Context,
    participant: Annotated[
        str | None, typer.Argument(metavar="[PARTICIPANT]", help="One participant; else every open transfer.")
    ] = None,
) -> None:
    """\b
    throughcare transfer show
    throughcare transfer show 9990000018

    Show transfers with their days, and the clock of each rule with its source.
    """
    from registry.services.transfers import show_transfers

    with sitting(context) as sat:
        found = show_transfers(sat, participant)
    if door(context).json:
        output.data(plain(found))
        return
    if not found:
        output.line("No transfer is recorded." if participant else "No transfer is open.")
        output.next_step("throughcare transfer open PARTICIPANT --from NAME --requested DATE")
    for number, one in enumerate(found):
        output.lines([""] * bool(number) + transfer_lines(one))


def transfer_lines(clocked: "Clocked") -> list[str]:
    """Return one transfer in words: its days first, then the clock, rule by rule."""
    transfer = clocked.transfer
    lines = [f"{transfer.leaving.name} to {transfer.going_to.name}   {transfer.id.removeprefix('urn:uuid:')[:8]}"]
    for label, on in (
        ("Initial request for a medical report", transfer.requested),
        ("Referral", transfer.referred),
        ("Accepted", transfer.accepted),
        ("Moved", transfer.transferred),
    ):
        by = f" by {transfer.accepted_by}" if label == "Accepted" and transfer.accepted_by else ""
        lines.append(f"  {label}: {on.words if on else 'not recorded'}{by}")
    for number, one in enumerate(transfer.assessments, 1):
        which = f" {number}" if len(transfer.assessments) > 1 else ""
        did = f"not made anew ({one.reused})" if one.reused else "made"
        lines.append(f"  Assessment{which}, {did}: {one.on.words} by {one.by}, {one.establishment.name}")
    if transfer.ended and transfer.ended_because:
        lines.append(f"  Came to nothing: {transfer.ended.words}, {transfer.ended_because}")
    lines += [
        f"  Corrected on {one.on.words} by {one.by}: the {one.step.words} said {one.said}. Why: {sentence(one.because)}"
        for one in transfer.corrections
    ]
    if transfer.avoided:
        lines.append(f"  Assessments not made anew: {transfer.avoided}")
    for reading in clocked.readings:
        source = f" ({reading.rule.source}; {reading.rule.confidence})" if reading.governed else ""
        lines.append(f"  {reading.rule.label}: {reading.words}{source}")
    other = sorted({one.rule.days for one in clocked.readings if not one.governed})
    if other:
        days = " and ".join(f"{one}" for one in other)
        lines.append(f"  The {days} days are laid down for transfers from prison to hospital; this is not one.")
    return lines


def _answer(context: typer.Context, clocked: "Clocked", asked: str) -> None:
    steps = (f'throughcare transfer show "{asked}"',)
    answer(door(context), clocked, *transfer_lines(clocked), next_steps=steps)


def establishment_named(sat: "Sitting", name: str, tier: Tier | None) -> EstablishmentRef:
    """Return an establishment: as the directory has it, else as typed, with its tier."""

    from registry.services.directories import listed_establishment

    listed = listed_establishment(sat, name)
    if listed is not None:
        return listed
    if tier is None:
        raise InvalidValue(f"The directory does not know {name[:60]!a}.", hint="Give its tier with --tier.")
    found = elsewhere(sat, None, name, tier)
    assert found is not None, "a name and a tier make an establishment"
    return found
