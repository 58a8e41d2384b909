"""What a hearing's date asks for, by rules that differ between a board and a tribunal. Only entered dates are used.

Sources: the Parole Board Rules 2019, rule 17: an application to withhold material is made not later than eight weeks
before an oral hearing. The First-tier Tribunal's practice direction on reports of 28 October 2013: reports are due
within three weeks of the application or reference. Ten weeks is our own notice of the first.
"""

from datetime import date, timedelta
from typing import Final

from registry.domain.addressing import Purpose
from registry.domain.dates import PartialDate
from registry.domain.errors import InvalidValue
from registry.domain.wording import day_words

WITHHOLDING: Final = timedelta(weeks=8)
NOTICE: Final = timedelta(weeks=10)
TRIBUNAL_REPORTS: Final = timedelta(weeks=3)


def hearing_warnings(
    reader: Purpose, *, hearing: PartialDate | None, applied: PartialDate | None, today: date
) -> tuple[str, ...]:
    """Return what the dates ask of somebody on this day, one sentence each; nothing without dates.

    `applied` is when a tribunal was applied or referred to. Raises InvalidValue for dates that are not whole days or
    that do not fit the reader or each other.
    """
    for entered in (hearing, applied):
        if entered is not None and not entered.is_exact:
            raise InvalidValue(f"{entered.words} is no day.", hint="Give the day, month and year.")
    if applied is not None and reader is not Purpose.TRIBUNAL:
        raise InvalidValue("An application is a tribunal's date, and this report is not for one.", hint="Leave it out.")
    if hearing is not None and applied is not None and hearing.first < applied.first:
        raise InvalidValue("The hearing is before the application for it.", hint="Check the two dates.")
    told = []
    if hearing is not None:
        told += _before(reader, hearing.first, today)
    if applied is not None:
        due = applied.first + TRIBUNAL_REPORTS
        told.append(f"The reports {'were' if due < today else 'are'} due to the tribunal on {day_words(due)}.")
    return tuple(told)


def _before(reader: Purpose, hearing: date, today: date) -> list[str]:
    if hearing < today:
        return [f"The hearing of {day_words(hearing)} is past."]
    last = hearing - WITHHOLDING
    if reader is not Purpose.PAROLE_BOARD:
        return []
    if today > last:
        return [f"The last day to apply to withhold material was {day_words(last)}, eight weeks before the hearing."]
    told = f"the last day to apply to withhold material is {day_words(last)}."
    if today < hearing - NOTICE:
        return [f"Eight weeks before the hearing: {told}"]
    return [f"Ten weeks or less to the hearing: {told}"]
