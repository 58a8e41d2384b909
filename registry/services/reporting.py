"""Reports: a released document, a draft or a plan as a page to print or read."""

from dataclasses import replace
from datetime import timedelta

from exports.page import Document
from registry.catalogue.loader import load_discreet_words
from registry.catalogue.wordlist import load_check_words
from registry.documents.strict import read_strict
from registry.documents.transfer_summary import decode
from registry.domain.access import Permission
from registry.domain.addressing import Issuer
from registry.domain.ask import PARTICIPANT
from registry.domain.checkwords import check_words
from registry.domain.dates import PartialDate
from registry.domain.discreet import Discreet
from registry.domain.errors import NotAllowed, NotFound
from registry.domain.hearing import hearing_warnings
from registry.domain.history import History
from registry.domain.hits import Hit
from registry.domain.participant import FirstTwoWeeks, Participant
from registry.domain.plan import Plan, PlanLine
from registry.domain.released_words import released_to
from registry.domain.stored_documents import Status
from registry.domain.summary_changes import Change, document_changes
from registry.domain.text import check_audited
from registry.domain.voice import Agreement
from registry.domain.wording import low
from registry.reports.own_copy import as_had
from registry.reports.parole import parole_report
from registry.reports.plan_page import plan_report
from registry.reports.query_page import OwnPage, query_report
from registry.reports.summary_diff import summary_diff
from registry.reports.summary_page import summary_preview
from registry.services.approving import preview_summary
from registry.services.comparing import compare_summary
from registry.services.deciding import one_asked
from registry.services.journeys import journey
from registry.services.plans import show_plan
from registry.services.releasing import show_document
from registry.services.report_sources import check_of, find_subject, shown_papers
from registry.services.sitting import Sitting

_LONG_ENOUGH = timedelta(weeks=12)


@journey(Permission.REPORT)
def report_parole(
    sitting: Sitting,
    asked: str,
    *,
    purpose: str,
    hearing: PartialDate | None = None,
    applied: PartialDate | None = None,
) -> tuple[Document, str, tuple[str, ...]]:
    """Return the parole report of a released document as a page, its document digest, and what its dates ask for.

    `hearing` and, for a tribunal, `applied` are the dates somebody entered; only warnings follow from them.

    The page is drawn from the decoded signed document it attaches. `purpose` says why it is printed and is audited
    before the page is made. Raises NotAllowed for a document that is not released, or no longer stands.
    """
    check_audited(purpose, "The purpose")
    document = find_subject(sitting, asked)
    if isinstance(document, Participant):
        raise NotFound(
            "A report for a board or tribunal is drawn from a released summary, and this names a participant.",
            hint="`summary list` shows what is released; else `summary issue … --purpose parole-board`, approved and "
            "released.",
        )
    summary = decode(read_strict(document.data))
    warnings = hearing_warnings(summary.purpose, hearing=hearing, applied=applied, today=sitting.today)
    with sitting.reading("report parole", document.participant_id or "", document.id, purpose=purpose):
        pass
    check = check_of(document)
    page = parole_report(
        summary,
        digest=check.digest,
        check_words=check.words,
        data=document.data,
        needs=sitting.needs,
        programmes=sitting.catalogue.programmes,
        measures=sitting.catalogue.measures,
    )
    return page, document.digest, warnings


@journey(Permission.READ_RECORD, under_glass=True)
def plan_page(sitting: Sitting, asked: str) -> tuple[Plan, Document]:
    """Return a participant's plan of today, and the page that shows it need by need."""
    history, plan = show_plan(sitting, asked)
    weeks = history.first_two_weeks
    written = weeks is not None and weeks != FirstTwoWeeks()
    lately = not _has_settled(sitting, history)
    page = plan_report(
        plan,
        history.participant,
        today=sitting.today,
        needs=sitting.needs,
        notices=history.notices,
        weeks=weeks if lately and written else None,
        weeks_from=history.weeks_from,
        unwritten=history if lately and not written else None,
    )
    return plan, page


