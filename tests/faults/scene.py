"""Two units with everything in hand that a command may be about, in one folder that is copied for each try."""

import gc
import os
import shlex
import shutil
from collections.abc import Mapping
from dataclasses import dataclass, replace
from importlib import import_module
from pathlib import Path

from exports.csv import write_csv
from registry.cli.main import GROUPS, run
from registry.settings import Home
from registry.store.engine import DATABASE_NAME
from tests.homes import ADMIN, GARETH, RHIANNON, TestHome
from tests.quick import be_quick
from tests.two_units import AMARA, ROOT_SECRET, TwoUnits, make_two_units

NEW_SECRET = "words that nobody had before"
CONFIRM = "--confirm nhs=9990000018 --confirm born=1984-03-01"


@dataclass(frozen=True, kw_only=True)
class Typed:
    """One command as a person types it: at which home, who (nobody, where empty), and the line.

    The line may name what the scene has in hand, in braces. Of a command with two acts, `then` is what somebody types
    to have the second as well. What a command makes beside the database is `told_first`: the audit has its row before.
    """

    line: str
    who: str = ""
    at: str = "ashmere"
    then: str | None = None
    told_first: bool = False

    @property
    def changes_access(self) -> bool:
        """True for what makes a home, or changes who gets into it."""
        return self.line.split()[0] in ("user", "key", "init", "backup", "directory")

    @property
    def name(self) -> str:
        """The words of the command itself."""
        words = self.line.split()
        return " ".join(words[: 1 if words[0] == "init" else 2])


@dataclass(frozen=True, kw_only=True)
class Scene:
    """The folder, the homes in it by name, and what is at hand by name, as it is written into a line."""

    folder: Path
    homes: Mapping[str, TestHome]
    at_hand: Mapping[str, str]

    def copied_to(self, folder: Path) -> "Scene":
        """Return the same scene in another folder, as it is now."""
        shutil.copytree(self.folder, folder)
        return self.moved_to(folder)

    def moved_to(self, folder: Path) -> "Scene":
        """Return the same scene where its files are in another folder already."""
        return replace(self, folder=folder, homes={name: _home(one, folder, name) for name, one in self.homes.items()})

    def live(self) -> None:
        """Make this scene's own state folder that of this process."""
        os.environ["XDG_STATE_HOME"] = str(self.folder / "state")

    def words(self, typed: Typed) -> list[str]:
        """Return the words of a command, with who types it and where."""
        home = self.homes[typed.at]
        who = ["--user", typed.who, "--passphrase-file", str(self.folder / f"{typed.who}.txt")] if typed.who else []
        line = typed.line.format_map({**self.at_hand, "here": self.folder})
        return ["--home", str(home.home.folder), "--no-input", *who, *shlex.split(line)]

    def type(self, typed: Typed) -> int:
        """Run a command in this process and return its exit code."""
        return run(self.words(typed))


def make_scene(folder: Path) -> Scene:
    """Found the units, and make ready what the commands are about."""
    be_ready()
    os.environ["XDG_STATE_HOME"] = str(folder / "state")
    units = make_two_units(folder)
    _write_files(folder)
    recovery_key = folder / "recovery.txt"
    recovery_key.write_text(units.ashmere.recovery_key)
    recovery_key.chmod(0o600)
    homes = {
        "ashmere": units.ashmere,
        "thornfield": units.thornfield,
        "new": replace(units.ashmere, home=Home(folder=folder / "new")),
    }
    units.post(units.send(), "summary")
    at_hand = {"participant": units.participant, "thornfield": units.thornfield.unit.id, **_recorded(units)}
    _next_directory(folder, units)
    assert units.ashmere.type("backup", "create", str(folder / "kept"), user=ADMIN).code == 0
    return Scene(folder=folder, homes=homes, at_hand=at_hand)


def be_ready() -> None:
    """Import what any command may need, and derive no passphrase twice: what is forked has both already."""
    for module, _ in GROUPS.values():
        import_module(f"registry.cli.{module}")
    for module in ("registry.services.breaking_glass", "registry.demo.journey", "exports.pdf"):
        import_module(module)
    be_quick()
    # What is there now is there for good: no child looks it over for garbage.
    gc.collect()
    gc.freeze()


