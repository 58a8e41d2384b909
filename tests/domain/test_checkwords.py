import hashlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry.catalogue import wordlist
from registry.catalogue.wordlist import load_check_words
from registry.domain.checkwords import (
    WORDS_IN_LIST,
    as_read_out,
    check_words,
    document_number,
    fingerprint_words,
    printed_digest,
)
from registry.domain.errors import InvalidValue, StorageFailed

WORDS = load_check_words()
digests = st.binary(min_size=32, max_size=32).map(bytes.hex)

# Words that would hurt or mislead on a page about a participant, by the reason they are kept out.
FORBIDDEN = {
    "crime and custody, also in the slang of prisons": """assault attack bail blade blood bomb burn cell convict court
        crime danger dead death drown fight fire flame gang grass guard guilty hammer harm jail judge kill knife lock
        match murder nick parole poison police porridge prison rape recall remand rifle risk rope scissors screw
        section sentence sniper spice stab steal stir suicide tariff theft threat torch trial urge victim
        violent weapon wing""",
    "illness, treatment, body and sex": """addict anxiety bitter cancer clinic crazy cuckoo cure disease doctor dose
        drug habit hospital insane kiss lush mad medical mental naked needle nurse patient pill romp sane session
        sex sick stable stroke tablet therapy treat trauma tumour wound""",
    "family, faith and judgement": """aunt baby brother child church cousin daughter devil father god heaven hell honest
        husband lie mother orphan pray saint sister temple truth uncle widow wife""",
    "confusing when read aloud": "again code comma eight four knight number repeat right seven twelve write zero",
}


def test_the_list_has_2048_sorted_words_known_by_their_first_four_letters() -> None:
    assert len(WORDS) == WORDS_IN_LIST == 2048
    assert list(WORDS) == sorted(set(WORDS))
    assert len({word[:4] for word in WORDS}) == 2048
    assert all(4 <= len(word) <= 8 and word.isascii() and word.isalpha() and word.islower() for word in WORDS)


def test_the_list_holds_no_word_that_hurts() -> None:
    for words in FORBIDDEN.values():
        assert not set(words.split()) & set(WORDS)


def test_british_spelling() -> None:
    assert {"harbour", "parlour", "vapour", "humour", "favour"} <= set(WORDS)
    assert not {"harbor", "color", "center", "theater", "gray"} & set(WORDS)


def test_the_first_44_bits_choose_the_words() -> None:
    assert check_words("0" * 64, WORDS) == (WORDS[0],) * 4
    assert check_words("f" * 64, WORDS) == (WORDS[2047],) * 4
    # 44 bits: 1, 2, 3 and 4 in eleven bits each.
    first = (1 << 33) | (2 << 22) | (3 << 11) | 4
    assert check_words(f"{first:011x}" + "f" * 53, WORDS) == (WORDS[1], WORDS[2], WORDS[3], WORDS[4])


def test_the_words_of_one_known_digest_never_change() -> None:
    digest = hashlib.sha256(b"x").hexdigest()
    assert check_words(digest, WORDS) == ("comfort", "maple", "moment", "indigo")
    assert document_number(digest) == "2d71 1642 b726 b044"


@given(digests, st.integers(0, 43))
def test_any_change_in_the_first_44_bits_changes_a_word(digest: str, bit: int) -> None:
    changed = f"{int(digest, 16) ^ (1 << (255 - bit)):064x}"
    assert check_words(digest, WORDS) != check_words(changed, WORDS)


@given(digests)
def test_the_number_begins_the_printed_digest(digest: str) -> None:
    assert printed_digest(digest).startswith(document_number(digest) + " ")
    assert printed_digest(digest).replace(" ", "") == digest
    assert {len(group) for group in printed_digest(digest).split(" ")} == {4}


@pytest.mark.parametrize("digest", ["", "0" * 63, "0" * 65, "F" * 64, "٠" * 64, "0" * 64 + "\n", " " + "0" * 63])
def test_what_is_no_digest_has_no_words(digest: str) -> None:
    for make in (document_number, printed_digest, lambda text: check_words(text, WORDS)):
        with pytest.raises(InvalidValue):
            make(digest)


def test_a_list_of_another_length_gives_no_words() -> None:
    with pytest.raises(InvalidValue):
        check_words("0" * 64, WORDS[:-1])


@pytest.mark.parametrize("digest", ["0" * 64, hashlib.sha256(b"only\n").hexdigest()])
def test_a_changed_list_is_not_used(digest: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "check_words.txt").write_text("only\n")
    monkeypatch.setattr(wordlist, "files", lambda package: tmp_path)
    monkeypatch.setattr(wordlist, "_DIGEST", digest)
    load_check_words.cache_clear()
    with pytest.raises(StorageFailed):
        load_check_words()
    load_check_words.cache_clear()


@pytest.mark.parametrize(
    "said",
    [
        ("1a2b 3c4d 5e6f 7a8b", "amber", "harbour", "lantern", "willow"),
        ("1a2b", "3c4d", "5e6f", "7a8b", "amber", "harbour", "lantern", "willow"),
        ("1A2B3C4D5E6F7A8B", "Amber,", "harbour,", "lantern,", "willow."),
        ("1a2b-3c4d-5e6f-7a8b amber · harbour · lantern · willow",),
    ],
)
def test_a_number_and_words_are_understood_however_they_are_read_out(said: tuple[str, ...]) -> None:
    assert as_read_out(said) == ("1a2b3c4d5e6f7a8b", ("amber", "harbour", "lantern", "willow"))


def test_a_fingerprint_has_eight_words_that_begin_with_the_check_words() -> None:
    words = [f"word{number}" for number in range(WORDS_IN_LIST)]
    digest = "0123456789abcdef" * 4
    eight = fingerprint_words(digest, words)
    assert len(eight) == 8
    assert eight[:4] == check_words(digest, words)
    number = 0
    for word in eight:
        number = number << 11 | words.index(word)
    assert f"{number:022x}" == digest[:22]
    with pytest.raises(InvalidValue):
        fingerprint_words(digest, words[1:])
