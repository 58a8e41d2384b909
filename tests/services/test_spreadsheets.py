"""What the imports of spreadsheets share."""

from registry.services.spreadsheets import MANY, Prepared, RowSaid


def prepared(rows: int) -> Prepared:
    made = Prepared(told=("One sheet was read.",))
    made.new = [(RowSaid(row=number, whose="Daniel", words="a course"), lambda _: None) for number in range(rows)]
    return made


def test_who_would_keep_others_waiting_is_told_before_it_is_written() -> None:
    assert prepared(MANY - 1).proposal().told == ("One sheet was read.",)
    assert prepared(MANY).proposal().told == (
        "One sheet was read.",
        "Nobody else can save while 1,000 rows are written. Take a quiet hour for it, or smaller files.",
    )
    assert prepared(MANY).proposal(written=True).told == ("One sheet was read.",)
