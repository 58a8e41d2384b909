"""What travels for which purpose; and what stays behind leaves no trace of having been there."""

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from registry.catalogue.loader import load_catalogue, load_needs, load_trauma_terms
from registry.domain.addressing import Purpose
from registry.domain.care_package import TargetOutcome
from registry.domain.catalogue import Sensitivity
from registry.domain.continuity import Case, make_plan
from registry.domain.described_edition import DescribedEdition
from registry.domain.edition import Module, Term
from registry.domain.goal import Goal, Reached, Review
from registry.domain.history import History, Origin, Work
from registry.domain.intervention import Intervention, State
from registry.domain.needs import Choice
from registry.domain.participant import FirstTwoWeeks, Known, PersonName
from registry.domain.plan import LineKind, Plan, PlanLine, Trust
from registry.domain.product import Agreed, Product, ProductKind, Progress, Skill
from registry.domain.profiles import PROFILES, Section, select, travels
from registry.domain.staffing import Assignment, StaffRole
from registry.domain.summary import Comparison, Statement, Subject
from registry.domain.voice import Audience, Sharing
from registry.structure import to_plain
from tests.domain import build
from tests.domain.build import (
    UNIT,
    closure,
    edition,
    history,
    intervention,
    need,
    on,
    person,
    session,
    urn,
    voice,
    work,
)

CLOSED_TO_TRAUMA = (Purpose.PRISON, Purpose.PAROLE_BOARD, Purpose.TRIBUNAL, Purpose.COMMUNITY)
OPEN_TO_TRAUMA = (Purpose.TRANSFER, Purpose.OWN_COPY)
EVERYBODY = tuple(Audience)
TERMS = load_trauma_terms()


def secret_work(**changes: Any) -> Work:
    """Trauma-focused work with a word in every place that can hold one. No other record says *canary*."""
    record = intervention(
        "canary therapy",
        edition_id="CANARY/2020",
        shape_id="canary-shape",
        needs=("canary-need",),
        components=("canary component",),
        missing_components=("canary missing",),
        adjustments=("canary adjustment",),
        setting="canary setting",
        state_at_the_time="canary state",
        staff=(Assignment(person=person("Canary Therapist"), role=StaffRole.THERAPIST),),
        sessions=(session("canary", module="canary-module"),),
        care_package=(
            TargetOutcome(
                id=urn("canary outcome"),
                text="canary outcome",
                commissioned_by="canary commissioner",
                commissioned_on=on("2025-02"),
                need="canary-outcome-need",
            ),
        ),
        goals=(
            Goal(
                id=urn("canary goal"),
                text="canary goal",
                set_on=on("2025-02"),
                need="canary-goal-need",
                reviews=(Review(on=on("2025-05"), reached=Reached.PARTLY, by="Canary Therapist", words="canary"),),
            ),
        ),
        progress=(Progress(need="canary-progress-need", on=on("2025-05"), by="Canary", learnt="canary learnt"),),
        products=(
            Product(
                id=urn("canary product"),
                kind=ProductKind.LETTER,
                title="canary letter",
                on=on("2025-05"),
                made_with="Canary Therapist",
                agreed=Agreed.YES,
                kept_where="canary file",
                may_be_seen_by="canary team",
            ),
        ),
        skills=(Skill(skill="canary skill"),),
        state=State.CLOSED,
        closure=closure(closed_by="Canary Therapist", definition="canary definition"),
        recommended="canary recommended",
        opened_not_closed="canary opened",
        helps_after="canary helps",
    )
    known = edition(
        "CANARY",
        title="The canary therapy",
        activity="canary activity",
        sensitivity=Sensitivity.TRAUMA,
        needs=("canary-edition-need",),
        modules=(Module(id="canary-module", title="canary module"),),
        glossary=(Term(theirs="canary term", common="canary word"),),
    )
    return work(replace(record, **changes), known)


def plain_work() -> Work:
    return work(
        intervention("anger course", edition_id="ANGER/2020", needs=("anger",), sessions=(session("anger"),)),
        edition("ANGER", needs=("anger", "emotion-regulation")),
    )


