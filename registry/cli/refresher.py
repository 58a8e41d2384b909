"""`throughcare refresher`: what participants ask to have refreshed, and what comes of it."""

from typing import Annotated

import typer

from registry.cli import output
from registry.cli.answer import answer as say
from registry.cli.answer import plain
from registry.cli.door import door, required_day, short, sitting
from registry.cli.shapes import ExamplesFirst
from registry.cli.shared_options import OnOption, ParticipantArgument
from registry.cli.typed_values import words as typed_words
from registry.domain.refresher import RefresherAnswer

group = typer.Typer(cls=ExamplesFirst, rich_markup_mode=None, no_args_is_help=True)


@group.command()
def ask(
    context: typer.Context,
    participant: ParticipantArgument,
    programme: Annotated[str, typer.Argument(metavar="PROGRAMME", help="The programme to refresh.")],
    on: OnOption = "t",
    words: Annotated[str | None, typer.Option(help="What the participant said.")] = None,
) -> None:
    """\b
    throughcare refresher ask 9990000018 TSP --words "I want to go over the planning part again."

    Record that a participant asks for a refresher.
    """
    from registry.services.repeats import ask_refresher

    when = required_day(on)
    with sitting(context) as sat:
        asked = ask_refresher(sat, participant, programme=programme, on=when, words=typed_words(words))
    say(
        door(context),
        asked,
        f"Recorded: a refresher of {asked.programme_id}, asked for on {asked.asked_on.words}.",
        next_steps=(
            f"throughcare intervention refer {short(asked.participant_id)} {asked.programme_id} --again-because …",
            f'throughcare refresher answer {short(asked.id)} refused --reason "…"',
        ),
    )


@group.command()
def answer(
    context: typer.Context,
    refresher: Annotated[str, typer.Argument(metavar="REFRESHER", help="Its id; see `refresher list`.")],
    given: Annotated[RefresherAnswer, typer.Argument(metavar="ANSWER", help="given or refused")],
    on: OnOption = "t",
    reason: Annotated[str | None, typer.Option(help="Why; a refusal needs it.")] = None,
) -> None:
    """\b
    throughcare refresher answer 1a2b3c4d given
    throughcare refresher answer 1a2b3c4d refused --reason "no place until the spring; asked again in March"

    Give or refuse it.
    """
    from registry.services.repeats import answer_refresher

    when = required_day(on)
    with sitting(context) as sat:
        answered = answer_refresher(sat, refresher, given, on=when, because=typed_words(reason))
    say(door(context), answered, f"{answered.programme_id}: {answered.answer}.")


@group.command("list")
def list_all(context: typer.Context, participant: ParticipantArgument) -> None:
    """\b
    throughcare refresher list 9990000018

    List what a participant asked to have refreshed.
    """
    from registry.services.repeats import list_refreshers

    with sitting(context) as sat:
        found = list_refreshers(sat, participant)
    if door(context).json:
        output.data(plain(found))
        return
    output.table(
        ("REFRESHER", "PROGRAMME", "ASKED", "IN THEIR WORDS", "ANSWER", "BECAUSE"),
        [
            (short(one.id), one.programme_id, one.asked_on.words, one.words or "", one.answer, one.because or "")
            for one in found
        ],
    )
    output.next_step(f'throughcare refresher ask "{participant}" PROGRAMME --words …')
