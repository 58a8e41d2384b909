"""A sensitive annex on paper: a document by itself, never a part of the open one, for its own recipients.

It says who decided that its text stands apart and why, then the text, character for character. It is drawn from the
signed annex alone, and carries it.
"""

from collections.abc import Iterator
from typing import Final

from exports.page import Attachment, Block, CheckBlock, Document, Facts, Heading, Paragraph, Style
from registry.domain.annex import Annex
from registry.domain.dates import PartialDate
from registry.domain.quoting import quoted
from registry.domain.wording import capital, day_words
from registry.reports.parole import ATTACHMENT
from registry.reports.source import Check

TITLE: Final = "Sensitive annex"
_APART: Final = "SENSITIVE ANNEX: keep apart"


def sensitive_annex(annex: Annex, *, check: Check, data: bytes) -> Document:
    """Return the pages of a released annex, with the signed bytes `data`, of which `check` speaks, attached."""
    who = annex.subject.participant.participant
    made = annex.valid_from.date()
    unit = annex.issuer
    return Document(
        title=f"{TITLE}: {who.name.words}",
        author=annex.signatory.person.name,
        subject=f"{TITLE}, {day_words(made)}",
        created=annex.valid_from,
        blocks=(*_front(annex), *_passages(annex), *_signed(annex, check)),
        banner=who.banner(made),
        footer=(
            f"Document {check.number} · {' · '.join(check.words)}",
            f"For {_recipients(annex)} only · {unit.name} · {PartialDate.of(made).words}",
        ),
        watermark=_APART,
        attachment=Attachment(
            name=ATTACHMENT,
            data=data,
            mime="application/json",
            description="The signed annex from which these pages were drawn",
            modified=annex.valid_from,
        ),
        code=f"{annex.id} {check.digest}",
    )


def _recipients(annex: Annex) -> str:
    return " and ".join(one.name for one in annex.recipients)


def _front(annex: Annex) -> Iterator[Block]:
    subject, who = annex.subject, annex.attestation.decision_maker.person
    yield Heading(level=1, text=TITLE)
    yield Facts(
        rows=(
            ("About", subject.participant.participant.name.words),
            ("For", _recipients(annex)),
            ("From", annex.issuer.name),
            ("Version", f"{annex.series.version}, {day_words(annex.valid_from.date())}"),
        )
    )
    yield Heading(level=2, text="What this is")
    mention = "say that an annex exists" if subject.mentioned else "do not say that an annex exists"
    yield Paragraph(
        text="This is no part of any open document: a named person decided that it is kept apart."
        f" By the same decision, summaries {mention}."
    )
    yield Paragraph(
        text="Keep it apart from the record, and copy none of it into the record."
        f" Ask {who.name} before anybody sees it who is not named above."
    )
    yield Heading(level=2, text="Who decided, and why")
    yield Paragraph(text=f"{who.words}, {day_words(annex.valid_from.date())}:")
    yield Paragraph(text=quoted(subject.reason), style=Style.QUOTE)
    author = annex.attestation.author.person
    if not author.is_same_person(who):
        yield Paragraph(text=f"Written by {author.words}.", style=Style.SMALL)


def _passages(annex: Annex) -> Iterator[Block]:
    several = len(annex.subject.passages) > 1
    for number, passage in enumerate(annex.subject.passages, 1):
        yield Heading(level=2, text=f"Passage {number}" if several else "The text")
        yield Paragraph(text=f"Stands apart: {capital(passage.concern.words)}.", style=Style.STRONG)
        yield Paragraph(text=passage.text)


def _signed(annex: Annex, check: Check) -> Iterator[Block]:
    unit = annex.issuer
    yield Heading(level=2, text="Signatures, and how to check")
    yield Paragraph(text=f"Signed electronically by {unit.name} and {annex.signatory.person.words}, who decided.")
    contact = f" ({unit.contact})" if unit.contact else ""
    yield CheckBlock(
        number=check.number,
        words=check.words,
        sentences=(
            f"Without a computer: telephone {unit.name}{contact}; read out number and words.",
            check.digest_line,
        ),
    )