def whole_history(*more: Work) -> History:
    """A history in which voice, needs and other records speak of the secret work, to everybody."""
    return history(
        first_two_weeks=FirstTwoWeeks(settles="Music."),
        sharing=Sharing(told_about_sharing="Yes, in May."),
        needs=(
            need("anger"),
            need("canary-need", note="canary"),
            need("canary-edition-need"),
            need("canary-goal-need"),
            need("canary-progress-need"),
        ),
        work=(secret_work(), plain_work(), *more),
        voice=(
            voice("plain words", *EVERYBODY),
            voice("about anger", *EVERYBODY, about=urn("anger course")),
            voice("canary by id", *EVERYBODY, about=urn("canary therapy")),
            voice("canary by goal", *EVERYBODY, about=urn("canary goal")),
            voice("canary by product", *EVERYBODY, about=urn("canary product")),
            voice("canary by session", *EVERYBODY, about=urn("session canary")),
            voice("canary by need", *EVERYBODY, about="canary-need"),
            voice("canary by need record", *EVERYBODY, about=urn("need canary-need")),
            voice("canary by name", *EVERYBODY, about="My Canary Therapy last year"),
            voice("canary by title", *EVERYBODY, about="the canary therapy"),
            voice("canary by programme", *EVERYBODY, about="CANARY"),
        ),
    )


STATEMENT = Statement(
    in_short=("Half of the work is done.",),
    knowledge_of_case="Two years.",
    comparisons=tuple(
        Comparison(work=name, beside="Kaizen", judgement=said, by="Dr Ewa Nkosi", on=on("2025-11"))
        for name, said in (
            ("anger course", "Alike."),
            ("The canary therapy", "canary"),
            ("CANARY/2020", "canary"),
            (urn("canary therapy"), "canary"),
        )
    ),
)


def tell_all(seen: History) -> Plan:
    """A plan that repeats everything it is shown: whatever reaches it would reach the reader."""
    said = json.dumps([to_plain(part) for part in (seen,)])
    line = PlanLine(
        key="all",
        kind=LineKind.CREDIT,
        need="anger",
        title="Everything",
        rule="test",
        reason=said,
        confidence=Trust.OWN,
        would_change="Nothing.",
    )
    return Plan(participant_id=seen.participant.id, establishment=UNIT, made_on=on("2026-01-02"), lines=(line,))


def real_plan(seen: History) -> Plan:
    return make_plan(
        Case(
            history=seen,
            establishment=UNIT,
            today=on("2026-01-02").first,
            offers=(),
            overlaps=(),
            programmes=load_catalogue().programmes,
            needs=load_needs(),
        )
    )


def chosen(seen: History, purpose: Purpose, **options: Any) -> Subject:
    return select(seen, purpose, **{"statement": STATEMENT, "plan": tell_all, "terms": TERMS, **options})


def texts(value: object) -> Iterator[str]:
    """Every member name and every text in a plain value."""
    if isinstance(value, dict):
        for name, inside in value.items():
            yield name
            yield from texts(inside)
    elif isinstance(value, list):
        for inside in value:
            yield from texts(inside)
    elif isinstance(value, str):
        yield value


def canaries(subject: Subject) -> list[str]:
    hidden = [urn(name) for name in ("canary therapy", "canary goal", "canary product", "session canary")]
    return [text for text in texts(to_plain(subject)) if "canary" in text.lower() or any(one in text for one in hidden)]


def test_the_canaries_sing_where_trauma_work_travels() -> None:
    for purpose in OPEN_TO_TRAUMA:
        found = canaries(chosen(whole_history(), purpose))
        assert len(found) > 40
    for purpose in CLOSED_TO_TRAUMA:
        assert len(canaries(chosen(whole_history(), purpose, trauma_agreed=True))) > 40


@pytest.mark.parametrize("purpose", CLOSED_TO_TRAUMA)
@pytest.mark.parametrize("origin", list(Origin))
def test_nothing_anywhere_tells_of_trauma_work_that_does_not_travel(purpose: Purpose, origin: Origin) -> None:
    seen = whole_history()
    moved = tuple(replace(each, source=replace(each.source, origin=origin)) for each in seen.work)
    assert canaries(chosen(replace(seen, work=moved), purpose)) == []


@pytest.mark.parametrize("purpose", CLOSED_TO_TRAUMA)
def test_the_real_plan_tells_nothing_of_it_either(purpose: Purpose) -> None:
    assert canaries(chosen(whole_history(), purpose, plan=real_plan)) == []


