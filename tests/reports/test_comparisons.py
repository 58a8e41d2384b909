"""Beside prison programmes: a judgement that stands in the document is told, by whom, how far and with its caution."""

from dataclasses import replace

from exports.text import render_text
from registry.catalogue.loader import load_catalogue
from registry.domain.catalogue import OverlapJudgement, Strength
from registry.domain.intervention import Intervention, State
from registry.domain.summary import TransferSummary
from registry.reports.comparisons import comparisons
from registry.reports.parole_front import NO_COMPARISON, NOTHING_TO_COMPARE
from registry.reports.source import Source
from tests.reports import samples
from tests.reports.extracted import pages, report
from tests.reports.test_parole import front

JUDGED = OverlapJudgement(
    id=samples.uid(),
    covers="LMVE",
    covered="KAIZEN-GV",
    needs=("violence",),
    strength=Strength.PARTIAL,
    basis="Both manuals read side by side",
    caution="Kaizen has its own words for the same skills",
    judged_by="Dr Anwen Rees, PYL100001",
    on=samples.on("2026-10-02"),
)
SUMMARY = samples.example("b")
SILENT = replace(SUMMARY, subject=replace(SUMMARY.subject, statement=None))


def judging(*judgements: OverlapJudgement) -> TransferSummary:
    return replace(SILENT, catalogue=replace(SILENT.catalogue, overlaps=judgements))


def told(*judgements: OverlapJudgement) -> tuple[str, ...]:
    known = {one: load_catalogue().programmes[one] for one in ("LMVE", "KAIZEN-GV", "ANGER", "RESOLVE")}
    source = Source.of_summary(judging(*judgements), check=None, needs=samples.needs(), programmes=known)
    return tuple(each.words for each in comparisons(source))


def test_a_signed_judgement_stands_on_page_one_and_its_basis_after_it() -> None:
    document = report(judging(JUDGED))
    first, *after = (" ".join(page.split()) for page in pages(document))
    assert "covers part of KAIZEN-GV, for violence." in first
    assert f"Caution: {JUDGED.caution}. Judged by {JUDGED.judged_by}, 2 October 2026." in first
    assert NO_COMPARISON not in first
    assert f"Basis: {JUDGED.basis}." in " ".join(after)
    assert NO_COMPARISON in " ".join(pages(report(SILENT))[0].split())


def test_programmes_are_called_as_the_catalogue_calls_them_and_an_edition_is_named() -> None:
    kaizen = load_catalogue().programmes["KAIZEN-GV"].title
    assert f"covers a slight part of {kaizen}." in told(replace(JUDGED, strength=Strength.SLIGHT, needs=()))[0]
    assert f"covers part of {kaizen} (2017), for" in told(replace(JUDGED, covered="KAIZEN-GV/2017"))[0]
    assert f"covers nothing of {kaizen}" in told(replace(JUDGED, strength=Strength.NONE))[0]


def test_only_what_lays_this_persons_work_beside_a_prison_programme_is_a_comparison_with_one() -> None:
    assert told(replace(JUDGED, covered="ANGER")) == ()
    assert len(told(replace(JUDGED, covers="RESOLVE", covered="LMVE"))) == 1
    # Of a programme that nobody here knows, it may be a prison's: then it is not denied that there is a comparison.
    assert len(told(replace(JUDGED, covered="NOBODY-KNOWS"))) == 1
    # A true judgement of programmes that they did not do says nothing of them.
    assert told(replace(JUDGED, covers="ANGER", covered="RESOLVE")) == ()


def test_what_a_judge_said_last_takes_the_place_of_what_they_said_before() -> None:
    later = replace(JUDGED, id=samples.uid(), strength=Strength.SUBSTANTIAL, on=samples.on("2026-11-01"))
    (only,) = told(JUDGED, later)
    assert "covers a substantial part" in only


def test_what_their_work_covers_of_a_prison_programme_stands_before_the_other_way_and_the_further_first() -> None:
    other_way = replace(
        JUDGED, id=samples.uid(), covers="KAIZEN-GV", covered="LMVE", strength=Strength.SUBSTANTIAL, judged_by="Dr B"
    )
    further = replace(JUDGED, id=samples.uid(), strength=Strength.SUBSTANTIAL, judged_by="Dr C", on=samples.on("2025"))
    nothing = replace(JUDGED, id=samples.uid(), strength=Strength.NONE, judged_by="Dr D", on=samples.on("2024"))
    kaizen = load_catalogue().programmes["KAIZEN-GV"].title
    lines = told(other_way, nothing, JUDGED, further)
    assert [kaizen in line.split(" covers ")[1] for line in lines] == [True, True, True, False]
    assert [line.rsplit("Judged by ")[1].split(",")[0] for line in lines] == ["Dr C", "Dr Anwen Rees", "Dr D", "Dr B"]


def test_of_work_that_was_not_completed_it_is_said_how_much_was_done() -> None:
    (work,) = SILENT.subject.interventions
    few = replace(work, closure=None, state=State.IN_PROGRESS, sessions=work.sessions[:4])
    known = {one: load_catalogue().programmes[one] for one in ("LMVE", "KAIZEN-GV")}

    def line(of: Intervention) -> str:
        record = replace(judging(JUDGED), subject=replace(SILENT.subject, interventions=(of,)))
        source = Source.of_summary(record, check=None, needs=samples.needs(), programmes=known)
        return comparisons(source)[0].words

    assert "The judgement is of the whole; done of it: 4 of 4 attended, of 125" in line(few)
    assert "done of it: not started; no session yet." in line(
        replace(few, state=State.WAITING, started=None, sessions=(), marks=())
    )
    assert "done of it" not in line(work)
    # A course with a name of its own is called that, and its programme is named for who looks it up.
    title = load_catalogue().programmes["LMVE"].title
    assert line(replace(work, title="Tuesday group")).startswith(f"Tuesday group ({title}) covers part of")


def test_a_caution_with_no_room_on_page_one_stands_on_the_pages_after() -> None:
    long = replace(JUDGED, caution="It takes more words than page one has. " * 12)
    document = report(judging(long))
    first = render_text(replace(document, blocks=front(document)), 4000)
    assert "The caution is on the pages after this one. Judged by" in first
    assert long.caution.strip() in render_text(document, 4000)


def test_where_there_is_no_work_there_is_nothing_to_compare_or_to_repeat() -> None:
    first = " ".join(pages(report(samples.bare()))[0].split())
    assert NOTHING_TO_COMPARE in first
    assert NO_COMPARISON not in first
    assert "repetition" not in first
