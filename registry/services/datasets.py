"""The data set: drawn from this unit's records for a named recipient, and what several units' sets add up to.

What leaves is made whole before anything is written, held against its own schema, and written down with its purpose
and recipient. Folders of other units are read and counted without a home: nothing in them is written anywhere.
"""

import json
import secrets
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from exports.packed_csv import PackedCsv
from exports.page import Document
from registry.catalogue.loader import load_catalogue, load_needs
from registry.catalogue.transfer_clock import load_clock
from registry.documents.schema_check import compiled
from registry.documents.strict import read_strict
from registry.domain.access import Permission
from registry.domain.dataset_counts import Counts, Dimension
from registry.domain.dataset_tables import TABLES
from registry.domain.dates import PartialDate
from registry.domain.errors import InvalidValue, NotAllowed, Refusal, Refused
from registry.domain.pseudonym import KEY_BYTES, Pseudonyms
from registry.domain.text import check_audited, check_name
from registry.domain.wording import day_words
from registry.intake.dataset_folder import (
    KIND,
    RELEASE_FILE,
    VERSION,
    FoundRelease,
    check_rows,
    read_folder,
    table_schema,
)
from registry.reports.dataset_pages import dataset_pages
from registry.services.dataset_parts import dataset_parts
from registry.services.journeys import journey
from registry.services.sitting import Sitting, new_id
from schemas import load_schema, schema_id

TRAITS = ("sex", "ethnicity", "age_band", "learning_disability")


@dataclass(frozen=True, slots=True, kw_only=True)
class DatasetRelease:
    """One release, ready to be written: its tables, and the list of them (`release.json`).

    Of the `participants`, `alone` share sex, ethnic group, age band and learning
    disability with nobody else in it: whoever knows one of them may know the row.
    """

    id: str
    tables: dict[str, PackedCsv]
    listed: bytes
    participants: int
    alone: int

    @property
    def rows(self) -> dict[str, int]:
        """How many rows there are, by table."""
        return {name: table.rows for name, table in self.tables.items()}

    @property
    def files(self) -> Iterator[tuple[str, Iterator[bytes]]]:
        """Each file by its name, a block after the other; the list of them last."""
        for name, table in self.tables.items():
            yield f"{name}.csv", table.blocks()
        yield RELEASE_FILE, iter((self.listed,))


@dataclass(frozen=True, slots=True, kw_only=True)
class Added:
    """What the sets of one or more units add up to, the units' names, and the months their releases were made in."""

    counts: Counts
    units: tuple[str, ...]
    made: tuple[str, ...]

    @property
    def words(self) -> str:
        """Of when the numbers are: releases may be older than the day they are counted on."""
        first, last = (PartialDate(one).words for one in (min(self.made), max(self.made)))
        return f"Counted from releases made in {first}" + (f" to {last}." if last != first else ".")


@journey(Permission.EXPORT_DATASET)
def export_dataset(sitting: Sitting, *, purpose: str, recipient: str) -> DatasetRelease:
    """Return this unit's data set under a key that is made now and kept nowhere; the export is written down.

    Raises InvalidValue without a purpose or a recipient.
    """
    check_audited(purpose, "The purpose")
    check_name(recipient, "The recipient")
    names, release = Pseudonyms(key=secrets.token_bytes(KEY_BYTES)), new_id()
    # Gone through without holding anybody up who writes meanwhile, and written down before it is handed out.
    columns = {name: [column.name for column in table_schema(name).columns] for name in TABLES}
    files, alike = {name: PackedCsv(columns[name]) for name in TABLES}, Counter[tuple[str, ...]]()
    with sitting.looking_up() as uow:
        for tables in dataset_parts(sitting, uow, names):
            wrong = next(check_rows(tables, sitting.unit.id), None)
            if wrong is not None:
                raise NotAllowed(
                    f"The data set does not follow its own schema: {wrong.words}.", hint="Report this fault."
                )
            for name, rows in tables.items():
                files[name].add([row[column] for column in columns[name]] for row in rows)
            alike.update(tuple(row[trait] for trait in TRAITS) for row in tables["participants"])
    for one in files.values():
        one.finish()
    with sitting.writing("dataset export", release, purpose=f"{purpose}; for {recipient}"):
        pass
    about = {
        "schema": schema_id(KIND, VERSION),
        "release": release,
        "made": f"{sitting.today:%Y-%m}",
        "unit": {"id": sitting.unit.id, "name": sitting.unit.name, "tier": sitting.unit.tier.value},
        "recipient": recipient,
        "purpose": purpose,
        "tables": [{"name": name, "rows": one.rows, "sha256": one.sha256} for name, one in files.items()],
    }
    return DatasetRelease(
        id=release,
        tables=files,
        listed=f"{json.dumps(about, ensure_ascii=True, indent=2)}\n".encode(),
        participants=alike.total(),
        alone=sum(number == 1 for number in alike.values()),
    )


