"""What a receiving team reads first, and what a community team does."""

from dataclasses import replace

import pytest

from exports.chart import Chart
from exports.page import Document, Heading, Paragraph, Style, Table
from exports.text import render_text
from registry.catalogue.loader import load_needs
from registry.domain.addressing import Purpose
from registry.domain.dates import PartialDate
from registry.domain.participant import CommunicationNeeds, FirstTwoWeeks, Known, TherapyEnding
from registry.domain.plan import Evidence, LineKind, Trust
from registry.domain.product import ProductKind, Skill
from registry.domain.profiles import PRODUCTS_OMITTED
from registry.domain.voice import Agreement, Sharing, Shown, VoiceKind
from registry.domain.wording import is_heard
from registry.reports.clinical import (
    FIRST,
    HELPED,
    KEEP_GOING,
    NO_PRODUCT,
    PLAN,
    PRODUCTS,
    SIGNED,
    STANDING,
    VOICE,
    WORDS,
    clinical_report,
)
from registry.reports.own_copy import OwnCopy
from registry.reports.participant import ORDER, participant_copy
from registry.reports.source import Check, Source
from tests.domain.build import urn
from tests.reports import samples
from tests.reports.discreet_papers import HOW
from tests.reports.extracted import pages

CHECK = Check(digest=samples.DIGEST, words=samples.WORDS)


def source(purpose: Purpose = Purpose.TRANSFER) -> Source:
    summary = samples.example("full")
    subject = replace(summary.subject, first_two_weeks=samples.first_weeks())
    return Source.of_summary(replace(summary, subject=subject, purpose=purpose), check=CHECK, needs=load_needs())


def is_title(block: object) -> bool:
    return isinstance(block, Heading) and block.level == 1


def headings(document: Document) -> list[str]:
    return [block.text for block in document.blocks if isinstance(block, Heading)]


@pytest.mark.parametrize(
    ("purpose", "order"),
    [
        (Purpose.TRANSFER, (FIRST, PLAN, STANDING, KEEP_GOING, PRODUCTS, HELPED, WORDS, VOICE, SIGNED)),
        (Purpose.COMMUNITY, (KEEP_GOING, FIRST, STANDING, PLAN, PRODUCTS, HELPED, WORDS, VOICE, SIGNED)),
    ],
)
def test_it_opens_with_what_its_reader_needs_first(purpose: Purpose, order: tuple[str, ...]) -> None:
    assert tuple(text for text in headings(clinical_report(source(purpose), mark="")) if text in order) == order


def test_everything_to_go_on_from_is_in_it() -> None:
    text = " ".join(render_text(clinical_report(source(), mark=""), 400).split())
    for words in (
        "A quiet room",
        "Resume at Managing life's problems, session 15",
        "Partly reached: Plan for a row at home",
        "Alder Clinic psychology file, part 2",
        "Good Life wheel = goals for living",
        "Assessments still valid: not to be repeated",
        "“I did the work.",
        "walk first, talk after",
        "Two meetings with the community team",
    ):
        assert words in text, words


@pytest.mark.parametrize(
    ("kinds", "told"),
    [
        ((), "No entry of theirs is part of this report."),
        ((VoiceKind.HELPED,), "No other entry of theirs is part of this report."),
    ],
)
def test_words_that_stand_under_what_helped_are_not_said_to_be_missing(kinds: tuple[VoiceKind, ...], told: str) -> None:
    first = source()
    entry = next(entry for entry in first.voice if entry.text)
    subject = replace(first.subject, voice=tuple(replace(entry, kind=kind) for kind in kinds))
    text = " ".join(render_text(clinical_report(replace(first, subject=subject), mark=""), 400).split())
    assert told in text


def test_a_discreet_copy_says_of_what_it_leaves_out_only_that_it_is_not_there() -> None:
    weeks = FirstTwoWeeks(settles="A job on the ward.")
    first = source()
    bare = replace(first, subject=replace(first.subject, first_two_weeks=weeks, interventions=()))
    text = " ".join(render_text(participant_copy(bare, HOW, mark=""), 400).split())
    assert "What helps when things go wrong" in text
    assert "Nothing about this is in this copy. You can write it at the end." in text
    assert "the ward" not in text


def test_a_community_team_has_a_report_of_its_own_name() -> None:
    told = [block.text for block in clinical_report(source(Purpose.COMMUNITY), mark="").blocks if is_title(block)]
    assert told[0] == "Clinical report for a community team"
    told = [block.text for block in clinical_report(source(), mark="").blocks if is_title(block)]
    assert told[0] == "Clinical transfer report"


