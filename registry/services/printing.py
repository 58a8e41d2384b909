"""Reports for those who treat a participant and for the participant: each a purpose in the audit, then a page."""

from collections.abc import Collection

from exports.page import Document
from registry.catalogue.loader import load_discreet_words
from registry.domain.access import Permission
from registry.domain.addressing import Purpose
from registry.domain.dates import Recorded
from registry.domain.discreet import Discreet
from registry.domain.errors import NotAllowed, NotFound
from registry.domain.hits import check_confirmed
from registry.domain.intervention import Intervention
from registry.domain.participant import Participant
from registry.domain.stored_documents import Direction
from registry.domain.text import check_audited, check_prose
from registry.domain.wording import day_words
from registry.reports.certificate import certificate, holds_nothing
from registry.reports.clinical import clinical_report
from registry.reports.own_copy import OwnCopy
from registry.reports.participant import participant_copy
from registry.reports.source import Source
from registry.services.journeys import journey
from registry.services.report_sources import (
    find_subject,
    holders,
    needs_elsewhere,
    of_document,
    of_record,
    said_elsewhere,
    senders,
    shown_papers,
    work_elsewhere,
)
from registry.services.sitting import Sitting

_TEAMS = (Purpose.TRANSFER, Purpose.PRISON, Purpose.COMMUNITY)


@journey(Permission.REPORT)
def report_clinical(
    sitting: Sitting, asked: str, *, purpose: str, community: bool = False, means_other: Collection[str] = ()
) -> Document:
    """Return the clinical report of a summary issued or received, or of a participant's record, marked as a draft.

    A summary decides itself whether it is for a community team; `community` chooses for a record. `purpose` says why
    it is printed. `means_other` confirms words of a record, as in `approve_summary`. Raises NotFound and NotAllowed.
    """
    check_audited(purpose, "The purpose")
    found = find_subject(sitting, asked)
    if isinstance(found, Participant):
        reader = Purpose.COMMUNITY if community else Purpose.TRANSFER
        with sitting.reading("report clinical", found.id, purpose=purpose) as uow:
            drawn = of_record(sitting, uow, found.id, reader, means_other=means_other)
    else:
        check_confirmed((), means_other)
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
    large_print: bool | None = None,
    pictures: bool | None = None,
    means_other: Collection[str] = (),
    file_name: str | None = None,
) -> Document:
    """Return the participant's own copy of a summary made for them, or of today's record, marked with the day.

    It is discreet unless `full`, which needs to know where the copy will be kept. Large print and pictures are as the
    participant asked for, unless somebody says otherwise. `means_other` confirms words of a record, as in
    `approve_summary`. `file_name` is the name it is to be written under. Raises NotFound, and NotAllowed for a name
    that says more than a discreet copy may.
    """
    check_audited(purpose, "The purpose")
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
        check_confirmed((), means_other)
        drawn = of_document(sitting, found, (Purpose.OWN_COPY,))
    objects = (person,) if isinstance(found, Participant) else (person, found.id)
    with sitting.reading("report participant", *objects, purpose=f"{purpose}; {'full' if full else 'discreet'}") as uow:
        if isinstance(found, Participant):
            drawn = of_record(sitting, uow, found.id, Purpose.OWN_COPY, means_other=means_other)
        who = drawn.source.subject.participant
        sent, came = holders(uow, person, who.participant), senders(uow, person)
        elsewhere = work_elsewhere(uow, person)
        places = (*sent, *came, *(work.intervention.establishment.name for work in elsewhere))
        wanted = who.communication
        how = OwnCopy(
            discreet=None if full else _discreet(sitting, drawn.source, file_name, places),
            activities={} if full else {one.id: one.activity for one in sitting.catalogue.programmes.values()},
            holders=sent,
            senders=came,
            elsewhere=elsewhere,
            papers=shown_papers(uow, person),
            said_elsewhere=said_elsewhere(uow, person),
            needs_elsewhere=needs_elsewhere(uow, person),
            kept_where=kept_where,
            large_print=wanted.wants_large_print if large_print is None else large_print,
            pictures=wanted.wants_pictures if pictures is None else pictures,
        )
        # It is theirs to hold and to show: of the record, what nobody signed is still what stands there.
        warns = not isinstance(found, Participant)
        mark = drawn.mark if warns else f"From the record of {day_words(sitting.today)}"
    return participant_copy(drawn.source, how, mark=mark, across=warns, attachment=drawn.attachment)


