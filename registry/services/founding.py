"""Found a unit: make its folder, keys and database, and its first administrator."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

import pyrage

from registry.catalogue.loader import load_catalogue
from registry.catalogue.wordlist import load_check_words
from registry.custody.bags import DEFAULT_COST, BagCost, check_passphrase, create_bag, generated_passphrase, open_bag
from registry.custody.dbkey import create_database_key
from registry.custody.signing_key import SigningKey
from registry.custody.unit_key import create_unit_key
from registry.domain.access import Role
from registry.domain.errors import NotAllowed
from registry.domain.people import Establishment, Person
from registry.domain.recovery import Recovery
from registry.domain.users import User
from registry.files import disk_errors, make_private_folder, sync_folder
from registry.mounts import on_network_drive
from registry.services.sitting import Sitting, new_id
from registry.settings import Home, state_folder
from registry.store.copying import is_empty
from registry.store.opened import Store
from registry.store.server_store import ServerStore


@dataclass(frozen=True, slots=True, kw_only=True)
class Founding:
    """What founding a unit leaves behind: the unit, and the recovery key, shown once and kept nowhere here."""

    unit: Establishment
    recovery_key: str


def found_unit(
    home: Home,
    *,
    unit: Establishment,
    name: str,
    person: Person,
    passphrase: str,
    roles: tuple[Role, ...] = (Role.ADMINISTRATOR,),
    clock: Callable[[], datetime],
    cost: BagCost = DEFAULT_COST,
) -> Founding:
    """Make a unit in an empty folder with its first administrator, and return its recovery key.

    The recovery key opens the database when every passphrase is lost; it belongs in an envelope in a safe. Cut off at
    any place, it can be done again. Raises InvalidValue for the passphrase, and NotAllowed when the folder holds
    something already, or lies on a network drive.
    """
    check_passphrase(passphrase, name, person.name, unit.name)
    cut_off = home.is_cut_off
    if not cut_off and home.folder.exists() and any(home.folder.iterdir()):
        raise NotAllowed(f"{home.folder} is not empty.", hint="Name another folder with --home.")
    if home.server is None and on_network_drive(home.folder):
        raise NotAllowed(
            f"{home.folder} lies on a network drive, where the record is not safe from being torn.",
            hint="Use a local disk and reach it over SSH, or use PostgreSQL.",
        )
    # Looked at first: a server that is not ready must leave no folder behind.
    server = _empty_server(home.server) if home.server is not None else None
    make_private_folder(home.folder)
    if cut_off:
        _clear(home)
    make_private_folder(home.begun)
    make_private_folder(home.users)
    bag = create_bag(home.bag(name), name=name, passphrase=passphrase, cost=cost)
    recovery = pyrage.x25519.Identity.generate()
    recipients = (bag.recipient, str(recovery.to_public()))
    database_key = create_database_key(home.folder, recipients)
    unit_key = create_unit_key(home.unit_key, (bag.recipient,))
    log_key = SigningKey.generate()
    if server is not None:
        # What the server holds already could not be founded again; its keys are whole.
        _end(home)
    administrator = User(
        name=name,
        person=person,
        roles=roles,
        signing_key=bag.signing_key,
        receiving_key=bag.receiving_key,
        seal_to=bag.recipient,
    )
    store = server or Store.make(home.database, database_key)
    store.keep_within((unit.id,))
    try:
        sitting = Sitting(
            home=home,
            user=administrator,
            unit=unit,
            catalogue=load_catalogue(),
            needs={},
            keys=open_bag(home.bag(name), passphrase, state=state_folder()),
            store=store,
            clock=clock,
        )
        with sitting.writing("init", unit.id) as uow:
            uow.unit.set_establishment(unit)
            uow.unit.set_unit_key(unit_key)
            uow.unit.set_recovery(Recovery(recipient=str(recovery.to_public())))
            uow.users.add(administrator)
            uow.audit.set_log_key(log_key.private_bytes())
    finally:
        store.close()
    if server is None:
        _end(home)
    return Founding(unit=unit, recovery_key=str(recovery))


def _clear(home: Home) -> None:
    """Take away what a founding that was cut off has left; nothing was recorded in it."""
    with disk_errors("What an earlier try has left could not be taken away"):
        for path in home.folder.iterdir():
            if path.is_dir() and path != home.begun:
                shutil.rmtree(path)
            elif path != home.begun:
                path.unlink()


def _end(home: Home) -> None:
    with disk_errors("The unit could not be founded"):
        home.begun.rmdir()
        sync_folder(home.folder)


def _empty_server(address: str) -> ServerStore:
    store = ServerStore.connect(address)
    if not is_empty(store.everywhere().engine):
        store.close()
        raise NotAllowed("The database holds a unit already.", hint="One database holds one home; prepare another.")
    return store


def new_person(name: str, profession: str, registration: str | None = None) -> Person:
    """Return a new member of staff with an id of their own."""
    return Person(id=new_id(), name=name, profession=profession, registration=registration)


def offered_passphrase() -> str:
    """Return a passphrase of random words that a person may take as their own."""
    return generated_passphrase(load_check_words())
