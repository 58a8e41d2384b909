"""Purpose profiles: which sections travel for which purpose, as data; and the selection itself.

What is left out is told per kind of section, in sentences that are the same for every participant, so that an
omission never says whether there was anything to omit.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Protocol, TypeVar

from registry.domain.addressing import Purpose
from registry.domain.catalogue import Sensitivity
from registry.domain.history import History, Origin, Work
from registry.domain.intervention import Intervention
from registry.domain.participant import Known
from registry.domain.plan import Plan
from registry.domain.product import ProductKind
from registry.domain.summary import Statement, Subject, SubjectParticipant
from registry.domain.voice import Audience


class Section(StrEnum):
    """A kind of section of a summary."""

    FIRST_TWO_WEEKS = "first two weeks"
    STATEMENT = "author's statement"
    SHARING = "consent and sharing"
    PLACEMENTS = "placements"
    NEEDS = "needs"
    WORK = "interventions"
    SESSIONS = "single sessions"
    ASSESSMENTS = "assessments"
    SCORES = "scores"
    VOICE = "the participant's voice"
    PLAN = "plan"


_ALL = frozenset(Section)


class _Owned(Protocol):
    @property
    def participant_id(self) -> str: ...


_R = TypeVar("_R", bound=_Owned)


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """Which sections travel, whose words, and whether trauma and untried offence work may travel at all."""

    sections: frozenset[Section]
    audience: Audience
    trauma_travels: bool
    offence_work_of_untried_travels: bool = True

    @property
    def omitted(self) -> tuple[str, ...]:
        """What this profile never holds, by kind of section; the same sentences for everyone."""
        return tuple(
            f"{section.value.capitalize()}: not part of this profile."
            for section in Section
            if section not in self.sections
        )


PROFILES: dict[Purpose, Profile] = {
    Purpose.TRANSFER: Profile(sections=_ALL, audience=Audience.TREATING_TEAMS, trauma_travels=True),
    Purpose.PRISON: Profile(
        sections=_ALL - {Section.SHARING},
        audience=Audience.PRISON,
        trauma_travels=False,
        offence_work_of_untried_travels=False,
    ),
    Purpose.PAROLE_BOARD: Profile(
        sections=_ALL - {Section.FIRST_TWO_WEEKS, Section.SHARING},
        audience=Audience.PANEL,
        trauma_travels=False,
    ),
    Purpose.TRIBUNAL: Profile(
        sections=_ALL - {Section.FIRST_TWO_WEEKS, Section.SHARING},
        audience=Audience.PANEL,
        trauma_travels=False,
    ),
    Purpose.COMMUNITY: Profile(sections=_ALL, audience=Audience.COMMUNITY, trauma_travels=False),
    Purpose.OWN_COPY: Profile(sections=_ALL - {Section.STATEMENT}, audience=Audience.SELF, trauma_travels=True),
}


def travels(work: Work, purpose: Purpose, *, untried: bool, trauma_agreed: bool) -> bool:
    """Return whether one piece of work is part of a summary for `purpose`.

    Trauma-focused work leaves the treating teams only when the participant agreed or a named clinician recorded
    the need (`trauma_agreed`). Work not yet matched to an edition, of which something was opened or hurts after a
    session, counts as both trauma and offence work until it is matched.
    """
    profile = PROFILES[purpose]
    record, edition = work.intervention, work.edition
    unmatched = edition is None and bool(record.opened_not_closed or record.helps_after)
    trauma = unmatched or (edition is not None and edition.sensitivity is Sensitivity.TRAUMA)
    if trauma and not (profile.trauma_travels or trauma_agreed):
        return False
    offence_work = unmatched or (
        edition is not None
        and (edition.sensitivity is Sensitivity.OFFENCE_DISCLOSURE or edition.discusses_offence is Known.YES)
    )
    return not (offence_work and untried and not profile.offence_work_of_untried_travels)


def select(
    history: History,
    purpose: Purpose,
    *,
    statement: Statement | None,
    plan: Callable[[History], Plan],
    trauma_agreed: bool = False,
) -> Subject:
    """Return what of a history travels for a purpose.

    `plan` makes the plan from the selected history, so that no line can speak of work that does not travel. What was
    imported from elsewhere is not signed again: its issuer's own document stands for it, and the plan names it.
    """
    profile = PROFILES[purpose]
    me = history.participant.id
    untried = history.participant.untried
    kept = tuple(work for work in history.work if travels(work, purpose, untried=untried, trauma_agreed=trauma_agreed))
    left = tuple(
        work for work in history.work if not travels(work, purpose, untried=untried, trauma_agreed=trauma_agreed)
    )
    if untried and not profile.offence_work_of_untried_travels:
        kept = tuple(replace(work, intervention=_without_offence_accounts(work.intervention)) for work in kept)
    hidden_needs = _needs_of(left) - _needs_of(kept)
    hidden_names = (_names_of(left) - _names_of(kept)) | hidden_needs
    hidden_ids = _ids_of(left) | {record.id for record in history.needs if record.need in hidden_needs}
    selected = History(
        participant=history.participant,
        placements=history.placements,
        needs=tuple(record for record in history.needs if record.need not in hidden_needs),
        work=kept,
        assessments=history.assessments,
        scores=history.scores,
        voice=tuple(
            entry
            for entry in history.voice
            if profile.audience in entry.audiences
            and entry.about not in hidden_ids
            and not _speaks_of(entry.about, hidden_names)
        ),
    )
    if statement is not None:
        statement = replace(
            statement,
            comparisons=tuple(
                each
                for each in statement.comparisons
                if each.work not in hidden_ids and not _speaks_of(each.work, hidden_names)
            ),
        )

    def wants(section: Section) -> bool:
        return section in profile.sections

    def own(section: Section, records: tuple[_R, ...]) -> tuple[_R, ...]:
        # What came from elsewhere still names the participant by its sender's id, and is not this unit's to sign.
        return tuple(record for record in records if wants(section) and record.participant_id == me)

    return Subject(
        participant=SubjectParticipant.of(history.participant),
        first_two_weeks=history.first_two_weeks if wants(Section.FIRST_TWO_WEEKS) else None,
        statement=statement if wants(Section.STATEMENT) else None,
        sharing=history.sharing if wants(Section.SHARING) else None,
        placements=own(Section.PLACEMENTS, selected.placements),
        needs=own(Section.NEEDS, selected.needs),
        interventions=own(
            Section.WORK, tuple(work.intervention for work in kept if work.source.origin is not Origin.IMPORTED)
        ),
        assessments=own(Section.ASSESSMENTS, selected.assessments),
        scores=own(Section.SCORES, selected.scores),
        voice=own(Section.VOICE, selected.voice),
        plan=plan(selected) if wants(Section.PLAN) else None,
        omitted=profile.omitted,
    )


def _needs_of(works: Iterable[Work]) -> set[str]:
    """Every need that these pieces of work speak of. One that only omitted work speaks of would reveal the omission."""
    found: set[str] = set()
    for work in works:
        record = work.intervention
        found.update(record.needs)
        found.update(progress.need for progress in record.progress)
        found.update(goal.need for goal in record.goals if goal.need)
        found.update(outcome.need for outcome in record.care_package if outcome.need)
        found.update(work.edition.needs if work.edition else ())
    return found


def _names_of(works: Iterable[Work]) -> set[str]:
    """What these pieces of work are called."""
    found: set[str] = set()
    for work in works:
        found.add(work.intervention.title)
        if work.edition:
            found.update((work.edition.title, work.edition.programme_id, work.edition.edition_id))
    return found


def _ids_of(works: Iterable[Work]) -> set[str]:
    """The ids of these pieces of work and of everything in them."""
    found: set[str] = set()
    for work in works:
        record = work.intervention
        found.add(record.id)
        found.update(session.id for session in record.sessions)
        found.update(outcome.id for outcome in record.care_package)
        found.update(goal.id for goal in record.goals)
        found.update(product.id for product in record.products)
    return found


def _speaks_of(text: str | None, names: Iterable[str]) -> bool:
    """True when one of the names, or one of the ids, stands in the text as a whole word."""
    return text is not None and any(
        re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text, re.IGNORECASE) is not None for name in names
    )


def _without_offence_accounts(record: Intervention) -> Intervention:
    return replace(
        record, products=tuple(each for each in record.products if each.kind is not ProductKind.OFFENCE_ACCOUNT)
    )
