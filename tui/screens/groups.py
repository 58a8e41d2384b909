"""The unit's groups: who belongs to each, its register of today, and more people into it."""

import asyncio
from collections.abc import Iterator, Sequence
from types import MappingProxyType
from typing import ClassVar

from rich.text import Text
from textual import work
from textual.binding import Binding, BindingType

from registry.domain.dates import PartialDate
from registry.domain.group import Group
from registry.domain.local_ids import code_of
from registry.services.groups import GroupView, RosterLine, list_groups, show_group
from registry.services.register_sheets import open_sheet
from registry.services.sitting import Sitting
from tui.screens.framed import ALWAYS
from tui.screens.group_close import GroupCloseScreen
from tui.screens.group_leave import GroupLeaveScreen
from tui.screens.join import JoinScreen
from tui.screens.list_screen import ListScreen
from tui.screens.open_group import OpenGroupScreen
from tui.screens.register import RegisterScreen
from tui.widgets.list_and_detail import Line
from tui.widgets.plain import facts, lines, one_line, plain, stacked

PAUSE = 0.15  # A roster is read, and written in the audit, once the mark rests on a group.
NONE_YET = "There is no group yet. n opens one."


class GroupsScreen(ListScreen):
    """The running groups first; the members of the marked one beside it."""

    NAME = "Groups"
    NONE_YET = NONE_YET
    HELP = (
        "The unit's groups. Enter opens the register of today, a adds people to the marked group, n opens a new one. "
        "Beside each group stands who belongs to it since when, and with whom somebody must not share a group. l says "
        "that somebody leaves the marked group, c closes it; nobody's own course is closed by that."
    )
    OF_MARKED = ("Enter", "a", "l")
    KEYS = (("Enter", "Register"), ("a", "Add people"), ("n", "New"), ("l", "Leaves"), *ALWAYS[:2])
    DOES = MappingProxyType(
        {
            "add": "group add",
            "new": "group open",
            "leave": "group remove",
            "close": "group close",
        }
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("a", "add", "Add people to the group"),
        Binding("n", "new", "Open a new group"),
        Binding("l", "leave", "Somebody leaves the group"),
        Binding("c", "close", "Close the group"),
    ]
    _groups: tuple[Group, ...] = ()

    def gather(self, sitting: Sitting) -> Sequence[Line]:
        """Return the groups, the running ones first."""
        self._groups = tuple(sorted(list_groups(sitting), key=lambda one: (one.ended is not None, one.name.casefold())))
        return [Line(key=one.id, words=_row(one)) for one in self._groups]

    def detail(self, key: str) -> None:
        """Read who belongs to it, a moment later."""
        self._show(key)

    @work(exclusive=True, group="show", exit_on_error=False)
    async def _show(self, group_id: str) -> None:
        await asyncio.sleep(PAUSE)
        view = await self.seat.ask(show_group, group_id)
        if self.both.list.chosen == group_id:
            self.both.show_detail(stacked([plain(f"{view.title}\n"), facts(_rows(view))]))

    def open(self, key: str) -> None:
        """Open the register of today."""
        self._register(key)

    @work(exclusive=True, group="ask", exit_on_error=False)
    async def _register(self, group_id: str) -> None:
        sheet = await self.seat.ask(open_sheet, group_id, on=PartialDate.of(self.seat.sitting.today))
        self.app.push_screen(RegisterScreen(self.seat, sheet))

    def action_add(self) -> None:
        """Add people to the marked group, where it runs."""
        if (group := self._marked()) is not None:
            self.app.push_screen(JoinScreen(self.seat, group), self.done)

    def action_leave(self) -> None:
        """Say who leaves the marked group, where it runs."""
        if (group := self._marked()) is not None:
            self._leave(group.id)

    @work(exclusive=True, group="ask", exit_on_error=False)
    async def _leave(self, group_id: str) -> None:
        view = await self.seat.ask(show_group, group_id)
        self.app.push_screen(GroupLeaveScreen(self.seat, view), self.done)

    def action_close(self) -> None:
        """Close the marked group, where it runs."""
        if (group := self._marked()) is not None:
            self.app.push_screen(GroupCloseScreen(self.seat, group), self.done)

    def why_not(self, action: str) -> str:
        """Nothing is done with a group that is closed, or with none."""
        group = self._chosen_group
        if action not in ("add", "leave", "close"):
            return super().why_not(action)
        if group is None:
            return NONE_YET
        closed = f"{group.name} was closed on {group.ended.words}." if group.ended else ""
        return closed or super().why_not(action)

    @property
    def _chosen_group(self) -> Group | None:
        return next((one for one in self._groups if one.id == self.both.list.chosen), None)

    def _marked(self) -> Group | None:
        group = self._chosen_group
        if group is None or group.ended is not None:
            self.say(self.why_not("close"))
            return None
        return group

    def action_new(self) -> None:
        """Open a new group."""
        self.app.push_screen(OpenGroupScreen(self.seat), self.done)


def _row(group: Group) -> Text:
    until = f" to {group.ended.words}, closed" if group.ended else ""
    return lines(
        one_line(group.name, "bold"), one_line(f"{code_of(group.edition_id)} · from {group.started.words}{until}")
    )


def _rows(view: GroupView) -> Iterator[tuple[str, str]]:
    now = [one for one in view.members if one.until is None]
    yield "Belongs now", "\n".join(_member(one) for one in now) or "nobody: a adds people"
    if left := [one for one in view.members if one.until is not None]:
        yield "Belonged", "\n".join(_member(one) for one in left)
    last = view.sessions[-1].on.words if view.sessions else "has not met yet"
    yield "Meetings", f"{len(view.sessions)}, the last on {last}" if view.sessions else last


def _member(one: RosterLine) -> str:
    until = f" to {one.until.words}" if one.until else ""
    apart = f"\n   Must not share a group with: {one.not_with}" if one.not_with else ""
    return f"{one.name}, from {one.since.words}{until}{apart}"
