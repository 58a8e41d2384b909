"""Health: one checker for a home, run by `doctor`."""

import os
import stat
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from registry.documents.trusted_directory import TrustedDirectory
from registry.domain.access import Permission
from registry.domain.audit import EVERY_ROWS, AuditEntry
from registry.domain.break_glass import BreakGlass
from registry.domain.dates import day_said
from registry.domain.errors import Refused
from registry.domain.record_check import COMPARED, SOUND, RecordCheck
from registry.domain.recovery import Recovery
from registry.domain.users import User
from registry.files import TEMPORARY_SUFFIX
from registry.mounts import on_network_drive
from registry.services.auditing import check_audit, compare_records
from registry.services.backing_up import PROVEN
from registry.services.directories import directory_in_force, key_trouble
from registry.services.journeys import journey
from registry.services.sitting import Sitting
from registry.services.user_bags import MEND, STRAY, bag_faults, stray_bags

EXPIRY_WARNING = timedelta(days=30)
BACKUP_WARNING = timedelta(days=1)
MOST_UNCOVERED = EVERY_ROWS
"""How many rows may stand after the newest checkpoint; one is made each time so many were written."""

NEW_KEYS = ("key rekey", "key new-unit", "key recover", "user close", "user change-roles")
"""The acts that give the database another key: a backup from before opens with the old one."""

RECENT = timedelta(days=30)
"""How long `doctor` asks to look into a use of the recovery key."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing looked at: whether it is well, and what to do where it is not."""

    what: str
    well: bool
    words: str


@journey(Permission.CHECK_HEALTH)
def check_home(sitting: Sitting, *, records: bool = False) -> tuple[Finding, ...]:
    """Return what was found in the home: the database, the audit, files, users and the directory.

    With `records`, every record is compared with what the audit says its acts wrote, which takes a while.
    """
    compared = compare_records(sitting) if records else None
    verb = "doctor" if compared is None else COMPARED[1]
    with sitting.reading(verb, outcome=compared.outcome if compared else "done") as uow:
        everybody = uow.users.all()
        active = tuple(user for user in everybody if user.active)
        people = {user.person.registration or user.person.id for user in active}
        approvers = {user.person.id for user in active if user.may_for(sitting.unit.id, Permission.APPROVE)}
        history = check_audit(uow, sitting.unit.id)
        proven = uow.audit.newest(1, verb=PROVEN)
        rekeyed = [row for verb in NEW_KEYS for row in uow.audit.newest(1, verb=verb)]
        looked = [row for verb in COMPARED for row in uow.audit.newest(1, verb=verb)]
        newest, size = uow.audit.newest_checkpoint(), uow.audit.size()
        unit_key, recovery = uow.unit.unit_key(), uow.unit.recovery()
        unreviewed = uow.break_glass.unreviewed()
    in_use = {unit_key: "the unit's key"} if unit_key else {}
    in_use |= {
        user.signing_key: f"the key of {user.name}"
        for user in active
        if user.may_for(sitting.unit.id, Permission.APPROVE)
    }
    left = tuple(user for user in everybody if not user.active)
    problems, altered = sitting.store.integrity(), sitting.store.altered()
    found = [
        _finding("database", not problems, "sound", "; ".join(problems)),
        _finding(
            "audit",
            history.sound,
            f"{history.size} rows, each as it was written, under {history.checkpoints} checkpoints",
            " ".join(fault.words for fault in history.faults[:3]) + " Run `throughcare audit verify`.",
        ),
        _finding(
            "tables",
            not altered,
            "as this program makes them, with what keeps their history",
            f"{'; '.join(altered[:3])}; write nothing here, and show it to the auditor with the newest backup",
        ),
        _records(compared, looked),
        _checkpoint(newest.size if newest else 0, size),
        _finding(
            "history",
            not sitting.warnings,
            "goes on from what this account saw last",
            " ".join(sitting.warnings) + " Use `audit accept` with the reason, or find out who exchanged it.",
        ),
        _backup(proven[-1] if proven else None, rekeyed, sitting.now),
        _finding("unit key", unit_key is not None, "present", "missing; restore a backup"),
        _recovery(sitting, recovery),
        _glass(unreviewed),
        _bags(sitting, everybody),
        _finding(
            "people",
            len(approvers) >= 2 and len(people) >= 2,
            f"{len(active)} users, {len(approvers)} who may approve",
            "a second clinician is needed: nobody approves their own summary; use `user add`",
        ),
        _passphrases(active),
        _files(sitting),
        _disk(sitting),
        *_directory(sitting, in_use, left),
    ]
    return tuple(found)


def _records(compared: RecordCheck | None, looked: list[AuditEntry]) -> Finding:
    """What was found now, or else when somebody looked last and what they found."""
    if compared is not None:
        return _finding(
            "records",
            not compared.faults,
            f"{compared.size} rows, each as an act of the audit left it",
            " ".join(fault.words for fault in compared.faults[:3]) + " Run `throughcare audit verify --records`.",
        )
    if not looked:
        return _finding("records", True, "never compared with the audit yet; `doctor --records` does it", "")
    last = max(looked, key=lambda row: row.sequence)
    said = f"last compared with the audit on {day_said(last.at)}: {last.outcome}"
    return _finding("records", last.outcome == SOUND, said, f"{said}; run `throughcare audit verify --records`")


