"""`throughcare plan`: the continuity plan, what clinicians decide about its lines, and what changes in it."""

from typing import Annotated, Any

import typer

from registry.cli import output
from registry.cli.answer import plain
from registry.cli.door import day, door, short, sitting
from registry.cli.paper import Form, FormOption, print_page
from registry.cli.plan_counts import counts
from registry.cli.plan_questions import LineArgument, answer, query
from registry.cli.report_people import PurposeOption
from registry.cli.shapes import ExamplesFirst
from registry.cli.shared_options import DATE, OutOption, ParticipantArgument
from registry.cli.typed_values import words as typed_words
from registry.domain.errors import InvalidValue
from registry.domain.local_ids import code_of
from registry.domain.needs import need_label
from registry.domain.plan import BEGINS_AGAIN, Choice, Discussed, LineKind, Plan
from registry.domain.risk_words import risk_words
from registry.domain.text import typed
from registry.domain.wording import capital

group = typer.Typer(cls=ExamplesFirst, rich_markup_mode=None, no_args_is_help=True)

# Whose words stand beside a decision.
_SAID = {
    Discussed.AGREES: "The participant agreed",
    Discussed.DISAGREES: "The participant disagreed",
    Discussed.NOT_YET: "Not discussed yet",
}


@group.command()
def show(context: typer.Context, participant: ParticipantArgument) -> None:
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


@group.command("print")
def to_print(
    context: typer.Context,
    participant: ParticipantArgument,
    out: OutOption,
    purpose: PurposeOption,
    form: FormOption = Form.PDF,
) -> None:
    """\b
    throughcare plan print 9990000018 -o plan.pdf --purpose "ward round"

    Print the plan as a page.
    """
    from registry.services.reporting import printed_plan

    with sitting(context) as sat:
        page = printed_plan(sat, participant, purpose=typed(purpose))
    print_page(door(context), page, out, form=form)


@group.command()
def decide(
    context: typer.Context,
    participant: ParticipantArgument,
    line: LineArgument,
    choice: Annotated[Choice, typer.Option(help="What you make of it.")],
    reason: Annotated[str, typer.Option(help="Why; for recognise: what it rests on.")],
    discussed: Annotated[Discussed, typer.Option(help="Whether it was discussed with the participant.")],
    words: Annotated[str | None, typer.Option(help="Their words, or why it was not discussed yet.")] = None,
    to: Annotated[LineKind | None, typer.Option(help="With --choice change: what it becomes.")] = None,
    again: Annotated[
        str | None, typer.Option(metavar="DATE", help=f"When to come back to it, with defer or not wanted now: {DATE}.")
    ] = None,
    question: Annotated[str | None, typer.Option(help="With ask first: the question, in other words or new.")] = None,
    ask_of: Annotated[list[str] | None, typer.Option("--ask", help="With ask first: whom else to ask; repeat.")] = None,
    owner: Annotated[str | None, typer.Option(help="With ask first: who asks. You, unless named.")] = None,
    by: Annotated[str | None, typer.Option(metavar="DATE", help="With ask first: by when.")] = None,
    end_rule: Annotated[str | None, typer.Option(help="With ask first: what happens when nobody replies.")] = None,
) -> None:
    """\b
    throughcare plan decide 9990000018 lmve:booster-due --choice accept --reason "booster group in May" \\
        --discussed agrees
    throughcare plan decide 9990000018 2 --choice accept --reason "worth asking" --discussed agrees --by 1/6/26
    throughcare plan decide 9990000018 2 --choice recognise --discussed agrees \\
        --reason "saw his certificate and workbook, and he explained the model to me"
    throughcare plan decide 9990000018 3 --choice change --to not-wanted-now --again 1/9/26 --discussed disagrees \\
        --reason "his choice" --words "Not while I am waiting for court."

    Accept, change, recognise or put off one line. Nothing is changed into credit: what you judge yourself is
    recognised, and signed with your key.
    """
    from registry.services.deciding import Question, decide_line

    if question is not None and not typed(question):
        raise InvalidValue("The question is blank.", hint="Say in --question what is asked.")
    come_back, due = day(again), day(by)
    asked = Question(
        text=typed_words(question),
        whom=tuple(typed(one) for one in ask_of or ()),
        owner=typed_words(owner),
        by=due,
        end_rule=typed_words(end_rule),
    )
    with sitting(context) as sat:
        plan = decide_line(
            sat,
            participant,
            line,
            choice=choice,
            reason=typed(reason),
            discussed=discussed,
            discussed_words=typed_words(words),
            changed_to=to,
            again=come_back,
            question=asked,
        )
    decided = plan.line(line)
    if door(context).json:
        output.data(plain_plan(plan))
        return
    by_whom = f" Decided by {decided.decision.by.name}." if decided.decision else ""
    output.line(f"{decided.stands_as.words}: {decided.title}.{by_whom}")
    # The number a person typed may have moved: what the line itself says shows a slip.
    programme = f" ({code_of(decided.programme_id)})" if decided.programme_id else ""
    chosen = f"{choice} to {to.words}" if to else choice
    output.line(f"The line {decided.key} said {decided.kind.words}: {decided.title}{programme}. Your choice: {chosen}.")
    if decided.begins_again:
        output.note(BEGINS_AGAIN)
    for said in risk_words(reason):
        output.note(
            f"Your reason says “{said}”. It is kept, and shown as your words: completed work says nothing about risk."
        )
    if decided.stands_as is LineKind.ASK_FIRST and decided.question:
        output.line(
            f"{capital(decided.question.owner)} asks by {decided.question.by.words}; {decided.meanwhile} meanwhile."
        )
        output.line(f"If nobody replies: {decided.question.end_rule}")
        output.next_step(
            f"throughcare plan query {short(plan.participant_id)} {decided.key} -o question.pdf",
            f'throughcare plan answer {short(plan.participant_id)} {decided.key} --from "the participant" --words …',
        )


