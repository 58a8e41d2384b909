"""One question of a plan on one page, to be sent or handed over: to a unit or a person who may know, and to the
participant in plain words. The answer may be written on it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime

from exports.page import Block, Document, Facts, Heading, Paragraph, Signature, SignatureBlock, Style, WritingSpace
from registry.domain.ask import PARTICIPANT, Ask
from registry.domain.discreet import Discreet
from registry.domain.errors import NotAllowed
from registry.domain.participant import Participant
from registry.domain.people import Establishment
from registry.domain.plan import OF_THE_LAW, WANTED, PlanLine
from registry.domain.quoting import quoted
from registry.domain.voice import Shown, VoiceEntry
from registry.domain.wording import capital, dated, day_words
from registry.reports.plain_questions import ANY_QUESTION, PLAIN_QUESTIONS, WANTED_NEVER_BEGUN
from registry.reports.plan_words import evidence_words
from registry.reports.voice_words import entry_blocks

_LINES = 12
_WHY_DONE = (
    "You have done work with other people before. We want you not to have to do it again. There is something we do not "
    "know, and you may."
)
_WHY_LEFT = (
    "You began something that was not finished. Nothing goes on, and nothing starts again, before you have said what "
    "you want."
)
_WHY_NEW = "Before anything begins here we would like to hear from you. There is something we do not know, and you may."
_REMEMBERED = (
    "Say also what else you remember of it: where and when it was, and what you were told at the end.",
    "Is there anything you would want done again, or never again?",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnPage:
    """What the participant's page may say: `about` names the work and its year plainly, where that is safe to hold.

    `said` are their words when they were shown papers about them and did not agree with all.
    """

    discreet: Discreet
    about: str | None = None
    said: tuple[Shown, ...] = ()


def query_report(
    line: PlanLine,
    participant: Participant,
    unit: Establishment,
    *,
    to: str,
    today: date,
    own: OwnPage,
    released: tuple[VoiceEntry, ...] = (),
) -> Document:
    """Return the page for one of those asked. Raises NotAllowed where nothing is asked or `to` is not one of them.

    The participant's page is discreet: it names no programme, offence, number or kind of establishment. It asks the
    question of this line in plain words; one that somebody put themselves stands in their words where these are safe
    to hold. On a page for others stand their words that they `released` to that reader.
    """
    ask = line.question
    if ask is None:
        raise NotAllowed("Nothing is asked about on this line.", hint="See `plan show`.")
    if to not in ask.whom:
        raise NotAllowed(f"{to} is not one of those asked.", hint=f"Asked are: {', '.join(ask.whom)}.")
    theirs = to == PARTICIPANT
    blocks = (
        _to_the_participant(line, participant, unit, ask, own)
        if theirs
        else _to_others(line, participant, unit, ask, to, released)
    )
    title = "A question for you" if theirs else _title(line)
    return Document(
        title=title,
        author=unit.name,
        subject=title,
        created=datetime(today.year, today.month, today.day, tzinfo=UTC),
        blocks=blocks,
        footer=(f"{unit.name} · {day_words(today)}" + ("" if theirs else " · confidential"),),
    )


def _told_already(own: OwnPage) -> Iterator[Block]:
    """What they said already, so that nobody has to say it twice; only what is safe to hold."""
    for shown in own.said:
        if shown.words and own.discreet.is_safe(shown.words):
            yield Paragraph(text=f"When you were shown a paper about you, {dated(shown.on)}, you said:")
            yield Paragraph(text=quoted(shown.words), style=Style.QUOTE)


def _who_asks(ask: Ask, unit: Establishment, safe: Discreet) -> str:
    """Who asks and where, as far as it may stand on a page that is safe to hold."""
    who = capital(ask.owner) if safe.is_safe(ask.owner) else "The person who gives you this page"
    return f"{who} at {unit.name} asks." if safe.is_safe(unit.name) else f"{who} asks."


def _why(line: PlanLine) -> str:
    if line.rule == WANTED:
        return _WHY_LEFT if line.was_begun else _WHY_NEW
    return _WHY_DONE if line.was_begun else _WHY_NEW


def _title(line: PlanLine) -> str:
    if line.rule in OF_THE_LAW:
        return "A question about proceedings"
    return "A question about earlier work" if line.was_begun else "A question before work begins"


def _to_others(
    line: PlanLine,
    participant: Participant,
    unit: Establishment,
    ask: Ask,
    to: str,
    released: tuple[VoiceEntry, ...],
) -> tuple[Block, ...]:
    born = f"born {participant.born.words}"
    numbers = [f"NHS number {participant.nhs_number}"] if participant.nhs_number else []
    numbers += [f"prison number {participant.prison_number.text}"] if participant.prison_number else []
    # Who keeps the legal papers is told nothing of somebody's treatment.
    tells = line.rule not in OF_THE_LAW
    return (
        Heading(level=1, text=_title(line)),
        Facts(
            rows=(
                ("To", to),
                ("From", f"{ask.owner}, {unit.name}" + (f", {unit.contact}" if unit.contact else "")),
                ("About", ", ".join((participant.name.words, born, *numbers))),
                *((("The work", line.title),) if tells else ()),
                ("Answer by", ask.by.words),
            )
        ),
        Heading(level=2, text="What we ask"),
        Paragraph(text=ask.question),
        *(_what_we_know(line, unit.name) if tells else ()),
        *(_what_they_say(participant, released) if tells and released else ()),
        Paragraph(text=f"Also asked: {', '.join(one for one in ask.whom if one != to)}. {ask.end_rule}"),
        *_room_for_the_answer("What it rests on (letter, report, memory)"),
    )


def _what_we_know(line: PlanLine, here: str) -> tuple[Block, ...]:
    return (
        Heading(level=2, text="What we know"),
        Paragraph(text=line.reason),
        *(Paragraph(text=f"On record: {evidence_words(one, here)}.", style=Style.SMALL) for one in line.evidence[:4]),
    )


def _what_they_say(participant: Participant, released: tuple[VoiceEntry, ...]) -> Iterator[Block]:
    yield Heading(level=2, text=f"In the words of {participant.known_as or participant.name.given}")
    for entry in released:
        yield from entry_blocks(entry)


def _to_the_participant(
    line: PlanLine, participant: Participant, unit: Establishment, ask: Ask, own: OwnPage
) -> tuple[Block, ...]:
    name = participant.known_as or participant.name.given
    return (
        Heading(level=1, text=f"A question for you, {name}"),
        Paragraph(text=_why(line)),
        Paragraph(text="Ask the person who gives you this page to read it with you, if you like."),
        Heading(level=2, text="What we would like to know"),
        *((Paragraph(text=f"It is about {own.about}."),) if own.about else ()),
        Paragraph(text=_plainly(line, ask, own.discreet)),
        *_told_already(own),
        *(
            Paragraph(text=text)
            for text in (_REMEMBERED if line.was_begun and line.rule not in (*OF_THE_LAW, WANTED) else ())
        ),
        Paragraph(
            text=f"{_who_asks(ask, unit, own.discreet)} You need not answer. If you do, say or write it by "
            f"{ask.by.words}. Nothing is started {'again ' if line.was_begun else ''}while we ask."
        ),
        *_room_for_the_answer("Who wrote it down, and was it read back to you"),
    )


def _plainly(line: PlanLine, ask: Ask, discreet: Discreet) -> str:
    if line.ask is not None and ask.question == line.ask.question:
        if line.rule == WANTED and not line.was_begun:
            return WANTED_NEVER_BEGUN
        return PLAIN_QUESTIONS.get(line.rule, ANY_QUESTION)
    return ask.question if discreet.is_safe(ask.question) else ANY_QUESTION


def _room_for_the_answer(rests_on: str) -> tuple[Block, ...]:
    return (
        Heading(level=2, text="The answer"),
        WritingSpace(lines=_LINES),
        Facts(rows=((rests_on, "_" * 30),)),
        SignatureBlock(rows=(Signature(role="Answered by", name="Name and date", signed=""),)),
    )
