"""Who may sign in, as whom, in which roles."""

from rich.console import RenderableType

from registry.services.sitting import Sitting
from registry.services.users import list_users
from tui.screens.reading import ReadingScreen
from tui.widgets.plain import facts


class UsersScreen(ReadingScreen):
    """Everybody, leavers included."""

    NAME = "Users"
    HELP = (
        "Everybody who may sign in or once might: user name, person, profession, roles. Administrators see this. "
        "Users are added, changed and closed on the command line: `throughcare user --help`."
    )

    def gather(self, sitting: Sitting) -> RenderableType:
        """Return every user in words. Raises NotPermitted for who is no administrator."""
        rows = []
        for user in list_users(sitting):
            roles = ", ".join(sorted(role.value.replace("-", " ") for role in user.roles))
            left = "" if user.active else "\nhas left: no access"
            rows.append((user.name, f"{user.person.words}\n{roles}{left}\n"))
        return facts(rows)
