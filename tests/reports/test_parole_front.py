"""Page one of a report for a board: its order, its length, and what it says in fewer words where room is short."""

from dataclasses import replace

import pytest

from exports.page import Facts, Heading
from exports.text import render_text
from registry.domain.checkwords import printed_digest
from registry.domain.dates import PartialDate
from registry.domain.people import EstablishmentRef, Tier
from registry.domain.plan import Answer, Choice, LineKind
from registry.domain.summary import Statement, TransferSummary
from registry.domain.voice import Audience, NotShown, VoiceKind
from registry.reports.parole_front import (
    ALL_IN_PRISON,
    HEADINGS,
    IN_SHORT,
    MOST_WORDS,
    NO_COMPARISON,
    count_words,
)
from registry.reports.parole_room import ROOMS, Step
from registry.reports.plan_words import not_advised
from tests.reports import samples
from tests.reports.extracted import pages, report
from tests.reports.paroles import EXAMPLES, WORDY, first_annex, front, line_of, what_remains, with_lines


@pytest.mark.parametrize("which", EXAMPLES)
def test_page_one_keeps_its_order_its_length_and_its_page(which: str) -> None:
    document = report(samples.example(which))
    first = front(document)
    assert tuple(block.text for block in first if isinstance(block, Heading) and block.level == 2) == HEADINGS
    assert isinstance(first[1], Facts)
    assert count_words(first) <= MOST_WORDS
    text = pages(document)
    assert printed_digest(samples.DIGEST) in " ".join(text[0].split())
    assert first_annex(document) not in " ".join(text[0].split())
    assert HEADINGS[0] in text[0]
    assert HEADINGS[0] not in text[1]


def test_what_is_not_available_says_who_could_who_is_asked_and_by_when() -> None:
    summary = samples.example("full")
    terms = {"kind": LineKind.NOT_AVAILABLE, "decision": None, "resume": None, "due": PartialDate("2026-12-12")}
    line = replace(line_of(summary, LineKind.RESUME), **terms, who_is_asked="the service lead of Alder Clinic")
    told = what_remains(with_lines(summary, replace(line, who_could=("Oak House", "Elm House"))))
    assert told.startswith(f"Not available at Alder Clinic: {line.title}")
    assert "; Oak House and Elm House could; the service lead of Alder Clinic is to answer by 12 December 2026." in told
    told = what_remains(with_lines(summary, replace(line, who_could=("no unit is noted yet that delivers it",))))
    assert "; no unit is noted that could; the service lead of Alder Clinic is to answer" in told
    assert "nobody is asked yet, due by 12 December 2026." in what_remains(
        with_lines(summary, replace(line, who_is_asked=None))
    )


@pytest.mark.parametrize(
    ("recommended", "told"),
    [
        (None, "Would be repetition: "),
        ("Do not repeat the skills group", "Recommended by those who gave it: Do not repeat the skills group."),
        ("Do not repeat it. " * 30, "What staff recommended: in the annexes, under “Not covered, and left”."),
    ],
)
@pytest.mark.parametrize("planned", [True, False])
def test_page_one_never_denies_what_staff_recommended(recommended: str | None, told: str, planned: bool) -> None:
    summary = samples.example("full")
    if planned:
        summary = with_lines(summary, line_of(summary, LineKind.RESUME))
    works = tuple(replace(work, recommended=None) for work in summary.subject.interventions)
    works = (replace(works[0], recommended=recommended), *works[1:])
    plan = summary.subject.plan if planned else None
    document = report(replace(summary, subject=replace(summary.subject, interventions=works, plan=plan)))
    assert told in " ".join(pages(document)[0].split())
    if recommended:
        assert "was not judged" not in pages(document)[0]
        assert "Not covered, and left" in " ".join(" ".join(pages(document)[1:]).split())


def test_questions_to_the_same_people_are_told_once() -> None:
    summary = samples.example("full")
    line = line_of(summary, LineKind.ASK_FIRST)
    told = what_remains(with_lines(summary, line, replace(line, key="other", title="Enhanced Thinking Skills")))
    assert told.count("no repeat meanwhile") == 1
    assert f"Ask first: {line.title} and Enhanced Thinking Skills; {samples.ANWEN.name} is to ask HMP " in told
    owed = "; nobody has taken it up yet; no repeat meanwhile."
    assert f" is to ask HMP Stonebridge and Luke, with answers by 15 January 2027{owed}" in told