@pytest.mark.parametrize("purpose", CLOSED_TO_TRAUMA)
@pytest.mark.parametrize("state", [State.REFERRED, State.WAITING, State.NOT_SUITABLE, State.IN_PROGRESS])
def test_a_referral_for_trauma_work_is_no_more_told_than_the_work(purpose: Purpose, state: State) -> None:
    seen = whole_history()
    referred = secret_work(state=state, closure=None)
    assert canaries(chosen(replace(seen, work=(referred, *seen.work[1:])), purpose)) == []


@pytest.mark.parametrize("purpose", CLOSED_TO_TRAUMA)
def test_someone_with_hidden_work_and_someone_without_it_give_one_document(purpose: Purpose) -> None:
    with_it = whole_history()
    without = replace(
        with_it,
        work=with_it.work[1:],
        needs=with_it.needs[:1],
        voice=tuple(entry for entry in with_it.voice if "canary" not in entry.words),
    )
    bare = replace(STATEMENT, comparisons=STATEMENT.comparisons[:1])
    assert chosen(with_it, purpose) == chosen(without, purpose, statement=bare)


@pytest.mark.parametrize("purpose", CLOSED_TO_TRAUMA)
def test_what_other_work_speaks_of_too_still_travels(purpose: Purpose) -> None:
    shared = secret_work(needs=("anger",))
    subject = chosen(
        history(
            needs=(need("anger"),),
            work=(shared, plain_work()),
            voice=(voice("shared", *EVERYBODY, about="anger"),),
        ),
        purpose,
    )
    assert [record.need for record in subject.needs] == ["anger"]
    assert [entry.words for entry in subject.voice] == ["shared"]


def test_a_name_inside_another_word_hides_nothing() -> None:
    subject = chosen(
        history(work=(secret_work(),), voice=(voice("on birds", *EVERYBODY, about="CANARYLIKE birds"),)),
        Purpose.PRISON,
    )
    assert [entry.words for entry in subject.voice] == ["on birds"]


@pytest.mark.parametrize("purpose", list(Purpose))
def test_omitted_sentences_are_the_same_for_everyone(purpose: Purpose) -> None:
    empty = select(history(), purpose, statement=None, plan=tell_all, terms=TERMS)
    full = chosen(whole_history(), purpose)
    untried = chosen(replace(whole_history(), participant=build.participant(untried=True)), purpose)
    assert empty.omitted == full.omitted == untried.omitted == PROFILES[purpose].omitted


@pytest.mark.parametrize("purpose", list(Purpose))
def test_what_is_left_out_is_told_per_kind_of_section_and_truly(purpose: Purpose) -> None:
    subject = chosen(whole_history(), purpose)
    held = {
        Section.FIRST_TWO_WEEKS: subject.first_two_weeks,
        Section.STATEMENT: subject.statement,
        Section.SHARING: subject.sharing,
        Section.NEEDS: subject.needs,
        Section.WORK: subject.interventions,
        Section.VOICE: subject.voice,
        Section.PLAN: subject.plan,
    }
    for section, content in held.items():
        sentence = f"{section.value.capitalize()}: not part of this profile."
        assert bool(content) is (sentence not in subject.omitted)


def test_no_omitted_sentence_discloses() -> None:
    for profile in PROFILES.values():
        for sentence in profile.omitted:
            assert not {"trauma", "abuse", "offence", "sexual", "sensitive"} & set(sentence.lower().split())


def test_every_purpose_has_a_profile_and_a_panel_gets_the_panels_words() -> None:
    assert set(PROFILES) == set(Purpose)
    assert {PROFILES[purpose].audience for purpose in (Purpose.PAROLE_BOARD, Purpose.TRIBUNAL)} == {Audience.PANEL}
    assert PROFILES[Purpose.OWN_COPY].audience is Audience.SELF


@given(st.sampled_from(Purpose), st.sets(st.sampled_from(Audience), min_size=1))
def test_words_reach_only_the_audience_they_were_meant_for(purpose: Purpose, audiences: set[Audience]) -> None:
    subject = chosen(history(voice=(voice("my words", *sorted(audiences)),)), purpose)
    assert bool(subject.voice) is (PROFILES[purpose].audience in audiences)