def test_work_going_on_elsewhere_stands_beside_the_work_of_the_unit() -> None:
    first = source()
    plan = first.subject.plan
    assert plan is not None
    theirs = Evidence(
        record=urn("theirs"),
        what="Schema therapy, Oak House: in progress",
        source="sent by Oak House",
        on=PartialDate("2026-02"),
        trust=Trust.SIGNED,
    )
    of_a_need = replace(theirs, record=urn("a need"), what="Anger: open, by Dr Ewa Nkosi")
    line = replace(plan.lines[0], work=(urn("theirs"),), evidence=(theirs, of_a_need))
    subject = replace(first.subject, plan=replace(plan, lines=(*plan.lines, line)))
    blocks = clinical_report(replace(first, subject=subject), mark="").blocks
    under = blocks.index(next(block for block in blocks if isinstance(block, Heading) and block.text == STANDING))
    heading = Paragraph(text="Elsewhere, done or going on", style=Style.STRONG)
    listed = blocks[blocks.index(heading, under) + 1]
    told = (
        "Schema therapy, Oak House: in progress (February 2026; sent by Oak House; signed and trusted). "
        f"In the plan: {line.stands_as.words}."
    )
    # One alone is no list.
    assert listed == Paragraph(text=told)
    # What the report's own unit did stands in the table alone.
    assert heading not in clinical_report(first, mark="").blocks


def test_words_of_staff_on_their_own_copy_are_said_to_be_staff_s() -> None:
    first = source()
    work = next(work for work in first.works if work.progress)
    seen = replace(
        work.progress[0], seen_outside="He asked for help.", seen_outside_by="a nurse", seen_in_sessions="He spoke."
    )
    skill = Skill(skill="Walks first", cue="He shouts")
    subject = replace(first.subject, interventions=(replace(work, progress=(seen,), skills=(skill,)),))
    text = " ".join(render_text(participant_copy(replace(first, subject=subject), HOW, mark=""), 400).split())
    assert f"{seen.by} wrote: “He asked for help.” Seen by: a nurse." in text
    assert f"{seen.by} wrote of the sessions: “He spoke.”" in text
    assert "Staff wrote this down, in their words: • Walks first. When: he shouts." in text


def test_products_of_work_elsewhere_are_not_denied() -> None:
    first = source()
    bare = replace(first, subject=replace(first.subject, interventions=()))
    text = " ".join(render_text(clinical_report(bare, mark=""), 400).split())
    assert NO_PRODUCT in text
    assert "recorded no product" not in text


def test_what_to_keep_going_names_the_work_once() -> None:
    first = source()
    plan = first.subject.plan
    assert plan is not None
    line = next(line for line in plan.lines if line.stands_as is not LineKind.ASK_FIRST)
    terms = {"kind": LineKind.KEEP_GOING, "decision": None, "resume": None, "due": None, "title": "Life skills"}
    told = "One skill from Life skills can be kept up."
    lines = tuple(replace(line, **terms, reason=reason) for reason in (told, "It helps"))
    kept = replace(first, subject=replace(first.subject, plan=replace(plan, lines=lines)))
    text = render_text(clinical_report(kept, mark=""), 400)
    assert f"• {told}" in text
    assert "• Life skills: It helps." in text


def test_readings_stand_in_a_chart_with_range_direction_and_a_sentence_and_judgement_in_words_only() -> None:
    document = clinical_report(source(), mark="")
    (chart,) = [block for block in document.blocks if isinstance(block, Chart)]
    assert (chart.label, chart.scale) == ("Ward Anger Scale, version 2.1", "From 0 to 60; lower is better.")
    assert [(row.label, row.words, row.share) for row in chart.rows] == [
        ("Self-rating: before, 26 September 2022", "41", 41 / 60),
        ("Self-rating: after, 28 August 2023", "28.5", 28.5 / 60),
        ("Staff, Femi Adébáyò: after, 28 August 2023", "30", 0.5),
    ]
    assert chart.sentences[:2] == (
        (
            "The self rating fell by 12.5 points, from 41 (before, 26 September 2022) to 28.5 (after, 28 August 2023): "
            "towards better, as lower is better."
        ),
        "One staff rating, so there is no change to describe.",
    )
    assert chart.sentences[2].startswith("A change in a reading does not show that risk has changed.")
    tables = [block for block in document.blocks if isinstance(block, Table)]
    assert any("Case priority: moderate." in line for table in tables for line in words_of(table))
    assert "HCR" not in chart.label


