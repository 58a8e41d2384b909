"""The participant's own copy: it speaks to *you*, in the order of the clinical standard, and is safe to hold.

The rules, in order:

1. A discreet copy names work by its plain activity and nothing else; it holds no number, no place, no attachment and
   no text in which a word was found that could endanger its holder. What is left out is told by one sentence that is
   the same for everyone.
2. A full copy names everything that they may see, and tells by kind what is not in it; it carries the signed record
   where there is one, and says where it is kept.
3. It owns the service's part, promises nothing, praises nobody, and uses no figures beyond counts.
4. What staff wrote about them speaks of somebody else: it stands as theirs, and what they saw as a quotation.
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from exports.page import Attachment, Block, Bullets, Document, Heading, Paragraph, Style, WritingSpace
from registry.domain.begun import never_began
from registry.domain.intervention import SAYS_WHY, Intervention, State
from registry.domain.plan import LineKind, PlanLine
from registry.domain.product import Skill
from registry.domain.quoting import quoted, quoted_at_the_end
from registry.domain.voice import VoiceKind
from registry.domain.wording import capital, day_words, low, said, sentence
from registry.reports.full_copy import (
    JUDGED,
    MADE,
    ONLY_IN_FULL,
    OTHERS,
    judged_blocks,
    made_blocks,
    others_blocks,
)
from registry.reports.not_for_now import is_asked_whether_wanted, not_for_now_words, said_not_now
from registry.reports.own_copy import Naming, OwnCopy
from registry.reports.source import Source, footer_lines
from registry.reports.to_you import away_elsewhere_words, away_words, came_words, ended_words, left_words
from registry.reports.who_has_it import who_blocks
from registry.reports.you_said import own_voice, you_said
from registry.reports.your_work import (
    elsewhere_words,
    finished_words,
    given_words,
    goal_words,
    not_all_shown_words,
    where_words,
)

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
    MADE: "bulb",
    JUDGED: "eye",
    OTHERS: "people",
    WHO: "people",
    WRONG: "mark",
    SPACE: "pencil",
}
ORDER: Final = (DID, IN_THE_WAY, LEARNED, SEEN, FINISHED, LEFT, HELPS, SAID, WHO, WRONG, SPACE)
FULL_ORDER: Final = (*ORDER[:-3], *ONLY_IN_FULL, *ORDER[-3:])


def participant_copy(
    source: Source, how: OwnCopy, *, mark: str, across: bool = True, attachment: Attachment | None = None
) -> Document:
    """Return the participant's copy; only a full one carries the `attachment`, a banner, a number or its author's name.

    `mark` is what stands on a page that nobody signed, and `across` it where that warns and does not only say of when
    it is: letters behind letters are hard to read.
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
            across=across,
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
        across=across,
        attachment=attachment,
        large_print=how.large_print,
    )


