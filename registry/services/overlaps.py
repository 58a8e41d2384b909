"""Overlap judgements by named clinicians: made, listed, and taken back by whoever made them."""

from collections.abc import Sequence
from dataclasses import replace

from registry.catalogue.search import named_edition
from registry.documents.judgement_proof import key_of, sign_judgement
from registry.domain.access import Permission
from registry.domain.catalogue import OverlapJudgement, Strength
from registry.domain.dates import PartialDate
from registry.domain.edition import Module
from registry.domain.errors import InvalidValue, NotAllowed, NotFound
from registry.domain.judgements import OverlapWithdrawal
from registry.domain.needs import require_need
from registry.domain.text import check_reason
from registry.services.journeys import journey
from registry.services.plan_ground import OVERLAP, WITHDRAWAL
from registry.services.sitting import Sitting, new_id
from registry.structure import to_plain

LEAST_DIGITS = 4


@journey(Permission.DECIDE_PLAN)
def judge_overlap(
    sitting: Sitting,
    *,
    covers: str,
    covered: str,
    needs: tuple[str, ...],
    strength: Strength,
    basis: str,
    caution: str,
    skip_modules: tuple[str, ...] = (),
) -> OverlapJudgement:
    """Record the signed-in clinician's judgement that one programme covers part, or nothing, of another; return it.

    Each may be named by its edition, and the judgement then speaks of that edition alone. A module to skip is named by
    its id or its title, also one that only this unit's local definition has. It is signed with their own key. Raises
    NotFound for a programme, need or module that is not known, and NotAllowed where they judged the same already today.
    """
    done, done_edition = named_edition(sitting.catalogue, covers)
    programme, edition = named_edition(sitting.catalogue, covered)
    if done.id == programme.id:
        raise InvalidValue("A programme does not overlap itself.", hint="Name two programmes.")
    for need in needs:
        require_need(sitting.needs, need)
    check_reason(basis, "What the judgement rests on")
    check_reason(caution, "What it must not be taken to mean")
    with sitting.looking_up() as uow:
        local = [module for one in uow.local_definitions.for_edition(edition.id) for module in one.modules]
    skipped = tuple(_module((*edition.modules, *local), one, programme.id) for one in skip_modules)
    judgement = OverlapJudgement(
        id=new_id(),
        covers=done_edition.id if "/" in covers else done.id,
        covered=edition.id if "/" in covered else programme.id,
        needs=needs,
        skip_modules=tuple(dict.fromkeys(skipped)),
        strength=strength,
        basis=basis,
        caution=caution,
        judged_by=sitting.user.person.words,
        on=PartialDate.of(sitting.today),
    )
    _refuse_twice(sitting, judgement)
    signature = sign_judgement(
        OVERLAP, to_plain(judgement), signer=sitting.keys.signer, unit_id=sitting.unit.id, created=sitting.now
    )
    judgement = replace(judgement, signature=signature)
    with sitting.writing("overlap add", judgement.id) as uow:
        uow.overlaps.add(judgement)
    return judgement


def _refuse_twice(sitting: Sitting, judgement: OverlapJudgement) -> None:
    """Raise NotAllowed where one that says the same, by the same judge and of the same day, stands already."""
    with sitting.looking_up() as uow:
        withdrawn = {one.judgement_id for one in uow.overlap_withdrawals.all()}
        standing = [one for one in uow.overlaps.all() if one.id not in withdrawn]
    for one in standing:
        if replace(one, id=judgement.id, signature=None) == judgement:
            named = one.id.removeprefix("urn:uuid:")[:8]
            raise NotAllowed(
                f"You judged this already today: {one.words} ({one.strength}) stands as {named}.",
                hint="See `overlap list`; `overlap withdraw` takes one back.",
            )


@journey(Permission.READ_RECORD)
def list_overlaps(sitting: Sitting) -> tuple[OverlapJudgement, ...]:
    """Return the overlap judgements recorded here, oldest first, those withdrawn among them."""
    with sitting.looking_up() as uow:
        return tuple(sorted(uow.overlaps.all(), key=lambda one: one.on.first))


@journey(Permission.DECIDE_PLAN)
def withdraw_overlap(sitting: Sitting, asked: str, *, reason: str) -> OverlapWithdrawal:
    """Take back an overlap judgement of the signed-in clinician's own, signed with their key; return the withdrawal.

    `asked` is its id or the first digits of it. The judgement stays in the list and speaks in no plan, summary or
    release made from now on. Raises NotFound, and NotAllowed for somebody else's and for one withdrawn already.
    """
    check_reason(reason, "The reason for the withdrawal")
    with sitting.looking_up() as uow:
        judgement = _resolve(uow.overlaps.all(), asked)
        before = next((one for one in uow.overlap_withdrawals.all() if one.judgement_id == judgement.id), None)
    if before is not None:
        raise NotAllowed(f"{before.withdrawn_by} withdrew it on {before.on.words} already.")
    own_key = judgement.signature is not None and key_of(judgement.signature) == sitting.user.signing_key
    if not own_key and judgement.judged_by != sitting.user.person.words:
        raise NotAllowed(
            f"It is the judgement of {judgement.judged_by}, and theirs to withdraw.",
            hint="Record your own with `overlap add`: where two differ, both are shown and it is asked.",
        )
    withdrawal = OverlapWithdrawal(
        id=new_id(),
        judgement_id=judgement.id,
        reason=reason,
        withdrawn_by=sitting.user.person.words,
        on=PartialDate.of(sitting.today),
    )
    signature = sign_judgement(
        WITHDRAWAL, to_plain(withdrawal), signer=sitting.keys.signer, unit_id=sitting.unit.id, created=sitting.now
    )
    withdrawal = replace(withdrawal, signature=signature)
    with sitting.writing("overlap withdraw", judgement.id, withdrawal.id) as uow:
        uow.overlap_withdrawals.add(withdrawal)
    return withdrawal


@journey(Permission.READ_RECORD)
def list_withdrawn_overlaps(sitting: Sitting) -> dict[str, OverlapWithdrawal]:
    """Return the withdrawals of overlap judgements by the id of the judgement."""
    with sitting.looking_up() as uow:
        return {one.judgement_id: one for one in uow.overlap_withdrawals.all()}


def _module(modules: Sequence[Module], asked: str, programme_id: str) -> str:
    """Return the id of the one module that `asked` names, by its id or by its whole title. Raises NotFound."""
    wanted = " ".join(asked.split()).casefold()
    found = {one.id for one in modules if wanted == one.id.casefold()} or {
        one.id for one in modules if wanted == one.title.casefold()
    }
    if len(found) != 1:
        known = "; ".join(dict.fromkeys(f"{one.id} ({one.title})" for one in modules)) or "none is known"
        raise NotFound(f"{programme_id} has no module {asked[:40]!r}.", hint=f"Its modules: {known}.")
    (module,) = found
    return module


def _resolve(judgements: tuple[OverlapJudgement, ...], asked: str) -> OverlapJudgement:
    text = asked.strip().removeprefix("urn:uuid:").casefold()
    found = [one for one in judgements if one.id.removeprefix("urn:uuid:").casefold().startswith(text)]
    if len(text) < LEAST_DIGITS or len(found) != 1:
        raise NotFound(
            f"{len(found) if len(text) >= LEAST_DIGITS else 'No'} overlap judgements answer to {asked[:60]!r}.",
            hint="Copy the first eight characters of the id from `overlap list`.",
        )
    return found[0]
