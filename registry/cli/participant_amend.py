"""`throughcare participant amend`: say who somebody is again, and see what stood before."""

from collections.abc import Callable
from typing import Annotated

import typer

from registry.cli.answer import answer
from registry.cli.door import door, moment, required_day, short, sitting
from registry.cli.identity_options import (
    AliasOption,
    ChiOption,
    CroOption,
    EthnicityOption,
    FormerNameOption,
    HcOption,
    PncOption,
    confirm_both,
    look_twice,
    names,
)
from registry.cli.shared_options import ParticipantArgument
from registry.cli.typed_values import changed
from registry.domain.errors import InvalidValue
from registry.domain.ethnicity import Ethnicity
from registry.domain.identifiers import ChiNumber, CroNumber, HcNumber, LocalNumber, NhsNumber, PncNumber, PrisonNumber
from registry.domain.participant import Participant, PersonName, Sex
from registry.domain.record_change import changes_of
from registry.domain.text import typed


def amend(
    context: typer.Context,
    participant: ParticipantArgument,
    surname: Annotated[str | None, typer.Option(help="The surname.")] = None,
    given: Annotated[str | None, typer.Option(help="The given name or names.")] = None,
    born: Annotated[str | None, typer.Option(metavar="DATE", help="The birth date, or only its year.")] = None,
    sex: Annotated[Sex | None, typer.Option(help="As recorded.")] = None,
    nhs: Annotated[str | None, typer.Option(help="The NHS number; the reason for having none then goes.")] = None,
    no_nhs_because: Annotated[str | None, typer.Option(help="Why there is no NHS number.")] = None,
    prison_number: Annotated[str | None, typer.Option(help="The prison number, such as A1234BC.")] = None,
    local_number: Annotated[str | None, typer.Option(help="This unit's own number.")] = None,
    pnc: PncOption = None,
    cro: CroOption = None,
    ethnicity: EthnicityOption = None,
    chi: ChiOption = None,
    hc: HcOption = None,
    known_as: Annotated[str | None, typer.Option(help="The name they are known by.")] = None,
    alias: AliasOption = None,
    remove_alias: Annotated[
        list[str] | None, typer.Option(metavar="SURNAME|GIVEN", help="An alias to take away; repeat.")
    ] = None,
    former_name: FormerNameOption = None,
    remove_former_name: Annotated[
        list[str] | None, typer.Option(metavar="SURNAME|GIVEN", help="A former name to take away; repeat.")
    ] = None,
    untried: Annotated[bool | None, typer.Option("--untried/--tried", help="Not convicted, or no longer so.")] = None,
) -> None:
    """\b
    throughcare participant amend 9990000018 --surname Reid-Jones --former-name "Reid|Ann"
    throughcare participant amend 1a2b3c4d --nhs "999 000 0018"
    throughcare participant amend 1a2b3c4d --prison-number "" --tried

    Amend who a participant is; shows what stood and what stands. The former version is kept. What is not given stays
    as it was; "" takes a number or the known-as name away. Summaries already signed stay as they are.
    """
    from registry.services.participants import amend_participant

    today = moment().date()
    facts: dict[str, object] = {
        "born": required_day(born) if born else None,
        "sex": sex,
        "ethnicity": _read(ethnicity, Ethnicity.read),
        "nhs_number": _read(nhs, NhsNumber.read),
        "no_nhs_number_because": "" if nhs and no_nhs_because is None else no_nhs_because,
        "prison_number": _read(prison_number, PrisonNumber.read),
        "local_number": _read(local_number, LocalNumber),
        "pnc_number": _read(pnc, lambda text: PncNumber.read(text, today)),
        "cro_number": _read(cro, CroNumber.read),
        "chi_number": _read(chi, ChiNumber.read),
        "hc_number": _read(hc, HcNumber.read),
        "known_as": known_as,
        "untried": untried,
    }
    more_aliases, fewer_aliases = names(alias), names(remove_alias)
    more_former, fewer_former = names(former_name), names(remove_former_name)

    asked = False

    def change(was: Participant) -> Participant:
        now = changed(
            was,
            **facts,
            name=PersonName(
                family=was.name.family if surname is None else typed(surname),
                given=was.name.given if given is None else typed(given),
            ),
            aliases=_names(was.aliases, more_aliases, fewer_aliases),
            former_names=_names(was.former_names, more_former, fewer_former),
        )
        if not asked and (now.born, now.chi_number) != (was.born, was.chi_number):
            _stop_at(look_twice(now.chi_number, now.born))
        return now

    with sitting(context) as sat:
        try:
            amendment = amend_participant(sat, participant, change)
        except _Doubt as doubt:
            # Asked with nothing open: a person may take their time to look.
            confirm_both(door(context), f"{doubt}")
            asked = True
            amendment = amend_participant(sat, participant, change)
    changes = changes_of(amendment)
    answer(
        door(context),
        {"participant": amendment.now, "was": amendment.was, "changes": changes},
        *amendment.now.banner(today),
        *(f"{each.what}: {each.was or 'nothing'} → {each.now or 'nothing'}" for each in changes),
        next_steps=(f"throughcare participant show {short(amendment.now.id)}",),
    )


class _Doubt(Exception):  # noqa: N818 - a question, no error
    """What to look at twice before it is written."""


def _stop_at(doubt: str) -> None:
    if doubt:
        raise _Doubt(doubt)


def _read(given: str | None, read: Callable[[str], object]) -> object:
    """Return the number that was typed, "" to take it away, or None where none was given."""
    if given is None:
        return None
    text = typed(given)
    return read(text) if text else ""


def _names(
    was: tuple[PersonName, ...], more: tuple[PersonName, ...], fewer: tuple[PersonName, ...]
) -> tuple[PersonName, ...]:
    for name in fewer:
        if name not in was:
            raise InvalidValue(f"{name.banner} is not among the names recorded.", hint="Type it as it was recorded.")
    return tuple(name for name in dict.fromkeys((*was, *more)) if name not in fewer)
