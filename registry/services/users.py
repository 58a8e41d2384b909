"""Users: who may sign in, as whom, in which roles."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from registry.custody.bags import DEFAULT_COST, BagCost, check_passphrase, check_user_name, create_bag, reset_tries
from registry.custody.dbkey import open_database_key, read_slot, readdress_database_key
from registry.custody.unit_key import readdress_unit_key
from registry.documents.scripts import mixes_scripts
from registry.domain.access import Permission, Role
from registry.domain.errors import InvalidValue, NotAllowed, NotFound
from registry.domain.look_alike import looks_like
from registry.domain.people import EstablishmentRef, Person
from registry.domain.text import check_audited, typed
from registry.domain.users import User, is_one_login
from registry.services.directories import listed_establishment
from registry.services.journeys import journey
from registry.services.key_changes import KeyChange, change_keys, holds_unit_key, may_open, unit_key_holders
from registry.services.sitting import Sitting
from registry.store.unit_of_work import UnitOfWork


@journey(Permission.MANAGE_USERS)
def add_user(
    sitting: Sitting,
    *,
    name: str,
    person: Person,
    roles: tuple[Role, ...],
    passphrase: str,
    establishments: tuple[EstablishmentRef, ...] = (),
    chosen: bool = False,
    cost: BagCost = DEFAULT_COST,
) -> User:
    """Add a user with a bag under a first passphrase, and return them.

    Whoever adds them may know it, and nobody can tell: until they change it themselves, they do nothing that wants two
    persons. `chosen` is for a unit that is laid out whole, demonstrations among them, where nobody adds anybody.

    The database key is addressed to them too; the unit's signing key to those who may release, and to the
    administrators, who must be able to add the next one. Raises InvalidValue for a person's name in letters of two
    scripts, and NotAllowed when the user name is taken or looks like one that is, or when the person is a user
    already: two people means two people, not two logins.

    Cut off at any place it can be typed again, or is finished by the next administrator who signs in: the bag alone
    opens nothing, and a user whom the keys do not reach yet is refused.
    """
    _refuse_mixed_letters(person)
    _refuse_second_login(sitting, person)
    check_user_name(name)
    check_passphrase(passphrase, name, person.name, sitting.unit.name)
    with sitting.writing("user add", person.id) as uow:
        for one in uow.users.all():
            if looks_like(one.name) == looks_like(name):
                alike = "" if one.name == name else f", and {name} looks like it"
                raise NotAllowed(f"There is a user {one.name} already{alike}.", hint="Choose another name.")
        # A bag without a user is what an attempt that was cut off has left.
        sitting.home.bag(name).unlink(missing_ok=True)
        bag = create_bag(sitting.home.bag(name), name=name, passphrase=passphrase, cost=cost)
        user = User(
            name=name,
            person=person,
            roles=roles,
            signing_key=bag.signing_key,
            receiving_key=bag.receiving_key,
            seal_to=bag.recipient,
            establishments=establishments,
            passphrase_given=not chosen,
        )
        uow.users.add(user)
    address_keys(sitting)
    return user


def address_keys(sitting: Sitting) -> bool:
    """Address the keys to whom the database says, and return whether they were addressed otherwise.

    The list beside the database key is written last, so where it is right everything is.
    """
    with sitting.looking_up() as uow:
        recipients, holders = may_open(uow), unit_key_holders(uow)
    if list(read_slot(sitting.home.folder).recipients) == recipients:
        return False
    key = open_database_key(sitting.home.folder, sitting.keys.identity)
    readdress_unit_key(sitting.home.unit_key, sitting.keys.identity, holders)
    readdress_database_key(sitting.home.folder, key, recipients)
    return True


@journey(Permission.MANAGE_USERS)
def close_user(sitting: Sitting, name: str, reason: str) -> KeyChange:
    """End a user's access for a reason, under a new database key, and return what became of the keys.

    The leaver has seen the old key and could have kept it. Who held the unit's key has seen that too, so a new one is
    made. Needs the home alone. Raises NotFound, and NotAllowed for oneself, who has left already, and the last
    administrator.
    """
    because = typed(reason)
    check_audited(because, "The reason")
    with sitting.looking_up() as uow:
        leaver = uow.users.get(name)
    if leaver.name == sitting.user.name:
        raise NotAllowed("Nobody ends their own access.", hint="Another administrator does it with `user close`.")
    if not leaver.active:
        raise NotAllowed(f"{leaver.person.name} has left already.", hint="See `throughcare user list`.")

    def close(uow: UnitOfWork) -> None:
        uow.users.save(replace(leaver, active=False))

    return change_keys(
        sitting,
        close,
        "user close",
        leaver.person.id,
        purpose=f"{name}: {because}",
        new_unit_key=holds_unit_key(leaver, sitting.unit.id),
    )


@journey(Permission.MANAGE_USERS, of_two=True)
def change_roles(sitting: Sitting, name: str, roles: tuple[Role, ...]) -> KeyChange:
    """Give a user other roles and return what became of the keys. Needs the home alone.

    Who may no longer hold the unit's key has seen it, so a new one is made; who only gains roles opens nothing less
    than before, and the database keeps its key. Raises NotFound, InvalidValue, and NotAllowed where nothing changes,
    for oneself, so that an administrator is always left, and for who has left.
    """
    with sitting.looking_up() as uow:
        before = uow.users.get(name)
    after = replace(before, roles=roles)
    _refuse_oneself(sitting, before, "roles")
    if not before.active:
        raise NotAllowed(f"{before.person.name} has left.", hint="Add them again with `user add` under another name.")
    if set(before.roles) == set(roles):
        raise NotAllowed(f"{before.person.name} has these roles already.", hint="See `throughcare user list`.")

    def change(uow: UnitOfWork) -> None:
        uow.users.save(after)

    words = f"{name}: {', '.join(sorted(before.roles))} to {', '.join(sorted(roles))}"
    if set(before.roles) < set(roles):
        return _keep_keys(sitting, change, before.person.id, words)
    return change_keys(
        sitting,
        change,
        "user change-roles",
        before.person.id,
        purpose=words,
        new_unit_key=holds_unit_key(before, sitting.unit.id) and not holds_unit_key(after, sitting.unit.id),
    )


def _keep_keys(sitting: Sitting, change: Callable[[UnitOfWork], None], person_id: str, words: str) -> KeyChange:
    """Do `change`, of one who gains, and let those who may now hold the unit's key have it."""
    with sitting.writing("user add-roles", person_id, purpose=words) as uow:
        change(uow)
        # Before the commit: cut off between the two, the key is addressed to one more of the users.
        readdress_unit_key(sitting.home.unit_key, sitting.keys.identity, unit_key_holders(uow))
        return KeyChange(users=len(uow.users.active()), new_unit_key=False, new_database_key=False)


