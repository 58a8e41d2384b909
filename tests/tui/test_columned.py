"""How the columns of a list share its width: every cell begins where its heading does, and nothing is cut."""

from hypothesis import given, settings
from hypothesis import strategies as st

from exports.columns import columns
from tests.sweeps import share_of
from tui.widgets.columned import columned, fitted

CELL = st.text(alphabet="ab界 ", max_size=40)


def test_columns_stand_as_usual_where_everything_fits() -> None:
    assert fitted([("JONES, Siân", "draft", "1", "to Larch")], (26, 18, 9), 76) == (26, 18, 9)


def test_what_no_cell_needs_goes_to_the_one_that_is_longer() -> None:
    row = ("ACHTERBERG, Desmond", "received", "1", "from Ashmere Hospital, transfer")
    widths = fitted([("Participant", "Where", "Version", "With"), row], (26, 18, 9), 76)
    assert sum(widths) + len(row[-1]) <= 76, "each column begins where its heading does"
    assert sum((26, 18, 9)) + len(row[-1]) > 76, "as it usually stands, the last would not"


def test_short_columns_have_what_they_need_and_the_long_ones_share_the_rest() -> None:
    assert fitted([("a" * 9, "b" * 50, "c" * 60)], (20, 20), 70) == (10, 30)
    assert fitted([("a" * 20, "b" * 28)], (12,), 50) == (22,), "two columns of air where there is room for them"
    assert fitted([("a" * 20, "b" * 29)], (12,), 50) == (21,)
    assert fitted([("a" * 4, "b" * 20, "c" * 20)], (12, 12), 50) == (8, 22), "what nobody needs stands as usual"


def test_one_long_cell_among_many_does_not_narrow_another_column() -> None:
    rows = [("Programme", "Kind"), *[("t" * 50, "treatment")] * 20, ("t" * 50, "k" * 40)]
    assert fitted(rows, (42,), 76) == (51,)
    assert fitted([("Version", "With"), *[("1", "w" * 60)] * 20], (9,), 40) == (8,), "the heading stands whole"


def test_what_is_longer_than_its_column_goes_on_below_in_it() -> None:
    said = columned(("catalogue check", "Check a folder of files before anyone relies on it"), (20,), 50)
    assert said.plain.split("\n") == [
        "catalogue check     Check a folder of files before",
        "                    anyone relies on it",
    ]
    assert columned(("Becoming New Me Plus", "treatment"), (12,), 26).plain.split("\n") == [
        "Becoming    treatment",
        "New Me Plus",
    ]
    assert columned(("a", "unbreakable"), (4,), 10).plain == "a   unbrea\n    kable"


def test_a_first_cell_that_nothing_follows_has_the_whole_row() -> None:
    assert columned(("a whole sentence that runs on", "", ""), (8, 10), 40).plain == "a whole sentence that runs on"
    assert fitted([("a whole sentence that runs on", ""), ("a", "b")], (8,), 40) == (8,)


def test_a_cell_keeps_its_style_in_every_line() -> None:
    said = columned(("name", "in part: ill"), (6,), 14, styles=("", "bold"))
    assert said.plain == "name  in part:\n      ill"
    assert ["".join(said.plain[one.start : one.end]) for one in said.spans] == ["in part:", "ill"]


@given(
    rows=st.lists(st.tuples(CELL, CELL, CELL), min_size=1, max_size=6),
    usual=st.tuples(st.integers(2, 30), st.integers(2, 30)),
    width=st.integers(36, 140),
)
@settings(max_examples=share_of(300))
def test_no_word_is_lost_and_every_cell_stands_in_its_column(
    rows: list[tuple[str, ...]], usual: tuple[int, int], width: int
) -> None:
    widths = fitted(rows, usual, width)
    assert all(each >= 1 for each in widths)
    begin = (0, widths[0], sum(widths))
    for row in rows:
        said = columned(row, widths, width).plain
        assert all(columns(line) <= width for line in said.split("\n"))
        assert sorted(said.replace("\n", "").replace(" ", "")) == sorted("".join(row).replace(" ", ""))
        if any(row[1:]):
            seen = [_between(line, begin, width) for line in said.split("\n")]
            for place, cell in enumerate(row):
                assert "".join(line[place] for line in seen).replace(" ", "") == cell.replace(" ", "")


def _between(line: str, begin: tuple[int, ...], width: int) -> list[str]:
    """The parts of a line that stand in each column; a wide letter counts two."""
    grid = "".join(each if columns(each) == 1 else f"{each}\0" for each in line).ljust(width)
    ends = (*begin[1:], width)
    return [grid[one:end].replace("\0", "") for one, end in zip(begin, ends, strict=True)]
