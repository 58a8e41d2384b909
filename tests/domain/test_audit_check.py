"""What a check of the history finds: every tampering there is, given one later checkpoint that somebody else holds."""

from base64 import b64encode
from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from registry.domain.attestation import Checkpoint
from registry.domain.audit_check import (
    MOST_FAULTS,
    FaultKind,
    HistoryCheck,
    KeptRow,
    check_history,
    gone_checkpoints,
    kept_otherwise,
    seen_otherwise,
)
from registry.domain.merkle import leaf_hash, merkle_root
from tests.domain.test_kept_checkpoint import KEPT

ORIGIN, KEY = "throughcare/unit", "z6MkLog"


def _row(sequence: int, data: bytes) -> KeptRow:
    return KeptRow(sequence=sequence, data=data, leaf=leaf_hash(data))


def _history(size: int) -> list[KeptRow]:
    return [_row(number, f"row {number}".encode()) for number in range(1, size + 1)]


def _checkpoint(rows: list[KeptRow], size: int) -> Checkpoint:
    root = merkle_root(row.leaf for row in rows[:size])
    return Checkpoint(origin=ORIGIN, size=size, root=b64encode(root).decode(), key=KEY, signature="good")


def _check(rows: list[KeptRow], *checkpoints: Checkpoint, held: tuple[Checkpoint, ...] = ()) -> HistoryCheck:
    return check_history(rows, checkpoints, held, origin=ORIGIN, key=KEY, is_signed=lambda one: one.signature == "good")


@given(st.integers(1, 60), st.data())
def test_a_sound_history_agrees_with_every_checkpoint(size: int, data: st.DataObject) -> None:
    rows = _history(size)
    sizes = data.draw(st.lists(st.integers(1, size), max_size=8))
    found = _check(rows, *(_checkpoint(rows, one) for one in sizes))
    assert found.sound
    assert (found.size, found.root, found.checkpoints) == (size, merkle_root(row.leaf for row in rows), len(sizes))


@settings(max_examples=1_000)
@given(st.integers(2, 40), st.data())
def test_any_tampering_is_found_given_one_later_checkpoint(size: int, data: st.DataObject) -> None:
    """The attacker edits the file, makes every leaf fit again and signs new checkpoints: only the held one tells."""
    rows = _history(size)
    held = _checkpoint(rows, data.draw(st.integers(2, size)))
    place = data.draw(st.integers(0, held.size - 1))
    how = data.draw(st.sampled_from(["change", "take out", "put in", "swap", "cut"]))
    texts = [row.data for row in rows]
    if how == "change":
        texts[place] = b"another act"
    elif how == "take out":
        del texts[place]
    elif how == "put in":
        texts.insert(place, b"an act that never was")
    elif how == "swap":
        other = (place + 1) % held.size
        texts[place], texts[other] = texts[other], texts[place]
    else:
        del texts[place:]
    forged = [_row(number, text) for number, text in enumerate(texts, start=1)]
    signed_again = [_checkpoint(forged, one) for one in range(1, len(forged) + 1)]
    assert _check(forged, *signed_again).sound
    found = _check(forged, *signed_again, held=(held,))
    # The rows that are named hold what was changed: the checkpoints that were signed again vouch for none before it.
    changed = [fault for fault in found.faults if fault.kind is FaultKind.HISTORY_CHANGED]
    assert all(fault.first <= place + 1 <= fault.last for fault in changed)
    assert {fault.kind for fault in found.faults} <= {FaultKind.HISTORY_CHANGED, FaultKind.CUT_SHORT}
    assert not found.sound


def test_a_changed_row_is_named() -> None:
    rows = _history(9)
    rows[4] = replace(rows[4], data=b"row five, kinder")
    found = _check(rows, _checkpoint(_history(9), 3), _checkpoint(_history(9), 8))
    assert [(fault.kind, fault.first, fault.last) for fault in found.faults] == [
        (FaultKind.ROW_CHANGED, 5, 5),
        (FaultKind.HISTORY_CHANGED, 4, 8),
    ]


def test_where_a_held_checkpoint_differs_the_last_held_one_that_agrees_counts() -> None:
    rows = _history(9)
    held = (_checkpoint(rows, 3), _checkpoint(rows, 8))
    rows[4] = _row(5, b"row five, kinder")
    signed_again = [_checkpoint(rows, size) for size in range(1, 10)]
    assert [fault.words for fault in _check(rows, *signed_again, held=held).faults] == [
        "Something in rows 4 to 8 was changed, taken out or put in: the checkpoint over 8 rows has another root."
    ]


def test_the_first_checkpoint_that_differs_is_named_and_the_later_ones_are_counted() -> None:
    rows = _history(9)
    whole = [_checkpoint(rows, size) for size in (3, 6, 8, 9)]
    rows[4] = _row(5, b"row five, kinder")
    for many, later in ((2, ""), (3, ", like 1 later one"), (4, ", like 2 later ones")):
        (fault,) = _check(rows, *whole[:many]).faults
        assert (fault.kind, fault.first, fault.last) == (FaultKind.HISTORY_CHANGED, 4, 6)
        assert fault.words.endswith(f"the checkpoint over 6 rows has another root{later}.")


def test_missing_rows_are_named() -> None:
    rows = _history(12)
    del rows[2:4]
    del rows[5]
    del rows[-2]
    found = _check(rows)
    assert [(fault.kind, fault.first, fault.last, fault.words) for fault in found.faults] == [
        (FaultKind.ROW_MISSING, 3, 4, "Rows 3 to 4 are missing."),
        (FaultKind.ROW_MISSING, 8, 8, "Row 8 is missing."),
        (FaultKind.ROW_MISSING, 11, 11, "Row 11 is missing."),
    ]


