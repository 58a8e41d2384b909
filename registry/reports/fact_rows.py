"""Labelled values as a strip of facts on a page."""

from collections.abc import Iterable
from typing import Final

from exports.page import Facts
from registry.domain.wording import capital

KEY_LABEL: Final = "Line key"


def fact_rows(rows: Iterable[tuple[str, str]]) -> Facts:
    """Return labelled values, each begun with a capital letter, as a strip of facts; a key is left as it is typed."""
    return Facts(rows=tuple((label, value if label == KEY_LABEL else capital(value)) for label, value in rows))
