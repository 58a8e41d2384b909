"""The commands of the command line among those of the palette, once a letter is typed."""

import asyncio
from functools import partial
from typing import TYPE_CHECKING

from textual.command import Hit, Hits, Provider

from registry.cli.commands import Command, answers, every_command
from tui.always_listed import CLOSE, FOUND_BY, LOCK
from tui.screens.framed import Framed

if TYPE_CHECKING:
    from tui.screens.places import Place

LEAST = 0.01


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
            yield Hit(1, f"{place.name}  (F2 {place.letter})", partial(self._go, place.name), help=place.what)
        for words, action in ((LOCK, "lock"), (CLOSE, "quit")):
            # What its name finds is among the entries already.
            if query.strip() and not matcher.match(words) and answers(FOUND_BY[words], query):
                yield Hit(1, words, partial(self.app.run_action, action))
        by_other_words = {each.name for each in self._found if each.is_found_by(query)}
        at_hand = self.screen.commands_at_hand if isinstance(self.screen, Framed) else ()
        for each in self._found:
            if each.name in at_hand:
                continue
            name = f"throughcare {each.name}"
            if (score := matcher.match(name)) > 0 or each.name in by_other_words:
                # What the screen itself does comes first, under its key; last what other words find.
                yield Hit(
                    max(score / 2, LEAST),
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
