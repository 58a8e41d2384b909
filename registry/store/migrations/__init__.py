"""The numbered steps from an empty database to today's tables, and how they are taken.

A step runs on its own connection, in one transaction that alone may write; in a file with foreign keys off, because
batch mode rebuilds a table by dropping it. Before it commits, every foreign key is checked and no table may have lost
a row. Who calls this holds the home's lock, or the server's, alone. A step that rebuilds a table makes its triggers
again.
"""

from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Engine, func, inspect, quoted_name, select, table

from registry.domain.errors import StorageFailed
from registry.store.engine import READ_ONLY, storage_errors

if TYPE_CHECKING:
    from alembic.config import Config

NEWEST = "0001"
"""The number of the newest step, so that opening an up-to-date database loads no Alembic."""

STEPS = Path(__file__).parent


def needs_upgrade(engine: Engine) -> bool:
    """Return whether the tables are not the newest; also for a database that has none."""
    with storage_errors(), engine.connect().execution_options(**{READ_ONLY: True}) as db:
        return standing(db) != NEWEST


def upgrade(engine: Engine, *, steps: Path = STEPS, newest: str = NEWEST) -> None:
    """Bring the database to the newest tables, all or nothing; nothing happens where they are there already.

    `steps` and `newest` are the folder of steps and its last; only tests of the way itself give others. Raises
    StorageFailed when the disk fails, a row would be lost, or the database is newer than this program.
    """
    with storage_errors(), engine.connect() as db:
        if standing(db) == newest:
            return
        db.rollback()
        _upgrade(db, steps)


def standing(db: Connection) -> str | None:
    """Return the number of the step the database stands at, None before the first."""
    if not inspect(db).has_table("alembic_version"):
        return None
    found: str | None = db.exec_driver_sql("SELECT version_num FROM alembic_version").scalar_one_or_none()
    return found


def _upgrade(db: Connection, steps: Path) -> None:
    in_file = db.dialect.name == "sqlite"
    if in_file:
        # The pragma does nothing inside a transaction, so it goes to the driver before one begins, and the
        # connection is given up afterwards instead of going back to the pool.
        driver: Any = db.connection.driver_connection
        db.detach()
        driver.execute("PRAGMA foreign_keys = OFF")
        # A table that is rebuilt is away for a moment, and the guards of others ask it: they are not looked through.
        driver.execute("PRAGMA legacy_alter_table = ON")
    with db.begin():
        before = _counts(db)
        take_steps(db, steps)
        after = _counts(db)
        lost = sorted(name for name, rows in before.items() if after.get(name, 0) < rows)
        if lost:
            raise StorageFailed(f"The upgrade would lose rows of {', '.join(lost)}; nothing was changed.")
        # A server alters a table in place and keeps its foreign keys all the while.
        if in_file and db.exec_driver_sql("PRAGMA foreign_key_check").first() is not None:
            raise StorageFailed("The upgrade would leave rows that belong to nothing; nothing was changed.")


def take_steps(db: Connection, steps: Path = STEPS) -> None:
    """Take every step that is still to be taken, in the connection's transaction. Raises StorageFailed."""
    from alembic import command
    from alembic.script import ScriptDirectory

    config = _config(steps)
    at = standing(db)
    # Two processes may come here one after the other: the second finds the step taken, and takes none.
    known = {step.revision for step in ScriptDirectory.from_config(config).walk_revisions()}
    if at is not None and at not in known:
        raise StorageFailed(
            f"The database was made by a newer Throughcare (step {at[:20]!a}); nothing was changed.",
            hint="Upgrade Throughcare.",
        )
    config.attributes["connection"] = db
    command.upgrade(config, "head")


def _counts(db: Connection) -> dict[str, int]:
    names = [name for name in inspect(db).get_table_names() if name != "alembic_version"]
    rows = select(func.count()).select_from
    return {name: db.execute(rows(table(quoted_name(name, quote=True)))).scalar_one() for name in names}


def _config(steps: Path) -> "Config":
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(steps).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    return config
