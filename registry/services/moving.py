"""Move a home's records between its own file and a PostgreSQL server: copied, compared, proven, then in use."""

import os
from collections.abc import Mapping
from dataclasses import dataclass

from registry.custody.dbkey import open_database_key
from registry.domain.access import Permission
from registry.domain.errors import NotAllowed
from registry.domain.long_work import Tell, untold
from registry.files import TEMPORARY_SUFFIX, disk_errors, sync_folder
from registry.services.backing_up import prove_store
from registry.services.checkpoints import make_checkpoint
from registry.services.journeys import journey
from registry.services.sitting import Sitting
from registry.store.copying import copy_rows, is_empty, same_rows
from registry.store.opened import Store
from registry.store.server import read_address, server_lock
from registry.store.server_store import ServerStore, prepare

LEFT_NAME = "registry-before-server.db"
"""What the file is called once its records are on a server: kept, and opened by nobody."""
_MAKING = f".registry.db.copy{TEMPORARY_SUFFIX}"
_BESIDE = ("", "-wal", "-shm", "-journal")


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """How many rows each table has in both stores, and whether an earlier copy was only finished."""

    rows: Mapping[str, int]
    finished: bool = False


def prepare_database(address: str, role: str) -> bool:
    """Make or bring up to date the tables at `address`, whose owner it names, and give `role` the program's rights.

    Return whether the tables are new or newer. Raises InvalidValue, NotFound, NotAllowed and StorageFailed.
    """
    return prepare(address, role=role)


@journey(Permission.BACK_UP)
def copy_to_server(sitting: Sitting, address: str, *, tell: Tell = untold) -> Moved:
    """Copy this home's records to the empty, prepared database at `address`, which then takes the file's place.

    Needs the home alone. The file stays, under another name. Where an earlier copy was cut off just before the file
    got that name, this only finishes it. Raises NotAllowed for a home on a server and for a database that is not
    empty, and StorageFailed; the file goes on counting then.
    """
    _require_alone(sitting)
    if sitting.store.on_server:
        raise NotAllowed(
            "The records are on a server already.", hint="Back into a file: `throughcare store copy file`."
        )
    with server_lock(read_address(address), exclusive=True):
        target = ServerStore.connect(address)
        try:
            whole = target.everywhere()
            finished = not is_empty(whole.engine) and same_rows(sitting.store.engine, whole.engine)
            if not finished:
                _write_down(sitting, "to a server")
                rows = copy_rows(sitting.store.engine, whole.engine, tell=tell)
            else:
                rows = whole.row_counts()
            prove_store(whole, sitting.unit.id)
            sitting.store.go_on_with(whole)
            _set_aside(sitting)
        except BaseException:
            target.close()
            raise
    return Moved(rows={name: count for name, count in rows.items() if name != "alembic_version"}, finished=finished)


@journey(Permission.BACK_UP)
def copy_to_file(sitting: Sitting, *, tell: Tell = untold) -> Moved:
    """Copy this home's records from the server into a new encrypted file of the home, which then counts.

    Needs the home alone. Raises NotAllowed for a home that has its file, and StorageFailed; no file is left then.
    """
    _require_alone(sitting)
    home = sitting.home
    if not sitting.store.on_server:
        raise NotAllowed("The records are in the home's own file already.")
    key = open_database_key(home.folder, sitting.keys.identity)
    making = home.folder / _MAKING
    with disk_errors("An unfinished copy could not be removed"):
        for suffix in _BESIDE:
            making.with_name(making.name + suffix).unlink(missing_ok=True)
    _write_down(sitting, "to a file")
    made = Store.make(making, key)
    try:
        rows = copy_rows(sitting.store.everywhere().engine, made.engine, tell=tell)
        prove_store(made, sitting.unit.id)
        made.finish()
        with disk_errors("The copied database could not be given its name"):
            os.replace(making, home.database)  # noqa: PTH105 - beside its siblings
            sync_folder(home.folder)
    except BaseException:
        made.close()
        for suffix in _BESIDE:
            making.with_name(making.name + suffix).unlink(missing_ok=True)
        raise
    return Moved(rows=rows)


def _write_down(sitting: Sitting, where: str) -> None:
    """Write the act into the history before it is copied, under a checkpoint that goes with it."""
    with sitting.writing("store copy", sitting.unit.id, purpose=where):
        pass
    with sitting.checkpointing() as uow:
        make_checkpoint(uow, sitting.unit.id)
        uow.commit()


def _require_alone(sitting: Sitting) -> None:
    if not sitting.alone:
        raise NotAllowed("Records move only while nobody else has the home open.", hint="Close Throughcare elsewhere.")


def _set_aside(sitting: Sitting) -> None:
    database = sitting.home.database
    with disk_errors("The file could not be set aside"):
        for suffix in ("-wal", "-shm"):
            database.with_name(database.name + suffix).unlink(missing_ok=True)
        os.replace(database, database.with_name(LEFT_NAME))  # noqa: PTH105 - beside its siblings
        sync_folder(sitting.home.folder)
