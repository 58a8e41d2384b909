"""The fields of a register that are the meeting's: day, module, number and length."""

from collections.abc import Iterator

from textual.widgets import Input

from registry.services.register_sheets import RegisterSheet
from tui.widgets.form_field import FormField
from tui.widgets.form_values import form_field
from tui.widgets.picker import Pick, Picker


def meeting_fields(sheet: RegisterSheet) -> Iterator[FormField]:
    """Yield the fields, with what is carried forward in them."""
    yield form_field(
        "on",
        "Date",
        Input(sheet.on.text if sheet.session else "t", id="on", compact=True),
        "When the group met: t today, y yesterday, -3 three days ago, 1/3, 1 mar. Another day may have other "
        "members: the list follows the date.",
        echoes=True,
        if_empty="It cannot be left empty.",
    )
    yield form_field(
        "module",
        "Module",
        Picker(
            [Pick(code=one.id, words=one.title) for one in sheet.modules],
            sheet.module,
            empty="none: type a few letters, or ↓" if sheet.modules else "its parts are not known; leave it empty",
            id="module",
        ),
        "The part of the programme that everybody did.",
        if_empty="Left empty, it belongs to no one part.",
    )
    yield form_field(
        "number",
        "Session no.",
        Input(f"{sheet.number or ''}", id="number", compact=True),
        "Which session of the module it was, from 1.",
        if_empty="Left empty where sessions are not numbered.",
    )
    yield form_field(
        "minutes",
        "Minutes",
        Input(f"{sheet.minutes or ''}", id="minutes", compact=True),
        "How long the meeting lasted. Who attended in full received all of it.",
        if_empty="Left empty where nobody measured.",
    )
