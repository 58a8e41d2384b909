"""Every importer refuses the whole hostile corpus: one line each, nothing written, nothing of it on the screen raw."""

import re
import shutil
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from registry.domain.errors import Exit, Refusal
from registry.settings import Home
from tests.copied import copied_two_units
from tests.homes import ADMIN, GARETH, Answer, TestHome, type_command
from tests.hostile.corpus import write_corpus
from tests.two_units import TYPED, TwoUnits

REASON = re.compile(rf"\[({'|'.join(Refusal)})\]")
"""Why a file was refused, as the answer names it."""

Importer = Callable[["Desk", str], Answer]


class Desk:
    """A home with a directory, a person in it, and the corpus beside it."""

    def __init__(self, units: TwoUnits, files: list[Path], backup: Path) -> None:
        self.units, self.home, self.files, self.backup = units, units.ashmere, files, backup

    def in_backup(self, file: str, name: str) -> Path:
        """A folder like a backup in which one file is the hostile one."""
        folder = self.backup.with_name("hostile-backup")
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(self.backup, folder)
        (folder / name).unlink()
        if Path(file).exists() or Path(file).is_symlink():
            # Linked, so that a pipe stays a pipe; nobody can link a folder, so that one is named.
            try:
                (folder / name).hardlink_to(file)
            except OSError:
                (folder / name).mkdir()
        return folder

    def new_home(self) -> TestHome:
        return replace(self.home, home=Home(folder=self.backup.with_name("restored")))


def _backup_restore(desk: Desk, file: str) -> Answer:
    target = desk.new_home().home.folder
    answer = type_command("--home", str(target), "backup", "restore", str(desk.in_backup(file, "manifest.json")))
    assert not target.exists() or not list(target.iterdir())
    return answer


def _new(desk: Desk) -> str:
    """An empty folder to write to, in which nothing may come to lie."""
    folder = desk.backup.with_name("written")
    folder.mkdir(exist_ok=True)
    assert not list(folder.iterdir())
    return str(folder)


def _alone(desk: Desk, file: str, name: str = "X.json") -> str:
    """A folder that holds the file and nothing else."""
    folder = desk.backup.with_name("alone")
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    if Path(file).is_file() and not Path(file).is_symlink() and Path(file).stat().st_size < 1e9:
        shutil.copy(file, folder / name)
    else:
        (folder / name).symlink_to("/etc/hostname")
    return str(folder)


IMPORTERS: dict[str, Importer] = {
    "verify": lambda desk, file: desk.home.type("verify", file, "--no-directory", user=None),
    "summary-receive": lambda desk, file: desk.home.type("summary", "receive", file, "--new", *TYPED),
    "annex-receive": lambda desk, file: desk.home.type(
        "annex", "receive", file, "--participant", desk.units.participant, *TYPED, user=GARETH
    ),
    "receipt-import": lambda desk, file: desk.home.type("receipt", "import", file),
    "import-log": lambda desk, file: desk.home.type("import", "log", file, "--write"),
    "import-history": lambda desk, file: desk.home.type("import", "history", file, "--write"),
    "catalogue-import": lambda desk, file: desk.home.type("catalogue", "import", file, "--yes", user=GARETH),
    "catalogue-add": lambda desk, file: desk.home.type("catalogue", "add", file, user=GARETH),
    "catalogue-check": lambda desk, file: type_command("catalogue", "check", _alone(desk, file)),
    "catalogue-define": lambda desk, file: desk.home.type("catalogue", "define", file, user=GARETH),
    "measure-check": lambda desk, file: type_command("measure", "check", _alone(desk, file)),
    "dataset-check": lambda desk, file: type_command("dataset", "check", _alone(desk, file, "release.json")),
    "dataset-count": lambda desk, file: type_command("dataset", "count", _alone(desk, file, "release.json")),
    "receive-folder": lambda desk, file: desk.home.type("summary", "receive", _alone(desk, file), "--new"),
    "report-all": lambda desk, file: desk.home.type("report", "all", file, "--purpose", "ward round", "-o", _new(desk)),
    "measure-define": lambda desk, file: desk.home.type("measure", "define", file, user=GARETH),
    "directory-install": lambda desk, file: desk.home.type("directory", "install", file, user=ADMIN),
    "directory-next": lambda desk, file: desk.home.type(
        "directory", "install", str(desk.units.ashmere.home.directory), file, user=ADMIN
    ),
    "directory-show": lambda desk, file: type_command("directory", "show", file),
    "directory-sign": lambda desk, file: type_command(
        "directory", "sign", file, "--root-bag", file, "-o", str(desk.backup.with_name("signed.json"))
    ),
    "directory-add": lambda desk, file: type_command(
        "directory", "add", file, "--card", file, "--words", "amber", "-o", str(desk.backup.with_name("draft.json"))
    ),
    "backup-verify": lambda desk, file: desk.home.type(
        "backup", "verify", str(desk.in_backup(file, "manifest.json")), user=ADMIN
    ),
    "backup-restore": _backup_restore,
    "audit-verify": lambda desk, file: desk.home.type("audit", "verify", "--against", file, user=ADMIN),
}


