"""`throughcare key`: this unit's keys, as the directory needs them."""

from pathlib import Path
from typing import Annotated

import typer

from registry.cli import output
from registry.cli.door import door, sitting
from registry.cli.key_screen import key_change_lines, key_change_plain
from registry.cli.new_secrets import hand_over, new_passphrase
from registry.domain.errors import NotPermitted
from registry.domain.text import typed
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


@group.command("rekey")
def rekey_database(context: typer.Context) -> None:
    """\b
    throughcare key rekey

    Give the database a new key, for the same people. Everybody else closes Throughcare for the moment it takes.
    """
    from registry.services.key_changes import rekey

    with sitting(context, alone=True) as sat:
        change = rekey(sat)
    if door(context).json:
        output.data(key_change_plain(change))
        return
    output.lines(key_change_lines(change))
    output.next_step("throughcare backup create FOLDER")


@group.command("new-unit")
def new_unit(context: typer.Context) -> None:
    """\b
    throughcare key new-unit

    Give the unit a new signing key, when the old one may be in other hands. Readers believe it once the next
    directory lists it; until then `doctor` complains and nothing can be released.
    """
    from registry.services.key_changes import new_unit_key

    with sitting(context, alone=True) as sat:
        change = new_unit_key(sat)
    if door(context).json:
        output.data(key_change_plain(change))
        return
    output.lines(key_change_lines(change))
    output.next_step("throughcare key export -o card.json", "throughcare doctor")


@group.command()
def recover(
    context: typer.Context,
    person: Annotated[str, typer.Option(help="The new administrator's own name.")],
    profession: Annotated[str, typer.Option(help="Their profession.")],
    registration: Annotated[str | None, typer.Option(help="Their registration, such as PYL123456.")] = None,
    recovery_key_file: Annotated[Path | None, typer.Option(help="A file with the recovery key.")] = None,
    new_passphrase_file: Annotated[Path | None, typer.Option(help="A file with the new passphrase.")] = None,
    recovery_file: Annotated[Path | None, typer.Option(help="Write the next recovery key here.")] = None,
) -> None:
    """\b
    throughcare key recover --user moira2 --person "Moira Devlin" --profession "records manager"

    Every administrator's passphrase is lost: let a new one in with the recovery key from its envelope. That key is
    spent then and another is shown. The audit and `doctor` tell everybody.
    """
    from registry.bootstrap import recover as recover_home
    from registry.services.founding import new_person
    from registry.settings import read_passphrase

    here = door(context)
    name = here.settings.require_user()
    if recovery_key_file is not None:
        key = read_passphrase(recovery_key_file)
    elif here.may_ask:
        key = here.asks.secret("The recovery key")
    else:
        raise NotPermitted("The recovery key is needed.", hint="Give --recovery-key-file FILE.")
    found = recover_home(
        here.settings,
        key,
        person=new_person(typed(person), typed(profession), registration),
        passphrase=new_passphrase(here, name, new_passphrase_file, "--new-passphrase-file", near=(typed(person),)),
    )
    if here.json:
        if recovery_file is not None:
            hand_over(found.recovery_key, recovery_file)
        handed = {} if recovery_file else {"recoveryKey": found.recovery_key}
        output.data({"name": name, "ended": list(found.ended), **key_change_plain(found.change), **handed})
        return
    output.line(f"{found.user.person.name} is an administrator here, as {name}.")
    for login in found.ended:
        output.line(f"Their old login {login} has ended.")
    output.lines(key_change_lines(found.change))
    output.lines(hand_over(found.recovery_key, recovery_file))
    output.next_step("throughcare user list", "throughcare doctor")
