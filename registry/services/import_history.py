"""Import a prison's programme history: courses that somebody reports, kept as theirs."""

from registry.documents.strict import read_strict
from registry.domain.access import Permission
from registry.domain.closure import Closure
from registry.domain.dates import PartialDate, Recorded, refuse_future
from registry.domain.errors import InvalidValue, NotFound, ThroughcareError
from registry.domain.intervention import Intervention, State
from registry.domain.long_work import Tell, untold
from registry.domain.participant import Participant
from registry.intake.history import HistoryRow, read_history
from registry.intake.problems import RowProblem
from registry.intake.sheet import Sheet
from registry.intake.sheet_file import read_sheet
from registry.intake.template import require_template
from registry.services.drawn_ids import drawn_id
from registry.services.establishments import reported_establishment
from registry.services.journeys import journey
from registry.services.sitting import Sitting
from registry.services.spreadsheets import Prepared, Proposal, RowSaid, match_person, run_import
from registry.store.unit_of_work import UnitOfWork


@journey(Permission.IMPORT)
def import_history(sitting: Sitting, data: bytes, *, write: bool = False, tell: Tell = untold) -> Proposal:
    """Return what a programme history adds, row by row; with `write`, add all of it, or nothing.

    Every course becomes an intervention of the other establishment, as reported. One that is recorded already adds
    nothing. Raises Refused for a file that cannot be read whole, and what `tell` does: nothing is written then.
    """
    sheet = read_sheet(data, read_strict)
    require_template("history", sheet)

    def prepare(uow: UnitOfWork, tell: Tell) -> Prepared:
        return _History(sitting, uow).prepare(sheet, tell)

    return run_import(sitting, "import history", data, prepare, write=write, tell=tell)


class _History:
    """One file held against the record in one transaction."""

    def __init__(self, sitting: Sitting, uow: UnitOfWork) -> None:
        self._sitting, self._uow = sitting, uow
        self._rows: dict[tuple[object, ...], int] = {}
        self._reported: dict[str, dict[tuple[object, ...], Intervention]] = {}

    def prepare(self, sheet: Sheet, tell: Tell) -> Prepared:
        """Return the proposal: every row is looked at, so that a person sees every problem at once."""
        prepared = Prepared(told=sheet.told)
        of = len(sheet.rows) - 1  # The first row holds the headings.
        for done, row in enumerate(read_history(sheet)):
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

    def _place(self, row: HistoryRow, prepared: Prepared) -> None:
        refuse_future(row.ended, self._sitting.today, "The end")
        who = match_person(self._uow, row.person)
        course = self._course(row, who)
        key = _when(course, who.id)
        if key in self._rows:
            raise InvalidValue(f"It is the same course at the same time as row {self._rows[key]}.")
        self._rows[key] = row.row
        prepared.about[who.id] = None
        whose = who.banner(self._sitting.today)[0]
        known = self._known(course)
        if known is not None:
            prepared.known.append(RowSaid(row=row.row, whose=whose, words=known))
            return
        said = RowSaid(row=row.row, whose=whose, words=_words(course))
        prepared.new.append((said, lambda uow: self._enter(uow, course)))

    def _enter(self, uow: UnitOfWork, course: Intervention) -> None:
        uow.interventions.add(course)
        if course.edition_id is not None:
            programme, _ = self._sitting.catalogue.edition(course.edition_id)
            uow.catalogue_entries.pin(course.id, course.edition_id, programme, self._sitting.catalogue.version)

    def _known(self, course: Intervention) -> str | None:
        """Return how a course is recorded already, None where it is not. Raises InvalidValue for otherwise."""
        try:
            struck = self._uow.interventions.entry(course.id).entered_in_error
        except NotFound:
            struck = None
        else:
            return "imported before, and entered in error here; left out" if struck else "recorded already"
        if (one := self._reported_of(course.participant_id).get(_when(course, course.participant_id))) is None:
            return None
        if one.outcome is course.outcome:
            return "recorded already"
        raise InvalidValue("The course is recorded already, with another outcome; amend it, or mark the error.")

    def _reported_of(self, participant_id: str) -> dict[tuple[object, ...], Intervention]:
        """What was reported of somebody, by what makes it the same course; read once, however many rows are theirs."""
        if participant_id not in self._reported:
            reported = [one for one in self._uow.interventions.of(participant_id) if one.recorded is Recorded.REPORTED]
            # Of two that are the same course, the first that was recorded answers.
            self._reported[participant_id] = {_when(one, participant_id): one for one in reversed(reported)}
        return self._reported[participant_id]

    def _course(self, row: HistoryRow, who: Participant) -> Intervention:
        """The intervention that a row reports. Raises NotFound for an edition the catalogue does not have."""
        edition_id: str | None = None
        needs: tuple[str, ...] = ()
        if row.edition is not None:
            programme, edition = self._sitting.catalogue.edition(row.edition)
            edition_id, needs = edition.id, programme.needs
        where = reported_establishment(row.where, row.tier)
        closure = Closure(
            on=row.ended,
            outcome=row.outcome,
            closed_by=where.name,
            reason=row.reason,
            reason_note=f"Taken from: {row.source}" if row.source else None,
            deselection_wording=row.words,
            recorded=Recorded.REPORTED,
        )
        title = row.course.casefold()
        return Intervention(
            id=drawn_id("course", who.id, edition_id or title, where.id, row.started, row.ended, row.outcome),
            participant_id=who.id,
            title=row.course,
            establishment=where,
            edition_id=edition_id,
            delivery=row.delivery,
            state=State.CLOSED,
            started=row.started,
            needs=needs,
            closure=closure,
            recorded=Recorded.REPORTED,
        )


def _when(course: Intervention, participant_id: str) -> tuple[object, ...]:
    """What makes two reports the same course at the same time, whoever wrote them down: not its outcome."""
    ended: PartialDate | None = course.closure.on if course.closure else None
    return (
        participant_id,
        course.edition_id or course.title.casefold(),
        course.establishment.name.casefold(),
        course.started,
        ended,
    )


def _words(course: Intervention) -> str:
    closure = course.closure
    assert closure is not None
    when = f"{course.started.words} to {closure.on.words}" if course.started else f"ended {closure.on.words}"
    said = f"{course.title}, {course.establishment.name}, {when}: {closure.outcome.words}, as reported"
    if closure.reason is not None:
        said += f"; {closure.reason.words}"
    if closure.deselection_wording is not None:
        said += f"; their words: “{closure.deselection_wording}”"
    return said if course.edition_id else f"{said}; not matched to the catalogue yet"
