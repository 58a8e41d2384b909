"""The 2,048 check words, as they ship with the program.

The list is Throughcare's own: common English words of four to eight letters in British spelling, no two with
the same first four letters, chosen to be said and heard over a telephone and to be read without alarm by a
participant or a parole board. Changing one word changes what every printed document says, so the list is as
fixed as the format.
"""

import hashlib
from functools import cache
from importlib.resources import files

from registry.domain.checkwords import WORDS_IN_LIST
from registry.domain.errors import StorageFailed

_DIGEST = "8998a03a5ebc4434ff316fc62a1130a7ed4d7d08b06f68c3739b6de8c322b3d0"


@cache
def load_check_words() -> tuple[str, ...]:
    """Return the check words in order. Raises `StorageFailed` if the installed file is not the one released."""
    data = (files(__package__) / "check_words.txt").read_bytes()
    if hashlib.sha256(data).hexdigest() != _DIGEST:
        raise StorageFailed("The list of check words is damaged.", hint="Install Throughcare again.")
    words = tuple(data.decode("ascii").splitlines())
    if len(words) != WORDS_IN_LIST:
        raise StorageFailed("The list of check words is not complete.", hint="Install Throughcare again.")
    return words
