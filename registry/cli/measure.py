"""`throughcare measure`: the measures of the catalogue, and a participant's readings on them."""

from pathlib import Path
from typing import Annotated

import typer

from registry.cli import output
from registry.cli.answer import answer, plain
from registry.cli.door import door, required_day, short, sitting
from registry.cli.known_here import known_here
from registry.cli.shapes import ExamplesFirst
from registry.cli.shared_options import OnOption, ParticipantArgument
from registry.cli.typed_values import content, words
from registry.domain.assessment import Direction, Occasion, Rater
from registry.domain.errors import Exit
from registry.domain.local_ids import whose
from registry.domain.text import typed

group = typer.Typer(cls=ExamplesFirst, rich_markup_mode=None, no_args_is_help=True)

MeasureArgument = Annotated[str, typer.Argument(metavar="MEASURE", help="The measure's name; see `measure list`.")]


@group.callback()
def measure() -> None:
    """Measures, and readings on them."""


@group.command("list")
def list_all(context: typer.Context) -> None:
    """\b
    throughcare measure list

    List the measures of the catalogue; with --user also this unit's own. Others can be recorded too, with their range.
    """
    from registry.cli.measure_screen import measure_row

    known = known_here(context).catalogue.measures.values()
    found = sorted(known, key=lambda one: (whose(one.id) is not None, one.id))
    if door(context).json:
        output.data(plain(found))
        return
    output.table(("MEASURE", "TITLE", "KIND", "RATED BY", "TOTAL"), [measure_row(one) for one in found])
    output.next_step("throughcare measure show PHQ-9")


@group.command()
def show(
    context: typer.Context,
    words: Annotated[
        list[str],
        typer.Argument(metavar="MEASURE", help="The measure's name; several words are one. See `measure list`."),
    ],
) -> None:
    """\b
    throughcare measure show DUNDRUM-3
    throughcare measure show honos secure

    Show a measure: versions, scales with range and direction, who may rate, licence, and where each field comes from.
    """
    from registry.cli.measure_screen import measure_lines
    from registry.services.browsing import show_measure

    here = known_here(context)
    found = show_measure(here.catalogue, typed(" ".join(words)))
    signed = next((one for one in here.signed_measures if one.measure == found), None)
    step = "assessment add PARTICIPANT --tool" if found.is_structured else "measure add PARTICIPANT"
    whose = f"  Added by {signed.establishment.name}; signed off by {signed.signed_off_by.words}." if signed else ""
    answer(
        door(context),
        found,
        *measure_lines(found),
        *([whose] if whose else []),
        next_steps=(f"throughcare {step} {found.name}",),
    )


@group.command()
def check(
    context: typer.Context,
    folder: Annotated[Path, typer.Argument(help="A folder of measure files.", exists=True, file_okay=False)],
) -> None:
    """\b
    throughcare measure check ./measures

    Check a folder of measure files before anyone relies on it. Ends with 1 when there is a problem.
    """
    from registry.services.browsing import check_measure_files

    files, problems = check_measure_files(folder)
    if door(context).json:
        output.data({"files": files, "problems": plain(problems)})
    elif problems:
        output.table(("FILE", "AT", "PROBLEM"), [(one.file, one.path, one.message) for one in problems])
    else:
        output.line(f"{files} measure files, no problem found.")
    if problems:
        raise typer.Exit(int(Exit.REFUSED))


@group.command()
def define(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help="A JSON file, or - for stdin.")],
    amend: Annotated[bool, typer.Option("--amend", help="Make it the next version of one that is there.")] = False,
) -> None:
    """\b
    throughcare measure define ward-mood.json

    Add a measure of this unit's own, in the form of the shipped ones, signed off by you. Its id is a code.
    """
    from registry.cli.measure_screen import measure_lines
    from registry.services.local_catalogue import MOST_FILE_BYTES, add_local_measure

    data = content(file, MOST_FILE_BYTES)
    with sitting(context) as sat:
        local = add_local_measure(sat, data, amend=amend)
    answer(
        door(context),
        local,
        *measure_lines(local.measure),
        f"  Added by {local.establishment.name}; signed off by {local.signed_off_by.words}.",
        next_steps=(f'throughcare measure add PARTICIPANT "{local.measure.name}"',),
    )


@group.command()
def add(
    context: typer.Context,
    participant: ParticipantArgument,
    name: MeasureArgument,
    value: Annotated[str, typer.Option(help="The reading, as a decimal number.")],
    occasion: Annotated[Occasion, typer.Option(help="When in the course of treatment.")],
    on: OnOption,
    rater: Annotated[Rater, typer.Option(help="Who gave the reading.")],
    version: Annotated[str | None, typer.Option(help="Its version, unless the catalogue knows only one.")] = None,
    subscale: Annotated[str | None, typer.Option(help="The subscale, where it is not the total.")] = None,
    lowest: Annotated[str | None, typer.Option(help="The lowest reading, where the catalogue does not know.")] = None,
    highest: Annotated[str | None, typer.Option(help="The highest reading, where it does not know.")] = None,
    direction: Annotated[Direction | None, typer.Option(help="Which way is better, where it does not know.")] = None,
) -> None:
    """\b
    throughcare measure add 9990000018 PHQ-9 --version unversioned --value 14 --occasion pre --on 1/3/26 --rater self
    throughcare measure add 9990000018 NAS --version 2003 --value 78 --lowest 48 --highest 144 \\
        --direction lower-is-better --occasion pre --on 1/3/26 --rater self

    Record one reading. It must lie in the measure's range. Structured judgement goes to `assessment add`.
    """
    from registry.cli.history_screen import score_line
    from registry.domain.measure_frame import Stated
    from registry.services.assessments import add_score
    from registry.services.browsing import caution_on
    from registry.services.whose import banner_of

    taken = required_day(on)
    stated = Stated(
        measure=typed(name),
        version=words(version),
        subscale=words(subscale),
        lowest=words(lowest),
        highest=words(highest),
        direction=direction,
    )
    with sitting(context) as sat:
        score = add_score(sat, participant, stated=stated, value=typed(value), occasion=occasion, on=taken, rater=rater)
        banner = banner_of(sat, score.participant_id)
        caution = caution_on(sat.catalogue, score)
    who = short(score.participant_id)
    answer(
        door(context),
        score,
        banner,
        score_line(score),
        *([caution] if caution else []),
        next_steps=(f'throughcare measure chart {who} "{score.measure}"', f"throughcare participant show {who}"),
    )


@group.command()
def chart(context: typer.Context, participant: ParticipantArgument, name: MeasureArgument) -> None:
    """\b
    throughcare measure chart 9990000018 PHQ-9

    Lay a participant's readings out by occasion, self, staff and carer ratings side by side. Reliable change is said
    only where published figures are entered with their source. Structured judgement is never charted.
    """
    from registry.cli.measure_screen import chart_lines
    from registry.services.assessments import chart_readings

    with sitting(context) as sat:
        found = chart_readings(sat, participant, typed(name))
        whose = found.participant.banner(sat.today)[0]
    if door(context).json:
        output.data([{**plain(one), "sentences": list(one.sentences)} for one in found.charts])
        return
    output.line(whose)
    for one in found.charts:
        output.line()
        output.lines(chart_lines(one))
