"""An establishment: one of the directory's as one types, or another by its name and its tier."""

from collections.abc import Sequence

from registry.domain.people import EstablishmentRef, Tier
from tui.widgets.picker import Pick, Picker, matching


class EstablishmentPicker(Picker):
    """What is typed and is in no directory is a name of its own: then its tier is asked for in the field `NAME-tier`.

    Nothing is taken for an establishment that is only spelt alike.
    """

    listed: Sequence[EstablishmentRef] = ()

    def offer(self, listed: Sequence[EstablishmentRef]) -> None:
        """Offer the establishments of the directory."""
        self.listed = listed
        self.picks = tuple(Pick(code=one.id, words=one.name, also=one.tier.words) for one in listed)

    @property
    def puzzling(self) -> bool:
        """True while several of the directory answer; a name that nothing answers to is another establishment's."""
        return self.undecided

    @property
    def is_named(self) -> bool:
        """True when a name stands here that is in no directory."""
        return self.value is None and bool(self.typed.strip())

    def establishment(self, tier: str) -> EstablishmentRef | None:
        """Return the establishment that stands here, one of no directory with this tier; None for an empty field."""
        if self.is_named:
            from registry.services.establishments import reported_establishment

            return reported_establishment(self.typed, Tier(tier))
        return next((one for one in self.listed if one.id == self.value), None)

    def _take_typed(self, text: str) -> None:
        found = self._spelt_so(text)
        self._take(found[0].code if found else None)

    def _answers_alone(self, text: str) -> bool:
        exact = [one for one in self.picks if one.words.casefold() == text.strip().casefold()]
        return len(exact) == 1 or len(self._spelt_so(text)) < 2

    def _spelt_so(self, text: str) -> list[Pick]:
        asked = text.casefold().split()
        found = [one for one in matching(self.picks, text) if all(part in one.words.casefold() for part in asked)]
        return found if asked else []
