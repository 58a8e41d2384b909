"""What a line of the continuity plan says to do."""

from enum import StrEnum


class LineKind(StrEnum):
    """What a line says to do, in the order in which a reader wants them within a need."""

    CREDIT = "credit"
    RECOGNISED = "recognised"
    RESUME = "resume"
    BUILD_ON = "build-on"
    MAINTAIN = "maintain"
    KEEP_GOING = "keep-going"
    START = "start"
    NOT_WANTED = "not-wanted-now"
    NOT_ADVISED = "not-advised"
    NOT_AVAILABLE = "not-available-here"
    ASK_FIRST = "ask-first"

    @property
    def words(self) -> str:
        """The line's name as a reader sees it."""
        return self.value.replace("-", " ")
