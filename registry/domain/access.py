"""Who may do what. One matrix, read by every service before it does anything.

Deny beats allow, and what is not written here is denied. `contributor` adds voice and opens nothing else;
everybody keeps their own passphrase.
"""

from collections.abc import Iterable
from enum import StrEnum

from registry.domain.errors import NotPermitted


class Role(StrEnum):
    """What a user is to the unit. A user may hold several."""

    CLINICIAN = "clinician"
    SUPERVISOR = "supervisor"
    RECORDS_OFFICER = "records-officer"
    ADMINISTRATOR = "administrator"
    AUDITOR = "auditor"
    CONTRIBUTOR = "contributor"


class Permission(StrEnum):
    """What a service needs before it acts."""

    READ_RECORD = "read the record"
    WRITE_RECORD = "write the record"
    ADD_VOICE = "add the participant's voice"
    ISSUE = "issue a summary"
    APPROVE = "approve a summary"
    RELEASE = "release a summary, an annex or a catalogue"
    RECEIVE = "receive a summary"
    IMPORT = "import a spreadsheet"
    DRAFT_ANNEX = "draft a sensitive annex"
    OPEN_ANNEX = "open a sensitive annex"
    DECIDE_PLAN = "decide the plan"
    REPORT = "print a report"
    EXPORT_DATASET = "export the data set"
    DEFINE = "sign off local definitions and the unit's offer"
    MANAGE_USERS = "manage users"
    MANAGE_KEYS = "manage keys"
    MANAGE_DIRECTORY = "manage the directory"
    BACK_UP = "make backups"
    READ_AUDIT = "read the audit"
    ACCEPT_HISTORY = "accept another history"
    CHECK_HEALTH = "check the home"
    TAKE_ACCESS = "enter a subject access request"
    ANSWER_ACCESS = "answer a subject access request"
    BREAK_GLASS = "break the glass"
    REVIEW_GLASS = "review break-glass"
    END_GLASS = "end another's break-glass"
    HOLD_RECORD = "hold a record back from disposal"
    KEEP_RECORDS = "say how long a record is kept, and propose its disposal"
    DISPOSE = "approve the disposal of a record"
    SEE_DISPOSALS = "see what was disposed of"
    OWN_SECRET = "change their own passphrase"  # noqa: S105 - words, not a secret


_C, _S, _R, _A, _U, _V = (
    Role.CLINICIAN,
    Role.SUPERVISOR,
    Role.RECORDS_OFFICER,
    Role.ADMINISTRATOR,
    Role.AUDITOR,
    Role.CONTRIBUTOR,
)

MATRIX: dict[Permission, frozenset[Role]] = {
    Permission.READ_RECORD: frozenset({_C, _S, _R}),
    Permission.WRITE_RECORD: frozenset({_C, _S}),
    Permission.ADD_VOICE: frozenset({_C, _S, _V}),
    Permission.ISSUE: frozenset({_C, _S}),
    Permission.APPROVE: frozenset({_C, _S}),
    Permission.RELEASE: frozenset({_S}),
    Permission.RECEIVE: frozenset({_C, _S, _R}),
    Permission.IMPORT: frozenset({_C, _S, _R}),
    Permission.DRAFT_ANNEX: frozenset({_C, _S}),
    Permission.OPEN_ANNEX: frozenset({_S}),
    Permission.DECIDE_PLAN: frozenset({_C, _S}),
    Permission.REPORT: frozenset({_C, _S}),
    Permission.EXPORT_DATASET: frozenset({_S}),
    Permission.DEFINE: frozenset({_S}),
    Permission.MANAGE_USERS: frozenset({_A}),
    Permission.MANAGE_KEYS: frozenset({_A}),
    Permission.MANAGE_DIRECTORY: frozenset({_A}),
    Permission.BACK_UP: frozenset({_A}),
    Permission.READ_AUDIT: frozenset({_U, _A}),
    Permission.ACCEPT_HISTORY: frozenset({_A}),
    Permission.CHECK_HEALTH: frozenset({_A, _U, _S}),
    Permission.TAKE_ACCESS: frozenset({_C, _S, _R}),
    Permission.ANSWER_ACCESS: frozenset({_S}),
    Permission.BREAK_GLASS: frozenset({_C, _S}),
    Permission.REVIEW_GLASS: frozenset({_S, _U}),
    Permission.END_GLASS: frozenset({_S}),
    Permission.HOLD_RECORD: frozenset({_C, _S, _R}),
    Permission.KEEP_RECORDS: frozenset({_S, _R}),
    Permission.DISPOSE: frozenset({_S}),
    Permission.SEE_DISPOSALS: frozenset({_S, _R, _U}),
    Permission.OWN_SECRET: frozenset(Role),
}


FRESH: frozenset[Permission] = frozenset(
    {
        Permission.APPROVE,
        Permission.RELEASE,
        Permission.RECEIVE,
        Permission.DRAFT_ANNEX,
        Permission.OPEN_ANNEX,
        Permission.DECIDE_PLAN,
        Permission.DEFINE,
        Permission.EXPORT_DATASET,
        Permission.MANAGE_USERS,
        Permission.MANAGE_KEYS,
        Permission.MANAGE_DIRECTORY,
        Permission.BACK_UP,
        Permission.ACCEPT_HISTORY,
        Permission.ANSWER_ACCESS,
        Permission.BREAK_GLASS,
        Permission.DISPOSE,
        Permission.OWN_SECRET,
    }
)
"""What takes the passphrase itself: whatever signs, changes keys or trust, or takes the whole record away."""

FOR_THE_UNIT: frozenset[Permission] = frozenset(
    {
        Permission.ISSUE,
        Permission.APPROVE,
        Permission.RELEASE,
        Permission.RECEIVE,
        Permission.DRAFT_ANNEX,
        Permission.OPEN_ANNEX,
        Permission.DEFINE,
        Permission.EXPORT_DATASET,
        Permission.ANSWER_ACCESS,
    }
)
"""What is said or taken in the unit's own name, and so by its own people: whoever belongs to another establishment
alone is refused, whatever their roles.
"""


def may(roles: Iterable[Role], permission: Permission) -> bool:
    """True when one of the roles has the permission."""
    return not MATRIX[permission].isdisjoint(roles)


def require(roles: Iterable[Role], permission: Permission, name: str) -> None:
    """Raise NotPermitted, naming the roles that could, unless one of `roles` has the permission."""
    if not may(roles, permission):
        able = ", ".join(sorted(MATRIX[permission]))
        raise NotPermitted(f"{name} may not {permission.value}.", hint=f"Roles that may: {able}.")


def require_of_unit(establishments: Iterable[str], unit_id: str, permission: Permission, name: str) -> None:
    """Raise NotPermitted where the permission speaks for the unit and the person belongs to others alone."""
    if permission in FOR_THE_UNIT and unit_id not in establishments:
        raise NotPermitted(
            f"{name} may not {permission.value} here: it is done in the unit's name, and they belong to another.",
            hint="Somebody of this unit does it.",
        )
