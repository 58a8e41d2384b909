"""A small chart: labelled amounts within one range, each said in words beside its bar. Treatment words stay outside."""

from dataclasses import dataclass

from exports.requiring import require, require_words


@dataclass(frozen=True, kw_only=True, slots=True)
class Bar:
    """One row of a chart: what it is, the amount in words, and how far its bar goes, from 0 to 1.

    Without a share no bar is drawn: for an amount that is not known, or too small a number to be shown.
    """

    label: str
    words: str
    share: float | None

    def __post_init__(self) -> None:
        require_words("A bar needs a label and words.", self.label, self.words)
        require(self.share is None or 0 <= self.share <= 1, "A bar goes from 0 to 1 of the range.")


@dataclass(frozen=True, kw_only=True, slots=True)
class Chart:
    """Amounts within one range, `scale` says which and which way is better; `sentences` say what is to be seen.

    The bars only repeat the words. Raises ``ValueError`` without a row or a sentence, or where words are blank.
    """

    label: str
    scale: str
    rows: tuple[Bar, ...]
    sentences: tuple[str, ...]

    def __post_init__(self) -> None:
        require_words("A chart needs a label and the words for its range.", self.label, self.scale)
        require(bool(self.rows), "A chart needs at least one row: say in a sentence that there is nothing to show.")
        require(bool(self.sentences), "A chart needs a sentence that says what is to be seen.")
        require_words("A chart's sentences need words.", *self.sentences)
