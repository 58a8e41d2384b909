"""The fields of a register: the meeting's day, module, number and length, and the one more word of a mark."""

from collections.abc import Iterator

from textual.widgets import Input

from registry.services.register_sheets import RegisterSheet
from tui.widgets.form_field import FormField
from tui.widgets.form_values import form_field
from tui.widgets.picker import Pick, Picker
from tui.widgets.reason_picks import absence_picks


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


def mark_fields(*, is_corrected: bool) -> Iterator[FormField]:
    """Yield the one more word that a mark may need, and why a register `is_corrected`, where it is."""
    yield form_field(
        "received",
        "Received",
        Input(id="received", compact=True),
        "Minutes the marked person received.",
        if_empty="Left empty where nobody measured.",
    )
    yield form_field(
        "absence",
        "Why away",
        Picker(absence_picks(), None, empty="why: type a few letters, or ↓", id="absence"),
        "Why the marked person was away; whose doing it was follows from it.",
        if_empty="It cannot be left empty for somebody who was away; “reason not recorded” is one.",
    )
    if is_corrected:
        yield form_field(
            "because",
            "Because",
            Input(id="because", compact=True),
            "Why the register is corrected. What it said before is kept and can be read.",
            needed="A correction says why: the former register is kept beside it.",
        )
