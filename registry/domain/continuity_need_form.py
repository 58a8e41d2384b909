"""The form every line about a need has: its key, evidence, cautions and confidence."""

from typing import Any

from registry.domain.continuity_case import Case
from registry.domain.continuity_form import slug
from registry.domain.continuity_open_need import OpenNeed
from registry.domain.continuity_words import evidence_of, label, need_evidence
from registry.domain.history import Work
from registry.domain.plan import WANTED, WHOSE_LACK, Evidence, LineKind, PlanLine, Trust
from registry.domain.wording import dated, low

# Rules whose line speaks of a part that was done, and of which nobody has judged yet what it covers.
_PART_DONE = ("withdrawn-part-done",)


def need_line(
    case: Case,
    need: OpenNeed,
    code: str,
    kind: LineKind,
    *,
    reason: str,
    would_change: str,
    first_cautions: tuple[str, ...] = (),
    title: str | None = None,
    programme_id: str | None = None,
    more_evidence: tuple[Evidence, ...] = (),
    settled: frozenset[str] = frozenset(),
    **more: Any,
) -> PlanLine:
    """Return a line about a need, resting on its record and on what was waited for.

    `settled` are programmes of which it was judged what they cover of this one.
    """
    evidence = (
        *((need_evidence(case, need.record),) if need.record else ()),
        *(evidence_of(work) for work in need.waiting),
        *more_evidence,
    )
    return PlanLine(
        key=f"{slug(need.need)}:{slug(programme_id) if programme_id else 'need'}:{code}",
        kind=kind,
        need=need.need,
        title=title or f"Work on {low(label(case, need.need))}",
        rule=code,
        reason=reason,
        evidence=evidence,
        cautions=tuple(dict.fromkeys((*first_cautions, *_about_the_need(case, need, settled)))),
        confidence=max((one.trust for one in evidence), key=lambda one: one.rank, default=Trust.OWN),
        would_change=would_change,
        programme_id=programme_id,
        **more,
    )


def why_open(case: Case, need: OpenNeed) -> str:
    """Open a line's reason: who judged the need, and when. No full stop, so that a builder may go on."""
    record = need.record
    assert record is not None, "a need that nobody judged is asked about"
    return f"{label(case, need.need)}: judged {record.standing.value} {dated(record.on)} by {record.by}"


def _about_the_need(case: Case, need: OpenNeed, settled: frozenset[str]) -> list[str]:
    said = [_waited(case, work) for work in need.waiting]
    record = need.record
    rests_on = [work.source for work in need.waiting]
    if record and record.id in case.history.sources:
        rests_on.append(case.history.sources[record.id])
    said += [source.doubt_words for source in rests_on if source.doubt_words]
    if record and not case.is_here(record.establishment):
        said.append(f"The need was judged at {record.establishment.name}: judge it here before anything starts.")
    if record and record.choice and record.not_advised_because:
        said.append(f"{record.by} also advised against it for now: {record.not_advised_because}")
    for one in need.older:
        if one.choice:
            said.append(f"On {one.choice.on.words} the participant did not want this: {one.choice.said}")
        if one.not_advised_because:
            said.append(f"On {one.on.words} {one.by} advised against it: {one.not_advised_because}")
    for line in need.lines:
        if line.kind is LineKind.CREDIT:
            said.append(f"{line.title} is completed: what follows adds to it and does not repeat it.")
        if line.kind is LineKind.NOT_WANTED or line.rule in (WANTED, WHOSE_LACK):
            said.append(f"Read first: {line.reason}")
        elif (line.kind is LineKind.NOT_AVAILABLE or line.rule in _PART_DONE) and line.programme_id not in settled:
            said.append(f"Part of {line.title} may have been done: nobody has judged yet what it covers.")
    return said


def _waited(case: Case, work: Work) -> str:
    """Say that waiting counts."""
    record = work.intervention
    since = f" since {record.referred.words}" if record.referred else ""
    if case.is_here(record.establishment) and record.closure is None:
        return f"Is waiting here for {record.title}{since}: the time waited counts."
    return f"Was waiting for {record.title} at {record.establishment.name}{since}: the time waited still counts."