class _Pages:
    """The blocks of one copy, section by section."""

    def __init__(self, source: Source, how: OwnCopy) -> None:
        self.source, self.how, self.naming = source, how, Naming(source, how)

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
            MADE: made_blocks(self.naming),
            JUDGED: judged_blocks(self.naming),
            OTHERS: others_blocks(self.naming),
            WHO: who_blocks(self.naming),
            WRONG: self._wrong(),
            SPACE: iter(
                (Paragraph(text="Anything you want to add, change or ask."), WritingSpace(lines=6, fills=True))
            ),
        }
        for heading in FULL_ORDER if self.naming.is_full else ORDER:
            yield Heading(level=2, text=heading, picture=PICTURES[heading] if self.how.pictures else "")
            yield from sections[heading]

    def _did(self) -> Iterator[Block]:
        if not self.source.works:
            yield Paragraph(
                text="No work with us is written down in this copy. Anything you did elsewhere is written down by the "
                "people you did it with. You can ask us for it."
            )
        for work in self.source.works:
            begun = f", from {work.started.words}" if work.started else ""
            yield Paragraph(text=f"{self.naming.work(work)}{begun}", style=Style.STRONG)
            setting = self.source.is_setting(work)
            ended = ended_words(work, setting=setting, moved=self.naming.is_left(work))
            told = (*(() if setting else came_words(work)), ended, *self._theirs(work))
            yield Paragraph(text=" ".join(told))
        if elsewhere := elsewhere_words(self.naming):
            yield Paragraph(text="What you did elsewhere, as others told us:")
            yield Bullets(items=elsewhere)

    def _theirs(self, work: Intervention) -> tuple[str, ...]:
        """Why it stands where it does, in the words of staff; of work that ended, the words another unit had for it, as
        they were imported. Either may name a condition or an offence in words that no list has: in a full copy alone.
        """
        if self.naming.is_full and (why := said(work.standing_because)) and work.state in SAYS_WHY:
            return (f"Staff wrote why: {quoted_at_the_end(why)}",)
        words = said(work.closure.deselection_wording) if work.closure and self.naming.is_full else None
        return (f"In the words of {work.establishment.name}, as imported: {quoted_at_the_end(words)}",) if words else ()

    def _in_the_way(self) -> Iterator[Block]:
        told, elsewhere = away_words(self.source.works), away_elsewhere_words(self.naming.elsewhere)
        if told:
            yield Bullets(items=told)
        if elsewhere:
            yield Paragraph(text="Where you were before, as others told us:")
            yield Bullets(items=elsewhere)
        if not told and not elsewhere:
            yield Paragraph(text="Nothing that got in the way is written down.")

    def _learned(self) -> Iterator[Block]:
        helped = [entry.text for entry in own_voice(self.source, VoiceKind.HELPED)]
        # Words for a skill that they said in a sentence too are theirs in that sentence.
        skills = [skill.participant_words for skill in self._skills()]
        own = [words for words in skills if not any(words and text and words in text for text in helped)] + helped
        words = [quoted(words) for text in own if (words := self.naming.safe(text))]
        found = tuple(dict.fromkeys((*words, *goal_words(self.naming))))
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
                who = self.naming.safe(entry.by) or "Staff"
                if outside := self.naming.safe(entry.seen_outside):
                    by = self.naming.safe(entry.seen_outside_by)
                    found.append(f"{who} wrote: {quoted(outside)}" + (f" Seen by: {by}." if by else ""))
                if inside := self.naming.safe(entry.seen_in_sessions):
                    found.append(f"{who} wrote of the sessions: {quoted(inside)}")
        yield (
            Bullets(items=tuple(dict.fromkeys(found)))
            if found
            else Paragraph(text="Nothing that people saw is in this copy. That does not mean that there was nothing.")
        )

    def _finished(self) -> Iterator[Block]:
        names = finished_words(self.naming)
        if names:
            yield Bullets(items=names)
            again = "If anybody asks you to start one of these again from the beginning, show them this page."
            yield Paragraph(text=again)
        else:
            yield Paragraph(text="Nothing is written down as finished yet.")
        if given := given_words(self.naming):
            yield Bullets(items=given)
            yield Paragraph(text="Nobody here should ask you for it again. If anybody asks, show them this page.")

    def _lines(self, *kinds: LineKind) -> tuple[PlanLine, ...]:
        plan = self.source.subject.plan
        return tuple(line for line in plan.lines if line.stands_as in kinds) if plan else ()

    def _left(self) -> Iterator[Block]:
        done = (LineKind.CREDIT, LineKind.RECOGNISED, LineKind.KEEP_GOING)
        lines = self._lines(*(kind for kind in LineKind if kind not in done))
        found, unseen = tuple(dict.fromkeys(map(self._line_left, lines))), tuple(not_all_shown_words(self.naming))
        if found:
            yield Bullets(items=found)
            yield Paragraph(text="You can ask who is doing each of these, and by when.")
        if unseen:
            yield Paragraph(text="What is not all there yet, as staff judged it:")
            yield Bullets(items=unseen)
        if not found and not unseen:
            yield Paragraph(text="Nothing is written down as left to do.")

    def _line_left(self, line: PlanLine) -> str:
        if line.stands_as is LineKind.NOT_WANTED or is_asked_whether_wanted(line):
            answer = said_not_now(self.naming, line)
            held = replace(answer, words=self.naming.safe(answer.words)) if answer else None
            return not_for_now_words(
                self.naming.line(line),
                line,
                held,
                today=self.source.today,
                begun=self._is_begun(line),
                elsewhere=bool(answer and self.naming.is_kept_back(answer.words)),
            )
        told = left_words(
            self.naming.line(line),
            line,
            today=self.source.today,
            tender=self.naming.is_tender(line),
            running=any(work.state is State.IN_PROGRESS for work in self.source.works if work.id in line.work),
            begun=self._is_begun(line),
            here=self.naming.here,
            goes_on=self.naming.goes_on(line),
        )
        return f"{told}{where_words(self.naming, line)}"

    def _is_begun(self, line: PlanLine) -> bool:
        """Whether any of the work a line speaks of began, or it speaks of none that this copy holds."""
        held = (*self.source.works, *(one.intervention for one in self.naming.how.elsewhere))
        of_it = [work for work in held if work.id in line.work]
        return not of_it or not all(map(never_began, of_it))

    def _skills(self) -> tuple[Skill, ...]:
        """The skills of their work with us, and those that the plan keeps going from elsewhere."""
        ours = (skill for work in self.source.works for skill in work.skills)
        kept = (skill for line in self._lines(LineKind.KEEP_GOING) for skill in line.skills)
        return tuple(dict.fromkeys((*ours, *kept)))

    def _helps(self) -> Iterator[Block]:
        found = []
        for skill in self._skills():
            name = self.naming.safe(skill.skill)
            if name is None:
                continue
            parts = [
                f"when: {low(cue)}" if (cue := self.naming.safe(skill.cue)) else "",
                f"early signs: {signs}" if (signs := self.naming.safe(skill.early_signs)) else "",
                f"who helps: {who}" if (who := self.naming.safe(skill.supported_by)) else "",
            ]
            found.append(" ".join(sentence(part) for part in (name, *parts) if part))
        found += [sentence(words) for work in self.source.works if (words := self.naming.safe(work.helps_after))]
        weeks = self.source.subject.first_two_weeks
        if weeks and (words := self.naming.safe(weeks.settles)):
            found.append(f"What settles you: {words}")
        if not found:
            yield Paragraph(text="Nothing about this is in this copy. You can write it at the end.")
            return
        yield Paragraph(text="Staff wrote this down, in their words:")
        yield Bullets(items=tuple(dict.fromkeys(found)))

    def _said(self) -> Iterator[Block]:
        # What they do not want now stands with what is left already.
        answers = (said_not_now(self.naming, line) for line in self._lines(LineKind.NOT_WANTED))
        told = {answer.words for answer in answers if answer and answer.words}
        found = tuple(you_said(self.naming, told=told))
        if not found:
            to_us = " to us" if self.how.senders else ""
            yield Paragraph(text=f"No words of yours{to_us} are in this part. You can add some at any time.")
        yield from found

    def _wrong(self) -> Iterator[Block]:
        contact = self.naming.safe(self.source.unit.contact) if self.source.unit else None
        yield Bullets(
            items=(
                "Tell anybody who treats you. They must write down what you say, in your words.",
                "You do not have to prove it. What you disagree with stands beside what they wrote.",
                "An advocate can help you. An advocate is on your side and does not work for us.",
                *((f"You can ring: {contact}.",) if contact else ()),
                "If you are not happy with the answer, you can complain. Somebody can write it for you.",
            )
        )
