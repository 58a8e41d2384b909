"""`throughcare plan query` and `answer`: a question of the plan on one page, and what came back."""

from typing import Annotated

import typer

from registry.cli.answer import answer as say
from registry.cli.door import door, required_day, short, sitting
from registry.cli.paper import Form, FormOption, print_page
from registry.cli.shared_options import OnOption, OutOption, ParticipantArgument
from registry.cli.typed_values import words as typed_words
from registry.domain.plan_answers import is_of_an_answer
from registry.domain.text import number_of, typed

LineArgument = Annotated[str, typer.Argument(metavar="LINE", help="The line's number or key, from `plan show`.")]


def query(
    context: typer.Context,
    participant: ParticipantArgument,
    line: LineArgument,
    out: OutOption,
    to: Annotated[str | None, typer.Option(help="Which of those asked; the first who is not the participant.")] = None,
    form: FormOption = Form.PDF,
) -> None:
    """\b
    throughcare plan query 9990000018 1 -o question.pdf
    throughcare plan query 9990000018 1 --to participant -o for-him.pdf

    Print the question of a line on one page, with room for the answer. The participant's page is in plain words and
    names no programme.
    """
    from registry.services.reporting import query_page

    with sitting(context) as sat:
        page, whom = query_page(sat, participant, line, to=to)
    print_page(door(context), page, out, form=form, told=f"For {whom}.")


def answer(
    context: typer.Context,
    participant: ParticipantArgument,
    line: LineArgument,
    of: Annotated[str, typer.Option("--from", help="Who answered, of those asked.")],
    words: Annotated[str, typer.Option(help="What they said, in their words.")],
    on: OnOption = "t",
    evidence: Annotated[str | None, typer.Option(help="The letter or report it rests on.")] = None,
    unasked: Annotated[bool, typer.Option("--unasked", help="They answered without being asked: marked so.")] = False,
) -> None:
    """\b
    throughcare plan answer 9990000018 1 --from "the participant" --words "I did all of it, I have the certificate."
    throughcare plan answer 9990000018 1 --from "HMP Wexmoor" --words "Completed 4 March 2019." \\
        --evidence "letter of 3 May 2026, on file"

    Record an answer to the question of a line, from one of those asked. Every answer stays, with its day and whose it
    is. A decision on the line still follows.
    """
    from registry.services.deciding import answer_line

    said_on = required_day(on)
    with sitting(context) as sat:
        plan = answer_line(
            sat,
            participant,
            line,
            of=typed(of),
            words=typed(words),
            on=said_on,
            evidence=typed_words(evidence),
            unasked=unasked,
        )
    answered = plan.line(line)
    kept, *earlier = reversed(answered.answers)
    told = "; ".join(f"{one.of}, {one.on.words}" for one in reversed(earlier))
    say(
        door(context),
        answered,
        f"Recorded: {kept.of}{' (not one of those asked)' if unasked else ''} answered on {kept.on.words}. "
        f"{answered.title} still says {answered.stands_as.words}."
        + "".join(f" {one}" for one in answered.cautions if is_of_an_answer(one))
        + (f" Read it beside {number_of(len(earlier), 'earlier answer')}: {told}." if earlier else ""),
        next_steps=(f"throughcare plan decide {short(plan.participant_id)} {answered.key} --choice … --reason …",),
    )
