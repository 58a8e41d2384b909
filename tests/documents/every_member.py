"""The invented record with every member that a transfer summary can have, each at least once.

The usual one (`record`) is what a unit would send; this one is for whoever must agree on the whole form.
"""

from dataclasses import replace

from registry.domain.annex_mention import AnnexMention
from registry.domain.assessment import Rater
from registry.domain.care_package import Met, OutcomeJudgement, TargetOutcome
from registry.domain.catalogue import OverlapJudgement, Strength
from registry.domain.closure import Closure, Outcome
from registry.domain.course_trace import EditionMatch, Reopening
from registry.domain.edition import Booster, CompletionDefinition, Range
from registry.domain.goal import Reached, Review
from registry.domain.intervention import Intervention, State, StateMove
from registry.domain.needs import Choice, NeedRecord, NeedStanding
from registry.domain.people import Person
from registry.domain.placement import LegalStatus
from registry.domain.product import Skill
from registry.domain.reasons import StopReason
from registry.domain.repeat import Repeat, RepeatReason
from registry.domain.session import Attended, SessionKind, SessionRecord
from registry.domain.staffing import Assignment, StaffRole
from registry.domain.summary import CatalogueAsKnown, Subject, SubjectParticipant, TransferSummary
from registry.domain.voice import Audience, NotShown, VoiceEntry, VoiceKind
from tests.documents.clinic import attestation, interim_attestation, summary
from tests.documents.every_line import SIGNATURE, every_line
from tests.documents.record import ME, THERAPIST, UNIT, catalogue, date, intervention, subject, urn

TRAINEE = Person(id=urn("trainee"), name="Ann Lowe", profession="trainee psychologist")


def every_member() -> tuple[TransferSummary, ...]:
    """Return summaries that hold every member between them: what excludes another stands in another one."""
    unread = attestation(shown=None, not_shown=NotShown(by="Dr Ewa Nkosi", reason="She asked not to read it yet."))
    alone = Subject(participant=_without_number())
    bare = replace(catalogue(), editions=())
    return (
        summary(annex=AnnexMention(decided_by="Dr Ewa Nkosi"), subject=_subject(), catalogue=_catalogue()),
        summary(attestation=unread, subject=alone, catalogue=bare),
        summary(interim=True, attestation=interim_attestation(), subject=alone, catalogue=bare),
    )


def _subject() -> Subject:
    usual = subject(0)
    assert usual.first_two_weeks
    assert usual.sharing
    stay, score, entry = usual.placements[0], usual.scores[0], usual.voice[0]
    legal = LegalStatus(code="15", since=date("2023-01-09"), until=date("2024-01"))
    return replace(
        usual,
        participant=replace(
            usual.participant,
            communication=replace(
                usual.participant.communication, interpreter="Welsh, for meetings", format_wanted="on tape"
            ),
        ),
        first_two_weeks=replace(usual.first_two_weeks, not_in_a_group_with="Anybody from the old ward."),
        sharing=replace(usual.sharing, objects_to_sharing="Not the date.", shared_despite_objection="For safety."),
        placements=(replace(stay, until=date("2026-11-30"), legal=(*stay.legal, legal)),),
        needs=(*usual.needs, _need()),
        interventions=(_work(), _running()),
        scores=(replace(score, subscale="Risk items", rater=Rater.STAFF, rated_by="Ann Lowe"),),
        voice=(
            replace(entry, about="The first month.", staff_comment="Typed in two sittings."),
            VoiceEntry(
                id=urn("declined"),
                participant_id=ME,
                kind=VoiceKind.DECLINED,
                on=date("2026-11"),
                typed_by="Ann Lee",
                audiences=(Audience.TREATING_TEAMS,),
            ),
        ),
        plan=every_line(),
    )


def _without_number() -> SubjectParticipant:
    return replace(
        subject(0).participant, nhs_number=None, no_nhs_number_because="Born abroad, not yet registered.", untried=True
    )


def _need() -> NeedRecord:
    return NeedRecord(
        id=urn("left out"),
        participant_id=ME,
        need="substance-use",
        standing=NeedStanding.PRESENT,
        on=date("2026-09"),
        by="Dr Ewa Nkosi",
        establishment=UNIT,
        choice=Choice(on=date("2026-09"), words_left_out=True),
        not_advised_because="Not while unwell.",
        note="Looked at twice.",
    )


