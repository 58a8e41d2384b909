"""Page one of the report for a parole board, in the order and within the limits of the clinical standard."""

from collections.abc import Iterator
from typing import Final, assert_never

from exports.chart import Chart
from exports.page import (
    Block,
    Bullets,
    CheckBlock,
    Facts,
    Gauge,
    Heading,
    PageBreak,
    Paragraph,
    SignatureBlock,
    Style,
    Table,
    WritingSpace,
    points,
)
from registry.domain.people import Tier
from registry.domain.placement import Placement
from registry.domain.plan import Plan
from registry.domain.quoting import quoted
from registry.domain.risk_words import in_their_name
from registry.domain.room_for_words import as_many_as_fit, fits
from registry.domain.text import number_of
from registry.domain.voice import VoiceEntry, VoiceKind
from registry.domain.wording import capital, day_words, month_words, said, sentence
from registry.reports.comparisons import comparisons
from registry.reports.parole_pages import pages_of
from registry.reports.parole_room import ROOMS, Room, Step
from registry.reports.parole_table import by_area, modules_done
from registry.reports.plan_words import not_repeated_meanwhile, remains, repetition
from registry.reports.source import DIGEST, Source
from registry.reports.voice_words import panel_words, shown_words

TITLE: Final = "Psychological treatment received"
WHAT_THIS_IS: Final = "What this is"
IN_SHORT: Final = "In short"
BY_AREA: Final = "By area"
REMAINS: Final = "What remains"
READ_WITH_CARE: Final = "Read with care"
BESIDE: Final = "Beside prison programmes"
VOICE: Final = "In their own words"
LIMITS: Final = "Limits"
SIGNATURES: Final = "Signed, and how to check"
HEADINGS: Final = (
    WHAT_THIS_IS,
    IN_SHORT,
    BY_AREA,
    REMAINS,
    READ_WITH_CARE,
    BESIDE,
    VOICE,
    LIMITS,
    SIGNATURES,
)

NO_COMPARISON: Final = "No comparison has been recorded. That is not evidence the work is less."
NOTHING_TO_COMPARE: Final = "This report holds no piece of work to compare."
ALL_IN_PRISON: Final = "All of this work was itself given in prison."
CUT: Final = "(… more inside.)"
NEXT: Final = "on the pages after this one"
MOST_WORDS: Final = 450
_BESIDE_A_QUOTE: Final = 20  # words of ours


def front_page(source: Source, footer: tuple[str, ...]) -> tuple[Block, ...]:
    """Return page one: the fullest form that has at most 450 words and takes one page; the tightest where none does."""
    blocks: tuple[Block, ...] = ()
    for room in ROOMS:
        blocks = _blocks(source, room)
        if count_words(blocks) <= MOST_WORDS and pages_of(blocks, source, footer) == 1:
            break
    return blocks


def count_words(blocks: tuple[Block, ...]) -> int:
    """Return how many words are read in the blocks, figures included; number and digest are compared, not read."""
    texts = (text for block in blocks for text in _texts(block) if not text.startswith(DIGEST))
    return sum(1 for text in texts for word in text.split() if any(map(str.isalnum, word)))


def whole_on(blocks: tuple[Block, ...], *texts: str) -> bool:
    """Whether every text stands on the page uncut, so that the pages after it need not say it again."""
    printed = [text for block in blocks for text in _texts(block)]
    return all(any(text in line for line in printed) for text in texts)


def _blocks(source: Source, room: Room) -> tuple[Block, ...]:
    table = by_area(source, room)
    blocks: list[Block] = [
        Heading(level=1, text=TITLE),
        _identity(source),
        Heading(level=2, text=WHAT_THIS_IS),
        Paragraph(text=_what_this_is(source, room)),
        Heading(level=2, text=IN_SHORT),
        Paragraph(text=_in_short(source, room)),
        Heading(level=2, text=BY_AREA),
        table or Paragraph(text="This report holds no piece of work and no recorded need."),
        Heading(level=2, text=REMAINS),
        _remains(source, room),
        Heading(level=2, text=READ_WITH_CARE),
        _care(source, room),
        Heading(level=2, text=BESIDE),
        _comparisons(source, room),
        Heading(level=2, text=VOICE),
        *_voice(source, room),
        Heading(level=2, text=LIMITS),
    ]
    cut = any("…" in text for block in blocks for text in _texts(block))
    blocks.append(Paragraph(text=_limits(source, room) + (f" {CUT}" if cut else ""), style=Style.SMALL))
    blocks.append(Heading(level=2, text=SIGNATURES))
    blocks.extend(signature_blocks(source, terse=room.shortens(Step.DETAIL)))
    return tuple(blocks)


