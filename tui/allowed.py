"""What a command needs that is offered as prompts or a form, so that who may not is told before they type.

The service that the command calls decides it once more; a command that is not named here is left to that.
"""

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Final

from registry.domain.access import Permission, require
from registry.domain.errors import NotPermitted
from registry.services.sitting import Sitting

BY_PERMISSION: Final[Mapping[Permission, tuple[str, ...]]] = MappingProxyType(
    {
        Permission.READ_RECORD: (
            "measure chart",
            "measure show",
            "intervention show",
            "refresher list",
            "transfer show",
            "plan changes",
            "plan onward",
            "plan print",
            "group list",
            "group show",
            "overlap list",
        ),
        Permission.WRITE_RECORD: (
            "participant add",
            "participant amend",
            "participant communication",
            "participant first-two-weeks",
            "participant sharing",
            "measure add",
            "assessment add",
            "goal add",
            "goal review",
            "progress add",
            "product add",
            "product skill",
            "care-package add",
            "care-package judge",
            "intervention staff",
            "intervention reopen",
            "need add",
            "placement add",
            "placement end",
            "refresher ask",
            "transfer open",
            "transfer refer",
            "transfer assess",
            "transfer accept",
            "transfer complete",
            "transfer end",
            "group open",
            "group remove",
            "group close",
            "session add",
            "session amend",
            "intervention refer",
            "intervention close",
            "group add",
            "error mark",
        ),
        Permission.ADD_VOICE: ("voice add",),
        Permission.ISSUE: ("summary issue",),
        Permission.DECIDE_PLAN: (
            "plan decide",
            "plan answer",
            "plan query",
            "refresher answer",
            "overlap add",
            "overlap withdraw",
        ),
        Permission.REPORT: ("report participant", "report clinical", "report certificate"),
        Permission.APPROVE: ("summary withdraw",),
        Permission.RELEASE: ("summary release",),
        Permission.RECEIVE: ("summary receive",),
        Permission.MANAGE_DIRECTORY: ("directory install",),
        Permission.MANAGE_KEYS: ("key export",),
        Permission.MANAGE_USERS: ("user list", "user add", "user change-roles", "user close"),
        Permission.BREAK_GLASS: ("participant break-glass",),
        Permission.REVIEW_GLASS: ("audit break-glass", "audit review"),
        Permission.END_GLASS: ("audit break-glass end",),
        Permission.READ_AUDIT: ("audit show",),
        Permission.BACK_UP: ("backup create",),
        Permission.IMPORT: ("import log", "import history"),
    }
)


def _by_command() -> Iterator[tuple[str, Permission]]:
    for permission, names in BY_PERMISSION.items():
        yield from ((name, permission) for name in names)


NEEDED: Final[Mapping[str, Permission]] = MappingProxyType(dict(_by_command()))


def refused_for(sitting: Sitting, permission: Permission) -> NotPermitted | None:
    """Return why who sits there may not, without a refusal in the audit: nobody asked a service for anything."""
    try:
        require_for(sitting, permission)
    except NotPermitted as error:
        return error
    return None


def require_for(sitting: Sitting, permission: Permission | None) -> None:
    """Raise NotPermitted, naming the roles that may, unless who sits there is permitted this; None is for everybody."""
    if permission is not None:
        require(sitting.user.roles, permission, sitting.user.person.name)
