"""A dishonest hand in the records: with the key, a database tool and without this program."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import Connection

from registry.store.audit import AUDIT
from registry.store.tables import METADATA
from registry.store.written import UNMARKED
from tests.homes import ADMIN, GARETH, RHIANNON, TestHome, make_home
from tests.postgres import needs_server
from tests.two_units import TwoUnits, make_two_units


@pytest.fixture(scope="module")
def units(tmp_path_factory: pytest.TempPathFactory) -> TwoUnits:
    """Two units between which a summary went, with somebody in treatment."""
    folder = tmp_path_factory.mktemp("records")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_STATE_HOME", str(folder / "state"))
        units = make_two_units(folder / "units", on_server=False)
        home = units.ashmere
        work = (
            "intervention",
            "refer",
            "9990000018",
            "--title",
            "Grief work",
            "--delivery",
            "individual",
            "--on",
            "-4",
        )
        key = home.type(*work, "--json").json["id"]
        assert home.type("intervention", "open", key, "--on", "-3").code == 0
        for day in ("t", "-1"):
            held = ("session", "add", key, "--on", day, "--kind", "individual", "--attended", "full")
            assert home.type(*held).code == 0
        assert home.type("need", "add", "9990000018", "anger").code == 0
        units.send()
        return units


@pytest.fixture
def home(units: TwoUnits, monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> TestHome:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path_factory.mktemp("state")))
    return units.ashmere


def _verify(home: TestHome) -> dict[str, object]:
    answer = home.type("audit", "verify", "--records", "--json", user=ADMIN)
    found = answer.json
    assert isinstance(found, dict)
    assert (answer.code == 0) is found["sound"]
    return found


_REFUSES = (
    "CREATE TRIGGER no_update_audit BEFORE UPDATE ON audit BEGIN "
    "SELECT RAISE(ABORT, 'rows of audit are never changed or removed'); END"
)


@contextmanager
def _no_triggers(db: Connection) -> Iterator[None]:
    """Take every trigger away, and put it back as it was: who knows this program leaves no trace in the tables."""
    names = db.exec_driver_sql("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").all()
    for name, _ in names:
        db.exec_driver_sql(f"DROP TRIGGER {name}")
    yield
    for _, sql in names:
        db.exec_driver_sql(sql)


def _edited(home: TestHome, *statements: str) -> list[dict[str, object]]:
    """What is found after what a database tool did, which is then taken back."""
    with home.sit(ADMIN) as sitting:
        engine = sitting.store.engine
        with engine.connect() as db:
            before = {
                table: [tuple(row) for row in db.exec_driver_sql(f"SELECT * FROM {table}")]
                for table in METADATA.tables
                if table not in UNMARKED
            }
        with engine.begin() as db, _no_triggers(db):
            db.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
            for statement in statements:
                assert db.exec_driver_sql(statement).rowcount > 0, statement
    found = _verify(home)
    with home.sit(ADMIN) as sitting, sitting.store.engine.begin() as db, _no_triggers(db):
        db.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
        for table, rows in before.items():
            db.exec_driver_sql(f"DELETE FROM {table}")
            for row in rows:
                db.exec_driver_sql(f"INSERT INTO {table} VALUES ({', '.join('?' * len(row))})", row)
    faults = found["faults"]
    assert isinstance(faults, list)
    return faults


def _rows(home: TestHome, asked: str) -> list[object]:
    with home.sit(ADMIN) as sitting, sitting.store.engine.connect() as db:
        return list(db.exec_driver_sql(asked))


def test_what_the_program_wrote_is_sound(home: TestHome, units: TwoUnits) -> None:
    for one in (home, units.thornfield):
        found = _verify(one)
        counted = {name: count for name, count in one.row_counts().items() if name not in UNMARKED}
        assert found["faults"] == []
        assert found["records"] == sum(counted.values()) > 5
    said = home.type("audit", "verify", "--records", user=ADMIN).out
    assert "Records compared: " in said
    quick = home.type("doctor", user=ADMIN).out
    assert "last compared with the audit on" in quick
    assert ": sound" in quick
    assert "each as an act of the audit left it" in home.type("doctor", "--records", user=ADMIN).out


@pytest.mark.parametrize(
    ("kind", "edit"),
    [
        (
            "record-changed",
            "UPDATE attendances SET attended = 'part' WHERE rowid = (SELECT min(rowid) FROM attendances)",
        ),
        ("record-changed", "UPDATE participants SET body = replace(body, '1984', '1985')"),
        ("record-changed", "UPDATE documents SET status = 'withdrawn'"),
        ("record-changed", "UPDATE document_copies SET data = data || X'20'"),
        ("record-changed", "UPDATE users SET body = replace(body, 'clinician', 'supervisor') WHERE id = 'rhiannon'"),
        ("record-changed", "UPDATE interventions SET entered_by = 'somebody' "),
        ("record-gone", "DELETE FROM attendances WHERE rowid = (SELECT max(rowid) FROM attendances)"),
        ("record-gone", "DELETE FROM users WHERE id = 'gareth'"),
        ("record-added", ""),
    ],
)
def test_an_edit_past_the_program_is_found(home: TestHome, kind: str, edit: str) -> None:
    if not edit:
        columns = ", ".join(
            "replace(id, 'urn:uuid:', 'urn:uuid:f')" if one.name == "id" else one.name
            for one in METADATA.tables["needs"].c
        )
        edit = f"INSERT INTO needs SELECT {columns} FROM needs"
    faults = _edited(home, edit)
    assert {one["kind"] for one in faults} == {kind}
    size = _rows(home, "SELECT max(sequence) FROM audit")[0][0]  # type: ignore[index]
    for one in faults:
        assert one["first"] == 0 if kind == "record-added" else 0 < int(str(one["first"])) <= size
        # An auditor learns where to look and not what the record says.
        assert not any(word in str(one["words"]) for word in ("Jones", "1985", "part", "supervisor"))
    assert _verify(home)["faults"] == []


@pytest.mark.parametrize("value", ["CAST(X'4aff' AS TEXT)", "X'4aff'", "1.5", "-7"])
def test_what_is_no_text_is_found(home: TestHome, value: str) -> None:
    faults = _edited(home, f"UPDATE needs SET body = {value}")
    assert {one["kind"] for one in faults} <= {"record-changed", "record-added", "record-gone"}
    assert any("needs" in str(one["words"]).casefold() for one in faults)


def test_an_older_version_put_back_is_found(tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("older")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_STATE_HOME", str(folder / "state"))
        home = make_home(folder / "home", on_server=False)
        who = ("--surname", "Jones", "--given", "Sian", "--born", "1/3/1984", "--nhs", "9990000018")
        assert home.type("participant", "add", *who).code == 0
        assert home.type("participant", "amend", "9990000018", "--known-as", "Shan").code == 0
        assert _verify(home)["sound"] is True
        with home.sit(ADMIN) as sitting, sitting.store.engine.begin() as db, _no_triggers(db):
            db.exec_driver_sql(
                "UPDATE participants SET (body, version, entered_at, entered_by) = "
                "(SELECT body, version, entered_at, entered_by FROM revisions)"
            )
            db.exec_driver_sql("DELETE FROM revisions")
        faults = _verify(home)["faults"]
        assert isinstance(faults, list)
        assert {one["kind"] for one in faults} == {"record-changed", "record-gone"}


@needs_server
def test_on_a_server_every_establishment_is_compared(tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("server")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_STATE_HOME", str(folder / "state"))
        home = make_home(folder / "home", on_server=True)
        who = ("--surname", "Jones", "--given", "Sian", "--born", "1/3/1984", "--nhs", "9990000018")
        assert home.type("participant", "add", *who).code == 0
        assert home.type("participant", "amend", "9990000018", "--known-as", "Shan").code == 0
        found = _verify(home)
        counted = {name: count for name, count in home.row_counts().items() if name not in UNMARKED}
        assert (found["faults"], found["records"]) == ([], sum(counted.values()))


def test_what_hides_an_edit_is_found_in_the_audit(tmp_path_factory: pytest.TempPathFactory) -> None:
    """The digests of a row can be taken out or exchanged; then the audit's own row is not as it was written."""
    folder = tmp_path_factory.mktemp("hidden")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_STATE_HOME", str(folder / "state"))
        home = make_home(folder / "home", on_server=False)
        with home.sit(ADMIN) as sitting, sitting.store.engine.begin() as db:
            db.exec_driver_sql("DROP TRIGGER no_update_audit")
            db.execute(AUDIT.update().where(AUDIT.c.sequence == 2).values(wrote=None))
        faults = _verify(home)["faults"]
        assert isinstance(faults, list)
        assert {"row-changed", "record-added"} <= {one["kind"] for one in faults}


