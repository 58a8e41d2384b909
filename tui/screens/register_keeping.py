"""A register that is saved: a new one, or the correction of an earlier one."""

from collections.abc import Sequence

from registry.domain.dates import PartialDate
from registry.domain.register import Mark
from registry.services.amending import amend_session
from registry.services.register_sheets import RegisterSheet
from registry.services.registers import RegisterLine, prepare_register, record_register
from tui.seat import Seat


async def kept(
    seat: Seat,
    sheet: RegisterSheet,
    marks: Sequence[Mark],
    because: str,
    day: PartialDate,
    module: str | None,
    number: int | None,
    minutes: int | None,
) -> tuple[Sequence[RegisterLine], str]:
    """Keep the marks in each person's record; return the lines that were written, and the session's id.

    `minutes` is the meeting's length. Raises as `record_register` and `amend_session` do.
    """
    was = sheet.session
    if was is not None:
        amended = await seat.ask(
            amend_session,
            was.id,
            because=because,
            said=[one for one in marks if one not in [line.mark for line in sheet.lines]],
            on=day if day != was.on else None,
            module=module if module != was.module else None,
            number=number if number != was.number else None,
            minutes=minutes if minutes != was.minutes else None,
        )
        return amended.lines, amended.session.id
    prepared = await seat.ask(
        prepare_register, sheet.group_id, marks, on=day, module=module, number=number, minutes=minutes
    )
    await seat.ask(record_register, prepared)
    return prepared.lines, prepared.session.id
