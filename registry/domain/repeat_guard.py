"""Whether treatment about to begin was done already, runs already, or waits for an answer: asked before it starts.

What arms the guard: a line that the record credits, whatever it was changed into, or that stands as recognised; work
somebody still asks about, or asked about that is recorded as completed; work that runs elsewhere; and a named judge's
word that something credited or running covers a substantial part of what would begin.
What only a summary withdrawn since told of is in no plan: it stops somebody once, to ask the participant.
Names, acronyms and families prove nothing, so they credit nothing and cover nothing. Unmatched work that is asked about
stops each programme that its name may mean, because any of them may be what is asked about.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from registry.domain.catalogue import OverlapJudgement, Programme, Strength, programme_of
from registry.domain.closure import Outcome
from registry.domain.continuity_piece import is_waiting
from registry.domain.history import History, Work
from registry.domain.intervention import Intervention
from registry.domain.judgements import last_of_each
from registry.domain.plan import LineKind, Plan, PlanLine
from registry.domain.programme_names import programmes_meant
from registry.domain.wording import capital, sentence

_DONE = (LineKind.CREDIT, LineKind.RECOGNISED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Already:
    """One thing that would be repeated: what was done, where and when, in one sentence, and its records."""

    said: str
    records: tuple[str, ...]


def already(
    plan: Plan,
    history: History,
    overlaps: Iterable[OverlapJudgement],
    edition_id: str,
    *,
    programmes: Iterable[Programme],
    apart_from: str | None = None,
) -> tuple[Already, ...]:
    """Return what would be repeated by beginning an edition; nothing where its programme is new to the person.

    `programmes` are those that the name of unmatched work may mean. `apart_from` is the record about to begin, which
    does not repeat itself.
    """
    programme_id = programme_of(edition_id)
    done = _done(plan, apart_from)
    running = _running(history, apart_from)
    editions = {work.intervention.id: work.edition.edition_id for work in history.work if work.edition}
    found = [*done.get(programme_id, ()), *running.get(programme_id, ())]
    completed = {
        work.intervention.id
        for work in history.work
        if work.intervention.closure and work.intervention.closure.outcome is Outcome.COMPLETED
    }
    named = _named(history, tuple(programmes), programme_id, apart_from)
    for line in plan.lines:
        by_name = line.programme_id is None and not named.isdisjoint(line.work)
        if not by_name and (line.programme_id != programme_id or all(record == apart_from for record in line.work)):
            continue
        if line.stands_as is LineKind.ASK_FIRST:
            found.append(_asked(line, by_name=by_name))
        elif by_name and line.stands_as in _DONE:
            found.append(_as_done(line))
        elif line.kind is LineKind.ASK_FIRST and line.stands_as not in _DONE and completed.intersection(line.work):
            found.append(Already(said=f"{line.reason}{_changed(line)}", records=line.work))
    judged = [one for one in overlaps if one.covered_programme == programme_id]
    for of in dict.fromkeys(one.covers_programme for one in judged):
        for one in (*done.get(of, ()), *running.get(of, ())):
            bears = last_of_each(
                judgement
                for judgement in judged
                if any(judgement.speaks_of(editions.get(record, of), edition_id) for record in one.records)
                and judgement.covers_programme == of
            )
            if any(judgement.strength is Strength.SUBSTANTIAL for judgement in bears):
                # Whoever judged less is told as well: who reads it weighs both.
                said = " ".join(map(_judged, bears))
                found.append(Already(said=f"{one.said} {said}", records=one.records))
    return tuple({one.said: one for one in found}.values())


def told_of(
    withdrawn: Iterable[tuple[str, Work]],
    own: Iterable[Intervention],
    edition_id: str,
    *,
    apart_from: str | None = None,
) -> tuple[Already, ...]:
    """Return that a summary withdrawn since told of this programme as begun: somebody asks the participant, once.

    `withdrawn` is such work after its summary's name; `own` is the work recorded here. Where work here was begun with a
    reason in spite of that record, nothing more is asked.
    """
    seen = {record for one in own if one.repeat and one.id != apart_from for record in one.repeat.of}
    found: dict[str, list[str]] = {}
    for named, work in withdrawn:
        record = work.intervention
        if work.edition is None or work.edition.programme_id != programme_of(edition_id) or is_waiting(record):
            continue
        if record.id not in seen:
            said = f"A {named}, since withdrawn, told of it ({work.named}): ask them."
            found.setdefault(said, []).append(record.id)
    return tuple(Already(said=said, records=tuple(records)) for said, records in found.items())


def _judged(judgement: OverlapJudgement) -> str:
    how_far = f"that it covers {judgement.strength.words}"
    care = f"To be read with care: {sentence(judgement.caution)}"
    return f"{judgement.judged_by} judged on {judgement.on.words} {how_far}. {care}"


def _done(plan: Plan, apart_from: str | None) -> dict[str, list[Already]]:
    found: dict[str, list[Already]] = {}
    for line in plan.lines:
        done = line.kind in _DONE or line.stands_as in _DONE
        if done and line.programme_id and any(record != apart_from for record in line.work):
            found.setdefault(line.programme_id, []).append(_as_done(line))
    return found


def _as_done(line: PlanLine) -> Already:
    decided = line.decision
    by = _changed(line)
    if line.kind not in _DONE and decided:
        disagrees = f" {sentence(decided.disagreement)}" if decided.disagreement else ""
        by = f" {decided.by.name} recognised it on {decided.on.words}.{disagrees}"
    return Already(said=f"{line.reason}{by}", records=line.work)


def _named(history: History, known: tuple[Programme, ...], programme_id: str, apart_from: str | None) -> set[str]:
    """The records of unmatched work whose name may mean a programme, alone or with others."""
    return {
        work.intervention.id
        for work in history.work
        if work.edition is None
        and work.intervention.id != apart_from
        and any(one.id == programme_id for one in programmes_meant(known, work.intervention.title))
    }


def _asked(line: PlanLine, *, by_name: bool) -> Already:
    """What a question stops. Of a name the question is told too: nothing else says what this has to do with it."""
    if by_name and line.question:
        said = f"{line.reason} The line {line.key} asks: {line.question.question} {capital(line.meanwhile)} meanwhile."
    else:
        said = f"{line.reason} It is asked about: {line.meanwhile} meanwhile."
    return Already(said=said, records=line.work)


def _changed(line: PlanLine) -> str:
    """What somebody decided that the line is instead: it is told, and takes nothing from the record."""
    decided = line.decision
    if decided is None or decided.changed_to is None:
        return ""
    return (
        f" {decided.by.name} changed the line to {decided.changed_to.words} on {decided.on.words}; the record stands."
    )


def _running(history: History, apart_from: str | None) -> dict[str, list[Already]]:
    found: dict[str, list[Already]] = {}
    for work in history.work:
        record = work.intervention
        if work.edition is not None and record.is_running and record.id != apart_from:
            since = f" since {record.started.words}" if record.started else ""
            said = f"{work.named} is running at {record.establishment.name}{since}: {work.source.words}."
            found.setdefault(work.edition.programme_id, []).append(Already(said=said, records=(record.id,)))
    return found
