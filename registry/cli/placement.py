"""`throughcare placement`: where a participant stays, from when, and under which law."""

from typing import Annotated

import typer

from registry.cli.answer import answer
from registry.cli.door import day, door, required_day, short, sitting
from registry.cli.shapes import ExamplesFirst
from registry.cli.shared_options import (
    DATE,
    AtIdOption,
    AtNameOption,
    AtTierOption,
    ParticipantArgument,
    RecordedOption,
)
from registry.cli.typed_values import elsewhere, legal_status
from registry.domain.dates import Recorded
from registry.domain.placement import LEGAL_STATUS, Placement

group = typer.Typer(cls=ExamplesFirst, rich_markup_mode=None, no_args_is_help=True)

LEGAL_CODES = (
    "Legal statuses, by code or section (s3, s37, s37/41, s47/49, s45a): "
    + "; ".join(f"{code} {words}" for code, words in LEGAL_STATUS.items())
    + "."
)


@group.command(epilog=LEGAL_CODES)
def add(
    context: typer.Context,
    participant: ParticipantArgument,
    since: Annotated[str, typer.Option(metavar="DATE", help=f"Since when: {DATE}.")],
    until: Annotated[str | None, typer.Option(metavar="DATE", help="Until when; leave out while it lasts.")] = None,
    legal: Annotated[
        list[str] | None,
        typer.Option(metavar="CODE[:SINCE[:UNTIL]]", help="A legal status; repeat. Dates default to the placement's."),
    ] = None,
    at_id: AtIdOption = None,
    at_name: AtNameOption = None,
    at_tier: AtTierOption = None,
    recorded: RecordedOption = None,
) -> None:
    """\b
    throughcare placement add 9990000018 --since 1/3/24 --legal s37/41
    throughcare placement add 9990000018 --since 2019 --until 2024-02 --legal sentenced \\
        --legal 15:2021-05-04:2022-01 --at-name "HMP Wexmoor" --at-tier prison

    Record a placement at this unit, or at another establishment as reported.
    """
    from registry.services.placements import add_placement
    from registry.services.whose import banner_of

    begins = required_day(since)
    statuses = tuple(legal_status(each, begins) for each in legal or ())
    ends = day(until)
    with sitting(context) as sat:
        establishment = elsewhere(sat, at_id, at_name, at_tier)
        placement = add_placement(
            sat,
            participant,
            since=begins,
            until=ends,
            legal=statuses,
            establishment=establishment,
            recorded=recorded or (Recorded.REPORTED if establishment else None),
        )
        whose = banner_of(sat, placement.participant_id)
    _answer(context, placement, whose)


@group.command()
def end(
    context: typer.Context,
    participant: ParticipantArgument,
    until: Annotated[str, typer.Option(metavar="DATE", help=f"The last day: {DATE}.")] = "t",
) -> None:
    """\b
    throughcare placement end 9990000018 --until y

    End the participant's open placement at this unit.
    """
    from registry.services.placements import end_placement
    from registry.services.whose import banner_of

    with sitting(context) as sat:
        placement = end_placement(sat, participant, required_day(until))
        whose = banner_of(sat, placement.participant_id)
    _answer(context, placement, whose)


def _answer(context: typer.Context, placement: Placement, whose: str) -> None:
    from registry.cli.history_screen import placement_lines

    asked = short(placement.participant_id)
    answer(
        door(context),
        placement,
        whose,
        *placement_lines(placement),
        next_steps=(f"throughcare need add {asked} NEED", f"throughcare participant show {asked}"),
    )
