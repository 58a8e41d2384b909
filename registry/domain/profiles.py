"""Purpose profiles: which sections travel for which purpose, as data; and the selection itself.

What is left out is told per kind of section, in sentences that are the same for every participant, so that an
omission never says whether there was anything to omit.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from registry.domain.addressing import Purpose
from registry.domain.catalogue import Sensitivity
from registry.domain.history import History, Origin, Work
from registry.domain.plan import Plan
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

    Only this unit's own and imported signed work travels as work; trauma-focused work leaves the treating teams
    only when the participant agreed or a named clinician recorded the need (`trauma_agreed`).
    """
    profile = PROFILES[purpose]
    sensitivity = work.edition.sensitivity if work.edition else Sensitivity.NONE
    if sensitivity is Sensitivity.TRAUMA and not (profile.trauma_travels or trauma_agreed):
        return False
    offence_work = sensitivity is Sensitivity.OFFENCE_DISCLOSURE
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

    `plan` makes the plan from the selected history, so that no line can speak of work that does not travel. Work
    imported from elsewhere is not signed again: its issuer's own document stands for it, and the plan names it.
    """
    profile = PROFILES[purpose]
    me = history.participant.id
    untried = history.participant.untried
    kept = tuple(work for work in history.work if travels(work, purpose, untried=untried, trauma_agreed=trauma_agreed))
    gone = {work.intervention.id for work in history.work} - {work.intervention.id for work in kept}
    hidden_needs = _needs_only_of(history, gone)
    selected = History(
        participant=history.participant,
        placements=history.placements,
        needs=tuple(record for record in history.needs if record.need not in hidden_needs),
        work=kept,
        assessments=history.assessments,
        scores=history.scores,
        voice=tuple(
            entry for entry in history.voice if profile.audience in entry.audiences and entry.about not in gone
        ),
    )

    # What came from elsewhere still names the participant by its sender's id, and is not this unit's to sign.
    def wants(section: Section) -> bool:
        return section in profile.sections

    return Subject(
        participant=SubjectParticipant.of(history.participant),
        first_two_weeks=history.first_two_weeks if wants(Section.FIRST_TWO_WEEKS) else None,
        statement=statement if wants(Section.STATEMENT) else None,
        sharing=history.sharing if wants(Section.SHARING) else None,
        placements=tuple(record for record in selected.placements if record.participant_id == me),
        needs=tuple(record for record in selected.needs if record.participant_id == me),
        interventions=tuple(work.intervention for work in kept if work.source.origin is not Origin.IMPORTED),
        assessments=tuple(record for record in selected.assessments if record.participant_id == me),
        scores=tuple(record for record in selected.scores if record.participant_id == me),
        voice=tuple(record for record in selected.voice if record.participant_id == me),
        plan=plan(selected) if wants(Section.PLAN) else None,
        omitted=profile.omitted,
    )


def _needs_only_of(history: History, gone: set[str]) -> set[str]:
    """Needs that only omitted work speaks of: naming them would reveal the omission."""
    of_gone = {need for work in history.work if work.intervention.id in gone for need in work.intervention.needs}
    of_kept = {need for work in history.work if work.intervention.id not in gone for need in work.intervention.needs}
    return of_gone - of_kept
