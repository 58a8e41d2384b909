"""What is selected for a purpose beside trauma: names, the untried, what others signed, and any history at all."""

import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry.domain.addressing import Purpose
from registry.domain.catalogue import Sensitivity
from registry.domain.described_edition import DescribedEdition
from registry.domain.goal import Goal, Reached, Review
from registry.domain.history import Origin, Work
from registry.domain.intervention import Intervention
from registry.domain.needs import Choice
from registry.domain.participant import Known, PersonName
from registry.domain.product import Agreed, Product, ProductKind
from registry.domain.profiles import PRODUCTS_OMITTED, PROFILES, select, travels
from registry.domain.voice import Audience
from registry.structure import to_plain
from tests.domain import build
from tests.domain.build import (
    edition,
    history,
    intervention,
    need,
    on,
    urn,
    voice,
    work,
)
from tests.domain.whole_history import (
    CLOSED_TO_TRAUMA,
    EVERYBODY,
    OPEN_TO_TRAUMA,
    TERMS,
    canaries,
    chosen,
    plain_work,
    real_plan,
    secret_work,
)


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
        may_be_seen_by="treating teams, prison",
    )
    plan_too = replace(account, id=urn("plan"), kind=ProductKind.STAYING_WELL_PLAN, title="Staying well")
    seen = history(work=(work(intervention(products=(account, plan_too)), edition(needs=("mood",))),))
    untried = replace(seen, participant=build.participant(untried=True))
    subject = chosen(untried, Purpose.PRISON, statement=None)
    assert canaries(subject) == []
    assert [product.title for product in subject.interventions[0].products] == ["Staying well"]
    assert canaries(chosen(seen, Purpose.PRISON, statement=None))


# Products, which whoever made them shows to whom they will


@pytest.mark.parametrize("purpose", Purpose)
@pytest.mark.parametrize(("seen_by", "may"), [("himself", Audience.SELF), ("panel", Audience.PANEL)])
def test_a_product_leaves_no_trace_for_a_reader_who_may_not_see_it(
    purpose: Purpose, seen_by: str, may: Audience
) -> None:
    letter = Product(
        id=urn("letter"),
        kind=ProductKind.LETTER,
        title="canary letter",
        on=on("2025-05"),
        made_with="Dr Ewa Nkosi",
        agreed=Agreed.YES,
        kept_where="canary drawer",
        may_be_seen_by=seen_by,
    )
    seen = history(work=(work(intervention(products=(letter,)), edition(needs=("mood",))),))
    audience = PROFILES[purpose].audience
    subject = chosen(seen, purpose, statement=None)
    assert bool(canaries(subject)) is (audience in (may, Audience.SELF))
    # What is told of the omission is the same for everybody.
    assert subject.omitted == chosen(history(), purpose, statement=None).omitted
    assert (PRODUCTS_OMITTED in subject.omitted) is (audience is not Audience.SELF)


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
