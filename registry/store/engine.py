"""The door to the encrypted database: one engine, prepared the same way on every connection.

SQLCipher is opened with the raw key, so no passphrase is derived here. Each connection runs with the write-ahead
log and full synchronisation: in simulated power cuts anything less lost acknowledged work. Python's own
handling of transactions is switched off; SQLAlchemy's begin event says BEGIN IMMEDIATE, so that two writers
queue at the start instead of failing in the middle, or plain BEGIN for a connection that only reads.
"""

import contextlib
import os
import stat
import urllib.parse
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import Any, cast

from sqlalchemy import Connection, Engine, ExceptionContext, create_engine, event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.pool import QueuePool
from sqlcipher3 import dbapi2

from registry.domain.errors import NotFound, Refusal, Refused, StorageFailed
from registry.domain.keycheck import key_fits
from registry.files import PRIVATE_FILE, disk_errors, sync_folder
from registry.store.server_errors import server_failure

DATABASE_NAME = "registry.db"
BUSY_SECONDS = 5.0
"""How long a writer waits for another before it gives up."""

READ_ONLY = "throughcare_read_only"
"""The execution option that makes a connection begin plainly and refuse to write."""

QUERY_ONLY = "throughcare_query_only"
"""What a connection's info says of the pragma as it was last set there."""

_KEY_BYTES = 32
_BUSY, _LOCKED, _IO, _CORRUPT, _FULL, _NOT_A_DATABASE = 5, 6, 10, 11, 13, 26
_REOPEN = {_IO, _CORRUPT, _FULL}
# SQLite's primary result codes that mean the disk, the file or another process, and what to say of each
# (https://sqlite.org/rescode.html). The others are mistakes of the program and are left to surface.
_STORAGE_WORDS = {
    3: "the system refuses access to the file",
    _BUSY: "another process is writing",
    _LOCKED: "another connection is writing",
    7: "there is not enough memory",
    8: "the file or its folder may not be written",
    _IO: "the disk failed",
    _CORRUPT: "the file is damaged",
    _FULL: "the disk is full",
    14: "the file cannot be opened",
    15: "another process holds the file",
    22: "the file is larger than this system allows",
    _NOT_A_DATABASE: "the file does not open with this key",
}


class Opening(StrEnum):
    """How a database file is opened."""

    EXISTING = "rw"
    """Read and write; the file must be there."""
    SEALED_COPY = "ro&immutable=1"
    """Read a finished copy that nobody writes, leaving no file beside it; works on read-only media."""


def create_database(path: Path) -> None:
    """Make the empty file that `open_engine` then fills: new, mode 0600, its name durable.

    SQLite gives the log files beside a database the mode of the database. Raises `StorageFailed`, also when
    something is there already.
    """
    with disk_errors(f"The database {path.name} could not be made"):
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
        os.close(os.open(path, flags, PRIVATE_FILE))
        sync_folder(path.parent)


def open_engine(path: Path, key: bytes, *, check: str | None = None, opening: Opening = Opening.EXISTING) -> Engine:
    """Return an engine on the existing database at `path`, opened once to prove the key.

    `key` has 32 bytes; `check` is the key check kept beside the sealed key and tells a wrong key from a damaged
    file. Transactions begin with BEGIN IMMEDIATE; connections with the execution option `READ_ONLY` begin plainly
    and cannot write. Raises `NotFound`, `Refused` (`NOT_A_FILE`) and `StorageFailed`.
    """
    engine = create_engine(
        "sqlite://",
        module=dbapi2,
        creator=lambda: open_connection(path, key, check=check, opening=opening),
        # The address names no file, so SQLAlchemy would take the pool meant for databases in memory.
        poolclass=QueuePool,
        # An error message must not show what was being stored.
        hide_parameters=True,
    )
    event.listen(engine, "begin", _begin)
    event.listen(engine, "handle_error", _reopen_after_failure)
    with storage_errors(), engine.connect():
        pass
    return engine


def open_connection(path: Path, key: bytes, *, check: str | None = None, opening: Opening = Opening.EXISTING) -> Any:
    """Return a prepared connection of the driver itself, in autocommit, for backups. Raises as `open_engine`."""
    if len(key) != _KEY_BYTES:
        raise StorageFailed(f"A database key has {_KEY_BYTES} bytes.")
    if check is not None and not key_fits(key, check):
        raise StorageFailed("The key does not belong to this database.", hint="Sign in to the home it belongs to.")
    _require_file(path)
    address = f"file:{urllib.parse.quote(str(path.absolute()))}?mode={opening.value}"
    with storage_errors():
        # The pool hands a connection to one thread at a time, so the driver's own check is not needed.
        connection = dbapi2.connect(
            address, uri=True, isolation_level=None, check_same_thread=False, timeout=BUSY_SECONDS
        )
        try:
            _prepare(connection, key, path.name, key_is_right=check is not None)
            if opening is Opening.EXISTING:
                _keep_durable(connection)
        except BaseException:
            connection.close()
            raise
    return connection


