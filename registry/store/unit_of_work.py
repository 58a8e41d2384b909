"""One piece of work on the database: everything in it is saved together, or nothing is.

A unit of work that writes holds the write lock from its beginning (BEGIN IMMEDIATE), so what it has read cannot
change before it commits. It commits exactly once; left without a commit, it rolls back. The audit row of an act
is written through the same unit of work as the act.
"""

import contextlib
from datetime import datetime
from types import TracebackType
from typing import Self, cast

from sqlalchemy import Connection, Engine, RootTransaction

from registry.domain.errors import NotAllowed
from registry.domain.reach import Reach
from registry.domain.times import stamp
from registry.store.annex_drafts import AnnexDrafts
from registry.store.assessments import Assessments, Scores
from registry.store.audit import Audit
from registry.store.audit_objects import AuditObjects
from registry.store.base import Writer
from registry.store.break_glass import BreakGlassUses
from registry.store.catalogue_entries import CatalogueEntries
from registry.store.corrections import CorrectionsOf
from registry.store.deaths import DeathOf
from registry.store.definitions import (
    DeliveredElsewhere,
    LocalDefinitions,
    LocalMeasures,
    LocalProgrammes,
    Offers,
    Overlaps,
    OverlapWithdrawals,
)
from registry.store.disposals import Disposals, Removal
from registry.store.documents import Documents
from registry.store.engine import READ_ONLY, storage_errors
from registry.store.groups import Groups, Memberships
from registry.store.held_rows import HeldRows
from registry.store.imports import Imports
from registry.store.indexes import Indexes
from registry.store.intervention_counts import InterventionCounts
from registry.store.interventions import Interventions
from registry.store.links import ParticipantLinks
from registry.store.needs import Needs
from registry.store.participants import Participants
from registry.store.placements import Placements
from registry.store.plans import Plans
from registry.store.repeats import Refreshers, RepeatStops
from registry.store.retention import Holds, Proposals, RetentionOf
from registry.store.server import seen
from registry.store.session_history import SessionHistory
from registry.store.sessions import Sessions
from registry.store.subject_access import SubjectAccessMarks, SubjectAccessRequests
from registry.store.transfers import Transfers
from registry.store.unit import Unit
from registry.store.users import Users
from registry.store.voice import FirstTwoWeeksOf, SharingOf, Voice
from registry.store.waiting import WaitingSummaries
from registry.store.withdrawn import Withdrawn
from registry.store.within import everybody, within
from registry.store.written import KeptRecords, Noting, noting


