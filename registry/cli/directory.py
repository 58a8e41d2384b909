"""`throughcare directory`: the trust list."""

import shlex
from datetime import timedelta
from pathlib import Path
from typing import Annotated

import typer

from registry.cli import output
from registry.cli.door import Door, door, moment, passphrase, sitting
from registry.domain.errors import NotAllowed
from registry.domain.text import typed
from registry.files import read_regular, write_private
from registry.settings import read_passphrase

group = typer.Typer(rich_markup_mode=None, no_args_is_help=True)

MOST_BYTES = 5_000_000


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
    key = make_root(bag, passphrase(here, "New passphrase of the root bag: "))
    if here.json:
        output.data({"bag": str(bag), "key": key})
    else:
        output.line(f"Root key {key} in {bag}.")
        output.next_step(f"throughcare directory create --name NAME --root-key {key} --card CARD.json -o unsigned.json")


@group.command()
def create(
    context: typer.Context,
    name: Annotated[str, typer.Option(help="The directory's name.")],
    card: Annotated[list[Path], typer.Option(help="A unit's card (`key card`); give it again for each.")],
    root_key: Annotated[list[str], typer.Option(help="A root key (z6Mk…); give it again for each.")],
    out: Annotated[Path, typer.Option("-o", "--out", help="The file to write.")],
    threshold: Annotated[int, typer.Option(help="How many roots must sign.")] = 1,
    days: Annotated[int, typer.Option(help="Valid for so many days.")] = 365,
    previous: Annotated[Path | None, typer.Option(help="The directory this one follows.")] = None,
) -> None:
    """\b
    throughcare directory create --name "North pathway" --card high.json --card medium.json \\
        --root-key z6Mk… -o directory.json

    Write an unsigned directory from the units' cards. Each root then signs it.
    """
    from registry.services.trust_list import make_directory

    now = moment().replace(microsecond=0)
    data = make_directory(
        name=typed(name),
        cards=[read_regular(file, MOST_BYTES) for file in card],
        root_keys=tuple(root_key),
        threshold=threshold,
        valid_from=now,
        valid_until=now + timedelta(days=days),
        previous=read_regular(previous, MOST_BYTES) if previous else None,
    )
    write_private(out, data)
    _made(door(context), out, "throughcare directory sign", "--root-bag ROOT.bag -o directory.json")


@group.command()
def sign(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help="The directory to sign.")],
    root_bag: Annotated[Path, typer.Option(help="The root's bag.")],
    out: Annotated[Path, typer.Option("-o", "--out", help="The file to write.")],
    root_passphrase_file: Annotated[Path | None, typer.Option(help="A file with the root's passphrase.")] = None,
) -> None:
    """\b
    throughcare directory sign unsigned.json --root-bag ./roots/north.bag -o directory.json

    Add one root's signature.
    """
    from registry.services.trust_list import sign_with_root

    here = door(context)
    secret = (
        read_passphrase(root_passphrase_file)
        if root_passphrase_file
        else passphrase(here, "Passphrase of the root bag: ")
    )
    write_private(out, sign_with_root(read_regular(file, MOST_BYTES), root_bag, secret, now=moment()))
    _made(here, out, "throughcare directory install")


@group.command()
def install(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help="The signed directory.")],
    roots: Annotated[str | None, typer.Option(help="Its four root words, told to you over the telephone.")] = None,
) -> None:
    """\b
    throughcare directory install directory.json --roots "amber harbour lantern willow"

    Install a directory. The first is believed by its four root words; each later one by the roots of the last.
    """
    from registry.services.directories import install_directory

    here = door(context)
    if roots is None and not here.settings.home.directory.exists():
        raise NotAllowed(
            "The first directory is believed by its four root words, and they are not given.",
            hint="Ask its publisher for them over the telephone, and add --roots.",
        )
    data = read_regular(file, MOST_BYTES)
    with sitting(context) as sat:
        trusted = install_directory(sat, data, roots_words=roots)
    if door(context).json:
        output.data({"name": trusted.directory.name, "version": trusted.directory.version, "roots": trusted.roots})
        return
    output.line(f"Installed {trusted.directory.name} version {trusted.directory.version}; roots {trusted.roots}.")


@group.command()
def show(
    context: typer.Context,
    file: Annotated[Path | None, typer.Argument(help="A directory file; else the installed one.")] = None,
) -> None:
    """\b
    throughcare directory show
    throughcare directory show directory.json

    List the establishments and keys. Needs no sign-in.
    """
    from registry.services.verifying import find_directory

    here = door(context)
    trusted = find_directory(here.settings.home, moment(), file=file)
    if trusted is None:
        output.note("No directory is installed.")
        output.next_step("throughcare directory install FILE")
        return
    listed = trusted.directory
    if here.json:
        output.data(
            {
                "name": listed.name,
                "version": listed.version,
                "validUntil": listed.valid_until.isoformat(),
                "roots": trusted.roots,
                "establishments": [
                    {"id": entry.id, "name": entry.name, "tier": entry.tier, "keys": len(entry.keys)}
                    for entry in listed.establishments
                ],
            }
        )
        return
    output.line(f"{listed.name}, version {listed.version}, until {listed.valid_until:%d %B %Y}; roots {trusted.roots}")
    output.table(
        ("ESTABLISHMENT", "TIER", "KEY", "ROLE", "STATE", "HOLDER"),
        [
            (
                entry.name,
                entry.tier.words,
                key.key[:16] + "…",
                key.role,
                key.state,
                key.holder.name if key.holder else "",
            )
            for entry in listed.establishments
            for key in entry.keys
        ],
    )


def _made(here: Door, file: Path, following: str, options: str = "") -> None:
    if here.json:
        output.data({"file": str(file)})
    else:
        output.line(f"Wrote {file}.")
        output.next_step(f"{following} {shlex.quote(str(file))} {options}".rstrip())
