"""`throughcare catalogue add`, `release` and `import`: a unit's own programmes, and releases between units."""

from pathlib import Path
from typing import Annotated

import typer

from registry.cli import output
from registry.cli.answer import answer, plain
from registry.cli.door import door, sitting
from registry.cli.typed_values import content, parts, words
from registry.domain.errors import InvalidValue, NotAllowed
from registry.domain.local_ids import code_of
from registry.files import read_regular, write_private

# As much as the strict reader takes.
MOST_RELEASE_BYTES = 5_000_000


def add(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help="A JSON file in the form of the shipped ones, or - for stdin.")],
    amend: Annotated[bool, typer.Option("--amend", help="Make it the next version of one that is there.")] = False,
) -> None:
    """\b
    throughcare catalogue add walking-group.json
    throughcare catalogue add walking-group.json --amend

    Add a programme of this unit's own, signed off by you. Its id is a code of your choice that no shipped programme
    has; it never takes the place of one.
    """
    from registry.services.local_catalogue import MOST_FILE_BYTES, add_local_programme

    data = content(file, MOST_FILE_BYTES)
    with sitting(context) as sat:
        local = add_local_programme(sat, data, amend=amend)
    code = code_of(local.id)
    answer(
        door(context),
        local,
        f"{code}, {local.programme.title}: a programme of {local.establishment.name}, signed off by "
        f"{local.signed_off_by.words} on {local.signed_off_on.words}.",
        next_steps=(f"throughcare catalogue show {code}", f"throughcare catalogue offer {code} --since t"),
    )


def release(
    context: typer.Context,
    out: Annotated[Path, typer.Option("-o", "--out", metavar="FILE", help="The file to write.")],
    folder: Annotated[
        Path | None,
        typer.Option(help="A folder of programme files, in the place of the shipped ones; measures in its `measures`."),
    ] = None,
    label: Annotated[str | None, typer.Option(help="What people call this version; needed for a folder.")] = None,
    local: Annotated[list[str] | None, typer.Option(help="A local programme to put in; repeat.")] = None,
    measure: Annotated[list[str] | None, typer.Option(help="A local measure to put in; repeat.")] = None,
    definition: Annotated[
        list[str] | None, typer.Option(metavar="EDITION", help="An edition whose local definition goes in; repeat.")
    ] = None,
    overlap: Annotated[
        list[str] | None, typer.Option(metavar="DONE|COVERED", help="A judged overlap to put in; repeat.")
    ] = None,
    everything: Annotated[bool, typer.Option("--everything", help="All that this unit added or laid down.")] = False,
    again: Annotated[bool, typer.Option("--again", help="Write the file of the last release once more.")] = False,
) -> None:
    """\b
    throughcare catalogue release -o catalogue.json --local WALK --definition RESOLVE
    throughcare catalogue release -o catalogue.json --folder ./programmes --label 2027.1
    throughcare catalogue release -o catalogue.json --again

    Make and sign the next release of this unit's catalogue, for other units to import.
    """
    from registry.services.catalogue_releases import Chosen, last_release, make_release

    if out.exists():
        raise NotAllowed(f"{out.name} is there already; nothing was released.", hint="Choose another name.")
    chosen = Chosen(
        programmes=tuple(local or ()),
        measures=tuple(measure or ()),
        definitions=tuple(definition or ()),
        overlaps=tuple(_pair(one) for one in overlap or ()),
        everything=everything,
    )
    if again and (folder or label or chosen != Chosen()):
        raise InvalidValue("--again writes the last release as it was.", hint="Leave the other options out.")
    with sitting(context) as sat:
        made = last_release(sat) if again else make_release(sat, folder=folder, label=words(label), chosen=chosen)
    write_private(out, made.data)
    one = made.release
    answer(
        door(context),
        {"file": str(out), "id": one.id, "label": one.label, "version": one.series.version, "digest": made.digest},
        f"Released {one.label}, version {one.series.version} of {one.issuer.name}'s catalogue: "
        f"{len(one.programmes)} programmes, {len(one.measures)} measures, {len(one.definitions)} local definitions, "
        f"{len(one.overlaps)} overlap judgements. Wrote {out}.",
        next_steps=(f"throughcare catalogue import {out.name}   (at the other unit)",),
    )


def import_release(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help="A catalogue release of another unit.")],
    yes: Annotated[bool, typer.Option("--yes", help="Install without asking.")] = False,
) -> None:
    """\b
    throughcare catalogue import catalogue.json
    throughcare catalogue import catalogue.json --yes

    Install another unit's release: verified under the installed directory, shown programme by programme, then asked.
    What is recorded here keeps the wording it was recorded under.
    """
    from registry.cli.release_screen import change_lines
    from registry.services.catalogue_imports import install_release, prepare_import

    here, data = door(context), read_regular(file, MOST_RELEASE_BYTES)
    with sitting(context) as sat:
        prepared = prepare_import(sat, data)
        show = output.note if here.json else output.line
        if not (here.json and yes):
            for line in change_lines(prepared):
                show(line)
        if not yes and not here.may_ask:
            raise NotAllowed("Nobody can be asked whether to install it; nothing was written.", hint="Say --yes.")
        if not yes and not here.asks.sure("Install this?"):
            raise NotAllowed("Nothing was written.", hint="Type it again when it is decided.")
        ref = install_release(sat, prepared)
    answer(
        here,
        {
            "release": plain(ref),
            "changes": plain(prepared.changes),
            "measureChanges": plain(prepared.measure_changes),
        },
        f"Installed {ref.version} of {prepared.verified.release.issuer.name}.",
        next_steps=("throughcare catalogue list",),
    )


def _pair(given: str) -> tuple[str, str]:
    covers, covered = parts(given, "DONE|COVERED")
    return covers, covered
