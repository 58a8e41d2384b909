"""Which parts of a programme were given: named as its edition names them, and not called absent on a doubtful word."""

from registry.domain.described_edition import DescribedEdition
from registry.domain.edition import Component
from registry.domain.errors import NotFound
from registry.domain.intervention import Intervention
from registry.domain.received import CAME


def parts_meant(components: tuple[Component, ...], asked: tuple[str, ...]) -> tuple[str, ...]:
    """Return the ids of the parts asked for by id, title or an unambiguous beginning, in any case, each once.

    Raises NotFound for a word that is no part, or the beginning of several, with the list. An edition without known
    parts takes the words as they are.
    """
    if not components:
        return asked
    return tuple(dict.fromkeys(_meant(components, one) for one in asked))


def _meant(components: tuple[Component, ...], asked: str) -> str:
    word = asked.strip().casefold()
    names = {part.id: (part.id.casefold(), part.title.casefold()) for part in components}
    exact = [part for part, known in names.items() if word in known]
    found = exact or [part for part, known in names.items() if word and any(one.startswith(word) for one in known)]
    if len(found) == 1:
        return found[0]
    listed = "; ".join(f"{part.id} ({part.title})" for part in components)
    what = "several parts begin like that" if found else "no part of this edition is called that"
    raise NotFound(f"{asked[:40]!r}: {what}.", hint=f"Its parts: {listed}.")


def parts_absent(edition: DescribedEdition | None, work: Intervention) -> tuple[str, ...]:
    """Return the parts that a page may say were not given; nothing where the record speaks against itself.

    That is where it names a part as given that the edition does not know: it may be the very one. A part named for
    individual or group sessions is not absent where such sessions were attended.
    """
    parts = edition.components if edition else ()
    known = {name.casefold() for part in parts for name in (part.id, part.title)}
    if parts and any(given.casefold() not in known for given in work.components):
        return ()
    came = tuple(session.kind.value for session in work.sessions if session.attended in CAME)
    titles = {part.id: part.title for part in parts}
    return tuple(
        part for part in work.missing_components if not _speaks_of(f"{part} {titles.get(part, '')}".casefold(), came)
    )


def _speaks_of(names: str, kinds: tuple[str, ...]) -> bool:
    words = set(names.replace("-", " ").split())
    return any(kind in words for kind in kinds)
