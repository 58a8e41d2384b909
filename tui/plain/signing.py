"""Who signs, as prompts: a name and a passphrase typed now, in a sitting of their own."""

from collections.abc import Callable
from dataclasses import replace
from typing import Concatenate, ParamSpec, TypeVar

from registry.bootstrap import sit_down
from registry.services.sitting import Sitting
from registry.settings import Settings
from tui.plain.talk import Talk
from tui.widgets.training_line import shown_words

P = ParamSpec("P")
R = TypeVar("R")


def passphrase_of(talk: Talk, settings: Settings, user: str) -> str:
    """Return the passphrase that is typed; in training it stands above, and an empty line is it too."""
    shown = settings.shown_passphrase(user)
    talk.say(*shown_words(user, shown))
    return talk.secret("Passphrase") or shown


def signed(
    talk: Talk,
    settings: Settings,
    sitting: Sitting,
    service: Callable[Concatenate[Sitting, P], R],
    *args: P.args,
    **kwargs: P.kwargs,
) -> R:
    """Run one service for the person who types their passphrase now. Raises as `sit_down` and the service."""
    user = talk.need("Who signs, by user name", sitting.user.name)
    passphrase = passphrase_of(talk, settings, user)
    with sit_down(replace(settings, user=user), passphrase) as own:
        return service(own, *args, **kwargs)
