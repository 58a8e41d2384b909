"""Participants as rows of a list."""

from registry.domain.participant import Participant

WIDTHS = (26, 18, 13, 11)
HEADINGS = ("Name", "Born", "NHS No.", "Prison No.", "Known as")
NOBODY_YET = (
    "There is nobody on record here yet.\n\n"
    "Add the first participant with F4, or receive a summary from the unit they come from with F2 and r."
)


def cells(one: Participant) -> tuple[str, ...]:
    """Return one participant as the cells of a row; what is missing says so."""
    nhs = f"{one.nhs_number}" if one.nhs_number else "none"
    return (one.name.banner, one.born.words, nhs, f"{one.prison_number or ''}", one.known_as or "")
