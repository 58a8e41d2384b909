"""What is wrong with one row of a spreadsheet."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class RowProblem:
    """The row's number as the spreadsheet shows it, and one sentence."""

    row: int
    message: str

    @property
    def line(self) -> str:
        """All of it in one line."""
        return f"Row {self.row}: {self.message}"
