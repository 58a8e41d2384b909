"""A database on a server: who may do what in it, what is seen of it, and what happens when it goes away."""

import re
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, create_engine, inspect, text
from sqlalchemy.exc import DBAPIError, IntegrityError

from registry.domain.errors import InvalidValue, NotAllowed, NotFound, StorageFailed
from registry.domain.reach import Reach
from registry.store import server as server_module
from registry.store.base import COUNTED
from registry.store.migrations import upgrade
from registry.store.rights import excess_rights
from registry.store.server import open_server, read_address, server_lock
from registry.store.server_store import OPEN_TO_ALL, ServerStore, prepare
from registry.store.tables import METADATA
from registry.store.unit_of_work import UnitOfWork
from tests.postgres import PROGRAM, Database, empty, needs_server, new_database, shared_database
from tests.store import rows
from tests.store.test_migrations import _everything, _fill, _with_step

_WITHOUT: dict[str, Any] = {"no_nhs_number_because": "not known"}
ELSEWHERE = "urn:uuid:00000000-0000-4000-8000-00000000e15e"
NEVER = (
    "UPDATE audit SET outcome = 'nothing'",
    "DELETE FROM audit",
    "INSERT INTO audit SELECT * FROM audit ON CONFLICT (sequence) DO UPDATE SET outcome = 'nothing'",
    "TRUNCATE audit CASCADE",
    "UPDATE document_copies SET data = 'x'",
    "DELETE FROM document_copies",
    "TRUNCATE document_copies",
    "UPDATE documents SET digest = 'another'",
    "DELETE FROM documents",
    "UPDATE imported_editions SET body = '{}'",
    "DELETE FROM imported_editions",
    "UPDATE imported_records SET body = '{}'",
    "DELETE FROM imported_records",
    "UPDATE plans SET body = '{}'",
    "UPDATE revisions SET body = '{}'",
    "DELETE FROM participants",
    "DELETE FROM attendances",
    "UPDATE log_key SET private = 'x'",
)
ONLY_THE_PROGRAM = (
    "UPDATE catalogue_entries SET body = '{}'",
    "DELETE FROM users",
    "DROP TABLE audit",
    "ALTER TABLE audit DISABLE TRIGGER ALL",
    "ALTER TABLE participants DISABLE ROW LEVEL SECURITY",
    "DROP POLICY in_reach ON participants",
    "SET session_replication_role = replica",
    "UPDATE alembic_version SET version_num = '0000'",
)
pytestmark = needs_server


@pytest.fixture
def made() -> Database:
    shared = shared_database()
    empty(shared)
    return shared


@pytest.fixture
def store(made: Database) -> Iterator[ServerStore]:
    opened = ServerStore.connect(made.program)
    opened.keep_within((rows.UNIT.id,))
    yield opened
    opened.close()


@pytest.fixture
def writing(store: ServerStore) -> Callable[[], UnitOfWork]:
    return lambda: store.writing(now=rows.NOW, by=rows.CLINICIAN.id, establishment_id=rows.UNIT.id)


@pytest.fixture
def owner(made: Database) -> Iterator[Engine]:
    engine = open_server(read_address(made.owner))
    yield engine
    engine.dispose()


class TestAddresses:
    @pytest.mark.parametrize(
        ("address", "words"),
        [
            ("postgresql+psycopg://tc@db.example.org/records?sslmode=require", "certificate is checked"),
            ("postgresql+psycopg://tc@db.example.org/records?sslmode=prefer", "certificate is checked"),
            ("postgresql://tc@/records?host=db.example.org&sslmode=disable", "certificate is checked"),
            ("postgresql+psycopg://tc:secret@localhost/records", "holds a password"),
            ("postgresql+psycopg://tc@localhost/records?password=secret", "holds a password"),
            ("mysql://tc@localhost/records", "not a kind of database"),
            ("sqlite:////tmp/registry.db", "not a kind of database"),
            ("postgresql+psycopg://tc@localhost", "names no database"),
            ("the ward's database", "not the address"),
            ("postgresql+psycopg://tc@localhost:port/records", "not the address"),
        ],
    )
    def test_refused(self, address: str, words: str) -> None:
        with pytest.raises(InvalidValue, match=words) as refused:
            read_address(address)
        assert "secret" not in str(refused.value)

    @pytest.mark.parametrize(
        "address",
        [
            "postgresql+psycopg://tc@db.example.org/records",
            "postgresql://tc@db.example.org:5433/records?sslmode=verify-full",
            "postgresql+psycopg://tc@/records?host=a.example.org:5432&host=b.example.org:5432",
            "postgresql+psycopg://tc@localhost,db.example.org/records",
        ],
    )
    def test_another_computer_must_show_its_certificate(self, address: str) -> None:
        assert read_address(address).query["sslmode"] == "verify-full"

    @pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "/run/postgresql"])
    def test_this_computer_needs_none(self, host: str) -> None:
        assert "sslmode" not in read_address(f"postgresql+psycopg://tc@/records?host={host}").query


