"""What every screen has: its keys, its help, a quiet line to speak in, and a way back."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING, ClassVar, Final

from textual.app import SystemCommand
from textual.binding import Binding, BindingType
from textual.widget import Widget
from textual.worker import Worker, WorkerState

from registry.domain.errors import NotPermitted, ThroughcareError
from tui.left_once import LeftOnce
from tui.messages import Trouble
from tui.screens.help import HelpScreen
from tui.seat import Seat
from tui.widgets.key_line import KeyLine
from tui.widgets.modal import refusal
from tui.widgets.quiet_line import QuietLine
from tui.widgets.training_line import say_training

if TYPE_CHECKING:
    from registry.domain.access import Permission

ALWAYS: Final = (("Esc", "Back"), ("F1", "Help"), ("Ctrl+P", "Commands"))
"""The keys that nearly every footer ends with."""
CHOOSE: Final = ("← →", "Choose")
"""The keys of a choice, for a form that may have one."""
ACTS = frozenset({"ask", "verify", "long"})
"""The groups of workers that do what a person asked for; the others read while somebody types or looks."""
READS = frozenset({"read", "find"})
"""The groups of workers that read what a screen is there to show."""
OF_THE_PROGRAM = frozenset({"app.quit", "app.lock"})
"""What the palette offers on every screen, whether or not the screen has it among its own keys."""
NOTHING_TO_UNDO = "There is nothing to undo."
WAYS_OUT = ("help", "back")
"""What a screen still does while it is shut, beside the keys that work everywhere."""


class Framed(LeftOnce[None]):
    """A screen of the program. `HELP` is what F1 says of it, `KEYS` its footer; a widget has its `help_text`.

    `DOES` says of an action which command of the command line does the same: in the palette both are one line.
    """

    HELP: ClassVar[str] = ""
    KEYS: ClassVar[tuple[tuple[str, str], ...]] = ()
    NEEDS: "ClassVar[Permission | None]" = None
    """What whoever opens it must be permitted, where nothing is read first that would say so."""
    DOES: ClassVar[Mapping[str, str]] = MappingProxyType({})
    NOT_HERE: ClassVar[Collection[str]] = ()
    """What works on every screen but this one, by its action."""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f1", "help", "Help"),
        Binding("f2", "app.places", "Go to another place"),
        Binding("ctrl+z", "app.undo", "Undo the last act", show=False),
        Binding("ctrl+p", "app.command_palette", "Commands"),
        # With priority a quick letter after Tab goes to the next field and not to the one just left.
        Binding("tab", "app.focus_next", "Next field or list", priority=True),
        Binding("shift+tab", "app.focus_previous", "The field or list before", priority=True),
    ]

    SHUT_BY: ClassVar[Collection[str]] = READS
    """The groups of workers whose refusal shuts the screen: without what they read there is nothing to show."""
    is_shut = False
    """True once it stands here that the person may not see what the screen shows."""

    def __init__(self, seat: Seat) -> None:
        super().__init__()
        self.seat = seat

    def on_mount(self) -> None:
        """Say that this is training, where it is, and who may not use it. A screen's own `on_mount` comes before it."""
        say_training(self)
        if self.NEEDS is not None:
            from tui.allowed import refused_for

            if (error := refused_for(self.seat.sitting, self.NEEDS)) is not None:
                self.shut_for(error)

    @property
    def focus_chain(self) -> list[Widget]:
        """The widgets that may have the focus, in the order they stand in the screen.

        Textual goes by where they were drawn: a field that just appeared is anywhere until the next drawing.
        """
        return [*_focusable_in(self)]

    def keep_now(self) -> None:
        """Keep what is typed and not saved, before the seat is left. Most screens have nothing of the kind."""

    def may_close(self) -> bool:
        """Return whether Throughcare may close now; where it may not, that is said. Most screens let it."""
        return True

    def say(self, text: str) -> None:
        """Say what happened, in the quiet line."""
        self.query_one(QuietLine).say(text)

    def refuse(self, error: ThroughcareError) -> None:
        """Say why something did not happen."""
        self.query_one(QuietLine).refuse(error)

    def shut_for(self, error: NotPermitted) -> None:
        """Say in place of what this screen shows that the person may not see it, and who may."""
        from tui.screens.shut import shut

        self.is_shut = True
        shut(self, error)

    def action_help(self) -> None:
        """Explain the focused field and this screen."""
        keys = [(key, each.description) for key, each in (*self.bound_keys(), *self._keys_of_the_program())]
        self.app.push_screen(HelpScreen(field=self.explained(), screen=self.HELP, keys=keys))

    def explained(self) -> str:
        """Return what F1 says of what has the keys; nothing where that explains itself."""
        around = self.focused.ancestors_with_self if self.focused else []
        return next((text for each in around if (text := getattr(each, "help_text", ""))), "")

    def commands(self) -> Iterator[SystemCommand]:
        """Yield this screen's commands for the palette, each with its key."""
        for keys, binding in self.bound_keys():
            if not binding.action.startswith("app.command") and binding.action not in OF_THE_PROGRAM:
                same = self.DOES.get(binding.action, "")
                yield SystemCommand(
                    f"{binding.description}  ({keys})  {same}".rstrip(),
                    "",
                    lambda action=binding.action: self.call_later(self.run_action, action),
                )

    @property
    def commands_at_hand(self) -> Collection[str]:
        """The commands of the command line that this screen's own keys do."""
        return self.DOES.values()

    def bound_keys(self) -> Iterator[tuple[str, Binding]]:
        """Yield each of this screen's bindings with its keys as they stand on the keyboard; a key does one thing."""
        told: set[str] = set()
        for kind in type(self).__mro__:
            for binding in vars(kind).get("BINDINGS", ()) if issubclass(kind, Framed) else ():
                keys = [key for key in binding.key.split(",") if key not in told]
                told.update(keys)
                if keys and self.check_action(binding.action, ()) and self._offers(binding.action):
                    yield " or ".join(key_words(key) for key in keys), binding

    def _keys_of_the_program(self) -> Iterator[tuple[str, Binding]]:
        for each in type(self.app).BINDINGS:
            if isinstance(each, Binding) and self.check_action(f"app.{each.action}", ()):
                yield key_words(each.key), each

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Return whether a key does something here: of a screen that is shut, only the ways out do."""
        del parameters
        if action in self.NOT_HERE:
            return False
        return not self.is_shut or action in WAYS_OUT or action.startswith("app.")

    def why_not(self, action: str) -> str:
        """Return why an act of this screen would be refused as things stand; nothing where it would not.

        Its key says so. Neither the footer nor the palette offers what would be refused.
        """
        return NOTHING_TO_UNDO if action == "app.undo" and self.seat.last_act is None else ""

    def is_for_them(self, command: str) -> bool:
        """Return whether a command is for who sits here, as far as that is known before its service is asked."""
        from tui.allowed import NEEDED, refused_for

        needs = NEEDED.get(command)
        return needs is None or not self.seat.taken or refused_for(self.seat.sitting, needs) is None

    def name_keys(self, keys: Sequence[tuple[str, str]]) -> None:
        """Name these keys in the footer, but for those whose act would be refused."""
        ours = [
            one for kind in type(self).__mro__ for one in vars(kind).get("BINDINGS", ()) if isinstance(one, Binding)
        ]
        refused = {key_words(key) for one in ours if not self._offers(one.action) for key in one.key.split(",")}
        self.query_one(KeyLine).offer([each for each in keys if each[0] not in refused])

    def _offers(self, action: str) -> bool:
        return not self.why_not(action) and self.is_for_them(self.DOES.get(action, ""))

    def key_line(self) -> KeyLine:
        """Return the footer: at most six keys."""
        return KeyLine(self.KEYS)

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """Say why something was not done: an act in a quiet dialogue, a reading in the quiet line.

        A screen reads again whenever it comes back, and while somebody types: a dialogue then would never end. Where
        nobody may see what it is there to show, it says so in its place. Anything else is an error of the program.
        """
        if event.state is not WorkerState.ERROR or event.worker.error is None:
            return
        error = event.worker.error
        if isinstance(error, ThroughcareError) and event.worker.group in ACTS:
            self.say("")
            self.app.push_screen(refusal(error))
        elif isinstance(error, NotPermitted) and event.worker.group in self.SHUT_BY and self.seat.taken:
            self.shut_for(error)
        elif isinstance(error, ThroughcareError):
            self.refuse(error)
        else:
            self.app.post_message(Trouble(error))


def _focusable_in(node: Widget) -> Iterator[Widget]:
    for each in node.displayed_children:
        if each.focusable:
            yield each
        yield from _focusable_in(each)


def key_words(key: str) -> str:
    """Return how a key is named to a person."""
    names = {"up": "↑", "down": "↓", "escape": "Esc", "pageup": "Page Up", "pagedown": "Page Down"}
    if key in names or len(key) == 1:
        return names.get(key, key)
    return "+".join(part.capitalize() for part in key.split("+"))
