"""The data set: drawn from this unit's records for a named recipient, and what several units' sets add up to.

What leaves is made whole before anything is written, held against its own schema, and written down with its purpose
and recipient. Folders of other units are read and counted without a home: nothing in them is written anywhere.
"""

import hashlib
import json
import secrets
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain
from pathlib import Path
from typing import Any

from exports.csv import write_csv
from exports.page import Document
from registry.catalogue.loader import load_catalogue, load_needs
from registry.catalogue.transfer_clock import load_clock
from registry.documents.schema_check import compiled
from registry.documents.strict import read_strict
from registry.domain.access import Permission
from registry.domain.dataset_counts import Counts, Dimension
from registry.domain.dataset_rows import dataset_rows
from registry.domain.dataset_tables import TABLES, Tables, UnitRecords
from registry.domain.dates import PartialDate
from registry.domain.entry import ParticipantLink
from registry.domain.errors import InvalidValue, NotAllowed, Refusal, Refused
from registry.domain.intervention import Intervention
from registry.domain.participant import Participant
from registry.domain.pseudonym import KEY_BYTES, Pseudonyms
from registry.domain.text import check_label, check_name
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
from registry.services.journeys import journey
from registry.services.sitting import Sitting, describer, new_id
from registry.store.unit_of_work import UnitOfWork
from schemas import load_schema, schema_id

TRAITS = ("sex", "ethnicity", "age_band", "learning_disability")


@dataclass(frozen=True, slots=True, kw_only=True)
class DatasetRelease:
    """One release, ready to be written: its files by name, the list of them last.

    `rows` are counted by table. Of the `participants`, `alone` share sex, ethnic group, age band and learning
    disability with nobody else in it: whoever knows one of them may know the row.
    """

    id: str
    files: tuple[tuple[str, bytes], ...]
    rows: dict[str, int]
    participants: int
    alone: int


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
    check_label(purpose, "The purpose")
    check_name(recipient, "The recipient")
    names, release = Pseudonyms(key=secrets.token_bytes(KEY_BYTES)), new_id()
    # Gone through without holding anybody up who writes meanwhile, and written down before it is handed out.
    with sitting.looking_up() as uow:
        tables = dataset_rows(_records(sitting, uow), names, sitting.today)
    wrong = next(check_rows(tables, sitting.unit.id), None)
    if wrong is not None:
        raise NotAllowed(f"The data set does not follow its own schema: {wrong.words}.", hint="Report this fault.")
    with sitting.writing("dataset export", release, purpose=f"{purpose}; for {recipient}"):
        pass
    files = tuple((f"{name}.csv", _table_bytes(name, tables)) for name in TABLES)
    about = {
        "schema": schema_id(KIND, VERSION),
        "release": release,
        "made": f"{sitting.today:%Y-%m}",
        "unit": {"id": sitting.unit.id, "name": sitting.unit.name, "tier": sitting.unit.tier.value},
        "recipient": recipient,
        "purpose": purpose,
        "tables": [
            {"name": name, "rows": len(tables[name]), "sha256": hashlib.sha256(data).hexdigest()}
            for name, (_, data) in zip(TABLES, files, strict=True)
        ],
    }
    return DatasetRelease(
        id=release,
        files=(*files, (RELEASE_FILE, f"{json.dumps(about, ensure_ascii=True, indent=2)}\n".encode())),
        rows={name: len(rows) for name, rows in tables.items()},
        participants=len(tables["participants"]),
        alone=_alone(tables),
    )


@journey(Permission.REPORT)
def own_page(sitting: Sitting, *, by: Sequence[Dimension]) -> Document:
    """Return the pages of what this unit's own records count, small numbers hidden."""
    names = Pseudonyms(key=secrets.token_bytes(KEY_BYTES))
    with sitting.looking_up() as uow:
        tables = dataset_rows(_records(sitting, uow), names, sitting.today)
    with sitting.reading("dataset chart", purpose="counts of the unit"):
        pass
    until = f"Everything that is recorded up to {day_words(sitting.today)}."
    return _page(Counts.of(tables, _rules()), (sitting.unit.name,), until, sitting.today, by)


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


def _records(sitting: Sitting, uow: UnitOfWork) -> UnitRecords:
    here = sitting.unit.id
    participants = uow.participants.all()
    return UnitRecords(
        unit=sitting.unit.ref,
        participants=participants,
        links=_links(uow, participants),
        interventions=_each(uow, here),
        edition_of=describer(sitting, uow),
        scores=tuple((one, sitting.catalogue.measure(one.measure)) for one in uow.scores.all_of(here)),
        placements=uow.placements.all_of(here),
        transfers=uow.transfers.all_of(here),
        stops=uow.repeat_stops.all_of(here),
        refreshers=uow.refreshers.all_of(here),
        plans=uow.plans.newest_of(here),
        rules=load_clock(),
        needs=frozenset(sitting.needs),
    )


def _each(uow: UnitOfWork, establishment_id: str) -> Iterator[Intervention]:
    """Every intervention of an establishment; what describes their editions is looked up for a part of them at once."""
    for some in uow.interventions.parts_of(establishment_id):
        uow.catalogue_entries.look_up([one.id for one in some])
        yield from some


def _links(uow: UnitOfWork, participants: Sequence[Participant]) -> tuple[ParticipantLink, ...]:
    known = {one.id for one in participants}
    return tuple(one for one in uow.links.all() if {one.one, one.other} <= known)


def _table_bytes(name: str, tables: Tables) -> bytes:
    columns = [column.name for column in table_schema(name).columns]
    return write_csv(chain([columns], ([row[column] for column in columns] for row in tables[name])))


def _alone(tables: Tables) -> int:
    alike: dict[tuple[str, ...], int] = {}
    for row in tables["participants"]:
        who = tuple(row[trait] for trait in TRAITS)
        alike[who] = alike.get(who, 0) + 1
    return sum(number == 1 for number in alike.values())


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
