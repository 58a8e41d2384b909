"""What is typed is kept as it stands, sealed, and outlives the screen.

Each change is kept within a second (`registry.services.unsaved`), and the form opens again as it stood: after a kill, a
lost line, a lock or a closed window. What is kept goes when the form is saved or given up on purpose.
"""

import contextlib
from collections.abc import Mapping
from typing import ClassVar

from textual import work
from textual.timer import Timer

from registry.domain.errors import NotPermitted, ThroughcareError
from registry.services.unsaved import (
    OPEN_ELSEWHERE,
    Unsaved,
    drop_unsaved,
    is_open_elsewhere,
    keep_unsaved,
    key_of,
    lay_aside,
    take_unsaved,
)
from tui.screens.day_lines import when
from tui.screens.field_screen import FieldScreen
from tui.seat import Seat

KEEP_AFTER = 0.3  # Seconds after a change; together with the disk well below the second that is promised.


class KeptScreen(FieldScreen):
    """`FORM` names its kind, `about` says which records it belongs to, `name_in_lists` what a list calls it.

    One that does not keep (`KEEPS`) forgets what was typed: identifiers, passphrases.
    """

    FORM: ClassVar[str] = ""
    KEEPS: ClassVar[bool] = True

    def __init__(self, seat: Seat) -> None:
        super().__init__(seat)
        self._over = False
        self._begun: Mapping[str, str] = {}
        self._kept: Mapping[str, str] = {}
        self._waiting: Timer | None = None

    @property
    def about(self) -> Mapping[str, str]:
        """The ids that open this form again."""
        raise NotImplementedError

    @property
    def name_in_lists(self) -> str:
        """What this form is called where unsaved work is listed."""
        raise NotImplementedError

    def restore(self, values: Mapping[str, str]) -> None:
        """Put texts back into their fields."""
        raise NotImplementedError

    def begin(self) -> None:
        """Note how the form opens, then bring back what was typed before. A form calls it last when it is mounted."""
        self._begun = self._kept = self.values()
        if self.KEEPS:
            self._bring_back()

    def keep_soon(self) -> None:
        """Keep the form soon. More changes meanwhile put nothing off: somebody may type for minutes without a rest."""
        if self._waiting is None and self.KEEPS and not self._over:
            self._waiting = self.set_timer(KEEP_AFTER, self._keep_what_stands)

    def keep_now(self) -> None:
        """Keep the form at once, before the seat is left."""
        if self._over or not self.KEEPS or not self._begun or (standing := self.values()) == self._kept:
            return
        with contextlib.suppress(ThroughcareError):
            self.seat.jot(keep_unsaved, self._unsaved(standing))
            self._kept = standing

    async def keep_no_more(self) -> None:
        """It is saved, or given up on purpose: nothing of it is kept, and nothing will be."""
        self._over = True
        if self._waiting is not None:
            self._waiting.stop()
        with contextlib.suppress(NotPermitted):
            await self.forget()

    async def forget(self) -> None:
        """Take away what is kept; what is typed from now on is kept again."""
        self._kept = self._begun
        if self.KEEPS:
            await self.seat.jot_soon(drop_unsaved, key_of(self.FORM, self.about))

    def _keep_what_stands(self) -> None:
        self._waiting = None
        self._keep()

    @work(exclusive=True, group="unsaved", exit_on_error=False)
    async def _keep(self) -> None:
        standing = self.values()
        if self._over or standing == self._kept:
            return
        await self.seat.jot_soon(keep_unsaved, self._unsaved(standing))
        self._kept = standing

    @work(exit_on_error=False)
    async def _bring_back(self) -> None:
        key = key_of(self.FORM, self.about)
        found = await self.seat.jot_soon(take_unsaved, key)
        if found is not None and self.values() != self._begun:
            # Quick fingers were first: what they type is kept from now on, and the other waits on the home.
            await self.seat.jot_soon(lay_aside, key)
        elif found is not None:
            self.restore(found.fields)
            self._kept = self.values()
            self.say(f"What you had typed is back, as of {when(found)}. Ctrl+R starts afresh.")
        elif await self.seat.jot_soon(is_open_elsewhere, key):
            self.say(OPEN_ELSEWHERE)

    def _unsaved(self, values: Mapping[str, str]) -> Unsaved:
        return Unsaved(
            form=self.FORM, about=self.about, title=self.name_in_lists, fields=values, at=self.seat.sitting.now
        )
