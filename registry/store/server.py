"""The door to a database on a PostgreSQL server: one engine, prepared the same way on every connection.

A transaction that writes takes one lock for the whole database at its beginning, as BEGIN IMMEDIATE does with a file:
what it has read cannot change before it commits, and the audit is one chain without gaps. One that only reads sees
one moment and cannot write. Every transaction says which establishments it is for; where it says nothing, row-level
security shows it nothing.
"""

import contextlib
import logging
from collections.abc import Collection, Iterator
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError
from sqlalchemy.pool import NullPool, QueuePool

from registry.domain.errors import InvalidValue, StorageFailed
from registry.store.engine import BUSY_SECONDS, READ_ONLY, storage_errors
from registry.store.within import EVERYBODY

ESTABLISHMENTS = "throughcare_establishments"
"""The execution option that names the establishments whose rows a connection sees and writes, by id."""

UNDER_GLASS = "throughcare_under_glass"
"""The execution option that names participants beyond them who may be read for the moment, by id."""

EVERYWHERE = "*"
"""In place of the ids: every establishment, for copies, backups and checks of the whole."""


def seen(establishments: Collection[str], under_glass: Collection[str] = ()) -> dict[str, tuple[str, ...]]:
    """Return the execution options of a connection that sees what is of these, and participants under glass."""
    return {ESTABLISHMENTS: tuple(sorted(establishments)), UNDER_GLASS: tuple(sorted(under_glass))}


_DRIVER = "postgresql+psycopg"
_SPELT = ("postgresql", "postgres", _DRIVER)
_LOCAL = ("localhost", "127.0.0.1", "::1")
_WAIT_ALONE = 10
# Two numbers name an advisory lock; the first is this program's own ("thru" in ASCII), so that a database shared with
# another program's locks is not disturbed.
_OURS, _WRITING, _OPEN = 0x74687275, 1, 2
_SEE = "SELECT set_config('throughcare.establishments', %s, true)"
_SEEN = "SELECT set_config('throughcare.establishments', %s, true), set_config('throughcare.under_glass', %s, true)"
_EXAMPLE = "An address reads postgresql+psycopg://ROLE@HOST/DATABASE."


def read_address(text: str) -> URL:
    """Return the address of a database on a server. Raises InvalidValue for another, and for one with a password.

    Between two computers the connection is encrypted and the server's certificate checked; an address that asks for
    less is refused.
    """
    try:
        url = make_url(text)
    except (ArgumentError, ValueError):
        raise InvalidValue("That is not the address of a database.", hint=_EXAMPLE) from None
    if url.drivername not in _SPELT:
        raise InvalidValue(f"{url.drivername[:30]!a} is not a kind of database known here.", hint=_EXAMPLE)
    if not url.database:
        raise InvalidValue("The address names no database.", hint=_EXAMPLE)
    if url.password is not None or "password" in url.query:
        raise InvalidValue(
            "The address holds a password, which everybody on this computer could read.",
            hint="Keep it in a password file (~/.pgpass), or let the role in by certificate.",
        )
    url = url.set(drivername=_DRIVER)
    if all(_is_local(host) for host in _hosts(url)):
        return url
    if url.query.get("sslmode", "verify-full") != "verify-full":
        raise InvalidValue(
            "Records travel to another computer only where its certificate is checked.",
            hint="Leave sslmode out, and put the authority's certificate into ~/.postgresql/root.crt.",
        )
    return url.update_query_dict({"sslmode": "verify-full"})


def open_server(url: URL) -> Engine:
    """Return an engine on the database at `url`, opened once. Raises StorageFailed.

    Connections with the execution option `READ_ONLY` see one moment and cannot write; the others queue for the lock.
    """
    engine = _engine(url, BUSY_SECONDS)
    event.listen(engine, "begin", _begin)
    event.listen(engine, "before_cursor_execute", _before)
    event.listen(engine, "after_cursor_execute", _after)
    with storage_errors(), engine.execution_options(**{READ_ONLY: True}).connect() as db:
        db.exec_driver_sql("SELECT 1")
    return engine


