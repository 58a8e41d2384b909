"""Dose counts what was received; standing says where to go on. Neither says more than is known."""

from dataclasses import replace
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry.domain.attendance_words import attendance_words
from registry.domain.catalogue import CourseForm
from registry.domain.dose import dose, sessions_by_kind, standing
from registry.domain.edition import DeliveryShape, Module, Range
from registry.domain.participant import Known
from registry.domain.reasons import AbsenceReason, Cause
from registry.domain.received import CAME
from registry.domain.session import Attended, ModuleMark, ModuleStanding, SessionKind, SessionRecord
from tests.domain.build import edition, intervention, on, session, shape, urn


@st.composite
def _sessions(draw: st.DrawFn) -> tuple[SessionRecord, ...]:
    found = []
    for name in range(draw(st.integers(0, 20))):
        attended = draw(st.sampled_from(Attended))
        came = attended in (Attended.FULL, Attended.PART)
        found.append(
            session(
                name,
                attended,
                kind=draw(st.sampled_from(SessionKind)),
                module=draw(st.sampled_from((None, "one", "two", "elsewhere"))),
                number=draw(st.none() | st.integers(1, 20)),
                minutes=draw(st.none() | st.integers(0, 120)) if came else None,
                absence=draw(st.sampled_from(AbsenceReason)) if attended is Attended.NO else None,
            )
        )
    return tuple(found)


PLANNED = st.none() | st.integers(0, 30)


@given(_sessions(), PLANNED)
def test_received_is_full_and_part_and_never_more_than_offered(
    sessions: tuple[SessionRecord, ...], planned: int | None
) -> None:
    counted = dose(intervention(sessions=sessions), edition(shape=shape(planned)))
    assert counted.received == sum(each.attended in (Attended.FULL, Attended.PART) for each in sessions)
    assert counted.received <= counted.offered == len(sessions)
    assert counted.caught_up == 0


@given(_sessions(), _sessions(), PLANNED)
def test_a_catch_up_is_received_and_offers_nothing_more(
    sessions: tuple[SessionRecord, ...], again: tuple[SessionRecord, ...], planned: int | None
) -> None:
    made_up = tuple(replace(one, id=urn(f"catch-up {place}"), catch_up=True) for place, one in enumerate(again))
    whole = edition(shape=shape(planned))
    before = dose(intervention(sessions=sessions), whole)
    after = dose(intervention(sessions=sessions + made_up), whole)
    assert before.received <= after.received <= before.received + sum(one.attended in CAME for one in made_up)
    assert after.received <= after.offered
    if after.received <= len(sessions) and sessions:
        assert after.offered == len(sessions)
    assert after.received == before.received + after.caught_up
    assert (
        after.full + after.part
        == after.received
        == sum(sessions_by_kind(intervention(sessions=sessions + made_up)).values())
    )
    assert (before.percent or 0) <= (after.percent or 0) <= 100
    assert after.unmarked - before.unmarked == sum(one.attended is Attended.UNMARKED for one in made_up)


@given(_sessions(), st.randoms())
def test_the_order_in_which_sessions_were_written_down_changes_no_count(
    sessions: tuple[SessionRecord, ...], chance: Random
) -> None:
    made_up = tuple(replace(one, catch_up=place % 3 == 0) for place, one in enumerate(sessions))
    shuffled = list(made_up)
    chance.shuffle(shuffled)
    assert dose(intervention(sessions=made_up), edition()) == dose(intervention(sessions=tuple(shuffled)), edition())


def test_a_missed_session_that_was_caught_up_was_offered_once() -> None:
    came = tuple(session(number, number=number, module="one") for number in range(1, 6))
    missed = session(6, Attended.NO, number=6, module="one")
    made_up = session("again", number=6, module="one", catch_up=True, kind=SessionKind.INDIVIDUAL)
    counted = dose(intervention(sessions=(*came, missed, made_up)), edition(shape=shape(12)))
    assert (counted.received, counted.offered, counted.absent, counted.caught_up) == (6, 6, 1, 1)
    assert counted.words == "6 received of 6 offered of 12 planned"


