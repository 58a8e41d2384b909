"""Finds programmes as somebody types: by code, acronym, alias or title, forgiving a slip of the finger."""

import difflib
from functools import lru_cache

from registry.domain.catalogue import Programme
from registry.domain.catalogue_in_use import Catalogue
from registry.domain.edition import Edition
from registry.domain.errors import NotFound
from registry.domain.local_ids import code_of
from registry.domain.programme_names import names_of, plain, programmes_named
from registry.domain.text import one_of

# A slip is forgiven only in words long enough to tell one from another.
_LEAST_FUZZY = 4
_LEAST_LIKENESS = 0.75
_MOST_LETTERS_APART = 2
_EXCHANGED = 0.95
_MOST_MEANT = 4

_ID, _EXACT, _STARTS, _WORD, _WORD_STARTS, _INSIDE, _ALIKE = 110, 100, 80, 70, 60, 40, 20


def search(catalogue: Catalogue, words: str, limit: int = 50) -> tuple[Programme, ...]:
    """Return the programmes that answer to every one of the words, best first; all of them, by title, for none."""
    asked = plain(words).split()
    found: list[tuple[int, str, Programme]] = []
    for programme in catalogue.programmes.values():
        score = _score(programme, asked, plain(words))
        if score is not None:
            found.append((-score, programme.title.casefold(), programme))
    found.sort(key=lambda one: one[:2])
    return tuple(programme for _, _, programme in found[:limit])


def named_programme(catalogue: Catalogue, asked: str) -> Programme:
    """Return the programme a person typed by code, acronym, alias or title, in any punctuation and case.

    Raises NotFound where none or several answer to it, naming those that may be meant.
    """
    try:
        return catalogue.programme(asked.strip())
    except NotFound:
        wanted = plain(asked).replace(" ", "")
        ranked = search(catalogue, asked)
        named = [one for one in ranked if wanted and wanted in {name.replace(" ", "") for name in names_of(one)}]
        if len(named) == 1:
            return named[0]
        codes = [code_of(one.id) for one in (named or ranked)[:_MOST_MEANT]]
        # Local programmes of two units may share a code: then only the whole id tells them apart.
        if codes and len(set(codes)) == len(codes):
            said = "Several programmes answer to" if named else "The catalogue has no programme"
            raise NotFound(
                f"{said} {asked.strip()[:40]!a}.",
                hint=f"Did you mean {one_of(codes)}? See `throughcare catalogue show {codes[0]}`.",
            ) from None
        raise


def programmes_called(catalogue: Catalogue, title: str) -> tuple[Programme, ...]:
    """Return the programmes, those of former releases too, of which a title is a name, as `programmes_named`."""
    return programmes_named(known_programmes(catalogue), title)


def known_programmes(catalogue: Catalogue) -> tuple[Programme, ...]:
    """Return every programme, those of former releases too: older records have their names."""
    return tuple({**catalogue.former, **catalogue.programmes}.values())


def named_edition(catalogue: Catalogue, asked: str, *, by_code: bool = False) -> tuple[Programme, Edition]:
    """Return the programme and edition of `PROGRAMME/label`, or a programme's newest; as `named_programme`.

    A code that is the acronym of another programme too names none of them without a label, unless it is only looked up
    `by_code`: what is recorded would otherwise be recorded of the wrong one. Raises NotFound, naming them all.
    """
    name, _, label = asked.strip().partition("/")
    programme = named_programme(catalogue, name)
    alike = programmes_named(catalogue.programmes.values(), name)
    if len(alike) > 1 and not label and not by_code:
        said = " and ".join(f"{one.newest.id} is {one.title}" for one in alike)
        raise NotFound(
            f"{len(alike)} programmes are called {name[:40]!a}, and the name does not tell them apart: {said}.",
            hint=f"Give the edition of the one that is meant: {one_of([one.newest.id for one in alike])}.",
        )
    return catalogue.edition(f"{programme.id}/{label}" if label else programme.id)


def _score(programme: Programme, asked: list[str], whole: str) -> int | None:
    """Return how well a programme answers, or None when one of the words finds nothing in it."""
    if not asked:
        return 0
    names = names_of(programme)
    together, joined = whole.replace(" ", ""), [name.replace(" ", "") for name in names]
    if together == joined[0]:
        return _ID
    if together in joined:
        return _EXACT
    if any(name.startswith(together) for name in joined):
        return _STARTS
    parts = tuple(part for name in names for part in name.split())
    scores = [_word(word, parts) for word in asked]
    known = [score for score in scores if score is not None]
    return sum(known) // len(known) if len(known) == len(scores) else None


def _word(word: str, parts: tuple[str, ...]) -> int | None:
    if word in parts:
        return _WORD
    if any(part.startswith(word) for part in parts):
        return _WORD_STARTS
    if len(word) > 2 and any(word in part for part in parts):
        return _INSIDE
    if len(word) < _LEAST_FUZZY:
        return None
    # Beginnings count too: somebody is still typing.
    likely = (end for part in parts if len(part) >= _LEAST_FUZZY for end in (part, part[: len(word) + 1]))
    likest = max((_likeness(word, end) for end in likely), default=0.0)
    return round(_ALIKE * likest) if likest >= _LEAST_LIKENESS else None


@lru_cache(maxsize=20_000)
def _likeness(word: str, part: str) -> float:
    """Return how alike two words are, 0 to 1; two exchanged neighbours count as one slip."""
    if abs(len(word) - len(part)) > _MOST_LETTERS_APART:
        return 0.0
    if sorted(word) == sorted(part) and any(
        part == word[:at] + word[at + 1] + word[at] + word[at + 2 :] for at in range(len(word) - 1)
    ):
        return _EXCHANGED
    matcher = _matcher(word)
    matcher.set_seq1(part)
    return matcher.ratio() if matcher.quick_ratio() >= _LEAST_LIKENESS else 0.0


@lru_cache(maxsize=64)
def _matcher(word: str) -> difflib.SequenceMatcher[str]:
    # The matcher keeps what it learns of its second sequence, so that stays the word that was typed.
    return difflib.SequenceMatcher(None, "", word, autojunk=False)
