"""Days before and after the day the demo is made, so that its stories never grow old."""

from dataclasses import dataclass
from datetime import date, timedelta

from registry.domain.dates import PartialDate


@dataclass(frozen=True, slots=True)
class Calendar:
    """Dates as a story tells them."""

    today: date

    def ago(self, weeks: int, days: int = 0) -> PartialDate:
        """The day so many weeks and days before today."""
        return PartialDate.of(self.today - timedelta(weeks=weeks, days=days))

    def ahead(self, weeks: int) -> PartialDate:
        """The day so many weeks from today."""
        return PartialDate.of(self.today + timedelta(weeks=weeks))

    def year(self, years_ago: int) -> PartialDate:
        """Only the year, as old records often have it."""
        return PartialDate(str(self.today.year - years_ago))
