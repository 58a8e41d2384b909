"""What every form has with which somebody signs: two identifiers typed again, who signs, and a passphrase typed now.

Nothing of it is kept: identifiers and a passphrase that stood there by themselves would confirm nothing. Whoever signs
may be a colleague who comes to this desk; the act is done in a sitting of their own, opened with their passphrase.
"""

from collections.abc import Callable, Iterator
from typing import Concatenate, ParamSpec, TypeVar

from rich.text import Text
from textual import on
from textual.widgets import Input

from registry.domain.errors import NotPermitted, ThroughcareError
from registry.domain.matching import IdentifierKind
from registry.domain.participant import Participant
from registry.services.sitting import Sitting
from tui.screens.form_screen import FormScreen
from tui.screens.reentry import FIELDS, echo, read_both, reentry_fields
from tui.seat import Seat
from tui.widgets.form_field import FormField
from tui.widgets.form_values import focusable, form_field
from tui.widgets.plain import one_line

P = ParamSpec("P")
R = TypeVar("R")


class SigningScreen(FormScreen):
    """A form that ends in a signature. `own_fields` come first, then the identifiers, the person, the passphrase.

    It begins where nobody types a passphrase in clear who types without looking: never at a folder, which stands above.

    What belongs to a document that is kept already identifies nobody anew (`IDENTIFIES`).
    """

    KEEPS = False
    IDENTIFIES = True
    DEFAULT_CSS = """
    SigningScreen .-apart { margin: 1 0 0 0; }
    """

    def __init__(self, seat: Seat, participant: Participant | None, title: str, *, signer: str) -> None:
        super().__init__(seat, participant)
        self.participant = participant
        self.title_words = title
        self.signer = signer

    def own_fields(self) -> Iterator[FormField]:
        """Yield the fields of this act alone."""
        yield from ()

    @property
    def heading(self) -> Text:
        """What is signed."""
        return one_line(self.title_words, "bold")

    def fields(self) -> Iterator[FormField]:
        """Yield the fields of this act, then the identifiers, the person and the passphrase."""
        own, signature = list(self.own_fields()), list(self.signature_fields())
        signature[0].set_class(bool(own), "-apart")
        yield from (*own, *signature)

    def signature_fields(self) -> Iterator[FormField]:
        """Yield the identifiers where they are asked for, the person and the passphrase."""
        if self.IDENTIFIES:
            yield from reentry_fields()
        shown = self.seat.settings.shown_passphrase(self.signer)
        yield form_field(
            "signer",
            "Who signs",
            Input(self.signer, id="signer", compact=True),
            "The user name of the person who does this now. A colleague may come to this desk and type theirs.",
            needed="Type the user name of whoever does this.",
        )
        yield form_field(
            "secret",
            "Passphrase",
            Input(password=True, id="secret", compact=True, placeholder=shown),
            "The passphrase of the person who does this, typed now. It is used for this one act and kept nowhere.",
            needed="Type the passphrase.",
        )

    def on_mount(self) -> None:
        """Begin at the first field behind a folder."""
        first = next(one for one in self.query(FormField) if one.control.id != "folder" and one.display)
        focusable(first.control).focus()
        self.begin()

    def wrong(self) -> dict[str, str]:
        """Two identifiers, each of another kind."""
        problems: dict[str, str] = {}
        if self.IDENTIFIES:
            self._read_both(problems)
        return problems

    @property
    def entered(self) -> dict[IdentifierKind, str]:
        """The identifiers as they stand; none where nobody is identified anew."""
        return self._read_both({}) if self.IDENTIFIES else {}

    def _read_both(self, problems: dict[str, str]) -> dict[IdentifierKind, str]:
        return read_both((self.text_of("one"), self.text_of("other")), self.seat.sitting.today, problems)

    async def sign(
        self, service: Callable[Concatenate[Sitting, P], R], *args: P.args, **kwargs: P.kwargs
    ) -> R | ThroughcareError:
        """Do it as the person named here. What stands in the way is returned; a passphrase stays in no field."""
        user, secret = self.text_of("signer").strip(), self.query_one("#secret", Input)
        passphrase, secret.value = secret.value, ""
        self.say("Signing …")
        try:
            return await self.seat.ask_as(user, passphrase, service, *args, **kwargs)
        except ThroughcareError as error:
            self.say("")
            self.not_saved(error)
            again = self.query_one("#one", Input) if self.IDENTIFIES else secret
            (secret if isinstance(error, NotPermitted) else again).focus()
            return error

    def restored(self) -> None:
        """Say of the identifiers as they stand now what they are taken for."""
        for name in FIELDS if self.IDENTIFIES else ():
            echo(self.field_of(name), self.text_of(name), self.seat.sitting.today)

    @on(Input.Changed)
    def _identifier_changed(self, event: Input.Changed) -> None:
        if event.input.id in FIELDS:
            echo(self.field_of(event.input.id), event.value, self.seat.sitting.today)
