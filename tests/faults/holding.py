"""What a home holds after a fault, and what must hold of any home whatever befell it."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from registry.bootstrap import sit_down
from registry.custody.unit_key import open_unit_key
from registry.domain.audit import AuditEntry
from registry.domain.errors import NotPermitted, ThroughcareError
from registry.domain.users import User
from registry.files import TEMPORARY_SUFFIX
from registry.services.health import check_home
from registry.services.key_changes import holds_unit_key
from registry.services.sitting import Sitting
from registry.services.user_bags import STRAY
from registry.store.backup import BackupState, verify_backup
from registry.store.backup_folder import MANIFEST_NAME
from registry.store.key_change import key_change_pending
from tests.faults.scene import NEW_SECRET
from tests.homes import ADMIN, TestHome

_BOUNDARIES = {".pdf": (b"%PDF-", b"%%EOF\n"), ".age": (b"age-encryption.org/v1\n", b"")}


@dataclass(frozen=True, kw_only=True)
class Seen:
    """The acts that the home's audit tells, what `doctor` finds unwell, and what no home may be.

    Where the home does not open, `acts` is None and `wrong` says why.
    """

    acts: tuple[str, ...] | None
    unwell: Mapping[str, str]
    wrong: tuple[str, ...] = ()


def look(home: TestHome, *, everybody: bool = True) -> Seen:
    """Open a home as a person would, let `doctor --records` look it over, and let `everybody` sign in."""
    try:
        with home.sit(ADMIN) as sitting:
            with sitting.looking_up() as uow:
                acts = _done(uow.audit.entries(limit=1_000_000))
                users, unit_key = uow.users.all(), uow.unit.unit_key()
            found = check_home(sitting, records=True)
    except ThroughcareError as problem:
        return Seen(acts=None, unwell={}, wrong=(f"does not open: {problem}",))
    wrong = ["a key change is pending"] if key_change_pending(home.home.folder) else []
    for user in users if everybody else ():
        wrong += _keeps_out_or_in(home, user, unit_key)
    return Seen(acts=acts, unwell={one.what: one.words for one in found if not one.well}, wrong=tuple(wrong))


def newly_unwell(seen: Seen, *without_fault: Seen) -> list[str]:
    """Return what `doctor` minds and did not without a fault; what an act that was cut off leaves, it tells as that."""
    minded = {"files"}.union(*(one.unwell for one in without_fault))
    new = [(what, words) for what, words in seen.unwell.items() if what not in minded]
    return [f"doctor: {what}: {words}" for what, words in new if not words.endswith(f": {STRAY}")]


def _done(rows: Sequence[AuditEntry]) -> tuple[str, ...]:
    """Return the acts that rows tell of; one that is told to have failed is none."""
    acts: list[str] = []
    for row in rows:
        if row.outcome == "failed" and acts[-1:] == [row.verb]:
            acts.pop()
        else:
            acts.append(row.verb)
    return tuple(acts)


def half_written(folder: Path) -> list[str]:
    """Return the files handed out that bear their name and are not whole, backups among them."""
    found = []
    for manifest in folder.rglob(MANIFEST_NAME):
        if not _is_made(manifest):
            continue
        if (verdict := verify_backup(manifest.parent, None)).state is not BackupState.NOT_OPENED:
            found.append(f"{manifest.parent.name}: {verdict.words}")
    made = [one for one in sorted(folder.rglob("*")) if one.is_file() and _is_made(one)]
    return found + [f"{one.name} is not whole" for one in made if not _is_whole(one)]


def _is_made(file: Path) -> bool:
    """True unless the file is part of what is still being made, and named so."""
    return not any(part.endswith(TEMPORARY_SUFFIX) for part in file.parts)


def _is_whole(file: Path) -> bool:
    data = file.read_bytes()
    if file.suffix in (".json", ".jsonl"):
        try:
            return bool([json.loads(text) for text in (data.splitlines() if file.suffix == ".jsonl" else [data])])
        except ValueError:
            return False
    first, last = _BOUNDARIES.get(file.suffix, (b"", b""))
    return bool(data) and data.startswith(first) and data.endswith(last)


def _keeps_out_or_in(home: TestHome, user: User, unit_key: str | None) -> list[str]:
    """Return what is wrong with a user's own access: who has left has none, anybody else has."""
    for secret in (home.passphrase(user.name), NEW_SECRET):
        try:
            with sit_down(home.settings(user.name), secret) as sitting:
                if not user.active:
                    return [f"{user.name} has left and gets in"]
                return _unit_key_of(home, sitting, user, unit_key)
        except NotPermitted as problem:
            why = str(problem)
        except ThroughcareError as problem:
            return [f"{user.name} cannot sign in: {problem}"]
    return [f"{user.name} cannot sign in: {why}"] if user.active else []


def _unit_key_of(home: TestHome, sitting: Sitting, user: User, unit_key: str | None) -> list[str]:
    if not holds_unit_key(user, sitting.unit.id):
        return []
    held = open_unit_key(home.home.unit_key, sitting.keys.identity).public_key
    return [] if held == unit_key else [f"{user.name} holds another key than the unit's"]
