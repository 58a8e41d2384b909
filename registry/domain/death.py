"""That a participant has died: said by a person, on whose word, and taken back with a reason where it was wrong."""

from dataclasses import dataclass

from registry.domain.dates import PartialDate
from registry.domain.text import check_name, check_prose


@dataclass(frozen=True, slots=True, kw_only=True)
class Death:
    """The day as far as known, who told the unit, and why it was taken back, where it was."""

    on: PartialDate
    told_by: str
    taken_back_because: str | None = None

    def __post_init__(self) -> None:
        check_name(self.told_by, "Who told the unit")
        if self.taken_back_because is not None:
            check_prose(self.taken_back_because, "The reason")

    @property
    def words(self) -> str:
        """The sentence that stands first wherever the participant's record is opened."""
        return f"DECEASED: {self.on.words}, told by {self.told_by}. Nothing new begins."
