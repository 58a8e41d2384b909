"""The words a participant is found by: folded, so that case, accents and punctuation do not matter."""

from enum import StrEnum

from registry.domain.folding import fold, folded_words
from registry.domain.participant import Participant


class TermKind(StrEnum):
    """Where a word comes from. Former names are for matching only and are never searched."""

    SURNAME = "surname"
    GIVEN = "given"
    KNOWN_AS = "known-as"
    NHS = "nhs"
    PRISON = "prison"
    LOCAL = "local"
    PNC = "pnc"
    CRO = "cro"
    CHI = "chi"
    HC = "hc"
    ALIAS = "alias"
    FORMER = "former"


def terms_of(participant: Participant) -> set[tuple[TermKind, str]]:
    """Return every word of a participant with its kind."""
    found: set[tuple[TermKind, str]] = set()
    texts = [
        (TermKind.SURNAME, participant.name.family),
        (TermKind.GIVEN, participant.name.given),
        (TermKind.KNOWN_AS, participant.known_as or ""),
        *((TermKind.ALIAS, part) for name in participant.aliases for part in (name.family, name.given)),
    ]
    for kind, text in texts:
        found.update((kind, word) for word in folded_words(text))
    for kind, number in (
        (TermKind.NHS, participant.nhs_number.digits if participant.nhs_number else ""),
        (TermKind.PRISON, participant.prison_number.text if participant.prison_number else ""),
        (TermKind.LOCAL, participant.local_number.text if participant.local_number else ""),
        (TermKind.PNC, participant.pnc_number.text if participant.pnc_number else ""),
        (TermKind.CRO, participant.cro_number.text if participant.cro_number else ""),
        (TermKind.CHI, participant.chi_number.digits if participant.chi_number else ""),
        (TermKind.HC, participant.hc_number.digits if participant.hc_number else ""),
    ):
        if fold(number):
            found.add((kind, fold(number)))
    # Matching compares whole surnames; a former one stands as one word.
    found.update((TermKind.FORMER, fold(name.family)) for name in participant.former_names if fold(name.family))
    return found


def asked_words(text: str) -> list[str]:
    """Return the words somebody asked for, the longest first: it leaves the fewest rows to look at."""
    if fold(text).isdigit() and not text.strip(" -0123456789"):
        return [fold(text)]
    words = {fold(word) for word in text.split()} - {""}
    return sorted(words, key=lambda word: (-len(word), word))
