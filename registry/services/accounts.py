"""Who has an account, as far as the files beside the database say: for whoever has not signed in yet."""

from registry.domain.errors import ThroughcareError
from registry.settings import Home


def names_beside(home: Home) -> tuple[str, ...]:
    """Return the user names whose bags the database key is addressed to, by name. Nothing proves them.

    Who has left keeps a bag here and is no recipient any more. A file that cannot be read names nobody.
    """
    from registry.custody.bags import read_bag
    from registry.custody.dbkey import read_slot

    try:
        recipients = set(read_slot(home.folder).recipients)
    except ThroughcareError:
        return ()
    names = []
    for file in sorted(home.users.glob("*.bag")):
        try:
            bag = read_bag(file)
        except ThroughcareError:
            continue
        if bag.recipient in recipients:
            names.append(bag.name)
    return tuple(names)
