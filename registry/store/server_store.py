"""A store on a PostgreSQL server: the same transactions; its tables are made and brought up to date by their owner."""

from dataclasses import dataclass

from sqlalchemy import URL

from registry.domain.errors import NotAllowed, NotFound, StorageFailed
from registry.store.engine import READ_ONLY, storage_errors
from registry.store.migrations import NEWEST, standing, upgrade
from registry.store.opened import Store
from registry.store.rights import excess_rights, grant_rights, stands_above
from registry.store.server import ESTABLISHMENTS, EVERYWHERE, open_server, read_address, seen, server_lock

_PREPARE = "Its owner runs `throughcare store prepare ADDRESS --role ROLE`."


OPEN_TO_ALL = (
    "unit",
    "users",
    "break_glass",
    "delivered_elsewhere",
    "local_definitions",
    "local_measures",
    "local_programmes",
    "offers",
    "overlap_judgements",
    "overlap_withdrawals",
)
"""Tables that bear an establishment's id and are seen by all who work in the home: nobody's record."""


@dataclass(slots=True, kw_only=True)
class ServerStore(Store):
    """One engine on a server's database. Until `keep_within`, no establishment's rows are seen."""

    url: URL

    @classmethod
    def connect(cls, address: str) -> "ServerStore":
        """Open the prepared database at `address`, in the program's role.

        Raises InvalidValue for the address, NotFound before the tables were made, NotAllowed for a role that could
        alter what is kept, and StorageFailed.
        """
        url = read_address(address)
        store = cls(engine=open_server(url), url=url)
        try:
            store._require_prepared()
        except BaseException:
            store.close()
            raise
        return store

    @property
    def on_server(self) -> bool:
        """True."""
        return True

    def keep_within(self, establishments: tuple[str, ...], *, under_glass: tuple[str, ...] = ()) -> None:
        """From now on, see and write what is of these establishments only; participants `under_glass` are seen too."""
        self.engine = self.engine.execution_options(**seen(establishments, under_glass))

    def everywhere(self) -> Store:
        """Return this store without that limit, for copies, backups and checks of the whole."""
        return ServerStore(engine=self.engine.execution_options(**{ESTABLISHMENTS: EVERYWHERE}), url=self.url)

    def clear_log(self) -> bool:
        """Return False: when what a server still holds of removed rows goes, its keeper says."""
        return False

    def upgrade(self) -> None:
        """Raise StorageFailed: the program's role may not change tables."""
        raise StorageFailed("The database has other tables than this program knows.", hint=_PREPARE)

    def integrity(self) -> tuple[str, ...]:
        """Return what stands between the database and its promises; empty when it is sound.

        Pages and foreign keys are the server's own to keep. What is looked at: rights the program's role should not
        have, tables without row-level security, and a server told not to flush.
        """
        with storage_errors(), self.engine.execution_options(**{READ_ONLY: True}).connect() as db:
            found = [f"the role: {one}" for one in excess_rights(db)]
            open_tables = db.exec_driver_sql(
                "SELECT c.relname FROM pg_class AS c JOIN pg_attribute AS a ON a.attrelid = c.oid "
                "WHERE a.attname = 'establishment_id' AND c.relkind = 'r' AND NOT c.relrowsecurity "
                "AND c.relnamespace = current_schema()::regnamespace AND c.relname <> ALL (%s)",
                (list(OPEN_TO_ALL),),
            )
            found += [f"no row-level security on {name}" for name in open_tables.scalars()]
            for setting in ("fsync", "full_page_writes"):
                if db.exec_driver_sql(f"SHOW {setting}").scalar_one() != "on":
                    found.append(f"the server runs with {setting} off and may lose work")
        return tuple(found)

    def _require_prepared(self) -> None:
        with storage_errors(), self.engine.execution_options(**{READ_ONLY: True}).connect() as db:
            if (found := standing(db)) is None:
                raise NotFound("The database has no tables yet.", hint=_PREPARE)
            if stands_above(db):
                raise NotAllowed(
                    "This database role could alter the audit: it owns the tables, or stands above all rights.",
                    hint="Name in THROUGHCARE_DATABASE the role that `throughcare store prepare` gave rights to.",
                )
        if found != NEWEST:
            self.upgrade()


def prepare(address: str, *, role: str) -> bool:
    """Make or bring up to date the tables at `address`, as their owner, and give `role` the program's rights.

    Return whether any step was taken; the rights are given again each time. Nobody may be at work meanwhile. Raises
    InvalidValue, NotFound without the role, NotAllowed for a role that could alter the audit, and StorageFailed.
    """
    url = read_address(address)
    with server_lock(url, exclusive=True):
        engine = open_server(url)
        try:
            with storage_errors(), engine.connect() as db:
                if db.exec_driver_sql("SHOW server_encoding").scalar_one() != "UTF8":
                    raise StorageFailed("The database does not keep UTF-8.", hint="Make it with ENCODING 'UTF8'.")
                older = standing(db) != NEWEST
            upgrade(engine)
            with storage_errors(), engine.begin() as db:
                grant_rights(db, role)
        finally:
            engine.dispose()
    return older