@contextlib.contextmanager
def storage_errors(*, so: str = "nothing was saved") -> Iterator[None]:
    """Turn failures of disk, file or lock inside the block into `StorageFailed`, "…; <so>."

    Stand it around the whole transaction. Broken constraints and faulty statements pass unchanged: they are the
    program's to handle.
    """
    try:
        yield
    except (DBAPIError, dbapi2.DatabaseError, PoolTimeout) as problem:
        failure = _storage_failure(problem, so)
        if failure is None:
            raise
        raise failure from problem


def straight(db: Connection, statement: str, values: Any = ()) -> Any:
    """Execute what is spelt for the driver already and return the first row, None where there is none.

    A file's driver is asked itself: what SQLAlchemy adds to a statement takes longer than a small one. A failure ends
    the connection, and the transaction with it; the next opens the file through recovery.
    """
    if db.dialect.name != "sqlite":
        done = db.exec_driver_sql(statement, values)
        return done.first() if done.returns_rows else None
    try:
        return cast(Any, db.connection.driver_connection).execute(statement, values).fetchone()
    except dbapi2.Error:
        db.invalidate()
        db.engine.dispose()
        raise


def _begin(connection: Connection) -> None:
    read_only = bool(connection.get_execution_options().get(READ_ONLY))
    # Only where it changes: the pragma makes SQLite forget every statement that it has prepared.
    if connection.info.get(QUERY_ONLY) is not read_only:
        connection.exec_driver_sql("PRAGMA query_only = ON" if read_only else "PRAGMA query_only = OFF")
        connection.info[QUERY_ONLY] = read_only
    connection.exec_driver_sql("BEGIN" if read_only else "BEGIN IMMEDIATE")


def _reopen_after_failure(context: ExceptionContext) -> None:
    """After the disk failed, close every connection, so that the next opens the file through recovery."""
    if _code(context.original_exception) in _REOPEN:
        context.is_disconnect = True


def _prepare(connection: Any, key: bytes, name: str, *, key_is_right: bool) -> None:
    # First of all, or SQLCipher writes its own diagnostics to the terminal.
    connection.execute("PRAGMA cipher_log_level = NONE")
    connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
    # The file format is pinned: a later SQLCipher may have another default.
    connection.execute("PRAGMA cipher_compatibility = 4")
    version = connection.execute("PRAGMA cipher_version").fetchone()
    if not version or not version[0]:
        raise StorageFailed("This SQLite cannot encrypt; nothing was opened.", hint="Install sqlcipher3 again.")
    for setting in ("foreign_keys = ON", "secure_delete = ON", "temp_store = MEMORY", "trusted_schema = OFF"):
        connection.execute(f"PRAGMA {setting}")
    try:
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except dbapi2.DatabaseError as problem:
        if _code(problem) != _NOT_A_DATABASE:
            raise
        if key_is_right:
            raise StorageFailed(
                f"{name} does not open with the key beside it: its beginning is damaged, or the key is from before a "
                "change of keys.",
                hint="Restore the newest backup, which has both.",
            ) from problem
        raise StorageFailed(
            f"{name} does not open with this key: the key is another's, or the file is damaged or no database.",
            hint="Check that the key and the database come from one home.",
        ) from problem


def _keep_durable(connection: Any) -> None:
    mode = connection.execute("PRAGMA journal_mode = WAL").fetchone()
    if mode != ("wal",):
        raise StorageFailed("The database cannot keep a write-ahead log here.", hint="Keep it on a local disk.")
    connection.execute("PRAGMA synchronous = FULL")
    # 32 MiB: with SQLCipher's own 2 MB a search among 100,000 people decrypts the same pages again and again.
    connection.execute("PRAGMA cache_size = -32768")
    # On macOS an ordinary fsync stops at the drive's cache; elsewhere these change nothing.
    connection.execute("PRAGMA fullfsync = ON")
    connection.execute("PRAGMA checkpoint_fullfsync = ON")


def _require_file(path: Path) -> None:
    try:
        mode = path.lstat().st_mode
    except FileNotFoundError:
        raise NotFound(
            f"There is no database {path.name} here.", hint="Check that this is a Throughcare home."
        ) from None
    except OSError as problem:
        raise StorageFailed(f"The database {path.name} cannot be reached.") from problem
    if not stat.S_ISREG(mode):
        raise Refused(Refusal.NOT_A_FILE, f"The database {path.name} is not an ordinary file.")


def _storage_failure(problem: Exception, so: str) -> StorageFailed | None:
    if isinstance(problem, PoolTimeout):
        return StorageFailed("The database is busy: all its connections are in use; nothing was saved.")
    origin = problem.orig if isinstance(problem, DBAPIError) else problem
    if origin is not None and not isinstance(origin, dbapi2.Error):
        return server_failure(origin)
    code = _code(origin)
    words = _STORAGE_WORDS.get(code)
    if words is None:
        return None
    hints = {_BUSY: "Try again in a moment.", _LOCKED: "Try again in a moment.", _FULL: "Make room on the disk."}
    return StorageFailed(f"The database could not be used: {words}; {so}.", hint=hints.get(code, ""))


def _code(problem: BaseException | None) -> int:
    """Return SQLite's primary result code, 0 when there is none; the upper bits of a code only refine it."""
    code = getattr(problem, "sqlite_errorcode", None)
    return code & 0xFF if isinstance(code, int) else 0
