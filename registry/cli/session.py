"""`throughcare session`: one participant at one session; registers and corrections are in `register`."""

from typing import Annotated

import typer

from registry.cli.answer import answer
from registry.cli.door import door, required_day, short, sitting
from registry.cli.register import amend, history, note, register
from registry.cli.shapes import ExamplesFirst
from registry.cli.shared_options import InterventionArgument, OnOption, RecordedOption, StaffOption
from registry.cli.typed_values import staff_said, words
from registry.domain.reasons import AbsenceReason
from registry.domain.session import Attended, SessionKind, SessionRecord
from registry.domain.session_words import session_line

group = typer.Typer(cls=ExamplesFirst, rich_markup_mode=None, no_args_is_help=True)

ABSENCES = "Absences: " + "; ".join(f"{reason} ({reason.words})" for reason in AbsenceReason) + "."


group.command(epilog=ABSENCES)(register)
group.command(epilog=ABSENCES)(amend)
group.command()(history)
group.command()(note)


@group.command(epilog=ABSENCES)
def add(
    context: typer.Context,
    intervention: InterventionArgument,
    on: OnOption,
    kind: Annotated[SessionKind, typer.Option(help="Who is in the room.")],
    attended: Annotated[Attended, typer.Option(help="Unmarked is the service's gap, not an absence.")],
    module: Annotated[str | None, typer.Option(help="The module's id; see `intervention show`.")] = None,
    number: Annotated[int | None, typer.Option(help="Which session of the module it is.")] = None,
    minutes: Annotated[int | None, typer.Option(help="Minutes the participant received.")] = None,
    absence: Annotated[AbsenceReason | None, typer.Option(help="Why they were away, or left early.")] = None,
    catch_up: Annotated[bool, typer.Option("--catch-up", help="It makes up for a missed session.")] = False,
    recorded: RecordedOption = None,
    observation: Annotated[str | None, typer.Option(help="What was seen; never counted, never sent.")] = None,
    staff: StaffOption = None,
    another: Annotated[bool, typer.Option("--another", help="A second session of that day, like the first.")] = False,
) -> None:
    """\b
    throughcare session add 1a2b3c4d --on t --kind group --attended full --module problem-solving --number 3
    throughcare session add 1a2b3c4d --on y --kind group --attended no --absence no-escort
    throughcare session add 1a2b3c4d --on t --kind individual --attended full --staff me --staff "leila|supervisor"

    Record a session. Prints a note for the unit's own record, the standing and what was received so far.
    """
    from registry.cli.work_screen import attendance, room_line, standing_line
    from registry.services.interventions import show_intervention
    from registry.services.sessions import add_session
    from registry.services.whose import banner_of_work

    held, there = required_day(on), [staff_said(each) for each in staff or ()]
    with sitting(context) as sat:
        standing = add_session(
            sat,
            intervention,
            on=held,
            kind=kind,
            attended=attended,
            module=module,
            number=number,
            minutes=minutes,
            absence=absence,
            catch_up=catch_up,
            recorded=recorded,
            observation=words(observation),
            staff=there,
            another=another,
        )
        work, whose = show_intervention(sat, intervention), banner_of_work(sat, intervention)
    said = (held, kind, attended, module, number, minutes, absence)
    record = next(one for one in reversed(work.intervention.sessions) if _said(one) == said)
    received = attendance(work)
    answer(
        door(context),
        {"session": record, "standing": standing, "received": list(received)},
        whose,
        session_line(record, work.intervention.title, work.edition),
        *room_line(record.staff),
        *standing_line(standing, work),
        *received,
        next_steps=(f"throughcare session note {short(record.id)}", f"throughcare intervention show {intervention}"),
    )


def _said(record: SessionRecord) -> tuple[object, ...]:
    """What a person types of a session; sessions are kept in the order of their dates, not of typing."""
    return (
        record.on,
        record.kind,
        record.attended,
        record.module,
        record.number,
        record.minutes,
        record.absence,
    )
