"""A participant's whole history as lines on one screen."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from itertools import chain
from typing import TypeVar

from registry.cli.door import short
from registry.cli.work_screen import summary_lines
from registry.domain.assessment import Assessment, Score
from registry.domain.corrections import Move
from registry.domain.history import History, Work
from registry.domain.needs import NeedRecord, TargetNeed, need_label
from registry.domain.participant import FirstTwoWeeks, Participant
from registry.domain.people import Tier
from registry.domain.placement import Placement
from registry.domain.quoting import quoted
from registry.domain.voice import Audience, Sharing, VoiceEntry
from registry.domain.wording import period_words, recorded_words, said

NOT_RECORDED = "not recorded"

_R = TypeVar("_R", Placement, NeedRecord, Assessment, Score, VoiceEntry)


def for_the_team(history: History) -> tuple[History, int]:
    """Return the history with the voice entries meant for treating teams, and how many were meant for others only."""
    meant = tuple(entry for entry in history.voice if Audience.TREATING_TEAMS in entry.audiences)
    return replace(history, voice=meant), len(history.voice) - len(meant)


MOST_OF_A_NAME = 48


def found_row(one: Participant) -> tuple[str, ...]:
    """Return one participant as a row of a list; a very long name is cut with an ellipsis, `--json` has it whole."""
    name = one.name.banner if len(one.name.banner) <= MOST_OF_A_NAME else f"{one.name.banner[: MOST_OF_A_NAME - 1]}…"
    numbers = (str(one.nhs_number or "none"), str(one.prison_number or ""))
    return (short(one.id), name, one.born.words, *numbers, one.known_as or "")


def history_lines(history: History, needs: Mapping[str, TargetNeed], today: date) -> Iterator[str]:
    """Yield the banner, then each part of the history; a part without records says so."""
    yield from history.participant.banner(today)
    yield from _identity_lines(history)
    yield from history.notices

    def each(title: str, records: Iterable[_R], lines: Callable[[_R], Iterator[str]]) -> Iterator[str]:
        yield from _section(title, _each(_whose(history, one.id, lines(one)) for one in records))

    weeks = first_two_weeks_lines(history.first_two_weeks or FirstTwoWeeks())
    yield from _section("First two weeks", chain((history.weeks_from,) if history.weeks_from else (), weeks))
    yield from each("Placements", history.placements, placement_lines)
    yield from _section("Work", _work(history.work))
    yield from each("Needs", history.needs, lambda one: need_lines(one, needs))
    yield from each("Assessments", history.assessments, lambda one: assessment_lines(one, today))
    yield from each("Scores", history.scores, lambda one: iter([score_line(one)]))
    yield from each("Voice", history.voice, _voice_lines)
    yield from _section("Sharing", sharing_lines(history.sharing or Sharing()))
    if history.struck:
        many = "1 entry was" if history.struck == 1 else f"{history.struck} entries were"
        yield ""
        yield f"{many} entered in error; see `throughcare error list {short(history.participant.id)}`."
    if history.moves:
        yield from _section("Moved", (move_line(one, history.participant.id) for one in history.moves))


def move_line(move: Move, at: str) -> str:
    """Return the trace of an entry that stood at the wrong participant, as it reads at one of the two."""
    how = f"on {move.at:%d-%b-%Y} by {move.by}: {move.said}"
    if move.to_participant_id == at:
        return f"Moved here from participant {short(move.participant_id)}, where it was entered in error, {how}"
    return f"Moved to participant {short(move.to_participant_id)}, entered in error here, {how}"


def first_two_weeks_lines(page: FirstTwoWeeks) -> Iterator[str]:
    """Yield what a receiving team must know from the first day."""
    yield f"Settles: {page.settles or NOT_RECORDED}"
    yield f"Upsets: {page.upsets or NOT_RECORDED}"
    yield f"Not in a group with: {page.not_in_a_group_with or NOT_RECORDED}"
    yield f"Unfinished: {page.unfinished or NOT_RECORDED}"
    for account in page.not_to_be_asked_again:
        yield f"Not to be asked for again: {account.what}; kept: {account.kept_where}"
    yield f"The last therapy: {page.last_therapy_ended.words}"
    yield f"Old and new therapist have spoken: {page.therapists_spoke.words}"


def placement_lines(placement: Placement) -> Iterator[str]:
    """Yield one placement and each legal status in it."""
    at = f"{placement.establishment.name} ({placement.establishment.tier.words})"
    yield f"{at}: {period_words(placement.since, placement.until)}; {recorded_words(placement.recorded)}"
    if not placement.legal:
        yield "  Legal status not recorded."
    for status in placement.legal:
        ends = placement.ends(status)
        until = f" until {ends.words}" if ends else ""
        yield f"  {status.words} since {status.since.words}{until}"


def assessment_lines(made: Assessment, today: date) -> Iterator[str]:
    """Yield one assessment: the tool, who rated, until when it holds or held, and the judgements in words."""
    until = made.valid_until
    over = until is not None and until.last < today
    holds = "" if until is None else f"; held until {until.words}" if over else f"; holds until {until.words}"
    formulation = "with a formulation" if made.has_formulation else "no formulation"
    yield (
        f"{made.tool} {made.version}, {made.on.words}, {made.rater}, {made.establishment.name}; {formulation}{holds}"
    )
    yield f"  {quoted(made.judgements)}"


def score_line(score: Score) -> str:
    """Return one reading with its range, direction and rater."""
    scale = f", {score.subscale}" if score.subscale else ""
    by = f" ({score.rated_by})" if score.rated_by else ""
    return (
        f"{score.measure} {score.version}{scale}: {score.value} (range {score.lowest} to {score.highest}, "
        f"{score.direction.words}); {score.occasion}, {score.on.words}, {score.rater} rating{by}"
    )


def sharing_lines(facts: Sharing) -> Iterator[str]:
    """Yield the four facts about consent and sharing, each by itself."""
    yield f"Consent to treatment: {facts.consents_to_treatment or NOT_RECORDED}"
    yield f"Told about sharing: {facts.told_about_sharing or NOT_RECORDED}"
    yield f"Objects to sharing: {facts.objects_to_sharing or NOT_RECORDED}"
    yield f"Shared despite objection: {facts.shared_despite_objection or NOT_RECORDED}"


def _identity_lines(history: History) -> Iterator[str]:
    person = history.participant
    if numbers := person.further_numbers:
        yield " · ".join(numbers)
    if person.ethnicity:
        yield f"Describes their ethnicity as: {person.ethnicity.words}"
    if person.aliases:
        yield f"Also uses: {'; '.join(name.banner for name in person.aliases)}"
    for link in history.linked:
        yield f"Linked with the record {short(link.participant_id)}, {link.name.banner}: {said(link.reason)}"


def _whose(history: History, record_id: str, lines: Iterator[str]) -> Iterator[str]:
    """As `_tagged`, and what another unit recorded says so in words."""
    yield from _tagged(record_id, lines)
    if record_id in history.sources:
        yield f"  {history.sources[record_id].words}"


def _tagged(record_id: str, lines: Iterator[str]) -> Iterator[str]:
    """The id stands before the first line, so that an entry can be named to `error mark`."""
    yield f"{short(record_id)}  {next(lines)}"
    yield from lines


def _work(work: Iterable[Work]) -> Iterator[str]:
    # By name: an establishment that was only reported has another id each time it is named.
    by_establishment: dict[tuple[str, Tier], list[Work]] = {}
    for one in work:
        at = one.intervention.establishment
        by_establishment.setdefault((at.name.casefold(), at.tier), []).append(one)
    for there in by_establishment.values():
        at = there[0].intervention.establishment
        yield f"{at.name} ({at.tier.words})"
        for one in there:
            yield from (f"  {line}" for line in summary_lines(one))


def need_lines(record: NeedRecord, needs: Mapping[str, TargetNeed]) -> Iterator[str]:
    """Yield one judgement on a need: how it stands, what they choose, what speaks against it."""
    label = need_label(needs, record.need)
    yield f"{label}: {record.standing}; {record.by}, {record.establishment.name}, {record.on.words}"
    if record.choice:
        again = f"; ask again {record.choice.ask_again.words}" if record.choice.ask_again else ""
        yield f"  Not wanted now: {record.choice.said}, {record.choice.on.words}{again}"
    if record.not_advised_because:
        yield f"  Not advised now: {record.not_advised_because}"
    if record.note:
        yield f"  {record.note}"


def _voice_lines(entry: VoiceEntry) -> Iterator[str]:
    about = f", about {entry.about}" if entry.about else ""
    back = "read back" if entry.read_back else "not read back"
    readers = ", ".join(each.replace("-", " ") for each in entry.audiences)
    yield f"{entry.kind.words}{about}, {entry.on.words}; typed by {entry.typed_by}, {back}; for {readers}"
    for line in (quoted(entry.text) if entry.text else entry.words).split("\n"):
        yield f"  {line}"
    if entry.staff_comment:
        yield f"  Staff comment: {entry.staff_comment}"


def _section(title: str, lines: Iterable[str]) -> Iterator[str]:
    yield ""
    yield title
    yield from [f"  {line}" for line in lines] or [f"  {NOT_RECORDED.capitalize()}."]


def _each(many: Iterable[Iterator[str]]) -> Iterator[str]:
    for lines in many:
        yield from lines
