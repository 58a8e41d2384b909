"""Moments in UTC, to the second, written with Z."""

import re
from datetime import UTC, datetime

from registry.domain.errors import InvalidValue

_FORM = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z")


def stamp(moment: datetime) -> str:
    """Return `2026-03-01T09:30:00Z`. Fractions of a second are dropped. Raises InvalidValue without a time zone."""
    if moment.tzinfo is None:
        raise InvalidValue("A moment has no time zone.")
    return moment.astimezone(UTC).replace(microsecond=0, tzinfo=None).isoformat() + "Z"


def read_stamp(text: str) -> datetime:
    """Return the moment. Raises InvalidValue for any other form, and for impossible times."""
    if not _FORM.fullmatch(text):
        raise InvalidValue(f"{text[:30]!a} is not a time in UTC.", hint="Write 2026-03-01T09:30:00Z.")
    try:
        # Not strptime, which takes ten times as long; the form above leaves fromisoformat nothing to interpret.
        return datetime.fromisoformat(text[:-1]).replace(tzinfo=UTC)
    except ValueError:
        raise InvalidValue(f"{text} is not in the calendar.") from None
