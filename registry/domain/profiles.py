"""Purpose profiles: which sections travel for which purpose, as data; and the selection itself.

What is left out is told per kind of section, in sentences that are the same for every participant, so that an
omission never says whether there was anything to omit.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Protocol, TypeVar

from registry.domain.addressing import Purpose
from registry.domain.catalogue import Sensitivity
from registry.domain.described_edition import DescribedEdition
from registry.domain.history import History, Origin, Work
from registry.domain.offence_terms import OffenceTerms, TravelTerms, edition_without_offence, without_offence
from registry.domain.own_words import need_without_words, plan_without_words, work_without_words
from registry.domain.participant import FirstTwoWeeks
from registry.domain.plan import Plan
from registry.domain.summary import Statement, Subject, SubjectParticipant
from registry.domain.trauma_terms import TraumaTerms
from registry.domain.voice import DEFAULT_AUDIENCES, Audience, VoiceEntry, VoiceKind
from registry.domain.withheld import Withheld, needs_of, withheld_by, without_references, without_trauma


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
_OWN_WORDS_OMITTED = (
    "The participant's words outside their voice: not part of this profile.",
    "Texts of products: not part of this profile.",
)
# The same whether or not there is one: it tells nothing of what stays with its owner.
PRODUCTS_OMITTED = "Products, except those that this reader may see: not part of this profile."


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
        sections = tuple(
            f"{section.value.capitalize()}: not part of this profile."
            for section in Section
            if section not in self.sections
        )
        words = () if self.own_words_travel else _OWN_WORDS_OMITTED
        products = () if self.audience is Audience.SELF else (PRODUCTS_OMITTED,)
        return (*sections, *words, *products)

    @property
    def own_words_travel(self) -> bool:
        """Whether words for which nobody chose audiences may travel: to the participant and the treating teams."""
        return self.audience in DEFAULT_AUDIENCES


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


def trauma_travels(purpose: Purpose, *, agreed: bool) -> bool:
    """Return whether trauma may be spoken of at all in a summary for `purpose`."""
    return PROFILES[purpose].trauma_travels or agreed


def offence_travels(purpose: Purpose, *, untried: bool) -> bool:
    """Return whether offending may be spoken of at all in a summary for `purpose`."""
    return not untried or PROFILES[purpose].offence_work_of_untried_travels


def travels(work: Work, purpose: Purpose, *, untried: bool, trauma_agreed: bool, terms: TravelTerms) -> bool:
    """Return whether one piece of work is part of a summary for `purpose`.

    Trauma-focused work leaves the treating teams only when the participant agreed or a named clinician recorded
    the need (`trauma_agreed`). Work not yet matched to an edition, of which something was opened or hurts after a
    session, counts as trauma work until it is matched. For the untried any unmatched work counts as offence work.
    """
    record, edition = work.intervention, work.edition
    unmatched = edition is None and bool(record.opened_not_closed or record.helps_after)
    if (unmatched or _is_of_trauma(work, terms.trauma)) and not trauma_travels(purpose, agreed=trauma_agreed):
        return False
    return offence_travels(purpose, untried=untried) or not terms.offence.is_offence_work(work)


def _is_of_trauma(work: Work, terms: TraumaTerms) -> bool:
    """Whether a piece of work is trauma-focused: by its edition, or where there is none by its needs and its title."""
    record, edition = work.intervention, work.edition
    if edition is None:
        return bool(needs_of((work,)) & set(terms.needs)) or terms.named_in(record.title)
    return edition.sensitivity is Sensitivity.TRAUMA or bool(set(edition.needs) & set(terms.needs))


def select(
    history: History,
    purpose: Purpose,
    *,
    statement: Statement | None,
    plan: Callable[[History], Plan],
    terms: TravelTerms,
    trauma_agreed: bool = False,
) -> Subject:
    """Return what of a history travels for a purpose.

    `plan` makes the plan from the selected history, so that no line can speak of work that does not travel. What was
    imported from elsewhere is not signed again: its issuer's own document stands for it, and the plan names it. A page
    on the first two weeks that came with a summary withdrawn since stays here until somebody has read it again.

    What is recorded as data (work, needs, instruments, accounts) is left out here. What somebody wrote in free text
    no program can judge: `hits` points at it, and nobody approves before a person has looked.
    """
    profile = PROFILES[purpose]
    me = history.participant.id
    kept, left = _parted(history, purpose, trauma_agreed=trauma_agreed, terms=terms)
    closed = _closed(history, purpose, trauma_agreed=trauma_agreed, terms=terms)
    withheld = withheld_by(left, kept, closed)
    selected = _narrowed(history, kept, profile, withheld, closed)
    of_offences = terms.offence if terms.offence in closed else None
    if statement is not None:
        statement = replace(
            statement,
            comparisons=tuple(
                each
                for each in statement.comparisons
                if not withheld.is_spoken_of(each.work)
                and not (of_offences and any(of_offences.named_in(one) for one in (each.work, each.beside)))
            ),
        )

    def wants(section: Section) -> bool:
        return section in profile.sections

    def own(section: Section, records: tuple[_R, ...]) -> tuple[_R, ...]:
        # What came from elsewhere still names the participant by its sender's id, and is not this unit's to sign.
        return tuple(record for record in records if wants(section) and record.participant_id == me)

    planned = plan(selected) if wants(Section.PLAN) else None
    if planned is not None and of_offences is not None:
        stays = set(of_offences.needs)
        planned = replace(planned, lines=tuple(line for line in planned.lines if line.need not in stays))
    if planned is not None and not profile.own_words_travel:
        # Decisions were taken on lines of the whole plan, and come with what was said then.
        planned = plan_without_words(planned, released=_released(selected.voice))
    return Subject(
        participant=SubjectParticipant.of(history.participant),
        first_two_weeks=selected.first_two_weeks if wants(Section.FIRST_TWO_WEEKS) and history.weeks_stand else None,
        statement=statement if wants(Section.STATEMENT) else None,
        sharing=history.sharing if wants(Section.SHARING) else None,
        placements=own(Section.PLACEMENTS, selected.placements),
        needs=own(Section.NEEDS, selected.needs),
        interventions=own(
            Section.WORK,
            tuple(work.intervention for work in selected.work if work.source.origin is not Origin.IMPORTED),
        ),
        assessments=own(Section.ASSESSMENTS, selected.assessments),
        scores=own(Section.SCORES, selected.scores),
        voice=own(Section.VOICE, selected.voice),
        plan=planned,
        omitted=profile.omitted,
    )


def editions_of(
    history: History, subject: Subject, purpose: Purpose, terms: TravelTerms
) -> tuple[DescribedEdition, ...]:
    """Return the editions of the work that travels, each once, as this unit knows them and their reader may."""
    sent = {intervention.id for intervention in subject.interventions}
    described = [work.edition for work in history.work if work.intervention.id in sent and work.edition is not None]
    if not offence_travels(purpose, untried=history.participant.untried):
        described = [edition_without_offence(edition, terms.offence) for edition in described]
    return tuple(edition for number, edition in enumerate(described) if edition not in described[:number])


def left_behind(history: History, purpose: Purpose, *, trauma_agreed: bool, terms: TravelTerms) -> tuple[Work, ...]:
    """Return the work that is no part of a summary for `purpose`."""
    return _parted(history, purpose, trauma_agreed=trauma_agreed, terms=terms)[1]


def withheld_from(history: History, purpose: Purpose, *, trauma_agreed: bool, terms: TravelTerms) -> Withheld:
    """Return what a summary for `purpose` must not speak of, by its names."""
    kept, left = _parted(history, purpose, trauma_agreed=trauma_agreed, terms=terms)
    return withheld_by(left, kept, _closed(history, purpose, trauma_agreed=trauma_agreed, terms=terms))


def _closed(
    history: History, purpose: Purpose, *, trauma_agreed: bool, terms: TravelTerms
) -> tuple[TraumaTerms | OffenceTerms, ...]:
    """The lists of what must not be spoken of."""
    trauma = () if trauma_travels(purpose, agreed=trauma_agreed) else (terms.trauma,)
    offence = () if offence_travels(purpose, untried=history.participant.untried) else (terms.offence,)
    return (*trauma, *offence)


def _parted(
    history: History, purpose: Purpose, *, trauma_agreed: bool, terms: TravelTerms
) -> tuple[tuple[Work, ...], tuple[Work, ...]]:
    """The work that travels as it will, and the work that stays."""
    untried = history.participant.untried
    kept: list[Work] = []
    left: list[Work] = []
    for work in history.work:
        goes = travels(work, purpose, untried=untried, trauma_agreed=trauma_agreed, terms=terms)
        (kept if goes else left).append(work)
    if not trauma_travels(purpose, agreed=trauma_agreed):
        kept = [without_trauma(work, terms.trauma) for work in kept]
    if not offence_travels(purpose, untried=untried):
        kept = [without_offence(work, terms.offence) for work in kept]
    return tuple(kept), tuple(left)


def _narrowed(
    history: History,
    kept: tuple[Work, ...],
    profile: Profile,
    withheld: Withheld,
    closed_by: tuple[TraumaTerms | OffenceTerms, ...],
) -> History:
    """The history as its reader may know it: `closed_by` names what must not be spoken of."""

    def open_to(*names: str | None) -> bool:
        return not any(terms.named_in(name) for terms in closed_by for name in names)

    # Before the plan is made: what nobody else may see is no product to read first.
    kept = tuple(replace(work, intervention=work.intervention.with_products_for(profile.audience)) for work in kept)
    if closed_by:
        kept = tuple(without_references(work, withheld) for work in kept)
    stays = {record.id for record in history.needs if record.need in withheld.needs}
    needs = tuple(record for record in history.needs if record.id not in stays)
    voice = tuple(
        entry
        for entry in history.voice
        if profile.audience in entry.audiences
        and entry.about not in stays
        and not withheld.is_spoken_of(entry.about)
        and open_to(entry.about)
    )
    if not profile.own_words_travel:
        needs = tuple(need_without_words(record) for record in needs)
        released = _released(voice)
        kept = tuple(
            replace(work, intervention=work_without_words(work.intervention, released=released)) for work in kept
        )
    return History(
        participant=history.participant,
        first_two_weeks=_weeks(history.first_two_weeks, closed_by),
        placements=history.placements,
        needs=needs,
        work=kept,
        assessments=tuple(one for one in history.assessments if open_to(one.tool, one.version)),
        scores=tuple(one for one in history.scores if open_to(one.measure, one.version, one.subscale)),
        voice=voice,
    )


def _released(voice: tuple[VoiceEntry, ...]) -> tuple[str, ...]:
    """The words that the participant released to the reader; a carer's are not theirs."""
    return tuple(entry.text for entry in voice if entry.text and entry.kind is not VoiceKind.CARER)


def _weeks(page: FirstTwoWeeks | None, closed_by: tuple[TraumaTerms | OffenceTerms, ...]) -> FirstTwoWeeks | None:
    """The page on the first two weeks without the accounts that name what must not be spoken of."""
    if page is None:
        return None
    stay = tuple(
        one
        for one in page.not_to_be_asked_again
        if not any(terms.named_in(text) for terms in closed_by for text in (one.what, one.kept_where))
    )
    return replace(page, not_to_be_asked_again=stay)