def test_who_owns_a_question_is_told_with_who_has_answered_and_that_it_was_taken_up() -> None:
    summary = samples.example("full")
    line = line_of(summary, LineKind.ASK_FIRST)
    assert line.question is not None
    one, other = (
        Answer(of=who, words="No.", on=PartialDate("2026-11-01"), recorded_by=samples.ANWEN)
        for who in ("the participant", "HMP Stonebridge")
    )
    told = what_remains(with_lines(summary, replace(line, answers=(one,))))
    assert f"; {samples.ANWEN.name} is to ask HMP Stonebridge, with answers by" in told
    assert "; answered by Luke; nobody has taken it up yet; no repeat meanwhile." in told
    told = what_remains(with_lines(summary, replace(line, answers=(other, one))))
    assert f"; {samples.ANWEN.name} decides; answered by HMP Stonebridge and Luke; no repeat meanwhile." in told
    decided = replace(line_of(summary, LineKind.CREDIT).decision, ask=line.question, choice=Choice.ACCEPT)
    taken_up = with_lines(summary, replace(line, decision=decided))
    assert "with answers by 15 January 2027; no repeat meanwhile." in what_remains(taken_up)
    # The table on the next page says it of each line, whatever page one had to cut.
    after = " ".join(render_text(report(with_lines(summary, line)), 400).split()).partition("The plan, line by line")[2]
    assert f"{samples.ANWEN.name} is to ask HMP Stonebridge and Luke" in after


def test_work_given_in_prison_is_not_said_to_stand_beside_it() -> None:
    summary = samples.example("a")
    prison = EstablishmentRef(id=samples.uid(), name="HMP Stonebridge", tier=Tier.PRISON)
    works = tuple(replace(work, establishment=prison) for work in summary.subject.interventions)
    assert ALL_IN_PRISON not in " ".join(pages(report(summary))[0].split())
    there = replace(summary, subject=replace(summary.subject, interventions=works))
    assert f"{ALL_IN_PRISON} {NO_COMPARISON}" in " ".join(pages(report(there))[0].split())


def test_a_panel_reads_only_words_released_to_it() -> None:
    for which in ("a", "full"):
        assert "for my team only" not in " ".join(" ".join(pages(report(samples.example(which)))).split())


def test_who_decided_not_to_show_it_stands_on_page_one() -> None:
    summary = samples.example("a")
    hidden = NotShown(by="Dr Jadwiga Wójcik", reason="In hospital for an operation until Monday.")
    summary = replace(summary, attestation=replace(summary.attestation, shown=None, not_shown=hidden))
    first = " ".join(pages(report(summary))[0].split())
    assert "Not shown to Siân, by decision of Dr Jadwiga Wójcik: In hospital for an operation until Monday." in first


def test_long_words_of_people_are_cut_on_page_one_and_whole_behind_it() -> None:
    summary = samples.example("full")
    long = " ".join(f"word{number}" for number in range(200)) + " end-of-it."
    told = Statement(in_short=(long, long, long), knowledge_of_case=long, read_with_care=(long,) * 4)
    summary = replace(summary, subject=replace(summary.subject, statement=told))
    document = report(summary)
    assert count_words(front(document)) <= MOST_WORDS
    text = pages(document)
    assert "Document digest" in text[0]
    assert "The author’s summary is on the pages after this one." in " ".join(text[0].split())
    assert "end-of-it" not in text[0]
    assert "end-of-it" in " ".join(text[1:])


def test_many_pieces_of_work_still_take_one_page_and_all_are_named() -> None:
    summary = samples.example("full")
    more = tuple(samples.kaizen(samples.ZOLC_ID)[0] for _ in range(9))
    named = tuple(replace(work, title=f"Course {number}") for number, work in enumerate(more))
    subject = replace(summary.subject, interventions=(*summary.subject.interventions, *named))
    document = report(replace(summary, subject=subject))
    text = pages(document)
    assert "Document digest" in text[0]
    assert "further" in text[0]
    assert count_words(front(document)) <= MOST_WORDS


def test_where_the_author_is_cut_the_first_sentence_stands_whole_before_the_next_begins() -> None:
    summary = samples.example("full")
    told = "He finished the course and has used what he learnt on the ward since the spring."
    statement = Statement(in_short=(told, WORDY, WORDY), knowledge_of_case=WORDY, read_with_care=(WORDY,))
    first = front(report(replace(summary, subject=replace(summary.subject, statement=statement))))
    place = next(number for number, block in enumerate(first) if isinstance(block, Heading) and block.text == IN_SHORT)
    said = first[place + 1].text
    assert said.startswith(told)
    assert said.count("…") == 1


