"""Every use of break-glass: who read whose record, why, until when, and what its review found."""

from collections.abc import Iterator, Sequence
from types import MappingProxyType
from typing import ClassVar

from rich.console import RenderableType
from textual.binding import Binding, BindingType

from registry.domain.break_glass import BreakGlass
from registry.services.breaking_glass import list_break_glass
from registry.services.sitting import Sitting
from tui.screens.framed import ALWAYS
from tui.screens.glass_form import GlassEndScreen, GlassReviewScreen
from tui.screens.list_screen import ListScreen
from tui.widgets.list_and_detail import Line
from tui.widgets.plain import facts, lines, one_line


class GlassesScreen(ListScreen):
    """The newest first; r reviews one, e ends one that is open still."""

    NAME = "Break-glass"
    NONE_YET = "Nobody has broken the glass here."
    HELP = (
        "Every use of break-glass. Supervisors and auditors see it; the participant is named by the number of the "
        "record alone. r writes down what your review of the marked use has found, once, and never of your own; e ends "
        "one whose hour is not over, for a supervisor."
    )
    OF_MARKED = ("r", "e", "↑ ↓")
    KEYS = (("r", "Review"), ("e", "End"), ("↑ ↓", "Choose"), *ALWAYS)
    DOES = MappingProxyType({"review": "audit review", "end": "audit break-glass end"})
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("r", "review", "Review the marked use"),
        Binding("e", "end", "End the marked use before its hour is over"),
    ]
    _uses: MappingProxyType[str, BreakGlass] = MappingProxyType({})

    def gather(self, sitting: Sitting) -> Sequence[Line]:
        """Return the uses, the newest first. Raises NotPermitted for who does not review them."""
        found = tuple(reversed(list_break_glass(sitting)))
        self._uses = MappingProxyType({one.id: one for one in found})
        return [
            Line(
                key=one.id,
                words=lines(one_line(one.words, "bold"), one_line(self._state(one))),
            )
            for one in found
        ]

    def detail(self, key: str) -> RenderableType:
        """Return one use in words."""
        return facts(_rows(self._uses[key]))

    def why_not(self, action: str) -> str:
        """A use is reviewed once, and ended while it holds."""
        use = self._uses.get(self.both.list.chosen or "")
        if action not in ("review", "end"):
            return super().why_not(action)
        if use is None:
            return self.NONE_YET
        if action == "review":
            return f"{use.review.by.name} has reviewed it already." if use.review else super().why_not(action)
        holds = self.seat.taken and use.holds_at(self.seat.sitting.now)
        return super().why_not(action) if holds else "It has ended already; the details say when."

    def action_review(self) -> None:
        """Write down what was found."""
        use = self._uses.get(self.both.list.chosen or "")
        if use is None or use.review is not None:
            self.say(self.why_not("review"))
        else:
            self.app.push_screen(GlassReviewScreen(self.seat, use), self.done)

    def action_end(self) -> None:
        """End it now."""
        use = self._uses.get(self.both.list.chosen or "")
        if use is None or not use.holds_at(self.seat.sitting.now):
            self.say(self.why_not("end"))
        else:
            self.app.push_screen(GlassEndScreen(self.seat, use), self.done)

    def _state(self, use: BreakGlass) -> str:
        until = "open still · " if use.holds_at(self.seat.sitting.now) else ""
        return f"{until}{f'reviewed by {use.review.by.name}' if use.review else 'not reviewed yet'}"


def _rows(use: BreakGlass) -> Iterator[tuple[str, str]]:
    yield "Who", use.person.words
    yield "Record", use.participant_id.removeprefix("urn:uuid:")[:8]
    yield "Reason", use.reason
    yield "Open", f"{use.at:%H:%M} to {use.until:%H:%M} UTC"
    if use.ended is not None:
        yield "Ended", f"at {use.ended.at:%H:%M} UTC by {use.ended.by.name}: {use.ended.reason}"
    yield "Review", f"{use.review.by.name}: {use.review.words}" if use.review else "not reviewed yet"
