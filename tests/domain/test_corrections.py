"""An entry in a few words, whatever its kind."""

import pytest

from registry.domain.corrections import EntryKind, entry_words
from tests.store import rows

ENTRIES = {
    EntryKind.PLACEMENT: rows.PLACEMENT,
    EntryKind.NEED: rows.NEED,
    EntryKind.INTERVENTION: rows.INTERVENTION,
    EntryKind.SESSION: rows.SESSIONS[0],
    EntryKind.TARGET_OUTCOME: rows.OUTCOME,
    EntryKind.GOAL: rows.GOAL,
    EntryKind.PROGRESS: rows.PROGRESS,
    EntryKind.PRODUCT: rows.PRODUCT,
    EntryKind.ASSESSMENT: rows.ASSESSMENT,
    EntryKind.SCORE: rows.SCORE,
    EntryKind.VOICE: rows.VOICE,
}


@pytest.mark.parametrize("kind", ENTRIES)
def test_every_kind_of_entry_is_said_in_one_line(kind: EntryKind) -> None:
    said = entry_words(ENTRIES[kind])
    assert kind in said
    assert "\n" not in said


def test_every_kind_is_an_entry_a_fact_within_one_or_the_units_own() -> None:
    others = {kind for kind in EntryKind if kind.is_fact or kind.is_units}
    assert set(ENTRIES) | others == set(EntryKind)
    assert not set(ENTRIES) & others
    assert not [kind for kind in EntryKind if kind.is_fact and kind.is_units]


def test_a_participants_own_words_are_never_among_them() -> None:
    assert rows.VOICE.text is not None
    assert rows.VOICE.text not in entry_words(rows.VOICE)
