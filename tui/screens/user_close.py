"""End somebody's access."""

from collections.abc import Iterator
from functools import partial

from rich.text import Text

from registry.cli.key_screen import key_change_lines
from registry.domain.access import Permission
from registry.domain.users import User
from registry.services.key_changes import KeyChange
from registry.services.users import close_user
from tui.screens.alone_form import AloneForm
from tui.screens.saving_form import Act
from tui.seat import Seat
from tui.widgets.fields import box
from tui.widgets.form_field import FormField
from tui.widgets.plain import lines, one_line


class UserCloseScreen(AloneForm):
    """Why; the keys change, and what the leaver signed stays good."""

    NEEDS = Permission.MANAGE_USERS
    HELP = (
        "End a user's access, with the reason. The database gets a new key, because the leaver has seen the old one; "
        "nobody else's passphrase changes, and what the leaver signed stays good. Everybody else closes Throughcare "
        "for the moment it takes. Nobody ends their own access."
    )
    FORM = "user end"
    TITLE = "End a user's access"

    def __init__(self, seat: Seat, user: User) -> None:
        super().__init__(seat)
        self.user = user

    @property
    def heading(self) -> Text:
        """Whose."""
        said = one_line(f"End the access of {self.user.name}", "bold")
        return lines(said, one_line(self.user.person.words))

    def fields(self) -> Iterator[FormField]:
        """Yield the reason and the passphrase."""
        yield box("reason", "Reason", "Why their access ends; it is kept in the audit.", needed="Say why it ends.")
        yield self.passphrase_field()

    def act(self) -> Act:
        """End it."""
        return partial(close_user, name=self.user.name, reason=self.words("reason"))

    def saved(self, made: KeyChange) -> tuple[str, ...]:
        """What became of the keys."""
        return (f"{self.user.name} has no access any more.", *key_change_lines(made))
