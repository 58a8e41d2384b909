"""What may stand on a paper that is safe to hold: no offence, strand, number, risk word or kind of establishment.

The program's own sentences on a discreet paper are written without such words; what people wrote is looked through,
and what holds one of them stays off the paper. No list is complete: the page says where the full copy is.
"""

import re
from collections.abc import Iterable
from typing import Final

from registry.domain.catalogue import Programme
from registry.domain.mentions import Finder, Term

# NHS numbers as they are written, prison numbers, and numbers of the police's two systems.
_NUMBERS: Final = re.compile(
    r"(?<!\d)\d{3}[ -]?\d{3}[ -]?\d{4}(?!\d)|(?<!\w)[A-Za-z]\d{4}[A-Za-z]{2}(?!\w)|(?<!\d)\d{2,4}/\d{1,7}[A-Za-z](?!\w)"
)


# A part of a programme's id or acronym that says something by itself.
_CODE: Final = re.compile(r"[A-Z][A-Z0-9]{2,}")


class Discreet:
    """Tells texts that are safe to hold from those that are not.

    `words` may end in `*` for everything that begins so. `names` are what else must not be read: places, numbers.
    Acronyms of programmes are looked for as they are written, everything else in any writing.
    """

    def __init__(self, words: Iterable[str], programmes: Iterable[Programme], names: Iterable[str] = ()) -> None:
        known = list(programmes)
        plain = {one.activity.casefold() for one in known}
        titles = {title for one in known for title in (one.title, *one.aliases) if title.casefold() not in plain}
        short = {
            part
            for one in known
            for part in re.split(r"[-/ ]", f"{one.id} {one.acronym or ''}")
            if _CODE.fullmatch(part)
        }
        self._finder = Finder(map(Term, (*words, *titles, *names)))
        self._short = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, sorted(short)))})(?!\w)") if short else None

    def is_safe(self, text: str) -> bool:
        """Return whether a text holds nothing that would endanger its holder, as far as words can tell."""
        found = self._finder.any_in(text) or _NUMBERS.search(text) or (self._short and self._short.search(text))
        return not found

    def is_safe_name(self, name: str) -> bool:
        """Return the same of a file's name, whose words are parted by signs."""
        plain = re.sub(r"[\W_]+", " ", name)
        return self.is_safe(plain) and self.is_safe(plain.upper())
