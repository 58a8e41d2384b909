"""Whether a name mixes scripts, as a name made to look like another often does."""

import unicodedata
from functools import lru_cache

# Japanese is written in three scripts at once.
_ONE = {"HIRAGANA": "CJK", "KATAKANA": "CJK"}
# Letters of no script: an apostrophe that counts as a letter, the ordinals, the micro sign.
_NONE = {"MODIFIER", "FEMININE", "MASCULINE", "MICRO", ""}


# Summaries from one unit name the same few people.
@lru_cache(maxsize=1024)
def mixes_scripts(name: str) -> bool:
    """Return whether the letters of `name` come from more than one script.

    The standard library does not know a character's script; the first word of its name serves, since letters that
    can be mistaken for one another are named by script.
    """
    # Below U+0250 all letters are Latin, or of no script.
    if max(name, default="") < "\u0250":
        return False
    found = {unicodedata.name(letter, "").split(" ", 1)[0] for letter in name if letter.isalpha()}
    return len({_ONE.get(script, script) for script in found - _NONE}) > 1
