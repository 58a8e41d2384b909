"""`throughcare verify`: needs no registry, no account and no network."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, closing
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from exports.visible import visible
from registry.cli import output
from registry.cli.door import door, moment, sitting
from registry.domain.errors import Refusal, Refused
from registry.domain.text import number_of
from registry.domain.verdict import FindingKind, NotChecked, Ruling, worst_exit

if TYPE_CHECKING:
    from registry.services.sitting import Sitting
    from registry.services.verifying import Checked

group = typer.Typer(rich_markup_mode=None, invoke_without_command=True)


@group.callback(invoke_without_command=True, context_settings={"allow_interspersed_args": True})
def verify(
    context: typer.Context,
    files: Annotated[
        list[Path], typer.Argument(help="Signed documents of any kind, as JSON or PDF; folders.", show_default=False)
    ],
    directory: Annotated[Path | None, typer.Option(help="Trust this directory.")] = None,
    no_directory: Annotated[bool, typer.Option("--no-directory", help="Use no directory at all.")] = False,
    roots: Annotated[str | None, typer.Option(help="The directory's eight root words, as told to you.")] = None,
    recipient: Annotated[str | None, typer.Option(help="The establishment's id it must be addressed to.")] = None,
    here_too: Annotated[
        bool,
        typer.Option(
            "--here",
            help="Also sign in, and say what your registry knows of each file.",
        ),
    ] = False,
) -> None:
    """\b
    throughcare verify summary.json --directory directory.json
    throughcare verify report.pdf withdrawal.json receipt.json
    throughcare verify inbox another.json --directory directory.json
    throughcare verify inbox --json
    throughcare verify summary.json --here --home HOME --user rhiannon

    Say TRUSTED (exit 0), INTACT (exit 6) or REFUSED (exit 1) of each file; the worst decides the exit code. A file that
    cannot be read is said to be so (missing: exit 4, sealed: 3), and the others are verified all the same. One file is
    told whole; several, and those in a folder and below, are one line each, with --json one JSON object a line.

    Files verified together are held against one another: what a withdrawal among them takes back is REFUSED, and what
    has a later version among them is SUPERSEDED (exit 6). Whether there are others, a file alone cannot tell. A
    registry may: with --here you sign in, and what your home knows to be withdrawn is REFUSED and what it knows to be
    replaced is SUPERSEDED, also where the file itself was never received there. Nothing is taken in.
    """
    from registry.services.verifying import (
        checked_together,
        files_named,
        find_directory,
        refused_directory,
        verify_files,
    )

    if no_directory and (directory is not None or roots is not None):
        named = "--directory" if directory is not None else "--roots"
        raise typer.BadParameter(f"{named} and --no-directory contradict each other.", param_hint=named)
    here, now = door(context), moment()
    try:
        trusted = find_directory(here.settings.home, now, file=directory, roots_words=roots, none=no_directory)
    except Refused as error:
        output.note("The directory itself is refused, so nothing was verified under it. --no-directory does without.")
        one = refused_directory(directory or here.settings.home.directory, error)
        _tell(one, json=here.json)
        raise typer.Exit(int(one.exit)) from None
    found = files_named(files)
    with ExitStack() as opened:
        sat = opened.enter_context(sitting(context)) if here_too else None
        received = _received(sat)
        files_verified = verify_files(found.files, now=now, directory=trusted, recipient=recipient, received=received)
        verified = opened.enter_context(closing(files_verified))
        checked = checked_together(list(_counted(verified, of=len(found.files))))
        if sat is not None:
            checked = _with_standing(sat, checked)
    if len(found.files) == 1:
        _tell(checked[0], json=here.json)
    else:
        _table(checked, json=here.json)
    if found.passed_over:
        others = number_of(found.passed_over, "file")
        output.note(
            f"{others} with another ending passed over. A file named by itself is verified whatever it is called."
        )
    raise typer.Exit(int(worst_exit(one.exit for one in checked)))


def _received(sat: "Sitting | None") -> frozenset[str]:
    if sat is None:
        return frozenset()
    # Only who signs in waits for the database to be loaded.
    from registry.services.held import received_here

    return received_here(sat)


def _counted(verified: "Iterable[Checked]", *, of: int) -> "Iterator[Checked]":
    """Yield each file as it is verified, and show how far it is: what is told waits for what the others say."""
    for done, one in enumerate(verified, start=1):
        if of > 1:
            output.progress(done, of, "files")
        yield one
    if of > 1:
        output.progress_ends()


def _tell(one: "Checked", *, json: bool) -> None:
    from registry.services.verifying import checked_plain

    if json:
        output.data(checked_plain(one))
        return
    output.lines(_words(one, one.ruling) if one.ruling else [f"{_NOT_READ}  {one.file.name}", f"  {_why(one)}"])
    if one.here:
        output.line(f"  Known in this home: {one.here}")


# What is the same for every file is told once, under the table.
_TOLD_ONCE = (FindingKind.NO_DIRECTORY, FindingKind.DIRECTORY_EXPIRED)


def _table(checked: "Sequence[Checked]", *, json: bool) -> None:
    """Write one line for each file, and what holds for all below."""
    from registry.services.verifying import checked_plain

    if json:
        for one in checked:
            output.data_line(checked_plain(one))
        return
    counts: Counter[str] = Counter()
    once: dict[str, None] = {}
    gaps: dict[NotChecked, None] = {}
    for one in checked:
        output.line(_row(one))
        counts[one.ruling.verdict if one.ruling else _NOT_READ] += 1
        if one.ruling:
            once |= dict.fromkeys(note.words for note in one.ruling.findings if note.kind in _TOLD_ONCE)
            once |= dict.fromkeys(_directory_line(one.ruling))
            gaps |= dict.fromkeys(gap for gap in one.ruling.not_checked if gap not in _answered(one, checked))
    said = ", ".join(f"{count:,} {verdict}" for verdict, count in counts.items())
    old = sum(one.ruling is not None and one.ruling.superseded for one in checked)
    said += f"; {old:,} superseded" if old else ""
    output.lines([f"{number_of(len(checked), 'file')}: {said}.", *once])
    if gaps:
        output.line(_gap_line(gaps, here=any(map(_is_told, checked))))


# What a home knows of a document is no proof that there is nothing elsewhere.
_BEYOND = (NotChecked.SERIES, NotChecked.WITHDRAWAL)


def _is_told(one: "Checked") -> bool:
    """Whether this home said what it knows of a file."""
    from registry.services.held import CLOSED

    return bool(one.here) and one.here != CLOSED


def _answered(one: "Checked", checked: "Sequence[Checked]") -> set[NotChecked]:
    """Return what the other files, or this home, answer of what a file alone cannot tell."""
    ruling = one.ruling
    if ruling is None or ruling.bearing is None:
        return set()
    bearing, found = ruling.bearing, set[NotChecked]()
    if ruling.superseded:
        found.add(NotChecked.SERIES)
    if _is_told(one):
        found.add(NotChecked.REPLAY)
    if bearing.withdraws is not None:
        named = bearing.withdraws.document.digest
        # Whose to speak of it is: it was refused as withdrawn only where its own issuer was heard on it.
        taken_back = (other.ruling for other in checked if other.ruling and other.ruling.digest == named)
        if any(other.reason is Refusal.WITHDRAWN for other in taken_back):
            found.add(NotChecked.NAMED_DOCUMENT)
    return found


def _gap_line(gaps: "Iterable[NotChecked]", *, here: bool) -> str:
    """Return what was not checked in a sentence; what a home was asked about is only open beyond it."""
    open_here = [gap.words for gap in gaps if not (here and gap in _BEYOND)]
    beyond = [gap.words for gap in gaps if here and gap in _BEYOND]
    said = [f"Not checked: {'; '.join(open_here)}."] if open_here else []
    said += [f"Not checked beyond this home: {'; '.join(beyond)}."] if beyond else []
    return " ".join(said)


_NOT_READ = "NOT READ"


def _row(one: "Checked") -> str:
    """Return one file's line: verdict, name, what it is or what is wrong with it, and what a reader should know.

    It is one line whatever a name or a reason holds: a line feed in it is shown escaped.
    """
    ruling = one.ruling
    if ruling is None:
        return visible(f"{_NOT_READ:<8}  {one.file}  {_why(one)}", prose=False)
    told = [f"{ruling.message} [{ruling.reason}]" if ruling.reason else ruling.about]
    told += [finding.words for finding in ruling.findings if finding.kind not in _TOLD_ONCE]
    told += [f"Known in this home: {one.here}"] if one.here else []
    return visible(f"{ruling.headline:<8}  {one.file}  {' '.join(told)}", prose=False)


def _directory_line(ruling: Ruling) -> list[str]:
    return [f"{ruling.directory[0].upper()}{ruling.directory[1:]}"] if ruling.directory else []


def _with_standing(sat: "Sitting", checked: "list[Checked]") -> "list[Checked]":
    from registry.services.held import held_here

    told = iter(held_here(sat, [one.ruling for one in checked if one.ruling]))
    known = (next(told) if one.ruling else ("", None) for one in checked)
    return [replace(one, here=here, ruling=ruling) for one, (here, ruling) in zip(checked, known, strict=True)]


def _why(one: "Checked") -> str:
    """Return why a file could not be read."""
    return output.sentence(one.unread) if one.unread else ""


def _words(one: "Checked", ruling: Ruling) -> list[str]:
    # On one line: a file's name may hold a line feed, and must not add a line that looks like a verdict.
    said = [f"{ruling.headline}  {visible(one.file.name, prose=False)}"]
    answered = _answered(one, [one])
    gaps = [gap for gap in ruling.not_checked if gap not in answered]
    if gaps and ruling.reason is None:
        # Above all else: a verdict is read as more than it says.
        said.append(f"  {_gap_line(gaps, here=_is_told(one))}")
    if ruling.reason is not None:
        where = f" at {ruling.path}" if ruling.path else ""
        said.append(f"  {ruling.message}{where} [{ruling.reason}] {ruling.hint}".rstrip())
    if ruling.about:
        said.append(f"  {ruling.about}")
    if ruling.issuer:
        said.append(f"  Issued by {ruling.issuer}")
    said += [f"  {line}" for line in _directory_line(ruling)]
    if ruling.digest:
        groups = " ".join(ruling.digest[start : start + 4] for start in range(0, 64, 4))
        said.append(f"  Document digest {groups}")
    if ruling.words:
        said.append(f"  Check words {ruling.words}")
    said += [f"  Note: {finding.words}" for finding in ruling.findings]
    return said