def _recovery(sitting: Sitting, recovery: Recovery) -> Finding:
    """The use of the recovery key is told for good, and is something to look into while it is new."""
    if recovery.used_at is None:
        return _finding("recovery", True, "the recovery key was never used", "")
    said = f"the recovery key let {recovery.used_by} in on {day_said(recovery.used_at)}"
    return _finding(
        "recovery",
        sitting.now - recovery.used_at > RECENT,
        said,
        f"{said}; make sure the unit knows why, and end logins whose passphrases are lost (`user close`)",
    )


def _glass(unreviewed: tuple[BreakGlass, ...]) -> Finding:
    by = ", ".join(dict.fromkeys(one.person.name for one in unreviewed))
    return _finding(
        "break-glass",
        not unreviewed,
        "every use was reviewed",
        f"{len(unreviewed)} not reviewed yet, by {by}; a supervisor or auditor looks with `audit break-glass`",
    )


def _bags(sitting: Sitting, everybody: tuple[User, ...]) -> Finding:
    faults, strays = bag_faults(sitting.home, everybody), stray_bags(sitting.home, everybody)
    told = [f"{'; '.join(faults)}. {MEND}"] if faults else []
    if strays:
        told.append(f"{', '.join(strays[:5])} in `users` is of no user: {STRAY}")
    return _finding("bags", not told, "each user has their own", " ".join(told))


def _disk(sitting: Sitting) -> Finding:
    """A file on a network drive may be torn; keys beside a server's database are only read and replaced whole."""
    if sitting.store.on_server:
        return _finding("disk", True, "the records are on a server", "")
    return _finding("disk", not on_network_drive(sitting.home.folder), "local", "a network drive; move to a local disk")


def _passphrases(active: tuple[User, ...]) -> Finding:
    given = ", ".join(user.name for user in active if user.passphrase_given)
    return _finding(
        "passphrases",
        not given,
        "everybody has one of their own",
        f"{given}: still the one they were added with, which somebody else may know; each types `user passphrase`",
    )


def _files(sitting: Sitting) -> Finding:
    loose = [
        path.name
        for path in sorted(sitting.home.folder.rglob("*"))
        if stat.S_IMODE(os.lstat(path).st_mode) & 0o077 or path.suffix == TEMPORARY_SUFFIX
    ]
    return _finding("files", not loose, "readable by their owner only", f"look at {', '.join(loose[:5])}")


def _directory(sitting: Sitting, in_use: Mapping[str, str], left: tuple[User, ...]) -> tuple[Finding, ...]:
    """Whether the directory can be relied on and for how long, whether readers would believe the keys in use, and
    whether they would still believe, or send to, somebody who has left.
    """
    now = sitting.now
    try:
        trusted = directory_in_force(sitting)
    except Refused as error:
        return (_finding("directory", False, "", str(error)),)
    if trusted is None:
        return (_finding("directory", False, "", "none installed; use `directory install FILE`"),)
    until = trusted.directory.valid_until
    version = f"version {trusted.directory.version}"
    ends = "expired on" if trusted.directory.is_expired(now) else "ends on"
    troubles = {whose: key_trouble(trusted, sitting.unit.id, key, now) for key, whose in in_use.items()}
    found = [f"{whose} {trouble}" for whose, trouble in troubles.items() if trouble]
    found += [f"the keys of {user.name}, who has left, still count" for user in left if _counts(trusted, sitting, user)]
    return (
        _finding(
            "directory",
            until - now > EXPIRY_WARNING,
            f"{version}, until {day_said(until)}",
            f"{version} {ends} {day_said(until)}; ask its keeper for the next one",
        ),
        _finding(
            "keys",
            not found,
            f"the directory lists the {len(in_use)} in use",
            f"{'; '.join(found)}; settle it with the directory's keeper (`key export` writes a new card)",
        ),
    )


def _backup(proven: AuditEntry | None, rekeyed: list[AuditEntry], now: datetime) -> Finding:
    """The last proven backup must be of today, and of the key that the database has now."""
    if proven is None:
        return _finding("backup", False, "", "none was ever proven; use `backup create FOLDER`")
    since = [row for row in rekeyed if row.sequence > proven.sequence]
    if since:
        last = max(since, key=lambda row: row.sequence)
        return _finding(
            "backup",
            False,
            "",
            f"the last proven one opens with the key from before `{last.verb}` on {day_said(last.at)}; "
            "use `backup create FOLDER`, and lock the old ones away",
        )
    return _finding(
        "backup",
        now - proven.at <= BACKUP_WARNING,
        f"proven on {day_said(proven.at)} at {proven.at:%H:%M} UTC",
        f"the last proven one is of {day_said(proven.at)}, more than a day ago; use `backup create FOLDER`",
    )


def _checkpoint(covered: int, size: int) -> Finding:
    """A checkpoint comes every hundred rows and at each sign-out: far behind, something keeps them from being made."""
    said = f"the newest covers {covered} of {size} rows"
    return _finding(
        "checkpoint",
        size - covered <= MOST_UNCOVERED,
        said,
        f"{said}; make one with `audit checkpoint -o FILE`, and look why none was made",
    )


def _counts(trusted: TrustedDirectory, sitting: Sitting, user: User) -> bool:
    own = trusted.directory.entry(sitting.unit.id)
    if own is None:
        return False
    keys = [own.key(key) for key in (user.signing_key, user.receiving_key)]
    return user.seal_to in own.seal_to or any(key is not None and key.may_sign(sitting.now) for key in keys)


def _finding(what: str, well: bool, good: str, bad: str) -> Finding:
    return Finding(what=what, well=well, words=good if well else bad)
