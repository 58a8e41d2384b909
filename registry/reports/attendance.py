"""Attendance and dose: what was received of what was offered of what was planned, module by module, and why not."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from operator import attrgetter
from typing import Final

from exports.page import Block, Cell, Column, Gauge, Heading, Paragraph, Style, Table, points
from registry.domain.attendance_words import attendance_words
from registry.domain.begun import never_began
from registry.domain.dates import PartialDate, Recorded
from registry.domain.described_edition import DescribedEdition, module_title
from registry.domain.dose import ModulePlace, dose, sessions_by_kind, standing
from registry.domain.edition import Module
from registry.domain.intervention import Intervention
from registry.domain.reasons import AbsenceReason
from registry.domain.received import CAME, received_sessions
from registry.domain.session import Attended, SessionRecord
from registry.domain.text import duration_words, number_of
from registry.domain.wording import capital, dated, recorded_words
from registry.reports.source import Source

_ATTENDED: Final = {
    Attended.FULL: "Attended",
    Attended.PART: "Attended in part",
    Attended.NO: "Not there",
    Attended.UNMARKED: "Not recorded by the service",
}


def attendance_blocks(source: Source, work: Intervention) -> Iterator[Block]:
    """Yield the dose in words and as a row of boxes, a table by module, and the absences by reason with their dates."""
    edition = source.edition(work)
    yield Heading(level=2, text="Attendance")
    yield Paragraph(text=" ".join(attendance_words(work, edition)))
    if never_began(work):
        return
    if not work.sessions_are_known:
        yield Paragraph(text="What was attended, and which modules were done, was not reported.")
        return
    counted = dose(work, edition)
    if counted.expected and counted.expected.least:
        words = f"{counted.received} of {counted.planned_words()}"
        yield Gauge(label="Sessions received", done=counted.received, of=counted.expected.least, words=words)
    details = list(_details(work))
    if details:
        yield Paragraph(text=" ".join(details))
    places = standing(work, edition).places
    if places:
        local = edition is not None and edition.local is not None and bool(edition.local.modules)
        yield _modules(places, work, f"Modules, as delivered at {work.establishment.name}" if local else "")
    yield from _absences(work)


def register(work: Intervention, edition: DescribedEdition | None) -> Table | None:
    """Return every session as it was marked, or None where none was recorded."""
    if not work.sessions:
        return None
    headings = ("Date", "Session", "Marked", "How recorded")
    return Table(
        columns=tuple(
            Column(heading=heading, weight=weight) for heading, weight in zip(headings, (1, 1.6, 2.2, 1.2), strict=True)
        ),
        rows=tuple(
            (
                Cell(lines=(session.on.words,)),
                Cell(lines=(_session(session, edition),)),
                Cell(lines=(_marked(session),)),
                Cell(lines=(recorded_words(session.recorded),)),
            )
            for session in work.sessions
        ),
    )


def _session(session: SessionRecord, edition: DescribedEdition | None) -> str:
    number = f" {session.number}" if session.number else ""
    catch_up = ", caught up" if session.catch_up else ""
    module = f", {module_title(edition, session.module)}" if session.module else ""
    return f"{session.kind.value.capitalize()}{module}{number}{catch_up}"


def _marked(session: SessionRecord) -> str:
    words = _ATTENDED[session.attended]
    if session.minutes is not None:
        words += f", {number_of(session.minutes, 'minute')}"
    return words + (f": {_why(session.absence)}" if session.absence else "")


def _why(reason: AbsenceReason) -> str:
    return f"{reason.words} ({reason.cause.words})"


def _details(work: Intervention) -> Iterator[str]:
    came = [session for session in work.sessions if session.attended in CAME]
    if came:
        dates = sorted((session.on for session in came), key=lambda on: on.text)
        first, last = dated(dates[0]), dated(dates[-1])
        yield f"First attended {first}, last {last}." if first != last else f"Attended {first}."
        kinds = ", ".join(f"{number} {kind.value}" for kind, number in sessions_by_kind(work).items() if number)
        yield f"Received by kind: {kinds}."
    minutes = [session.minutes for session in work.sessions if session.minutes is not None]
    if minutes:
        whole = "" if len(minutes) == len(came) else f", where recorded ({len(minutes)} of {len(came)} sessions)"
        yield f"Time received: {duration_words(sum(minutes))}{whole}."
    caught_up = sum(session.catch_up for session in came)
    if caught_up:
        yield f"Caught up afterwards: {caught_up}."
    later = sum(session.recorded is not Recorded.AT_THE_TIME for session in work.sessions)
    if later:
        yield f"Written down later or reported by others: {later} of {len(work.sessions)} sessions."


def _modules(places: tuple[ModulePlace, ...], work: Intervention, caption: str) -> Table:
    weights = (
        ("Module", 1.8),
        ("Planned", 0.8),
        ("Received", 0.8),
        ("Away", 1.5),
        ("Standing, and who judged it", 1.8),
    )
    rows = [_module(place, work) for place in places]
    known = {place.module.id for place in places}
    for what, other in (
        ("Outside the modules", [one for one in work.sessions if one.module is not None and one.module not in known]),
        ("Module not recorded", [one for one in work.sessions if one.module is None]),
    ):
        if other:
            rows.append(
                (
                    Cell(lines=(what,)),
                    Cell(lines=("Not stated",)),
                    Cell(lines=(str(len(received_sessions(other))),)),
                    Cell(lines=(_away(other),)),
                    Cell(lines=("Not judged",)),
                )
            )
    return Table(
        caption=caption,
        columns=tuple(Column(heading=text, weight=weight) for text, weight in weights),
        rows=tuple(rows),
    )


def _module(place: ModulePlace, work: Intervention) -> tuple[Cell, ...]:
    mark = place.mark
    stands = capital(place.words)
    judged = f"{stands}: {mark.by}, {mark.on.words}" if mark else f"{stands}, not judged"
    if mark and mark.reason:
        judged += f". {mark.reason}"
    mine = [session for session in work.sessions if session.module == place.module.id]
    return (
        Cell(lines=(place.module.title,)),
        Cell(lines=(_planned(place.module),)),
        Cell(lines=(str(place.received) if place.standing else "Not recorded",)),
        Cell(lines=(_away(mine),)),
        Cell(lines=(judged,)),
    )


def _planned(module: Module) -> str:
    minutes = f"{module.minutes.words} minutes" if module.minutes else ""
    if module.sessions is None:
        return minutes or "Not known"
    return f"{module.sessions.words}, {minutes}" if minutes else module.sessions.words


def _away(sessions: list[SessionRecord]) -> str:
    away = [session for session in sessions if session.attended is Attended.NO]
    words = [f"{len(away)}: {_causes(away)}"] if away else []
    unmarked = sum(session.attended is Attended.UNMARKED for session in sessions)
    if unmarked:
        words.append(f"{unmarked} not recorded by the service")
    return "; ".join(words) or "None"


def _causes(away: list[SessionRecord]) -> str:
    counted = Counter(session.absence.cause.words for session in away if session.absence)
    return ", ".join(f"{cause} {many}" if len(counted) > 1 else cause for cause, many in counted.items())


def _absences(work: Intervention) -> Iterator[Block]:
    found: dict[str, list[PartialDate]] = defaultdict(list)
    for session in work.sessions:
        if session.attended is Attended.UNMARKED:
            found["Not recorded by the service; not counted as absence"].append(session.on)
        elif session.absence:
            early = "Came for part: " if session.attended is Attended.PART else ""
            found[f"{early}{_why(session.absence)}"].append(session.on)
    if not found:
        return
    yield Paragraph(text="Sessions missed or not marked", style=Style.STRONG)
    yield points(
        tuple(
            f"{capital(what)}, {len(days)}: {', '.join(day.words for day in sorted(days, key=attrgetter('text')))}."
            for what, days in found.items()
        )
    )
