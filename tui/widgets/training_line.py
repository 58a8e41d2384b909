"""Training mode says so on every screen: the people are invented, and nothing here is a real record."""

from typing import Any

from textual.screen import Screen

from tui.widgets.plain import Words

TRAINING = "TRAINING: invented people. Nothing here is a real record."


class TrainingLine(Words):
    """One line at the top of the screen."""

    DEFAULT_CSS = """
    TrainingLine { dock: top; height: 1; padding: 0 1; background: $ink; color: $ground; text-style: bold; }
    """


def shown_words(user: str, passphrase: str) -> tuple[str, ...]:
    """Return what a trainee is told of a passphrase, where there is one to tell."""
    return (f"In training {user}'s passphrase is “{passphrase}”, and Enter alone does as well.",) if passphrase else ()


def say_training(screen: Screen[Any]) -> None:
    """Put the line on a screen while the program is in training mode."""
    if getattr(screen.app, "training", False):
        screen.mount(TrainingLine(TRAINING, id="training"))
