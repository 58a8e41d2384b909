"""A person's own passphrase."""

from dataclasses import replace

from registry.custody.bags import DEFAULT_COST, BagCost, change_passphrase, check_passphrase, opens_with
from registry.domain.access import Permission
from registry.domain.errors import InvalidValue, ThroughcareError
from registry.domain.users import User
from registry.services.founding import offered_passphrase
from registry.services.journeys import journey
from registry.services.sitting import Sitting

_GIVEN = (
    "Whoever added you may know your passphrase: change it now with `throughcare user passphrase`. Until then you "
    "neither issue, approve nor release, nor do anything else that wants two persons."
)


def refuse_weak_passphrase(passphrase: str, *names: str) -> None:
    """Raise InvalidValue for what cannot be the passphrase of a user of these names, with one of random words to take.

    `names` are their user name, and of their own and the unit's those that are known.
    """
    try:
        check_passphrase(passphrase, *names)
    except InvalidValue as weak:
        raise InvalidValue(weak.message, hint=f"One of six random words, made now: {offered_passphrase()}") from None


@journey(Permission.OWN_SECRET)
def change_own_passphrase(sitting: Sitting, passphrase: str, *, cost: BagCost = DEFAULT_COST) -> None:
    """Lock the person's own keys under a new passphrase; the keys stay the same.

    A copy of the old bag, in a backup for one, still opens with the old passphrase, and holds the keys that every new
    key of the database is addressed to: who has both is shut out by `user close` alone. Whoever was added with a
    passphrase has one of their own from now on. Raises InvalidValue for the passphrase, also for the one that was
    given, and StorageFailed.
    """
    check_passphrase(passphrase, sitting.user.name, sitting.user.person.name, sitting.unit.name)
    bag = sitting.home.bag(sitting.user.name)
    if sitting.user.passphrase_given and opens_with(bag, passphrase):
        raise InvalidValue("That is the passphrase you were given.", hint="Choose another, which nobody else knows.")
    # Written down before it is done: the bag is a file, and no transaction holds both.
    with sitting.writing("user passphrase", sitting.user.person.id):
        pass
    try:
        change_passphrase(bag, sitting.keys.prove(), passphrase, cost=cost)
    except ThroughcareError:
        with sitting.writing("user passphrase", sitting.user.person.id, outcome="failed"):
            pass
        raise
    if sitting.user.passphrase_given:
        # After it was done: cut off between the two, it is asked for once more.
        with sitting.writing("user passphrase", sitting.user.person.id, purpose="their own from now on") as uow:
            uow.users.save(replace(uow.users.get(sitting.user.name), passphrase_given=False))


def given_notices(user: User) -> tuple[str, ...]:
    """Return what a person is told as they sign in with a passphrase that somebody gave them."""
    if not user.passphrase_given:
        return ()
    return (_GIVEN,)
