"""The participant's own copy: it speaks to *you*, in the order of the clinical standard, and is safe to hold.

The rules, in order:

1. A discreet copy names work by its plain activity and nothing else; it holds no number, no place, no attachment and
   no text in which a word was found that could endanger its holder. What is left out is told by one sentence that is
   the same for everyone.
2. A full copy names everything, carries the signed record where there is one, and says where it is kept.
3. It owns the service's part, promises nothing, praises nobody, and uses no figures beyond counts.
4. What staff wrote about them speaks of somebody else: it stands as theirs, and what they saw as a quotation.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from exports.page import Attachment, Block, Bullets, Document, Heading, Paragraph, Style, WritingSpace
from registry.domain.catalogue import Sensitivity
from registry.domain.closure import Outcome
from registry.domain.discreet import Discreet
from registry.domain.dose import sessions_by_kind
from registry.domain.intervention import Delivery, Intervention, State
from registry.domain.plan import LineKind, PlanLine
from registry.domain.quoting import quoted
from registry.domain.session import SessionKind
from registry.domain.voice import VoiceKind
from registry.domain.wording import capital, dated, day_words, is_heard, low, said, sentence
from registry.reports.source import Source, footer_lines
from registry.reports.to_you import away_words, came_words, ended_words, left_words
from registry.reports.you_said import own_voice, you_said

TITLE: Final = "My copy"
DID: Final = "What you did"
IN_THE_WAY: Final = "What got in the way, and whose doing it was"
LEARNED: Final = "What you learned, in your words"
SEEN: Final = "What people saw you do"
FINISHED: Final = "What is finished, and not to be started again"
LEFT: Final = "What is left, and what has to happen for you to move on"
HELPS: Final = "What helps when things go wrong"
SAID: Final = "What you said, and what you disagree with"
WHO: Final = "Who has a copy"
WRONG: Final = "If something here is wrong"
SPACE: Final = "Space for you to write"
# What stands beside each heading for those who want pictures.
PICTURES: Final = {
    DID: "tick",
    IN_THE_WAY: "barrier",
    LEARNED: "bulb",
    SEEN: "eye",
    FINISHED: "flag",
    LEFT: "way",
    HELPS: "umbrella",
    SAID: "speech",
    WHO: "people",
    WRONG: "mark",
    SPACE: "pencil",
}
ORDER: Final = (DID, IN_THE_WAY, LEARNED, SEEN, FINISHED, LEFT, HELPS, SAID, WHO, WRONG, SPACE)
LESS: Final = (
    "This copy is made so that it is safe to carry: it says as little as it can about you. You have a right to a full "
    "copy. Ask for it, and ask where it is kept."
)
_DELIVERY: Final = {
    Delivery.GROUP: "Group work",
    Delivery.INDIVIDUAL: "Individual sessions",
    Delivery.MIXED: "Group work and individual sessions",
    Delivery.RESIDENTIAL: "Shared living",
}
_HAD: Final = {Delivery.GROUP: {SessionKind.GROUP}, Delivery.INDIVIDUAL: {SessionKind.INDIVIDUAL}}


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnCopy:
    """How a copy is made: `discreet` names what it may not hold, None for a full copy, which says where it is kept.

    `activities` are the plain names of programmes by id; `holders` are the names of those who were sent a copy.
    """

    discreet: Discreet | None
    activities: Mapping[str, str]
    holders: tuple[str, ...] = ()
    kept_where: str | None = None
    large_print: bool = False
    pictures: bool = False


def participant_copy(source: Source, how: OwnCopy, *, mark: str, attachment: Attachment | None = None) -> Document:
    """Return the participant's copy; only a full one carries the `attachment`, a banner, a number or its author's name.

    `mark` is what stands across a page that nobody signed.
    """
    pages = _Pages(source, how)
    blocks = (
        Heading(level=1, text=TITLE),
        Paragraph(text=f"{capital(source.name)}, this is your copy of what is written down about your work."),
        Paragraph(text="If you would like somebody to read it to you, ask. You can stop at any time."),
        Paragraph(text="This page has not been tested as Easy Read.", style=Style.SMALL),
        *pages.blocks(),
    )
    if how.discreet is not None:
        return Document(
            title=TITLE,
            author="",
            subject="",
            created=source.made,
            blocks=blocks,
            footer=(f"My copy · {day_words(source.today)}",),
            watermark=mark,
            large_print=how.large_print,
        )
    return Document(
        title=f"{TITLE}: {source.subject.participant.name.words}",
        author=source.author.name,
        subject="A participant's full copy",
        created=source.made,
        blocks=blocks,
        banner=source.banner,
        footer=footer_lines(source),
        watermark=mark,
        attachment=attachment,
        large_print=how.large_print,
    )


def activity_of(source: Source, work: Intervention, discreet: Discreet) -> str:
    """Return the plain name of a piece of work: its programme's where that is safe to hold, else how it was delivered.

    A document of another unit may call its programmes by any name.
    """
    edition = source.edition(work)
    name = edition.activity if edition and discreet.is_safe(edition.activity) else _DELIVERY[work.delivery]
    return name if source.is_setting(work) else as_had(work, name)


def as_had(work: Intervention, name: str) -> str:
    """Return *name*, or where it names groups or individual sessions that this person never had, what they had."""
    had = {kind for kind, many in sessions_by_kind(work).items() if many} or _HAD.get(work.delivery, set(SessionKind))
    if not any(kind in name.casefold() for kind in set(SessionKind) - had):
        return name
    return _DELIVERY[next(delivery for delivery, kinds in _HAD.items() if kinds == had)]


class _Pages:
    """The blocks of one copy, section by section."""

    def __init__(self, source: Source, how: OwnCopy) -> None:
        self.source, self.how = source, how

    def blocks(self) -> Iterator[Block]:
        sections = {
            DID: self._did(),
            IN_THE_WAY: self._in_the_way(),
            LEARNED: self._learned(),
            SEEN: self._seen(),
            FINISHED: self._finished(),
            LEFT: self._left(),
            HELPS: self._helps(),
            SAID: self._said(),
            WHO: self._who(),
            WRONG: self._wrong(),
            SPACE: iter(
                (Paragraph(text="Anything you want to add, change or ask."), WritingSpace(lines=6, fills=True))
            ),
        }
        for heading in ORDER:
            yield Heading(level=2, text=heading, picture=PICTURES[heading] if self.how.pictures else "")
            yield from sections[heading]

    def _safe(self, text: str | None) -> str | None:
        """What somebody wrote, on one line, where it may stand on this copy."""
        words = said(text)
        return words if words and (self.how.discreet is None or self.how.discreet.is_safe(words)) else None

    def _name(self, work: Intervention) -> str:
        discreet = self.how.discreet
        return activity_of(self.source, work, discreet) if discreet else f"{work.title}, {work.establishment.name}"

    def _did(self) -> Iterator[Block]:
        if not self.source.works:
            yield Paragraph(
                text="No work with us is written down in this copy. Anything you did elsewhere is written down by the "
                "people you did it with. You can ask us for it."
            )
        for work in self.source.works:
            begun = f", from {work.started.words}" if work.started else ""
            yield Paragraph(text=f"{self._name(work)}{begun}", style=Style.STRONG)
            setting = self.source.is_setting(work)
            told = (*(() if setting else came_words(work)), ended_words(work, setting=setting), *self._theirs(work))
            yield Paragraph(text=" ".join(told))

    def _theirs(self, work: Intervention) -> tuple[str, ...]:
        """The words another unit had for the end, as they were imported; whose, where this copy may say so."""
        words = self._safe(work.closure.deselection_wording) if work.closure else None
        whose = "the service that wrote it down" if self.how.discreet else work.establishment.name
        return (f"In the words of {whose}, as imported: {quoted(words)}.",) if words else ()

    def _in_the_way(self) -> Iterator[Block]:
        told = away_words(self.source.works)
        yield Bullets(items=told) if told else Paragraph(text="Nothing that got in the way is written down.")

    def _learned(self) -> Iterator[Block]:
        own = [skill.participant_words for work in self.source.works for skill in work.skills]
        own += [
            review.participant_answer for work in self.source.works for goal in work.goals for review in goal.reviews
        ]
        own += [entry.text for entry in own_voice(self.source, VoiceKind.HELPED)]
        found = tuple(dict.fromkeys(quoted(words) for text in own if (words := self._safe(text))))
        yield (
            Bullets(items=found)
            if found
            else Paragraph(
                text="None of your own words about it are in this copy. There is space at the end to write them."
            )
        )

    def _seen(self) -> Iterator[Block]:
        found = []
        for work in self.source.works:
            for entry in work.progress:
                who = self._safe(entry.by) or "Staff"
                if outside := self._safe(entry.seen_outside):
                    by = self._safe(entry.seen_outside_by)
                    found.append(f"{who} wrote: {quoted(outside)}" + (f" Seen by: {by}." if by else ""))
                if inside := self._safe(entry.seen_in_sessions):
                    found.append(f"{who} wrote of the sessions: {quoted(inside)}")
        yield (
            Bullets(items=tuple(dict.fromkeys(found)))
            if found
            else Paragraph(text="Nothing that people saw is in this copy. That does not mean that there was nothing.")
        )

    def _finished(self) -> Iterator[Block]:
        # Work that was only heard of is asked about: it is finished where the plan says that it counts.
        ours = [work for work in self.source.works if not is_heard(work)]
        done = [work for work in ours if work.outcome is Outcome.COMPLETED and not self.source.is_setting(work)]
        names = [f"{self._name(work)}: finished {dated(work.closure.on)}." for work in done if work.closure]
        # What came with them from elsewhere is no work of this record: the plan says that it counts.
        mine = {work.id for work in ours}
        names += [
            f"{self._line_name(line)}: what you did elsewhere counts here."
            for line in self._lines(LineKind.CREDIT, LineKind.RECOGNISED)
            if mine.isdisjoint(line.work)
        ]
        if not names:
            yield Paragraph(text="Nothing is written down as finished yet.")
            return
        yield Bullets(items=tuple(dict.fromkeys(names)))
        yield Paragraph(text="If anybody asks you to start one of these again from the beginning, show them this page.")

    def _lines(self, *kinds: LineKind) -> tuple[PlanLine, ...]:
        plan = self.source.subject.plan
        return tuple(line for line in plan.lines if line.stands_as in kinds) if plan else ()

    def _line_name(self, line: PlanLine) -> str:
        if self.how.discreet is None:
            return line.title
        mine = next((work for work in self.source.works if work.id in line.work), None)
        if mine is not None:
            return activity_of(self.source, mine, self.how.discreet)
        return self._safe(self.how.activities.get(line.programme_id or "")) or "A piece of work"

    def _left(self) -> Iterator[Block]:
        found = tuple(
            dict.fromkeys(
                left_words(
                    self._line_name(line),
                    line,
                    today=self.source.today,
                    words=self._safe(line.words),
                    tender=self._is_tender(line),
                    running=any(work.state is State.IN_PROGRESS for work in self.source.works if work.id in line.work),
                )
                for line in self._lines(*LineKind)
                if line.stands_as not in (LineKind.CREDIT, LineKind.RECOGNISED, LineKind.KEEP_GOING)
            )
        )
        if not found:
            yield Paragraph(text="Nothing is written down as left to do.")
            return
        yield Bullets(items=found)
        yield Paragraph(text="You can ask who is doing each of these, and by when.")

    def _is_tender(self, line: PlanLine) -> bool:
        # What is not matched to an edition may be trauma or offence work, where no session is ever named.
        mine = next((work for work in self.source.works if work.id in line.work), None)
        edition = self.source.edition(mine) if mine else None
        return edition is None or edition.sensitivity is not Sensitivity.NONE

    def _helps(self) -> Iterator[Block]:
        found = []
        for skill in (skill for work in self.source.works for skill in work.skills):
            name = self._safe(skill.skill)
            if name is None:
                continue
            parts = [
                f"when: {low(cue)}" if (cue := self._safe(skill.cue)) else "",
                f"early signs: {signs}" if (signs := self._safe(skill.early_signs)) else "",
                f"who helps: {who}" if (who := self._safe(skill.supported_by)) else "",
            ]
            found.append(" ".join(sentence(part) for part in (name, *parts) if part))
        found += [sentence(words) for work in self.source.works if (words := self._safe(work.helps_after))]
        weeks = self.source.subject.first_two_weeks
        if weeks and (words := self._safe(weeks.settles)):
            found.append(f"What settles you: {words}")
        if not found:
            yield Paragraph(text="Nothing about this is in this copy. You can write it at the end.")
            return
        yield Paragraph(text="Staff wrote this down, in their words:")
        yield Bullets(items=tuple(dict.fromkeys(found)))

    def _said(self) -> Iterator[Block]:
        # What they do not want now stands with what is left already.
        told = {line.words for line in self._lines(LineKind.NOT_WANTED) if line.words}
        found = tuple(you_said(self.source, safe=self._safe, name=self._name, told=told))
        yield from found or (Paragraph(text="No words of yours are in this part. You can add some at any time."),)

    def _who(self) -> Iterator[Block]:
        yield Paragraph(text="The people who treat you here have what is written down.")
        many = len(self.how.holders)
        if self.how.discreet is not None:
            if many:
                sent = "One other place was" if many == 1 else f"{many} other places were"
                yield Paragraph(
                    text=f"{sent} sent something about you. The full copy names everybody. You can ask to see it."
                )
            else:
                yield Paragraph(text="Nobody else was sent anything about you.")
            yield Paragraph(text=LESS)
        else:
            if self.how.holders:
                yield Paragraph(text="Others were sent something about you:")
                yield Bullets(items=self.how.holders)
            else:
                yield Paragraph(text="Nobody else was sent anything about you.")
            yield Paragraph(text=f"This is your full copy. It is kept: {self.how.kept_where or 'ask where'}.")

    def _wrong(self) -> Iterator[Block]:
        contact = self._safe(self.source.unit.contact) if self.source.unit else None
        yield Bullets(
            items=(
                "Tell anybody who treats you. They must write down what you say, in your words.",
                "You do not have to prove it. What you disagree with stands beside what they wrote.",
                "An advocate can help you. An advocate is on your side and does not work for us.",
                *((f"You can ring: {contact}.",) if contact else ()),
                "If you are not happy with the answer, you can complain. Somebody can write it for you.",
            )
        )