@pytest.mark.parametrize("purpose", [one for one in Purpose if one not in (Purpose.TRANSFER, Purpose.OWN_COPY)])
def test_words_with_the_default_audience_never_reach_a_panel_a_prison_or_the_community(purpose: Purpose) -> None:
    subject = chosen(history(voice=(voice("my words"),)), purpose)
    assert subject.voice == ()
    assert "my words" not in str(to_plain(subject))


def test_former_names_do_not_travel() -> None:
    someone = build.participant(former_names=(PersonName(family="Formerly", given="Sam"),))
    for purpose in Purpose:
        subject = select(history(participant=someone), purpose, statement=None, plan=real_plan, terms=TERMS)
        assert "Formerly" not in str(to_plain(subject))


# Work nobody has matched to an edition yet


@pytest.mark.parametrize("marked", [{"opened_not_closed": "canary"}, {"helps_after": "canary"}])
def test_unmatched_work_that_opened_something_is_not_taken_for_harmless(marked: dict[str, str]) -> None:
    record = intervention("canary", needs=("canary-need",), **marked)
    seen = history(work=(work(record),), needs=(need("canary-need"),))
    for purpose in CLOSED_TO_TRAUMA:
        assert canaries(chosen(seen, purpose, statement=None)) == []
        assert canaries(chosen(seen, purpose, trauma_agreed=True, statement=None))
    for purpose in OPEN_TO_TRAUMA:
        assert canaries(chosen(seen, purpose, statement=None))


def test_other_unmatched_work_travels_everywhere() -> None:
    for purpose in Purpose:
        assert len(chosen(history(work=(work(intervention()),)), purpose).interventions) == 1


# Untried participants


@pytest.mark.parametrize("change", [{"sensitivity": Sensitivity.OFFENCE_DISCLOSURE}, {"discusses_offence": Known.YES}])
def test_offence_work_of_the_untried_stays_out_of_prison_profiles(change: dict[str, Any]) -> None:
    record = intervention("canary", needs=("canary-need",))
    seen = history(work=(work(record, edition("CANARY", **change)),), needs=(need("canary-need"),))
    untried = replace(seen, participant=build.participant(untried=True))
    assert canaries(chosen(untried, Purpose.PRISON, trauma_agreed=True, statement=None)) == []
    assert canaries(chosen(seen, Purpose.PRISON, statement=None))
    assert canaries(chosen(untried, Purpose.TRANSFER, statement=None))


def test_an_offence_account_of_the_untried_stays_out_of_prison_profiles() -> None:
    account = Product(
        id=urn("account"),
        kind=ProductKind.OFFENCE_ACCOUNT,
        title="canary account",
        on=on("2025-05"),
        made_with="Dr Ewa Nkosi",
        agreed=Agreed.YES,
        kept_where="psychology file",
        may_be_seen_by="treating teams",
    )
    plan_too = replace(account, id=urn("plan"), kind=ProductKind.STAYING_WELL_PLAN, title="Staying well")
    seen = history(work=(work(intervention(products=(account, plan_too)), edition()),))
    untried = replace(seen, participant=build.participant(untried=True))
    subject = chosen(untried, Purpose.PRISON, statement=None)
    assert canaries(subject) == []
    assert [product.title for product in subject.interventions[0].products] == ["Staying well"]
    assert canaries(chosen(seen, Purpose.PRISON, statement=None))


# What came from elsewhere


def test_what_another_unit_signed_is_not_signed_again() -> None:
    theirs = replace(intervention("their work"), participant_id=urn("their participant"))
    seen = history(
        work=(work(theirs, edition(), Origin.IMPORTED), plain_work()),
        needs=(need("anger", participant_id=urn("their participant"), id=urn("their need")), need("anger")),
        voice=(voice("theirs", *EVERYBODY, participant_id=urn("their participant")), voice("ours", *EVERYBODY)),
    )
    for purpose in Purpose:
        subject = chosen(seen, purpose)
        assert [record.title for record in subject.interventions] == ["anger course"]
        assert [record.id for record in subject.needs] == [urn("need anger")]
        assert [entry.words for entry in subject.voice] == ["ours"]
        assert subject.plan is not None
        assert "their work" in subject.plan.lines[0].reason


# Over everything


