"""What every plan of this unit rests on, whoever it is for: what is offered here, and what was judged of overlaps."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from registry.documents.judgement_proof import fits, key_of
from registry.domain.access import Role
from registry.domain.catalogue import OverlapJudgement
from registry.domain.continuity import Offer as OfferedHere
from registry.domain.dates import PartialDate
from registry.domain.described_edition import describe
from registry.domain.judgements import OverlapWithdrawal
from registry.domain.offer import Elsewhere
from registry.domain.plan import Trust
from registry.domain.users import User
from registry.services.sitting import Sitting
from registry.store.imports import Imported
from registry.store.unit_of_work import UnitOfWork
from registry.structure import to_plain

OVERLAP = "OverlapJudgement"
WITHDRAWAL = "OverlapWithdrawal"


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """What this unit says today, read once for many plans.

    `said` are the programmes of which it says whether it offers them, `offers` what it does; `judged` its own overlap
    judgements, trusted as `trust` says, and `withdrawn` those that their judges took back; `supervisor` answers for
    whoever nobody leads.
    """

    offers: tuple[OfferedHere, ...]
    said: frozenset[str]
    elsewhere: tuple[Elsewhere, ...]
    judged: tuple[OverlapJudgement, ...]
    trust: Mapping[str, Trust]
    withdrawn: frozenset[str]
    released: tuple[OverlapJudgement, ...]
    supervisor: str | None


def ground_of(sitting: Sitting, uow: UnitOfWork) -> Ground:
    """Return what plans made in this transaction rest on."""
    users, taken_back, offers = uow.users.all(), uow.overlap_withdrawals.all(), uow.offers.all()
    keys = {user.signing_key for user in users}
    withdrawn = frozenset(one.judgement_id for one in taken_back if is_signed_here(sitting, one, keys))
    # A withdrawal that nobody here signed takes nothing away, and leaves nothing certain either.
    doubted = {one.judgement_id for one in taken_back}
    judged = tuple(one for one in uow.overlaps.all() if one.id not in withdrawn)
    in_programmes = (one for programme in sitting.catalogue.programmes.values() for one in programme.overlaps)
    supervisors = [user for user in users if user.active and Role.SUPERVISOR in user.roles]
    here = [user.person.name for user in supervisors if not user.establishments or _works_here(sitting, user)]
    local = {definition.edition_id: definition for definition in uow.local_definitions.all()}
    today, offered = PartialDate.of(sitting.today), []
    for offer in offers:
        if not offer.stands_on(today):
            continue
        programme, edition = sitting.catalogue.edition(offer.edition_id)
        offered.append(
            OfferedHere(
                edition=describe(
                    programme, edition, shape_id=offer.shape_id, local=local.get(edition.id), delivered=today
                ),
                next_start=offer.next_start,
                places=offer.places,
                joins_within_weeks=offer.joins_within_weeks,
                rolling=offer.rolling,
                individual=offer.individual,
            )
        )
    return Ground(
        offers=tuple(offered),
        said=frozenset(offer.edition_id.split("/")[0] for offer in offers),
        elsewhere=uow.elsewhere.all(),
        judged=judged,
        trust={
            one.id: Trust.OWN if one.id not in doubted and is_signed_here(sitting, one, keys) else Trust.UNVERIFIED
            for one in judged
        },
        withdrawn=withdrawn,
        released=(*sitting.catalogue.overlaps, *in_programmes),
        supervisor=min(here, default=None),
    )


def overlaps_with(ground: Ground, received: Imported) -> tuple[tuple[OverlapJudgement, ...], dict[str, Trust]]:
    """Return the judgements recorded here, those that came about a participant and those of the catalogue release in
    use, and how far each is trusted.

    One that its judge withdrew speaks no more. One recorded here counts as ours only while the signature of one of our
    own people fits it.
    """
    trust = dict(ground.trust)
    theirs = tuple(one for one in received.overlaps if one.id not in {*trust, *ground.withdrawn})
    trust |= {one.id: received.trust[one.id] for one in theirs}
    # A release was verified under the directory when it was installed; whoever signed it vouches for its judgements.
    released = tuple(one for one in ground.released if one.id not in {*trust, *ground.withdrawn})
    return (*ground.judged, *theirs, *released), trust | {one.id: Trust.SIGNED for one in released}


def is_signed_here(sitting: Sitting, judgement: OverlapJudgement | OverlapWithdrawal, keys: Collection[str]) -> bool:
    """Whether one of these keys of this unit signed exactly this judgement, or this withdrawal of one."""
    signature = judgement.signature
    return (
        signature is not None
        and signature.method.startswith(f"{sitting.unit.id}#")
        and key_of(signature) in keys
        and fits(OVERLAP if isinstance(judgement, OverlapJudgement) else WITHDRAWAL, to_plain(judgement), signature)
    )


def _works_here(sitting: Sitting, user: User) -> bool:
    return any(one.id == sitting.unit.id for one in user.establishments)
