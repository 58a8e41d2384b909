"""What makes a function a service: it declares the permission it needs, and says no before it does anything.

Every public function of a service file is a journey. Its first argument is the sitting; the permission is
checked there, a refusal is written to the audit, and the function runs. A test lists all journeys against the
one matrix in `registry.domain.access`; a public function that declares nothing fails it.
"""

import functools
from collections.abc import Callable
from dataclasses import dataclass
from typing import Concatenate, ParamSpec, TypeVar, cast

from registry.domain.access import FRESH, Permission, require
from registry.domain.errors import NotPermitted
from registry.services.sitting import Sitting

P = ParamSpec("P")
R = TypeVar("R")


@dataclass(frozen=True, slots=True, kw_only=True)
class Journey:
    """A service's name, where it lives and the permission it needs."""

    name: str
    module: str
    permission: Permission


JOURNEYS: dict[str, Journey] = {}


def journey(
    permission: Permission,
) -> Callable[[Callable[Concatenate[Sitting, P], R]], Callable[Concatenate[Sitting, P], R]]:
    """Declare the permission a service needs. The service raises NotPermitted for a person without it."""

    def declare(service: Callable[Concatenate[Sitting, P], R]) -> Callable[Concatenate[Sitting, P], R]:
        name = f"{service.__module__.removeprefix('registry.services.')}.{service.__name__}"
        JOURNEYS[name] = Journey(name=name, module=service.__module__, permission=permission)

        @functools.wraps(service)
        def checked(sitting: Sitting, *args: P.args, **kwargs: P.kwargs) -> R:
            try:
                require(sitting.user.roles, permission, sitting.user.person.name)
            except NotPermitted:
                with sitting.writing(name, outcome="not permitted"):
                    pass
                raise
            if permission in FRESH:
                sitting.keys.prove()
            return service(sitting, *args, **kwargs)

        # functools.wraps types its result as an object of its own; callers want the function's own signature.
        return cast(Callable[Concatenate[Sitting, P], R], checked)

    return declare