def test_the_audit_tells_nothing_that_can_be_tried_out(home: TestHome) -> None:
    """The digests need a key from the database: the same content in two homes has other digests."""
    exported = _rows(home, "SELECT wrote FROM audit WHERE wrote IS NOT NULL")
    other = _rows(home, "SELECT count(*) FROM audit WHERE wrote LIKE '%urn:%'")
    assert exported
    assert other[0][0] == 0  # type: ignore[index]


@pytest.mark.parametrize("user", [RHIANNON, GARETH])
def test_only_who_may_read_the_audit(home: TestHome, user: str) -> None:
    assert home.type("audit", "verify", "--records", user=user).code == 3


@pytest.mark.parametrize(
    ("table", "edit"),
    [
        ("participant_terms", "DELETE FROM participant_terms"),
        ("participant_terms", "UPDATE participant_terms SET term = 'nobody' WHERE kind = 'surname'"),
    ],
)
def test_a_person_who_is_hidden_from_search_is_found(home: TestHome, table: str, edit: str) -> None:
    with home.sit(ADMIN) as sitting, sitting.store.engine.begin() as db:
        before = [tuple(row) for row in db.exec_driver_sql(f"SELECT * FROM {table}")]
        assert db.exec_driver_sql(edit).rowcount > 0
    faults = _verify(home)["faults"]
    with home.sit(ADMIN) as sitting, sitting.store.engine.begin() as db:
        db.exec_driver_sql(f"DELETE FROM {table}")
        for row in before:
            db.exec_driver_sql(f"INSERT INTO {table} VALUES ({', '.join('?' * len(row))})", row)
    assert isinstance(faults, list)
    assert {one["kind"] for one in faults} == {"misfiled"}


