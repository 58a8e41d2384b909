"""Homes that are founded once in a process and copied for each test: making one takes twenty times as long.

Copies have the same keys and the same history up to then. A test that asks for one has a state folder of its own:
an account that had seen another copy go further would say that this one is older.
"""

import functools
import shutil
import tempfile
from pathlib import Path

from tests.homes import TestHome, make_home
from tests.two_units import TwoUnits, make_two_units


def copied_home(folder: Path) -> TestHome:
    """Return a home in `folder` like one of `make_home`, with its passphrase files beside it."""
    first = _home()
    folder.parent.mkdir(parents=True, exist_ok=True)
    shutil.copytree(first.home.folder, folder)
    copy = first.at(folder)
    for user in first.people:
        shutil.copy2(first.passphrase_file(user), copy.passphrase_file(user))
    return copy


def copied_two_units(folder: Path) -> TwoUnits:
    """Return two units in `folder` like those of `make_two_units`."""
    return _two_units().copied_to(folder)


@functools.cache
def _home() -> TestHome:
    return make_home(_kept() / "home")


@functools.cache
def _two_units() -> TwoUnits:
    return make_two_units(_kept() / "units")


@functools.cache
def _folder() -> "tempfile.TemporaryDirectory[str]":
    return tempfile.TemporaryDirectory(prefix="founded-")


def _kept() -> Path:
    """Return a folder that goes with this process."""
    return Path(_folder().name)
