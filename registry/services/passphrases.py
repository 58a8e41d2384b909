"""A person's own passphrase."""

from registry.custody.bags import DEFAULT_COST, BagCost, change_passphrase, check_passphrase
from registry.domain.access import Permission
from registry.domain.errors import InvalidValue, ThroughcareError
from registry.services.founding import offered_passphrase
from registry.services.journeys import journey
from registry.services.sitting import Sitting


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
    key of the database is addressed to: who has both is shut out by `user close` alone. Raises InvalidValue for the
    passphrase, and StorageFailed.
    """
    check_passphrase(passphrase, sitting.user.name, sitting.user.person.name, sitting.unit.name)
    # Written down before it is done: the bag is a file, and no transaction holds both.
    with sitting.writing("user passphrase", sitting.user.person.id):
        pass
    try:
        change_passphrase(sitting.home.bag(sitting.user.name), sitting.keys.prove(), passphrase, cost=cost)
    except ThroughcareError:
        with sitting.writing("user passphrase", sitting.user.person.id, outcome="failed"):
            pass
        raise