def _works() -> st.SearchStrategy[tuple[Work, ...]]:
    one = st.builds(
        lambda name, sensitivity, discusses, matched, opened, needs: _work(
            name, sensitivity, discusses, matched, opened, needs
        ),
        st.integers(0, 10_000),
        st.sampled_from(Sensitivity),
        st.sampled_from(Known),
        st.booleans(),
        st.booleans(),
        st.sets(st.sampled_from(("anger", "drugs", "trauma", "mood")), max_size=2),
    )
    return st.lists(one, max_size=5, unique_by=lambda each: each.intervention.id).map(tuple)


def _work(name: int, sensitivity: Sensitivity, discusses: Known, matched: bool, opened: bool, needs: set[str]) -> Work:
    record: Intervention = intervention(
        f"w{name}w", needs=tuple(sorted(needs)), opened_not_closed="Something." if opened else None
    )
    known: DescribedEdition | None = (
        edition(f"E{name}E", sensitivity=sensitivity, discusses_offence=discusses) if matched else None
    )
    return work(record, known)


@settings(deadline=None)
@given(_works(), st.sampled_from(Purpose), st.booleans(), st.booleans())
def test_for_any_history_only_what_travels_is_ever_named(
    works: tuple[Work, ...], purpose: Purpose, untried: bool, agreed: bool
) -> None:
    seen = history(
        participant=build.participant(untried=untried),
        work=works,
        needs=tuple(need(code) for code in ("anger", "drugs", "trauma", "mood")),
        voice=tuple(voice(f"on {each.intervention.title}", *EVERYBODY, about=each.intervention.id) for each in works),
    )
    said = json.dumps(to_plain(chosen(seen, purpose, statement=None, trauma_agreed=agreed)))
    kept = [each for each in works if travels(each, purpose, untried=untried, trauma_agreed=agreed, terms=TERMS)]
    spoken = {code for each in kept for code in each.intervention.needs}
    for each in works:
        for name in (each.intervention.id, each.intervention.title):
            assert (name in said) is (each in kept)
        if each in kept:
            continue
        assert each.edition is None or each.edition.edition_id not in said
        for code in set(each.intervention.needs) - spoken:
            assert urn(f"need {code}") not in said


# What speaks of trauma by data, and words nobody chose an audience for


@pytest.mark.parametrize("purpose", CLOSED_TO_TRAUMA)
def test_agreement_lets_trauma_travel_and_not_the_words(purpose: Purpose) -> None:
    choice = Choice(words="my own words", on=on("2025-10"))
    seen = history(needs=(need("trauma", note="kept note", choice=choice),), work=(secret_work(),))
    agreed = str(to_plain(chosen(seen, purpose, trauma_agreed=True)))
    assert "kept note" in agreed
    assert "canary therapy" in agreed
    assert "my own words" not in agreed
    assert "kept note" not in str(to_plain(chosen(seen, purpose)))


def test_a_choice_without_its_words_is_still_a_choice() -> None:
    choice = Choice(words="Not now.", on=on("2025-10"), ask_again=on("2026-05"))
    seen = history(needs=(need("anger", choice=choice),))
    (record,) = chosen(seen, Purpose.PAROLE_BOARD).needs
    assert record.choice == Choice(on=choice.on, ask_again=choice.ask_again, words_left_out=True)
    assert chosen(seen, Purpose.TRANSFER).needs[0].choice == choice


def test_an_answered_goal_stays_answered() -> None:
    review = Review(on=on("2025-05"), reached=Reached.REACHED, by="Dr Ewa Nkosi", participant_answer="I did.")
    goal = Goal(id=urn("goal"), text="Tell it.", set_on=on("2025-02"), reviews=(review,))
    unasked = replace(goal, id=urn("other"), reviews=(replace(review, participant_answer=None),))
    seen = history(work=(work(intervention(goals=(goal, unasked)), edition()),))
    (record,) = chosen(seen, Purpose.PAROLE_BOARD).interventions
    assert [one.answered for one in record.goals] == [True, False]
    assert record.goals[0].reviews[0].participant_answer is None
    assert record.goals[0].reviews[0].answer == "given; their own words are not part of this document"


def test_programmes_that_treat_trauma_among_other_needs_stay_behind_too() -> None:
    seen = history(work=(work(intervention("both", needs=("drugs",)), edition(needs=("drugs", "trauma"))),))
    assert chosen(seen, Purpose.PRISON).interventions == ()
    assert len(chosen(seen, Purpose.TRANSFER).interventions) == 1