def test_the_rest_of_a_session_caught_up_makes_it_whole_and_no_second_one() -> None:
    part = session(1, Attended.PART, number=1, module="one", minutes=40)
    rest = session("rest", number=1, module="one", minutes=50, catch_up=True)
    counted = dose(intervention(sessions=(rest, part)), edition(shape=shape(10)))
    assert (counted.received, counted.full, counted.part, counted.offered) == (1, 1, 0, 1)
    assert (counted.minutes, counted.percent) == (90, 10)
    assert (
        standing(intervention(sessions=(rest, part)), edition(modules=(Module(id="one", title="One"),)))
        .places[0]
        .received
        == 1
    )


def test_a_catch_up_of_what_nobody_wrote_down_was_offered_all_the_same() -> None:
    missed = session("missed again", Attended.NO, catch_up=True)
    assert dose(intervention(sessions=(missed,)), edition()).offered == 1
    made_up = tuple(session(number, catch_up=True) for number in range(3))
    assert dose(intervention(sessions=made_up), edition()).offered == 3


@given(_sessions(), st.integers(0, 10))
def test_unmarked_sessions_count_neither_as_received_nor_as_absence(
    sessions: tuple[SessionRecord, ...], more: int
) -> None:
    before = dose(intervention(sessions=sessions), edition())
    gaps = tuple(session(f"gap {number}", Attended.UNMARKED) for number in range(more))
    after = dose(intervention(sessions=sessions + gaps), edition())
    assert after.received == before.received
    assert after.absent == before.absent
    assert after.absent_by_cause == before.absent_by_cause
    assert after.percent == before.percent
    assert after.unmarked == before.unmarked + more


@given(_sessions())
def test_every_absence_has_one_cause(sessions: tuple[SessionRecord, ...]) -> None:
    counted = dose(intervention(sessions=sessions), edition())
    assert sum(many for _, many in counted.absent_by_cause) == counted.absent
    assert len({cause for cause, _ in counted.absent_by_cause}) == len(counted.absent_by_cause)


