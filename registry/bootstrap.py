"""Opens a home for a person: settings and a passphrase become a sitting that every service takes."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from registry.domain.errors import NotAllowed, NotFound, NotPermitted, StorageFailed
from registry.settings import Home, Settings, runtime_folder, state_folder

if TYPE_CHECKING:
    from pyrage.x25519 import Identity

    from registry.custody.bags import OpenBag
    from registry.custody.lent_keys import LentKeys
    from registry.domain.people import Person
    from registry.services.recovering import Recovered
    from registry.services.sitting import Sitting
    from registry.store.opened import Store


def utc_now() -> datetime:
    """Return this moment in UTC."""
    return datetime.now(UTC)


@contextmanager
def sit_down(
    settings: Settings, passphrase: str, *, clock: Callable[[], datetime] = utc_now, alone: bool = False
) -> "Iterator[Sitting]":
    """Open the home with a user's passphrase, hold its lock, and give the sitting.

    The lock is shared with others at work; `alone`, for a change of keys, waits until nobody else has the home open.
    Raises NotFound without a unit or user, NotPermitted for a wrong passphrase or someone who has left, and
    StorageFailed when another process holds the home.
    """
    from registry.custody.bags import open_bag

    bag = _bag_to_try(settings)
    with _sit(settings, open_bag(bag, passphrase, state=state_folder()), clock, alone=alone) as sitting:
        yield sitting


@contextmanager
def sit_down_with(
    settings: Settings, keys: "OpenBag | LentKeys", *, clock: Callable[[], datetime] = utc_now
) -> "Iterator[Sitting]":
    """Open the home with keys that an earlier sitting of the settings' user was opened with. Raises as `sit_down`."""
    _require_bag(settings)
    with _sit(settings, keys, clock, alone=False) as sitting:
        yield sitting


@contextmanager
def sit_down_again(
    settings: Settings, ask: Callable[[], str], *, clock: Callable[[], datetime] = utc_now, alone: bool = False
) -> "Iterator[Sitting]":
    """Open the home with what this terminal was unlocked with, or else with the passphrase that `ask` returns.

    With lent keys, `ask` is called when the first act needs the passphrase itself. Raises as `sit_down`.
    """
    from registry.custody.lent_keys import borrow

    bag = _require_bag(settings)
    lent = borrow(runtime_folder(), bag, settings.home.folder, state=state_folder(), ask=ask)
    if lent is None:
        with sit_down(settings, ask(), clock=clock, alone=alone) as sitting:
            yield sitting
    else:
        with _sit(settings, lent, clock, alone=alone) as sitting:
            yield sitting


def furnish() -> None:
    """Import what opening a home stands on, ahead of time: a person who types a passphrase does not wait for it."""
    import registry.catalogue.loader
    import registry.custody.bags
    import registry.services.breaking_glass
    import registry.services.composing
    import registry.services.passphrases
    import registry.services.users
    import registry.services.witness
    import registry.services.wrong_tries
    import registry.store.opened
    import registry.store.unit_of_work  # noqa: F401


def asking_again(sitting: "Sitting", ask: Callable[[], str]) -> "Sitting":
    """Return the same sitting in hands that prove themselves: what signs or changes keys first calls `ask`, once.

    It returns the passphrase; a wrong one raises NotPermitted.
    """
    from registry.custody.lent_keys import LentKeys

    own = LentKeys(
        bag=sitting.home.bag(sitting.user.name),
        state=state_folder(),
        info=sitting.keys.info,
        identity=sitting.keys.identity,
        ask=ask,
    )
    return replace(sitting, keys=own)


def require_tries(settings: Settings) -> None:
    """Raise NotFound where the settings' user is none, and NotPermitted where they are locked out."""
    from registry.custody import bags

    bags.require_tries(_bag_to_try(settings), state=state_folder())