@journey(Permission.MANAGE_USERS, of_two=True)
def change_establishments(sitting: Sitting, name: str, establishments: tuple[EstablishmentRef, ...]) -> User:
    """Say with whose participants a user works from now on, none named meaning the unit's own; return the user.

    Raises NotFound, and NotAllowed where nothing changes and for who has left.
    """
    with sitting.writing("user change-establishments", purpose=_named(name, establishments)) as uow:
        before = uow.users.get(name)
        _refuse_oneself(sitting, before, "establishments")
        if not before.active:
            raise NotAllowed(f"{before.person.name} has left.", hint="See `throughcare user list`.")
        if before.establishments == establishments:
            raise NotAllowed(f"{before.person.name} belongs there already.", hint="See `throughcare user list`.")
        after = replace(before, establishments=establishments)
        if holds_unit_key(before, sitting.unit.id) and not holds_unit_key(after, sitting.unit.id):
            raise NotAllowed(
                f"{before.person.name} holds the unit's key, and would no longer belong to the unit.",
                hint="Take the role that releases away first, with `user change-roles`; the unit then gets a new key.",
            )
        uow.users.save(after)
        # Before the commit: cut off between the two, the key is addressed to one more of the users.
        readdress_unit_key(sitting.home.unit_key, sitting.keys.identity, unit_key_holders(uow))
    return after


def find_establishments(sitting: Sitting, names: Sequence[str]) -> tuple[EstablishmentRef, ...]:
    """Return the establishments that were typed: this unit, and those of the directory. Raises NotFound."""
    found = []
    for name in names:
        own = name.strip().casefold() in (sitting.unit.name.casefold(), sitting.unit.id)
        one = sitting.unit.ref if own else listed_establishment(sitting, name)
        if one is None:
            raise NotFound(
                f"The directory lists no one establishment {name[:60]!r}.",
                hint="See `throughcare directory show`; install the newest with `directory install`.",
            )
        found.append(one)
    return () if found == [sitting.unit.ref] else tuple(found)


@journey(Permission.MANAGE_USERS)
def list_users(sitting: Sitting) -> tuple[User, ...]:
    """Return every user, leavers included."""
    with sitting.reading("user list") as uow:
        return uow.users.all()


@journey(Permission.MANAGE_USERS)
def give_tries_back(sitting: Sitting, name: str) -> None:
    """Let a user try their passphrase again after too many wrong ones. Raises NotFound for an unknown name."""
    with sitting.writing("user unlock", purpose=name) as uow:
        uow.users.get(name)
        reset_tries(sitting.home.bag(name))


def _named(name: str, establishments: tuple[EstablishmentRef, ...]) -> str:
    return f"{name}: {', '.join(one.name for one in establishments) or 'this unit'}"


def _refuse_oneself(sitting: Sitting, user: User, what: str) -> None:
    """Whoever gives themselves what another person has to have is two persons in one."""
    if user.name == sitting.user.name:
        raise NotAllowed(
            f"Nobody changes their own {what}.",
            hint="Another administrator does it; with `user change-roles` you can make somebody one.",
        )


def _refuse_mixed_letters(person: Person) -> None:
    if mixes_scripts(person.name):
        raise InvalidValue(
            f"{person.name} is written in letters of two scripts, as a name is that is made to look like another.",
            hint="Type the whole name on one keyboard.",
        )


def _refuse_second_login(sitting: Sitting, person: Person) -> None:
    with sitting.looking_up() as uow:
        active = uow.users.active()
    for user in active:
        if is_one_login(person, user.person):
            raise NotAllowed(
                f"{user.person.name} is a user here already, as {user.name}.",
                hint="One person has one login. Two people of one name: add a middle name or initial.",
            )
