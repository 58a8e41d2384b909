"""Another establishment by its name: the directory's, else one that the same name and tier always mean."""

from registry.domain.people import EstablishmentRef, Tier
from registry.domain.text import typed
from registry.services.directories import establishments_listed
from registry.services.drawn_ids import drawn_id
from registry.services.sitting import Sitting


def reported_establishment(name: str, tier: Tier) -> EstablishmentRef:
    """Return an establishment that is in no directory: the same name and tier, however spaced or spelt, is the same."""
    told = typed(name)
    return EstablishmentRef(id=drawn_id("establishment", tier, told.casefold()), name=told, tier=tier)


def establishment_named(sitting: Sitting, name: str, tier: Tier) -> EstablishmentRef:
    """Return the establishment of the directory in force with that whole name and tier, or this unit itself; else one
    as reported. What is only like a name is another's.
    """
    told = reported_establishment(name, tier)
    known = (sitting.unit.ref, *establishments_listed(sitting))
    return next((one for one in known if (one.name.casefold(), one.tier) == (told.name.casefold(), tier)), told)