def is_unlocked(settings: Settings) -> bool:
    """True when this terminal was unlocked for the user and the home of the settings, and still is."""
    # Most terminals have no agent, and the rooms that could ask one are not furnished for them.
    if not settings.user or not _has_agents(runtime_folder()) or not _has_bag(settings.home, settings.user):
        return False
    from registry.custody.lent_keys import borrow

    lent = borrow(
        runtime_folder(), settings.home.bag(settings.user), settings.home.folder, state=state_folder(), ask=lambda: ""
    )
    return lent is not None


def _has_agents(folder: Path) -> bool:
    try:
        return any(folder.iterdir())
    except OSError:
        return False


def unlock(settings: Settings, passphrase: str) -> tuple[str, ...]:
    """Unlock this terminal for the user of the settings, and return what they are told as they sign in.

    Raises as `sit_down`, NotAllowed and StorageFailed.
    """
    from registry.custody.lent_keys import lend
    from registry.services.wrong_tries import tell_wrong_tries

    with sit_down(settings, passphrase) as sitting:
        lend(runtime_folder(), sitting.keys.prove(), settings.home.folder)
        return (*sitting.notices, *filter(None, (tell_wrong_tries(sitting),)))


def lock() -> int:
    """Lock this terminal for everybody and every home; return how many were unlocked."""
    from registry.custody.lent_keys import take_back

    return take_back(runtime_folder())


def _bag_to_try(settings: Settings) -> Path:
    """Return the bag of the settings' user; in training all five tries at it are given back."""
    bag = _require_bag(settings)
    if settings.training:
        from registry.custody.bags import reset_tries

        reset_tries(bag)
    return bag


def _require_bag(settings: Settings) -> Path:
    home, name = settings.home, settings.require_user()
    home.require()
    if not _has_bag(home, name):
        raise NotFound(f"There is no user {name[:40]!a} in {home.folder}.", hint="Check how the name is spelt.")
    return home.bag(name)


def _has_bag(home: Home, name: str) -> bool:
    from registry.custody.bags import is_user_name

    return is_user_name(name) and home.bag(name).exists()


@contextmanager
def _sit(
    settings: Settings, keys: "OpenBag | LentKeys", clock: Callable[[], datetime], *, alone: bool
) -> "Iterator[Sitting]":
    from registry.catalogue.loader import load_needs
    from registry.domain.access import Permission, may
    from registry.services.breaking_glass import glass_notices
    from registry.services.composing import catalogue_in_use
    from registry.services.passphrases import given_notices
    from registry.services.restored import tell_restored
    from registry.services.sitting import Sitting
    from registry.services.users import address_keys
    from registry.services.witness import clock_behind, find_gap, sign_out
    from registry.store.key_change import key_change_pending

    home, name = settings.home, settings.require_user()
    _settle(settings, clock())
    with _up_to_date(settings, keys.identity, clock(), alone=alone) as store:
        with store.looking_up() as uow:
            user, unit = uow.users.get(name), uow.unit.establishment()
        store.keep_within(tuple(user.belongs_to(unit.id)))
        with store.looking_up() as uow:
            gap = find_gap(uow)
            catalogue = catalogue_in_use(uow, unit)
        if not user.active:
            raise NotPermitted(f"{user.person.name} no longer has access here.")
        if (user.signing_key, user.seal_to) != (keys.info.signing_key, str(keys.identity.to_public())):
            raise NotPermitted("This bag is not the one this user was given.", hint="Restore the bag from a backup.")
        sitting = Sitting(
            home=home,
            user=user,
            unit=unit,
            catalogue=catalogue,
            needs=load_needs(),
            keys=keys,
            store=store,
            clock=clock,
            warnings=(gap.words,) if gap else (),
            alone=alone,
        )
        if may(user.roles, Permission.MANAGE_USERS):
            # Finishes what adding a user could not, where it was cut off.
            address_keys(sitting)
        restored = tell_restored(sitting)
        with store.looking_up() as uow:
            late = clock_behind(uow, sitting.now)
            told = (*((late,) if late else ()), *restored, *given_notices(user), *glass_notices(uow, sitting))
            sitting = replace(sitting, notices=told)
        try:
            yield sitting
        finally:
            sitting.mark.let_go()
            # Where the exchange of the database broke off, this store may be of the one that goes.
            if not key_change_pending(home.folder):
                # What was done is saved already. The next sitting makes the checkpoint that this one could not; where
                # rows were taken out and others stand in their place, `audit verify` says why none can be made.
                with suppress(StorageFailed, NotAllowed):
                    sign_out(sitting)


