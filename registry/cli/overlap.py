"""`throughcare overlap`: named clinicians' judgements that one programme covers part of another."""

from typing import Annotated

import typer

from registry.cli import output
from registry.cli.answer import answer, plain
from registry.cli.door import door, sitting
from registry.cli.examples_first import ExamplesFirst
from registry.domain.catalogue import Strength
from registry.domain.text import typed

group = typer.Typer(cls=ExamplesFirst, rich_markup_mode=None, no_args_is_help=True)


@group.command()
def add(
    context: typer.Context,
    covers: Annotated[str, typer.Argument(metavar="DONE", help="The programme that was done, or one edition of it.")],
    covered: Annotated[str, typer.Argument(metavar="COVERED", help="The programme it covers part of, or one edition.")],
    need: Annotated[list[str], typer.Option(help="A need it covers; repeat.")],
    strength: Annotated[Strength, typer.Option(help="How far the overlap goes.")],
    basis: Annotated[str, typer.Option(help="What the judgement rests on.")],
    caution: Annotated[str, typer.Option(help="What it must not be taken to mean.")],
    skip: Annotated[list[str] | None, typer.Option(help="A module of COVERED that may be skipped; repeat.")] = None,
) -> None:
    """\b
    throughcare overlap add RESOLVE LMVE --need anger --strength partial --basis "both manuals read side by side" \\
        --caution "LMVE was made for mental disorder; the offence is discussed there"

    Record your judgement, in one direction only, signed with your key. It is never inferred from titles. Judged for
    one edition (PROGRAMME/label), it is asked about before it serves another.
    """
    from registry.services.definitions import judge_overlap

    with sitting(context) as sat:
        judgement = judge_overlap(
            sat,
            covers=covers,
            covered=covered,
            needs=tuple(dict.fromkeys(need)),
            strength=strength,
            basis=typed(basis),
            caution=typed(caution),
            skip_modules=tuple(dict.fromkeys(skip or ())),
        )
    answer(
        door(context),
        judgement,
        f"{judgement.covers} covers part of {judgement.covered} ({strength}), judged by {judgement.judged_by} on "
        f"{judgement.on.words}.",
        next_steps=("throughcare overlap list",),
    )


@group.command("list")
def list_all(context: typer.Context) -> None:
    """\b
    throughcare overlap list

    List the overlap judgements recorded here.
    """
    from registry.services.definitions import list_overlaps

    with sitting(context) as sat:
        judgements = list_overlaps(sat)
    if door(context).json:
        output.data(plain(judgements))
        return
    output.table(
        ("DONE", "COVERS PART OF", "NEEDS", "STRENGTH", "MAY SKIP", "JUDGED BY", "ON", "SIGNED", "CAUTION"),
        [
            (
                one.covers,
                one.covered,
                ", ".join(one.needs),
                one.strength,
                ", ".join(one.skip_modules),
                one.judged_by,
                one.on.words,
                one.signature.created.strftime("%d %b %Y") if one.signature else "no",
                one.caution,
            )
            for one in judgements
        ],
    )
    output.next_step("throughcare overlap add DONE COVERED --need NEED --strength partial --basis … --caution …")
