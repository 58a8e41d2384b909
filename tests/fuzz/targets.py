"""What is fuzzed: each target takes bytes and may raise nothing but a `ThroughcareError`; its seeds are the start."""

import atexit
import shutil
import tempfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pyrage

import registry.catalogue
from exports.csv import write_csv
from registry.custody.sealing import seal, unseal
from registry.documents.checkpoint_note import looks_like_note, read_note
from registry.documents.pdf_attachment import read_pdf
from registry.documents.release_verification import verify_release
from registry.documents.signing import document_bytes
from registry.documents.strict import read_strict
from registry.documents.trusted_directory import load_directory
from registry.documents.verification import verify_bytes
from registry.domain.dataset_tables import TABLES
from registry.domain.dates import read_date
from registry.domain.errors import InvalidValue, ThroughcareError
from registry.domain.register import read_register
from registry.intake.dataset_folder import check_rows, read_table
from registry.intake.history import HISTORY_COLUMNS, read_history
from registry.intake.log import LOG_COLUMNS, read_log
from registry.intake.sheet_file import read_sheet
from registry.services.browsing import check_measure_files
from registry.services.datasets import check_dataset
from registry.services.definitions import read_definition
from registry.services.trust_list import read_card
from registry.services.unsaved import form_of
from tests.dataset_samples import UNIT, tables
from tests.documents.clinic import NOW, signed_directory
from tests.documents.releases import signed_release
from tests.domain.test_register import GROUP
from tests.intake.workbooks import workbook

