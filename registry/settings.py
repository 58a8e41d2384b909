"""Where a unit keeps its files, and who is at the keyboard. Flags over environment over the user's data directory."""

import os
import shlex
import warnings
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import platformdirs

from registry.domain.errors import InvalidValue, NotAllowed, NotFound, NotPermitted
from registry.files import read_secret
from registry.store.backup_folder import is_backup

HOME_VARIABLE = "THROUGHCARE_HOME"
DATABASE_VARIABLE = "THROUGHCARE_DATABASE"
USER_VARIABLE = "THROUGHCARE_USER"
PASSPHRASE_FILE_VARIABLE = "THROUGHCARE_PASSPHRASE_FILE"  # noqa: S105 - the name of a variable, not a secret

MOST_PASSPHRASE_BYTES = 4_096


@dataclass(frozen=True, slots=True, kw_only=True)
class Home:
    """One unit's folder. Every path in it has one name, here.

    `server` is the address of the database where the records are on a PostgreSQL server; the keys stay in the folder.
    """

    folder: Path
    server: str | None = None

    @property
    def database(self) -> Path:
        """The encrypted database."""
        return self.folder / "registry.db"

    @property
    def users(self) -> Path:
        """The folder of user bags."""
        return self.folder / "users"

    def bag(self, user: str) -> Path:
        """One user's bag."""
        return self.users / f"{user}.bag"

    def unsaved(self, user: str) -> Path:
        """The folder of what one user typed and has not saved yet, sealed to that user alone."""
        return self.folder / "unsaved" / user

    @property
    def unit_key(self) -> Path:
        """The unit's signing key, sealed to its authorised releasers."""
        return self.folder / "unit-key.age"

    @property
    def directory(self) -> Path:
        """The installed directory: public, readable without unlocking."""
        return self.folder / "directory.json"

    @property
    def lock(self) -> Path:
        """The lock every process holds while the database is open."""
        return self.folder / "lock"

    @property
    def begun(self) -> Path:
        """A folder that is there while a unit is being founded."""
        return self.folder / "founding"

    @property
    def is_cut_off(self) -> bool:
        """True where the founding of a unit was cut off. Where anybody ever signed in, there is the lock they held."""
        return self.begun.exists() and not self.lock.exists()

    @property
    def exists(self) -> bool:
        """True when there is a unit in the folder: its keys and, unless it is on a server, its database."""
        return not self.is_cut_off and self._is_whole

    @property
    def _is_whole(self) -> bool:
        return self._has_keys if self.server is not None else self.database.is_file()

    @property
    def _has_keys(self) -> bool:
        return (self.folder / "database-key.json").is_file()

    def require(self) -> None:
        """Raise NotFound unless there is a unit here; NotAllowed for a backup, or where two stores could be meant."""
        if is_backup(self.folder):
            raise NotAllowed(
                f"{self.folder} is a backup, and would be spoilt by signing in to it.",
                hint=f"`throughcare backup restore {shlex.quote(str(self.folder))} --home NEW` makes a home of it.",
            )
        if self.server is not None and self.database.is_file():
            raise NotAllowed(
                f"{self.folder} keeps its records in its own file, and {DATABASE_VARIABLE} names a server.",
                hint=f"Unset {DATABASE_VARIABLE}; `throughcare store copy ADDRESS` moves them there.",
            )
        if self.is_cut_off:
            raise NotFound(
                f"The founding of a unit in {self.folder} was cut off; nothing is recorded there.",
                hint="Type `throughcare init` again.",
            )
        if self.server is None and self._has_keys and not self.database.exists():
            raise NotFound(
                f"The keys of a unit are in {self.folder}, and its records are not.",
                hint=f"Set {DATABASE_VARIABLE} to the server's address, or restore a backup.",
            )
        if not self.exists:
            raise NotFound(
                f"There is no unit in {self.folder}.",
                hint="Name one with --home, make one with `throughcare init`, or try `throughcare demo`.",
            )


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What a command was told: the home, the user and where the passphrase stands."""

    home: Home
    user: str | None = None
    passphrase_file: Path | None = None
    training: bool = False
    """Whether the people are invented: passphrases are then shown, and wrong ones lock nobody out."""

    def shown_passphrase(self, user: str) -> str:
        """Return the passphrase that a trainee is shown for a user; empty outside training, or where there is none."""
        if not self.training or self.passphrase_file is None or Path(user).name != user:
            return ""
        file = self.passphrase_file.with_name(f"{user}.txt")
        return read_passphrase(file) if file.is_file() else ""

    def require_user(self) -> str:
        """Return the user's name. Raises NotPermitted when nobody said who is at the keyboard."""
        if not self.user:
            raise NotPermitted("Who is at the keyboard is not said.", hint=f"Add --user NAME, or set {USER_VARIABLE}.")
        return self.user


def read_settings(
    *,
    home: Path | None = None,
    user: str | None = None,
    passphrase_file: Path | None = None,
    environment: Mapping[str, str] = os.environ,
) -> Settings:
    """Return the settings: each flag if given, else its environment variable, else the default."""
    folder = home or _path(environment.get(HOME_VARIABLE)) or platformdirs.user_data_path("throughcare")
    return Settings(
        home=Home(folder=folder, server=environment.get(DATABASE_VARIABLE) or None),
        user=user or environment.get(USER_VARIABLE) or None,
        passphrase_file=passphrase_file or _path(environment.get(PASSPHRASE_FILE_VARIABLE)),
    )


def read_passphrase(file: Path) -> str:
    """Return the first line of a passphrase file.

    Raises NotFound, NotPermitted where other accounts could read it too, and InvalidValue when it is not text.
    """
    try:
        text = read_secret(file, MOST_PASSPHRASE_BYTES).decode()
    except UnicodeDecodeError:
        raise InvalidValue(f"{file.name} is not a passphrase file.", hint="It holds one line of text.") from None
    return text.split("\n", 1)[0].rstrip("\r")


def training_folder() -> Path:
    """Return the user's own folder of the demo that `tui --demo` opens; it is made when it is first asked for."""
    return platformdirs.user_data_path("throughcare") / "training"


def state_folder() -> Path:
    """Return the user's own state folder: tries at a passphrase are counted there a second time, and the highest
    version of each directory is remembered.
    """
    return platformdirs.user_state_path("throughcare")


def runtime_folder() -> Path:
    """Return the account's folder for what lasts as long as it is logged in: the sockets of key agents."""
    with warnings.catch_warnings():
        # Where the system gives the account none, one in /tmp is taken; who owns it is looked at before it is used.
        warnings.simplefilter("ignore")
        return platformdirs.user_runtime_path("throughcare")


def _path(text: str | None) -> Path | None:
    return Path(text) if text else None
