"""What was delivered: the edition and its standing then, where and by whom, and what the unit itself laid down."""

from collections import Counter
from collections.abc import Iterator
from typing import Final

from exports.page import Block, Heading, Paragraph, Style
from registry.domain.begun import never_began
from registry.domain.catalogue import Sensitivity
from registry.domain.closure import Outcome
from registry.domain.described_edition import DescribedEdition, LocalDefinition, part_titles
from registry.domain.dose import sessions_by_kind
from registry.domain.edition import Booster, DeliveryShape, Range
from registry.domain.intervention import Delivery, Intervention
from registry.domain.local_ids import code_of
from registry.domain.parts_given import parts_absent
from registry.domain.session import SessionKind
from registry.domain.text import number_of
from registry.domain.wording import accreditation_words, capital, kind_words, known_words, said
from registry.reports.fact_rows import fact_rows
from registry.reports.source import Source

_DELIVERY: Final = {
    Delivery.GROUP: "in a group",
    Delivery.INDIVIDUAL: "one to one",
    Delivery.MIXED: "in a group and one to one",
    Delivery.RESIDENTIAL: "by living there",
}
_KINDS: Final = {
    Delivery.GROUP: (SessionKind.GROUP,),
    Delivery.INDIVIDUAL: (SessionKind.INDIVIDUAL,),
    Delivery.MIXED: (SessionKind.GROUP, SessionKind.INDIVIDUAL),
}
_AS_KINDS: Final = {kinds: delivery for delivery, kinds in _KINDS.items()}
_SENSITIVITY: Final = {
    Sensitivity.TRAUMA: "works with trauma",
    Sensitivity.OFFENCE_DISCLOSURE: "works with an account of the offence",
}


def delivery_blocks(source: Source, work: Intervention) -> Iterator[Block]:
    """Yield what was delivered, with what the unit itself laid down under a heading of its own."""
    edition = source.edition(work)
    begun = not never_began(work)
    yield Heading(level=2, text="What was delivered" if begun else "What it was to be")
    rows = list(_edition(edition, work)) if edition else [("Programme", "recorded as done, not matched to a programme")]
    rows += [
        _given(work),
        ("Setting", said(work.setting) or "not recorded"),
        ("Staff", "; ".join(one.words for one in work.staff) or "not recorded"),
        *(("In the room", line) for line in _rooms(work)),
        ("Adjustments", "; ".join(work.adjustments) or "none recorded"),
    ]
    # A programme without known parts would only print two empty answers.
    if (begun and edition and edition.components) or work.components or work.missing_components:
        rows.append(("Parts given", "; ".join(part_titles(edition, work.components)) or "not recorded"))
        absent = parts_absent(edition, work)
        otherwise = "none recorded" if absent == work.missing_components else "the rest is not recorded as given"
        rows.append(("Parts missing", "; ".join(part_titles(edition, absent)) or otherwise))
    if work.planned_sessions:
        rows.append(("Planned for this person", number_of(work.planned_sessions, "session")))
    yield fact_rows(rows)
    if begun and work.adjustments and not work.missing_components:
        yield Paragraph(
            text="By the record, the adjustments left out no required part of what was delivered.",
            style=Style.NOTE,
        )
    if edition and edition.local:
        yield Heading(level=2, text=f"As delivered at {edition.local.establishment.name}")
        yield Paragraph(text="The unit laid this down itself. It is not part of the published programme.")
        yield fact_rows(_local(edition.local, in_a_table=begun))


def _given(work: Intervention) -> tuple[str, str]:
    """How it was given; beside how it was planned, where what was received is not the same."""
    planned = _DELIVERY[work.delivery]
    if never_began(work):
        return "Planned", f"{planned}; not started"
    if work.delivery not in _KINDS or not work.sessions:
        return "How it was given", planned
    received = tuple(kind for kind, many in sessions_by_kind(work).items() if many)
    if received == _KINDS[work.delivery]:
        return "How it was given", planned
    only = " only" if set(received) < set(_KINDS[work.delivery]) else ""
    came = f"{_DELIVERY[_AS_KINDS[received]]}{only}" if received else "nothing"
    return "How it was given", f"planned: {planned}; received: {came}"


def _edition(edition: DescribedEdition, work: Intervention) -> Iterator[tuple[str, str]]:
    yield "Programme", f"{edition.title} ({code_of(edition.edition_id)})"
    if edition.title != work.title:
        yield "Called here", work.title
    yield "Kind", f"{kind_words(edition.kind)}; {edition.form.words}"
    begun = not never_began(work)
    yield "Accreditation when given" if begun else "Accreditation", capital(accreditation_words(edition.accreditation))
    yield "Offence to be discussed", known_words(edition.discusses_offence)
    if edition.sensitivity in _SENSITIVITY:
        open_yet = (
            ""
            if work.outcome is Outcome.COMPLETED
            else f"; they choose whether and when it {'goes on' if begun else 'begins'}"
        )
        yield "Sensitive", _SENSITIVITY[edition.sensitivity] + open_yet
    if edition.shape:
        yield "Planned form", shape_words(edition.shape)
    if edition.booster:
        yield "Follow-up", _booster(edition.booster)


def shape_words(shape: DeliveryShape) -> str:
    """Return one way to deliver an edition: sessions by kind, their length, and over how long; unknown is said."""
    parts = [
        _amount(shape.group, shape.group_minutes, "group sessions"),
        _amount(shape.individual, shape.individual_minutes, "individual sessions"),
    ]
    known = [part for part in parts if part]
    words = f"{shape.title}: {', '.join(known) if known else 'expected amount not known'}"
    if shape.weeks:
        words += f", over {shape.weeks.words} weeks"
    note = said(shape.note)
    return f"{words} ({note})" if note else words


def _amount(sessions: Range | None, minutes: Range | None, what: str) -> str:
    if sessions is None:
        return ""
    return f"{sessions.words} {what}" + (f" of {minutes.words} minutes" if minutes else "")


def _booster(booster: Booster) -> str:
    return f"{booster.title}, {booster.months} months after the end" if booster.months else booster.title


def _rooms(work: Intervention) -> Iterator[str]:
    """Yield in how many sessions each member of staff was in the room, out of those that say who was."""
    said = [session.staff for session in work.sessions if session.staff]
    if not said:
        return
    counts = Counter(one.words for staff in said for one in staff)
    told = "; ".join(f"{words}: {number_of(many, 'session')}" for words, many in counts.items())
    yield f"{told}. {number_of(len(said), 'session')} of {len(work.sessions)} say who was there."


def _local(local: LocalDefinition, *, in_a_table: bool) -> Iterator[tuple[str, str]]:
    if local.modules:
        where = ", in the table of attendance" if in_a_table else ""
        yield "Plan", f"{len(local.modules)} modules of its own{where}"
    if local.group_minutes:
        yield "Group sessions", f"{local.group_minutes.words} minutes each"
    if local.individual_minutes:
        yield "Individual sessions", f"{local.individual_minutes.words} minutes each"
    if local.completion:
        yield "Completing means", said(local.completion.text) or "not known"
        yield "Judged by", local.completion.judged_by
    if local.booster:
        yield "Follow-up", _booster(local.booster)
    yield "Signed off", f"{local.signed_off_by.words}, {local.signed_off_on.words}"
