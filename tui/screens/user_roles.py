"""Give somebody other roles."""

from collections.abc import Iterator
from functools import partial

from rich.text import Text

from registry.cli.key_screen import key_change_lines
from registry.domain.access import Permission, Role
from registry.domain.users import User
from registry.services.key_changes import KeyChange
from registry.services.users import change_roles
from tui.screens.alone_form import AloneForm
from tui.screens.framed import ALWAYS
from tui.screens.saving_form import Act
from tui.screens.user_add import ROLES
from tui.seat import Seat
from tui.widgets.form_field import FormField
from tui.widgets.form_values import form_field
from tui.widgets.plain import lines, one_line
from tui.widgets.tick_row import SEPARATOR, TickRow


class UserRolesScreen(AloneForm):
    """The roles they have from now on."""

    NEEDS = Permission.MANAGE_USERS
    HELP = (
        "What a user is to the unit from now on, in the place of what they were. Where roles go, the keys change: a "
        "supervisor and an administrator may hold the unit's key. Everybody else closes Throughcare for the moment it "
        "takes. Nobody changes their own."
    )
    KEYS = (("Ctrl+S", "Do it"), ("Tab", "Next field"), ("Space", "Tick"), *ALWAYS)
    FORM = "user roles"
    TITLE = "Change a user's roles"

    def __init__(self, seat: Seat, user: User) -> None:
        super().__init__(seat)
        self.user = user

    @property
    def heading(self) -> Text:
        """Whose."""
        return lines(one_line(f"Roles of {self.user.name}", "bold"), one_line(self.user.person.words))

    def fields(self) -> Iterator[FormField]:
        """Yield the roles and the passphrase."""
        yield form_field(
            "roles",
            "Roles",
            TickRow(ROLES, [one.value for one in self.user.roles], id="roles"),
            "What they are to the unit from now on.",
            needed="Tick at least one role.",
        )
        yield self.passphrase_field()

    def act(self) -> Act:
        """Change them."""
        roles = tuple(Role(one) for one in self.query_one(TickRow).value.split(SEPARATOR))
        return partial(change_roles, name=self.user.name, roles=roles)

    def saved(self, made: KeyChange) -> tuple[str, ...]:
        """What became of the keys."""
        words = self.query_one(TickRow).value.replace("-", " ").replace(SEPARATOR, ", ")
        return (f"{self.user.name} is {words} now.", *key_change_lines(made))
