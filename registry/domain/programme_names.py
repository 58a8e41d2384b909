"""The names that a programme goes by, and the programmes that a title may mean. A shared name tells none of them apart.

What a report or a register calls a piece of work is often an acronym, and two programmes may have the same one. So a
name that fits several is answered with all of them, and never with the likeliest.
"""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from registry.domain.catalogue import Programme
from registry.domain.local_ids import code_of

# What a catalogue adds in brackets to tell a programme from its namesake; people leave it out.
_BRACKETS = re.compile(r"\s*\([^()]*\)")
_WORD = re.compile(r"[\w+&-]+")
_SHORTEST_INSIDE = 3


def plain(text: str) -> str:
    """Return text in lower case, without accents, with single spaces for everything else.

    `+` and `&` are read aloud: they tell BNM+ from BNM.
    """
    text = text.replace("+", " plus ").replace("&", " and ")
    bare = "".join(one for one in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(one))
    return " ".join(re.findall(r"[a-z0-9]+", bare.replace("'", "").replace("’", "")))


def names_of(programme: Programme) -> tuple[str, ...]:
    """Return the code, acronym, aliases and title of a programme, the title without its brackets too, plain."""
    return tuple(dict.fromkeys(name for _, name in _written(programme)))


def programmes_named(programmes: Iterable[Programme], title: str) -> tuple[Programme, ...]:
    """Return the programmes of which the whole title is a name, in any punctuation and case, with or without what the
    catalogue adds in brackets. A title that only resembles one names none.
    """
    wanted = plain(title).replace(" ", "")
    named = (one for one in programmes if wanted and wanted in _run_together(_written(one)))
    return tuple(sorted(named, key=lambda one: (one.title, one.id)))


def programmes_meant(programmes: Iterable[Programme], title: str) -> tuple[Programme, ...]:
    """Return every programme that a title may mean: those it names as a whole, else those with a name inside it.

    Inside a longer title a name of one word counts only as the catalogue writes it (`SCP`, never the word *care*), and
    a name counts for nothing where a longer one stands over it.
    """
    known = tuple(programmes)
    if whole := programmes_named(known, title):
        return whole
    words = tuple(_WORD.findall(title))
    said = tuple(plain(word) for word in words)
    there = {*words, *said}
    found = [
        (span, one)
        for one in known
        for written, name in _written(one)
        if (written if " " not in written else name.partition(" ")[0]) in there
        and (span := _span(written, name, words, said))
    ]
    longest = [
        one
        for (start, end), one in found
        if not any(other[0] <= start and end <= other[1] and other != (start, end) for other, _ in found)
    ]
    return tuple(sorted({one.id: one for one in longest}.values(), key=lambda one: (one.title, one.id)))


def _span(written: str, name: str, words: tuple[str, ...], said: tuple[str, ...]) -> tuple[int, int] | None:
    """Return where in the words a name stands, from and to; None where it does not."""
    if " " not in written:
        at = words.index(written) if written in words and len(written) >= _SHORTEST_INSIDE else None
        return None if at is None else (at, at + 1)
    parts = tuple(name.split())
    start = next((at for at in range(len(said) - len(parts) + 1) if said[at : at + len(parts)] == parts), None)
    return None if start is None else (start, start + len(parts))


def _written(programme: Programme) -> tuple[tuple[str, str], ...]:
    return _names((code_of(programme.id), programme.acronym or "", *programme.aliases, programme.title))


@lru_cache(maxsize=4_000)
def _names(names: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    """Return each name as it is written, and plain; of the last, a title, also what it is without its brackets."""
    each = dict.fromkeys((*names, _BRACKETS.sub("", names[-1])))
    return tuple((name, bare) for name in each if (bare := plain(name)))


@lru_cache(maxsize=4_000)
def _run_together(names: tuple[tuple[str, str], ...]) -> frozenset[str]:
    return frozenset(name.replace(" ", "") for _, name in names)
