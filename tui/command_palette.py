"""What the palette finds: what the screen does, and once a letter is typed the commands of the command line."""

import asyncio
from functools import partial
from typing import TYPE_CHECKING

from textual.command import Hit, Hits, Provider
from textual.system_commands import SystemCommandsProvider

from registry.cli.commands import Command, answers, every_command, is_found_by
from tui.palette_words import CLOSE, FOUND_BY, LOCK
from tui.screens.framed import Framed

if TYPE_CHECKING:
    from tui.screens.places import Place

LEAST = 0.01
BY_WORDS = 1_000.0
"""What begins the words of a line counts for more than letters strewn over it, which is what Textual goes by."""


def score_of(name: str, query: str, strewn: float) -> float:
    """Return how well a line of the palette answers: by the beginnings of its words, else by its letters."""
    return BY_WORDS + strewn if strewn > 0 and answers(name.replace("(", " "), query) else strewn


class OnThisScreen(SystemCommandsProvider):
    """What the screen does, every place, the colours: what its words begin stands before what only looks alike."""

    async def search(self, query: str) -> Hits:
        """Yield what answers."""
        matcher = self.matcher(query)
        at_hand = self.screen.commands_at_hand if isinstance(self.screen, Framed) else ()
        for name, help_text, callback, _ in self.app.get_system_commands(self.screen):
            score = score_of(name, query, matcher.match(name))
            if score < BY_WORDS and any(name.endswith(f"  {each}") and is_found_by(each, query) for each in at_hand):
                score = BY_WORDS
            if score > 0:
                yield Hit(score, matcher.highlight(name), callback, help=help_text)


class EveryCommand(Provider):
    """Finds commands by their names; each opens as a form."""

    _found: tuple[Command, ...] = ()

    async def startup(self) -> None:
        """Load every command group beside the screen."""
        self._found = await asyncio.to_thread(every_command)

    async def search(self, query: str) -> Hits:
        """Yield the commands that answer, while the home is open: at the door none could be run."""
        if isinstance(self.screen, Framed) and not self.screen.seat.taken:
            return
        matcher = self.matcher(query)
        for place in self._places_found(query):
            yield Hit(BY_WORDS, f"{place.name}  (F2 {place.letter})", partial(self._go, place.name), help=place.what)
        for words, action in ((LOCK, "lock"), (CLOSE, "quit")):
            # What its name finds is among the entries already.
            if query.strip() and not matcher.match(words) and answers(FOUND_BY[words], query):
                yield Hit(BY_WORDS, words, partial(self.app.run_action, action))
        by_other_words = {each.name for each in self._found if each.is_found_by(query)}
        at_hand = self.screen.commands_at_hand if isinstance(self.screen, Framed) else ()
        for each in self._found:
            if each.name in at_hand:
                continue
            name = f"throughcare {each.name}"
            if (score := matcher.match(name)) > 0 or each.name in by_other_words:
                # What the screen itself does comes first, under its key; last what other words find.
                yield Hit(
                    max(score_of(name, query, score) / 2, LEAST),
                    matcher.highlight(name),
                    partial(self._open, each.name),
                    text=name,
                    help=each.does,
                )

    def _places_found(self, query: str) -> "list[Place]":
        """The places that other words than their names find."""
        if not getattr(self.app, "is_at_home", False):
            return []
        from tui.screens.places import FOUND_BY, PLACES

        return [
            place
            for place in PLACES
            if query.strip()
            and not self.matcher(query).match(f"{place.name}  (F2 {place.letter})")
            and answers(FOUND_BY.get(place.name, ""), query)
        ]

    async def _go(self, name: str) -> None:
        await self.app.run_action(f"app.go('{name}')")

    async def _open(self, name: str) -> None:
        await self.app.run_action(f"command('{name}')")
