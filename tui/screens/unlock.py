"""The door: who sits here, and the passphrase."""

import gc
from threading import Thread
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Input

from registry.bootstrap import furnish, is_unlocked, require_tries
from registry.domain.errors import NotPermitted, ThroughcareError
from tui.messages import Furnished, LockedOut, Unlocked
from tui.screens.framed import Framed
from tui.seat import Seat
from tui.widgets.form_field import FormField
from tui.widgets.plain import Words
from tui.widgets.quiet_line import QuietLine
from tui.widgets.training_line import shown_words

GOES_ON = "This terminal is unlocked: Enter without a passphrase goes on. To decide, sign or release, type it."


class UnlockScreen(Framed):
    """Opens the home. A passphrase from a file opens it without asking, at the start only."""

    HELP = (
        "Type your user name and passphrase and press Enter. Five wrong passphrases in a row lock you out, for as long "
        "as it takes until an administrator types `throughcare user unlock` and your user name: ask them to. Where no "
        "administrator can sign in, whoever keeps the recovery key can help. Nothing of the record is open before the "
        "passphrase is right. Where "
        "`throughcare unlock` has unlocked this terminal, Enter goes on without it; locking here ends that too."
    )
    KEYS = (("Enter", "Unlock"), ("Tab", "Next field"), ("Ctrl+Q", "Close"), ("F1", "Help"), ("Ctrl+P", "Commands"))
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "unlock", "Unlock"),
        Binding("escape", "stay", "Empty the passphrase", show=False),
    ]
    # At the door there is nowhere to go, nothing to undo and nothing to lock.
    NOT_HERE = frozenset({"app.places", "app.undo", "app.lock"})
    AUTO_FOCUS = ""
    DEFAULT_CSS = """
    UnlockScreen { align: center middle; }
    UnlockScreen > Vertical { width: 72; max-width: 100%; height: auto; }
    UnlockScreen .title { text-style: bold; padding: 0 2; }
    UnlockScreen .why { color: $quiet; padding: 0 2 1 2; }
    UnlockScreen QuietLine { padding: 1 2 0 2; max-height: 8; }
    """

    def __init__(self, seat: Seat, *, because: str = "", given: str | None = None, told: str = "") -> None:
        super().__init__(seat)
        self.because = because
        self.told = told
        self.given = given
        self.goes_on = False
        self._is_opening = False

    def compose(self) -> ComposeResult:
        """The home, two fields, and a line to speak in."""
        home = self.seat.settings.home
        shown = shown_words(self.seat.settings.user or "", self.seat.shown_passphrase)
        self.goes_on = not self.because and self.given is None and is_unlocked(self.seat.settings)
        with Vertical():
            yield Words("Throughcare", classes="title")
            yield Words(
                "\n".join((self.because, *shown)).strip()
                or (GOES_ON if self.goes_on else f"The record in {home.folder} is locked."),
                classes="why",
            )
            yield FormField(
                "User",
                Input(self.seat.settings.user or "", id="user", compact=True),
                id="user-field",
                help_text="Your user name in this home, such as rhiannon; an administrator made it.\nEnter goes to the "
                "passphrase. It cannot be left empty.",
            )
            yield FormField(
                "Passphrase",
                Input(password=True, id="passphrase", compact=True),
                id="passphrase-field",
                help_text="Your passphrase. It is not shown while you type, and nobody can look it up for you.\nEnter "
                "opens the home. Left empty, it opens only what this terminal has unlocked before.",
            )
            yield QuietLine()
        yield self.key_line()

    def on_mount(self) -> None:
        """Put the cursor where something is missing; open at once with a passphrase from a file."""
        self.query_one("#passphrase" if self.seat.settings.user else "#user", Input).focus()
        if self.told:
            self.say(self.told)
        if self.given is not None:
            gc.enable()
            self._open(self.seat.settings.user or "", self.given)
        else:
            self.call_after_refresh(Thread(target=self._furnish, daemon=True).start)

    @on(Input.Submitted)
    def action_unlock(self) -> None:
        """Try the passphrase, or go on to it from the user's name."""
        if self._is_opening:
            return
        user, passphrase = self.query_one("#user", Input), self.query_one("#passphrase", Input)
        if not user.value.strip():
            user.focus()
            self.say("Type your user name first.")
        elif not passphrase.value and self.goes_on and user.value.strip() == self.seat.settings.user:
            self._open(user.value.strip(), None)
        elif not passphrase.value and (shown := self.seat.settings.shown_passphrase(user.value.strip())):
            self._open(user.value.strip(), shown)
        elif not passphrase.value:
            passphrase.focus()
        else:
            self._open(user.value.strip(), passphrase.value)

    def action_stay(self) -> None:
        """Empty the passphrase and stay: whoever closed the program so would go on typing into the shell."""
        if not self._is_opening:
            self.query_one("#passphrase", Input).value = ""
            self.say("Ctrl+Q closes Throughcare.")

    @work(exclusive=True, exit_on_error=False)
    async def _open(self, user: str, passphrase: str | None) -> None:
        self._is_opening = True
        self.say("Opening …")
        try:
            await (self.seat.go_on(user) if passphrase is None else self.seat.take(user, passphrase))
            self.query_one("#passphrase", Input).value = ""
        except ThroughcareError as error:
            self.query_one("#passphrase", Input).value = ""
            self.seat.refused(error)
            if self.given is not None:
                self.app.exit()
            told = shown_words(user, self.seat.settings.shown_passphrase(user))
            self.refuse(NotPermitted(f"{error.message}", hint=told[0]) if told else error)
            self._is_opening = False
            return
        self.app.post_message(Unlocked())

    def _furnish(self) -> None:
        """Import the rooms behind the door while somebody types their passphrase, and have the home laid out."""
        furnish()
        import tui.screens.home  # noqa: F401

        # What was imported stays as long as the program: looked through for garbage, it would hold up a key for 0.1 s.
        gc.freeze()
        gc.enable()
        self.app.post_message(Furnished())
        try:
            require_tries(self.seat.settings)
        except NotPermitted as error:
            self.post_message(LockedOut(error))
        except ThroughcareError:
            # A name that is none is told with the passphrase.
            return

    def refuse(self, error: ThroughcareError) -> None:
        """Say why the home stays shut. What an administrator is asked to type is told as it is typed."""
        self.query_one(QuietLine).say(" ".join(f"{error.message} {error.hint}".split()), wrong=True)

    @on(LockedOut)
    def _locked_out(self, event: LockedOut) -> None:
        """Tell who is locked out before they type; whoever types already is told by what comes of it."""
        if not self._is_opening:
            self.refuse(event.error)
