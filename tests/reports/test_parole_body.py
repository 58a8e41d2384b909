"""The pages after page one: stays and the law, how work ended, and what page one had no room for."""

from dataclasses import replace

from exports.page import Heading, Table
from exports.text import render_text
from registry.domain.dates import PartialDate, Recorded
from registry.domain.placement import Placement
from registry.domain.summary import TransferSummary
from registry.domain.wording import only_reported
from registry.reports.parole_body import placement_table
from registry.reports.source import Source
from tests.reports import samples
from tests.reports.extracted import report
from tests.reports.paroles import WORDY, cut_short


def test_a_stay_written_down_later_says_that_it_is_the_stay_and_its_law_outlasts_it() -> None:
    summary = samples.example("a")
    stay = next(one for one in summary.subject.placements if any(law.until is None for law in one.legal))
    stay = replace(stay, recorded=Recorded.LATER, until=PartialDate("2025-07-21"))
    text = render_text(report(replace(summary, subject=replace(summary.subject, placements=(stay,)))), 400)
    assert "this stay was written down later" in text
    assert "and still when they left" in text


def test_a_stay_that_others_told_of_without_an_end_is_not_said_to_go_on() -> None:
    source = Source.of_summary(samples.example("a"), check=None, needs=samples.needs())
    stay = next(one for one in source.subject.placements if any(law.until is None for law in one.legal))
    law = tuple(replace(one, until=None) for one in stay.legal[:1])
    stay = replace(stay, recorded=Recorded.AT_THE_TIME, until=None, legal=law)

    def told(one: Placement, **sent: str) -> tuple[str, str]:
        table = placement_table(replace(source, subject=replace(source.subject, placements=(one,)), sent=sent))
        assert table is not None
        ((_, when, held),) = table.rows
        return when.lines[0], held.lines[0].partition(", ")[2]

    since, law_since = stay.since.words, law[0].since.words
    assert told(stay) == (f"{since} to now", f"since {law_since}")
    open_ended = (f"from {since}; no end recorded", f"from {law_since}; no end recorded")
    assert told(stay, **{stay.id: "sent by Oak House"}) == open_ended
    assert told(replace(stay, recorded=Recorded.REPORTED)) == open_ended
    left = replace(stay, until=PartialDate("2099"), recorded=Recorded.REPORTED)
    assert told(left) == (f"{since} to 2099", f"from {law_since}, and still when they left")


def test_how_work_ended_by_which_rule_and_what_was_seen_since_stands_on_the_second_page() -> None:
    summary = samples.example("full")

    def told(of: TransferSummary) -> str:
        _, _, after = " ".join(render_text(report(of), 400).split()).partition(
            "How work ended, and how it has been since"
        )
        return after.partition("Needs, and who judged them")[0]

    text = told(summary)
    assert "Since then: nothing is recorded." in text
    assert "each of its goals answered by a named person and by them" in text
    # Of what was only reported nobody here can know that nothing was seen.
    heard = next(work for work in summary.subject.interventions if only_reported(work) and work.closure)
    told_of_it = text.partition(f"{heard.title}: ")[2].partition("•")[0]
    assert heard.closure is not None
    assert told_of_it.startswith(f"{heard.closure.outcome.words}, {heard.closure.on.words}, as reported; ")
    assert "Since then: not known: only reported." in told_of_it
    for work in summary.subject.interventions:
        if work.closure:
            assert f"{work.title}: {work.closure.outcome.words}, {work.closure.on.words}" in text
    work = next(one for one in summary.subject.interventions if one.closure and one.progress)
    assert work.closure is not None
    entry = replace(
        work.progress[-1], on=PartialDate("2026-11"), seen_outside="Kept his job", seen_outside_by="a nurse"
    )
    on_the_day = replace(entry, on=work.closure.on, seen_outside="Left a row")

    def seen(*entries: object) -> str:
        changed = replace(work, progress=entries)
        return told(replace(summary, subject=replace(summary.subject, interventions=(changed,))))

    assert "Since then: November 2026: Kept his job (a nurse)." in seen(on_the_day, entry)
    assert "Since then: nothing is recorded." in seen(on_the_day)
    running = replace(summary, subject=replace(summary.subject, interventions=()))
    assert told(running) == ""


def test_by_which_rule_it_was_completed_names_the_unit_whose_own_rule_it_is() -> None:
    summary = samples.example("b")
    (edition,) = summary.catalogue.editions
    (work,) = summary.subject.interventions

    def rule(**changes: object) -> str:
        known = replace(summary.catalogue, editions=(replace(edition, **changes),))
        return " ".join(render_text(report(replace(summary, catalogue=known)), 400).split())

    assert edition.local is not None
    assert edition.local.completion is not None
    assert f"; by {work.establishment.name}’s own definition; when it was given: " in rule()
    assert "; by the published definition; when it was given: " in rule(completion=edition.local.completion)
    assert "; no written definition is known; when it was given: " in rule(local=None)


def test_needs_of_which_nothing_was_said_take_no_column_for_it() -> None:
    summary = samples.example("full")
    (need,) = summary.subject.needs

    def headings(of: TransferSummary) -> list[str]:
        tables = (block for block in report(of).blocks if isinstance(block, Table))
        return next([one.heading for one in table.columns] for table in tables if table.columns[1].heading == "Judged")

    assert headings(summary) == ["Need", "Judged", "What was said"]
    bare = replace(need, choice=None, not_advised_because=None, note=None)
    assert headings(replace(summary, subject=replace(summary.subject, needs=(bare,)))) == ["Need", "Judged"]


def test_who_typed_what_page_one_holds_whole_stands_at_the_end_of_the_body() -> None:
    summary = samples.example("a")
    document = report(summary)
    heads = [block.text for block in document.blocks if isinstance(block, Heading)]
    assert "More of their own words" not in heads
    assert heads.index("About the words on page one") > heads.index("Limits in full")
    long = tuple(replace(entry, text=WORDY * 3) if entry.text else entry for entry in summary.subject.voice)
    heads = [
        block.text
        for block in report(replace(summary, subject=replace(summary.subject, voice=long))).blocks
        if isinstance(block, Heading)
    ]
    assert heads.index("More of their own words") < heads.index("Limits in full")
    told = " ".join(render_text(report(cut_short(summary)), 400).split())
    cut = told.partition("What page one had to cut")[2]
    assert f"Last: {WORDY.strip()}" in cut
    assert f"First: {WORDY.strip()}" not in cut
