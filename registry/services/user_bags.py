"""Whether everybody who may sign in has their own bag of keys: in the home, or in a backup of it."""

from collections.abc import Iterable

from registry.custody.bags import read_bag
from registry.domain.errors import NotFound, ThroughcareError
from registry.domain.users import User
from registry.settings import Home

MEND = "Put it back from a backup, or end the login with `throughcare user close`."
STRAY = "an addition that was cut off left it, or somebody put it there; add that person again, or take it away"


def bag_faults(home: Home, users: Iterable[User]) -> tuple[str, ...]:
    """Return in words whose bag is missing, damaged or another's; empty where each active user has their own.

    What a bag says in clear is compared with the keys that the database knows. Whether a passphrase still opens what
    is locked in it, only its owner can tell.
    """
    found = ((user.name, _fault(home, user)) for user in users if user.active)
    return tuple(f"the bag of keys of {name} {fault}" for name, fault in found if fault)


def stray_bags(home: Home, users: Iterable[User]) -> tuple[str, ...]:
    """Return the names of the bags that are no user's, of those who have left either."""
    theirs = {home.bag(user.name).name for user in users}
    return tuple(sorted(file.name for file in home.users.glob("*.bag") if file.name not in theirs))


def _fault(home: Home, user: User) -> str:
    try:
        bag = read_bag(home.bag(user.name))
    except NotFound:
        return "is missing"
    except ThroughcareError:
        return "is damaged, or another's"
    theirs = (user.seal_to, user.signing_key, user.receiving_key)
    return "" if (bag.recipient, bag.signing_key, bag.receiving_key) == theirs else "holds other keys than theirs"
