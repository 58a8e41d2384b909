"""Pages of work that nobody began say so, and nothing that presumes it; of several needs in a course each stands."""

import re
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from exports.page import Block, Document, Table
from exports.text import render_text
from registry.domain.addressing import Purpose
from registry.domain.closure import Outcome
from registry.domain.dates import Recorded
from registry.domain.edition import Term
from registry.domain.intervention import Intervention, State
from registry.domain.participant import TherapyEnding
from registry.domain.reasons import StopReason
from registry.domain.summary import TransferSummary
from registry.domain.when_written import written_words
from registry.domain.wording import short_period, withdrawn_words, year_period
from registry.reports.annex import work_blocks
from registry.reports.clinical import clinical_report
from registry.reports.parole_body import body_blocks
from registry.reports.source import Source
from tests.domain.build import closure
from tests.reports import samples

BARE = {
    "started": None,
    "state_at_the_time": None,
    "sessions": (),
    "marks": (),
    "goals": (),
    "progress": (),
    "products": (),
    "skills": (),
}
WAITS = BARE | {
    "referred": samples.on("2026-01-05"),
    "state": State.WAITING,
    "closure": None,
    "moves": (),
    "recorded": Recorded.AT_THE_TIME,
}
MOVED = closure(
    outcome=Outcome.NOT_COMPLETED, reason=StopReason.TRANSFERRED, judged_by=None, ended=TherapyEnding.NOT_KNOWN
)
ENDED = WAITS | {"state": State.CLOSED, "closure": MOVED}
# What can be said only of something that took place.
_TOOK_PLACE = re.compile(
    r"seen outside|was delivered|parts (?:given|missing)|\breceived|\blived|written down|when given|goes on|took up"
    r"|how the therapy ended|did it help|state at the time|table of attendance|who gave it"
    r"|as not covered|since then",
    re.IGNORECASE,
)


def summary(which: str, **changes: object) -> TransferSummary:
    told = samples.example(which)
    first, *rest = told.subject.interventions
    works = (replace(first, **changes), *rest)
    return replace(told, subject=replace(told.subject, interventions=works))


def of(told: TransferSummary) -> Source:
    return Source.of_summary(told, check=None, needs=samples.needs())


def printed(*blocks: Block) -> str:
    plain = Document(title="t", author="a", subject="s", created=datetime(2026, 11, 2, tzinfo=UTC), blocks=blocks)
    return words(plain)


def words(document: Document) -> str:
    """The words of a document in a line, without what is drawn under headings."""
    return " ".join(re.sub(r"[-─═=]{3,}", " ", render_text(document)).split())


@pytest.mark.parametrize("changes", [WAITS, ENDED], ids=["waits", "ended"])
@pytest.mark.parametrize("which", ["a", "b", "c", "d"])
def test_an_annex_of_work_that_nobody_began_presumes_nothing_of_it(which: str, changes: dict[str, object]) -> None:
    source = of(summary(which, **changes))
    told = printed(*work_blocks(source, source.works[0]))
    assert _TOOK_PLACE.findall(told) == []
    assert "Progress, need by need Not started." in told
    assert "Treatment Not started" in told
    assert (short_period(source.works[0]), year_period(source.works[0])) == ("not started", "not started")


def test_what_somebody_wrote_of_the_end_of_such_work_stands() -> None:
    end = replace(MOVED, ended=TherapyEnding.NO_GOODBYE, left_to_do="All of it.")
    source = of(summary("b", **ENDED | {"closure": end}))
    told = printed(*work_blocks(source, source.works[0]))
    assert "Ended without a goodbye" in told
    assert "All of it." in told


def test_what_ended_before_it_began_has_no_accreditation_when_given_and_no_time_since() -> None:
    source = of(summary("b", **ENDED))
    told = printed(*body_blocks(source, ()))
    assert "it never started." in told
    assert "when it was given" not in told
    assert "Since then" not in told
    assert "Since then" in printed(*body_blocks(of(samples.example("b")), ()))


def test_when_it_was_written_down_is_asked_only_of_what_was_done() -> None:
    first = samples.example("b").subject.interventions[0]
    assert written_words(replace(first, sessions=())) == "when it was written down is not known"
    assert written_words(replace(first, **WAITS)) == ""


def test_a_withdrawal_is_told_of_work_that_nobody_began_without_saying_that_they_took_it_up() -> None:
    source = of(samples.example("d"))
    (work,) = source.works
    told = withdrawn_words(replace(work, **WAITS), source.edition(work), source.today)
    assert told is not None
    assert told.startswith("They had not begun it; ")


def two_needs(**changes: object) -> tuple[Source, Intervention]:
    first = samples.example("c").subject.interventions[0]
    assert first.progress
    entry = first.progress[0]
    source = of(summary("c", needs=(entry.need, "thinking-skills"), progress=(entry,), **changes))
    return source, source.works[0]


def test_each_need_of_a_course_stands_where_only_one_has_progress() -> None:
    source, work = two_needs()
    (table,) = (
        block
        for block in work_blocks(source, work)
        if isinstance(block, Table) and block.columns[-1].heading == "Not yet shown or tested"
    )
    assert [row[0].lines[0] for row in table.rows] == [source.need(need) for need in work.needs]
    assert [cell.lines for cell in table.rows[1][1:]] == [
        ("Nothing recorded.",),
        ("Nothing recorded.",),
        ("Nothing recorded for this need.",),
        ("Nothing recorded.",),
    ]


def test_a_clinical_report_passes_no_need_over() -> None:
    source, work = two_needs()
    told = words(clinical_report(source, mark=""))
    assert f"{work.title}: nothing recorded for thinking and problem solving." in told


def test_a_clinical_report_of_nothing_but_waiting_says_not_started() -> None:
    told = summary("b", **WAITS | {"adjustments": ("shorter sessions",)})
    pages = words(clinical_report(of(replace(told, purpose=Purpose.TRANSFER)), mark=""))
    assert "Progress, need by need Not started." in pages
    assert "What is to be adjusted" in pages


def test_words_they_know_are_told_under_the_name_of_their_course_with_its_programme() -> None:
    told = summary("b", title="Tuesday group")
    (edition,) = told.catalogue.editions
    spoken = replace(edition, glossary=(Term(theirs="toolbox", common="skills"),))
    told = replace(told, catalogue=replace(told.catalogue, editions=(spoken,)))
    assert f"Tuesday group ({edition.title}): toolbox = skills" in words(clinical_report(of(told), mark=""))
    told = replace(told, subject=summary("b", **WAITS).subject)
    assert "toolbox" not in words(clinical_report(of(told), mark=""))
