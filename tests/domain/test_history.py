"""Whose record it is stands in its words."""

from registry.domain.history import Origin, Source
from registry.domain.plan import Trust
from tests.domain.build import on


def test_an_own_record_names_the_unit() -> None:
    assert Source(origin=Origin.OWN, issuer="Alder Clinic", trust=Trust.OWN).words == "recorded by Alder Clinic"


def test_an_imported_record_is_theirs_with_issuer_date_and_trust() -> None:
    source = Source(origin=Origin.IMPORTED, issuer="Birchwood Clinic", trust=Trust.INTACT, on=on("2025-03"))
    assert source.words == "sent by Birchwood Clinic, March 2025 (signed, issuer not in our directory)"
    undated = Source(origin=Origin.REPORTED, issuer="HMP Example", trust=Trust.REPORTED)
    assert undated.words == "reported of HMP Example (reported, not signed)"
