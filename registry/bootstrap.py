"""Opens a home for a person: settings and a passphrase become a sitting that every service takes."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime

from registry.domain.errors import NotFound, NotPermitted, StorageFailed
from registry.services.sitting import Sitting
from registry.settings import Settings, state_folder


def utc_now() -> datetime:
    """Return this moment in UTC."""
    return datetime.now(UTC)


@contextmanager
def sit_down(settings: Settings, passphrase: str, *, clock: Callable[[], datetime] = utc_now) -> Iterator[Sitting]:
    """Open the home with a user's passphrase, hold its shared lock, and give the sitting.

    Raises NotFound without a unit or user, NotPermitted for a wrong passphrase or someone who has left, and
    StorageFailed when another process holds the home exclusively.
    """
    from registry.catalogue.loader import load_needs
    from registry.custody.bags import open_bag
    from registry.custody.dbkey import open_database_key, read_slot
    from registry.services.composing import catalogue_in_use
    from registry.services.witness import find_gap, sign_out
    from registry.store.lock import home_lock
    from registry.store.opened import Store

    home, name = settings.home, settings.require_user()
    home.require()
    if not home.bag(name).exists():
        raise NotFound(f"There is no user {name[:40]!a} in {home.folder}.", hint="Check --user.")
    keys = open_bag(home.bag(name), passphrase, state=state_folder())
    key = open_database_key(home.folder, keys.identity)
    check = read_slot(home.folder).check
    _bring_up_to_date(settings, key, check, clock())
    with home_lock(home.folder, exclusive=False, who=name, now=clock()):
        store = Store.open(home.database, key, check=check)
        try:
            with store.looking_up() as uow:
                user, unit = uow.users.get(name), uow.unit.establishment()
                gap = find_gap(uow)
                catalogue = catalogue_in_use(uow, unit)
            if not user.active:
                raise NotPermitted(f"{user.person.name} no longer has access here.")
            if user.signing_key != keys.signer.public_key:
                raise NotPermitted(
                    "This bag is not the one this user was given.", hint="Restore the bag from a backup."
                )
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
            )
            try:
                yield sitting
            finally:
                # What was done is saved already. The next sitting makes the checkpoint that this one could not.
                with suppress(StorageFailed):
                    sign_out(sitting)
        finally:
            store.close()


def _bring_up_to_date(settings: Settings, key: bytes, check: str, now: datetime) -> None:
    """Upgrade the tables of an older home, alone in it: other processes must not work on half-changed tables."""
    from registry.store.lock import home_lock
    from registry.store.opened import Store

    home, who = settings.home, settings.require_user()
    with home_lock(home.folder, exclusive=False, who=who, now=now):
        store = Store.open(home.database, key, check=check)
        older = store.needs_upgrade
        store.close()
    if older:
        with home_lock(home.folder, exclusive=True, who=who, now=now):
            store = Store.open(home.database, key, check=check)
            store.upgrade()
            store.close()
