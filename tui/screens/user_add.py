"""Let somebody new sign in."""

from collections.abc import Iterator
from functools import partial

from rich.text import Text
from textual.widgets import Input

from registry.domain.access import Permission, Role
from registry.domain.users import User
from registry.services.founding import new_person, offered_passphrase
from registry.services.sitting import Sitting
from registry.services.users import add_user
from tui.screens.framed import ALWAYS
from tui.screens.saving_form import Act, SavingForm
from tui.seat import Seat
from tui.widgets.fields import line
from tui.widgets.form_field import FormField
from tui.widgets.form_values import form_field
from tui.widgets.plain import lines, one_line
from tui.widgets.tick_row import SEPARATOR, TickRow

ROLES = tuple((one.value, one.value.replace("-", " ")) for one in Role)


class UserAddScreen(SavingForm):
    """Their user name, who they are, their roles, and a passphrase that they choose themselves."""

    NEEDS = Permission.MANAGE_USERS
    HELP = (
        "Let a colleague sign in: two people means two people, so nobody has two user names. They come to this desk "
        "and choose a passphrase, at least twelve characters; one made of random words is offered above. They change "
        "it when they first sign in, and until then do nothing that wants two persons. Whose participants they work "
        "with, other than this unit's, is said on the command line (user add --at)."
    )
    KEYS = (("Ctrl+S", "Add"), ("Tab", "Next field"), ("Space", "Tick"), *ALWAYS)
    FORM = "user"
    TITLE = "Add a user"
    KEEPS = False

    def __init__(self, seat: Seat) -> None:
        super().__init__(seat)
        self.offered = offered_passphrase()

    @property
    def heading(self) -> Text:
        """A passphrase they could take."""
        return lines(one_line(self.TITLE, "bold"), one_line(f"A passphrase they could use: {self.offered}"))

    def fields(self) -> Iterator[FormField]:
        """Yield the fields."""
        yield line("name", "User name", "What they sign in with, in lower case.", needed="Say the user name.")
        yield line("person", "Their name", "The person's own name, with a title if they use one.", needed="Say who.")
        yield line(
            "profession", "Profession", "What they are, such as psychologist or nurse.", needed="Say their profession."
        )
        yield line("registration", "Registration", "Their registration, such as PYL123456.")
        yield form_field(
            "roles",
            "Roles",
            TickRow(ROLES, [Role.CLINICIAN.value], id="roles"),
            "What they are to the unit.",
            needed="Tick at least one role.",
        )
        yield form_field(
            "secret",
            "Passphrase",
            Input(password=True, id="secret", compact=True),
            "Their first, typed by them: at least twelve characters. They change it when they first sign in.",
            needed="They type their passphrase.",
        )
        yield form_field(
            "again",
            "The same again",
            Input(password=True, id="again", compact=True),
            "The same passphrase a second time, against a slip of the finger.",
            needed="They type it a second time.",
        )

    def wrong(self) -> dict[str, str]:
        """Both are the same."""
        first, again = self.text_of("secret"), self.text_of("again")
        return {"again": "The two differ. Type both anew."} if first and again and first != again else {}

    def act(self) -> Act:
        """Add them."""
        return partial(
            _added,
            name=self.words("name"),
            person=(self.words("person"), self.words("profession"), self.said("registration")),
            roles=tuple(Role(one) for one in self.query_one(TickRow).value.split(SEPARATOR)),
            passphrase=self.text_of("secret"),
        )

    def saved(self, made: User) -> str:
        """Who it is, and what has to follow."""
        return f"Added {made.person.words} as {made.name}. Give the directory's keeper a new card (key export)."


def _added(
    sitting: Sitting, *, name: str, person: tuple[str, str, str | None], roles: tuple[Role, ...], passphrase: str
) -> User:
    return add_user(sitting, name=name, person=new_person(*person), roles=roles, passphrase=passphrase)