def words_of(table: Table) -> list[str]:
    return [line for row in table.rows for cell in row for line in cell.lines]


def test_an_assessment_past_its_date_is_not_among_the_valid() -> None:
    first = source()
    old = tuple(replace(each, valid_until=PartialDate("2026-11-13")) for each in first.subject.assessments)
    text = render_text(clinical_report(replace(first, subject=replace(first.subject, assessments=old)), mark=""))
    assert "Assessments past their date" in text
    assert "still valid" not in text


def test_what_others_assessed_stands_among_the_valid_as_they_sent_it() -> None:
    first = source()
    (held,) = first.subject.assessments
    theirs = replace(held, id=urn("theirs"), tool="SAPROF", establishment=samples.STONE)
    alone = replace(first, subject=replace(first.subject, assessments=()), assessments_received=(theirs,))
    for told, rows in ((replace(first, assessments_received=(theirs,)), 2), (alone, 1)):
        blocks = clinical_report(told, mark="").blocks
        at = next(place for place, block in enumerate(blocks) if getattr(block, "text", "").startswith("Assessments"))
        assert blocks[at].text == "Assessments still valid: not to be repeated"
        table = blocks[at + 1]
        assert len(table.rows) == rows
        (came,) = (row for row in table.rows if row[0].lines[0].startswith("SAPROF"))
        assert came[1].lines == (f"{theirs.rater}, {samples.STONE.name}", "As they sent it.")
        assert sum("As they sent it." in row[1].lines for row in table.rows) == 1


def test_where_nothing_was_assessed_measured_or_said_of_sharing_a_sentence_says_so() -> None:
    first = source()
    bare = replace(first, subject=replace(first.subject, assessments=(), scores=(), sharing=None, placements=()))
    text = " ".join(render_text(clinical_report(bare, mark=""), 400).split())
    for words in (
        f"Assessments ----------- {bare.unit_name} has no assessment on record.",
        f"Readings -------- {bare.unit_name} has no reading of a measure on record.",
        "Consent and sharing ------------------- Nothing is recorded of consent to treatment or of sharing: ask.",
        "Where, and under which law -------------------------- " + f"{bare.unit_name} has no stay on record.",
    ):
        assert words in text, words
    # To a community team not everything may go, and what is kept back is not denied.
    text = " ".join(render_text(clinical_report(replace(bare, purpose=Purpose.COMMUNITY), mark=""), 400).split())
    assert "No assessment is part of these pages." in text
    assert "No reading of a measure is part of these pages." in text
    assert "on record" not in text


def test_nothing_is_left_out_means_that_consent_law_needs_and_progress_are_there() -> None:
    first = source()
    facts = Sharing(consents_to_treatment="yes, in writing", told_about_sharing="on 3 May 2026")
    subject = replace(first.subject, sharing=facts, omitted=())
    text = " ".join(render_text(clinical_report(replace(first, subject=subject), mark=""), 400).split())
    assert "No kind of section is left out for this reader." in text
    some = replace(subject, omitted=(PRODUCTS_OMITTED,))
    told = " ".join(render_text(clinical_report(replace(first, subject=some), mark=""), 400).split())
    assert f"{PRODUCTS_OMITTED} No other kind of section is left out for this reader." in told.replace("• ", "")
    assert "Consents to treatment Yes, in writing" in text
    assert "Objects to sharing Not recorded" in text
    assert "The author’s statement" in text
    assert all(sentence in text for sentence in first.subject.statement.in_short)
    assert "Needs, and who judged them" in text
    law = [status.words for stay in first.subject.placements for status in stay.legal]
    assert law
    assert all(words.casefold() in text.casefold() for words in law)
    seen = [entry for work in first.works for entry in work.progress]
    assert seen
    assert all(entry.learnt in text for entry in seen if entry.learnt)
    unseen = tuple(replace(work, progress=()) for work in first.works)
    bare = replace(first, subject=replace(subject, interventions=unseen))
    text = " ".join(render_text(clinical_report(bare, mark=""), 400).split())
    assert "has no progress on a need on record. Not yet seen outside sessions." in text


