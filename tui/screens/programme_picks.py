"""The programmes and editions of the catalogue, for a type-ahead picker; among them those new work can be begun on."""

from datetime import date

from registry.domain.catalogue import Programme
from registry.domain.catalogue_in_use import Catalogue
from registry.domain.local_ids import code_of
from registry.services.sitting import Sitting
from tui.widgets.picker import Pick


def programmes_for_new_work(sitting: Sitting) -> list[Pick]:
    """Return every programme that is neither retired nor dropped, by code, name, older names and acronym."""
    return [
        _pick(one)
        for one in sitting.catalogue.programmes.values()
        if not _is_retired(one, sitting.today) and not sitting.catalogue.is_dropped(one.newest)
    ]


def programme_picks(catalogue: Catalogue) -> list[Pick]:
    """Return every programme of the catalogue, those that nothing new begins on too."""
    return [_pick(one) for one in catalogue.programmes.values()]


def edition_picks(catalogue: Catalogue) -> list[Pick]:
    """Return every edition of the catalogue, by its code, its programme's name, older names and acronym."""
    return [
        Pick(code=edition.id, words=f"{code_of(edition.id)}  {one.title}", also=_also(one))
        for one in catalogue.programmes.values()
        for edition in one.editions
    ]


def _pick(one: Programme) -> Pick:
    return Pick(code=one.id, words=f"{code_of(one.id)}  {one.title}", also=_also(one))


def _also(one: Programme) -> str:
    return " ".join((*one.aliases, one.acronym or ""))


def _is_retired(programme: Programme, today: date) -> bool:
    return all(one.valid_until is not None and one.valid_until.last < today for one in programme.editions)
