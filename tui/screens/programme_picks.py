"""The programmes that new work can be begun on, for a type-ahead picker."""

from datetime import date

from registry.domain.catalogue import Programme
from registry.domain.local_ids import code_of
from registry.services.sitting import Sitting
from tui.widgets.picker import Pick


def programmes_for_new_work(sitting: Sitting) -> list[Pick]:
    """Return every programme that is neither retired nor dropped, by code, name, older names and acronym."""
    return [
        Pick(code=one.id, words=f"{code_of(one.id)}  {one.title}", also=" ".join((*one.aliases, one.acronym or "")))
        for one in sitting.catalogue.programmes.values()
        if not _is_retired(one, sitting.today) and not sitting.catalogue.is_dropped(one.newest)
    ]


def _is_retired(programme: Programme, today: date) -> bool:
    return all(one.valid_until is not None and one.valid_until.last < today for one in programme.editions)
