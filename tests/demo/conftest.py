"""One demo, made as a person would make it, for every test of this folder."""

import fcntl
import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from unittest import mock

import pytest

from tests.homes import type_command
from tests.one_run import shared_folder

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


def throughcare(*words: str | Path) -> Ran:
    """Type one command, in this process: a second saved on each; the README's are typed in a shell."""
    done = type_command(*map(str, words))
    return Ran(code=done.code, out=done.out, err=done.err)


@dataclass(frozen=True)
class Demo:
    """The demo's folder and manifest, and a way to type commands as one of its users."""

    folder: Path
    manifest: dict[str, Any]
    state: Path
    said: str

    def copied_to(self, folder: Path) -> "Demo":
        """Return the same demo in another folder, where what is done to it is in no other copy."""
        shutil.copytree(self.folder, folder)
        manifest = json.loads(json.dumps(self.manifest).replace(str(self.folder), str(folder)))
        return replace(self, folder=folder, manifest=manifest, state=folder.parent / "state")

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
    """A copy for this process of the one demo of this run."""
    return one_demo(tmp_path_factory).copied_to(tmp_path_factory.mktemp("demo") / "try")


def one_demo(factory: pytest.TempPathFactory) -> Demo:
    """Return the demo of this whole run, to be copied; made here where no process has made it yet.

    It takes a good ten seconds, and is made as a person makes it: by the installed program.
    """
    base = shared_folder(factory) / "demo"
    base.mkdir(exist_ok=True)
    folder, told = base / "try", base / "told.json"
    with (base / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not told.exists():
            # An empty folder that is there already is taken, and made private.
            folder.mkdir(mode=0o755, exist_ok=True)
            done = subprocess.run(
                [str(THROUGHCARE), "demo", "--dir", str(folder), "--json"],
                capture_output=True,
                text=True,
                stdin=subprocess.DEVNULL,
                env={**os.environ, "XDG_STATE_HOME": str(base / "state")},
                check=False,
            )
            assert done.returncode == 0, done.stderr
            told.write_text(json.dumps([done.stdout, done.stderr]), "utf-8")
    out, err = json.loads(told.read_text("utf-8"))
    return Demo(folder=folder, manifest=json.loads(out), state=base / "state", said=err)
