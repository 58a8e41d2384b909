"""Somebody's words between quotation marks, and what stands where their words do not go to the reader."""

from typing import Final

from registry.domain.errors import InvalidValue

WORDS_LEFT_OUT: Final = "their own words are not part of this document"


def quoted(text: str) -> str:
    """Return somebody's words between quotation marks, character for character."""
    return f"“{text}”"


def quoted_at_the_end(text: str) -> str:
    """Return somebody's words as the end of a sentence: a full stop of ours where they have none of their own."""
    return stopped(quoted(text))


def stopped(told: str) -> str:
    """Return a sentence that ends in a quotation with one full stop: theirs, else ours."""
    return told if told.endswith((".”", "!”", "?”")) else f"{told}."


def answer_words(answer: str | None, *, left_out: bool) -> str | None:
    """Return an answer as a quotation, or that it was given and is not part of the document; None without one."""
    if left_out:
        return f"given; {WORDS_LEFT_OUT}"
    return quoted(answer) if answer else None


def refuse_both(answer: str | None, *, left_out: bool) -> None:
    """Raise InvalidValue for an answer that is there and left out."""
    if left_out and answer is not None:
        raise InvalidValue("The participant's words are there, and left out: only one can be.")