def _identity(source: Source) -> Facts:
    participant = source.subject.participant
    rows = [("Name", participant.name.words), ("Born", participant.born.words)]
    stay = source.placement_now
    place = _place(source, stay)
    if stay and not (source.unit and source.unit.id == stay.establishment.id):
        # Whoever wrote this has been left: since when, a board must not have to infer.
        place += f", since {month_words(stay.since)}"
    rows.append(("Place", place))
    legal = [status for status in stay.legal if status.until is None] if stay else []
    words = "; ".join(f"{status.words}, since {month_words(status.since)}" for status in legal)
    rows.append(("Law", capital(words) if words else "not recorded"))
    return Facts(rows=tuple(rows))


def _place(source: Source, stay: Placement | None) -> str:
    """Where they are; of somebody who left and whose next place is not recorded, which place they left and when."""
    last = stay or max(source.subject.placements, key=lambda one: one.since.text, default=None)
    if last is None:
        return "not recorded"
    left = source.left_on(last.establishment.id)
    name = last.establishment.name
    return f"{name} until {month_words(left)}; where now is not recorded" if left else name


def _what_this_is(source: Source, room: Room) -> str:
    author = source.author
    what = "Treatment" if room.shortens(Step.DETAIL) else "Psychological treatment"
    words = [
        f"{what} up to {day_words(source.today)}.",
        "Not a risk assessment; makes no recommendation.",
        f"Written by {author.words}.",
    ]
    statement = source.subject.statement
    known = statement.knowledge_of_case if statement else "Knowledge of the case not stated."
    short = fits(known, room.point)
    words.append(in_their_name(sentence(known), author.name) if short else f"Knowledge of the case: {NEXT}.")
    return " ".join(words)


def _in_short(source: Source, room: Room) -> str:
    """The author's sentences: as many as there is room for, one after another, since half of each says nothing."""
    statement = source.subject.statement
    if statement is None:
        return "The author has written no summary of the case."
    told = as_many_as_fit(statement.in_short, room.short * len(statement.in_short))
    if not told:
        return f"The author’s summary is {NEXT}."
    return " ".join(in_their_name(text, source.author.name) for text in told)


def _remains(source: Source, room: Room) -> Block:
    plan = source.subject.plan
    if plan is None:
        table = ": see the table. " if source.works or source.subject.needs else ". "
        return Paragraph(text=f"No plan is part of this report{table}{_again(source, (), room)}".rstrip())
    left = remains(source, plan, most=room.point, terse=room.shortens(Step.COULD), at=not room.shortens(Step.DETAIL))
    items = list(left[: room.points])
    if len(left) > room.points:
        items.append(f"{len(left) - room.points} more inside\u00a0…")
    if not left:
        items.append("This report names no work that remains.")
    asked = _asked_about(plan, room)
    again = _again(source, repetition(plan), room, asked=bool(asked))
    if again and room.shortens(Step.COULD):
        # Its own line says it too: beside what would be repetition anyway it is the first to go.
        asked = ""
    return Bullets(items=(*items, *(told for told in (again, asked) if told)))


def _asked_about(plan: Plan, room: Room) -> str:
    """What is over and asked about, by name: while there is no answer nothing of it is to be repeated."""
    titles = not_repeated_meanwhile(plan)
    if not titles:
        return ""
    rest = len(titles) - room.points
    named = titles if rest <= 0 else (*titles[: room.points], f"{rest} more, inside")
    return f"Not to be repeated meanwhile: {'; '.join(named)} (asked about)."


def _again(source: Source, again: tuple[str, ...], room: Room, *, asked: bool = False) -> str:
    """What would be repetition by the plan, else what those who gave the work recommended, whole or where it stands;
    blank where there is no work to repeat, or where something is `asked` about, which says it by name.
    """
    done = modules_done(source, again)
    if len(done) > room.points:
        done = (*done[: room.points], f"modules of {len(done) - room.points} more, inside")
    if again or done:
        repeated = f"Would be repetition: {'; '.join((*again, *done))}."
        if again or not any(said(work.recommended) for work in source.works):
            return repeated
        return f"{repeated} {_recommended(source, room)}"
    if asked and not any(said(work.recommended) for work in source.works):
        return ""
    return _recommended(source, room)


def _recommended(source: Source, room: Room) -> str:
    if not source.works:
        return ""
    told = " ".join(sentence(words) for work in source.works if (words := said(work.recommended)))
    if not told:
        return "What would be repetition is not told here; whoever decides the plan judges it."
    if len(told.split()) > room.point:
        return "What staff recommended: in the annexes, under “Not covered, and left”."
    return f"Recommended by those who gave it: {told}"


