"""A new key for the database, with or without a leaver: everything made ready apart, then exchanged in one decision."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from registry.custody.dbkey import new_database_key, seal_database_key
from registry.custody.unit_key import UNIT_KEY_NAME, create_unit_key, readdressed_unit_key
from registry.domain.access import Permission
from registry.domain.errors import NotAllowed, StorageFailed
from registry.domain.keycheck import key_check
from registry.domain.recovery import Recovery
from registry.domain.users import User
from registry.services.journeys import journey
from registry.services.sitting import Sitting, new_id
from registry.store.engine import DATABASE_NAME
from registry.store.key_change import begin_key_change, decide_key_change, mark_key_change, settle_key_change
from registry.store.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyChange:
    """What became of the keys: how many users the database key is addressed to, and whether it and the unit's are new.

    The recovery key is always one more who can open it.
    """

    users: int
    new_unit_key: bool
    new_database_key: bool = True


@journey(Permission.MANAGE_KEYS)
def rekey(sitting: Sitting) -> KeyChange:
    """Give the database a new key, addressed to the same people. Needs the home alone."""
    return change_keys(sitting, _nothing_else, "key rekey", sitting.unit.id, new_unit_key=False)


@journey(Permission.MANAGE_KEYS)
def new_unit_key(sitting: Sitting) -> KeyChange:
    """Give the unit a new signing key, and the database a new key with it. Needs the home alone.

    Until the directory lists it, every reader refuses what the unit releases; `doctor` and `summary release` say so.
    """
    return change_keys(sitting, _nothing_else, "key new-unit", sitting.unit.id, new_unit_key=True)


def change_keys(
    sitting: Sitting,
    act: Callable[[UnitOfWork], None],
    verb: str,
    *objects: str,
    purpose: str = "",
    new_unit_key: bool,
    recovery: Recovery | None = None,
) -> KeyChange:
    """Do `act` in a copy of the database under a new key, and let the copy take the place of the database.

    The act, its audit row, the keys and whom they are addressed to change together or not at all, wherever it is cut
    off. With `recovery` another recovery key counts from now on. Raises NotAllowed where the home is not held alone,
    and StorageFailed; nothing is changed then.
    """
    if not sitting.alone:
        raise NotAllowed("Keys change only while nobody else has the home open.", hint="Close Throughcare elsewhere.")
    home, key = sitting.home, new_database_key()
    if sitting.store.on_server:
        return _change_beside_server(sitting, act, verb, *objects, purpose=purpose, new=new_unit_key, recovery=recovery)
    ready = begin_key_change(home.folder)
    try:
        copy = sitting.store.export(ready / DATABASE_NAME, key)
        try:
            with replace(sitting, store=copy).writing(verb, *objects, purpose=purpose) as uow:
                act(uow)
                users = _make_ready(sitting, uow, ready, key, new=new_unit_key, recovery=recovery)
            copy.finish()
        finally:
            copy.close()
        sitting.store.close()
        decide_key_change(home.folder)
    finally:
        # Decided, this finishes the exchange; otherwise it takes away what was made ready.
        settle_key_change(home.folder)
    try:
        sitting.store.exchange(home.database, key, check=key_check(key))
    except StorageFailed as problem:
        raise StorageFailed("The keys are changed, but the database could not be opened again.") from problem
    return KeyChange(users=users, new_unit_key=new_unit_key)


def _change_beside_server(
    sitting: Sitting,
    act: Callable[[UnitOfWork], None],
    verb: str,
    *objects: str,
    purpose: str,
    new: bool,
    recovery: Recovery | None,
) -> KeyChange:
    """Do `act` on the server, and let the new keys take the place of the old in the home.

    The audit row on the server bears an id that lies beside the new keys: wherever this is cut off, whoever opens the
    home next asks the server whether the act was saved, and finishes or undoes the exchange by its answer.
    """
    home, mark = sitting.home, new_id()
    ready = begin_key_change(home.folder)
    mark_key_change(home.folder, mark)
    with sitting.writing(verb, *objects, mark, purpose=purpose) as uow:
        act(uow)
        users = _make_ready(sitting, uow, ready, new_database_key(), new=new, recovery=recovery)
    decide_key_change(home.folder, with_database=False)
    settle_key_change(home.folder)
    return KeyChange(users=users, new_unit_key=new)


def _make_ready(
    sitting: Sitting, uow: UnitOfWork, ready: Path, key: bytes, *, new: bool, recovery: Recovery | None
) -> int:
    """Put the new keys into the folder of what is made ready, and return how many users they are addressed to."""
    if recovery is not None:
        uow.unit.set_recovery(recovery)
    holders = unit_key_holders(uow)
    seal_database_key(ready, key, may_open(uow))
    if new:
        uow.unit.set_unit_key(create_unit_key(ready / UNIT_KEY_NAME, holders))
    else:
        readdressed_unit_key(sitting.home.unit_key, sitting.keys.identity, holders, ready / UNIT_KEY_NAME)
    return len(uow.users.active())


def may_open(uow: UnitOfWork) -> list[str]:
    """Return the recipients of the database key: every active user, and the recovery key.

    They are taken from the database, which nobody can write without the key, and not from the list beside it.
    """
    return sorted({*(user.seal_to for user in uow.users.active()), uow.unit.recovery().recipient})


def unit_key_holders(uow: UnitOfWork) -> list[str]:
    """Return the recipients of the unit's key: who may release, and the administrators, who let the next one in."""
    unit_id = uow.unit.establishment().id
    return sorted({user.seal_to for user in uow.users.active() if holds_unit_key(user, unit_id)})


def holds_unit_key(user: User, unit_id: str) -> bool:
    """True when the unit's key is addressed to somebody in this user's roles."""
    return any(user.may_for(unit_id, one) for one in (Permission.RELEASE, Permission.MANAGE_USERS))


def _nothing_else(uow: UnitOfWork) -> None:
    """A change of keys alone."""
