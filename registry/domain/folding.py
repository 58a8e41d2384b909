"""Words without case, accents and punctuation, so that a plain keyboard finds every name."""

import unicodedata

# Letters that Unicode does not take apart into a base letter and an accent, as a keyboard without them spells them.
_SPELT = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h"})


def fold(text: str) -> str:
    """Return letters and digits only, without case and accents, spelt as on a plain keyboard."""
    # Twice: taking a letter apart can bring out a capital (Unicode 3.13, compatibility caseless matching).
    for _ in range(2):
        text = unicodedata.normalize("NFKD", text.casefold().translate(_SPELT))
    return "".join(sign for sign in text if sign.isalnum())


def folded_words(text: str) -> set[str]:
    """Return the words of `text`, folded: a hyphened word whole and in its parts."""
    found: set[str] = set()
    for word in text.split():
        found.add(fold(word))
        found.update(fold(part) for part in "".join(sign if sign.isalnum() else " " for sign in word).split())
    return found - {""}
