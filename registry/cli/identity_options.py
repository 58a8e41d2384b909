"""Names and numbers of a participant beyond the first: options that `add` and `amend` take, and how they are read."""

from collections.abc import Iterable
from typing import Annotated

import typer

from registry.cli import output
from registry.cli.door import Door
from registry.cli.typed_values import parts
from registry.domain.dates import PartialDate
from registry.domain.errors import NotAllowed
from registry.domain.identifiers import ChiNumber
from registry.domain.participant import PersonName

PncOption = Annotated[
    str | None, typer.Option("--pnc", help="The PNC number, such as 99/1G or 2099/0000001G; does not travel.")
]
CroOption = Annotated[
    str | None, typer.Option("--cro", help="The CRO number, such as 1/99W or SF99/12345M; does not travel.")
]
EthnicityOption = Annotated[
    str | None,
    typer.Option(metavar="LETTER", help="As they describe themselves: the NHS category, A to Z. Does not travel."),
]
ChiOption = Annotated[str | None, typer.Option("--chi", help="The CHI number (Scotland).")]
HcOption = Annotated[str | None, typer.Option("--hc", help="The H&C number (Northern Ireland).")]
AliasOption = Annotated[
    list[str] | None,
    typer.Option("--alias", metavar="SURNAME|GIVEN", help="Another name they use; repeat. Does not travel."),
]
FormerNameOption = Annotated[
    list[str] | None,
    typer.Option("--former-name", metavar="SURNAME|GIVEN", help="A former name, for matching only; repeat."),
]


def names(given: Iterable[str] | None) -> tuple[PersonName, ...]:
    """Return the names typed as SURNAME|GIVEN. Raises InvalidValue."""
    read = (parts(each, "SURNAME|GIVEN") for each in given or ())
    return tuple(PersonName(family=family, given=first) for family, first in read)


def look_twice(chi: ChiNumber | None, born: PartialDate) -> str:
    """Return what to look at twice in a CHI number beside a birth date, or nothing."""
    if chi is None or chi.agrees_with(born):
        return ""
    day, month, year = chi.digits[0:2], chi.digits[2:4], chi.digits[4:6]
    return (
        f"Look twice: a CHI number begins with the birth date, and {chi} begins with {day}/{month}/{year}; the birth "
        f"date is {born.words}."
    )


def confirm_both(here: Door, doubt: str) -> None:
    """Say a doubt, and ask where somebody can be asked. Raises NotAllowed where they say no."""
    if not doubt:
        return
    output.note(doubt)
    if here.may_ask and not here.asks.sure("Record both as they are?"):
        raise NotAllowed("Nothing was written.", hint="Check the CHI number and the birth date.")
