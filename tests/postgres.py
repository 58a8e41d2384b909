"""A real PostgreSQL for tests: databases on a server that is named, and a private server around a command.

`python -m tests.postgres COMMAND…` runs a command beside a server of its own, on a socket in a folder nobody else may
open, and says so; where PostgreSQL is not installed it says that, and runs the command without. A server that
THROUGHCARE_TEST_POSTGRES names already (the address of its maintenance database, in a superuser's role) is used as
it is.
"""

import contextlib
import functools
import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlalchemy import Engine, create_engine, make_url, text

from registry.store.server_store import prepare
from registry.store.tables import METADATA

VARIABLE = "THROUGHCARE_TEST_POSTGRES"
OWNER, PROGRAM = "throughcare_owner", "throughcare_program"
_ABSENT = f"no PostgreSQL: run `make test`, or name a server in {VARIABLE}"


def server() -> str | None:
    """The address of the server's maintenance database, or None where none is named."""
    return os.environ.get(VARIABLE) or None


needs_server = pytest.mark.skipif(server() is None, reason=_ABSENT)


@dataclass(frozen=True, kw_only=True)
class Database:
    """One database, by the addresses of the program's role and of its owner's."""

    program: str
    owner: str
    above: str


def database(name: str) -> Database:
    """The addresses of the database with this name."""
    url = make_url(server() or "").set(database=name)

    def spelt(role: str) -> str:
        return url.set(username=role).render_as_string(hide_password=False)

    return Database(program=spelt(PROGRAM), owner=spelt(OWNER), above=url.render_as_string(hide_password=False))


@contextlib.contextmanager
def new_database(*, prepared: bool = True) -> Iterator[Database]:
    """Give a database of its own, with the newest tables unless told otherwise, and take it away afterwards."""
    name = make_database(prepared=prepared)
    try:
        yield database(name)
    finally:
        with _maintenance() as db:
            db.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))


def copied_database(address: str) -> str:
    """Copy the database at an address that nobody is connected to, and return the copy's address in the same role."""
    name = f"test_{uuid.uuid4().hex}"
    url = make_url(address)
    with _maintenance() as db:
        db.execute(text(f"CREATE DATABASE {name} OWNER {OWNER} TEMPLATE {url.database}"))
    return url.set(database=name).render_as_string(hide_password=False)


@functools.cache
def shared_database() -> Database:
    """The one prepared database of this process, for tests that take turns; `empty` it before each."""
    return database(make_database())


def empty(made: Database) -> None:
    """Take every row away, as only somebody above all rights can: triggers and foreign keys stand aside meanwhile."""
    engine = create_engine(made.above)
    try:
        with engine.begin() as db:
            db.execute(text("SET LOCAL session_replication_role = replica"))
            for table in METADATA.tables:
                db.execute(text(f"DELETE FROM {table}"))
    finally:
        engine.dispose()


def make_database(*, prepared: bool = True) -> str:
    """Make a database that lasts as long as the server, and return its name."""
    name = f"test_{uuid.uuid4().hex}"
    template = _template() if prepared else "template0"
    with _maintenance() as db:
        db.execute(text(f"CREATE DATABASE {name} OWNER {OWNER} TEMPLATE {template}"))
    return name


@functools.cache
def _template() -> str:
    """A database that was prepared once in this process, to be copied."""
    with _maintenance() as db:
        for role, rights in ((OWNER, "CREATEDB"), (PROGRAM, "")):
            # Another process of the same run may make it meanwhile.
            db.execute(
                text(
                    f"DO $$ BEGIN CREATE ROLE {role} LOGIN {rights}; "
                    "EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$"
                )
            )
    name = make_database(prepared=False)
    prepare(database(name).owner, role=PROGRAM)
    return name


@contextlib.contextmanager
def _maintenance() -> Iterator["Engine"]:
    engine = create_engine(make_url(server() or ""), isolation_level="AUTOCOMMIT")
    try:
        with engine.connect() as db:
            yield db  # type: ignore[misc]
    finally:
        engine.dispose()


def programs() -> Path | None:
    """The folder of the newest PostgreSQL installed here, or None."""
    folders = [Path(found).resolve().parent for name in ("initdb",) if (found := shutil.which(name))]
    folders += sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda one: int(one.parent.name), reverse=True)
    return next((one for one in folders if (one / "initdb").exists() and (one / "pg_ctl").exists()), None)


@contextlib.contextmanager
def private_server(folder: Path) -> Iterator[str]:
    """Run a server of our own in `folder` until the block ends, and give its address. It refuses to run as root."""
    found = programs()
    if found is None:
        raise FileNotFoundError("PostgreSQL is not installed here")
    who = _account()
    data, log = folder / "data", folder / "log"
    if who is not None:
        shutil.chown(folder, who, pwd.getpwnam(who).pw_gid)
    folder.chmod(0o700)

    def run(*words: str) -> None:
        group = pwd.getpwnam(who).pw_gid if who else None
        subprocess.run(
            [str(found / words[0]), *words[1:]],
            check=True,
            stdout=subprocess.DEVNULL,
            user=who,
            group=group,
            extra_groups=[] if who else None,
            cwd=folder,
        )

    run("initdb", "--pgdata", str(data), "--username=postgres", "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8")
    run(
        "pg_ctl", "start", "--wait", "--silent", "--pgdata", str(data), "--log", str(log), "--options",
        f"-c listen_addresses='' -c unix_socket_directories='{folder}' -c max_connections=200",
    )  # fmt: skip
    try:
        yield f"postgresql+psycopg://postgres@/postgres?host={folder}"
    finally:
        run("pg_ctl", "stop", "--wait", "--silent", "--mode=immediate", "--pgdata", str(data))


def _account() -> str | None:
    """Root must become somebody else: the account that Debian's package makes."""
    if os.geteuid() != 0:
        return None
    try:
        return pwd.getpwnam("postgres").pw_name
    except KeyError:
        raise FileNotFoundError("PostgreSQL does not run as root, and there is no account postgres") from None


def main(command: list[str]) -> int:
    """Run the command beside a server, and return its exit code."""
    # Told to end, the server ends with it.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    with contextlib.ExitStack() as stack:
        if server() is None:
            # A socket's name may be no longer than about 100 characters, and in memory a flush costs nothing.
            where = "/dev/shm" if os.access("/dev/shm", os.W_OK) else "/tmp"
            folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="pg-", dir=where)))
            try:
                address = stack.enter_context(private_server(folder))
            except (FileNotFoundError, subprocess.CalledProcessError) as problem:
                print(f"PostgreSQL: NOT TRIED ({problem}). Tests run on the file only.", flush=True)
            else:
                print(f"PostgreSQL: a server of our own, from {programs()}.", flush=True)
                os.environ[VARIABLE] = address
        else:
            print(f"PostgreSQL: the server that {VARIABLE} names.", flush=True)
        return subprocess.run(command, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
