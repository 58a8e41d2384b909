"""The digests by which an audit row tells what its act wrote."""

import pytest

from registry.domain.audit_check import FaultKind
from registry.domain.errors import InvalidValue
from registry.domain.record_check import KeptRecord, changed_tables, check_records
from registry.domain.written import REMOVED, are_marks, marking_key, marks_in, name_mark, spell_marks, state_mark
from tests.domain.test_audit import ENTRY

KEY = marking_key(bytes(32))


def _kept(name: bytes, state: bytes) -> KeptRecord:
    return KeptRecord(what=f"row {name.decode()}", name=name_mark(KEY, name), state=state_mark(KEY, state))


def _wrote(**rows: bytes) -> str:
    text = spell_marks(KEY, {name.encode(): state for name, state in rows.items()})
    assert text is not None
    return text


def test_marks_are_spelt_in_one_order_and_read_back() -> None:
    text = _wrote(a=b"1", b=b"2")
    assert text == _wrote(b=b"2", a=b"1")
    assert are_marks(text)
    assert set(marks_in(text)) == {(one.name, one.state) for one in (_kept(b"a", b"1"), _kept(b"b", b"2"))}
    assert spell_marks(KEY, {}) is None


def test_nothing_can_be_tried_out_without_the_key() -> None:
    other = marking_key(bytes([1]) * 32)
    assert name_mark(other, b"a") != name_mark(KEY, b"a")
    assert state_mark(other, b"1") != state_mark(KEY, b"1")
    # A name and a content that are spelt alike have nothing in common.
    assert not state_mark(KEY, b"a").startswith(name_mark(KEY, b"a"))


def test_the_last_act_that_names_a_row_counts() -> None:
    marks = [(1, _wrote(a=b"1", b=b"1")), (5, _wrote(a=b"2"))]
    assert check_records(marks, [_kept(b"a", b"2"), _kept(b"b", b"1")]).faults == ()
    found = check_records(marks, [_kept(b"a", b"1"), _kept(b"b", b"1")])
    assert [(one.kind, one.first) for one in found.faults] == [(FaultKind.RECORD_CHANGED, 5)]
    assert found.faults[0].words == "Row a is not as the act in row 5 of the audit left it."


@pytest.mark.parametrize("state", [b"1", b"2", b"3", b"4", b"5", b"6"])
def test_any_other_state_than_the_last_is_a_change(state: bytes) -> None:
    found = check_records([(4, _wrote(a=b"0"))], [_kept(b"a", state)], removed=state_mark(KEY, state))
    assert [(one.kind, one.first) for one in found.faults] == [(FaultKind.RECORD_CHANGED, 4)]
    (gone,) = check_records([(4, _wrote(a=b"0"))], [], removed=state_mark(KEY, state)).faults
    assert gone.kind is FaultKind.RECORD_GONE


def test_what_no_row_of_the_audit_tells_of_stands_at_none() -> None:
    faults = check_records([], [], misfiled=["row a is filed elsewhere"], altered=["a trigger is gone"]).faults
    assert [(one.kind, one.first, one.last) for one in faults] == [
        (FaultKind.TABLES_CHANGED, 0, 0),
        (FaultKind.MISFILED, 0, 0),
    ]
    assert changed_tables(["a trigger is gone"]) == faults[:1]


def test_a_row_too_many_and_a_row_too_few() -> None:
    found = check_records([(3, _wrote(a=b"1"))], [_kept(b"b", b"1")])
    assert found.size == 1
    assert [(one.kind, one.first) for one in found.faults] == [(FaultKind.RECORD_ADDED, 0), (FaultKind.RECORD_GONE, 3)]


@pytest.mark.parametrize("text", ["", "A", "A" * 47, "A" * 47 + "=", "A" * 47 + "é", "A" * 47 + "\n", 48, b"A" * 48])
def test_what_is_no_mark(text: str) -> None:
    assert not are_marks(text)
    # An audit row that was edited so is found as itself; here it tells nothing.
    assert check_records([(1, text)], []).faults == ()
    with pytest.raises(InvalidValue):
        type(ENTRY)(sequence=1, at=ENTRY.at, os_user="a", user="a", role="a", verb="a", outcome="done", wrote=text)


def test_a_row_that_an_act_removed_is_not_missed_and_may_not_come_back() -> None:
    removed = state_mark(KEY, REMOVED)
    marks = [(1, _wrote(a=b"1")), (2, _wrote(a=REMOVED))]
    assert check_records(marks, [], removed=removed).faults == ()
    (fault,) = check_records(marks, [_kept(b"a", b"1")], removed=removed).faults
    assert (fault.kind, fault.first) == (FaultKind.RECORD_CHANGED, 2)
    (fault,) = check_records(marks[:1], [], removed=removed).faults
    assert fault.kind is FaultKind.RECORD_GONE


def test_what_was_found_stands_in_the_audit_in_a_word_or_a_number() -> None:
    assert check_records([(1, _wrote(a=b"1"))], [_kept(b"a", b"1")]).outcome == "sound"
    assert check_records([], [_kept(b"a", b"1")]).outcome == "1 fault"
    assert check_records([], [_kept(b"a", b"1"), _kept(b"b", b"1")]).outcome == "2 faults"