_FOLDER = Path(tempfile.mkdtemp(prefix="throughcare-fuzz-"))
atexit.register(shutil.rmtree, _FOLDER, ignore_errors=True)
MEASURES = Path(registry.catalogue.__file__).parent / "measures"
VECTORS = Path(__file__).parent.parent / "vectors"
_IDENTITY = pyrage.x25519.Identity.generate()
MOST_SAID = 10_000
_KEY = "z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK"
_TODAY = date(2026, 11, 22)
_PERSON = ["9990000018", "A1234BC", "0012", "Reid", "1/3/1984"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """One reader of foreign bytes. A `slow` one starts a process for every input."""

    read: Callable[[bytes], object]
    seeds: Callable[[], Iterable[bytes]]
    slow: bool = False


def _vectors(folder: str, most: int = 12) -> list[bytes]:
    return [path.read_bytes() for path in sorted((VECTORS / folder).iterdir())[:most]]


def _text(data: bytes) -> str:
    return data.decode("utf-8", "replace")


def _dates(data: bytes) -> None:
    found = read_date(_text(data), _TODAY)
    # What is read is a date that reads back as itself.
    assert read_date(found.text, _TODAY) == found
    assert found.first <= found.last


def _log(data: bytes) -> None:
    list(read_log(read_sheet(data, read_strict)))


def _history(data: bytes) -> None:
    list(read_history(read_sheet(data, read_strict)))


def _rows(columns: Iterable[object], *rest: str) -> bytes:
    return write_csv([[column.heading for column in columns], [*_PERSON, *rest]])  # type: ignore[attr-defined]


def _workbook(data: bytes) -> None:
    read_sheet(b"PK\x03\x04" + data[4:], read_strict)


def _dataset_table(data: bytes) -> None:
    rows, problems = read_table("scores", data)
    # Whatever was read is held against the schema, and is told of in bounded words.
    problems += check_rows({**{name: [] for name in TABLES}, "scores": rows}, UNIT)
    assert all(len(problem.words) < MOST_SAID and problem.words.isascii() for problem in problems)
    if problems:
        raise InvalidValue(problems[0].words)


def _dataset_seed() -> list[bytes]:
    scores = tables(6)["scores"]
    return [write_csv([list(scores[0]), *(list(row.values()) for row in scores)])]


def _refused_where_wrong(problems: int) -> None:
    if problems:
        raise InvalidValue(f"{problems} problems")


def _in_folder(data: bytes, name: str) -> Path:
    """A folder in which this is the one file, in place of the one before."""
    (_FOLDER / name).write_bytes(data)
    return _FOLDER


def _dataset_release(data: bytes) -> None:
    found = check_dataset(_in_folder(data, "release.json"))
    assert all(len(one.words) < MOST_SAID for one in found.problems)
    _refused_where_wrong(len(found.problems))


def _measure_file(data: bytes) -> None:
    _, problems = check_measure_files(_in_folder(data, "x.json"))
    assert all(len(one.message) < MOST_SAID for one in problems)
    _refused_where_wrong(len(problems))


def _form() -> bytes:
    return b'{"about":{"who":"urn:uuid:1"},"at":"2026-11-22T10:00:00+00:00","fields":{"a":"b"},"form":"x","title":"t"}'


TARGETS: dict[str, Target] = {
    "strict": Target(read=read_strict, seeds=lambda: _vectors("spelling")),
    "verify": Target(
        read=lambda data: verify_bytes(data, now=NOW, directory=None), seeds=lambda: _vectors("transfer-summary")
    ),
    "annex": Target(read=lambda data: verify_bytes(data, now=NOW, directory=None), seeds=lambda: _vectors("letters")),
    "directory": Target(
        read=lambda data: load_directory(data, now=NOW), seeds=lambda: [signed_directory(), *_vectors("directory", 4)]
    ),
    "release": Target(
        read=lambda data: verify_release(data, now=NOW, directory=None),
        seeds=lambda: [document_bytes(signed_release())],
    ),
    "age-header": Target(
        read=lambda data: unseal(data, _IDENTITY),
        seeds=lambda: [seal(b"{}", [str(_IDENTITY.to_public())]), b"age-encryption.org/v1\n-> scrypt AAAA 40\n"],
    ),
    "checkpoint-note": Target(
        read=lambda data: (
            looks_like_note(data),
            read_note(data, key=_KEY),
        ),
        seeds=lambda: ["a\n1\nAAAA\n\n— a AAAA\n".encode()],
    ),
    "log": Target(
        read=_log,
        seeds=lambda: [_rows(LOG_COLUMNS, "RPREV", "1/2/2026", "group", "m1", "3", "part", "court", "40", "yes")],
    ),
    "history": Target(
        read=_history,
        seeds=lambda: [_rows(HISTORY_COLUMNS, "TSP", "TSP/1", "HMP X", "prison", "group", "2014", "2015", "complete")],
    ),
    "register": Target(
        read=lambda data: read_register(_text(data), GROUP),
        seeds=lambda: [b"all but Reid, Zolc no-staff", b"all; Okafor part 40 court", "all no cancelled\nŽ".encode()],
    ),
    "definition": Target(
        read=read_definition, seeds=lambda: [b'{"editionId":"RESOLVE/undated","modules":[{"id":"m1","title":"T"}]}']
    ),
    "card": Target(read=read_card, seeds=lambda: _vectors("directory", 4)),
    "form": Target(read=form_of, seeds=lambda: [_form()]),
    "measure-file": Target(
        read=_measure_file, seeds=lambda: [one.read_bytes() for one in sorted(MEASURES.glob("*.json"))[:3]]
    ),
    "dataset-release": Target(read=_dataset_release, seeds=lambda: [b'{"tables":[],"unit":{"id":"urn:uuid:1"}}']),
    "dataset-table": Target(read=_dataset_table, seeds=_dataset_seed),
    "dates": Target(read=_dates, seeds=lambda: [b"t", b"-3", b"1/3/26", b"1 mar 2026", b"2026-03-01", b"29.2.2023"]),
    "pdf": Target(
        read=read_pdf, seeds=lambda: [(VECTORS / "pdf" / "whole.pdf").read_bytes(), *_vectors("pdf", 1)], slow=True
    ),
    "workbook": Target(read=_workbook, seeds=lambda: [workbook([["a", "b"], ["c", 1]])], slow=True),
}


def feed(target: Target, data: bytes) -> bool:
    """Give bytes to a target and return whether it took them. Whatever is raised but a refusal passes through."""
    try:
        target.read(data)
    except ThroughcareError as error:
        said = error.message
    else:
        return True
    # A schema's refusal tells up to ten places; nothing tells without end.
    assert 0 < len(said) < MOST_SAID, said[:200]
    return False
