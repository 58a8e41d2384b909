"""What stands whole where there is room, and what says where it stands."""

import pytest

from registry.domain.reasons import AbsenceReason
from registry.domain.room_for_words import as_many_as_fit, clip

STAFF, ESCORT, UNWELL = AbsenceReason.NO_STAFF, AbsenceReason.NO_ESCORT, AbsenceReason.UNWELL


@pytest.mark.parametrize(
    ("most", "told"),
    [
        (9, ("He came every week.", "He wrote it down himself.")),
        (7, ("He came every week.", "He wrote it down himself.")),
        (6, ("He came every week.\u00a0…",)),
        (4, ("He came every week.\u00a0…",)),
    ],
)
def test_texts_are_told_one_after_another_as_far_as_the_room_goes(most: int, told: tuple[str, ...]) -> None:
    assert as_many_as_fit(("He came every week.", "He wrote it down himself."), most) == told


def test_no_text_is_cut_in_its_middle() -> None:
    texts = ("One two three four five six seven.", "Eight.", "Nine.")
    assert as_many_as_fit(texts, 4) == ()
    assert as_many_as_fit(texts, 5) == (f"{texts[0]}\u00a0…",)


@pytest.mark.parametrize(
    ("text", "most", "cut"),
    [
        ("one two three four five", 3, "one two three four five"),
        ("one two three, four five six", 3, "one two three\u00a0…"),
        ("He said: “one two three four five six”.", 4, "He said: “one two\u00a0…”"),
        ("He said: “one” and two three four five six.", 4, "He said: “one” and\u00a0…"),
    ],
)
def test_what_is_cut_says_so_and_leaves_no_quotation_open(text: str, most: int, cut: str) -> None:
    assert clip(text, most) == cut