def recover(
    settings: Settings,
    recovery_key: str,
    *,
    person: "Person",
    passphrase: str,
    clock: Callable[[], datetime] = utc_now,
) -> "Recovered":
    """Let a new administrator in, named by the settings, with the recovery key; alone in the home.

    Raises NotPermitted for another key, NotAllowed for a name that is taken, InvalidValue and StorageFailed.
    """
    from registry.services.recovering import let_in, read_recovery_key

    identity, name = read_recovery_key(recovery_key), settings.require_user()
    settings.home.require()
    _settle(settings, clock())
    with _up_to_date(settings, identity, clock(), alone=True) as store:
        return let_in(settings.home, store, identity, name=name, person=person, passphrase=passphrase, clock=clock)


@contextmanager
def _opened(settings: Settings, identity: "Identity", now: datetime, *, alone: bool) -> "Iterator[Store]":
    """Hold the home's lock, and the server's where the records are there, and give the database."""
    from registry.custody.dbkey import open_database_key, read_slot
    from registry.store.key_change import key_change_pending
    from registry.store.lock import home_lock
    from registry.store.opened import Store
    from registry.store.restored import require_own_backup

    home = settings.home
    with home_lock(home.folder, exclusive=alone, who=settings.require_user(), now=now):
        if key_change_pending(home.folder):
            raise StorageFailed("A key change broke off just now; nothing was done.", hint="Do it again.")
        # Read under the lock: before it, the key could change between reading it and opening with it.
        key = open_database_key(home.folder, identity)
        require_own_backup(home.folder, key)
        with ExitStack() as stack:
            if home.server is None:
                store = Store.open(home.database, key, check=read_slot(home.folder).check)
            else:
                store = stack.enter_context(_on_server(home.server, alone=alone))
            stack.callback(store.close)
            yield store


@contextmanager
def _on_server(address: str, *, alone: bool) -> "Iterator[Store]":
    from registry.store.server import read_address, server_lock
    from registry.store.server_store import ServerStore

    with server_lock(read_address(address), exclusive=alone):
        yield ServerStore.connect(address)


def _settle(settings: Settings, now: datetime) -> None:
    """Finish or undo a key change that broke off, alone in the home; one that goes on is waited for."""
    from registry.store.key_change import decide_key_change, key_change_mark, key_change_pending, settle_key_change
    from registry.store.lock import home_lock

    home = settings.home
    if key_change_pending(home.folder):
        with home_lock(home.folder, exclusive=True, who=settings.require_user(), now=now):
            mark = key_change_mark(home.folder)
            if home.server is not None and mark is not None:
                # The server alone knows whether the change was saved there; where it was, the keys follow it.
                with _on_server(home.server, alone=True) as store:
                    with store.looking_up() as uow:
                        saved = bool(uow.audit.entries(object_id=mark))
                    store.close()
                if saved:
                    decide_key_change(home.folder, with_database=False)
            settle_key_change(home.folder)


@contextmanager
def _up_to_date(settings: Settings, identity: "Identity", now: datetime, *, alone: bool) -> "Iterator[Store]":
    """Give the database as `_opened` does, with this program's tables.

    An older home is upgraded first, alone in it: other processes must not work on half-changed tables.
    """
    with ExitStack() as stack:
        store = stack.enter_context(_opened(settings, identity, now, alone=alone))
        if store.needs_upgrade:
            stack.close()
            with _opened(settings, identity, now, alone=True) as older:
                older.upgrade()
            store = stack.enter_context(_opened(settings, identity, now, alone=alone))
        yield store
