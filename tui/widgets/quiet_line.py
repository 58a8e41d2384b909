"""The line above the footer where the screen says what happened and what to do next."""

from registry.domain.errors import ThroughcareError
from tui.hints import at_the_screens
from tui.widgets.plain import Words


class QuietLine(Words):
    """Empty until there is something to say."""

    DEFAULT_CSS = """
    QuietLine { height: auto; max-height: 4; padding: 0 1; color: $accent-ink; display: none; }
    QuietLine.-said { display: block; }
    QuietLine.-wrong { color: $wrong; }
    """

    _says = ("", False)

    def say(self, text: str, *, wrong: bool = False) -> None:
        """Say one thing, or nothing."""
        if (text, wrong) == self._says:
            # Each key falls silent anew, and the whole screen would be laid out for it.
            return
        self._says = (text, wrong)
        self.set_class(bool(text), "-said")
        self.set_class(wrong, "-wrong")
        self.show(text)

    def refuse(self, error: ThroughcareError) -> None:
        """Say why something did not happen and what to do next."""
        self.say(at_the_screens(" ".join(f"{error.message} {error.hint}".split())), wrong=True)
