"""Users: who may sign in, as whom, in which roles."""

from registry.custody.bags import DEFAULT_COST, BagCost, create_bag, reset_tries
from registry.custody.dbkey import open_database_key, read_slot, readdress_database_key
from registry.custody.unit_key import readdress_unit_key
from registry.domain.access import Permission, Role, may
from registry.domain.errors import NotAllowed, NotFound
from registry.domain.folding import fold
from registry.domain.people import Person
from registry.domain.users import User
from registry.services.journeys import journey
from registry.services.sitting import Sitting

_TITLES = frozenset({"", "dr", "mr", "mrs", "ms", "miss", "mx", "prof", "professor", "sir", "dame"})


@journey(Permission.MANAGE_USERS)
def add_user(
    sitting: Sitting,
    *,
    name: str,
    person: Person,
    roles: tuple[Role, ...],
    passphrase: str,
    cost: BagCost = DEFAULT_COST,
) -> User:
    """Add a user with a bag under their own passphrase, and return them.

    The database key is addressed to them too; the unit's signing key to those who may release, and to the
    administrator who must be able to add the next one. Raises NotAllowed when the name is taken, or when the person
    is a user already: two people means two people, not two logins.
    """
    _refuse_second_login(sitting, person)
    bag = create_bag(sitting.home.bag(name), name=name, passphrase=passphrase, cost=cost)
    user = User(
        name=name,
        person=person,
        roles=roles,
        signing_key=bag.signing_key,
        receiving_key=bag.receiving_key,
        seal_to=bag.recipient,
    )
    with sitting.writing("user add", person.id) as uow:
        uow.users.add(user)
        active = uow.users.active()
        key = open_database_key(sitting.home.folder, sitting.keys.identity)
        recipients = {*read_slot(sitting.home.folder).recipients, user.seal_to}
        readdress_database_key(sitting.home.folder, key, sorted(recipients))
        holders = {one.seal_to for one in active if may(one.roles, Permission.RELEASE)} | {sitting.user.seal_to}
        readdress_unit_key(sitting.home.unit_key, sitting.keys.identity, sorted(holders))
    return user


@journey(Permission.MANAGE_USERS)
def list_users(sitting: Sitting) -> tuple[User, ...]:
    """Return every user, leavers included."""
    with sitting.reading("user list") as uow:
        return uow.users.all()


@journey(Permission.MANAGE_USERS)
def give_tries_back(sitting: Sitting, name: str) -> None:
    """Let a user try their passphrase again after too many wrong ones. Raises NotFound for an unknown name."""
    with sitting.writing("user unlock", purpose=name) as uow:
        if uow.users.get(name) is None:
            raise NotFound(f"There is no user {name[:40]!a}.", hint="See `throughcare user list`.")
        reset_tries(sitting.home.bag(name))


def _refuse_second_login(sitting: Sitting, person: Person) -> None:
    with sitting.looking_up() as uow:
        active = uow.users.active()
    for user in active:
        if person.is_same_person(user.person) or _bare(person) == _bare(user.person):
            raise NotAllowed(
                f"{user.person.name} is a user here already, as {user.name}.",
                hint="One person has one login. Two people of one name: add a middle name or initial.",
            )


def _bare(person: Person) -> frozenset[str]:
    """The words of a name, folded, without titles and single letters' full stops."""
    return frozenset(fold(word) for word in person.name.split()) - _TITLES
