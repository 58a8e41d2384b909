"""`throughcare catalogue`: programmes, local definitions, this unit's offer, and releases between units."""

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from registry.cli import output
from registry.cli.answer import answer, plain
from registry.cli.catalogue_exchange import add, import_release, release
from registry.cli.door import Door, day, door, required_day, sitting
from registry.cli.examples_first import ExamplesFirst
from registry.cli.known_here import known_here
from registry.cli.shared_options import DATE
from registry.cli.typed_values import content, words
from registry.domain.catalogue import CourseForm, Kind, Programme
from registry.domain.catalogue_in_use import Catalogue
from registry.domain.errors import Exit
from registry.domain.local_entries import LocalProgramme
from registry.domain.local_ids import code_of
from registry.domain.text import typed

group = typer.Typer(cls=ExamplesFirst, rich_markup_mode=None, no_args_is_help=True)


@group.command("list")
def list_all(
    context: typer.Context,
    kind: Annotated[Kind | None, typer.Option(help="Only this kind.")] = None,
    form: Annotated[CourseForm | None, typer.Option(help="Only this course form.")] = None,
) -> None:
    """\b
    throughcare catalogue list
    throughcare catalogue list --kind treatment --form agreed-goals

    List the programmes.
    """
    known = known_here(context).catalogue
    found = [one for one in known.programmes.values() if kind in (None, one.kind) and form in (None, one.form)]
    _table(door(context), known, sorted(found, key=lambda one: code_of(one.id)))


@group.command()
def search(context: typer.Context, text: Annotated[list[str], typer.Argument(metavar="WORDS")]) -> None:
    """\b
    throughcare catalogue search thinking skills
    throughcare catalogue search reslove

    Search by code, acronym, alias or title; a slip of the finger is forgiven.
    """
    from registry.services.browsing import find_programmes

    known = known_here(context).catalogue
    _table(door(context), known, find_programmes(known, typed(" ".join(text))))


@group.command()
def show(
    context: typer.Context,
    programme: Annotated[str, typer.Argument(metavar="PROGRAMME", help="A programme, or one of its editions.")],
) -> None:
    """\b
    throughcare catalogue show TSP
    throughcare catalogue show TSP/undated --user rhiannon

    Show a programme: what is known of it, what is not, and from where. With --user also what this unit laid down.
    """
    from registry.cli.programme_screen import programme_lines
    from registry.services.browsing import list_needs

    here = known_here(context)
    found, edition = here.catalogue.edition(programme.strip())
    editions = (edition,) if "/" in programme else found.editions
    local = [one for one in here.definitions if one.edition_id in {edition.id for edition in editions}]
    signed = next((one for one in here.own if one.id == found.id), None)
    if door(context).json:
        output.data({"programme": plain(found), "local": plain(local), "signedOff": plain(signed)})
        return
    output.lines(programme_lines(found, editions, {need.id: need for need in list_needs()}, local))
    if signed is not None:
        output.line(f"  Added by {signed.establishment.name}; {_signed(signed)}")
    elif owner := here.catalogue.owner_of(found):
        output.line(f"  Local to {owner}, as released by them.")
    if here.catalogue.is_dropped(edition):
        output.note(f"{code_of(edition.id)} is not in the catalogue any more: it is shown as older records read it.")
        return
    output.next_step(f"throughcare intervention refer PARTICIPANT {code_of(found.id)}")


@group.command()
def check(
    context: typer.Context,
    folder: Annotated[Path, typer.Argument(help="A folder of programme files.", exists=True, file_okay=False)],
) -> None:
    """\b
    throughcare catalogue check ./programmes

    Check a folder of programme files before anyone relies on it. Ends with 1 when there is a problem.
    """
    from registry.services.browsing import check_programmes

    files, problems = check_programmes(folder)
    if door(context).json:
        output.data({"files": files, "problems": plain(problems)})
    elif problems:
        output.table(("FILE", "AT", "PROBLEM"), [(one.file, one.path, one.message) for one in problems])
    else:
        output.line(f"{files} programme files, no problem found.")
    if problems:
        raise typer.Exit(int(Exit.REFUSED))


