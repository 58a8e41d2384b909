"""`throughcare session register`, `amend`, `history` and `note`: a whole group at once, and past sessions."""

from pathlib import Path
from typing import Annotated

import typer

from registry.cli import output
from registry.cli.answer import answer
from registry.cli.door import Door, day, door, required_day, short, sitting
from registry.cli.shared_options import DATE, GroupArgument, OnOption, RecordedOption, SessionArgument, StaffOption
from registry.cli.typed_values import STDIN, from_option_or_file, parts, staff_said, words
from registry.domain.errors import InvalidValue, NotAllowed

TextArgument = Annotated[
    str, typer.Argument(metavar="TEXT", help="Who attended how: `all`, `all but X unwell`, `X part 40`; - for stdin.")
]
ModuleOption = Annotated[str | None, typer.Option(help="The module's id; see `intervention show`.")]
NumberOption = Annotated[int | None, typer.Option(help="Which session of the module it is.")]
MinutesOption = Annotated[int | None, typer.Option(help="How long it lasted: what full attendance received.")]
ObservationOption = Annotated[
    list[str] | None,
    typer.Option("--observation", metavar="NAME|TEXT", help="What was seen of one member; repeat. Never counted."),
]


def register(
    context: typer.Context,
    group: GroupArgument,
    text: TextArgument,
    on: OnOption = "t",
    module: ModuleOption = None,
    number: NumberOption = None,
    minutes: MinutesOption = None,
    observation: ObservationOption = None,
    staff: StaffOption = None,
    catch_up: Annotated[bool, typer.Option("--catch-up", help="Only those named were due, to catch up.")] = False,
    another: Annotated[bool, typer.Option("--another", help="A second session like it on the same day.")] = False,
    recorded: RecordedOption = None,
    yes: Annotated[bool, typer.Option("--yes", help="Write without asking.")] = False,
) -> None:
    """\b
    throughcare session register "Monday group" all --on t --module self-control --minutes 90
    throughcare session register "Monday group" "all but Reid, Żółć no-staff" --minutes 90 --yes
    throughcare session register "Monday group" "all but Reid unwell; Okafor part 40 court" --minutes 90
    throughcare session register "Monday group" "Reid full" --catch-up --minutes 45
    throughcare session register "Monday group" all --minutes 90 --staff me --staff "Ann Lowe|trainee|nurse"

    Record a whole group at one session. Shows everybody's mark and asks before anything is written.
    """
    from registry.cli.register_screen import register_lines
    from registry.services.registers import prepare_register, record_register

    here, held, said = door(context), required_day(on), _text(text)
    with sitting(context) as sat:
        prepared = prepare_register(
            sat,
            group,
            said,
            on=held,
            module=module,
            number=number,
            minutes=minutes,
            catch_up=catch_up,
            recorded=recorded,
            another=another,
            observations=_observations(observation),
            staff=[staff_said(each) for each in staff or ()],
        )
        show = output.note if here.json else output.line
        if not (here.json and yes):
            for line in register_lines(prepared):
                show(line)
        if not yes and not here.may_ask:
            raise NotAllowed(
                "Nobody can be asked whether this is right; nothing was written.",
                hint="If it is, type it again with --yes.",
            )
        if not yes and not here.asks.sure("Write this?"):
            raise NotAllowed("Nothing was written.", hint="Type it again as it was.")
        record_register(sat, prepared)
    answer(
        here,
        {"session": prepared.session, "lines": prepared.lines},
        f"Written as session {short(prepared.session.id)}.",
        next_steps=(f"throughcare session note {short(prepared.session.id)}",),
    )