def test_where_no_held_checkpoint_agrees_every_row_below_it_may_be_changed() -> None:
    rows = _history(9)
    held = _checkpoint(rows, 8)
    rows[4] = _row(5, b"row five, kinder")
    (fault,) = _check(rows, *(_checkpoint(rows, size) for size in range(1, 10)), held=(held,)).faults
    assert (fault.first, fault.last) == (1, 8)


def test_a_checkpoint_that_ends_in_missing_rows_differs() -> None:
    rows = _history(9)
    whole = [_checkpoint(rows, size) for size in (3, 4)]
    del rows[2:4]
    assert [(fault.kind, fault.first, fault.last) for fault in _check(rows, *whole).faults] == [
        (FaultKind.ROW_MISSING, 3, 4),
        (FaultKind.HISTORY_CHANGED, 1, 3),
    ]


def test_a_history_that_was_cut_short() -> None:
    found = _check(_history(5), _checkpoint(_history(9), 9))
    assert [(fault.kind, fault.first, fault.last, fault.words) for fault in found.faults] == [
        (FaultKind.CUT_SHORT, 6, 9, "Rows 6 to 9 are gone: a checkpoint was made over 9 rows and there are 5.")
    ]
    (fault,) = _check(_history(8), _checkpoint(_history(9), 9)).faults
    assert fault.words == "Row 9 is gone: a checkpoint was made over 9 rows and there are 8."


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        ({"origin": "throughcare/other"}, "another log"),
        ({"origin": "throughcare/zoo"}, "another log"),
        ({"key": "z6MkA"}, "another key"),
        ({"key": "z6MkOther"}, "another key"),
        ({"signature": "bad"}, "signature is not good"),
        ({"signature": "bad", "size": 1}, "signature is not good"),
        ({"size": 0}, "covers no row"),
    ],
)
def test_a_checkpoint_that_proves_nothing(wrong: dict[str, object], why: str) -> None:
    rows = _history(4)
    (fault,) = _check(rows, replace(_checkpoint(rows, 4), **wrong)).faults  # type: ignore[arg-type]
    assert (fault.kind, fault.first) == (FaultKind.CHECKPOINT_FORGED, 1)
    assert why in fault.words


@pytest.mark.parametrize("respelt", [lambda root: "~~~", lambda root: f"{root}\n", lambda root: f" {root}"])
def test_a_root_in_any_other_spelling_differs(respelt: Callable[[str], str]) -> None:
    rows = _history(4)
    whole = _checkpoint(rows, 4)
    (fault,) = _check(rows, replace(whole, root=respelt(whole.root))).faults
    assert fault.kind is FaultKind.HISTORY_CHANGED


def test_a_ruined_history_is_told_in_a_bounded_list() -> None:
    rows = [replace(row, leaf=bytes(32)) for row in _history(MOST_FAULTS + 50)]
    assert len(_check(rows).faults) == MOST_FAULTS


@pytest.mark.parametrize("leaf", [bytes(32), b"\xff" * 32])
def test_a_leaf_that_does_not_fit_its_row_is_found(leaf: bytes) -> None:
    rows = _history(3)
    rows[1] = replace(rows[1], leaf=leaf)
    assert [(fault.kind, fault.first, fault.last) for fault in _check(rows).faults] == [(FaultKind.ROW_CHANGED, 2, 2)]


@pytest.mark.parametrize(
    ("size", "there", "told"),
    [
        (0, set(), None),
        (1, {1}, None),
        (199, {1, 7, 100}, None),
        (1, set(), (1, 1, "The checkpoint over 1 row, which this program made, is gone.")),
        (7, {7}, (1, 1, "The checkpoint over 1 row, which this program made, is gone.")),
        (200, {1, 200}, (100, 100, "The checkpoint over 100 rows, which this program made, is gone.")),
        (200, {1, 100}, (200, 200, "The checkpoint over 200 rows, which this program made, is gone.")),
        (
            350,
            {1, 99, 101, 350},
            (
                100,
                300,
                "3 checkpoints that this program made are gone, the first over 100 rows and the last over 300.",
            ),
        ),
    ],
)
def test_a_checkpoint_that_the_program_made_and_that_is_gone_is_told(
    size: int, there: set[int], told: tuple[int, int, str] | None
) -> None:
    found = gone_checkpoints(size, there)
    assert [(fault.first, fault.last, fault.words) for fault in found] == ([told] if told else [])
    assert {fault.kind for fault in found} <= {FaultKind.CHECKPOINT_GONE}


def test_another_history_than_an_account_has_seen_is_told_in_the_words_of_its_memory() -> None:
    fault = seen_otherwise("It is older.")
    assert (fault.kind, fault.first, fault.last, fault.words) == ("seen-otherwise", 0, 0, "It is older.")


def test_a_checkpoint_that_cannot_be_read_or_does_not_fit_its_columns_is_named() -> None:
    kept = (KEPT, replace(KEPT, size=1, signed=None), replace(KEPT, peaks=bytes(5)), replace(KEPT, size=150))
    assert [(fault.kind, fault.first, fault.last, fault.words) for fault in kept_otherwise(kept)] == [
        (FaultKind.CHECKPOINT_UNREADABLE, 1, 1, "The checkpoint over 1 row cannot be read."),
        *(
            (
                FaultKind.CHECKPOINT_CHANGED,
                1,
                size,
                f"The checkpoint over {size} rows is not kept as it was made: what stands beside it does not fit it.",
            )
            for size in (5, 150)
        ),
    ]
    assert kept_otherwise((KEPT,)) == ()
