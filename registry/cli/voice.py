"""`throughcare voice`: the participant's own words, for the audiences they chose."""

from typing import Annotated

import typer

from registry.cli.answer import answer
from registry.cli.door import door, required_day, short, sitting
from registry.cli.reentry import ConfirmOption, confirmations
from registry.cli.shapes import ExamplesFirst
from registry.cli.shared_options import FileOption, OnOption, OutOption, ParticipantArgument
from registry.cli.typed_values import from_option_or_file, own_words, words
from registry.domain.access import Permission, may
from registry.domain.voice import DEFAULT_AUDIENCES, Audience, VoiceKind

group = typer.Typer(cls=ExamplesFirst, rich_markup_mode=None)


@group.callback()
def voice() -> None:
    """The participant's own words."""


@group.command()
def form(context: typer.Context, participant: ParticipantArgument, out: OutOption) -> None:
    """\b
    throughcare voice form 9990000018 -o account.pdf

    Print a blank form for a participant's own account, to be written by hand.
    """
    from registry.cli.paper import print_page
    from registry.services.forms import account_page

    with sitting(context) as sat:
        page = account_page(sat, participant)
    print_page(door(context), page, out, f"throughcare voice add {participant} --kind account --text-file FILE")


@group.command()
def add(
    context: typer.Context,
    participant: ParticipantArgument,
    kind: Annotated[VoiceKind, typer.Option(help="What the entry is.")],
    on: OnOption = "t",
    text: Annotated[str | None, typer.Option(help="The words, kept character for character.")] = None,
    text_file: FileOption = None,
    audience: Annotated[
        list[Audience] | None,
        typer.Option(help="Who may read it, by the participant's choice; repeat. Default: self and treating teams."),
    ] = None,
    read_back: Annotated[bool, typer.Option("--read-back", help="It was read back to them.")] = False,
    about: Annotated[str | None, typer.Option(help="What it is about.")] = None,
    staff_comment: Annotated[str | None, typer.Option(help="A comment of staff, kept apart from the words.")] = None,
    confirm: ConfirmOption = None,
) -> None:
    """\b
    throughcare voice add 9990000018 --kind account --text-file account.txt --read-back
    throughcare voice add 9990000018 --kind hope --text "To see my daughter" --audience self --audience panel
    throughcare voice add 9990000018 --kind declined
    throughcare voice add 9990000018 --kind hope --text "To go home" --confirm nhs=9990000018 --confirm surname=Jones

    Record the participant's own words, or that there are none and why. Who adds to the voice and opens no record says
    whose words they are by a number and, beside it, a date of birth or a surname.
    """
    from registry.services.voice import add_voice
    from registry.services.whose import banner_of

    said_on, said = required_day(on), from_option_or_file(text, text_file)
    with sitting(context) as sat:
        reads = may(sat.user.roles, Permission.READ_RECORD)
        confirmed = None if reads and not confirm else confirmations(door(context), confirm)
        entry = add_voice(
            sat,
            participant,
            kind=kind,
            on=said_on,
            text=None if said is None else own_words(said),
            audiences=tuple(dict.fromkeys(audience)) if audience else DEFAULT_AUDIENCES,
            read_back=read_back,
            about=words(about),
            staff_comment=words(staff_comment),
            confirmed=confirmed,
        )
        whose = banner_of(sat, entry.participant_id)
    readers = ", ".join(each.replace("-", " ") for each in entry.audiences)
    answer(
        door(context),
        # The id of a participant is theirs to have who may open the record.
        entry if reads else {"id": entry.id, "kind": entry.kind, "on": entry.on.text, "audiences": entry.audiences},
        whose,
        f"Kept as {short(entry.id)}, typed by {entry.typed_by} on {entry.on.words}, for: {readers}.",
        # Who adds voice and opens nothing else is not sent to what they may not open.
        next_steps=(f"throughcare participant show {short(entry.participant_id)}",) if reads else (),
    )
