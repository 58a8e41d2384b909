"""A screen is left once: a second quick key, or a save that ends late, never takes away what stands below."""

from typing import TypeVar

from textual.await_complete import AwaitComplete
from textual.screen import Screen

R = TypeVar("R")


class LeftOnce(Screen[R]):
    """Hands back its result and goes, with what was opened above it. Once it is gone nothing happens."""

    @property
    def can_be_stopped(self) -> bool:
        """True while something runs here that tells how far it is, and that Escape stops."""
        return False

    def dismiss(self, result: R | None = None) -> AwaitComplete:
        """Leave this screen, and no other. Textual's own takes away whichever screen is on top."""
        if self not in self.app.screen_stack:
            return AwaitComplete()
        while self.app.screen is not self:
            self.app.pop_screen()
        left: AwaitComplete = super().dismiss(result)
        return left
