"""Homes that are founded once in a process and copied for each test: making one takes twenty times as long.

Copies have the same keys and the same history up to then. A test that asks for one has a state folder of its own:
an account that had seen another copy go further would say that this one is older.
"""

import functools
import shutil
import tempfile
from pathlib import Path

from registry.settings import state_folder
from tests.homes import TestHome, make_home
from tests.two_units import TwoUnits, make_two_units


def copied_home(folder: Path) -> TestHome:
    """Return a home in `folder` like one of `make_home`, with its passphrase files beside it."""
    return copied_from(_home(), folder)


def copied_from(first: TestHome, folder: Path) -> TestHome:
    """Return a home in `folder` with all that is in the first, and its passphrase files beside it."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    shutil.copytree(first.home.folder, folder)
    copy = first.at(folder)
    for user in first.people:
        shutil.copy2(first.passphrase_file(user), copy.passphrase_file(user))
    return copy


def forget_histories() -> None:
    """Let this account forget how far any history had come: a copy may be less far than another that it saw."""
    for each in state_folder().glob("history-*.json"):
        each.unlink()


def copied_two_units(folder: Path) -> TwoUnits:
    """Return two units in `folder` like those of `make_two_units`."""
    return _two_units().copied_to(folder)


@functools.cache
def _home() -> TestHome:
    return make_home(kept() / "home")


@functools.cache
def _two_units() -> TwoUnits:
    return make_two_units(kept() / "units")


@functools.cache
def _folder() -> "tempfile.TemporaryDirectory[str]":
    return tempfile.TemporaryDirectory(prefix="founded-")


def kept() -> Path:
    """Return a folder that goes with this process."""
    return Path(_folder().name)
