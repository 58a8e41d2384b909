"""What anybody would try first: names of user and unit, words that many people take, rows of keys, years, repetition.

No rule says which characters a passphrase needs. It is looked at as a guesser would: what is expected is taken out, and
what is left must still be long enough to be no guess. Source of the rule: NIST SP 800-63B, on verifiers of memorised
secrets (compare with what is commonly used, expected or derived from the context; impose no rules of composition). The
words are those that head every published list of leaked passwords, from memory, and a few that belong to this work.
"""

import re

from registry.domain.folding import fold, folded_words

FEWEST_LEFT = 8
"""Letters and digits that must be left: fewer are tried by hand, whatever stands around them (the project's own)."""

FEWEST_LETTERS = 3
"""Shorter parts of a name stand in too many other words to be taken out of them."""

_WORDS = """
    password passphrase passwort passwd letmein letmeinplease welcome welcomeback login logmein admin administrator
    manager master default changeme changeit guest user test testing temp temporary secret secure security access
    trustno1 whatever hello hellohello iloveyou loveyou love lovely sunshine princess flower butterfly angel baby
    football baseball liverpool arsenal chelsea everton manchester united rangers celtic england scotland wales london
    monkey dragon tiger superman batman spiderman pokemon starwars matrix ninja hunter ranger shadow killer freedom
    michael michelle jordan jessica ashley daniel thomas charlie george harry robert jennifer joshua matthew andrew
    computer internet google facebook samsung windows office company business
    spring summer autumn winter january february march april june july august september october november december
    monday tuesday wednesday thursday friday saturday sunday
    hospital clinic nhs ward prison psychology psychologist throughcare registry recovery
    correcthorsebatterystaple thequickbrownfoxjumpsoverthelazydog thequickbrownfox tobeornottobe thatisthequestion
    maytheforcebewithyou onceuponatime inthebeginning ourfatherwhoartinheaven jesuslovesme jesus
""".split()  # noqa: SIM905 - as a list it would be read by nobody
_ROWS = (
    *("abcdefghijklmnopqrstuvwxyz", "01234567890", "qwertyuiop", "asdfghjkl", "zxcvbnm"),
    *("1qaz2wsx3edc4rfv5tgb", "1q2w3e4r5t6y7u8i9o0p", "qazwsxedcrfvtgb", "azertyuiop"),
)
_RUN = 4
_YEAR = re.compile(r"(?:19|20)[0-9]{2}")
_REPEATED = re.compile(r"(.{1,12}?)\1+")
_SPELT = str.maketrans("0134579@$!", "oieastgasi")


def is_easily_guessed(passphrase: str, *names: str) -> bool:
    """True when too little is left of a passphrase without what anybody would try first.

    `names` are those that anybody near would know: what the user is called here, their own name, the unit's.
    """
    expected = sorted({*_WORDS, *_of_names(names)}, key=len, reverse=True)
    return any(
        len(_left(fold(spelt), expected)) < FEWEST_LEFT
        # As it stands, and with the digits and signs that people put for letters.
        for spelt in (passphrase, passphrase.translate(_SPELT))
    )


def _of_names(names: tuple[str, ...]) -> set[str]:
    words = {fold(name) for name in names} | {word for name in names for word in folded_words(name)}
    parts = words | {letters for word in words for letters in re.split("[0-9]+", word)}
    return {spelt for part in parts if len(part) >= FEWEST_LETTERS for spelt in (part, part[::-1])}


def _left(text: str, expected: list[str]) -> str:
    for word in expected:
        text = text.replace(word, " ")
    text = _without_runs(_YEAR.sub(" ", text))
    return _REPEATED.sub(r"\1", text.replace(" ", ""))


def _without_runs(text: str) -> str:
    """Return the text without four keys or more that lie in a row, forwards or backwards."""
    kept, at = "", 0
    while at < len(text):
        longest = max(_run(text, at, row) for one in _ROWS for row in (one, one[::-1]))
        if longest >= _RUN:
            at += longest
        else:
            kept += text[at]
            at += 1
    return kept


def _run(text: str, at: int, row: str) -> int:
    end = at + 1
    while end <= len(text) and text[at:end] in row:
        end += 1
    return end - at - 1