def test_a_community_team_is_told_to_ask_for_the_words_for_a_skill_that_nobody_released_to_it() -> None:
    asked = "In their words Ask them: only words that they released to this reader stand here"
    for words, purpose, told in (
        ("walk first", Purpose.COMMUNITY, "In their words “walk first”"),
        (None, Purpose.COMMUNITY, asked),
        (None, Purpose.TRANSFER, ""),
    ):
        first = source(purpose)
        work = replace(first.works[0], skills=(Skill(skill="Step out", participant_words=words),))
        bare = replace(first, subject=replace(first.subject, interventions=(work,), plan=None))
        text = " ".join(render_text(clinical_report(bare, mark=""), 400).split())
        assert told in text
        assert (asked in text) is (told == asked)
        assert ("In their words “" in text or asked in text) is bool(told)


def test_the_code_carries_id_and_digest_and_every_page_the_number_and_words() -> None:
    from_it = source()
    drawn = clinical_report(from_it, mark="")
    assert drawn.code == f"{from_it.document_id} {samples.DIGEST}"
    assert all("Document 7d3f 09ac 51b2 e8c4" in page and "harbour" in page for page in pages(drawn))


def own() -> Document:
    how = OwnCopy(discreet=None, activities={}, holders=("Parole Board",), kept_where="reception, sealed")
    return participant_copy(source(), how, mark="")


def test_a_prisons_own_words_for_the_end_stand_quoted_on_the_participants_copy() -> None:
    given = source()
    first = next(work for work in given.subject.interventions if work.closure)
    assert first.closure is not None
    theirs = replace(
        first, closure=replace(first.closure, deselection_wording="DESELECTED - course no longer available")
    )
    works = tuple(theirs if work is first else work for work in given.subject.interventions)
    told = replace(given, subject=replace(given.subject, interventions=works))
    text = " ".join(render_text(participant_copy(told, OwnCopy(discreet=None, activities={}), mark=""), 400).split())
    where = first.establishment.name
    assert f"In the words of {where}, as imported: “DESELECTED - course no longer available”." in text


def test_the_participants_copy_keeps_its_order_and_speaks_to_them() -> None:
    document = own()
    assert tuple(text for text in headings(document) if text in ORDER) == ORDER
    text = " ".join(render_text(document, 400).split())
    for words in (
        "You came to 142 of the 153 sessions we offered you, one of them for part of the time.",
        "For 2 sessions we did not write down whether you were there. That is our gap.",
        "We had to cancel 5 sessions because we did not have enough staff.",
        "It stopped because you were moved.",
        "you go on from where you stopped",
        "You disagreed, on 3 November 2026: “I was not late in May. The bus was.”",
        "It is kept: reception, sealed.",
        "• Parole Board",
    ):
        assert words.casefold() in text.casefold(), words
    for word in ("patient", "%", "well done", "excellent", "engage", "insight", "complian", "motivat"):
        assert word not in text.replace("outpatient", "").casefold(), word


def test_work_on_the_offence_is_never_gone_on_with_by_itself() -> None:
    first = source()
    edition = samples.index_offence_edition()
    plan = first.subject.plan
    assert plan is not None
    assert first.catalogue is not None
    works = tuple(replace(work, edition_id=edition.edition_id, local_definition_id=None) for work in first.works)
    subject = replace(first.subject, interventions=works)
    tender = replace(first, subject=subject, catalogue=replace(first.catalogue, editions=(edition,)))
    text = " ".join(render_text(participant_copy(tender, OwnCopy(discreet=None, activities={}), mark=""), 400).split())
    assert "Whether and when you go on is for you to choose." in text
    assert "you go on from where you stopped" not in text


def test_what_was_done_elsewhere_and_counts_is_not_to_be_started_again() -> None:
    came = source()
    plan = came.subject.plan
    assert plan is not None
    counts = replace(plan.lines[0], kind=LineKind.CREDIT, decision=None, title="Life skills", work=(urn("theirs"),))
    ours = replace(counts, title="Ours", work=(next(one.id for one in came.works if not is_heard(one)),))
    subject = replace(came.subject, interventions=(), plan=replace(plan, lines=(counts,)))
    how = OwnCopy(discreet=None, activities={})
    text = " ".join(render_text(participant_copy(replace(came, subject=subject), how, mark=""), 400).split())
    assert "No work with us is written down in this copy." in text
    counted = "Life skills: what you did elsewhere may count here. It is for us to decide, and not decided yet."
    assert f"{counted} If anybody asks you to start one of these" in text
    both = replace(came.subject, plan=replace(plan, lines=(counts, ours)))
    text = " ".join(render_text(participant_copy(replace(came, subject=both), how, mark=""), 400).split())
    assert "Ours: what you did elsewhere" not in text
    report = " ".join(render_text(clinical_report(replace(came, subject=subject), mark=""), 400).split())
    assert "is part of this report." in report


