"""A record that is disposed of is gone from every table, page and log; everybody else's stays byte for byte."""

import itertools
import os
import shutil
import signal
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Boolean, Connection, Engine, Integer, LargeBinary, Table, event, insert, select, text
from sqlalchemy.exc import DBAPIError, IntegrityError

from registry.domain.disposal import Disposal, Ground
from registry.domain.errors import NotAllowed, NotFound
from registry.domain.long_work import Stopped
from registry.domain.people import Person
from registry.store.base import DERIVED, METADATA, PlainJson
from registry.store.copying import copy_rows, is_empty, same_rows
from registry.store.disposals import NOBODYS, THEIRS
from registry.store.engine import READ_ONLY, open_engine
from registry.store.opened import Store
from registry.store.server import ESTABLISHMENTS, EVERYWHERE
from registry.store.unit_of_work import UnitOfWork
from tests.postgres import needs_server
from tests.store import rows
from tests.store.conftest import KEY
from tests.store.pages import deciphered

SUPERVISOR = Person(id=rows.urn(9_000), name="Dr Gareth Adeyemi", profession="consultant psychologist")
PEOPLE = (1, 2, 3)


def urn(person: int, number: int = 0) -> str:
    return f"urn:uuid:{UUID(int=(person << 64) + number)}"


def canary(person: int) -> str:
    return f"canary-of-{person}-"


class Planter:
    """Puts rows about people into every table, each column with words of its own that can be looked for."""

    def __init__(self, db: Connection) -> None:
        self._db = db
        self._number = 0
        self.owned: dict[int, set[tuple[str, ...]]] = {}

    def new_id(self, person: int) -> str:
        self._number += 1
        return urn(person, self._number)

    def put(self, name: str, person: int, **said: Any) -> None:
        """Enter one row of a person's (0 for the unit's own); what is not said is filled in, but for keys to others."""
        table = METADATA.tables[name]
        row = {one.name: self._filled(one, person) for one in table.c if not one.foreign_keys} | said
        self._db.execute(insert(table), row)
        key = tuple(str(row[one.name]) for one in table.primary_key)
        self.owned.setdefault(person, set()).add((name, *key))

    def _filled(self, column: Any, person: int) -> Any:
        self._number += 1
        words = f"{canary(person)}{self._number}-{column.name}"
        if column.name == "establishment_id":
            return rows.UNIT.id
        if column.name == "entered_in_error":
            return None
        if isinstance(column.type, Boolean):
            return False
        if isinstance(column.type, Integer):
            return self._number
        if isinstance(column.type, PlainJson):
            return {"said": words, "more": words * 80}
        return words.encode() if isinstance(column.type, LargeBinary) else words

    def former(self, name: str, person: int, *key: str) -> None:
        self.put("revisions", person, record_table=name, record_id=" ".join(key), version=1)


def plant(db: Connection, people: dict[int, int]) -> dict[int, set[tuple[str, ...]]]:
    """Enter people, each with so many rows of every kind, and what some of them share; return whose rows are whose."""
    to = Planter(db)
    group, digest = to.new_id(0), "ab" * 32
    to.put("groups", 0, id=group)
    to.put("catalogue_entries", 0, digest=digest)
    shared = {"alone": to.new_id(0), "in a group": to.new_id(0)}
    to.put("sessions", 0, id=shared["in a group"], group_id=group)
    to.put("sessions", 0, id=shared["alone"], group_id=None)
    for person in people:
        to.put("participants", person, id=urn(person))
        to.former("participants", person, urn(person))
    for person, many in people.items():
        _plant_one(to, person, many, group, digest, shared)
    first, second = list(people)[:2]
    link = to.new_id(first)
    to.put("participant_links", first, id=link, one_id=urn(first), other_id=urn(second))
    to.former("participant_links", first, link)
    to.put("moves", first, participant_id=urn(second), to_participant_id=urn(first))
    to.put("moves", first, participant_id=urn(first), to_participant_id=urn(second))
    return to.owned