@group.command()
def define(context: typer.Context, file: Annotated[Path, typer.Argument(help="A JSON file, or - for stdin.")]) -> None:
    """\b
    throughcare catalogue define resolve-here.json
    echo '{"editionId": "RESOLVE/undated", "modules": [{"id": "m1", "title": "Triggers", "required": "yes"}],
      "completion": {"text": "All modules and an end review.", "judgedBy": "a psychologist"}}' \\
      | throughcare catalogue define -

    Sign off what this unit itself lays down for an edition: modules, groupMinutes, individualMinutes, completion,
    booster. It is shown "as delivered at" this unit and never mixed with public facts.
    """
    from registry.services.definitions import MOST_DEFINITION_BYTES, define_locally, read_definition

    given = read_definition(content(file, MOST_DEFINITION_BYTES))
    with sitting(context) as sat:
        definition = define_locally(sat, given)
    answer(
        door(context),
        definition,
        f"Signed off for {code_of(definition.edition_id)}, as delivered at {definition.establishment.name}, by "
        f"{definition.signed_off_by.words} on {definition.signed_off_on.words}.",
        next_steps=(f"throughcare catalogue offer {code_of(definition.edition_id)} --since t",),
    )


@group.command()
def offer(
    context: typer.Context,
    edition: Annotated[str, typer.Argument(metavar="EDITION", help="An edition, or a programme for its newest.")],
    since: Annotated[str, typer.Option(metavar="DATE", help=f"Since when: {DATE}.")] = "t",
    until: Annotated[str | None, typer.Option(metavar="DATE", help="Until when.")] = None,
    shape: Annotated[str | None, typer.Option(help="The delivery shape, where it was fixed.")] = None,
    next_start: Annotated[str | None, typer.Option(metavar="DATE", help="When the next group starts.")] = None,
    places: Annotated[int | None, typer.Option(help="Free places in it.")] = None,
    joins_within_weeks: Annotated[
        int | None, typer.Option(help="How long after leaving a group elsewhere one may join.")
    ] = None,
    individual: Annotated[bool, typer.Option("--individual", help="It can be done alone, without a group.")] = False,
    note: Annotated[str | None, typer.Option(help="Anything to add.")] = None,
) -> None:
    """\b
    throughcare catalogue offer RESOLVE --since 1/1/26 --next-start 1/5/26 --places 3

    Record that this unit delivers an edition. Continuity plans look here first.
    """
    from registry.services.definitions import offer_edition

    begins, ends, starts = required_day(since), day(until), day(next_start)
    with sitting(context) as sat:
        made = offer_edition(
            sat,
            edition=edition,
            since=begins,
            until=ends,
            shape=shape,
            next_start=starts,
            places=places,
            joins_within_weeks=joins_within_weeks,
            individual=individual,
            note=words(note),
        )
    lasts = f" until {made.until.words}" if made.until else ""
    answer(
        door(context),
        made,
        f"{code_of(made.edition_id)} is on offer here from {made.since.words}{lasts}.",
        next_steps=(f"throughcare catalogue show {code_of(made.edition_id)}",),
    )


def _table(here: Door, known: Catalogue, programmes: Sequence[Programme]) -> None:
    if here.json:
        output.data(plain(programmes))
        return
    output.table(
        ("PROGRAMME", "TITLE", "KIND", "FORM", "LOCAL TO"),
        [
            (code_of(one.id), one.title, one.kind.replace("-", " "), one.form.words, known.owner_of(one) or "")
            for one in programmes
        ],
    )
    first = code_of(programmes[0].id) if programmes else ""
    output.next_step(f"throughcare catalogue show {first}" if first else "throughcare catalogue list")


def _signed(local: LocalProgramme) -> str:
    return f"signed off by {local.signed_off_by.words} on {local.signed_off_on.words}."


group.command()(add)
group.command()(release)
group.command("import")(import_release)