def test_on_a_first_morning_what_nobody_recorded_is_a_question_and_never_nobody_or_nothing() -> None:
    first = source()
    who = replace(first.subject.participant, communication=CommunicationNeeds())
    bare = replace(first.subject, participant=who, first_two_weeks=FirstTwoWeeks(settles="Music."))
    text = " ".join(render_text(clinical_report(replace(first, subject=bare), mark=""), 400).split())
    for label in ("Communication", "What upsets", "Not in a group with", "Unfinished"):
        assert f"{label} Not recorded: ask" in text
    assert "Not to be asked for again None is named here: ask what was told before asking" in text
    asked = replace(who, communication=CommunicationNeeds(autism=Known.NO))
    told = replace(first, subject=replace(bare, participant=asked))
    assert "Communication No need recorded" in " ".join(render_text(clinical_report(told, mark=""), 400).split())


def test_work_elsewhere_is_told_once_and_what_is_not_available_names_the_unit() -> None:
    first = source()
    plan = first.subject.plan
    assert plan is not None
    theirs = Evidence(record=urn("theirs"), what="Schema therapy", source="sent by Oak House", trust=Trust.SIGNED)
    bare = replace(plan.lines[0], work=(urn("theirs"),), evidence=(theirs,), decision=None, resume=None)
    lines = tuple(replace(bare, kind=kind) for kind in (LineKind.MAINTAIN, LineKind.NOT_AVAILABLE, LineKind.MAINTAIN))
    subject = replace(first.subject, plan=replace(plan, lines=lines))
    text = " ".join(render_text(clinical_report(replace(first, subject=subject), mark=""), 400).split())
    here = plan.establishment.name
    assert (
        f"Schema therapy (sent by Oak House; signed and trusted). In the plan: maintain, not available at {here}."
        in text
    )
    assert f"2. Not available at {here}: {bare.title}" in text
    assert "available here" not in text


def test_what_others_sent_is_pointed_to_and_never_denied() -> None:
    first = source()
    empty = replace(first.subject, interventions=(), needs=(), placements=(), voice=(), plan=None)
    bare = replace(first, subject=empty, assessments_received=())
    denied = ("on record.", "No words of a programme", "Nothing about this", "No entry of theirs", "No skill is part")
    alone = " ".join(render_text(clinical_report(bare, mark=""), 400).split())
    came = replace(bare, received=("summary by Ashmere Hospital of 1 May 2026",))
    told = " ".join(render_text(clinical_report(came, mark=""), 400).split())
    for words in denied:
        assert words in alone
        assert words not in told
    assert told.count("What others recorded: see the summary by Ashmere Hospital of 1 May 2026.") >= 7
    assert "What others recorded" not in alone


def test_what_they_answered_when_they_were_shown_papers_stands_with_their_words() -> None:
    first = source()
    one = Shown(on=PartialDate("2026-10-01"), format="on paper", answer=Agreement.AGREES_IN_PART, by="Dr Nkosi")
    said = replace(one, words="There were more courses than two.")
    papers = (("the summary for the board", said), ("a draft for Oak House", said), ("another", one))
    bare = replace(first, shown=None, not_shown=None)
    text = " ".join(render_text(clinical_report(replace(bare, papers=papers), mark=""), 400).split())
    both = "Shown the summary for the board and a draft for Oak House on 1 October 2026."
    assert f"{both} {first.name} agrees in part: “There were more courses than two.”" in text
    assert f"Shown another on 1 October 2026. {first.name} agrees in part." in text
    text = " ".join(render_text(clinical_report(replace(bare, shown=said, papers=papers[:2]), mark=""), 400).split())
    assert text.count("There were more courses than two.") == 1
    assert "Shown" not in " ".join(render_text(clinical_report(bare, mark=""), 400).split())


