"""Two identifiers entered again: from --confirm, or asked for one after the other."""

import typer

from registry.cli.door import Door
from registry.domain.matching import IdentifierKind, read_confirmations
from registry.domain.text import one_of


def confirmations(here: Door, given: list[str] | None) -> dict[IdentifierKind, str]:
    """Return what was entered again; asks at a terminal for what --confirm did not say."""
    entered = read_confirmations(tuple(given or ()))
    while here.may_ask and len(entered) < 2:
        left = [kind for kind in IdentifierKind if kind not in entered]
        typed = str(typer.prompt(f"Enter an identifier again, as KIND=VALUE ({one_of(list(left))})", err=True))
        entered |= read_confirmations((typed,))
    return entered
