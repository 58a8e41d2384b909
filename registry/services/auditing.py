"""Reading the audit. Reading it is an act too, and written down."""

from registry.domain.access import Permission
from registry.domain.audit import AuditEntry
from registry.services.journeys import journey
from registry.services.sitting import Sitting


@journey(Permission.READ_AUDIT)
def show_audit(sitting: Sitting, last: int) -> tuple[AuditEntry, ...]:
    """Return the newest `last` rows, oldest first."""
    with sitting.reading("audit show") as uow:
        return tuple(uow.audit.entries(after=max(0, uow.audit.size() - last), limit=last))