def make_desk(folder: Path) -> Desk:
    """Return a desk in a folder; the caller has set XDG_STATE_HOME."""
    units = copied_two_units(folder / "units")
    made = units.ashmere.type("backup", "create", str(folder / "backups"), "--json", user=ADMIN)
    assert made.code == 0, made.err
    return Desk(units, write_corpus(folder / "corpus"), Path(made.json["folder"]))


def what_is_wrong(name: str, answer: Answer) -> str:
    """Return what is wrong with an importer's answer to a hostile file; nothing where it is one line that says no."""
    said = answer.out + answer.err
    lines = said.splitlines()
    if answer.code not in (1, 3, 4, 5, 6) or "Traceback" in said:
        return f"ended with {answer.code}"
    if not _is_clean(said) or max(map(len, lines)) >= 600:
        return "is not fit for a screen"
    if name in ("catalogue-check", "measure-check"):
        # They tell an author every problem of every file of a folder, one a line under the heading.
        return "" if all(line.startswith("X.json") for line in lines[1:]) else "names no file"
    # `verify` says its verdict over the reason, a data set's problem stands over the refusal, and a folder is a table.
    # What is not there has nothing to refuse; whatever was read has a reason that a script can tell from another.
    if answer.code != Exit.NOT_FOUND and not REASON.search(said):
        return "names no reason"
    return (
        ""
        if len(lines) == {"verify": 2, "dataset-check": 2, "receive-folder": 3}.get(name, 1)
        else f"takes {len(lines)} lines"
    )


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    folder = tmp_path_factory.mktemp("hostile")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_STATE_HOME", str(folder / "state"))
        yield make_desk(folder)


@pytest.mark.parametrize("name", IMPORTERS)
def test_every_hostile_file_is_refused_in_one_line(desk: Desk, name: str) -> None:
    # Looking an audit over and checking a backup are acts, and written down as such.
    acts = {"audit"} if name in ("audit-verify", "backup-verify") else set()
    before, files = _rows(desk, acts), _files(desk)
    for file in desk.files:
        answer = IMPORTERS[name](desk, str(file))
        assert what_is_wrong(name, answer) == "", (file.name, answer.out + answer.err)
    assert _rows(desk, acts) == before
    assert _files(desk) == files


def _rows(desk: Desk, acts: set[str]) -> dict[str, int]:
    return {name: count for name, count in desk.home.row_counts().items() if name not in acts}


def _files(desk: Desk) -> set[str]:
    """The files of the home, but what comes and goes with signing in: the write-ahead log and the counted tries."""
    folder = desk.home.home.folder
    return {
        str(one.relative_to(folder)) for one in folder.rglob("*") if not one.name.endswith(("-wal", "-shm", ".tries"))
    }


def _is_clean(text: str) -> bool:
    return all(letter == "\n" or unicodedata.category(letter) not in ("Cc", "Cf", "Zl", "Zp") for letter in text)
