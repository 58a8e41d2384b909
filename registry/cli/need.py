"""`throughcare need`: what treatment aims at, for one participant."""

from typing import Annotated

import typer

from registry.cli import output
from registry.cli.answer import answer, plain
from registry.cli.door import day, door, required_day, short, sitting
from registry.cli.shapes import ExamplesFirst
from registry.cli.shared_options import OnOption, ParticipantArgument
from registry.cli.typed_values import words
from registry.domain.errors import InvalidValue
from registry.domain.needs import Choice, NeedStanding, need_label
from registry.domain.wording import dated

group = typer.Typer(cls=ExamplesFirst, rich_markup_mode=None, no_args_is_help=True)


@group.command("list")
def list_all(context: typer.Context) -> None:
    """\b
    throughcare need list

    List the target needs, each with the hospital's and the prison's wording.
    """
    from registry.services.browsing import list_needs

    needs = list_needs()
    if door(context).json:
        output.data(plain(needs))
        return
    output.table(
        ("NEED", "LABEL", "IN HOSPITAL", "IN PRISON"),
        [(need.id, need.label, need.hospital, need.prison) for need in needs],
    )
    output.next_step("throughcare need add PARTICIPANT NEED")


@group.command()
def add(
    context: typer.Context,
    participant: ParticipantArgument,
    need: Annotated[str, typer.Argument(metavar="NEED", help="Its name in `need list`.")],
    standing: Annotated[NeedStanding, typer.Option(help="How it stands.")] = NeedStanding.PRESENT,
    on: OnOption = "t",
    not_wanted: Annotated[str | None, typer.Option(help="The participant's words for not wanting it now.")] = None,
    ask_again: Annotated[str | None, typer.Option(metavar="DATE", help="When to ask them again.")] = None,
    not_advised_because: Annotated[
        str | None, typer.Option(help="A clinical reason against it now; never the participant's choice.")
    ] = None,
    note: Annotated[str | None, typer.Option(help="Anything to add.")] = None,
) -> None:
    """\b
    throughcare need add 9990000018 anger --standing outstanding
    throughcare need add 9990000018 trauma --not-wanted "not while I am waiting for court" --ask-again +90

    Record how a need stands. A later record stands beside the earlier one.
    """
    from registry.services.needs import add_need
    from registry.services.whose import banner_of

    judged, wanted_words, again = required_day(on), words(not_wanted), day(ask_again)
    if again is not None and wanted_words is None:
        raise InvalidValue("There is a day to ask again, but not what they said.", hint="Add --not-wanted WORDS.")
    with sitting(context) as sat:
        record = add_need(
            sat,
            participant,
            need=need,
            standing=standing,
            on=judged,
            choice=Choice(words=wanted_words, on=judged, ask_again=again) if wanted_words else None,
            not_advised_because=words(not_advised_because),
            note=words(note),
        )
        label, whose = need_label(sat.needs, need), banner_of(sat, record.participant_id)
    asked = short(record.participant_id)
    answer(
        door(context),
        record,
        whose,
        f"{label}: {record.standing}, judged by {record.by} {dated(record.on)}.",
        next_steps=(
            f"throughcare intervention refer {asked} PROGRAMME --need {need}",
            f"throughcare plan show {asked}",
        ),
    )