class UnitOfWork:
    """A context manager that offers every repository over one transaction.

    `now` is the moment of the act, `by` the person's id, `establishment_id` whose record it is. With a `reach`
    it sees what is in it; `everyone` sees all participants, for what must be compared with everybody. Failures of disk,
    file or lock inside it become StorageFailed, and nothing is saved.
    """

    def __init__(
        self, engine: Engine, *, now: datetime, by: str, establishment_id: str, reach: Reach | None = None
    ) -> None:
        self._engine, self._reach = engine, reach
        self._writer: Writer | None = Writer(at=stamp(now), by=by, establishment_id=establishment_id)
        self._stack: contextlib.ExitStack | None = None
        self._noting: Noting | None = None
        self._transaction: RootTransaction | None = None

    @classmethod
    def reading(cls, engine: Engine, reach: Reach | None = None) -> Self:
        """Return one that only reads, for lists that are not themselves audited. Writing raises NotAllowed."""
        new = cls.__new__(cls)
        new._engine, new._reach, new._writer, new._stack, new._transaction = engine, reach, None, None, None
        new._noting = None
        return new

    def __enter__(self) -> Self:
        with contextlib.ExitStack() as stack:
            stack.enter_context(storage_errors())
            db = stack.enter_context(self._engine.connect())
            if self._writer is None:
                db = db.execution_options(**{READ_ONLY: True})
            if self._reach is not None:
                db = db.execution_options(**seen(self._reach.establishments, self._reach.under_glass))
            self._transaction = db.begin()
            stack.callback(self._roll_back)
            self._offer(db)
            self._stack = stack.pop_all()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> bool | None:
        stack, self._stack = self._stack, None
        return stack.__exit__(kind, problem, trace) if stack else None

    def commit(self) -> None:
        """Save everything. Once, and last: afterwards nothing more can be read or written here."""
        if self._writer is None:
            raise NotAllowed("This unit of work only reads.")
        if self._transaction is None or not self._transaction.is_active:
            raise NotAllowed("This unit of work is over.")
        # No audit, no act: what is written behind the row of an act would stand in nobody's.
        if self.audit.appended and self._writer.written.rows:
            raise AssertionError("something was written after the audit row of its act")
        # Where the disk fails in this very step, what is on it may count when the file is opened again.
        with storage_errors(so="look whether it was saved before you type it again"):
            self._transaction.commit()
        # What comes after must fail, or it would begin a transaction that nobody commits.
        self._transaction.connection.close()

    def gathering(self) -> contextlib.AbstractContextManager[None]:
        """Gather new rows until the block ends, and enter them by one statement for each table: for many alike.

        Whatever is asked meanwhile sees them. Raises NotAllowed as late as then, for whichever broke a constraint.
        """
        if self._noting is None:
            raise NotAllowed("This unit of work only reads.")
        return self._noting.gathering()

    def _roll_back(self) -> None:
        transaction, self._transaction = self._transaction, None
        if transaction is not None and transaction.is_active:
            transaction.rollback()

    def _offer(self, whole: Connection) -> None:
        writer = self._writer
        if writer is not None:
            self._noting = noting(whole, writer.written)
            whole = cast(Connection, self._noting)
        db = within(whole, self._reach)
        self.everyone = Participants(everybody(whole), writer)
        self.participants = Participants(db, writer)
        self.links = ParticipantLinks(db, writer)
        self.corrections = CorrectionsOf(db, writer)
        self.withdrawn = Withdrawn(db, writer)
        self.placements = Placements(db, writer)
        self.needs = Needs(db, writer)
        self.interventions = Interventions(db, writer)
        self.intervention_counts = InterventionCounts(db, writer)
        self.groups = Groups(db, writer)
        self.memberships = Memberships(db, writer)
        self.sessions = Sessions(db, writer)
        self.session_history = SessionHistory(db, writer)
        self.assessments = Assessments(db, writer)
        self.scores = Scores(db, writer)
        self.voice = Voice(db, writer)
        self.first_two_weeks = FirstTwoWeeksOf(db, writer)
        self.sharing = SharingOf(db, writer)
        self.catalogue_entries = CatalogueEntries(db, writer)
        self.local_programmes = LocalProgrammes(db, writer)
        self.local_measures = LocalMeasures(db, writer)
        self.local_definitions = LocalDefinitions(db, writer)
        self.overlaps = Overlaps(db, writer)
        self.overlap_withdrawals = OverlapWithdrawals(db, writer)
        self.offers = Offers(db, writer)
        self.elsewhere = DeliveredElsewhere(db, writer)
        self.documents = Documents(db, writer)
        self.annex_drafts = AnnexDrafts(db, writer)
        self.imports = Imports(db, writer)
        self.waiting = WaitingSummaries(db, writer)
        self.plans = Plans(db, writer)
        self.repeat_stops = RepeatStops(db, writer)
        self.refreshers = Refreshers(db, writer)
        self.transfers = Transfers(db, writer)
        self.subject_access = SubjectAccessRequests(db, writer)
        self.subject_access_marks = SubjectAccessMarks(db, writer)
        self.held_rows = HeldRows(db, writer)
        self.break_glass = BreakGlassUses(db, writer)
        self.deaths = DeathOf(db, writer)
        self.retention = RetentionOf(db, writer)
        self.holds = Holds(db, writer)
        self.proposals = Proposals(db, writer)
        self.disposals = Disposals(db, writer)
        self.removal = Removal(everybody(whole), writer)
        self.users = Users(db, writer)
        self.unit = Unit(db, writer)
        self.audit = Audit(db, writer)
        self.audit_objects = AuditObjects(everybody(whole), writer)
        self.kept_records = KeptRecords(everybody(whole))
        self.indexes = Indexes(everybody(whole), None)
