"""Import a unit's old attendance spreadsheet into interventions that are recorded here."""

from registry.documents.strict import read_strict
from registry.domain.access import Permission
from registry.domain.dates import Recorded, refuse_future
from registry.domain.described_edition import DescribedEdition
from registry.domain.errors import InvalidValue, ThroughcareError
from registry.domain.intervention import Intervention
from registry.domain.local_ids import code_of
from registry.domain.long_work import Tell, untold
from registry.domain.participant import Participant
from registry.domain.scheduled_session import ScheduledSession
from registry.domain.session import SessionRecord
from registry.domain.session_words import session_line
from registry.intake.log import LogRow, read_log
from registry.intake.problems import RowProblem
from registry.intake.sheet import Sheet
from registry.intake.sheet_file import read_sheet
from registry.intake.template import require_template
from registry.services.drawn_ids import drawn_id
from registry.services.journeys import journey
from registry.services.sessions import require_module
from registry.services.sitting import Sitting, describer
from registry.services.spreadsheets import Prepared, Proposal, RowSaid, match_person, run_import
from registry.store.unit_of_work import UnitOfWork

_Key = tuple[object, ...]


@journey(Permission.IMPORT)
def import_log(sitting: Sitting, data: bytes, *, write: bool = False, tell: Tell = untold) -> Proposal:
    """Return what an attendance spreadsheet adds, row by row; with `write`, add all of it, or nothing.

    A row whose session is recorded already adds nothing, so the same file twice is the same as once. Raises
    Refused for a file that cannot be read whole, and what `tell` does: nothing is written then.
    """
    sheet = read_sheet(data, read_strict)
    require_template("log", sheet)

    def prepare(uow: UnitOfWork, tell: Tell) -> Prepared:
        return _Log(sitting, uow).prepare(sheet, tell)

    return run_import(sitting, "import log", data, prepare, write=write, tell=tell)


class _Log:
    """One file held against the record in one transaction."""

    def __init__(self, sitting: Sitting, uow: UnitOfWork) -> None:
        self._sitting, self._uow = sitting, uow
        self._describe = describer(sitting, uow)
        self._courses: dict[str, tuple[Intervention, ...]] = {}
        self._editions: dict[str, DescribedEdition | None] = {}
        self._rows: dict[_Key, int] = {}
        self._meetings: dict[str, dict[_Key, list[SessionRecord]]] = {}

    def prepare(self, sheet: Sheet, tell: Tell) -> Prepared:
        """Return the proposal: every row is looked at, so that a person sees every problem at once."""
        prepared = Prepared(told=sheet.told)
        of = len(sheet.rows) - 1  # The first row holds the headings.
        for done, row in enumerate(read_log(sheet)):
            tell(done, of)
            if isinstance(row, RowProblem):
                prepared.problems.append(row)
                continue
            try:
                self._place(row, prepared)
            except ThroughcareError as problem:
                prepared.problems.append(RowProblem(row=row.row, message=problem.message))
        tell(of, of)
        return prepared

    def _place(self, row: LogRow, prepared: Prepared) -> None:
        refuse_future(row.on, self._sitting.today, "The session")
        who = match_person(self._uow, row.person)
        course = self._course(who, row.programme)
        edition = self._edition(course)
        require_module(self._uow, course, edition, row.module)
        record = SessionRecord(
            id=drawn_id("session", course.id, *_meeting(row)),
            on=row.on,
            kind=row.kind,
            module=row.module,
            number=row.number,
            attended=row.attended,
            minutes=row.minutes,
            absence=row.absence,
            catch_up=row.catch_up,
            recorded=Recorded.LATER,
        )
        key = (course.id, *_meeting(record))
        if key in self._rows:
            raise InvalidValue(f"It repeats row {self._rows[key]}; number them if they are two sessions.")
        self._rows[key] = row.row
        prepared.about[who.id] = None
        whose = who.banner(self._sitting.today)[0]
        known = self._known(course, record)
        if known is not None:
            prepared.known.append(RowSaid(row=row.row, whose=whose, words=known))
            return
        if not course.is_running:
            raise InvalidValue(f"{course.title} is {course.state}, not in progress; use `intervention open` first.")
        if course.started is not None and row.on.certainly_before(course.started):
            raise InvalidValue(f"The session is dated before {course.title} started ({course.started.words}).")
        said = RowSaid(row=row.row, whose=whose, words=session_line(record, course.title, edition))
        meeting = ScheduledSession.of(record, edition_id=course.edition_id)
        prepared.new.append((said, lambda uow: uow.sessions.register(meeting, {course.id: record})))

    def _known(self, course: Intervention, record: SessionRecord) -> str | None:
        """Return how the row's session is recorded already, None where it is not. Raises InvalidValue for otherwise."""
        same = self._meetings_of(course).get(_meeting(record), [])
        if any(_facts(one) == _facts(record) for one in same):
            return "recorded already"
        before = self._uow.session_history.attendances(record.id)
        if any(_facts(one.record) == _facts(record) for one in before):
            return "imported before, and changed here since; left as it is"
        if same or before:
            raise InvalidValue("The session is recorded already, and otherwise; use `session amend`.")
        return None

    def _meetings_of(self, course: Intervention) -> dict[_Key, list[SessionRecord]]:
        """What a course's sessions are by day, kind, module and number; laid out once, however many rows are its."""
        if course.id not in self._meetings:
            laid_out: dict[_Key, list[SessionRecord]] = {}
            for one in course.sessions:
                laid_out.setdefault(_meeting(one), []).append(one)
            self._meetings[course.id] = laid_out
        return self._meetings[course.id]

    def _course(self, who: Participant, asked: str) -> Intervention:
        """The one intervention of this unit's that the row means. Raises InvalidValue."""
        if who.id not in self._courses:
            self._courses[who.id] = self._uow.interventions.of(who.id)
        wanted = asked.casefold()
        found = [
            one
            for one in self._courses[who.id]
            if one.recorded is not Recorded.REPORTED
            and one.establishment.id == self._sitting.unit.id
            and wanted in _names(one)
        ]
        if len(found) != 1:
            raise InvalidValue(
                "No intervention of this participant here answers to the programme; use `intervention refer` first."
                if not found
                else f"{len(found)} interventions of this participant answer to the programme; write the one's id."
            )
        return found[0]

    def _edition(self, course: Intervention) -> DescribedEdition | None:
        if course.id not in self._editions:
            self._editions[course.id] = self._describe(course)
        return self._editions[course.id]


def _names(course: Intervention) -> set[str]:
    """What a spreadsheet may call an intervention: its id, title, edition, programme or programme's code."""
    bare = course.id.removeprefix("urn:uuid:")
    names = {course.id, bare, bare[:8], course.title.casefold()}
    if course.edition_id is not None:
        programme = course.edition_id.split("/")[0]
        names |= {course.edition_id.casefold(), programme.casefold(), code_of(programme).casefold()}
    return names


def _meeting(one: LogRow | SessionRecord) -> tuple[object, ...]:
    return (one.on, one.kind, one.module, one.number)


def _facts(one: SessionRecord) -> tuple[object, ...]:
    return (*_meeting(one), one.attended, one.minutes, one.absence, one.catch_up)
