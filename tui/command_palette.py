"""The commands of the command line among those of the palette, once a letter is typed."""

import asyncio
from functools import partial

from textual.command import Hit, Hits, Provider

from registry.cli.commands import Command, every_command
from tui.screens.framed import Framed


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
        at_hand = self.screen.commands_at_hand if isinstance(self.screen, Framed) else ()
        for each in self._found:
            if each.name in at_hand:
                continue
            name = f"throughcare {each.name}"
            if (score := matcher.match(name)) > 0:
                # What the screen itself does comes first, under its key.
                yield Hit(score / 2, matcher.highlight(name), partial(self._open, each.name), text=name, help=each.does)

    async def _open(self, name: str) -> None:
        await self.app.run_action(f"command('{name}')")
