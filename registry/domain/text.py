"""What text may be: names, codes and prose.

Text is normalised to NFC when it is typed or imported (`typed`) and otherwise kept character for character.
Inside the domain it is only checked. Bidi controls and zero-width characters are refused in names and codes,
where they could disguise one person as another, and allowed in prose, where they are always shown escaped.
"""

import re
import unicodedata
from functools import lru_cache

from registry.domain.errors import InvalidValue

# Unicode's Default_Ignorable_Code_Point property (UAX 44) and the interlinear annotation marks, as in the schemas.
_HIDDEN = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164"
    "\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]")
_CONTROL_BUT_LINE_FEED = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029]")
# Scripts that write a word in a sign or two are no worse for it.
_WORD = re.compile("[^\\W\\d_]{3}|[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]{2}")
# Letters of any script; a letter by itself is none.
_WORD_OF_TWO = re.compile(r"[^\W\d_]{2,}")
_SURROGATE = re.compile("[\ud800-\udfff]")
_CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9+&./:_-]*")

MOST_NAME = 200
MOST_LABEL = 500
MOST_PROSE = 20_000

FEWEST_WORDS = 4
"""Different words that a reason or a finding has (the project's own): a dot or a letter tells a reader nothing."""


def typed(text: str) -> str:
    """Return what a person typed, in NFC, Unix line ends and without outer white space."""
    return composed(text.replace("\r\n", "\n").replace("\r", "\n")).strip()


def composed(text: str) -> str:
    """Return a text in NFC: some keyboards, and much that is pasted, send an accent as a character by itself."""
    return unicodedata.normalize("NFC", text)


def has_hidden(text: str) -> bool:
    """Return whether `text` holds a bidi control, a zero-width or another character that is drawn as nothing."""
    return _HIDDEN.search(text) is not None


def check_name(text: str, what: str) -> None:
    """Raise InvalidValue unless `text` can stand as a name or title: one line, visible, 1 to 200 characters."""
    # Most names: there is nothing that could be wrong with them.
    if not (0 < len(text) <= MOST_NAME and text.isascii() and text.isprintable() and text.strip() == text):
        _check_line(text, what, MOST_NAME)


def check_label(text: str, what: str) -> None:
    """Raise InvalidValue unless `text` is one visible line of 1 to 500 characters."""
    _check_line(text, what, MOST_LABEL)


def _check_line(text: str, what: str, most: int) -> None:
    if not text.strip():
        raise InvalidValue(f"{what} is empty.", hint="Type at least one character.")
    if len(text) > most:
        raise _too_long(text, what, most)
    if text != text.strip():
        raise InvalidValue(f"{what} begins or ends with white space.")
    if text.isascii() and text.isprintable():
        return
    if _CONTROL.search(text) or has_hidden(text):
        raise InvalidValue(f"{what} holds a control or invisible character.", hint="Type it again by hand.")
    _check_form(text, what)


def _too_long(text: str, what: str, most: int) -> InvalidValue:
    many = number_of(len(text) - most, "character")
    return InvalidValue(
        f"{what} is longer than {most} characters.", hint=f"Shorten it by {many}; {len(text)} are there."
    )


def check_prose(text: str, what: str) -> None:
    """Raise InvalidValue unless `text` can stand as free text: not blank, no controls but line feed."""
    if not text.strip():
        raise InvalidValue(f"{what} is empty.", hint="Leave it out, or write at least one word.")
    if len(text) > MOST_PROSE:
        raise _too_long(text, what, MOST_PROSE)
    if text.isascii() and text.isprintable():
        return
    if _CONTROL_BUT_LINE_FEED.search(text):
        raise InvalidValue(f"{what} holds a control character.", hint="Type it again by hand.")
    _check_form(text, what)


def check_reason(text: str, what: str) -> None:
    """Raise InvalidValue unless `text` is prose that can say why: at least one word of three letters, of any script,
    that are not all the same.

    Asked of what is typed here. What came signed in a document is kept as it was said there.
    """
    check_prose(text, what)
    if not any(len(set(word.casefold())) > 1 for word in _WORD.findall(text)):
        raise InvalidValue(f"{what} says nothing.", hint="Write it so that somebody else understands it in a year.")


def check_audited(text: str, what: str) -> None:
    """Raise InvalidValue unless `text` can say in a row of the audit why something was done: one line of at most 200
    characters, none of them hidden, that says something (`check_reason`).
    """
    check_name(text, what)
    check_reason(text, what)


def check_sentence(text: str, what: str) -> None:
    """Raise InvalidValue unless `text` says something in four different words or more.

    Whether it is true, its readers judge; that nothing is said at all can be seen here.
    """
    words = {word.casefold() for word in _WORD_OF_TWO.findall(text)}
    if len(words) < FEWEST_WORDS:
        raise InvalidValue(
            f"{what} says too little for whoever reads it afterwards.",
            hint=f"Say it in a sentence of {FEWEST_WORDS} different words or more.",
        )


def check_code(text: str, what: str) -> None:
    """Raise InvalidValue unless `text` is a code: ASCII letters, digits and + & . / : _ -, at most 100."""
    if len(text) > 100 or not _is_code(text):
        raise InvalidValue(f"{what} is not a code.", hint="Codes use ASCII letters, digits and + & . / : _ - only.")


# The same few codes stand in every record.
@lru_cache(maxsize=4096)
def _is_code(text: str) -> bool:
    return _CODE.fullmatch(text) is not None


def _check_form(text: str, what: str) -> None:
    if _SURROGATE.search(text):
        raise InvalidValue(f"{what} holds half of a character (a lone surrogate).")
    if not unicodedata.is_normalized("NFC", text):
        raise InvalidValue(f"{what} is not in Unicode normal form C.", hint="Type its accented letters again.")


def one_of(words: list[str]) -> str:
    """Return words as a readable choice: 'a, b or c'."""
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} or {words[-1]}"


def duration_words(minutes: int) -> str:
    """Return how long something took: `45 minutes`, `1 hour`, `2 hours 1 minute`."""
    hours, rest = divmod(minutes, 60)
    said = [number_of(hours, "hour")] if hours else []
    said += [number_of(rest, "minute")] if rest or not hours else []
    return " ".join(said)


def apposed(who: str) -> str:
    """Return who somebody is before a verb: what follows a comma after the name is closed with one."""
    return f"{who}," if "," in who else who


def number_of(many: int, thing: str, things: str = "") -> str:
    """Return a number with its noun: `1 session`, `2 sessions`; `things` where the plural is no plain s."""
    return f"{many} {thing if many == 1 else things or f'{thing}s'}"
