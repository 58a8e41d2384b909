"""Look through a catalogue: the one that ships with the program needs no sign-in, a home's own is handed in."""

from pathlib import Path

from registry.catalogue.check import Problem, check_folder
from registry.catalogue.check_measures import check_measures
from registry.catalogue.loader import load_catalogue, load_needs
from registry.catalogue.search import named_edition, search
from registry.documents.strict import read_strict
from registry.domain.assessment import Score
from registry.domain.catalogue import Programme
from registry.domain.catalogue_in_use import Catalogue
from registry.domain.edition import Edition
from registry.domain.errors import NotFound
from registry.domain.measure import Measure
from registry.domain.needs import TargetNeed
from registry.domain.readings import range_caution


def shipped_catalogue() -> Catalogue:
    """Return the catalogue that ships with the program."""
    return load_catalogue()


def find_programmes(catalogue: Catalogue, words: str) -> tuple[Programme, ...]:
    """Return the programmes that answer to the words, best first; a slip of the finger is forgiven."""
    return search(catalogue, words)


def find_edition(catalogue: Catalogue, asked: str) -> tuple[Programme, Edition]:
    """Return the programme and edition that somebody typed, to read them; as `named_edition`."""
    return named_edition(catalogue, asked, by_code=True)


def list_needs() -> tuple[TargetNeed, ...]:
    """Return the target needs, in the order in which lists show them."""
    return tuple(load_needs().values())


def show_measure(catalogue: Catalogue, asked: str) -> Measure:
    """Return the measure of a name, an acronym or an alias, in either case. Raises NotFound."""
    found = catalogue.measure(asked)
    if found is None:
        raise NotFound(
            f"The catalogue does not know the measure {asked[:60]!r}.", hint="See `throughcare measure list`."
        )
    return found


def caution_on(catalogue: Catalogue, score: Score) -> str | None:
    """Return what to say of a reading's range where no named source vouches for it, else None."""
    return range_caution(catalogue.measure(score.measure), score)


def check_measure_files(folder: Path) -> tuple[int, tuple[Problem, ...]]:
    """Return how many measure files a folder holds and every problem in them. Raises NotFound for none."""
    files = sum(1 for _ in folder.glob("*.json"))
    if not files:
        raise NotFound(f"{folder} holds no measure files.", hint="Each measure is one file, ID.json.")
    return files, check_measures(folder, read_strict)


def check_programmes(folder: Path) -> tuple[int, tuple[Problem, ...]]:
    """Return how many programme files a folder holds and every problem in them. Raises NotFound for none."""
    files = sum(1 for _ in folder.glob("*.json"))
    if not files:
        raise NotFound(f"{folder} holds no programme files.", hint="Each programme is one file, ID.json.")
    return files, check_folder(folder, read_strict)
