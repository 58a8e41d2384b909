"""The register of a group, as prompts: everybody came in full until somebody says otherwise."""

from dataclasses import replace

from registry.domain.dates import PartialDate, refuse_future
from registry.domain.reasons import AbsenceReason
from registry.domain.register import Mark
from registry.domain.session import Attended
from registry.services.day import look_at_day
from registry.services.register_sheets import RegisterSheet, SheetLine, open_sheet
from registry.services.registers import prepare_register, record_register
from registry.services.session_histories import session_notes
from registry.services.sitting import Sitting
from registry.settings import Settings
from tui.plain.hearing import Back
from tui.plain.talk import Talk

MARKS = ((Attended.PART, "came in part"), (Attended.NO, "was away"), (Attended.UNMARKED, "we did not record it"))

CORRECTED = "Groups and their meetings, “session amend”, corrects it."


def register(talk: Talk, sitting: Sitting, _settings: Settings) -> None:
    """Record one meeting of a group into each person's own record. Raises Back, and as the services."""
    groups = look_at_day(sitting).groups
    if not groups:
        talk.say("No group runs today. Open one under “Groups and their meetings”.")
        return
    group = talk.choose("Which group?", [(one.id, f"{one.name}, {one.due} people") for one in groups])

    def held(day: PartialDate) -> PartialDate:
        refuse_future(day, sitting.today, "The session")
        return day

    day = talk.day("Date", held)
    sheet = open_sheet(sitting, group, on=day)
    if sheet.saved_that_day:
        talk.say(f"Saved already that day: {_numbers(sheet)}. {CORRECTED}", "What follows is another meeting.")
    number = talk.ask("Session number", f"{sheet.number or ''}")
    if sheet.has_saved(sheet.module, int(number) if number.isdecimal() else None):
        talk.say(f"Not another: this register is saved already. {CORRECTED}")
        raise Back
    minutes = talk.ask("Minutes", f"{sheet.minutes or ''}")
    names = [(line, line.name) for line in sheet.lines]
    differing = talk.several("Everybody stands as attended in full. For whom is it otherwise?", names)
    marks = [_mark(talk, line) if line in differing else line.mark for line in sheet.lines]
    talk.say("", f"{sheet.name}, {day.words}:")
    talk.say(*(f"  {line.name}: {_words(mark)}" for line, mark in zip(sheet.lines, marks, strict=True)))
    if not talk.sure("Save it?"):
        raise Back
    prepared = prepare_register(
        sitting,
        group,
        marks,
        on=day,
        module=sheet.module,
        number=int(number) if number.isdecimal() else None,
        minutes=int(minutes) if minutes.isdecimal() else None,
    )
    record_register(sitting, prepared)
    talk.say(f"Saved for {len(marks)} people. A note for each person's record in the unit's own system:")
    talk.say(*(f"  {note.name}: {note.text}" for note in session_notes(sitting, prepared.session.id)))


def _numbers(sheet: RegisterSheet) -> str:
    """The meetings of the day that stand on record, as somebody would name them."""
    return ", ".join(f"session {one.number}" if one.number else "a session" for one in sheet.saved_that_day)


def _mark(talk: Talk, line: SheetLine) -> Mark:
    attended = talk.choose(f"{line.name}:", MARKS)
    absence, minutes = None, None
    if attended is Attended.PART:
        received = talk.ask("Minutes received")
        minutes = int(received) if received.isdecimal() else None
    if attended is Attended.NO:
        absence = talk.choose("Why?", [(one, f"{one.words} ({one.cause.words})") for one in AbsenceReason])
    return replace(line.mark, attended=attended, minutes=minutes, absence=absence)


def _words(mark: Mark) -> str:
    said = {Attended.FULL: "attended in full", **dict(MARKS)}[mark.attended]
    return f"{said}, {mark.absence.words}" if mark.absence else said
