"""`throughcare overlap`: named clinicians' judgements that one programme covers part of another, or nothing of it."""

from typing import Annotated

import typer

from registry.cli import output
from registry.cli.answer import answer, plain
from registry.cli.door import door, short, sitting
from registry.cli.shapes import ExamplesFirst
from registry.domain.catalogue import Strength
from registry.domain.dates import day_said
from registry.domain.text import typed

group = typer.Typer(cls=ExamplesFirst, rich_markup_mode=None, no_args_is_help=True)


@group.command()
def add(
    context: typer.Context,
    covers: Annotated[str, typer.Argument(metavar="DONE", help="The programme that was done, or one edition of it.")],
    covered: Annotated[str, typer.Argument(metavar="COVERED", help="The programme it covers part of, or one edition.")],
    need: Annotated[list[str], typer.Option(help="A need it covers; repeat.")],
    strength: Annotated[Strength, typer.Option(help="How far the overlap goes; none: it covers nothing.")],
    basis: Annotated[str, typer.Option(help="What the judgement rests on.")],
    caution: Annotated[str, typer.Option(help="What it must not be taken to mean.")],
    skip: Annotated[
        list[str] | None, typer.Option(help="A module of COVERED that may be skipped, by its id or title; repeat.")
    ] = None,
) -> None:
    """\b
    throughcare overlap add RESOLVE LMVE --need anger --strength partial --basis "both manuals read side by side" \\
        --caution "LMVE was made for mental disorder; the offence is discussed there"
    throughcare overlap add TSP LMVE --need anger --strength none --basis "both manuals read side by side" \\
        --caution "says nothing about how much he got out of it"

    Record your judgement, in one direction only, signed with your key. It is never inferred from titles. Judged for
    one edition (PROGRAMME/label), it is asked about before it serves another. --strength none says that you looked and
    that it covers nothing: what is needed then starts, and where somebody judged otherwise it is asked.
    """
    from registry.services.overlaps import judge_overlap

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
        f"{judgement.words}{'' if judgement.covers_nothing else f' ({strength})'}, judged by {judgement.judged_by} on "
        f"{judgement.on.words}.",
        next_steps=("throughcare overlap list",),
    )


@group.command("list")
def list_all(context: typer.Context) -> None:
    """\b
    throughcare overlap list

    List the overlap judgements recorded here; one that was withdrawn stays in sight, with the reason.
    """
    from registry.services.overlaps import list_overlaps, list_withdrawn_overlaps

    with sitting(context) as sat:
        judgements, withdrawn = list_overlaps(sat), list_withdrawn_overlaps(sat)
    if door(context).json:
        told = {one: plain(withdrawal) for one, withdrawal in withdrawn.items()}
        output.data([plain(one) | ({"withdrawn": told[one.id]} if one.id in told else {}) for one in judgements])
        return
    output.table(
        (
            "ID",
            "DONE",
            "COVERS",
            "NEEDS",
            "STRENGTH",
            "MAY SKIP",
            "JUDGED BY",
            "ON",
            "SIGNED",
            "CAUTION",
            "WITHDRAWN",
        ),
        [
            (
                short(one.id),
                one.covers,
                f"{'nothing' if one.covers_nothing else 'part'} of {one.covered}",
                ", ".join(one.needs),
                one.strength,
                ", ".join(one.skip_modules),
                one.judged_by,
                one.on.words,
                day_said(one.signature.created) if one.signature else "no",
                one.caution,
                f"{gone.on.words} by {gone.withdrawn_by}: {gone.reason}" if (gone := withdrawn.get(one.id)) else "",
            )
            for one in judgements
        ],
    )
    output.next_step("throughcare overlap add DONE COVERED --need NEED --strength partial --basis … --caution …")


@group.command()
def withdraw(
    context: typer.Context,
    judgement: Annotated[str, typer.Argument(metavar="ID", help="The judgement's id, from `overlap list`.")],
    reason: Annotated[str, typer.Option(help="Why you take it back.")],
) -> None:
    """\b
    throughcare overlap withdraw 4f1c09aa --reason "the new manual has another third module"

    Take back a judgement of your own, signed with your key. It stays in the list and in the history; plans, summaries
    and releases made from now on do without it.
    """
    from registry.services.overlaps import withdraw_overlap

    with sitting(context) as sat:
        withdrawal = withdraw_overlap(sat, judgement, reason=typed(reason))
    answer(
        door(context),
        withdrawal,
        f"Withdrawn on {withdrawal.on.words} by {withdrawal.withdrawn_by}. The judgement stays in the list.",
        next_steps=("throughcare overlap list",),
    )