def test_whose_records_stand_here_is_said_in_one_way_whatever_others_sent() -> None:
    first = replace(source(), assessments_received=())

    def told(**sent: object) -> str:
        blocks = clinical_report(replace(first, **sent), mark="").blocks
        (note,) = (one.text for one in blocks if isinstance(one, Paragraph) and one.text.startswith("From here on"))
        return note

    own = f"From here on stands what {first.unit_name} recorded"
    signed, reported = "summary by Oak House of 1 May 2026", "summary by Elm House of 2 May 2026"
    held = (
        f"{own}, and beside it what others recorded and signed: that says from whom it was sent, is theirs, and is "
        f"signed by nobody here. Their whole record: the {signed}."
    )
    assert told(held=(signed,)) == held
    sent = "others recorded, with the person’s words to them, is told in what they sent: the"
    assert told(received=(reported,)) == f"{own}. What {sent} {reported}."
    assert told(held=(signed,), received=(reported,)) == f"{held} What the {sent} {reported}."
    theirs = replace(first.subject.assessments[0], id=urn("theirs"))
    with_assessments = told(received=(reported,), assessments_received=(theirs,))
    assert with_assessments == f"{own}. Assessments that others sent say so. What {sent} {reported}."


def plan_for(readers: str) -> Source:
    """A community team's source of work from which a plan for staying well came that *readers* may see."""
    first = source(Purpose.COMMUNITY)
    work = next(one for one in first.subject.interventions if one.products)
    made = replace(work.products[0], kind=ProductKind.STAYING_WELL_PLAN, title="Steady", may_be_seen_by=readers)
    return replace(first, subject=replace(first.subject, interventions=(replace(work, products=(made,)),)))


def test_a_community_team_keeps_going_with_the_plan_that_is_open_to_it_and_of_another_nothing_is_denied() -> None:
    told = " ".join(render_text(clinical_report(plan_for("treating and community teams"), mark=""), 400).split())
    assert "Steady: staying-well plan, " in told.partition("The first two weeks")[0]
    assert NO_PRODUCT not in told

    others = " ".join(render_text(clinical_report(plan_for("treating teams"), mark=""), 400).split())
    assert "Steady" not in others
    assert NO_PRODUCT in others


@pytest.mark.parametrize("received", [(), ("transfer summary of Oak House",)])
def test_what_a_profile_may_leave_out_is_never_said_not_to_be_recorded(received: tuple[str, ...]) -> None:
    first = source(Purpose.COMMUNITY)
    work = replace(first.works[0], progress=(), products=(), skills=())
    plan = first.subject.plan
    assert plan is not None
    subject = replace(
        first.subject,
        interventions=(work,),
        voice=(),
        needs=(),
        plan=replace(plan, lines=()),
        assessments=(),
        scores=(),
        first_two_weeks=FirstTwoWeeks(settles="A quiet room."),
    )
    bare = replace(first, subject=subject, received=received)
    text = " ".join(render_text(clinical_report(bare, mark=""), 400).split())
    for untrue in (" recorded no ", "itself recorded none", "was recorded.", "on record"):
        assert untrue not in text, untrue
    for what in ("progress on a need", "product", "need", "assessment", "reading of a measure"):
        assert f"No {what} is part of these pages." in text, what


def test_a_range_that_only_whoever_entered_the_reading_stated_is_said_to_be_that() -> None:
    first = source()
    assert first.subject.scores
    stated = "The range is as it was stated on entry: the catalogue does not know it."
    for measures, told in (({}, True), (None, False)):
        text = " ".join(render_text(clinical_report(replace(first, measures=measures), mark=""), 400).split())
        assert (stated in text) is told


def test_how_the_last_therapy_ended_is_told_by_the_work_where_the_page_does_not_say_it() -> None:
    first = source()
    closed = [work for work in first.works if work.closure]
    ended = replace(closed[0], closure=replace(closed[0].closure, ended=TherapyEnding.NO_GOODBYE))
    weeks = replace(first.subject.first_two_weeks, last_therapy_ended=TherapyEnding.NOT_KNOWN)
    subject = replace(first.subject, first_two_weeks=weeks, interventions=(ended,))
    text = " ".join(render_text(clinical_report(replace(first, subject=subject), mark=""), 400).split())
    assert f"The last therapy ended Ended without a goodbye ({ended.title}, {ended.closure.on.words})" in text
    weeks = replace(weeks, last_therapy_ended=TherapyEnding.PLANNED)
    subject = replace(subject, first_two_weeks=weeks)
    text = " ".join(render_text(clinical_report(replace(first, subject=subject), mark=""), 400).split())
    assert "The last therapy ended A planned ending" in text
