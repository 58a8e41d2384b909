"""What a person should know before a draft is signed, beside what it says itself."""

from collections.abc import Iterator

from registry.domain.addressing import Purpose
from registry.domain.errors import NotAllowed
from registry.domain.hits import risk_said, texts_of_draft
from registry.domain.profiles import PROFILES, Section
from registry.domain.quoting import quoted
from registry.domain.stored_documents import Direction, Status
from registry.domain.summary import Draft
from registry.domain.wording import sentence
from registry.services.sitting import Sitting
from registry.services.standings import beside_words, weeks_words
from registry.store.unit_of_work import UnitOfWork


def notices_of_draft(sitting: Sitting, draft: Draft) -> tuple[str, ...]:
    """Return, for whoever has just made a draft, what `draft_notices` returns, and what it says of a risk: whoever
    approves it is asked about each of these words.
    """
    with sitting.looking_up() as uow:
        return (*draft_notices(uow, draft), *_risk_notices(draft))


def draft_notices(uow: UnitOfWork, draft: Draft) -> tuple[str, ...]:
    """Return in sentences: that an interim draft takes no approved version's place, that the page on the first two
    weeks stays here because its own summary was withdrawn, and that no report will be printed for a tribunal.
    """
    return tuple(_notices(uow, draft))


def _risk_notices(draft: Draft) -> Iterator[str]:
    if said := risk_said(texts_of_draft(draft)):
        yield (
            f"It says {', '.join(map(quoted, said))}. Completed work says nothing about risk: issue it again in other "
            "words, or whoever approves it must confirm these, and they are printed as the words of who wrote them."
        )


def refuse_withdrawn_weeks(uow: UnitOfWork, draft: Draft) -> None:
    """Raise NotAllowed for a draft that was made before the summary of its page on the first two weeks was withdrawn.

    A unit would sign what its author has taken back.
    """
    page, who = draft.subject.first_two_weeks, draft.subject.participant.id
    if page is None or page != uow.first_two_weeks.of(who):
        return
    came_with = uow.first_two_weeks.came_with(who)
    if came_with is not None and uow.documents.get(came_with).status is Status.WITHDRAWN:
        raise NotAllowed(
            f"The draft holds a page that does not travel on. {weeks_words(uow, who)}",
            hint="Issue it again; or read the page again first: `participant first-two-weeks WHO --read-again`.",
        )


def _notices(uow: UnitOfWork, draft: Draft) -> Iterator[str]:
    if draft.interim and (beside := beside_words(uow, draft.series.id, Direction.ISSUED)):
        yield beside
    if draft.purpose is Purpose.TRIBUNAL and draft.subject.participant.untried:
        yield "No report is printed from it while the participant is not convicted: the tribunal gets the signed file."
    participant_id = draft.subject.participant.id
    left_out = Section.FIRST_TWO_WEEKS in PROFILES[draft.purpose].sections and draft.subject.first_two_weeks is None
    if left_out and (came := weeks_words(uow, participant_id)):
        yield f"The page on the first two weeks is not part of this summary. {sentence(came)}"
