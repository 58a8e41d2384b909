"""A person's sitting at the keyboard: who they are, with which keys, at which unit, on which store and clock."""

import getpass
import uuid
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING

from registry.domain.access import Role
from registry.domain.audit import is_checkpoint_due
from registry.domain.break_glass import BreakGlass
from registry.domain.catalogue_in_use import Catalogue
from registry.domain.described_edition import DescribedEdition, describe
from registry.domain.intervention import Intervention
from registry.domain.needs import TargetNeed
from registry.domain.people import Establishment, EstablishmentRef
from registry.domain.reach import Reach
from registry.domain.users import User
from registry.living import LifeMark
from registry.services.checkpoints import make_checkpoint
from registry.settings import Home

if TYPE_CHECKING:
    from collections.abc import Mapping

    from registry.custody.bags import OpenBag
    from registry.custody.lent_keys import LentKeys
    from registry.store.opened import Store
    from registry.store.unit_of_work import UnitOfWork


def new_id() -> str:
    """Return a new id, made once for one thing."""
    return f"urn:uuid:{uuid.uuid4()}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sitting:
    """One unlocked home in one person's hands. Made by `registry.bootstrap`, handed to every service.

    `warnings` are sentences the person must read first: the history is not the one this account remembers. `notices`
    tell of a clock that is behind, and of break-glass: the person's own open use, and what waits for their review.
    `alone`: nobody else has the home open as long as this lasts, so that its files may be exchanged. `glass` are the
    uses of break-glass that the journey under way may read by; None before a journey has begun. What is typed and not
    saved carries the `mark`, and belongs to this sitting as long as it lasts.
    """

    home: Home
    user: User
    unit: Establishment
    catalogue: Catalogue
    needs: "Mapping[str, TargetNeed]"
    keys: "OpenBag | LentKeys" = field(repr=False)
    store: "Store" = field(repr=False)
    clock: Callable[[], datetime]
    warnings: tuple[str, ...] = ()
    notices: tuple[str, ...] = ()
    alone: bool = False
    glass: tuple[BreakGlass, ...] | None = None
    mark: LifeMark = field(default_factory=LifeMark, repr=False, compare=False)

    @property
    def now(self) -> datetime:
        """This moment, in UTC. A service reads it once."""
        return self.clock()

    @property
    def today(self) -> date:
        """This day."""
        return self.clock().date()

    @property
    def here(self) -> EstablishmentRef:
        """Where the person works: at this unit, or else at the first establishment that they belong to."""
        theirs = self.user.establishments
        own = not theirs or any(one.id == self.unit.id for one in theirs)
        return self.unit.ref if own else theirs[0]

    @property
    def reach(self) -> Reach:
        """Whose records the person may open."""
        return Reach(
            establishments=self.user.belongs_to(self.unit.id),
            under_glass=frozenset(one.participant_id for one in self.glass or ()),
        )

    @contextmanager
    def writing(self, verb: str, *objects: str, purpose: str = "", outcome: str = "done") -> "Iterator[UnitOfWork]":
        """Give one transaction; on leaving, write the audit row in it and commit. No audit, no act.

        Everything is rolled back when the block raises. Raises StorageFailed when the disk or another process
        stands in the way.
        """
        with self.acting() as uow:
            yield uow
            self.write_down(uow, verb, *objects, purpose=purpose, outcome=outcome)

    @contextmanager
    def acting(self) -> "Iterator[UnitOfWork]":
        """Give one transaction for several acts, each of which is written down (`write_down`) when it is done; commit
        on leaving.

        Everything is rolled back when the block raises. Raises StorageFailed as `writing`.
        """
        with self.store.writing(
            now=self.now, by=self.user.person.id, establishment_id=self.here.id, reach=self.reach
        ) as uow:
            yield uow
            uow.commit()

    def write_down(self, uow: "UnitOfWork", verb: str, *objects: str, purpose: str = "", outcome: str = "done") -> None:
        """Write one audit row in a transaction that does more than one act, and a checkpoint when one is due."""
        number = uow.audit.append(
            os_user=getpass.getuser(),
            user=self.user.name,
            role=_role_words(self.user.roles),
            verb=verb,
            objects=tuple(objects),
            purpose="; ".join(filter(None, (*self._broken_for(objects), purpose))),
            outcome=outcome,
        )
        if is_checkpoint_due(number):
            make_checkpoint(uow, self.unit.id)

    def _broken_for(self, objects: Sequence[str]) -> tuple[str, ...]:
        """What stands in the purpose of a row about somebody who is seen under break-glass alone."""
        return tuple(
            f"break-glass {one.id.removeprefix('urn:uuid:')[:8]}"
            for one in self.glass or ()
            if one.participant_id in objects
        )

    # Opening a record, a plan or a report is an act like any other: it is written down before it is shown.
    reading = writing

    def checkpointing(self) -> "UnitOfWork":
        """Give a transaction that adds a checkpoint over the audit and no row: a checkpoint is no act."""
        return self.store.writing(now=self.now, by=self.user.person.id, establishment_id=self.here.id)

    def looking_up(self) -> "UnitOfWork":
        """Give a read-only transaction that only resolves what a person typed to a record; shows nothing."""
        return self.store.looking_up(self.reach)


def describer(sitting: Sitting, uow: "UnitOfWork") -> Callable[[Intervention], DescribedEdition | None]:
    """Return how this unit describes the edition of one of its own interventions, local definition included.

    The programme is read as it stood when the work was recorded against it, whatever a later release says.
    """
    definitions = {definition.id: definition for definition in uow.local_definitions.all()}

    def describe_for(intervention: Intervention) -> DescribedEdition | None:
        if intervention.edition_id is None:
            return None
        pinned = uow.catalogue_entries.pinned(intervention.id, intervention.edition_id)
        programme = pinned or sitting.catalogue.edition(intervention.edition_id)[0]
        return describe(
            programme,
            programme.edition(intervention.edition_id),
            shape_id=intervention.shape_id,
            local=definitions.get(intervention.local_definition_id or ""),
            delivered=intervention.delivered_on,
        )

    return describe_for


def _role_words(roles: Sequence[Role]) -> str:
    return "+".join(sorted(roles))