class TestRights:
    @pytest.mark.parametrize("statement", [*NEVER, *ONLY_THE_PROGRAM])
    def test_the_program_cannot(self, statement: str, store: ServerStore, writing: Callable[[], UnitOfWork]) -> None:
        _fill(writing)
        before = _everything(store.engine)
        refusals = r"permission denied|must be owner|never changed or removed"
        with pytest.raises(DBAPIError, match=refusals), store.engine.begin() as db:
            db.exec_driver_sql(statement)
        assert _everything(store.engine) == before

    @pytest.mark.parametrize("statement", NEVER)
    def test_the_owner_is_told_no(self, statement: str, owner: Engine, writing: Callable[[], UnitOfWork]) -> None:
        _fill(writing)
        with pytest.raises(IntegrityError, match="are never changed or removed"), owner.begin() as db:
            db.exec_driver_sql(statement)

    def test_the_program_has_no_more_than_it_needs(self, store: ServerStore, owner: Engine) -> None:
        assert store.integrity() == ()
        with owner.connect() as db:
            assert "it owns the tables" in excess_rights(db)

    def test_what_was_made_is_known_again_and_what_was_taken_away_is_told(self) -> None:
        with new_database() as made:
            store, above = ServerStore.connect(made.program), create_engine(made.above)
            assert store.altered() == ()
            with above.begin() as db:
                db.exec_driver_sql("DROP TRIGGER no_update_audit ON audit")
                db.exec_driver_sql("ALTER TABLE revisions DISABLE TRIGGER no_delete_revisions")
                db.exec_driver_sql("DROP POLICY in_reach ON needs")
                db.exec_driver_sql("DROP INDEX ix_needs_need")
                db.exec_driver_sql("CREATE VIEW spy AS SELECT 1 AS one")
            assert set(store.altered()) == {
                "the trigger no_update_audit is gone",
                "the trigger no_delete_revisions is not as it was made",
                "the policy on needs is gone",
                "the index ix_needs_need is gone",
                "the view spy is none of this program's",
            }
            above.dispose()
            store.close()

    def test_rights_given_by_hand_are_told_and_taken_back(self, made: Database, store: ServerStore) -> None:
        above = create_engine(made.above)
        with above.begin() as db:
            db.exec_driver_sql(f"GRANT UPDATE, TRUNCATE ON audit TO {PROGRAM}")
            db.exec_driver_sql(f"GRANT UPDATE (digest) ON documents TO {PROGRAM}")
            db.exec_driver_sql("ALTER TABLE needs DISABLE ROW LEVEL SECURITY")
        assert set(store.integrity()) == {
            "the role: it may TRUNCATE audit",
            "the role: it may UPDATE audit",
            "the role: it may UPDATE documents.digest",
            "no row-level security on needs",
        }
        with above.begin() as db:
            db.exec_driver_sql("ALTER TABLE needs ENABLE ROW LEVEL SECURITY")
        above.dispose()
        assert prepare(made.owner, role=PROGRAM) is False
        assert store.integrity() == ()

    @pytest.mark.parametrize("whose", ["owner", "above"])
    def test_a_role_that_could_alter_the_audit_is_not_worked_in(self, whose: str, made: Database) -> None:
        with pytest.raises(NotAllowed, match="could alter the audit"):
            ServerStore.connect(getattr(made, whose))
        with pytest.raises(NotAllowed, match="could alter the audit"):
            prepare(made.owner, role=read_address(getattr(made, whose)).username or "")

    def test_every_text_is_ordered_by_its_bytes(self, owner: Engine) -> None:
        asked = (
            "SELECT table_name || '.' || column_name FROM information_schema.columns WHERE table_schema = 'public' "
            "AND data_type IN ('text', 'character varying') AND collation_name IS DISTINCT FROM 'C'"
        )
        with owner.connect() as db:
            assert set(db.exec_driver_sql(asked).scalars()) == {"alembic_version.version_num"}


