"""Every kind of report for every reader keeps each rule of PDF/A-3B, and carries the record or nothing."""

import io
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest
from pypdf import PdfReader

from exports.page import Attachment, Document
from exports.pdf import render_pdf
from exports.text import render_text
from registry.catalogue.loader import load_needs
from registry.documents.pdf_members import holds_only_paper
from registry.domain.addressing import Purpose
from registry.domain.participant import PersonName
from registry.domain.summary import TransferSummary
from registry.reports.certificate import certificate
from registry.reports.clinical import clinical_report
from registry.reports.own_copy import OwnCopy
from registry.reports.parole import ATTACHMENT
from registry.reports.participant import participant_copy
from registry.reports.plan_page import plan_report
from registry.reports.source import Check, Source
from tests.exports.archive_rules import broken
from tests.exports.verapdf import all_kept, needs_verapdf
from tests.reports import samples
from tests.reports.discreet_papers import DISCREET, HOW
from tests.reports.extracted import report

FULL = samples.example("full")
CHECK = Check(digest=samples.DIGEST, words=samples.WORDS)
RECORD = Attachment(
    name=ATTACHMENT, data=samples.DATA, mime="application/json", description="The record", modified=samples.MADE
)
OPEN = OwnCopy(discreet=None, activities={}, holders=("HMP Stonebridge",), kept_where="locked property")


def source(summary: TransferSummary) -> Source:
    return Source.of_summary(summary, check=CHECK, needs=load_needs())


def called(family: str, given: str) -> TransferSummary:
    """The fullest summary, of somebody of this name."""
    participant = replace(FULL.subject.participant, name=PersonName(family=family, given=given), known_as=None)
    return replace(FULL, subject=replace(FULL.subject, participant=participant))


def documents() -> dict[str, Document]:
    whole = source(FULL)
    assert FULL.subject.plan is not None
    made = {f"parole {which}": report(samples.example(which)) for which in ("a", "b", "c", "d", "full")}
    made["parole of nothing"] = report(samples.bare())
    made["parole 阳"] = report(called("歐陽", "娜娜"))
    made["parole ي"] = report(called("الحسيني", "محمد"))
    for purpose in (Purpose.TRANSFER, Purpose.PRISON, Purpose.COMMUNITY):
        of_purpose = source(replace(FULL, purpose=purpose))
        made[f"clinical {purpose.value}"] = clinical_report(of_purpose, mark="", attachment=RECORD)
    made["clinical draft"] = clinical_report(replace(whole, check=None), mark="DRAFT: not signed")
    made["copy"] = participant_copy(whole, HOW, mark="")
    made["copy large"] = participant_copy(whole, replace(HOW, large_print=True, pictures=True), mark="")
    made["copy full"] = participant_copy(whole, OPEN, mark="", attachment=RECORD)
    made["certificate"] = certificate(whole, whole.works[0], discreet=DISCREET)
    made["certificate full"] = certificate(whole, whole.works[0], discreet=None)
    participant = FULL.subject.participant.participant
    made["plan"] = plan_report(FULL.subject.plan, participant, today=samples.MADE.date(), needs=load_needs())
    return made


DOCUMENTS = documents()


@pytest.mark.parametrize("which", DOCUMENTS)
def test_every_kind_of_report_keeps_the_rules(which: str) -> None:
    data = render_pdf(DOCUMENTS[which])
    assert broken(data) == []
    drawn = DOCUMENTS[which].attachment
    with pikepdf.open(io.BytesIO(data)) as pdf:
        attached = [one.get_file().read_bytes() for one in pdf.attachments.values()]
    assert attached == ([drawn.data] if drawn else [])
    assert holds_only_paper(PdfReader(io.BytesIO(data), strict=True))


@needs_verapdf
def test_the_validator_finds_no_rule_broken_in_any_kind_of_report(tmp_path: Path) -> None:
    assert all_kept(tmp_path, DOCUMENTS)


@pytest.mark.parametrize("which", DOCUMENTS)
def test_no_page_speaks_as_one_types_or_as_a_programmer_does(which: str) -> None:
    text = render_text(DOCUMENTS[which])
    assert not [word for word in ("`", "imported, theirs", "own record,") if word in text]


def test_some_carry_the_record_and_papers_that_are_safe_to_hold_do_not() -> None:
    carrying = {which for which, document in DOCUMENTS.items() if document.attachment}
    assert carrying >= {"parole a", "clinical transfer", "clinical community", "copy full"}
    assert not carrying & {"copy", "copy large", "certificate", "clinical draft", "plan"}