@journey(Permission.REPORT)
def report_certificate(
    sitting: Sitting,
    asked: str,
    work: str | None,
    *,
    purpose: str,
    full: bool = False,
    file_name: str | None = None,
) -> Document:
    """Return the certificate of a piece of work in a summary issued or received, or in a participant's record.

    It is of completion only where completed by definition. `work` may be left out where there is only one. One from a
    summary that was received says on whose signed record it rests, and is signed by whoever prints it. Raises NotFound,
    also for work of somebody else, and NotAllowed where nothing was begun or done by the record, nobody countersigned
    or the work is only reported.
    """
    check_audited(purpose, "The purpose")
    found = find_subject(sitting, asked)
    received = not isinstance(found, Participant) and found.direction is Direction.RECEIVED
    if isinstance(found, Participant):
        person = found.id
        with sitting.looking_up() as uow:
            source = of_record(sitting, uow, found.id, Purpose.OWN_COPY, means_other=None).source
    else:
        person = found.participant_id or ""
        drawn = of_document(sitting, found, tuple(Purpose))
        if drawn.mark:
            raise NotAllowed("Nobody has countersigned this summary.", hint="Wait for the approved one.")
        source = drawn.source
    chosen = _chosen(source.works, work)
    if chosen.recorded is Recorded.REPORTED:
        raise NotAllowed(
            f"{chosen.title} is only reported, as of {chosen.establishment.name}: nobody here can sign for it.",
            hint="Ask that establishment for its own certificate, or for a signed summary.",
        )
    if holds_nothing(source, chosen):
        raise NotAllowed(
            f"Nothing that was done in {chosen.title} is on record: there is nothing to certify.",
            hint="Record the sessions that they came to, the goals or what came of it; then print it.",
        )
    objects = (person, chosen.id) if isinstance(found, Participant) else (person, chosen.id, found.id)
    discreet = None if full else _discreet(sitting, source, file_name)
    with sitting.reading("report certificate", *objects, purpose=purpose):
        pass
    return certificate(
        source,
        chosen,
        discreet=discreet,
        signer=sitting.user.person.name if received else None,
    )


def _chosen(works: tuple[Intervention, ...], asked: str | None) -> Intervention:
    """The piece of work with this id or its first eight or more digits; the only one where none is asked for."""
    begun = [one for one in works if one.sessions or one.started or one.closure or one.goals]
    named = "; ".join(f"{_digits(one)} {one.title}" for one in begun[:8])
    if asked is None:
        if len(begun) != 1:
            raise NotAllowed(
                f"There are {len(begun) or 'no'} pieces of work that have begun.",
                hint=f"Name one: {named}." if named else "There is nothing to certify yet.",
            )
        return begun[0]
    text = asked.strip().removeprefix("urn:uuid:").casefold()
    found = [one for one in works if len(text) >= 8 and one.id.removeprefix("urn:uuid:").startswith(text)]
    if len(found) != 1:
        raise NotFound(
            f"{len(found) or 'No'} pieces of this participant's work answer to {asked[:60]!r}.",
            hint=f"Name one: {named}." if named else "There is nothing to certify yet.",
        )
    if found[0] not in begun:
        raise NotAllowed("This piece of work has not begun.", hint="There is nothing to certify yet.")
    return found[0]


def _digits(work: Intervention) -> str:
    return work.id.removeprefix("urn:uuid:")[:8]


def _discreet(sitting: Sitting, source: Source, file_name: str | None, more_places: Collection[str] = ()) -> Discreet:
    """What may stand on this person's discreet papers, which name no place of theirs and none of `more_places`.

    Raises NotAllowed for the name of a file that says more.
    """
    who = source.subject.participant
    numbers = (who.nhs_number, who.prison_number, who.local_number)
    places = {source.unit_name, *more_places, *(stay.establishment.name for stay in source.subject.placements)}
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
