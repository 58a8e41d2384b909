"""`throughcare directory`: the trust list, from the first root key to the version that is installed."""

from pathlib import Path
from typing import Annotated

import typer

from registry.cli import output
from registry.cli.directory_draft import add, create, mark, renew, rotate, withdraw
from registry.cli.directory_screen import (
    KEY_ROW,
    MOST_BYTES,
    directory_plain,
    draft_lines,
    file_plain,
    key_rows,
    signature_lines,
)
from registry.cli.door import door, moment, passphrase, sitting
from registry.cli.new_secrets import new_passphrase
from registry.domain.dates import day_said
from registry.domain.errors import NotFound
from registry.files import read_regular, write_private
from registry.settings import read_passphrase

group = typer.Typer(rich_markup_mode=None, no_args_is_help=True)


@group.command()
def root(
    context: typer.Context,
    bag: Annotated[Path, typer.Argument(help="The new root bag, outside every home; its name ends in .bag.")],
) -> None:
    """\b
    throughcare directory root ./roots/north.bag --passphrase-file north.txt

    Make one root key in a bag of its own. Keep it away from every home.
    """
    from registry.services.trust_list import make_root

    here = door(context)
    key = make_root(bag, new_passphrase(here, bag.stem, here.settings.passphrase_file, "--passphrase-file"))
    if here.json:
        output.data({"bag": str(bag), "key": key})
    else:
        output.line(f"Root key {key} in {bag}.")
        output.next_step("throughcare directory create --root-key KEY --card CARD.json -o draft.json")


group.command()(create)
group.command()(add)
group.command()(mark)
group.command()(withdraw)
group.command()(renew)
group.command()(rotate)


@group.command()
def sign(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help="The draft, or the file that another root has signed.")],
    root_bag: Annotated[Path, typer.Option(help="The root's bag.")],
    out: Annotated[Path, typer.Option("-o", "--out", help="The file to write.")],
    root_passphrase_file: Annotated[Path | None, typer.Option(help="A file with the root's passphrase.")] = None,
    against: Annotated[Path | None, typer.Option(help="The version before: says what this one changes.")] = None,
) -> None:
    """\b
    throughcare directory sign draft.json --root-bag ./roots/north.bag --against directory.json -o signed-once.json

    Add one root's signature. The file then travels to the next root keeper, until enough have signed.
    """
    from registry.services.trust_list import describe_file, sign_with_root

    here = door(context)
    data = read_regular(file, MOST_BYTES)
    before = read_regular(against, MOST_BYTES) if against else None
    asked = describe_file(data, before=before)
    if not here.json:
        output.lines(draft_lines(asked))
    secret = (
        read_passphrase(root_passphrase_file)
        if root_passphrase_file
        else passphrase(here, "Passphrase of the root bag")
    )
    signed = sign_with_root(data, root_bag, secret, now=moment())
    write_private(out, signed)
    said = describe_file(signed, before=before)
    if here.json:
        output.data({"file": str(out), **file_plain(said)})
        return
    output.line(f"Signed, and wrote {out}.")
    output.lines(signature_lines(said))
    if (said.signed, said.signed_before) == (asked.signed, asked.signed_before):
        output.note("This key is no root of this version. It counts only if it is a root of the version before.")
    output.next_step(f"throughcare directory install {out}" if said.complete else f"send {out} to the next root keeper")


@group.command()
def install(
    context: typer.Context,
    files: Annotated[list[Path], typer.Argument(help="The signed directory; after it, versions that follow it.")],
    roots: Annotated[str | None, typer.Option(help="Its eight root words, told to you over the telephone.")] = None,
) -> None:
    """\b
    throughcare directory install directory.json --roots "amber harbour lantern willow …"
    throughcare directory install directory-2.json directory-3.json

    Install a directory. The first is believed by its eight root words; each later one by the roots of the last. Who
    missed versions gives them all, in their order; the last is installed.
    """
    from registry.services.directories import changes_to_come, install_directory, is_first_directory

    here = door(context)
    versions = [read_regular(file, MOST_BYTES) for file in files]
    with sitting(context) as sat:
        if roots is None and here.may_ask and is_first_directory(sat):
            roots = here.asks.line("The eight root words, as the keeper reads them out to you")
        changes = changes_to_come(sat, versions[-1])
        trusted = install_directory(sat, *versions, roots_words=roots)
    one = trusted.directory
    if here.json:
        output.data({"name": one.name, "version": one.version, "roots": trusted.roots, "changes": list(changes)})
        return
    output.line(f"Installed {one.name} version {one.version}; roots {trusted.roots}.")
    output.lines(f"  {change}" for change in changes)
    if one.is_expired(moment()):
        output.note("It has expired: under it no document is more than INTACT. Ask for the next version.")


@group.command()
def show(
    context: typer.Context,
    file: Annotated[Path | None, typer.Argument(help="A directory file or draft; else the installed one.")] = None,
    against: Annotated[Path | None, typer.Option(help="The version before: says what FILE changes.")] = None,
) -> None:
    """\b
    throughcare directory show
    throughcare directory show draft.json --against directory.json

    List the establishments and keys. Needs no sign-in.
    """
    from registry.services.trust_list import describe_file
    from registry.services.verifying import find_directory

    here = door(context)
    if file is None:
        if against is not None:
            raise typer.BadParameter("Name the file to hold against it.", param_hint="FILE")
        trusted = find_directory(here.settings.home, moment())
        if trusted is None:
            output.note("No directory is installed.")
            output.next_step("throughcare directory install FILE")
            return
        listed, roots = trusted.directory, trusted.roots
        lines = [f"{listed.name}, version {listed.version}, until {day_said(listed.valid_until)}; roots {roots}"]
        more: dict[str, object] = {}
    else:
        said = describe_file(
            read_regular(file, MOST_BYTES), before=read_regular(against, MOST_BYTES) if against else None
        )
        listed, roots, lines, more = said.directory, said.roots, list(draft_lines(said)), file_plain(said)
    if here.json:
        output.data({**more, **directory_plain(listed, roots)})
        return
    output.lines(lines)
    output.table(KEY_ROW, key_rows(listed))
    if listed.is_expired(moment()):
        output.note("It has expired: under it no document is more than INTACT.")


@group.command()
def export(
    context: typer.Context,
    out: Annotated[str, typer.Option("-o", "--out", help="The file to write, or - for stdout.")] = "-",
) -> None:
    """\b
    throughcare directory export -o directory.json

    Write the installed directory as the file it came as, to pass on. Needs no sign-in.
    """
    from registry.services.verifying import find_directory

    here = door(context)
    trusted = find_directory(here.settings.home, moment())
    if trusted is None:
        raise NotFound("No directory is installed.", hint="Install one: `throughcare directory install FILE`.")
    if out == "-":
        output.raw(trusted.data)
        return
    write_private(Path(out), trusted.data)
    if here.json:
        output.data({"file": out, "version": trusted.directory.version})
    else:
        output.line(f"Wrote version {trusted.directory.version} to {out}.")