@journey(Permission.READ_RECORD)
def printed_plan(sitting: Sitting, asked: str, *, purpose: str) -> Document:
    """Return the page of `plan_page`, to be taken away for a purpose in words."""
    check_audited(purpose, "The purpose")
    plan, page = plan_page(sitting, asked)
    with sitting.reading("plan print", plan.participant_id, purpose=purpose):
        return page


def _has_settled(sitting: Sitting, history: History) -> bool:
    """Whether the person has certainly been here for longer than the page for the first two weeks is read."""
    return any(
        stay.establishment.id == sitting.unit.id
        and stay.until is None
        and stay.since.last < sitting.today - _LONG_ENOUGH
        for stay in history.placements
    )


@journey(Permission.DECIDE_PLAN)
def query_page(sitting: Sitting, asked: str, key: str, *, to: str | None = None) -> tuple[Document, str]:
    """Return the question of a line on one page, and whom it is for: by default the first who is not the participant.

    Raises NotFound for the line, NotAllowed where nothing is asked or `to` is not one of those asked.
    """
    history, plan = show_plan(sitting, asked)
    line = plan.line(key)
    with sitting.looking_up() as uow:
        papers = [one.shown for one in shown_papers(uow, history.participant.id)]
    # One answer may have been given of several papers.
    said = tuple(dict.fromkeys(one for one in papers if one.answer is not Agreement.AGREES))
    if line.question is None:
        raise NotAllowed("Nothing is asked about on this line.", hint="See `plan show`.")
    others = [one for one in line.question.whom if one != PARTICIPANT]
    whom = one_asked(line.question, to) if to else (others or [PARTICIPANT])[0]
    page = query_report(
        line,
        history.participant,
        sitting.unit,
        to=whom,
        today=sitting.today,
        own=replace(_own_page(sitting, history, line), said=said),
        released=released_to(history, whom),
    )
    return page, whom


def _own_page(sitting: Sitting, history: History, line: PlanLine) -> OwnPage:
    """What may stand on the participant's page, and the plain name of the work asked about with its year."""
    who, records = history.participant, {one.record for one in line.evidence}
    about = [work for work in history.work if work.intervention.id in records]
    numbers = (str(one) for one in (who.nhs_number, who.prison_number, who.local_number) if one)
    places = (work.intervention.establishment.name for work in history.work)
    titles = (work.intervention.title for work in about)
    discreet = Discreet(load_discreet_words(), sitting.catalogue.programmes.values(), (*places, *numbers, *titles))
    named = next((work for work in about if work.edition and discreet.is_safe(work.edition.activity)), None)
    if named is None or named.edition is None:
        return OwnPage(discreet=discreet)
    record = named.intervention
    when = record.delivered_on or record.started or record.referred
    activity = low(as_had(record, named.edition.activity))
    return OwnPage(discreet=discreet, about=f"{activity}, around {when.first.year}" if when else activity)


@journey(Permission.ISSUE)
def preview_page(sitting: Sitting, asked: str) -> tuple[Document, tuple[Hit, ...]]:
    """Return exactly what would be signed of a draft, in words, and the words to look at before it is."""
    unit = sitting.unit
    issuer = Issuer(id=unit.id, name=unit.name, tier=unit.tier, contact=unit.contact)
    draft, found, notices = preview_summary(sitting, asked)
    return summary_preview(draft, needs=sitting.needs, unit=issuer, notices=notices), found


@journey(Permission.ISSUE)
def diff_page(sitting: Sitting, asked: str) -> tuple[Document, tuple[Change, ...]]:
    """Return what a draft or a document says otherwise than the version it replaces, in words and one by one."""
    after, before, gone = compare_summary(sitting, asked)
    changes = document_changes(before, after)
    return summary_diff(after, before, changes, notices=gone), changes


@journey(Permission.READ_RECORD)
def document_page(sitting: Sitting, asked: str) -> Document:
    """Return a kept summary, issued or received, in words; it says first where it no longer stands."""
    document, summary, notices = show_document(sitting, asked)
    return summary_preview(
        summary,
        needs=sitting.needs,
        notices=notices,
        stands=document.status not in (Status.SUPERSEDED, Status.WITHDRAWN),
        digest=document.digest,
        check_words=check_words(document.digest, load_check_words()),
    )
