"""What can be chosen for a parameter of a command, instead of typing it: a participant's courses, the target needs."""

from collections.abc import Sequence

from registry.cli.commands import Command, Parameter
from registry.cli.door import short
from registry.domain.history import History
from registry.domain.needs import need_label
from registry.domain.participant import Participant
from registry.services.participants import show_participant
from registry.services.sitting import Sitting
from tui.widgets.work_words import going_on


def known(command: Command, person: Participant | None) -> dict[str, str]:
    """Return what is known before anybody types: whose record it is, and the defaults."""
    values = {each.name: each.default for each in command.fields if each.default}
    if person is not None:
        values |= {each.name: short(person.id) for each in command.fields if each.is_whose}
    return values


def courses_for(sitting: Sitting, command: Command, person: Participant | None) -> History | None:
    """Return the record whose courses are offered; None, and nothing is read, where the command takes none."""
    if person is None or not any(each.is_which_course for each in command.fields):
        return None
    return show_participant(sitting, person.id)


def offered(parameter: Parameter, sitting: Sitting, history: History | None) -> Sequence[tuple[str, str]]:
    """Return values with their words; none where anything may be typed."""
    if parameter.choices:
        return [(each, each.replace("-", " ")) for each in parameter.choices]
    if parameter.is_need:
        return [(one, need_label(sitting.needs, one)) for one in sitting.needs]
    if parameter.is_which_course and history is not None:
        return [(short(one.intervention.id), f"{one.intervention.title}. {going_on(one)}") for one in history.work]
    return ()
