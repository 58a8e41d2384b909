"""Labelled values as a strip of facts on a page."""

from collections.abc import Iterable

from exports.page import Facts
from registry.domain.wording import capital


def fact_rows(rows: Iterable[tuple[str, str]]) -> Facts:
    """Return labelled values, each begun with a capital letter, as a strip of facts."""
    return Facts(rows=tuple((label, capital(value)) for label, value in rows))