class TestEstablishments:
    @pytest.fixture
    def there(self, made: Database, writing: Callable[[], UnitOfWork]) -> Iterator[ServerStore]:
        """Somebody of another establishment of the same home, in which the unit has recorded somebody."""
        _fill(writing)
        opened = ServerStore.connect(made.program)
        opened.keep_within((ELSEWHERE,))
        yield opened
        opened.close()

    @staticmethod
    def written(store: ServerStore) -> UnitOfWork:
        return store.writing(now=rows.NOW, by=rows.CLINICIAN.id, establishment_id=ELSEWHERE)

    def test_another_establishments_rows_are_not_there(self, store: ServerStore, there: ServerStore) -> None:
        seen = {name for name, found in _everything(store.engine).items() if found}
        assert {"participants", "documents", "document_copies", "imported_editions", "imported_records"} <= seen
        left = {name for name, found in _everything(there.engine).items() if found}
        assert left == {"audit", "log_key"}, "one history, and nothing else"
        with there.looking_up() as uow:
            assert uow.participants.find("").items == ()
        assert {name for name, found in _everything(there.everywhere().engine).items() if found} == seen

    def test_nothing_is_seen_until_it_is_said_for_whom(self, made: Database, writing: Callable[[], UnitOfWork]) -> None:
        _fill(writing)
        nobody = ServerStore.connect(made.program)
        with nobody.looking_up() as uow:
            assert uow.participants.count() == 0
            assert uow.audit.size() == 1
        nobody.close()

    def test_a_reach_is_the_transactions_own(self, store: ServerStore, there: ServerStore) -> None:
        """One person's reach holds for one transaction, and what must see everybody still does."""
        number = rows.PARTICIPANT.nhs_number
        assert number is not None
        elsewhere = Reach(establishments=frozenset({ELSEWHERE}))
        glass = replace(elsewhere, under_glass=frozenset({rows.PARTICIPANT.id}))
        for reach, seen in ((elsewhere, 0), (glass, 1), (Reach(establishments=frozenset({rows.UNIT.id})), 1)):
            with there.looking_up(reach) as uow:
                assert uow.participants.count() == seen
                assert uow.everyone.by_nhs_number(number) == (rows.PARTICIPANT,)
                assert uow.participants.count() == seen, "closed again after the question"
        with there.writing(now=rows.NOW, by=rows.CLINICIAN.id, establishment_id=ELSEWHERE, reach=elsewhere) as uow:
            assert uow.everyone.by_nhs_number(number) == (rows.PARTICIPANT,)
            uow.participants.add(replace(rows.PARTICIPANT, id=rows.urn(7200), nhs_number=None, **_WITHOUT))
            uow.commit()
        with there.looking_up(elsewhere) as uow:
            assert [one.id for one in uow.participants.find("").items] == [rows.urn(7200)]

    def test_nothing_is_written_for_another(self, store: ServerStore) -> None:
        with (
            pytest.raises(NotAllowed, match="is another establishment's"),
            store.writing(now=rows.NOW, by=rows.CLINICIAN.id, establishment_id=ELSEWHERE) as uow,
        ):
            uow.participants.add(rows.PARTICIPANT)

    def test_every_table_about_somebody_has_a_policy(self, owner: Engine) -> None:
        """A table that a later step adds must not be forgotten."""
        with owner.connect() as db:
            kept = set(db.exec_driver_sql("SELECT tablename FROM pg_policies WHERE schemaname = 'public'").scalars())
        # Whose home it is, who may sign in, one history, the catalogue: nobody's record.
        shared = {*OPEN_TO_ALL, "audit", "checkpoints", "log_key", "catalogue_entries"}
        assert kept == METADATA.tables.keys() - shared

    def test_who_was_placed_there_is_seen_with_all_that_is_about_them(
        self, store: ServerStore, there: ServerStore, writing: Callable[[], UnitOfWork]
    ) -> None:
        before = _everything(store.engine)
        # What an establishment delivered is counted for it, wherever the participant is.
        before.pop(COUNTED)
        with writing() as uow:
            moved = replace(rows.UNIT.ref, id=ELSEWHERE)
            uow.placements.add(replace(rows.PLACEMENT, id=rows.urn(7000), establishment=moved))
            uow.commit()
        seen = _everything(there.engine)
        for name, found in before.items():
            assert set(found) <= set(seen[name]), name
        # Who now works with them may add to the record, and amend what the other entered.
        with self.written(there) as uow:
            uow.needs.add(replace(rows.NEED, id=rows.urn(7100)))
            uow.needs.save(replace(rows.NEED, standing=next(one for one in type(rows.NEED.standing))))
            uow.commit()

    def test_under_glass_is_read_and_not_written(self, store: ServerStore, there: ServerStore) -> None:
        there.keep_within((ELSEWHERE,), under_glass=(rows.PARTICIPANT.id,))
        assert _everything(there.engine) == {**_everything(store.engine), COUNTED: []}
        with pytest.raises(NotAllowed, match="is another establishment's"), self.written(there) as uow:
            uow.needs.add(replace(rows.NEED, id=rows.urn(7100)))