def amend(
    context: typer.Context,
    session: SessionArgument,
    reason: Annotated[str, typer.Option(help="Why it is corrected; kept with the former values.")],
    text: Annotated[
        str | None, typer.Argument(metavar="[TEXT]", help="Who attended how after all: `Reid part 40 unwell`.")
    ] = None,
    on: Annotated[str | None, typer.Option("--on", metavar="DATE", help=f"The right day: {DATE}.")] = None,
    module: ModuleOption = None,
    number: NumberOption = None,
    minutes: MinutesOption = None,
    observation: ObservationOption = None,
    staff: StaffOption = None,
) -> None:
    """\b
    throughcare session amend 1a2b3c4d "Reid full; Okafor no court" --reason "Two names were swapped."
    throughcare session amend 1a2b3c4d --on 4/3/26 --reason "It was held on the Wednesday."

    Correct a past session. Only those named change, and what it said before stays in `session history`.
    """
    from registry.cli.register_screen import mark_lines
    from registry.services.amending import amend_session

    right_day = day(on)
    with sitting(context) as sat:
        amended = amend_session(
            sat,
            session,
            because=words(reason) or "",
            said=None if text is None else _text(text),
            on=right_day,
            module=module,
            number=number,
            minutes=minutes,
            observations=_observations(observation),
            staff=[staff_said(each) for each in staff or ()],
        )
    asked = short(amended.session.id)
    answer(
        door(context),
        amended,
        f"Amended session {asked} of {amended.session.on.words}:",
        *mark_lines(amended.lines),
        next_steps=(f"throughcare session history {asked}", f"throughcare session note {asked}"),
    )


def history(context: typer.Context, session: SessionArgument) -> None:
    """\b
    throughcare session history 1a2b3c4d

    Show everything that was ever recorded of a session: what stands, what stood before, by whom and why.
    """
    from registry.cli.register_screen import history_lines
    from registry.services.session_histories import session_history

    with sitting(context) as sat:
        found = session_history(sat, session)
    answer(door(context), found, *history_lines(found), next_steps=(f"throughcare session amend {session} --help",))


def note(
    context: typer.Context,
    session: SessionArgument,
    participant: Annotated[
        str | None, typer.Argument(metavar="[PARTICIPANT]", help="One of those who were due; default: everybody.")
    ] = None,
    out: Annotated[
        str | None, typer.Option("-o", "--out", help="A new file for one person's note; a folder for everybody's.")
    ] = None,
) -> None:
    """\b
    throughcare session note 1a2b3c4d Reid
    throughcare session note 1a2b3c4d -o notes

    Give the plain-text note of each person for the unit's own record system. Nobody else is named in it.
    """
    from registry.services.session_histories import session_notes

    with sitting(context) as sat:
        notes = session_notes(sat, session, participant)
    here = door(context)
    if out is not None and out != "-":
        _write(here, Path(out), {one.participant_id: one.text for one in notes}, alone=participant is not None)
        return
    if here.json:
        answer(here, list(notes))
        return
    for number, one in enumerate(notes):
        if number:
            output.line("-" * 40)
        output.lines(one.text.rstrip("\n").split("\n"))


def _write(here: Door, out: Path, notes: dict[str, str], *, alone: bool) -> None:
    """Write one note as the file `out`, or each into the folder `out`; nothing is overwritten."""
    from registry.files import make_private_folder, write_private

    if not alone:
        make_private_folder(out)
    files = {out if alone else out / f"note-{short(whose)}.txt": text for whose, text in notes.items()}
    if taken := [file.name for file in files if file.exists()]:
        raise NotAllowed(f"{taken[0]} is there already; nothing was written.", hint="Give another name.")
    for file, text in files.items():
        write_private(file, text.encode())
    answer(here, {"files": [str(file) for file in files]}, *(f"Wrote {file}." for file in files))


def _text(given: str) -> str:
    return (from_option_or_file(None, STDIN) or "") if given == "-" else given


def _observations(given: list[str] | None) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    for each in given or ():
        name, text = parts(each, "NAME|TEXT")
        if not name:
            raise InvalidValue("An observation is of nobody.", hint="Write NAME|TEXT.")
        found.append((name, text))
    return found
