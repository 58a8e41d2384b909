"""Consent and sharing: four separate facts, each said or said to be unrecorded."""

from collections.abc import Iterator

from exports.page import Block, Heading, Paragraph
from registry.domain.profiles import PROFILES, Section
from registry.domain.wording import said
from registry.reports.fact_rows import fact_rows
from registry.reports.source import Source


def sharing_blocks(source: Source) -> Iterator[Block]:
    """Yield the four facts, or that nothing of them is recorded; nothing at all for a reader whom they do not reach."""
    if Section.SHARING not in PROFILES[source.purpose].sections:
        return
    yield Heading(level=2, text="Consent and sharing")
    sharing = source.subject.sharing
    if sharing is None:
        yield Paragraph(text="Nothing is recorded of consent to treatment or of sharing: ask.")
        return
    facts = (
        ("Consents to treatment", sharing.consents_to_treatment),
        ("Told about sharing", sharing.told_about_sharing),
        ("Objects to sharing", sharing.objects_to_sharing),
        ("Shared despite objection", sharing.shared_despite_objection),
    )
    yield fact_rows((label, said(text) or "not recorded") for label, text in facts)
