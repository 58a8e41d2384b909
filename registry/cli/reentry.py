"""Two identifiers entered again: from --confirm, or asked for one after the other."""

from typing import Annotated

import typer

from registry.cli.door import Door, required_day
from registry.domain.matching import IdentifierKind, read_confirmations
from registry.domain.text import one_of

ConfirmOption = Annotated[
    list[str] | None,
    typer.Option(
        "--confirm",
        metavar="KIND=VALUE",
        help="An identifier entered again: nhs, chi, hc, prison, local, born, surname; give two different ones.",
    ),
]

MeansOtherOption = Annotated[
    list[str] | None,
    typer.Option(
        "--means-other",
        metavar="PATH:WORD",
        help="A word that means another here, of those that were named; give each.",
    ),
]


def confirmations(here: Door, given: list[str] | None, whose: str = "") -> dict[IdentifierKind, str]:
    """Return what was entered again; asks at a terminal for what --confirm did not say."""
    entered = read_confirmations(tuple(given or ()))
    while here.may_ask and len(entered) < 2:
        left = [kind for kind in IdentifierKind if kind not in entered]
        of = f" of the {whose}" if whose else ""
        typed = here.asks.line(f"Enter an identifier{of} again, as KIND=VALUE ({one_of(list(left))})")
        entered |= read_confirmations((typed,))
    if IdentifierKind.BORN in entered:
        # As `--born` takes it: 3/4/90 is the same day as 1990-04-03.
        entered[IdentifierKind.BORN] = required_day(entered[IdentifierKind.BORN]).text
    return entered
