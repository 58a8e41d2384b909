"""What to ask about work that nobody has matched to the catalogue, where its name is the name of several programmes.

A name is no match: all that go by it are told, so that nobody takes the likeliest.
"""

from registry.domain.catalogue import Programme
from registry.domain.continuity_case import Case
from registry.domain.continuity_piece import Piece
from registry.domain.continuity_suitability import is_about_an_offence
from registry.domain.programme_names import programmes_meant
from registry.domain.quoting import quoted
from registry.domain.text import number_of, one_of


def which_of(case: Case, piece: Piece) -> str:
    """Return the question which programme a name stands for, as the opening of a longer one; empty where the name fits
    one programme or none, which proves nothing either.
    """
    if piece.edition is not None:
        return ""
    meant = programmes_meant(case.programmes.values(), piece.title)
    if len(meant) < 2:
        return ""
    name = f"name {quoted(piece.title)} does not tell them apart. "
    if _tells_of_an_offence(case, piece, meant):
        return f"Which programme was it? {number_of(len(meant), 'programme')} are called so: the {name}"
    return f"Which programme was it: {one_of([one.title for one in meant])}? The {name}"


def _tells_of_an_offence(case: Case, piece: Piece, meant: tuple[Programme, ...]) -> bool:
    """Whether their titles would tell whoever holds the page of offending that neither the name nor the record does."""
    known = {*case.in_force, *piece.needs}
    leads = {one.needs[0] if one.needs else "" for one in meant}
    return len(leads) > 1 and any(is_about_an_offence(one) and not known.intersection(one.needs[:1]) for one in meant)