def _plant_one(to: Planter, person: int, many: int, group: str, digest: str, shared: dict[str, str]) -> None:
    who = {"participant_id": urn(person)}
    simple = ("placements", "needs", "assessments", "scores", "voice_entries", "refreshers", "repeat_stops")
    for name in (*simple, "transfers", "drafts", "annex_drafts", "break_glass", "holds", "disposal_proposals"):
        for _ in range(many):
            key = to.new_id(person)
            to.put(name, person, id=key, **who)
            to.former(name, person, key)
    request, mark = to.new_id(person), to.new_id(person)
    to.put("subject_access", person, id=request, **who)
    to.put("subject_access_marks", person, id=mark, request_id=request, **who)
    to.former("subject_access", person, request)
    to.former("subject_access_marks", person, mark)
    for name in ("sharing", "deaths", "retention"):
        to.put(name, person, **who)
        to.former(name, person, urn(person))
    for number in range(many):
        to.put("participant_terms", person, **who)
        to.put("plans", person, version=number, **who)
        to.put("withdrawn", person, **who)
        _plant_course(to, person, group, digest, shared if number == 0 else {})
        _plant_document(to, person)


def _plant_course(to: Planter, person: int, group: str, digest: str, shared: dict[str, str]) -> None:
    course, own, member = to.new_id(person), to.new_id(person), to.new_id(person)
    to.put("interventions", person, id=course, participant_id=urn(person))
    to.put("memberships", person, id=member, group_id=group, intervention_id=course)
    to.put("edition_pins", person, intervention_id=course, entry_digest=digest)
    to.put("sessions", person, id=own, group_id=None)
    to.former("sessions", person, own)
    to.former("interventions", person, course)
    to.former("memberships", person, member)
    for meeting in (own, *shared.values()):
        to.put("attendances", person, intervention_id=course, session_id=meeting)
        to.former("attendances", person, course, meeting)
    for name in ("goals", "progress", "products", "target_outcomes"):
        part = to.new_id(person)
        to.put(name, person, intervention_id=course, part_id=part)
        to.former(name, person, course, part)


def _plant_document(to: Planter, person: int) -> None:
    document, waited = to.new_id(person), to.new_id(person)
    digest = f"{canary(person)}{document}"
    to.put("documents", person, id=document, participant_id=urn(person), digest=digest)
    to.former("documents", person, document)
    to.put("document_copies", person, document_id=document)
    to.put("imported_editions", person, document_id=document, number=1)
    to.put("imported_records", person, document_id=document, edition=1)
    to.put("waiting", person, id=waited, digest=digest)
    to.former("waiting", person, waited)
    to.put("waiting_bytes", person, waiting_id=waited)
    if ("first_two_weeks", urn(person)) not in to.owned[person]:
        to.put("first_two_weeks", person, participant_id=urn(person), document_id=document)
        to.former("first_two_weeks", person, urn(person))


def everything(engine: Engine) -> dict[tuple[str, ...], tuple[Any, ...]]:
    """Every row of every table by its table and key; counts and the audit's own are left out."""
    with engine.connect() as db:
        return {
            (table.name, *(str(row._mapping[one.name]) for one in table.primary_key)): tuple(row)
            for table in METADATA.sorted_tables
            if table.name not in ("audit", "checkpoints", "intervention_counts")
            for row in db.execute(select(table))
        }


def stub(person: int) -> Disposal:
    return Disposal(
        participant_id=urn(person),
        class_id="mental-health",
        review_on=rows.on("2026-01-01"),
        ground=Ground.NOT_NEEDED,
        proposed_by=rows.CLINICIAN,
        proposed_at=rows.NOW,
        approved_by=SUPERVISOR,
        approved_at=rows.NOW,
        removed=(),
    )


def dispose(engine: Engine, person: int) -> None:
    with UnitOfWork(engine, now=rows.NOW, by=SUPERVISOR.id, establishment_id=rows.UNIT.id) as uow:
        uow.disposals.add(stub(person))
        uow.removal.remove(urn(person))
        uow.audit.append(os_user="ada", user="ada", role="supervisor", verb="disposal approve", outcome="done")
        uow.commit()


def test_every_table_is_somebodys_or_says_why_not() -> None:
    assert {*THEIRS, *NOBODYS} == set(METADATA.tables)
    assert not set(THEIRS) & set(NOBODYS)


def test_nothing_is_removed_before_what_belongs_to_it() -> None:
    order = list(THEIRS)
    for name in order:
        for key in METADATA.tables[name].foreign_keys:
            if key.column.table.name in THEIRS:
                assert order.index(name) < order.index(key.column.table.name), name


@pytest.fixture
def planted(engine: Engine) -> dict[int, set[tuple[str, ...]]]:
    with engine.execution_options(**{ESTABLISHMENTS: EVERYWHERE}).begin() as db:
        return plant(db, dict.fromkeys(PEOPLE, 2))


