"""One demo, made as a person would make it, for every test of this folder."""

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unittest import mock

import pytest

from tests.homes import type_command

THROUGHCARE = Path(sys.executable).with_name("throughcare")


@dataclass(frozen=True)
class Ran:
    """What a command printed, and how it ended."""

    code: int
    out: str
    err: str

    @property
    def data(self) -> Any:
        return json.loads(self.out)


def throughcare(*words: str | Path, cwd: Path | None = None, environment: dict[str, str] | None = None) -> Ran:
    """Type one command."""
    done = subprocess.run(
        [str(THROUGHCARE), *map(str, words)],
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
        cwd=cwd,
        env={**os.environ, **(environment or {})},
        check=False,
    )
    return Ran(code=done.returncode, out=done.stdout, err=done.stderr)


@dataclass(frozen=True)
class Demo:
    """The demo's folder and manifest, and a way to type commands as one of its users."""

    folder: Path
    manifest: dict[str, Any]
    state: Path
    said: str

    def at(self, unit: str, user: str, *words: str | Path) -> Ran:
        """Type one command as a user, in this process: a second saved on each; the guide's are typed in a shell."""
        secret = next(one["passphrase_file"] for one in self.manifest["users"] if one["user"] == user)
        home = self.manifest["homes"][unit]
        signed_in = ("--home", home, "--user", user, "--passphrase-file", secret)
        with mock.patch.dict(os.environ, {"XDG_STATE_HOME": str(self.state)}):
            done = type_command(*map(str, (*words, *signed_in)))
        return Ran(code=done.code, out=done.out, err=done.err)

    def participant(self, unit: str, name: str) -> str:
        return next(
            str(one["id"]) for one in self.manifest["participants"] if (one["home"], one["name"]) == (unit, name)
        )

    def summary(self, name: str) -> Path:
        return next(Path(file) for file in self.manifest["documents"] if Path(file).name == name)


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Demo:
    base = tmp_path_factory.mktemp("demo")
    folder, state = base / "try", base / "state"
    ran = throughcare("demo", "--dir", folder, "--json", environment={"XDG_STATE_HOME": str(state)})
    assert ran.code == 0, ran.err
    return Demo(folder=folder, manifest=ran.data, state=state, said=ran.err)
