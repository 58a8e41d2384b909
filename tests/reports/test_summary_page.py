"""What will be signed is what the approver reads: every fact of the summary, marked for what it is."""

from dataclasses import replace

from registry.domain.addressing import Purpose, Recipient, RecipientKind
from registry.domain.participant import AccountGiven
from registry.domain.summary import Draft, TransferSummary
from registry.domain.voice import Sharing
from registry.reports.summary_page import PREVIEW, summary_preview
from tests.reports import samples
from tests.reports.extracted import facts, pages, squeezed


def whole() -> TransferSummary:
    summary = samples.example("full")
    weeks = replace(
        samples.first_weeks(),
        not_to_be_asked_again=(AccountGiven(what="the day itself", kept_where="psychology file"),),
    )
    sharing = Sharing(consents_to_treatment="yes, 1 May 2026", objects_to_sharing="no")
    return replace(
        summary,
        purpose=Purpose.TRANSFER,
        recipient=Recipient(kind=RecipientKind.ESTABLISHMENT, id=samples.STONE.id, name=samples.STONE.name),
        subject=replace(summary.subject, first_two_weeks=weeks, sharing=sharing),
    )


def test_every_fact_is_in_the_preview() -> None:
    summary = whole()
    document = summary_preview(summary, needs=samples.needs())
    text = pages(document)
    joined = squeezed(" ".join(text))
    assert [fact for fact in facts(summary.subject) if squeezed(fact) not in joined] == []
    for work in summary.subject.interventions:
        assert all(squeezed(session.on.words) in joined for session in work.sessions)
    assert all(PREVIEW in page for page in text)


def test_a_signed_summary_carries_its_number_and_no_mark() -> None:
    document = summary_preview(whole(), needs=samples.needs(), digest=samples.DIGEST, check_words=samples.WORDS)
    assert document.watermark == ""
    assert "Document digest 7d3f 09ac" in " ".join(" ".join(pages(document)).split())


def test_a_draft_and_an_interim_summary_say_what_they_are() -> None:
    summary = whole()
    draft = Draft(
        id=summary.id,
        series=summary.series,
        purpose=summary.purpose,
        recipient=summary.recipient,
        author=samples.ANWEN,
        catalogue=summary.catalogue,
        subject=summary.subject,
        made=samples.MADE,
        interim=True,
    )
    document = summary_preview(draft, needs=samples.needs(), unit=samples.UNIT)
    assert "NOT YET COUNTERSIGNED" in document.watermark
    assert "not signed" in document.watermark
    assert all("NOT YET COUNTERSIGNED" in page for page in pages(document))
