"""The answer to a participant: a page, and the same as plain JSON, of what is given and of nothing else."""

from dataclasses import replace
from hashlib import sha256

from exports.page import Document
from registry.catalogue.retention_classes import load_retention_classes
from registry.domain.access import Permission
from registry.domain.access_ground import Answer, Opinion
from registry.domain.errors import InvalidValue, NotAllowed
from registry.domain.held_item import given_items
from registry.domain.subject_access import Release
from registry.domain.text import check_audited, check_prose, check_sentence, number_of
from registry.reports.subject_access import AccessAnswer, answer_bytes, answer_page
from registry.services.held_items import known_names
from registry.services.journeys import journey
from registry.services.sitting import Sitting
from registry.services.subject_access import require_open, resolve_request
from registry.services.subject_access_items import Items, look_at_items
from registry.store.unit_of_work import UnitOfWork


@journey(Permission.ANSWER_ACCESS)
def release_answer(
    sitting: Sitting, asked: str, *, purpose: str, kept: str | None, opinion: Opinion
) -> tuple[Document, bytes]:
    """Return the answer to a request, as a page and as JSON, once every item is marked.

    `kept` says how long the record is kept and by which rule; None for the words of its retention class. `opinion`
    is that of the appropriate health professional that giving these items is not likely to cause serious harm: without
    one that is newer than six months nothing on health is given (DPA 2018, Sch. 3, para. 6). It may be released again
    until it is closed, in another form or after other marks. Raises NotAllowed while an item has no mark, and
    InvalidValue for an opinion that is too old and where nobody says how long the record is kept.
    """
    check_audited(purpose, "The purpose")
    with sitting.looking_up() as uow:
        named = resolve_request(uow, asked)
    if kept is not None:
        check_prose(kept, "How long the record is kept")
        check_sentence(kept, "How long the record is kept")
    opinion.refuse_unless_fresh(sitting.today)
    with sitting.writing("subject-access release", named.participant_id, named.id, purpose=purpose) as uow:
        request = require_open(uow.subject_access.get(named.id))
        seen = look_at_items(sitting, uow, request)
        _require_marked(sitting, seen)
        answer = _answer(sitting, uow, seen, kept or _kept_by_class(uow, request.participant_id))
        data = answer_bytes(answer)
        release = Release(
            by=sitting.user.person,
            at=sitting.now.replace(microsecond=0),
            purpose=purpose,
            opinion=opinion,
            digest=sha256(data).hexdigest(),
        )
        uow.subject_access.save(replace(request, releases=(*request.releases, release)))
    return answer_page(answer), data


def _kept_by_class(uow: UnitOfWork, who: str) -> str:
    """How long a record is kept by its retention class, in words. Raises InvalidValue where that does not say."""
    chosen = uow.retention.of(who)
    of = load_retention_classes().named(chosen.class_id) if chosen else None
    said = [one.words for one in of.periods if chosen and one.counted_from is chosen.counted_from] if of else []
    if of is None or not said:
        raise InvalidValue(
            "How long the record is kept is not known here, and whoever asks is told.",
            hint='Say it with its rule, --kept "...", or choose a class: `throughcare retention set`.',
        )
    return f"{said[0]}, by: {of.source}"


def _require_marked(sitting: Sitting, seen: Items) -> None:
    if left := len(seen.unmarked):
        raise NotAllowed(
            f"{number_of(left, 'item')} to be marked: nobody has, or what is held says something else since.",
            hint="Look at them with `subject-access show REQUEST --unmarked`, and mark each given or withheld.",
        )
    for one in seen.items:
        if one.mark is not None and one.mark.opinion is not None:
            one.mark.opinion.refuse_unless_fresh(sitting.today)


def _answer(sitting: Sitting, uow: UnitOfWork, seen: Items, kept: str) -> AccessAnswer:
    """Put together what is given. What is withheld is let go of here, its names with it."""
    given = tuple(one.item for one in seen.items if one.mark is not None and one.mark.answer is Answer.GIVEN)
    return AccessAnswer(
        participant=seen.participant,
        unit=sitting.unit,
        received=seen.request.received,
        asker=seen.request.asker,
        day=sitting.today,
        by=sitting.user.person,
        kept=kept,
        items=given_items(given, known_names(sitting, uow, given)),
        recipients=tuple(dict.fromkeys(item.sent_to for item in given if item.sent_to)),
    )
