"""A unit's home on disk with three people in it, and a way to type commands into it."""

import io
import json
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import pairwise
from pathlib import Path
from typing import Any
from unittest import mock

import pytest
from sqlalchemy import func, select

from registry.bootstrap import sit_down, utc_now
from registry.cli.main import run
from registry.custody.bags import FLOOR_COST
from registry.domain.access import Role
from registry.domain.people import Establishment, Person, Tier
from registry.services.founding import found_unit, new_person
from registry.services.sitting import Sitting, new_id
from registry.services.users import add_user
from registry.settings import DATABASE_VARIABLE, Home, Settings
from registry.store.base import METADATA
from tests.postgres import copied_database, database, make_database

ALL_ON_SERVER = os.environ.get("THROUGHCARE_TEST_HOMES") == "server"
"""Every test's homes on a server, where their files would do: `make test-postgres`."""
file_only = pytest.mark.skipif(ALL_ON_SERVER, reason="about the home's own file")
_SERVERS: dict[str, str | None] = {}
"""By folder, where the records of each home that was made in this process are."""
ADMIN, RHIANNON, GARETH = "admin", "rhiannon", "gareth"


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What one command printed and ended with."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


@dataclass(frozen=True, kw_only=True)
class TestHome:
    """A founded unit: `settings` for a user, `sit` for services, `type` for the command line."""

    __test__ = False

    home: Home
    unit: Establishment
    recovery_key: str
    people: dict[str, Person] = field(default_factory=dict)
    clock: Callable[[], datetime] = utc_now

    def passphrase(self, user: str) -> str:
        return f"{user} keeps a long secret"

    def passphrase_file(self, user: str) -> Path:
        return self.home.folder.parent / f"{self.home.folder.name}-{user}.txt"

    def settings(self, user: str) -> Settings:
        return Settings(home=self.home, user=user, passphrase_file=self.passphrase_file(user))

    @contextmanager
    def sit(self, user: str = RHIANNON, *, alone: bool = False) -> Iterator[Sitting]:
        with sit_down(self.settings(user), self.passphrase(user), clock=self.clock, alone=alone) as sitting:
            yield sitting

    def type(self, *words: str, user: str | None = RHIANNON, stdin: bytes = b"") -> Answer:
        """Run one command as a user, or as nobody for None."""
        who = ["--user", user, "--passphrase-file", str(self.passphrase_file(user))] if user else []
        return type_command("--home", str(self.home.folder), "--no-input", *who, *words, stdin=stdin)

    def at(self, folder: Path) -> "TestHome":
        """The same home in another folder that its files were copied to, with its records on a server copied too."""
        server = copied_database(self.home.server) if self.home.server else None
        _SERVERS[str(folder)] = server
        return replace(self, home=Home(folder=folder, server=server))

    def row_counts(self) -> dict[str, int]:
        """How many rows each table of the record has; audit rows too, but no checkpoints: they record no act."""
        with self.sit() as sitting, sitting.store.everywhere().engine.connect() as db:
            return dict(db.execute(_ROW_COUNTS).mappings().one())


# One statement, made once: hundreds of tests count before and after.
_ROW_COUNTS = select(
    *(
        select(func.count()).select_from(table).scalar_subquery().label(table.name)
        for table in METADATA.sorted_tables
        if table.name != "checkpoints"
    )
)


def make_home(
    folder: Path,
    *,
    name: str = "Ashmere",
    tier: Tier = Tier.HIGH,
    on_server: bool = ALL_ON_SERVER,
    clock: Callable[[], datetime] = utc_now,
) -> TestHome:
    """Found a unit in `folder` with an administrator, a clinician (rhiannon), and a supervisor too (gareth).

    Its records are in the home's own file, or `on_server`.

    Passphrase files lie beside the folder. The caller sets XDG_STATE_HOME, where wrong tries are counted.
    """
    home = Home(folder=folder, server=database(make_database()).program if on_server else None)
    _SERVERS[str(folder)] = home.server
    unit = Establishment(id=new_id(), name=name, tier=tier, contact="01632 960123")
    people = {
        ADMIN: new_person("Moira Devlin", "records manager"),
        RHIANNON: new_person("Dr Rhiannon Pryce", "clinical psychologist", "PYL900001"),
        GARETH: new_person("Dr Gareth Adeyemi", "consultant psychologist", "PYL900002"),
    }
    folder.parent.mkdir(parents=True, exist_ok=True)
    scratch = TestHome(home=home, unit=unit, recovery_key="", people=people, clock=clock)
    founding = found_unit(
        home,
        unit=unit,
        name=ADMIN,
        person=people[ADMIN],
        passphrase=scratch.passphrase(ADMIN),
        clock=clock,
        cost=FLOOR_COST,
    )
    for user in people:
        scratch.passphrase_file(user).write_text(f"{scratch.passphrase(user)}\n")
        scratch.passphrase_file(user).chmod(0o600)
    with scratch.sit(ADMIN) as sitting:
        for user, roles in ((RHIANNON, (Role.CLINICIAN,)), (GARETH, (Role.CLINICIAN, Role.SUPERVISOR))):
            add_user(
                sitting,
                name=user,
                person=people[user],
                roles=roles,
                passphrase=scratch.passphrase(user),
                chosen=True,
                cost=FLOOR_COST,
            )
    return TestHome(home=home, unit=unit, recovery_key=founding.recovery_key, people=people, clock=clock)


def surroundings(words: Sequence[str]) -> dict[str, str]:
    """The environment of a command: where the home that it names was made on a server, it finds it there."""
    server = next((_SERVERS.get(folder) for flag, folder in pairwise(words) if flag == "--home"), None)
    return {**os.environ, **({DATABASE_VARIABLE: server} if server else {})}


def type_command(*words: str, stdin: bytes = b"") -> Answer:
    """Run one command in this process and return what it printed and its exit code."""
    out, err = _stream(), _stream()
    with (
        mock.patch.dict(os.environ, surroundings(words)),
        mock.patch.object(sys, "stdout", out),
        mock.patch.object(sys, "stderr", err),
        mock.patch.object(sys, "stdin", _stream(stdin)),
    ):
        code = run(list(words))
    return Answer(code=code, out=_written(out), err=_written(err))


def _stream(content: bytes = b"") -> io.TextIOWrapper:
    return io.TextIOWrapper(io.BytesIO(content), encoding="utf-8", newline="")


def _written(stream: io.TextIOWrapper) -> str:
    stream.flush()
    raw = stream.detach()
    assert isinstance(raw, io.BytesIO)
    return raw.getvalue().decode()