def test_the_smallest_loss_comes_first() -> None:
    steps = [room.step for room in ROOMS]
    assert steps == sorted(steps)
    assert set(steps) == {0, *Step}
    # No sentence of the author is shorter in a roomier form, and rows are given up last.
    assert [room.rows for room in ROOMS] == sorted((room.rows for room in ROOMS), reverse=True)
    assert all(room.step is max(Step) for room in ROOMS if room.rows < ROOMS[0].rows)


def page_one(summary: TransferSummary, **changes: object) -> str:
    """The words of page one with other words of the author or of the participant."""
    document = report(replace(summary, subject=replace(summary.subject, **changes)))
    return " ".join(pages(document)[0].split())


def test_page_one_prints_what_somebody_wrote_whole_or_says_where_it_stands() -> None:
    summary = samples.example("full")
    entry = next(one for one in summary.subject.voice if one.kind is VoiceKind.DISPUTES or one.text)
    panel = replace(entry, audiences=(Audience.SELF, Audience.PANEL), text=WORDY.strip())
    told = Statement(in_short=(WORDY,), knowledge_of_case=WORDY, read_with_care=(WORDY, "One room."))
    for kind, points_to in (
        (VoiceKind.DISPUTES, "disputes part of this: on the pages after this one."),
        (VoiceKind.HOPE, "on the pages after this one."),
    ):
        text = page_one(summary, statement=told, voice=(replace(panel, kind=kind),))
        assert points_to in text
        assert "He thought about it" not in text
        assert "The author’s summary is on the pages after this one." in text
        assert "Knowledge of the case: on the pages after this one." in text
        assert "1 point on the pages after this one." in text
        assert "One room." in text
    whole = page_one(summary, voice=(replace(panel, kind=VoiceKind.DISPUTES, text="I was moved out of it."),))
    assert "“I was moved out of it.”" in whole
    # Nothing of theirs is missing where a dispute of theirs stands.
    assert "No account of their own" not in whole
    assert "No account of their own" in page_one(summary, voice=())


def test_why_nobody_showed_it_is_never_cut() -> None:
    summary = samples.example("a")
    decided = replace(summary.attestation, shown=None, not_shown=NotShown(by="Dr Ewa Nkosi", reason=WORDY.strip()))
    assert WORDY.strip() in " ".join(pages(report(replace(summary, attestation=decided)))[0].split())


def test_modules_judged_done_of_work_that_is_not_over_would_be_repetition() -> None:
    summary = samples.example("full")
    assert "Getting going, Managing myself (Kaizen)" in page_one(summary)
    assert "Getting going, Managing myself (Kaizen)" in page_one(summary, plan=None)
    unmarked = tuple(replace(work, marks=()) for work in summary.subject.interventions)
    assert "(Kaizen)" not in page_one(summary, interventions=unmarked)


def test_what_a_board_asks_of_first_is_the_last_to_be_cut_from_what_remains() -> None:
    summary = samples.example("full")
    line = replace(line_of(summary, LineKind.RESUME), need="alcohol", also_for=())
    late = replace(line, key="late", need="sexual-offending", kind=LineKind.START, title="Becoming New Me", resume=None)
    told = what_remains(with_lines(summary, line, late))
    assert told.startswith("Start: Becoming New Me")
    assert told.index("Resume: ") > 0


def test_what_is_asked_about_is_named_as_not_to_be_repeated_meanwhile() -> None:
    summary = samples.example("full")
    asked = line_of(summary, LineKind.ASK_FIRST)
    works = tuple(replace(work, recommended=None, marks=()) for work in summary.subject.interventions)
    told = page_one(with_lines(summary, asked), interventions=works)
    assert f"Not to be repeated meanwhile: {asked.title} (asked about)." in told
    assert "What would be repetition is not told here" not in told
    waited = replace(asked, work=())
    assert "Not to be repeated" not in page_one(with_lines(summary, waited), interventions=works)


def test_a_need_is_not_advised_where_the_plan_says_so_and_nothing_of_it_remains() -> None:
    summary = samples.example("full")
    line = replace(line_of(summary, LineKind.RESUME), need="firesetting", also_for=("anger",))
    against = replace(line, kind=LineKind.NOT_ADVISED, key="against", decision=None)
    plan = with_lines(summary, against).subject.plan
    assert not_advised(plan, "firesetting")
    assert not_advised(plan, "anger")
    assert not not_advised(plan, "alcohol")
    assert not not_advised(with_lines(summary, against, line).subject.plan, "firesetting")
    assert not not_advised(None, "firesetting")