def database_of(home: TestHome) -> Path:
    """The file of a home's records."""
    return home.home.folder / DATABASE_NAME


def _home(home: TestHome, folder: Path, name: str) -> TestHome:
    return replace(home, home=Home(folder=folder / name))


def _write_files(folder: Path) -> None:
    for user in (ADMIN, RHIANNON, GARETH, AMARA, "siobhan", "rescuer"):
        _secret(folder / f"{user}.txt", f"{user} keeps a long secret")
    _secret(folder / "new-secret.txt", NEW_SECRET)
    headings = ("NHS number", "Surname", "Born", "Programme", "Date", "Kind", "Attended")
    rows = [("9990000018", "Jones", "1/3/1984", "TSP", f"{day}/3/2019", "group", "full") for day in range(4, 10)]
    (folder / "log.csv").write_bytes(write_csv([headings, *rows]))
    (folder / "passage.txt").write_text("Her neighbour said that she had seen it.")
    (folder / "out").mkdir()


def _secret(file: Path, text: str) -> None:
    file.write_text(f"{text}\n")
    file.chmod(0o600)


def _recorded(units: TwoUnits) -> dict[str, str]:
    """Record some work, two drafts, one of them approved, and a record whose time is over; return their ids."""
    who = units.participant

    def typed(line: str, user: str = RHIANNON) -> str:
        answer = units.ashmere.type(*shlex.split(line), "--json", user=user)
        assert answer.code == 0, (line, answer.err)
        return str(answer.json["id"])

    work = typed(f"intervention refer {who} WRAP --delivery group")
    assert units.ashmere.type("intervention", "open", work, "--on", "t").code == 0
    session = ("session", "add", work, *shlex.split("--on t --kind group --attended full --minutes 60"))
    assert units.ashmere.type(*session).code == 0
    old = typed(f"intervention refer {who} TSP --on 1/3/19")
    assert units.ashmere.type("intervention", "open", old, "--on", "3/3/19").code == 0
    need = typed(f"need add {who} violence")
    draft = typed(f"summary issue {who} --purpose transfer --to Thornfield")
    approved = typed(f"summary issue {who} --purpose community --to Thornfield")
    answer = units.ashmere.type("summary", "approve", approved, *shlex.split(CONFIRM), user=AMARA)
    assert answer.code == 0, answer.err
    annex = typed(f"annex draft {who} --text {units.folder / 'passage.txt'} --concern third-party --to Thornfield")
    over = typed("participant add --surname Vane --given Oscar --born 1951 --no-nhs-because 'never traced'")
    for user, line in (
        (RHIANNON, f"placement add {over} --since 1999-04 --until 2003-05"),
        (GARETH, f"retention set {over} --class mental-health --counted-from last-contact --on 2003-05"),
    ):
        answer = units.ashmere.type(*shlex.split(line), user=user)
        assert answer.code == 0, answer.err
    goes = typed(f"disposal propose {over} --ground no-longer-needed --review 'Nobody needs it.'", GARETH)
    return {
        "work": work,
        "need": need,
        "draft": draft,
        "approved": approved,
        "annex": annex,
        "over": over,
        "goes": goes,
    }


def _next_directory(folder: Path, units: TwoUnits) -> None:
    """Sign the directory's second version, for somebody to install."""
    draft, signed = folder / "draft.json", folder / "directory-2.json"
    _secret(folder / "root.txt", ROOT_SECRET)
    root, installed = folder / "root", units.ashmere.home.directory
    secret = f"--root-bag {root}.bag --root-passphrase-file {root}.txt"
    lines = (
        f"directory renew {installed} --days 200 -o {draft}",
        f"directory sign {draft} {secret} --against {installed} -o {signed}",
    )
    for line in lines:
        answer = units.ashmere.type(*shlex.split(line), user=None)
        assert answer.code == 0, answer.err