def _care(source: Source, room: Room) -> Block:
    statement = source.subject.statement
    named = statement.read_with_care if statement else ()
    if not named:
        return Paragraph(text="The author named no point to read with care.")
    told = [in_their_name(point, source.author.name) for point in named if fits(point, room.point)]
    if len(told) < len(named):
        told.append(f"{number_of(len(named) - len(told), 'point')} {NEXT}.")
    return points(tuple(told))


def _comparisons(source: Source, room: Room) -> Block:
    if not source.works:
        return Paragraph(text=NOTHING_TO_COMPARE)
    made = comparisons(source)
    if not made:
        given = {work.establishment.tier for work in source.works}
        return Paragraph(text=f"{ALL_IN_PRISON} {NO_COMPARISON}" if given == {Tier.PRISON} else NO_COMPARISON)
    items = [each.words if fits(each.told, room.point) else each.without(NEXT) for each in made[: room.points]]
    if len(made) > room.points:
        items.append(f"{len(made) - room.points} more inside\u00a0…")
    return points(tuple(items))


def _voice(source: Source, room: Room) -> Iterator[Block]:
    entries = panel_words(source)
    own = [entry for entry in entries if entry.kind not in (VoiceKind.DISPUTES, VoiceKind.CARER)]
    disputed = [entry for entry in entries if entry.kind is VoiceKind.DISPUTES]
    if own:
        yield _quote(own[0], room, f"Words of {source.name}: {NEXT}.")
    elif not entries:
        yield Paragraph(text="No account of their own is part of this report.")
    if disputed and (disputed[0].text is None or fits(disputed[0].text, room.quote)):
        # Apart from our sentence: words of another writing system may run the other way.
        yield Paragraph(text=f"{source.name} disputes:")
    if disputed:
        yield _quote(disputed[0], room, f"{source.name} disputes part of this: {NEXT}.")
    rest = len(own[1:]) + len(disputed[1:])
    more = f" {rest} more of their entries inside …" if rest else ""
    yield Paragraph(text=_shown(source, room) + more)


def _quote(entry: VoiceEntry, room: Room, elsewhere: str) -> Paragraph:
    """Their words whole, or where they stand: the first of them alone may say what the rest takes back."""
    if entry.text is None:
        return Paragraph(text=entry.words)
    if not fits(entry.text, room.quote):
        return Paragraph(text=elsewhere)
    return Paragraph(text=quoted(entry.text), style=Style.QUOTE)


def _shown(source: Source, room: Room) -> str:
    told = shown_words(source, terse=room.shortens(Step.SHOWER))
    # Why nobody showed it stands here whatever its length.
    if source.shown is None or fits(told, room.quote + _BESIDE_A_QUOTE):
        return told
    return f"{shown_words(source, terse=room.shortens(Step.SHOWER), quoting=False)} Their words: {NEXT}."


def _limits(source: Source, room: Room) -> str:
    limit = "Finishing treatment does not show that risk has changed."
    return limit if room.shortens(Step.SHOWER) else f"{limit} From the records of {source.unit_name}."


def signature_blocks(source: Source, *, terse: bool = False) -> Iterator[Block]:
    """Yield who signed and how to check from paper; for a draft, that nobody did. `terse`: an approver by name."""
    check = source.check
    if check is None:
        yield Paragraph(
            text="A draft: nobody has signed it, it cannot be checked, and it must not be relied on.",
            style=Style.STRONG,
        )
        return
    issued = f"Signed electronically by {source.unit_name}"
    if source.approver:
        issued += f" and its approver, {source.approver.name if terse else source.approver.words}"
    yield Paragraph(text=f"{issued}.")
    contact = f" ({source.unit.contact})" if source.unit and source.unit.contact else ""
    yield CheckBlock(
        number=check.number,
        words=check.words,
        sentences=(
            f"Without a computer: telephone {source.unit_name}{contact}; read out number and words.",
            check.digest_line,
        ),
    )


def _texts(block: Block) -> Iterator[str]:
    match block:
        case Heading() | Paragraph():
            yield block.text
        case Bullets():
            yield from block.items
        case Facts():
            yield from (text for row in block.rows for text in row)
        case Chart():
            yield from (block.label, block.scale, *(text for row in block.rows for text in (row.label, row.words)))
            yield from block.sentences
        case Table():
            yield from (column.heading for column in block.columns)
            yield from (line for row in block.rows for cell in row for line in cell.lines)
        case Gauge():
            yield from (block.label, block.words)
        case SignatureBlock():
            yield from (text for row in block.rows for text in (row.role, row.name, row.detail, row.signed))
        case CheckBlock():
            yield from (block.number_label, block.words_label, *block.words, *block.sentences)
        case WritingSpace() | PageBreak():
            return
        case _:
            assert_never(block)
