"""Names and numbers of a participant beyond the first: options that `add` and `amend` take, and how they are read."""

from collections.abc import Iterable
from typing import Annotated

import typer

from registry.cli.typed_values import parts
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