@journey(Permission.REPORT)
def own_page(sitting: Sitting, *, by: Sequence[Dimension]) -> Document:
    """Return the pages of what this unit's own records count, small numbers hidden."""
    names = Pseudonyms(key=secrets.token_bytes(KEY_BYTES))
    counts = Counts(_rules())
    with sitting.looking_up() as uow:
        for tables in dataset_parts(sitting, uow, names):
            counts += Counts.of(tables, _rules())
    with sitting.reading("dataset chart", purpose="counts of the unit"):
        pass
    until = f"Everything that is recorded up to {day_words(sitting.today)}."
    return _page(counts, (sitting.unit.name,), until, sitting.today, by)


def added_page(added: Added, *, today: date, by: Sequence[Dimension]) -> Document:
    """Return the pages of what the sets of one or more units add up to, small numbers hidden. Needs no home."""
    return _page(added.counts, added.units, added.words, today, by)


def _page(counts: Counts, units: Sequence[str], of_when: str, today: date, by: Sequence[Dimension]) -> Document:
    programmes = load_catalogue().programmes
    labels: dict[str, dict[str, str]] = {
        Dimension.PROGRAMME: {key: programme.title for key, programme in programmes.items()},
        Dimension.NEED: {key: need.label for key, need in load_needs().items()},
    }
    return dataset_pages(counts.told(), units, of_when, today=today, by=by, labels=labels)


def check_dataset(folder: Path) -> FoundRelease:
    """Return what a folder holds and everything that is wrong with it. Needs no home; writes nothing."""
    return read_folder(folder, read_strict, _check_release)


def add_datasets(folders: Sequence[Path]) -> Added:
    """Return what the sets of one or more units add up to. Needs no home; writes nothing.

    Raises Refused where a folder is not sound, and NotAllowed where a unit is there twice: it would be counted twice.
    """
    whole, units, made = Counts(_rules()), {}, []
    for folder in folders:
        found = check_dataset(folder)
        if found.problems:
            more = f" and {len(found.problems) - 1} more" if found.problems[1:] else ""
            first = found.problems[0].words.removesuffix(".")
            raise Refused(
                Refusal.SCHEMA,
                f"{folder.name} is no sound data set: {first}{more}.",
                hint=f"See `throughcare dataset check {folder.name}`; nothing was counted.",
            )
        unit = found.release["unit"]
        if unit["id"] in units:
            raise NotAllowed(
                f"{folder.name} is of {unit['name']}, which is counted already.", hint="Give one release of each unit."
            )
        units[unit["id"]] = str(unit["name"])
        made.append(str(found.release["made"]))
        rules = dict.fromkeys(row["rule"] for row in found.tables["transfer_clock"])
        whole += Counts.of(found.tables, tuple(dict.fromkeys((*_rules(), *rules))))
    return Added(counts=whole, units=tuple(units.values()), made=tuple(made))


def _rules() -> tuple[str, ...]:
    return tuple(rule.id for rule in load_clock())


def _check_release(release: dict[str, Any]) -> str | None:
    if not compiled(load_schema(KIND, VERSION)).is_valid(release):
        return "it is not a release of this data set and version"
    for text, what in ((release["unit"]["name"], "The unit's name"), (release["recipient"], "The recipient")):
        try:
            check_name(text, what)
        except InvalidValue as wrong:
            return wrong.message
    names = [one["name"] for one in release["tables"]]
    return None if sorted(names) == sorted(TABLES) else "it does not list each table once"
