"""The recovery key of a home: it lies in a safe and opens the home when every passphrase is lost."""

from dataclasses import dataclass
from datetime import datetime

from registry.domain.errors import InvalidValue
from registry.domain.text import check_code


@dataclass(frozen=True, slots=True, kw_only=True)
class Recovery:
    """The public half (`age1…`) of the recovery key that counts now.

    Used once, a recovery key is spent: `used_at` says when the one before it let somebody in, `used_by` under which
    user name. Both are absent where none was used.
    """

    recipient: str
    used_at: datetime | None = None
    used_by: str | None = None

    def __post_init__(self) -> None:
        check_code(self.recipient, "The age recipient")
        if not self.recipient.startswith("age1"):
            raise InvalidValue("An age recipient begins with age1.")
        if (self.used_at is None) != (self.used_by is None):
            raise InvalidValue("A recovery that was used has a moment and a user.")
