"""The answer to a participant who asked what is recorded about them: as a page, and the same as plain JSON.

It is made of what is given and knows of nothing else. What article 15(1) and (2) of the UK GDPR want told beside the
items stands first; the same sentence on what the law lets be left out stands in every answer.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from itertools import groupby
from typing import Any, Final

import orjson

from exports.page import Block, Bullets, Document, Facts, Heading, Paragraph, Style
from registry.domain.dates import PartialDate
from registry.domain.held_item import GivenItem
from registry.domain.participant import Participant
from registry.domain.people import Establishment, Person
from registry.domain.subject_access import Asker
from registry.domain.text import number_of
from registry.domain.wording import day_words
from registry.reports.subject_access_items import items_under

TITLE: Final = "What is recorded about you"

LEFT_OUT: Final = (
    "The law lets some things be left out of an answer like this one, such as what would tell about another person. "
    "This sentence stands in every answer, whether or not anything was left out."
)

_HOW_TO_READ: Final = (
    "Each item has a number. You can name it when you ask about something. Short items stand together in tables. "
    "What is the same for all of a table stands above it, once."
)

_KEEPING_IT: Final = (
    "It names your treatment and where you have stayed. Think about where you keep it, and who may see it."
)

_PURPOSES: Final = (
    "To plan your psychological treatment, to give it and to write down how it went, so that you need not start again "
    "where you move; to show what the service does; and to answer for all that."
)
_CATEGORIES: Final = (
    "Who you are and how to talk with you; where you have stayed and under which law; treatment, sessions, assessments "
    "and scores; plans and decisions; your own words and those of who cares for you; documents about you; and who "
    "opened or changed your record."
)
_SOURCES: Final = (
    "Beside each item: this unit's own record; imported, where another place sent it; reported, where it was told here."
)
_DECISIONS: Final = (
    "No decision about you is made by the program alone: it lays out what was done and what fits, and a person decides."
)
_RIGHTS: Final = (
    "You may ask for what is wrong to be put right, for what is missing to be added, and for a note that you disagree. "
    "In some cases you may ask for something to be erased or not to be used, or object to its use."
)
# The number: https://ico.org.uk/about-the-ico/our-information/service-standards
_COMPLAINT: Final = (
    "You may complain to this unit, to the Information Commissioner's Office (ico.org.uk, telephone 0303 123 1113) and "
    "to a court. An advocate can help with each."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class AccessAnswer:
    """Everything an answer tells. `recipients` are those who were sent a document that is among the items."""

    participant: Participant
    unit: Establishment
    received: PartialDate
    asker: Asker | None
    day: date
    by: Person
    kept: str
    recipients: tuple[str, ...]
    items: tuple[GivenItem, ...]

    @property
    def request(self) -> tuple[tuple[str, str], ...]:
        """Who asked when, and who answers."""
        name = self.participant.name.words
        contact = f", {self.unit.contact}" if self.unit.contact else ""
        return (
            ("About", name),
            ("Asked for by", f"{self.asker.name}, by {self.asker.authority}" if self.asker else name),
            ("Asked for on", self.received.words),
            ("Answered on", day_words(self.day)),
            ("Answered by", f"{self.by.words}, for {self.unit.name}{contact}"),
        )

    @property
    def counts(self) -> dict[str, int]:
        """How many items stand under which heading."""
        return dict(Counter(item.kind for item in self.items))

    @property
    def supplement(self) -> tuple[tuple[str, str], ...]:
        """What is told beside the items (UK GDPR, art. 15(1)(a) to (h))."""
        return (
            ("What it is used for", _PURPOSES),
            ("What kinds of things", _CATEGORIES),
            (
                "Who was sent documents",
                "; ".join(self.recipients) or "Nobody was sent a document that stands here.",
            ),
            ("How long it is kept", self.kept),
            ("Where it came from", _SOURCES),
            ("Decisions by a computer", _DECISIONS),
            ("What you may ask for", _RIGHTS),
            ("If you are not content", _COMPLAINT),
        )


def answer_page(answer: AccessAnswer) -> Document:
    """Return the answer as a document: what is told beside the items, then every item under its heading."""
    return Document(
        title=f"{TITLE}: {answer.participant.name.words}",
        author=answer.unit.name,
        subject=f"Answer of {day_words(answer.day)} to a subject access request",
        created=datetime(answer.day.year, answer.day.month, answer.day.day, tzinfo=UTC),
        blocks=(
            Heading(level=1, text=TITLE),
            Facts(rows=answer.request),
            *_in_it(answer),
            Paragraph(text=LEFT_OUT),
            Paragraph(text=_KEEPING_IT, style=Style.NOTE),
            Heading(level=2, text="About this answer"),
            Facts(rows=answer.supplement),
            *_items(answer.items),
        ),
        # Their name and no more: even a number of theirs stands in an item, which is given or not.
        banner=(answer.participant.name.words,),
        footer=(f"{TITLE} · {answer.unit.name} · {day_words(answer.day)}",),
    )


def answer_bytes(answer: AccessAnswer) -> bytes:
    """Return the answer as JSON that people can read too: the same, in the same order."""
    said: dict[str, Any] = {
        "title": TITLE,
        "request": dict(answer.request),
        "mayBeLeftOut": LEFT_OUT,
        "aboutThisAnswer": dict(answer.supplement),
        "howMany": answer.counts,
        "items": [
            {
                "number": number,
                "heading": item.kind,
                "says": [{"label": label, "value": value} for label, value in item.facts],
                "from": item.source,
                "entered": item.entered,
                **({"standing": item.standing} if item.standing else {}),
            }
            for number, item in enumerate(answer.items, 1)
        ],
    }
    return orjson.dumps(said, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)


def _in_it(answer: AccessAnswer) -> Iterator[Block]:
    """What is in the answer, in sentences and by heading."""
    if not answer.items:
        return
    many = number_of(len(answer.items), "item")
    are = "is" if len(answer.items) == 1 else "are"
    yield Paragraph(text=f"Here {are} {many} of what is recorded about you. {_HOW_TO_READ}")
    yield Bullets(items=tuple(f"{kind}: {number_of(count, 'item')}" for kind, count in answer.counts.items()))


def _items(items: tuple[GivenItem, ...]) -> Iterator[Block]:
    if not items:
        yield Paragraph(text="Nothing else is given with this answer.")
    for kind, under in groupby(enumerate(items, 1), key=lambda numbered: numbered[1].kind):
        yield from items_under(kind, list(under), items)
