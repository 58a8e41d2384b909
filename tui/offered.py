"""What can be chosen for a parameter of a command, instead of typing it: a participant's courses, the target needs,
the uses of break-glass.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from registry.cli.commands import Command, Parameter
from registry.cli.door import short
from registry.domain.access import Permission, may
from registry.domain.break_glass import BreakGlass
from registry.domain.history import History
from registry.domain.needs import need_label
from registry.domain.participant import Participant
from registry.services.breaking_glass import list_break_glass
from registry.services.participants import show_participant
from registry.services.sitting import Sitting
from tui.widgets.work_words import going_on


def known(command: Command, person: Participant | None) -> dict[str, str]:
    """Return what is known before anybody types: whose record it is, and the defaults."""
    values = {each.name: each.default for each in command.fields if each.default}
    if person is not None:
        values |= {each.name: short(person.id) for each in command.fields if each.is_whose}
    return values


@dataclass(frozen=True, slots=True, kw_only=True)
class OnRecord:
    """What a command's values are chosen from: the record with its courses, and the uses of break-glass."""

    history: History | None = None
    glass: tuple[BreakGlass, ...] = ()


def on_record_for(sitting: Sitting, command: Command, person: Participant | None) -> OnRecord:
    """Return what is offered for a command; what it does not take, or who asks may not see, is not read."""
    courses = person is not None and any(each.is_which_course for each in command.fields)
    glass = may(sitting.user.roles, Permission.REVIEW_GLASS) and any(each.is_glass for each in command.fields)
    return OnRecord(
        history=show_participant(sitting, person.id) if person is not None and courses else None,
        glass=tuple(reversed(list_break_glass(sitting))) if glass else (),
    )


def offered(parameter: Parameter, sitting: Sitting, on_record: OnRecord) -> Sequence[tuple[str, str]]:
    """Return values with their words; none where anything may be typed."""
    if parameter.choices:
        return [(each, each.replace("-", " ")) for each in parameter.choices]
    if parameter.is_need:
        return [(one, need_label(sitting.needs, one)) for one in sitting.needs]
    if parameter.is_which_course and on_record.history is not None:
        works = on_record.history.work
        return [(short(one.intervention.id), f"{one.intervention.title}. {going_on(one)}") for one in works]
    if parameter.is_glass:
        return [(short(one.id), f"{one.words}: {one.reason}") for one in on_record.glass]
    return ()
