"""Makes one report and writes it as a new file: the same pages, names and forms as `throughcare report`."""

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from exports.page import Document
from registry.cli.paper import Form, drawn, numbered
from registry.files import make_private_folder, write_private
from registry.services.printing import report_certificate, report_clinical, report_participant
from registry.services.reporting import report_parole
from registry.services.sitting import Sitting


class Report(StrEnum):
    """A report, as `throughcare report` names it."""

    TEAM = "clinical"
    OWN = "participant"
    CERTIFICATE = "certificate"
    BOARD = "parole"

    @property
    def words(self) -> str:
        """For whom it is."""
        return {
            "clinical": "for a receiving team",
            "participant": "the participant's own copy",
            "certificate": "a certificate, to sign by hand",
            "parole": "for a parole board or tribunal",
        }[self.value]


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What is to be printed: of which record or document, why, where to, and what its report alone asks."""

    report: Report
    asked: str
    purpose: str
    folder: Path
    form: Form
    work: str | None = None
    community: bool = False
    full: bool = False
    kept_where: str | None = None


def make_report(sitting: Sitting, wanted: Wanted) -> tuple[str, ...]:
    """Make a report, write it as a new file, and return where it is and what to look at.

    Raises as the services, and NotAllowed and StorageFailed for the folder, before anything is printed.
    """
    make_private_folder(wanted.folder)
    name, page, warnings = _page(sitting, wanted)
    file = _free(wanted, name)
    write_private(file, drawn(page, wanted.form))
    return (f"Wrote {file}", *(f"NOTE: {one}" for one in warnings))


def _page(sitting: Sitting, wanted: Wanted) -> tuple[str, Document, tuple[str, ...]]:
    asked, purpose = wanted.asked, wanted.purpose
    match wanted.report:
        case Report.TEAM:
            page = report_clinical(sitting, asked, purpose=purpose, community=wanted.community)
            return numbered("clinical-report", page), page, ()
        case Report.BOARD:
            page, _, warnings = report_parole(sitting, asked, purpose=purpose)
            return numbered("treatment-report", page), page, warnings
        case Report.OWN:
            name = "my-full-copy" if wanted.full else "my-copy"
            page = report_participant(
                sitting,
                asked,
                purpose=purpose,
                full=wanted.full,
                kept_where=wanted.kept_where,
                file_name=_free(wanted, name).name,
            )
        case Report.CERTIFICATE:
            name = "my-certificate"
            page = report_certificate(
                sitting, asked, wanted.work, purpose=purpose, full=wanted.full, file_name=_free(wanted, name).name
            )
    return name, page, ()


def _free(wanted: Wanted, name: str) -> Path:
    """The first file of this name, or of it with a number, that is not there yet."""
    file, number = wanted.folder / f"{name}{wanted.form.suffix}", 1
    while file.exists():
        number += 1
        file = wanted.folder / f"{name}-{number}{wanted.form.suffix}"
    return file
