"""Reports for those who treat a participant and for the participant: each a purpose in the audit, then a page."""

from exports.page import Document
from registry.catalogue.loader import load_discreet_words
from registry.domain.access import Permission
from registry.domain.addressing import Purpose
from registry.domain.discreet import Discreet
from registry.domain.errors import NotAllowed, NotFound
from registry.domain.participant import Participant
from registry.domain.text import check_prose
from registry.reports.certificate import certificate
from registry.reports.clinical import clinical_report
from registry.reports.participant import OwnCopy, participant_copy
from registry.reports.source import Source
from registry.services.interventions import resolve_intervention
from registry.services.journeys import journey
from registry.services.participants import resolve_participant
from registry.services.report_sources import find_subject, holders, of_document, of_record
from registry.services.sitting import Sitting

_TEAMS = (Purpose.TRANSFER, Purpose.PRISON, Purpose.COMMUNITY)


@journey(Permission.REPORT)
def report_clinical(sitting: Sitting, asked: str, *, purpose: str, community: bool = False) -> Document:
    """Return the clinical report of a summary issued or received, or of a participant's record, marked as a draft.

    A summary decides itself whether it is for a community team; `community` chooses for a record. `purpose` says why
    it is printed. Raises NotFound and NotAllowed.
    """
    check_prose(purpose, "The purpose")
    found = find_subject(sitting, asked)
    if isinstance(found, Participant):
        reader = Purpose.COMMUNITY if community else Purpose.TRANSFER
        with sitting.reading("report clinical", found.id, purpose=purpose) as uow:
            drawn = of_record(sitting, uow, found.id, reader)
    else:
        drawn = of_document(sitting, found, _TEAMS)
        with sitting.reading("report clinical", found.participant_id or "", found.id, purpose=purpose):
            pass
    return clinical_report(drawn.source, mark=drawn.mark, attachment=drawn.attachment)


@journey(Permission.REPORT)
def report_participant(
    sitting: Sitting,
    asked: str,
    *,
    purpose: str,
    full: bool = False,
    kept_where: str | None = None,
    large_print: bool = False,
    file_name: str | None = None,
) -> Document:
    """Return the participant's own copy of a summary made for them, or of today's record, marked as a draft.

    It is discreet unless `full`, which needs to know where the copy will be kept. `file_name` is the name it is to be
    written under. Raises NotFound, and NotAllowed for a name that says more than a discreet copy may.
    """
    check_prose(purpose, "The purpose")
    if full != (kept_where is not None):
        raise NotAllowed(
            "A full copy names the work and the places, and nobody has said where it will be kept."
            if full
            else "Where a copy is kept is said of a full copy only.",
            hint="Use --full with --kept-at, or neither.",
        )
    if kept_where is not None:
        check_prose(kept_where, "Where the copy is kept")
    found = find_subject(sitting, asked)
    person = found.id if isinstance(found, Participant) else found.participant_id or ""
    if not isinstance(found, Participant):
        drawn = of_document(sitting, found, (Purpose.OWN_COPY,))
    objects = (person,) if isinstance(found, Participant) else (person, found.id)
    with sitting.reading("report participant", *objects, purpose=f"{purpose}; {'full' if full else 'discreet'}") as uow:
        if isinstance(found, Participant):
            drawn = of_record(sitting, uow, found.id, Purpose.OWN_COPY)
        sent = holders(uow, person)
        how = OwnCopy(
            discreet=None if full else _discreet(sitting, drawn.source, file_name),
            activities={} if full else {one.id: one.activity for one in sitting.catalogue.programmes.values()},
            holders=sent,
            kept_where=kept_where,
            large_print=large_print,
        )
    return participant_copy(drawn.source, how, mark=drawn.mark, attachment=drawn.attachment)


@journey(Permission.REPORT)
def report_certificate(
    sitting: Sitting,
    asked: str,
    work: str,
    *,
    purpose: str,
    full: bool = False,
    large_print: bool = False,
    file_name: str | None = None,
) -> Document:
    """Return the certificate of a piece of a participant's work: of completion only where completed by definition.

    Raises NotFound, also for work of somebody else, and NotAllowed where nothing was begun.
    """
    check_prose(purpose, "The purpose")
    with sitting.looking_up() as uow:
        person = resolve_participant(uow, asked)
        record = resolve_intervention(uow, work)
    if record.participant_id != person.id:
        raise NotFound("This piece of work is another participant's.", hint="Copy the id from `participant show`.")
    if not record.sessions and record.started is None and record.closure is None:
        raise NotAllowed("This piece of work has not begun.", hint="There is nothing to certify yet.")
    with sitting.reading("report certificate", person.id, record.id, purpose=purpose) as uow:
        source = of_record(sitting, uow, person.id, Purpose.OWN_COPY).source
        if not full:
            _discreet(sitting, source, file_name)
    chosen = next(one for one in source.subject.interventions if one.id == record.id)
    return certificate(source, chosen, full=full, large_print=large_print)


def _discreet(sitting: Sitting, source: Source, file_name: str | None) -> Discreet:
    """What may stand on this person's discreet papers. Raises NotAllowed for the name of a file that says more."""
    who = source.subject.participant
    numbers = (who.nhs_number, who.prison_number, who.local_number)
    places = {source.unit_name, *(stay.establishment.name for stay in source.subject.placements)}
    places |= {work.establishment.name for work in source.works}
    discreet = Discreet(
        load_discreet_words(),
        sitting.catalogue.programmes.values(),
        (*sorted(places), *(str(number) for number in numbers if number), *(work.title for work in source.works)),
    )
    if file_name is not None and not discreet.is_safe_name(file_name):
        raise NotAllowed(
            "The file's name says more than a discreet copy may.",
            hint="Use a plain name such as my-copy.pdf, or ask for a full copy.",
        )
    return discreet