@contextlib.contextmanager
def server_lock(url: URL, *, exclusive: bool) -> Iterator[None]:
    """Hold the lock on the database for the length of the block: shared at work, exclusive for a change of all of it.

    The server lets go of it when the process ends, however it ends. Raises StorageFailed when others are in the way.
    """
    kind = "" if exclusive else "_shared"
    # Not from the pool: what the lock belongs to is the connection.
    engine = _engine(url, _WAIT_ALONE, poolclass=NullPool)
    with storage_errors():
        connection = engine.connect().execution_options(isolation_level="AUTOCOMMIT")
    try:
        try:
            with storage_errors():
                connection.exec_driver_sql(f"SELECT pg_advisory_lock{kind}(%s, %s)", (_OURS, _OPEN))
        except StorageFailed:
            raise StorageFailed(
                f"The database is in use by {_others(connection)}; nothing was saved.",
                hint="Close Throughcare there, or try again later.",
            ) from None
        _require_held(connection)
        yield
    finally:
        connection.close()


# The pool reports a connection that died with a traceback on the terminal; the refusal says it in a line.
logging.getLogger("sqlalchemy.pool").addHandler(logging.NullHandler())


def _engine(url: URL, wait_seconds: float, poolclass: Any = QueuePool) -> Engine:
    settings = {
        "lock_timeout": f"{wait_seconds * 1000:.0f}",
        # Whatever the server's default: what was acknowledged is on its disk.
        "synchronous_commit": "on",
        # A program that hangs must not hold the lock for the others.
        "idle_in_transaction_session_timeout": "600000",
    }
    # The pool asks whether a connection still lives before it hands it out: a server may have changed places.
    pooled = {} if poolclass is NullPool else {"pool_pre_ping": True}
    try:
        return create_engine(
            url,
            poolclass=poolclass,
            connect_args={
                "application_name": "throughcare",
                "connect_timeout": 10,
                "options": " ".join(f"-c {name}={value}" for name, value in settings.items()),
            },
            # An error message must not show what was being stored.
            hide_parameters=True,
            **pooled,
        )
    except ModuleNotFoundError:
        raise StorageFailed(
            "PostgreSQL needs psycopg, which is not installed.", hint="Install `throughcare[postgres]`."
        ) from None


def _begin(connection: Connection) -> None:
    options = connection.get_execution_options()
    own = _own(connection)
    glass = ",".join(options.get(UNDER_GLASS) or ())
    if options.get(READ_ONLY):
        connection.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        connection.exec_driver_sql(_SEEN, (own, glass))
    else:
        # Read committed: each statement after the wait sees what the one before us saved. Nobody else writes meanwhile.
        connection.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL READ COMMITTED")
        connection.exec_driver_sql(f"{_SEEN}, pg_advisory_xact_lock(%s, %s)", (own, glass, _OURS, _WRITING))


def _own(connection: Connection) -> str:
    own = connection.get_execution_options().get(ESTABLISHMENTS) or ()
    return EVERYWHERE if own == EVERYWHERE else ",".join(own)


def _before(connection: Connection, cursor: Any, _sql: str, _values: Any, context: Any, _many: bool) -> None:  # noqa: ARG001
    """Open everybody's rows to one of the few questions that must see everybody."""
    if context is not None and context.execution_options.get(EVERYBODY):
        cursor.connection.execute(_SEE, (EVERYWHERE,))


def _after(connection: Connection, cursor: Any, _sql: str, _values: Any, context: Any, _many: bool) -> None:
    """Close them again. Where the question failed, the transaction is over, and the setting with it."""
    if context is not None and context.execution_options.get(EVERYBODY):
        cursor.connection.execute(_SEE, (_own(connection),))


def _require_held(connection: Connection) -> None:
    """Raise StorageFailed on a server that answers as if it had locked: some compatible engines do."""
    asked = "SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND granted AND pid = pg_backend_pid() AND classid = %s"
    if connection.exec_driver_sql(asked, (_OURS,)).first() is None:
        raise StorageFailed("This server keeps no advisory locks, and would lose work.", hint="Use PostgreSQL itself.")


def _others(connection: Connection) -> str:
    asked = (
        "SELECT count(DISTINCT pid) FROM pg_locks WHERE locktype = 'advisory' AND granted AND pid <> pg_backend_pid() "
        "AND database = (SELECT oid FROM pg_database WHERE datname = current_database()) "
        "AND classid = %s AND objid = %s"
    )
    count = connection.exec_driver_sql(asked, (_OURS, _OPEN)).scalar_one()
    return f"{count} other{'s' if count != 1 else ''}" if count else "somebody"


def _hosts(url: URL) -> tuple[str, ...]:
    named = url.query.get("host", ())
    listed = (named,) if isinstance(named, str) else tuple(named)
    hosts = [one for text in listed for one in text.split(",")]
    return tuple(one for one in (url.host, *hosts) if one)


def _is_local(host: str) -> bool:
    return host.startswith("/") or host in _LOCAL or host.rsplit(":", 1)[0] in _LOCAL
