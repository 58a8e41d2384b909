"""People into a group, as prompts: found one after the other, then all or none."""

from registry.domain.dates import PartialDate, refuse_future
from registry.domain.group import Group
from registry.domain.participant import Participant
from registry.services.group_joining import join_group
from registry.services.groups import list_groups
from registry.services.participants import find_participants
from registry.services.sitting import Sitting
from registry.settings import Settings
from tui.plain.hearing import Back
from tui.plain.talk import MOST, Talk


def join(talk: Talk, sitting: Sitting, _settings: Settings) -> None:
    """Put people into a running group from a day on. Raises Back, and as the services; then nobody joined."""
    running = [one for one in list_groups(sitting) if one.ended is None]
    if not running:
        talk.say("No group runs. Open one under “Groups and their meetings”.")
        return
    group: Group = talk.choose("Which group?", [(one, one.name) for one in running])

    def first_day(day: PartialDate) -> PartialDate:
        refuse_future(day, sitting.today, "Joining the group")
        return day

    day = talk.day("Their first day", first_day)
    people: list[Participant] = []
    talk.say("Who joins? One after the other; an empty line ends it.")
    while text := talk.ask("A name or a number"):
        _find(talk, sitting, text, people)
    if not people:
        raise Back
    talk.say("", f"{group.name}, from {day.words}:", *(f"  {one.name.banner}" for one in people))
    if not talk.sure("Save it?"):
        raise Back
    join_group(sitting, group.id, [one.id for one in people], start=day)
    talk.say(f"Saved: {len(people)} joined {group.name}.")


def _find(talk: Talk, sitting: Sitting, text: str, people: list[Participant]) -> None:
    found = [one for one in find_participants(sitting, text, limit=MOST) if one not in people]
    if not found:
        talk.say("Nobody else here answers to that. Type fewer letters, or a number.")
        return
    try:
        who = talk.choose("Who?", [(one, f"{one.name.banner}, born {one.born.words}") for one in found])
    except Back:
        return
    people.append(who)