def test_everything_about_a_participant_goes_and_nothing_else(
    engine: Engine, planted: dict[int, set[tuple[str, ...]]]
) -> None:
    whole = engine.execution_options(**{ESTABLISHMENTS: EVERYWHERE})
    before = everything(whole)
    assert {name for name, *_ in planted[1]} == set(THEIRS) | {"revisions"}
    dispose(engine, 1)
    after = everything(whole)
    assert after.keys() - before.keys() == {("disposals", urn(1))}
    assert before.keys() - after.keys() == planted[1]
    assert {key: before[key] for key in before.keys() & after.keys()} == {
        key: row for key, row in after.items() if key in before
    }
    with whole.connect() as db:
        counted = db.execute(select(METADATA.tables["intervention_counts"])).all()
    assert canary(1) not in repr(counted)
    assert sum(row.count for row in counted) == 4
    with UnitOfWork.reading(whole) as uow:
        assert list(uow.intervention_counts.miscounted()) == []


def test_a_session_goes_with_the_last_who_attended_it(engine: Engine, planted: dict[int, set[tuple[str, ...]]]) -> None:
    for person in PEOPLE:
        dispose(engine, person)
    with engine.execution_options(**{ESTABLISHMENTS: EVERYWHERE}).connect() as db:
        (left,) = db.execute(select(METADATA.tables["sessions"])).all()
    assert left.group_id is not None


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(
    many=st.fixed_dictionaries({person: st.integers(1, 4) for person in PEOPLE}),
    first=st.sampled_from(PEOPLE),
)
def test_no_word_is_left_in_any_page_or_in_the_log(
    upgraded: Path, tmp_path: Path, many: dict[int, int], first: int
) -> None:
    folder = tmp_path / f"{first}-{'-'.join(str(one) for one in many.values())}"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    path = folder / "registry.db"
    shutil.copy2(upgraded, path)
    engine = open_engine(path, KEY)
    people = {first: many[first], **many}
    with engine.begin() as db:
        plant(db, people)
    assert deciphered(path, KEY).count(canary(first).encode()) > 100
    dispose(engine, first)
    assert Store(engine=engine).clear_log()
    left = deciphered(path, KEY)
    engine.dispose()
    assert canary(first).encode() not in left
    for other in set(PEOPLE) - {first}:
        assert left.count(canary(other).encode()) > 100


def test_a_log_that_somebody_reads_is_told(file_engine: Engine) -> None:
    with file_engine.begin() as db:
        plant(db, {1: 1, 2: 1})
    with file_engine.execution_options(**{READ_ONLY: True}).connect() as reading:
        reading.execute(select(METADATA.tables["participants"])).all()
        dispose(file_engine, 1)
        assert not Store(engine=file_engine).clear_log()
    assert Store(engine=file_engine).clear_log()


def test_a_guard_lets_nothing_go_without_a_disposal_of_that_participant(
    engine: Engine, planted: dict[int, set[tuple[str, ...]]]
) -> None:
    whole = engine.execution_options(**{ESTABLISHMENTS: EVERYWHERE})
    with UnitOfWork(engine, now=rows.NOW, by=SUPERVISOR.id, establishment_id=rows.UNIT.id) as uow:
        # Another's stands: it opens nothing of this one's.
        uow.disposals.add(stub(3))
        uow.audit.append(os_user="ada", user="ada", role="supervisor", verb="test", outcome="done")
        uow.commit()
    guarded = {key for key in planted[1] if key[0] not in DERIVED}
    assert {name for name, *_ in guarded} == {*THEIRS, "revisions"} - DERIVED
    for name, *key in sorted(guarded):
        table = METADATA.tables[name]
        with pytest.raises(IntegrityError, match="never changed or removed"), whole.begin() as db:
            assert db.execute(table.delete().where(*_is(table, key))).rowcount == 0, name
    assert guarded <= everything(whole).keys()


def _is(table: Table, key: list[str]) -> Iterator[Any]:
    for column, value in zip(table.primary_key, key, strict=True):
        yield column == (int(value) if isinstance(column.type, Integer) else value)


def test_a_copy_of_a_store_takes_stubs_along(
    engine: Engine, planted: dict[int, set[tuple[str, ...]]], upgraded: Path, tmp_path: Path
) -> None:
    dispose(engine, 1)
    whole = engine.execution_options(**{ESTABLISHMENTS: EVERYWHERE})
    shutil.copy2(upgraded, tmp_path / "copied.db")
    copied = open_engine(tmp_path / "copied.db", KEY)
    told: list[tuple[int, int]] = []
    counts = copy_rows(whole, copied, tell=lambda done, of: told.append((done, of)))
    # It is told as rows are copied and as they are compared, and ends with all of them.
    shares = [done / of for done, of in told]
    assert shares == sorted(shares)
    assert any(0 < share < 0.5 for share in shares)
    assert told[-1] == (2 * sum(counts.values()), 2 * sum(counts.values()))
    assert everything(copied) == everything(whole)
    assert same_rows(whole, copied)
    copied.dispose()