@given(_sessions(), PLANNED)
def test_a_percentage_is_over_what_was_planned(sessions: tuple[SessionRecord, ...], planned: int | None) -> None:
    counted = dose(intervention(sessions=sessions), edition(shape=shape(planned)))
    if not planned:
        assert counted.percent is None
        assert counted.met is None
    else:
        assert counted.percent == min(100, counted.received * 100 // planned)
        assert counted.met is (counted.received >= planned)
        assert (counted.percent == 100) is counted.met


def test_half_way_through_is_not_all_of_it() -> None:
    came = tuple(session(number) for number in range(5))
    assert dose(intervention(sessions=came), edition(shape=shape(10))).percent == 50


@given(_sessions(), st.sampled_from([form for form in CourseForm if form is not CourseForm.PROGRAMME]), PLANNED)
def test_goals_open_ended_and_residential_work_never_have_a_percentage(
    sessions: tuple[SessionRecord, ...], form: CourseForm, planned: int | None
) -> None:
    record = intervention(sessions=sessions, planned_sessions=planned or None)
    counted = dose(record, edition(form=form, shape=shape(planned)))
    assert (counted.applies, counted.percent, counted.met, counted.expected) == (False, None, None, None)
    assert "planned" not in counted.words
    assert "not known" not in counted.words


@given(_sessions())
def test_work_not_matched_to_an_edition_has_no_percentage(sessions: tuple[SessionRecord, ...]) -> None:
    counted = dose(intervention(sessions=sessions, planned_sessions=10), None)
    assert (counted.percent, counted.met) == (None, None)


@given(st.lists(st.none() | st.integers(0, 120), max_size=6))
def test_minutes_are_the_whole_or_not_said(lengths: list[int | None]) -> None:
    came = tuple(session(number, minutes=minutes) for number, minutes in enumerate(lengths))
    missed = (session("missed", Attended.NO), session("gap", Attended.UNMARKED))
    counted = dose(intervention(sessions=came + missed), edition())
    known = [minutes for minutes in lengths if minutes is not None]
    assert counted.minutes == (sum(known) if known and len(known) == len(lengths) else None)


def test_sessions_are_never_converted_into_one_another() -> None:
    mixed = DeliveryShape(
        id="mixed", title="Mixed", group=Range(least=68, most=68), individual=Range(least=11, most=11)
    )
    record = intervention(sessions=(session(1), session(2, kind=SessionKind.INDIVIDUAL), session(3, Attended.NO)))
    assert dose(record, edition(shape=mixed)).expected == Range(least=79, most=79)
    assert sessions_by_kind(record) == {SessionKind.GROUP: 1, SessionKind.INDIVIDUAL: 1}


def test_what_the_shape_does_not_say_may_be_planned_for_one_person() -> None:
    record = intervention(planned_sessions=20)
    assert dose(record, edition(shape=None)).expected == Range(least=20, most=20)
    beside = dose(record, edition(shape=shape(10)))
    assert (beside.expected, beside.by_edition) == (Range(least=20, most=20), Range(least=10, most=10))


def test_what_was_planned_for_this_person_is_the_plan_and_the_edition_still_asks_for_its_own() -> None:
    came = tuple(session(number) for number in range(4))
    counted = dose(intervention(sessions=came, planned_sessions=8), edition(shape=shape(27)))
    assert counted.words == "4 received of 4 offered of 8 planned here; the edition has 27"
    assert (counted.percent, counted.percent_asked, counted.met) == (50, 14, False)
    more = dose(intervention(sessions=came, planned_sessions=8), edition(shape=shape(4)))
    assert (more.percent, more.percent_asked, more.met) == (50, 100, True)
    record = intervention(sessions=came, planned_sessions=8)
    said = attendance_words(record, edition(shape=shape(27)), share=True)[0]
    assert said == "4 attended of 4 offered, of 8 planned here (50%); the edition has 27."
    assert dose(record, edition(shape=shape(8))).words.endswith("of 8 planned")
    nothing = intervention(planned_sessions=8)
    assert "8 planned here; the edition has 27" in attendance_words(nothing, edition(shape=shape(27)))[0]


def test_words() -> None:
    record = intervention(sessions=(session(1), session(2, Attended.PART), session(3, Attended.NO)))
    assert dose(record, edition(shape=shape(10, 12))).words == ("2 received of 3 offered of 10 to 12 planned")
    assert dose(record, edition(shape=shape(10))).words == "2 received of 3 offered of 10 planned"
    assert dose(record, edition(shape=None)).words == "2 received of 3 offered; expected amount not known"
    assert dose(record, edition(form=CourseForm.GOALS)).words == "2 received of 3 offered"


def test_the_share_is_over_what_was_planned_and_said_only_to_those_who_ask() -> None:
    record = intervention(sessions=(session(1), session(2, Attended.PART), session(3, Attended.NO)))
    exact, ranged, unknown = edition(shape=shape(10)), edition(shape=shape(10, 12)), edition(shape=None)
    assert attendance_words(record, exact, share=True)[0] == "2 (1 in part) attended of 3 offered, of 10 planned (20%)."
    assert "of 10 to 12 planned (20% of the least planned)." in attendance_words(record, ranged, share=True)[0]
    assert "expected amount not known" in attendance_words(record, unknown, share=True)[0]
    for each in (exact, ranged, unknown, edition(form=CourseForm.GOALS)):
        assert "%" not in " ".join(attendance_words(record, each))
        assert "%" not in dose(record, each).words


def test_causes() -> None:
    record = intervention(
        sessions=(
            session(1, Attended.NO, absence=AbsenceReason.NO_STAFF),
            session(2, Attended.NO, absence=AbsenceReason.NO_ESCORT),
            session(3, Attended.NO, absence=AbsenceReason.UNWELL),
            session(4, Attended.PART, absence=AbsenceReason.NO_STAFF),
        )
    )
    assert dict(dose(record, edition()).absent_by_cause) == {Cause.SERVICE: 2, Cause.CLINICAL: 1}


# Standing


def mark(module: str, what: ModuleStanding, when: str = "2025-06-01") -> ModuleMark:
    return ModuleMark(module=module, standing=what, on=on(when), by="Dr Ewa Nkosi", reason="Judged.")


@given(_sessions())
def test_sessions_alone_never_make_a_module_done(sessions: tuple[SessionRecord, ...]) -> None:
    found = standing(intervention(sessions=sessions), edition())
    unknown = any(each.module is None and each.attended in (Attended.FULL, Attended.PART) for each in sessions)
    assert (found.unplaced > 0) is unknown
    untouched = None if unknown else ModuleStanding.NOT_STARTED
    for place in found.places:
        assert place.standing in (ModuleStanding.PART, untouched)
        came = [
            each
            for each in sessions
            if each.module == place.module.id and each.attended in (Attended.FULL, Attended.PART)
        ]
        assert (place.standing is ModuleStanding.PART) is bool(came)
        assert place.received == len(came)
    assert found.required_done is False
    assert (found.resume is None) is (found.places[0].standing is None)


@given(_sessions(), st.sampled_from(ModuleStanding))
def test_a_persons_judgement_stands_over_the_count(sessions: tuple[SessionRecord, ...], what: ModuleStanding) -> None:
    found = standing(intervention(sessions=sessions, marks=(mark("one", what),)), edition())
    assert found.places[0].standing is what
    if what in (ModuleStanding.DONE, ModuleStanding.WAIVED):
        assert found.places[0].sessions_left == 0


def test_the_latest_judgement_stands_in_whatever_order_they_were_written_down() -> None:
    done, reopened = mark("one", ModuleStanding.DONE, "2025-03"), mark("one", ModuleStanding.PART, "2025-09")
    for marks in ((done, reopened), (reopened, done)):
        assert standing(intervention(marks=marks), edition()).places[0].standing is ModuleStanding.PART


def test_a_module_not_known_to_be_optional_must_be_done() -> None:
    modules = tuple(Module(id=known.value, title=known.value, required=known) for known in Known)
    known = edition(modules=modules)
    for done, expected in ((("yes",), False), (("yes", "unknown"), True), (("yes", "no"), False)):
        marks = tuple(mark(module, ModuleStanding.DONE) for module in done)
        assert standing(intervention(marks=marks), known).required_done is expected


def test_without_known_modules_nothing_is_said() -> None:
    for known in (None, edition(modules=())):
        found = standing(intervention(sessions=(session(1, module="one"),)), known)
        assert (found.places, found.required_done, found.resume) == ((), None, None)


def test_work_is_resumed_after_the_last_session_received() -> None:
    def next_session(*numbers: int | None) -> tuple[str, int | None]:
        came = tuple(session(place, module="one", number=number) for place, number in enumerate(numbers))
        point = standing(intervention(sessions=came), edition()).resume
        assert point is not None
        return point.module.id, point.session

    assert next_session() == ("one", 1)
    assert next_session(1) == ("one", 2)
    assert next_session(None, None) == ("one", 3)
    assert next_session(1, 1) == ("one", 2), "a repeated session moves nobody on"
    assert next_session(2) == ("one", 3), "a missed session is caught up, not repeated by everyone"


def test_no_session_is_named_that_the_plan_does_not_have() -> None:
    came = tuple(session(number, module="one", number=number) for number in (1, 2, 3))
    point = standing(intervention(sessions=came), edition()).resume
    assert point is not None
    assert (point.module.id, point.session) == ("one", None)
    unplanned = edition(modules=(Module(id="one", title="One"),))
    point = standing(intervention(sessions=came), unplanned).resume
    assert point is not None
    assert point.session is None


def test_the_next_module_follows_one_that_is_done_or_waived() -> None:
    record = intervention(sessions=(session(1, module="two"),), marks=(mark("one", ModuleStanding.WAIVED),))
    found = standing(record, edition())
    assert found.resume is not None
    assert (found.resume.module.id, found.resume.session) == ("two", 2)
    assert found.places[1].sessions_left == 3
    finished = intervention(marks=(mark("one", ModuleStanding.DONE), mark("two", ModuleStanding.DONE)))
    assert standing(finished, edition()).resume is None
    assert standing(finished, edition()).required_done is True


@pytest.mark.parametrize("attended", [Attended.NO, Attended.UNMARKED])
def test_a_session_nobody_came_to_starts_no_module(attended: Attended) -> None:
    record = intervention(sessions=(session(1, attended, module="one"),))
    assert standing(record, edition()).places[0].standing is ModuleStanding.NOT_STARTED


PLACED = session(1, module="one", number=None)
OF_NO_MODULE = session(2, module=None)


def test_a_module_is_not_said_to_be_untouched_while_the_module_of_a_session_is_not_recorded() -> None:
    found = standing(intervention(sessions=(PLACED, OF_NO_MODULE)), edition())
    assert [place.standing for place in found.places][:2] == [ModuleStanding.PART, None]
    assert found.places[1].words == "not recorded"
    assert found.unplaced_words == "which modules were covered is not recorded for 1 session"
    # One more of them may have been in the module that was begun: no number is named, unless each is numbered.
    assert found.resume is not None
    assert found.resume.session is None
    numbered = standing(intervention(sessions=(replace(PLACED, number=1), OF_NO_MODULE)), edition())
    assert numbered.words == "Goes on at One, session 2."
    bare = standing(intervention(sessions=(OF_NO_MODULE,)), edition())
    assert bare.resume is None
    assert not bare.is_over
    assert bare.words == "Which modules were covered is not recorded for 1 session: ask where to go on."
    whole = standing(intervention(sessions=(PLACED,)), edition())
    assert whole.unplaced_words == ""
    assert whole.places[1].standing is ModuleStanding.NOT_STARTED
    done = tuple(mark(place.module.id, ModuleStanding.DONE) for place in bare.places)
    judged = standing(intervention(sessions=(OF_NO_MODULE,), marks=done), edition())
    assert judged.is_over
    assert judged.words == "Every module is done or waived."
    assert standing(intervention(sessions=(OF_NO_MODULE,)), None).words == ""


@pytest.mark.parametrize(
    ("group", "individual", "kind", "unplaced"),
    [
        (9, 4, SessionKind.INDIVIDUAL, 0),
        (9, 4, SessionKind.GROUP, 1),
        (9, None, SessionKind.INDIVIDUAL, 1),
        (None, 4, SessionKind.INDIVIDUAL, 1),
        (2, 4, SessionKind.INDIVIDUAL, 1),
    ],
)
def test_individual_sessions_beside_modules_that_lay_out_the_groups_are_of_no_module(
    group: int | None, individual: int | None, kind: SessionKind, unplaced: int
) -> None:
    def amount(least: int | None) -> Range | None:
        return Range(least=least, most=least) if least else None

    laid_out = edition(
        shape=DeliveryShape(id="both", title="Both", group=amount(group), individual=amount(individual)),
        modules=tuple(
            Module(id=one, title=one.capitalize(), sessions=Range(least=3, most=3)) for one in ("one", "two", "three")
        ),
    )
    assert standing(intervention(sessions=(replace(OF_NO_MODULE, kind=kind),)), laid_out).unplaced == unplaced
