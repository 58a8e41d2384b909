"""What makes a function a service: it declares the permission it needs, and says no before it does anything.

Every public function of a service file is a journey. Its first argument is the sitting; the permission is
checked there, a refusal is written to the audit, and the function runs. A test lists all journeys against the
one matrix in `registry.domain.access`; a public function that declares nothing fails it. The record of another
establishment's participant is out of reach for every journey, but for those that read under break-glass.
"""

import functools
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Concatenate, ParamSpec, TypeVar, cast

from registry.domain.access import FRESH, Permission, require, require_of_unit
from registry.domain.break_glass import BreakGlass
from registry.domain.errors import NotPermitted, OutOfReach
from registry.domain.identifiers import is_id
from registry.services.sitting import Sitting

P = ParamSpec("P")
R = TypeVar("R")


@dataclass(frozen=True, slots=True, kw_only=True)
class Journey:
    """A service's name, where it lives, the permission it needs, whether it may read under break-glass, and whether it
    is one of two acts that want two persons.
    """

    name: str
    module: str
    permission: Permission
    under_glass: bool
    of_two: bool


JOURNEYS: dict[str, Journey] = {}


def journey(
    permission: Permission, *, under_glass: bool = False, of_two: bool = False
) -> Callable[[Callable[Concatenate[Sitting, P], R]], Callable[Concatenate[Sitting, P], R]]:
    """Declare the permission a service needs. The service raises NotPermitted for a person without it.

    `under_glass` lets it read the record of a participant for whom the person broke the glass. It shows, and neither
    changes, signs nor takes anything away. `of_two` refuses whoever has the passphrase still that somebody gave them:
    the two persons could be one.
    """

    def declare(service: Callable[Concatenate[Sitting, P], R]) -> Callable[Concatenate[Sitting, P], R]:
        name = f"{service.__module__.removeprefix('registry.services.')}.{service.__name__}"
        JOURNEYS[name] = Journey(
            name=name, module=service.__module__, permission=permission, under_glass=under_glass, of_two=of_two
        )

        @functools.wraps(service)
        def checked(sitting: Sitting, *args: P.args, **kwargs: P.kwargs) -> R:
            try:
                require(sitting.user.roles, permission, sitting.user.person.name)
                theirs = sitting.user.belongs_to(sitting.unit.id)
                require_of_unit(theirs, sitting.unit.id, permission, sitting.user.person.name)
                if of_two:
                    _require_own_passphrase(sitting)
            except NotPermitted:
                asked = args[0] if args else kwargs.get("asked")
                with sitting.writing(name, *_named(sitting, asked), outcome="not permitted"):
                    pass
                raise
            if permission in FRESH:
                sitting.keys.prove()
            own = replace(sitting, glass=_glass(sitting) if under_glass else ())
            try:
                return service(own, *args, **kwargs)
            except OutOfReach as refused:
                # Once, by the journey that the person called.
                if sitting.glass is None:
                    with own.writing(name, refused.participant_id, outcome="out of reach"):
                        pass
                raise

        # functools.wraps types its result as an object of its own; callers want the function's own signature.
        return cast(Callable[Concatenate[Sitting, P], R], checked)

    return declare


def _named(sitting: Sitting, asked: object) -> tuple[str, ...]:
    """The id of whom or what a refused person asked for: an id as it is, a participant's number as theirs.

    Words are not looked up: a user, a programme and a participant may have the same name.
    """
    if not isinstance(asked, str) or not any(sign.isdigit() for sign in asked):
        return ()
    if is_id(asked):
        return (asked,)
    with sitting.looking_up() as uow:
        found = uow.participants.answering(asked)
    return (found[0].id,) if len(found) == 1 else ()


def _require_own_passphrase(sitting: Sitting) -> None:
    if not sitting.user.passphrase_given:
        return
    # They may have changed it in this very sitting.
    with sitting.looking_up() as uow:
        if not uow.users.get(sitting.user.name).passphrase_given:
            return
    raise NotPermitted(
        f"{sitting.user.person.name} still has the passphrase they were added with, which somebody else may know, and "
        "this wants two persons.",
        hint="Change it with `throughcare user passphrase`, and do this again.",
    )


def _glass(sitting: Sitting) -> tuple[BreakGlass, ...]:
    """The uses of break-glass that hold now. Inside another journey, those that one may read by."""
    if sitting.glass is not None:
        return sitting.glass
    with sitting.looking_up() as uow:
        return tuple(one for one in uow.break_glass.of_person(sitting.user.person.id) if one.holds_at(sitting.now))
