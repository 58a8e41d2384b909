"""`throughcare catalogue`: programmes, local definitions, this unit's offer, and releases between units."""

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from registry.cli import output
from registry.cli.answer import answer, plain
from registry.cli.catalogue_exchange import add, import_release, release
from registry.cli.door import Door, day, door, sitting
from registry.cli.known_here import known_here
from registry.cli.shapes import ExamplesFirst
from registry.cli.shared_options import DATE
from registry.cli.typed_values import content, words
from registry.domain.catalogue import CourseForm, Kind, Programme
from registry.domain.catalogue_in_use import Catalogue
from registry.domain.errors import Exit, InvalidValue
from registry.domain.local_entries import LocalProgramme
from registry.domain.local_ids import code_of
from registry.domain.offer import Offer
from registry.domain.people import Tier
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
def search(
    context: typer.Context,
    text: Annotated[list[str], typer.Argument(metavar="WORDS", help="Words of its code, name or title.")],
) -> None:
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
    words: Annotated[
        list[str],
        typer.Argument(metavar="PROGRAMME", help="A programme, or one of its editions; several words are one."),
    ],
) -> None:
    """\b
    throughcare catalogue show TSP
    throughcare catalogue show becoming new me
    throughcare catalogue show TSP/undated --user rhiannon

    Show a programme: what is known of it, what is not, and from where. With --user also what this unit laid down.
    """
    from registry.cli.programme_screen import programme_lines
    from registry.services.browsing import find_edition, list_needs

    programme = " ".join(words)
    here = known_here(context)
    found, edition = find_edition(here.catalogue, programme)
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
        definition = define_locally(sat, given, file="standard input" if str(file) == "-" else file.name)
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
    since: Annotated[str | None, typer.Option(metavar="DATE", help=f"Since when; today for a new one: {DATE}.")] = None,
    until: Annotated[str | None, typer.Option(metavar="DATE", help="Until when.")] = None,
    shape: Annotated[str | None, typer.Option(help="The delivery shape, where it was fixed.")] = None,
    next_start: Annotated[str | None, typer.Option(metavar="DATE", help="When the next group starts.")] = None,
    places: Annotated[int | None, typer.Option(help="Free places in it.")] = None,
    joins_within_weeks: Annotated[
        int | None, typer.Option(help="How long after leaving a group elsewhere one may join.")
    ] = None,
    rolling: Annotated[
        bool | None, typer.Option("--rolling/--no-rolling", help="The group is open: one may join at any point.")
    ] = None,
    individual: Annotated[
        bool | None, typer.Option("--individual/--no-individual", help="It can be done alone, without a group.")
    ] = None,
    note: Annotated[str | None, typer.Option(help="Anything to add.")] = None,
) -> None:
    """\b
    throughcare catalogue offer RESOLVE --since 1/1/26 --next-start 1/5/26 --places 3
    throughcare catalogue offer RESOLVE --places 1
    throughcare catalogue offer RESOLVE --until 31/8/26

    Record that this unit delivers an edition, or bring its offer up to date: what you leave out stays. Continuity plans
    look here first.
    """
    from registry.services.definitions import offer_edition

    begins, ends, starts = day(since), day(until), day(next_start)
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
            rolling=rolling,
            individual=individual,
            note=words(note),
        )
    lasts = f" until {made.until.words}" if made.until else ""
    answer(
        door(context),
        made,
        f"{code_of(made.edition_id)} is on offer here from {made.since.words}{lasts}.",
        next_steps=("throughcare catalogue offers",),
    )


@group.command()
def offers(context: typer.Context) -> None:
    """\b
    throughcare catalogue offers

    List what this unit delivers, when it starts next and how it can be joined.
    """
    from registry.services.definitions import list_offers

    with sitting(context) as sat:
        found = list_offers(sat)
    if door(context).json:
        output.data(plain(found))
        return
    output.table(
        ("EDITION", "SINCE", "UNTIL", "NEXT START", "PLACES", "HOW TO JOIN"),
        [
            (
                code_of(one.edition_id),
                one.since.words,
                one.until.words if one.until else "",
                one.next_start.words if one.next_start else "not known",
                "not known" if one.places is None else str(one.places),
                _joining(one),
            )
            for one in found
        ],
    )
    output.next_step("throughcare catalogue offer EDITION --next-start DATE --places N")


@group.command("elsewhere")
def deliver_elsewhere(
    context: typer.Context,
    programme: Annotated[
        str | None, typer.Argument(metavar="[PROGRAMME]", help="The programme; leave out to list.")
    ] = None,
    at: Annotated[str | None, typer.Option(help="The establishment, by its name in the directory.")] = None,
    tier: Annotated[Tier | None, typer.Option(help="Its tier, where the directory does not know it.")] = None,
    note: Annotated[str | None, typer.Option(help="Who said so, or anything to add.")] = None,
) -> None:
    """\b
    throughcare catalogue elsewhere FIPMO --at "Thornfield House" --note "their psychologist, by telephone"
    throughcare catalogue elsewhere

    Note that another establishment delivers a programme, or list what is noted. Plans name who could take a need on
    from here and from nowhere else.
    """
    from registry.cli.transfer import establishment_named
    from registry.services.definitions import list_elsewhere, note_elsewhere

    with sitting(context) as sat:
        if programme is None or at is None:
            if (programme is None) != (at is None):
                raise InvalidValue("A programme and an establishment go together.", hint="Give PROGRAMME and --at.")
            found = list_elsewhere(sat)
        else:
            where = establishment_named(sat, typed(at), tier)
            noted = note_elsewhere(sat, programme=programme, establishment=where, note=words(note))
            found = (noted,)
    if door(context).json:
        output.data(plain(found))
        return
    output.table(
        ("PROGRAMME", "AT", "NOTED BY", "ON", "NOTE"),
        [(one.programme_id, one.establishment.name, one.noted_by, one.on.words, one.note or "") for one in found],
    )


def _joining(offer: Offer) -> str:
    """Say how one joins what is on offer, as far as the unit has said."""
    ways = ["at any point"] if offer.rolling else []
    if offer.joins_within_weeks is not None:
        ways.append(f"at the same point within {offer.joins_within_weeks} weeks")
    return "; ".join([*ways, *(["individually"] if offer.individual else [])]) or "at the start"


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