def test_a_copy_that_is_stopped_leaves_nothing(
    engine: Engine, planted: dict[int, set[tuple[str, ...]]], upgraded: Path, tmp_path: Path
) -> None:
    shutil.copy2(upgraded, tmp_path / "copied.db")
    copied = open_engine(tmp_path / "copied.db", KEY)

    def stop(done: int, of: int) -> None:
        if done > of / 2:
            raise Stopped

    with pytest.raises(Stopped):
        copy_rows(engine.execution_options(**{ESTABLISHMENTS: EVERYWHERE}), copied, tell=stop)
    assert is_empty(copied)
    copied.dispose()


def test_nothing_is_removed_without_a_stub(
    writing: Callable[[], UnitOfWork], planted: dict[int, set[tuple[str, ...]]]
) -> None:
    with writing() as uow, pytest.raises(NotFound, match="No disposal"):
        uow.removal.remove(urn(1))


def test_a_disposal_left_in_the_middle_leaves_everything(
    engine: Engine, planted: dict[int, set[tuple[str, ...]]]
) -> None:
    whole = engine.execution_options(**{ESTABLISHMENTS: EVERYWHERE})
    before = everything(whole)
    with UnitOfWork(engine, now=rows.NOW, by=SUPERVISOR.id, establishment_id=rows.UNIT.id) as uow:
        uow.disposals.add(stub(1))
        uow.removal.remove(urn(1))
    assert everything(whole) == before


def test_a_stub_has_two_persons_and_is_only_added(
    engine: Engine, writing: Callable[[], UnitOfWork], planted: dict[int, set[tuple[str, ...]]]
) -> None:
    dispose(engine, 1)
    whole = engine.execution_options(**{ESTABLISHMENTS: EVERYWHERE})
    for statement in ("DELETE FROM disposals", "UPDATE disposals SET approved_by = proposed_by"):
        refusals = pytest.raises(DBAPIError, match=r"never changed or removed|permission denied")
        with refusals, whole.begin() as db:
            db.execute(text(statement))
    one = {"participant_id": urn(2), "establishment_id": rows.UNIT.id, "approved_at": "now", "body": {}}
    with pytest.raises(IntegrityError, match="two_persons"), whole.begin() as db:
        db.execute(insert(METADATA.tables["disposals"]), {**one, "proposed_by": "a", "approved_by": "a"})
    with writing() as uow, pytest.raises(NotAllowed, match="recorded already"):
        uow.disposals.add(stub(1))


@needs_server
def test_the_programs_role_may_remove_only_what_a_guard_looks_at(server_engine: Engine) -> None:
    asked = "SELECT has_table_privilege(quote_ident(:name), 'DELETE')"
    with server_engine.connect() as db:
        may = {name for name in METADATA.tables if db.execute(text(asked), {"name": name}).scalar_one()}
    assert may == {*THEIRS, "revisions", "intervention_counts"}


@pytest.mark.parametrize("after", [3, 20, 45, 60, 1000], ids=lambda many: f"after {many} statements")
def test_a_kill_in_the_middle_leaves_all_or_nothing(file_engine: Engine, tmp_path: Path, after: int) -> None:
    with file_engine.begin() as db:
        plant(db, {1: 1, 2: 1})
    before = everything(file_engine)
    file_engine.dispose()
    child = os.fork()
    if child == 0:
        _dispose_and_die(tmp_path / "registry.db", after)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == (-signal.SIGKILL if after < 1000 else 0)
    left = everything(file_engine)
    if after < 1000:
        assert left == before
    else:
        assert not [key for key in left if urn(1) in key and key[0] != "disposals"]
    assert Store(engine=file_engine).integrity() == ()


def _dispose_and_die(path: Path, after: int) -> None:
    """In a child: dispose of the first person's record, and be killed before so many statements are done."""
    engine, done = open_engine(path, KEY), itertools.count()

    def count(*_said: object) -> None:
        if next(done) == after:
            os.kill(os.getpid(), signal.SIGKILL)

    event.listen(engine, "before_cursor_execute", count)
    try:
        dispose(engine, 1)
    finally:
        os._exit(0)
