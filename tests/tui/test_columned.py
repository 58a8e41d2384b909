"""How the columns of a list share its width: no word is cut while room stands empty beside it."""

from hypothesis import given, settings
from hypothesis import strategies as st

from exports.columns import columns
from tests.sweeps import share_of
from tui.widgets.columned import columned, fitted

CELL = st.text(alphabet="ab界 ", max_size=40)


def cut(cells: tuple[str, ...], widths: tuple[int, ...], width: int) -> bool:
    return "…" in columned(cells, widths, width).plain


def test_columns_stand_as_usual_where_everything_fits() -> None:
    assert fitted([("JONES, Siân", "draft", "1", "to Larch")], (26, 18, 9), 76) == (26, 18, 9)


def test_what_no_cell_needs_goes_to_the_one_that_is_longer() -> None:
    row = ("ACHTERBERG, Desmond", "received", "1", "from Ashmere Hospital, transfer")
    widths = fitted([("Participant", "Where", "Version", "With"), row], (26, 18, 9), 76)
    assert sum(widths) + len(row[-1]) <= 76, "each column begins where its heading does"
    assert sum((26, 18, 9)) + len(row[-1]) > 76, "as it usually stands, the last would not"


def test_a_long_cell_pushes_the_rest_of_its_row_to_the_right_before_it_is_cut() -> None:
    assert columned(("WITHDRAWAL of it", "", "Enter"), (8, 10), 40).plain == "WITHDRAWAL of it  Enter"
    assert columned(("Becoming New Me Plus", "treatment"), (12,), 40).plain == "Becoming New Me Plus treatment"
    assert columned(("Becoming New Me Plus", "treatment"), (12,), 26).plain == "Becoming New Me… treatment"
    assert columned(("a whole sentence that runs on", "", ""), (8, 10), 40).plain == "a whole sentence that runs on"


def test_a_cell_that_would_be_cut_where_its_column_begins_stands_further_left() -> None:
    twenty = "aaaaaaaaaa界界界界界"
    assert not cut((twenty, twenty, twenty), (22, 20), 62)
    assert columned(("", "", "to the edge"), (8, 10), 12).plain == " to the edge"


@given(
    rows=st.lists(st.tuples(CELL, CELL, CELL), min_size=1, max_size=6),
    usual=st.tuples(st.integers(2, 30), st.integers(2, 30)),
    width=st.integers(62, 140),
)
@settings(max_examples=share_of(300))
def test_no_cell_is_cut_while_room_stands_empty(
    rows: list[tuple[str, ...]], usual: tuple[int, int], width: int
) -> None:
    widths = fitted(rows, usual, width)
    assert all(each >= 0 for each in widths)
    for row in rows:
        if cut(row, widths, width):
            said = [each for each in row if each]
            assert sum(map(columns, said)) + len(said) - 1 > width
