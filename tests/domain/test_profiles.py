"""What travels for which purpose; and what stays behind leaves no trace of having been there."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry.domain.addressing import Purpose
from registry.domain.history import Origin
from registry.domain.intervention import State
from registry.domain.plan import LineKind
from registry.domain.product import Skill
from registry.domain.profiles import PROFILES, Section, select
from registry.domain.voice import Audience, VoiceKind
from registry.structure import to_plain
from tests.domain import build
from tests.domain.build import (
    history,
    need,
    voice,
)
from tests.domain.test_plan import line as a_line
from tests.domain.test_plan import plan as a_plan
from tests.domain.whole_history import (
    CLOSED_TO_TRAUMA,
    EVERYBODY,
    OPEN_TO_TRAUMA,
    STATEMENT,
    TERMS,
    canaries,
    chosen,
    plain_work,
    real_plan,
    secret_work,
    tell_all,
    whole_history,
)


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


@pytest.mark.parametrize(
    ("said", "audiences", "kind", "kept"),
    [
        ("I say: name it, move. It works.", (Audience.COMMUNITY,), VoiceKind.HELPED, True),
        ("I say: name it, move. It works.", (Audience.SELF, Audience.PANEL), VoiceKind.HELPED, False),
        ("He says: name it, move.", (Audience.COMMUNITY, Audience.TREATING_TEAMS), VoiceKind.CARER, False),
        ("I rename it, move on.", (Audience.COMMUNITY,), VoiceKind.HELPED, False),
        ("name it, moved", (Audience.COMMUNITY,), VoiceKind.HELPED, False),
        ("Something else.", (Audience.COMMUNITY,), VoiceKind.HELPED, False),
    ],
)
def test_their_words_for_a_skill_go_where_they_released_the_same_words_and_nowhere_else(
    said: str, audiences: tuple[Audience, ...], kind: VoiceKind, kept: bool
) -> None:
    skill = Skill(skill="Stepping off", participant_words=" name it, move ")
    unsaid = Skill(skill="Breathing")
    record = build.intervention(skills=(skill, unsaid))
    line = replace(a_line(kind=LineKind.KEEP_GOING, work=(record.id,)), skills=(skill,))
    told = history(work=(build.work(record),), voice=(voice(said, *audiences, kind=kind),))
    subject = select(told, Purpose.COMMUNITY, statement=None, plan=lambda _: a_plan(line), terms=TERMS)
    assert subject.plan is not None
    words = [one.participant_words for one in (*subject.interventions[0].skills, *subject.plan.lines[0].skills)]
    assert words == ([skill.participant_words, None, skill.participant_words] if kept else [None, None, None])
