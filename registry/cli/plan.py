"""`throughcare plan`: the continuity plan, and what clinicians decide about its lines."""

from typing import Annotated, Any

import typer

from registry.cli import output
from registry.cli.door import door, short, sitting
from registry.domain.plan import Choice, Discussed, LineKind, Plan
from registry.domain.text import typed

group = typer.Typer(rich_markup_mode=None, no_args_is_help=True)


@group.command()
def show(context: typer.Context, participant: Annotated[str, typer.Argument(help="A number, name or id.")]) -> None:
    """\b
    throughcare plan show 9990000018
    throughcare plan show 9990000018 --json

    Show the plan need by need: what to credit, resume, build on, maintain, start, and what to ask first.
    """
    from exports.text import render_text
    from registry.services.reporting import plan_page

    with sitting(context) as sat:
        plan, page = plan_page(sat, participant)
    if door(context).json:
        output.data(plain_plan(plan))
        return
    output.lines(render_text(page).splitlines())
    output.next_step(
        f"throughcare plan decide {short(plan.participant_id)} LINE --choice accept --reason … --discussed agrees"
    )


@group.command()
def decide(
    context: typer.Context,
    participant: Annotated[str, typer.Argument(help="A number, name or id.")],
    line: Annotated[str, typer.Argument(help="The line's number or key, from `plan show`.")],
    choice: Annotated[Choice, typer.Option(help="What you make of it.")],
    reason: Annotated[str, typer.Option(help="Why.")],
    discussed: Annotated[Discussed, typer.Option(help="Whether it was discussed with the participant.")],
    words: Annotated[str | None, typer.Option(help="Their words, or why it was not discussed yet.")] = None,
    to: Annotated[LineKind | None, typer.Option(help="With --choice change: what it becomes.")] = None,
) -> None:
    """\b
    throughcare plan decide 9990000018 anger:LMVE:maintain --choice accept --reason "booster group in May" \\
        --discussed agrees

    Accept, change, recognise or defer one line.
    """
    from registry.services.plans import decide_line

    with sitting(context) as sat:
        plan = decide_line(
            sat,
            participant,
            line,
            choice=choice,
            reason=typed(reason),
            discussed=discussed,
            discussed_words=typed(words) if words else None,
            changed_to=to,
        )
    decided = plan.line(line)
    if door(context).json:
        output.data(plain_plan(plan))
    else:
        by = f" Decided by {decided.decision.by.name}." if decided.decision else ""
        output.line(f"{decided.stands_as.words}: {decided.title}.{by}")


def plain_plan(plan: Plan) -> dict[str, Any]:
    """Return a plan as JSON."""
    from registry.structure import to_plain

    return to_plain(plan)


def show_lines(plan: Plan) -> None:
    """Write one line for each line of a plan."""
    output.table(
        ("LINE", "WORK", "WHY"),
        [(line.stands_as.words, line.title, line.reason) for line in plan.lines],
    )