@pytest.mark.parametrize(
    ("edit", "back", "said"),
    [
        (
            "DROP TRIGGER no_update_audit",
            _REFUSES,
            "The trigger no_update_audit is gone.",
        ),
        (
            "CREATE TRIGGER quiet AFTER INSERT ON audit BEGIN SELECT 1; END",
            "DROP TRIGGER quiet",
            "The trigger quiet is none of this program's.",
        ),
        ("CREATE VIEW spy AS SELECT * FROM audit", "DROP VIEW spy", "The view spy is none of this program's."),
        (
            "DROP INDEX ix_needs_need",
            "CREATE INDEX ix_needs_need ON needs (need)",
            "The index ix_needs_need is gone.",
        ),
        (
            "ALTER TABLE needs ADD COLUMN note VARCHAR",
            "ALTER TABLE needs DROP COLUMN note",
            "The table needs is not as it was made.",
        ),
    ],
)
def test_tables_that_are_not_as_they_were_made_are_told(home: TestHome, edit: str, back: str, said: str) -> None:
    with home.sit(ADMIN) as sitting, sitting.store.engine.begin() as db:
        db.exec_driver_sql(edit)
    found = _verify(home)
    doctor = home.type("doctor", user=ADMIN)
    with home.sit(ADMIN) as sitting, sitting.store.engine.begin() as db:
        db.exec_driver_sql(back)
    faults = found["faults"]
    assert isinstance(faults, list)
    assert [(one["kind"], one["words"]) for one in faults] == [("tables-changed", said)]
    line = next(line for line in doctor.out.splitlines() if said[4:-1] in line)
    assert line.startswith("MEND")
    assert "show it to the auditor" in doctor.out
    assert _verify(home)["faults"] == []