def _catalogue() -> CatalogueAsKnown:
    usual = catalogue()
    edition = usual.editions[0]
    assert edition.shape
    assert edition.local
    full = replace(
        edition,
        shape=replace(
            edition.shape,
            individual=Range(least=4, most=8),
            group_minutes=Range(least=90),
            individual_minutes=Range(least=50, most=60),
        ),
        modules=(replace(edition.modules[0], minutes=Range(least=60, most=90)), *edition.modules[1:]),
        completion=CompletionDefinition(text="Every module.", judged_by="the team", needs_expected_dose=False),
        booster=Booster(title="Booster sessions", months=6, programme_id="LMM-B"),
        accreditation=replace(edition.accreditation, until=date("2027"), note="With one condition."),
        local=replace(edition.local, individual_minutes=Range(least=50)),
    )
    overlap = OverlapJudgement(
        id="OV-1",
        covers="LMM",
        covered="LMM-B",
        needs=("violence",),
        skip_modules=("m1",),
        strength=Strength.PARTIAL,
        basis="Both manuals, read side by side.",
        caution="Nothing on substance use.",
        judged_by="Dr Ewa Nkosi",
        on=date("2026-05"),
        signature=SIGNATURE,
    )
    return replace(usual, editions=(full,), overlaps=(overlap,))


def _work() -> Intervention:
    usual = intervention(0)
    goal, outcome, judged = usual.goals[0], usual.care_package[0], date("2024-06")
    assert usual.closure
    return replace(
        usual,
        missing_components=("Individual work",),
        setting="A ward of twelve.",
        state_at_the_time="Settled since the spring.",
        opened_not_closed="The account of 2019.",
        helps_after="A walk.",
        staff=(
            Assignment(person=THERAPIST, role=StaffRole.THERAPIST, lead=True, since=date("2023-11")),
            Assignment(person=TRAINEE, role=StaffRole.TRAINEE, since=date("2023-11"), until=date("2024-02")),
        ),
        sessions=(*usual.sessions[:1], usual.sessions[4], _part()),
        care_package=(
            _judged(
                outcome,
                OutcomeJudgement(on=judged, met=Met.YES, by="Ann Lee", words="Every week.", participant_answer="Yes."),
                OutcomeJudgement(on=judged, met=Met.NO, by="Ann Lee", answer_left_out=True),
            ),
        ),
        goals=(
            replace(
                goal,
                reviews=(
                    replace(goal.reviews[0], words="Most of the time."),
                    Review(on=judged, reached=Reached.REACHED, by="Ann Lee", answer_left_out=True),
                ),
            ),
        ),
        progress=(replace(usual.progress[0], seen_in_sessions="Names it.", not_yet_shown="At night."),),
        skills=(
            Skill(
                skill="Pausing",
                cue="raised voices",
                participant_words="Walk first.",
                supported_by="key worker",
                early_signs="Pacing.",
            ),
        ),
        closure=replace(
            usual.closure,
            definition="Every module.",
            reason_note="Two left at once.",
            deselection_wording="As the letter said.",
        ),
        matches=(
            EditionMatch(edition_id="LMM/2015", on=date("2024-01"), by="Ann Lee"),
            EditionMatch(
                edition_id="LMM/2017", on=date("2024-02"), by="Ann Lee", was="LMM/2015", because="The newer manual."
            ),
        ),
        reopenings=(
            Reopening(
                on=date("2024-03"),
                by="Dr Ewa Nkosi",
                because="The wrong course was closed.",
                closure=Closure(
                    on=date("2024-02-28"), outcome=Outcome.PARTLY, closed_by="Ann Lee", reason=StopReason.NOT_KNOWN
                ),
            ),
        ),
        repeat=Repeat(
            reason=RepeatReason.PART_MISSING,
            words="The skills group was never given.",
            by=THERAPIST,
            on=date("2023-10-01"),
            of=(urn("work before"),),
        ),
    )


def _judged(outcome: TargetOutcome, *judgements: OutcomeJudgement) -> TargetOutcome:
    return replace(outcome, need="violence", judgements=(*outcome.judgements, *judgements))


def _part() -> SessionRecord:
    return SessionRecord(
        id=urn("part session"),
        on=date("2024-03-01"),
        kind=SessionKind.INDIVIDUAL,
        attended=Attended.PART,
        minutes=20,
        catch_up=True,
    )


def _running() -> Intervention:
    """Work that nobody matched or closed: most members are absent."""
    return Intervention(
        id=urn("running"),
        participant_id=ME,
        title="Sessions with the art therapist",
        establishment=UNIT,
        delivery=intervention(0).delivery,
        state=State.IN_PROGRESS,
        started=date("2026-01"),
        moves=(StateMove(to=State.ON_HOLD, on=date("2026-02"), by="Dr Ewa Nkosi", because="She was unwell."),),
    )
