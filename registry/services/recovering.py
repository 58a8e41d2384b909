"""Every passphrase is lost: the recovery key lets one new administrator in, is spent by it, and everybody is told."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

import pyrage

from registry.catalogue.loader import load_catalogue
from registry.custody.bags import DEFAULT_COST, BagCost, check_passphrase, check_user_name, create_bag, open_bag
from registry.domain.access import Role
from registry.domain.errors import NotAllowed, NotPermitted
from registry.domain.people import Person
from registry.domain.recovery import Recovery
from registry.domain.users import User, is_one_login
from registry.services.key_changes import KeyChange, change_keys
from registry.services.restored import tell_restored
from registry.services.sitting import Sitting
from registry.settings import Home, state_folder
from registry.store.opened import Store
from registry.store.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True, kw_only=True)
class Recovered:
    """The administrator who was let in, which of their own logins ended with it, and the next recovery key.

    That key is shown once and kept nowhere.
    """

    user: User
    ended: tuple[str, ...]
    change: KeyChange
    recovery_key: str


def read_recovery_key(text: str) -> pyrage.x25519.Identity:
    """Return the recovery key a person typed or a file holds. Raises NotPermitted for what is none."""
    try:
        return pyrage.x25519.Identity.from_str(text.strip())
    except pyrage.IdentityError:
        raise NotPermitted(
            "That is not a recovery key.", hint="It begins with AGE-SECRET-KEY-1, as `init` printed it."
        ) from None


def let_in(
    home: Home,
    store: Store,
    identity: pyrage.x25519.Identity,
    *,
    name: str,
    person: Person,
    passphrase: str,
    clock: Callable[[], datetime],
    cost: BagCost = DEFAULT_COST,
) -> Recovered:
    """Let a new administrator into a home that is held alone and opened with its recovery key.

    The database, the unit and the recovery get new keys: who else held the envelope could have opened it. Other users
    stay; a login the same person had before ends. Raises NotPermitted for another key, and NotAllowed for a name that
    is taken.
    """
    check_user_name(name)
    with store.looking_up() as uow:
        unit, everybody, standing = uow.unit.establishment(), uow.users.all(), uow.unit.recovery()
    check_passphrase(passphrase, name, person.name, unit.name)
    store.keep_within((unit.id,))
    if standing.recipient != str(identity.to_public()):
        raise NotPermitted("That is not this home's recovery key.", hint="Look for the newest envelope.")
    if name in {user.name for user in everybody}:
        raise NotAllowed(f"There is a user {name} already.", hint="Choose another name; the old login stays.")
    own = tuple(user for user in everybody if user.active and is_one_login(user.person, person))
    # A bag without a user is what an attempt that broke off has left.
    home.bag(name).unlink(missing_ok=True)
    bag = create_bag(home.bag(name), name=name, passphrase=passphrase, cost=cost)
    administrator = User(
        name=name,
        person=replace(person, id=own[0].person.id) if own else person,
        roles=(Role.ADMINISTRATOR,),
        signing_key=bag.signing_key,
        receiving_key=bag.receiving_key,
        seal_to=bag.recipient,
    )
    sitting = Sitting(
        home=home,
        user=administrator,
        unit=unit,
        catalogue=load_catalogue(),
        needs={},
        keys=open_bag(home.bag(name), passphrase, state=state_folder()),
        store=store,
        clock=clock,
        alone=True,
    )
    # Under the new key nobody could ask any more whose backup was restored.
    tell_restored(sitting)
    following = pyrage.x25519.Identity.generate()

    def admit(uow: UnitOfWork) -> None:
        for user in own:
            uow.users.save(replace(user, active=False))
        uow.users.add(administrator)

    change = change_keys(
        sitting,
        admit,
        "key recover",
        administrator.person.id,
        purpose=f"{name} let in with the recovery key",
        new_unit_key=True,
        recovery=Recovery(
            recipient=str(following.to_public()), used_at=sitting.now.replace(microsecond=0), used_by=name
        ),
    )
    return Recovered(
        user=administrator, ended=tuple(user.name for user in own), change=change, recovery_key=str(following)
    )
