"""`throughcare verify`: needs no registry, no account and no network."""

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from exports.visible import visible
from registry.cli import output
from registry.cli.door import door, moment, sitting
from registry.domain.errors import Refused, ThroughcareError
from registry.domain.verdict import Ruling, worst_exit

if TYPE_CHECKING:
    from registry.services.verifying import Checked

group = typer.Typer(rich_markup_mode=None, invoke_without_command=True)


@group.callback(invoke_without_command=True, context_settings={"allow_interspersed_args": True})
def verify(
    context: typer.Context,
    files: Annotated[
        list[Path], typer.Argument(help="Signed documents of any kind, as JSON or PDF.", show_default=False)
    ],
    directory: Annotated[Path | None, typer.Option(help="Trust this directory.")] = None,
    no_directory: Annotated[bool, typer.Option("--no-directory", help="Use no directory at all.")] = False,
    roots: Annotated[str | None, typer.Option(help="The directory's eight root words, as told to you.")] = None,
    recipient: Annotated[str | None, typer.Option(help="The establishment's id it must be addressed to.")] = None,
    here_too: Annotated[bool, typer.Option("--here", help="Sign in; say whether it stands here.")] = False,
) -> None:
    """\b
    throughcare verify summary.json --directory directory.json
    throughcare verify report.pdf withdrawal.json receipt.json
    throughcare verify *.json --json
    throughcare verify summary.json --here

    Say TRUSTED (exit 0), INTACT (exit 6) or REFUSED (exit 1) of each file; the worst decides the exit code. A file that
    cannot be read is said to be so (missing: exit 4, sealed: 3), and the others are verified all the same.

    Files verified together are held against one another: what a withdrawal among them takes back is REFUSED, and what
    has a later version among them is SUPERSEDED (exit 6). Whether there are others, a file alone cannot tell.
    """
    from registry.services.verifying import (
        checked_plain,
        checked_together,
        find_directory,
        refused_directory,
        verify_file,
    )

    if no_directory and (directory is not None or roots is not None):
        named = "--directory" if directory is not None else "--roots"
        raise typer.BadParameter(f"{named} and --no-directory contradict each other.", param_hint=named)
    here, now = door(context), moment()
    try:
        trusted = find_directory(here.settings.home, now, file=directory, roots_words=roots, none=no_directory)
    except Refused as error:
        checked = [refused_directory(directory or here.settings.home.directory, error)]
        output.note("The directory itself is refused, so nothing was verified under it. --no-directory does without.")
    else:
        checked = checked_together(
            [verify_file(file, now=now, directory=trusted, recipient=recipient) for file in files]
        )
    if here_too:
        checked = _with_standing(context, checked)
    if here.json:
        told = [checked_plain(one) for one in checked]
        output.data(told[0] if len(files) == 1 else told)
    else:
        for one in checked:
            output.lines(_words(one.file, one.ruling) if one.ruling else _unread(one.file, one.unread))
            if one.here:
                output.line(f"  In this home: {one.here}")
    raise typer.Exit(int(worst_exit(one.exit for one in checked)))


def _with_standing(context: typer.Context, checked: "list[Checked]") -> "list[Checked]":
    from registry.services.held import held_here

    with sitting(context) as sat:
        told = iter(held_here(sat, [one.ruling for one in checked if one.ruling]))
    known = (next(told) if one.ruling else ("", None) for one in checked)
    return [replace(one, here=here, ruling=ruling) for one, (here, ruling) in zip(checked, known, strict=True)]


def _unread(file: Path, error: ThroughcareError | None) -> list[str]:
    return [f"NOT READ  {file.name}", f"  {error}"]


def _words(file: Path, ruling: Ruling) -> list[str]:
    # On one line: a file's name may hold a line feed, and must not add a line that looks like a verdict.
    said = [f"{ruling.headline}  {visible(file.name, prose=False)}"]
    if ruling.not_checked and ruling.reason is None:
        # Above all else: a verdict is read as more than it says.
        said.append(f"  Not checked: {'; '.join(gap.words for gap in ruling.not_checked)}.")
    if ruling.reason is not None:
        where = f" at {ruling.path}" if ruling.path else ""
        said.append(f"  {ruling.message}{where} [{ruling.reason}] {ruling.hint}".rstrip())
    if ruling.about:
        said.append(f"  {ruling.about}")
    if ruling.issuer:
        said.append(f"  Issued by {ruling.issuer}")
    if ruling.directory:
        said.append(f"  {ruling.directory[0].upper()}{ruling.directory[1:]}")
    if ruling.digest:
        groups = " ".join(ruling.digest[start : start + 4] for start in range(0, 64, 4))
        said.append(f"  Document digest {groups}")
    if ruling.words:
        said.append(f"  Check words {ruling.words}")
    said += [f"  Note: {finding.words}" for finding in ruling.findings]
    return said
