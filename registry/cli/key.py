"""`throughcare key`: this unit's keys, as the directory needs them."""

from pathlib import Path
from typing import Annotated

import typer

from registry.cli import output
from registry.cli.door import door, sitting
from registry.files import write_private

group = typer.Typer(rich_markup_mode=None, no_args_is_help=True)


@group.command()
def export(
    context: typer.Context,
    out: Annotated[str, typer.Option("-o", "--out", help="The file to write, or - for stdout.")] = "-",
) -> None:
    """\b
    throughcare key export -o ashmere.json

    Write this unit's card: its public keys and their holders, for whoever keeps the directory. Read its eight words
    out to the keeper over the telephone.
    """
    from registry.services.directories import unit_card
    from registry.services.trust_list import card_bytes, card_words

    with sitting(context) as sat:
        data = card_bytes(unit_card(sat))
    if out == "-":
        output.raw(data)
        return
    write_private(Path(out), data)
    if door(context).json:
        output.data({"file": out, "words": card_words(data)})
    else:
        output.line(f"Wrote {out}; its words are {card_words(data)}.")
        output.note("Send it to who keeps the directory, and read the words out over the telephone.")


@group.command("list")
def list_all(context: typer.Context) -> None:
    """\b
    throughcare key list

    List this unit's public keys and who holds them.
    """
    from registry.services.directories import unit_card

    with sitting(context) as sat:
        keys = unit_card(sat).keys
    if door(context).json:
        output.data(
            [{"key": key.key, "role": key.role, "holder": key.holder.name if key.holder else None} for key in keys]
        )
        return
    output.table(
        ("KEY", "ROLE", "HOLDER"), [(key.key, key.role, key.holder.name if key.holder else "") for key in keys]
    )
