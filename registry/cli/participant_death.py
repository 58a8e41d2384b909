"""`throughcare participant deceased`."""

from typing import Annotated

import typer

from registry.cli.answer import answer
from registry.cli.door import door, required_day, sitting
from registry.cli.reentry import ConfirmOption, confirmations
from registry.cli.shared_options import DATE, ParticipantArgument
from registry.domain.errors import InvalidValue
from registry.domain.text import typed


def deceased(
    context: typer.Context,
    participant: ParticipantArgument,
    on: Annotated[str | None, typer.Option("--on", metavar="DATE", help=f"When they died: {DATE}.")] = None,
    told_by: Annotated[str | None, typer.Option(help="Who told the unit.")] = None,
    not_so: Annotated[str | None, typer.Option(help="It was recorded wrongly: why.")] = None,
    confirm: ConfirmOption = None,
) -> None:
    """\b
    throughcare participant deceased 9990000018 --on 3/4/26 --told-by "Dr Ann Lowe" \\
        --confirm nhs=9990000018 --confirm born=1984-03-01
    throughcare participant deceased 9990000018 --not-so "Another man of that name."

    Record that a participant has died. Two identifiers are entered again. Nothing new begins, nothing is asked of
    anybody any more, and the record stays as it is. `--not-so` takes it back and keeps both.
    """
    from registry.services.deaths import mark_deceased, take_back_death

    here = door(context)
    if (not_so is None) == (on is None or told_by is None):
        raise InvalidValue("Say when and on whose word, or that it is not so.", hint="Give --on and --told-by.")
    with sitting(context) as sat:
        if not_so is not None:
            answer(here, take_back_death(sat, participant, because=typed(not_so)), "Taken back.")
            return
        assert on is not None
        assert told_by is not None
        death = mark_deceased(
            sat,
            participant,
            on=required_day(on),
            told_by=typed(told_by),
            confirmations=confirmations(here, confirm),
        )
    answer(here, death, death.words, next_steps=("throughcare intervention close, for what still runs",))
