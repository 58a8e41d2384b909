"""A screen that is not for who opened it: in its place stands why not and who may, and only the ways out are left."""

from typing import Any, Final

from textual.screen import Screen

from registry.domain.errors import NotPermitted
from tui.hints import at_the_screens
from tui.widgets.key_line import KeyLine
from tui.widgets.plain import Words, lines, plain
from tui.widgets.quiet_line import QuietLine
from tui.widgets.top_line import TopLine
from tui.widgets.training_line import TrainingLine

BACK: Final = ("Esc", "Back")
WAYS_OUT: Final = (("F2", "Go to"), BACK, ("F1", "Help"), ("Ctrl+P", "Commands"))
STAYS: Final = (TopLine, TrainingLine, QuietLine, KeyLine)
ELSEWHERE: Final = "F2 goes to another place; F2 t says what you may do."


class Shut(Words):
    """Why it is not shown."""

    DEFAULT_CSS = """
    Shut { padding: 1 2; max-width: 80; height: auto; }
    """


def shut(screen: Screen[Any], error: NotPermitted) -> None:
    """Say in place of what the screen shows why it is not shown, and who may see it. Its title stays."""
    screen.query(Shut).remove()
    for each in screen.children:
        if not (isinstance(each, STAYS) or each.has_class("title") or each.has_class("warnings")):
            # Out of sight it takes no key either.
            each.display, each.disabled = False, True
    why = lines(
        plain(error.message, "bold"), plain(at_the_screens(error.hint or error.what_next)), plain(""), plain(ELSEWHERE)
    )
    screen.mount(Shut(why), before=screen.query_one(QuietLine))
    goes_back = screen.check_action("back", ())
    screen.query_one(KeyLine).offer([each for each in WAYS_OUT if goes_back or each != BACK])