class TestTogether:
    def test_a_second_writer_waits_and_then_gives_up(
        self, writing: Callable[[], UnitOfWork], made: Database, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(server_module, "BUSY_SECONDS", 0.05)
        impatient = ServerStore.connect(made.program)
        with (
            writing() as uow,
            pytest.raises(StorageFailed, match="another process is writing; nothing was saved"),
            impatient.writing(now=rows.NOW, by=rows.CLINICIAN.id, establishment_id=rows.UNIT.id),
        ):
            pass
        impatient.close()
        with writing() as uow:
            uow.commit()

    def test_many_people_at_once_make_one_chain(self, made: Database) -> None:
        def write(number: int) -> None:
            mine = ServerStore.connect(made.program)
            mine.keep_within((rows.UNIT.id,))
            for step in range(20):
                with mine.writing(now=rows.NOW, by=rows.CLINICIAN.id, establishment_id=rows.UNIT.id) as uow:
                    uow.participants.add(replace(rows.PARTICIPANT, id=rows.urn(9000 + number * 100 + step)))
                    uow.audit.append(
                        os_user="x", user=f"user{number}", role="clinician", verb="add", outcome="done", objects=("a",)
                    )
                    uow.commit()
            mine.close()

        threads = [threading.Thread(target=write, args=(number,)) for number in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        seen = ServerStore.connect(made.program).everywhere()
        with seen.looking_up() as uow:
            assert [row.sequence for row in uow.audit.kept_rows()] == list(range(1, 161))
            assert uow.participants.count() == 160
        seen.close()

    def test_a_change_of_all_of_it_waits_for_everybody(self, made: Database, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(server_module, "_WAIT_ALONE", 0.05)
        url = read_address(made.program)
        with server_lock(url, exclusive=False), server_lock(url, exclusive=False):
            with pytest.raises(StorageFailed, match="in use by 2 others"), server_lock(url, exclusive=True):
                pass
            with pytest.raises(StorageFailed, match="in use by 2 others"):
                prepare(made.owner, role=PROGRAM)
        with (
            server_lock(url, exclusive=True),
            pytest.raises(StorageFailed, match="in use by 1 other;"),
            server_lock(url, exclusive=False),
        ):
            pass


class TestTrouble:
    def test_a_connection_that_is_cut_saves_nothing(
        self, made: Database, store: ServerStore, writing: Callable[[], UnitOfWork]
    ) -> None:
        above = create_engine(made.above, isolation_level="AUTOCOMMIT")
        ending = text(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            "WHERE usename = :who AND datname = current_database()"
        )

        def cut_off() -> None:
            with writing() as uow:
                uow.participants.add(rows.PARTICIPANT)
                with above.connect() as db:
                    db.execute(ending, {"who": PROGRAM})
                uow.commit()

        with pytest.raises(StorageFailed, match="nothing was saved"):
            cut_off()
        above.dispose()
        with store.looking_up() as uow:
            assert uow.participants.count() == 0
        with writing() as uow:
            uow.participants.add(rows.PARTICIPANT)
            uow.commit()

    def test_a_server_that_is_not_there(self, tmp_path: Path) -> None:
        with pytest.raises(StorageFailed, match="the server cannot be reached; nothing was saved"):
            ServerStore.connect(f"postgresql+psycopg://tc@/records?host={tmp_path}")

    def test_a_database_that_is_not_there(self, made: Database) -> None:
        with pytest.raises(StorageFailed, match="the server has no such database"):
            ServerStore.connect(re.sub(r"/test_[0-9a-f]+", "/nowhere", made.program))

    def test_a_database_without_tables(self) -> None:
        shared_database()  # With it come the roles.
        with new_database(prepared=False) as bare:
            with pytest.raises(NotFound, match="no tables yet") as refused:
                ServerStore.connect(bare.program)
            assert "store prepare" in refused.value.hint
            with pytest.raises(NotFound, match="no role 'nobody_here'"):
                prepare(bare.owner, role="nobody_here")

    def test_steps_forward_only_and_never_at_the_price_of_a_row(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        with new_database() as made:
            store = ServerStore.connect(made.program)
            store.keep_within((rows.UNIT.id,))
            _fill(lambda: store.writing(now=rows.NOW, by=rows.CLINICIAN.id, establishment_id=rows.UNIT.id))
            before = _everything(store.engine)
            owner = open_server(read_address(made.owner))
            steps = _with_step(tmp_path, "op.drop_table('placements')")
            with pytest.raises(StorageFailed, match="lose rows of placements"):
                upgrade(owner, steps=steps, newest="0002")
            assert _everything(store.engine) == before
            (steps / "versions" / "0002_next.py").unlink()
            steps = _with_step(tmp_path / "again", "op.add_column('needs', sa.Column('extra', sa.String()))")
            upgrade(owner, steps=steps, newest="0002")
            assert "extra" in {column["name"] for column in inspect(owner).get_columns("needs")}
            # For a program that knows only the first step, this database is a newer one's.
            with pytest.raises(StorageFailed, match="newer Throughcare"):
                upgrade(owner)
            with pytest.raises(StorageFailed, match="other tables than this program knows"):
                ServerStore.connect(made.program)
            owner.dispose()
            store.close()
