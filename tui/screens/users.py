"""Who may sign in, as whom, in which roles."""

from collections.abc import Sequence
from types import MappingProxyType
from typing import ClassVar

from rich.console import RenderableType
from textual.binding import Binding, BindingType

from registry.domain.users import User
from registry.services.sitting import Sitting
from registry.services.users import list_users
from tui.screens.framed import ALWAYS
from tui.screens.list_screen import ListScreen
from tui.screens.user_add import UserAddScreen
from tui.screens.user_close import UserCloseScreen
from tui.screens.user_roles import UserRolesScreen
from tui.widgets.list_and_detail import Line
from tui.widgets.plain import facts, lines, one_line


class UsersScreen(ListScreen):
    """Everybody, leavers included."""

    NAME = "Users"
    HELP = (
        "Everybody who may sign in or once might: user name, person, profession, roles. Administrators see this. a "
        "adds somebody, o gives the marked user other roles, e ends their access; the last two change the keys, and "
        "ask for your passphrase. Whose participants they work with, and wrong passphrases given back, are on the "
        "command line: `throughcare user --help`."
    )
    KEYS = (("a", "Add"), ("o", "Roles"), ("e", "End access"), *ALWAYS)
    DOES = MappingProxyType(
        {
            "add": "user add",
            "roles": "user change-roles",
            "end": "user close",
        }
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("a", "add", "Add a user"),
        Binding("o", "roles", "Change the marked user's roles"),
        Binding("e", "end", "End the marked user's access"),
    ]
    _users: MappingProxyType[str, User] = MappingProxyType({})

    def gather(self, sitting: Sitting) -> Sequence[Line]:
        """Return every user. Raises NotPermitted for who is no administrator."""
        found = sorted(list_users(sitting), key=lambda one: not one.active)
        self._users = MappingProxyType({one.name: one for one in found})
        return [Line(key=one.name, words=lines(one_line(one.name, "bold"), one_line(_roles(one)))) for one in found]

    def detail(self, key: str) -> RenderableType:
        """Return who it is."""
        user = self._users[key]
        rows = [("Person", user.person.words), ("Roles", _roles(user))]
        if user.active and user.passphrase_given:
            rows.append(("Passphrase", "still the one they were added with"))
        if user.establishments:
            rows.append(("Works with", ", ".join(one.name for one in user.establishments)))
        return facts(rows)

    def action_add(self) -> None:
        """Let somebody new sign in."""
        self.app.push_screen(UserAddScreen(self.seat), self.done)

    def action_roles(self) -> None:
        """Change the roles of the marked user."""
        if (user := self._marked()) is not None:
            self.app.push_screen(UserRolesScreen(self.seat, user), self.done)

    def action_end(self) -> None:
        """End the access of the marked user."""
        if (user := self._marked()) is not None:
            self.app.push_screen(UserCloseScreen(self.seat, user), self.done)

    def why_not(self, action: str) -> str:
        """Nothing is changed for who has left."""
        user = self._users.get(self.both.list.chosen or "")
        if action in ("roles", "end") and user is not None and not user.active:
            return f"{user.person.name} has left: their access has ended."
        return super().why_not(action)

    def _marked(self) -> User | None:
        user = self._users.get(self.both.list.chosen or "")
        if user is not None and not user.active:
            self.say(self.why_not("end"))
            return None
        return user


def _roles(user: User) -> str:
    left = "" if user.active else "has left: no access · "
    return left + ", ".join(sorted(role.value.replace("-", " ") for role in user.roles))
