"""How participants describe their ethnicity: asked for and counted so that unequal treatment can be seen.

The letters are those of the NHS Data Dictionary (ethnic category, the 16+1 of the 2001 census), where Z says that the
person was asked and chose not to say; nothing recorded is something else again. It stays in the unit and decides
nothing: no rule of the plan reads it.
"""

from enum import StrEnum

from registry.domain.errors import InvalidValue


class Ethnicity(StrEnum):
    """A category as the person described themselves."""

    WHITE_BRITISH = "A"
    WHITE_IRISH = "B"
    WHITE_OTHER = "C"
    WHITE_BLACK_CARIBBEAN = "D"
    WHITE_BLACK_AFRICAN = "E"
    WHITE_ASIAN = "F"
    MIXED_OTHER = "G"
    INDIAN = "H"
    PAKISTANI = "J"
    BANGLADESHI = "K"
    ASIAN_OTHER = "L"
    CARIBBEAN = "M"
    AFRICAN = "N"
    BLACK_OTHER = "P"
    CHINESE = "R"
    OTHER = "S"
    NOT_STATED = "Z"

    @property
    def words(self) -> str:
        """The category as a reader sees it."""
        return _WORDS[self]

    @property
    def group(self) -> str:
        """The broad group under which it is counted, since a unit is too small for seventeen."""
        return next(group for letters, group in _GROUPS.items() if self.value in letters)

    @classmethod
    def read(cls, text: str) -> "Ethnicity":
        """Return the category that was typed, by its letter in either case. Raises InvalidValue."""
        try:
            return cls(text.strip().upper())
        except ValueError:
            letters = ", ".join(f"{one.value} {one.words}" for one in cls)
            raise InvalidValue(f"{text[:40]!a} is no ethnic category.", hint=f"Its letter: {letters}.") from None


_WORDS = {
    Ethnicity.WHITE_BRITISH: "White British",
    Ethnicity.WHITE_IRISH: "White Irish",
    Ethnicity.WHITE_OTHER: "another White background",
    Ethnicity.WHITE_BLACK_CARIBBEAN: "White and Black Caribbean",
    Ethnicity.WHITE_BLACK_AFRICAN: "White and Black African",
    Ethnicity.WHITE_ASIAN: "White and Asian",
    Ethnicity.MIXED_OTHER: "another mixed background",
    Ethnicity.INDIAN: "Indian",
    Ethnicity.PAKISTANI: "Pakistani",
    Ethnicity.BANGLADESHI: "Bangladeshi",
    Ethnicity.ASIAN_OTHER: "another Asian background",
    Ethnicity.CARIBBEAN: "Black Caribbean",
    Ethnicity.AFRICAN: "Black African",
    Ethnicity.BLACK_OTHER: "another Black background",
    Ethnicity.CHINESE: "Chinese",
    Ethnicity.OTHER: "another ethnic group",
    Ethnicity.NOT_STATED: "asked and not stated",
}
_GROUPS = {
    "ABC": "White",
    "DEFG": "mixed",
    "HJKL": "Asian",
    "MNP": "Black",
    "RS": "other",
    "Z": "asked and not stated",
}