@group.command()
def changes(
    context: typer.Context,
    participant: ParticipantArgument,
    since: Annotated[int | None, typer.Option(help="A version; by default the last in which somebody decided.")] = None,
) -> None:
    """\b
    throughcare plan changes 9990000018
    throughcare plan changes 9990000018 --since 1

    Show what changed since an earlier version of the plan, and which decisions this touches.
    """
    from registry.services.browsing import list_needs
    from registry.services.plans import show_plan_changes

    with sitting(context) as sat:
        history, found = show_plan_changes(sat, participant, since=since)
    if door(context).json:
        output.data(plain(found))
        return
    labels = {need.id: need for need in list_needs()}
    output.line(f"Since version {found.version} of {found.since.words}:")
    for change in found.lines:
        output.line(f"{need_label(labels, change.line.need)} · {change.line.stands_as.words}: {change.line.title}")
        output.lines([f"    {what}" for what in change.what])
    if not found.lines:
        output.line("No line changed since then." if found.touched else "Nothing changed.")
    if found.touched:
        output.line("Decisions this touches:")
    for change in found.touched:
        decision = change.touches
        assert decision is not None, "a touched line has a decision"
        went = "" if change.now else f" ({change.line.stands_as.words})"
        output.line(f"{change.line.title}{went}: {decision.choice} by {decision.by.name}, {decision.on.words}")
        output.lines([f"    {what}" for what in change.what])
        if decision.discussed_words:
            output.line(f"    {_SAID[decision.discussed]}: “{decision.discussed_words}”")
    output.next_step(f"throughcare plan show {short(history.participant.id)}")


@group.command()
def onward(context: typer.Context, participant: ParticipantArgument) -> None:
    """\b
    throughcare plan onward 9990000018

    Show what earlier units planned for the participant, and what the record says came of it.
    """
    from registry.services.plans import show_onward

    with sitting(context) as sat:
        history, found = show_onward(sat, participant)
    if door(context).json:
        output.data(plain(found))
        return
    output.table(
        ("PLANNED AT", "ON", "LINE", "WHAT", "CAME OF IT"),
        [
            (one.planned_at, one.planned_on, one.line.stands_as.words, one.line.title, " ".join(one.what))
            for one in found
        ],
    )
    output.next_step(f"throughcare plan show {short(history.participant.id)}")


group.command()(query)
group.command()(answer)
group.command()(counts)


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
