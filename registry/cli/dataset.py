"""`throughcare dataset`: the data set of this unit, and what several units' sets add up to."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Annotated

import typer

from registry.cli import output
from registry.cli.answer import plain
from registry.cli.door import door, moment, sitting
from registry.cli.paper import Form, FormOption, named, print_page
from registry.cli.shapes import ExamplesFirst
from registry.domain.dataset_counts import WHOLE, Dimension, Told

group = typer.Typer(cls=ExamplesFirst, rich_markup_mode=None, no_args_is_help=True)

Folders = Annotated[list[Path], typer.Argument(metavar="FOLDER", help="Releases, one of each unit.")]
NOT_TOLD = "not told"


@group.command()
def export(
    context: typer.Context,
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="A new folder to write to.")],
    purpose: Annotated[str, typer.Option(help="What it is for; kept in the audit.")],
    recipient: Annotated[str, typer.Option(help="The named person or office it goes to.")],
) -> None:
    """\b
    throughcare dataset export release-2026 --purpose "yearly return" --recipient "Dr A. Example, regional office"

    Draw this unit's data set: tables of rows under pseudonyms, with dates as quarters, for a named recipient.

    The rows are about one person each, and a ward is small: they are not anonymous. What may be passed on is `dataset
    count` or `dataset chart`. The key of the pseudonyms is kept nowhere, so no two releases can be joined.
    """
    from registry.domain.errors import NotAllowed, StorageFailed
    from registry.files import make_private_folder, write_private_blocks
    from registry.services.datasets import export_dataset

    if folder.exists() or folder.is_symlink():
        raise NotAllowed(f"{folder} is there already; nothing was saved.", hint="Name a new folder.")
    with sitting(context) as sat:
        release = export_dataset(sat, purpose=purpose, recipient=recipient)
    make_private_folder(folder)
    try:
        for name, blocks in release.files:
            write_private_blocks(folder / name, blocks)
    except StorageFailed:
        # Rows about people are not left lying where the list of them could not be written.
        for name, _ in release.files:
            (folder / name).unlink(missing_ok=True)
        folder.rmdir()
        raise
    if door(context).json:
        said = {"release": release.id, "participants": release.participants, "alone": release.alone}
        output.data({"folder": str(folder), **said, "rows": release.rows})
        return
    output.table(("TABLE", "ROWS"), [(f"{name}.csv", str(rows)) for name, rows in release.rows.items()])
    output.line(f"Wrote {folder}.")
    output.note(
        f"NOTE: {release.alone} of {release.participants} participants share sex, ethnic group, age band and learning "
        f"disability with nobody else in it. It is for {recipient} alone; do not pass it on."
    )
    output.next_step(f"throughcare dataset check {folder}", f"throughcare dataset count {folder}")


@group.command()
def check(
    context: typer.Context,
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="The folder of a release.")],
) -> None:
    """\b
    throughcare dataset check release-2026

    Hold a folder against the schema, and tell every problem with its file, row and column. Needs no account.
    """
    from registry.domain.errors import Refusal, Refused
    from registry.services.datasets import check_dataset

    found = check_dataset(folder)
    if door(context).json:
        said = [{"file": p.file, "row": p.row, "column": p.column, "message": p.message} for p in found.problems]
        output.data({"sound": not found.problems, "problems": said})
    else:
        output.lines(problem.words for problem in found.problems)
    if found.problems:
        many = "one problem" if len(found.problems) == 1 else f"{len(found.problems)} problems"
        raise Refused(
            Refusal.SCHEMA, f"{folder.name} is no sound data set: {many}.", hint="Ask whoever sent it for a new one."
        )
    if not door(context).json:
        unit = found.release["unit"]["name"]
        rows = sum(len(table) for table in found.tables.values())
        output.line(f"Sound: {unit}, made {found.release['made']}, {rows:,} rows in {len(found.tables)} tables.")
        output.next_step(f"throughcare dataset count {folder}")


@group.command()
def count(
    context: typer.Context,
    folders: Folders,
    by: Annotated[Dimension | None, typer.Option(help="Lay each count out by this.")] = None,
    exact: Annotated[bool, typer.Option("--exact", help="Exact numbers, which are not to be passed on.")] = False,
    out: Annotated[Path | None, typer.Option("-o", "--out", metavar="FILE", help="Write all of it as CSV.")] = None,
) -> None:
    """\b
    throughcare dataset count release-2026
    throughcare dataset count ashmere thornfield marlwood --by sex
    throughcare dataset count ashmere thornfield marlwood -o region.csv

    Count the releases of one or more units together. Needs no account.

    Exact numbers are added first; then small ones are hidden, and those from which they could be worked out.
    """
    from registry.services.datasets import add_datasets

    added = add_datasets(folders)
    told, units = added.counts.exact() if exact else added.counts.told(), added.units
    if out is not None:
        _write_counts(out, told)
    if door(context).json:
        output.data({"units": list(units), "exact": exact, "counts": plain(list(told))})
        return
    if out is not None:
        output.line(f"Wrote {out}.")
        return
    shown = [one for one in told if one.dimension == (by.value if by else WHOLE)]
    output.table(("OF", "ASKED", "ANSWER", *([by.words.upper()] if by else []), "COUNT"), list(_lines(shown, by)))
    told_how = (
        "Exact numbers: do not pass them on." if exact else "Numbers from 1 to 4, and what gives them away: not told."
    )
    output.note(f"{', '.join(units)}. {told_how}")


@group.command()
def chart(
    context: typer.Context,
    out: Annotated[str, typer.Option("-o", "--out", metavar="FILE", help="A new file, a folder, or - for stdout.")],
    folders: Annotated[
        list[Path] | None, typer.Argument(metavar="FOLDER", help="Releases, one of each unit; else this unit.")
    ] = None,
    by: Annotated[list[Dimension] | None, typer.Option(help="Lay the counts out by this; may be repeated.")] = None,
    form: FormOption = Form.PDF,
) -> None:
    """\b
    throughcare dataset chart -o counts.pdf
    throughcare dataset chart ashmere thornfield -o region.html --format html --by tier --by sex

    Print what the service counted: of this unit, or of the releases of several units together.

    Laid out by sex, ethnicity and learning disability unless you say otherwise. Small numbers are not told.
    """
    from registry.services.datasets import add_datasets, added_page, own_page

    dimensions = tuple(by or (Dimension.SEX, Dimension.ETHNICITY, Dimension.LEARNING_DISABILITY))
    if folders:
        page = added_page(add_datasets(folders), today=moment().date(), by=dimensions)
    else:
        with sitting(context) as sat:
            page = own_page(sat, by=dimensions)
    print_page(door(context), page, named(out, "counts", form), form=form)


def _lines(shown: Sequence[Told], by: Dimension | None) -> Iterator[tuple[str, ...]]:
    before = ("", "", "")
    for one in shown:
        words = (one.population, one.question, one.answer)
        # What stands in the line above is not said again, up to where the two differ.
        same = next((place for place in range(3) if words[place] != before[place]), 3)
        group_said = (one.group.replace("-", " "),) if by else ()
        yield (*("",) * same, *words[same:], *group_said, NOT_TOLD if one.number is None else str(one.number))
        before = words


def _write_counts(out: Path, told: Sequence[Told]) -> None:
    from exports.csv import write_csv
    from registry.files import write_private

    heads = ("population", "question", "answer", "dimension", "group", "number")
    rows = [
        (
            one.population,
            one.question,
            one.answer,
            one.dimension or "all",
            one.group or "all",
            "not-told" if one.number is None else str(one.number),
        )
        for one in told
    ]
    write_private(out, write_csv([heads, *rows]))
