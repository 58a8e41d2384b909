"""User bags: only the right passphrase opens one, within limits checked first, and every changed bit is seen."""

import hashlib
import json
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from registry.catalogue.wordlist import load_check_words
from registry.custody import bags
from registry.custody.bags import (
    FLOOR_COST,
    BagCost,
    change_passphrase,
    check_passphrase,
    create_bag,
    generated_passphrase,
    open_bag,
    read_bag,
    reset_tries,
    take_wrong_tries,
    tries_left,
)
from registry.domain.errors import Exit, InvalidValue, NotAllowed, NotFound, NotPermitted, StorageFailed
from registry.domain.multikey import decode_multikey
from registry.domain.plain_json import spell_json
from registry.domain.signing import Signer

RIGHT = "copper horse battles stapled lanterns"


@pytest.fixture
def state(tmp_path: Path) -> Path:
    return tmp_path / "state"


@pytest.fixture
def bag(tmp_path: Path) -> Path:
    path = tmp_path / "ada.bag"
    create_bag(path, name="ada", passphrase=RIGHT, cost=FLOOR_COST)
    return path


def rewrite(path: Path, **changes: object) -> None:
    """Change members and mend the checksum, as an attacker would."""
    members = json.loads(path.read_bytes())
    del members["checksum"]
    for name, value in changes.items():
        group, _, member = name.partition("__")
        if member:
            members[group][member] = value
        else:
            members[group] = value
    members["checksum"] = hashlib.sha256(spell_json(members)).hexdigest()
    path.write_bytes(spell_json(members))


def test_round_trip(bag: Path, state: Path) -> None:
    info = read_bag(bag)
    opened = open_bag(bag, RIGHT, state=state)
    assert opened.info == info
    assert str(opened.identity.to_public()) == info.recipient
    signer: Signer = opened.signer
    assert signer.public_key == info.signing_key
    public = Ed25519PublicKey.from_public_bytes(decode_multikey(signer.public_key))
    public.verify(signer.sign(b"a summary"), b"a summary")


def test_the_key_for_receiving_is_another_key_and_always_the_same(bag: Path, state: Path) -> None:
    opened = open_bag(bag, RIGHT, state=state)
    receiver = opened.receiver
    assert receiver.public_key == opened.info.receiving_key == read_bag(bag).receiving_key
    assert receiver.public_key != opened.signer.public_key
    assert opened.signer.derived("something else").public_key != receiver.public_key
    changed = change_passphrase(bag, opened, "a quite different one", cost=FLOOR_COST)
    assert changed.receiving_key == receiver.public_key
    assert open_bag(bag, "a quite different one", state=state).receiver.public_key == receiver.public_key


def test_no_secret_in_the_file_or_in_a_repr(bag: Path, state: Path) -> None:
    opened = open_bag(bag, RIGHT, state=state)
    for secret in (str(opened.identity), opened.signer.private_bytes().hex(), RIGHT):
        assert secret.encode() not in bag.read_bytes()
        assert secret not in repr(opened)
    assert bag.stat().st_mode & 0o777 == 0o600


def test_default_cost_is_within_its_range() -> None:
    start = time.perf_counter()
    bags._derive(RIGHT, bytes(16), BagCost())
    # The promise is 0.1 to 0.7 s; a busy test machine may be slower, a quicker one must not be ten times quicker.
    assert 0.03 < time.perf_counter() - start < 5


def test_an_existing_bag_is_not_overwritten(bag: Path) -> None:
    before = bag.read_bytes()
    with pytest.raises(NotAllowed):
        create_bag(bag, name="ada", passphrase=RIGHT, cost=FLOOR_COST)
    assert bag.read_bytes() == before


@pytest.mark.parametrize("name", ["", "Ada", "1ada", "a" * 33, "../ada", "ada\n", "adä", "a/b", "٣a"])
def test_names_that_no_user_has(tmp_path: Path, name: str) -> None:
    with pytest.raises(InvalidValue):
        create_bag(tmp_path / "x.bag", name=name, passphrase=RIGHT, cost=FLOOR_COST)


def test_a_renamed_bag_is_not_another_user(bag: Path, state: Path) -> None:
    other = bag.rename(bag.with_name("bob.bag"))
    with pytest.raises(StorageFailed, match="damaged"):
        open_bag(other, RIGHT, state=state)


@pytest.mark.parametrize("passphrase", ["", " " * 20, "elevenchars", "e\u0301" * 6, "x" * 1001])
def test_passphrases_too_weak_or_too_long(tmp_path: Path, passphrase: str) -> None:
    with pytest.raises(InvalidValue):
        create_bag(tmp_path / "ada.bag", name="ada", passphrase=passphrase, cost=FLOOR_COST)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    "passphrase",
    [
        "password1234",
        "P@ssw0rd2026!",
        "Letmein-Letmein1",
        "Throughcare2026!",
        "ada-ada-ada-ada",
        "Ada Lovelace 1815",
        "adaadaada-lovel",
        "123456789012",
        "qwertyuiop[]{}",
        "poiuytrewq12",
        "abababababababab",
        "!!!!!!!!!!!!!!!!",
        "Correct Horse Battery Staple",
        "The quick brown fox jumps over the lazy dog.",
    ],
)
def test_passphrases_that_others_would_try(tmp_path: Path, bag: Path, state: Path, passphrase: str) -> None:
    with pytest.raises(InvalidValue, match="others would try"):
        create_bag(tmp_path / "ada.lovelace.bag", name="ada.lovelace", passphrase=passphrase, cost=FLOOR_COST)
    before = bag.read_bytes()
    if "lovel" not in passphrase.lower():
        with pytest.raises(InvalidValue, match="others would try"):
            change_passphrase(bag, open_bag(bag, RIGHT, state=state), passphrase, cost=FLOOR_COST)
    assert bag.read_bytes() == before


@pytest.mark.parametrize(
    "passphrase",
    [
        "the heron waits at noon",
        "ada keeps a long secret",
        "kwrzmpqbtvxc",
        "\u5bc6\u7801\u5f88\u957f\u7684\u8bcd\u8bed\u4e00\u4e8c\u4e09\u56db\u4e94",
        "9f8a7c6b5d4e",
    ],
)
def test_no_rule_says_which_characters_a_passphrase_has(tmp_path: Path, passphrase: str) -> None:
    create_bag(tmp_path / "ada.bag", name="ada", passphrase=passphrase, cost=FLOOR_COST)


NEAR = ("sian.p", "Dr Siân Prys-Łoś", "St Ebba's Clinic")


@pytest.mark.parametrize(
    "passphrase",
    [
        "StEbbas2026!!",
        "ebbas clinic 24",
        "5t-3bba5-cl1n1c",
        "Siân Prys-Łoś",
        "sian_prys_los",
        "SianPrys1234",
        "los/prys/sian/ebbas/1",
        "sabbetssyrp!!",
        "Ébbas Prýs 77",
    ],
)
def test_the_persons_and_the_units_name_are_tried_by_anybody_near(passphrase: str) -> None:
    check_passphrase(passphrase + "-heron-lantern", *NEAR)
    with pytest.raises(InvalidValue, match="a name of the user or the unit"):
        check_passphrase(passphrase, *NEAR)


def test_a_generated_passphrase_is_never_refused() -> None:
    words = load_check_words()
    for name in words[::16]:
        check_passphrase(generated_passphrase(words), name)


def test_the_keyboards_spelling_of_accents_does_not_matter(tmp_path: Path, state: Path) -> None:
    create_bag(tmp_path / "zoe.bag", name="zoe", passphrase="Zoe\u0308 likes caf\u00e9s", cost=FLOOR_COST)
    open_bag(tmp_path / "zoe.bag", "Zo\u00eb likes cafe\u0301s", state=state)


def test_wrong_passphrase(bag: Path, state: Path) -> None:
    with pytest.raises(NotPermitted, match="not right") as caught:
        open_bag(bag, RIGHT.upper(), state=state)
    assert caught.value.exit == Exit.NOT_PERMITTED
    assert caught.value.hint == "4 of 5 tries left."
    for odd in ("", "\udc80" * 12):
        with pytest.raises(NotPermitted):
            open_bag(bag, odd, state=state)


def test_missing_bag(tmp_path: Path, state: Path) -> None:
    with pytest.raises(NotFound):
        open_bag(tmp_path / "ada.bag", RIGHT, state=state)
    with pytest.raises(NotFound):
        reset_tries(tmp_path / "ada.bag")


@pytest.mark.parametrize(
    ("member", "value"),
    [
        ("kdf__memory_kib", 1_048_577),
        ("kdf__memory_kib", 2**60),
        ("kdf__iterations", 17),
        ("kdf__iterations", 2**40),
        ("kdf__lanes", 17),
        ("kdf__memory_kib", 19_455),
        ("kdf__iterations", 1),
        ("kdf__lanes", 0),
    ],
)
def test_parameters_outside_the_limits_are_refused_before_any_work(
    bag: Path, state: Path, monkeypatch: pytest.MonkeyPatch, member: str, value: int
) -> None:
    def never(*_: object, **__: object) -> bytes:
        raise AssertionError("derived")

    monkeypatch.setattr(bags, "_derive", never)
    rewrite(bag, **{member: value})
    start = time.perf_counter()
    with pytest.raises(InvalidValue, match="outside the limits"):
        open_bag(bag, RIGHT, state=state)
    assert time.perf_counter() - start < 0.1
    assert not state.exists()


def test_a_flipped_bit_in_any_byte_is_damage_and_not_a_try(bag: Path, state: Path) -> None:
    sound = bag.read_bytes()
    for place in range(len(sound)):
        for bit in range(8):
            changed = bytearray(sound)
            changed[place] ^= 1 << bit
            bag.write_bytes(changed)
            with pytest.raises((StorageFailed, InvalidValue)):
                open_bag(bag, RIGHT, state=state)
    assert not state.exists()
    bag.write_bytes(sound)
    open_bag(bag, RIGHT, state=state)


@pytest.mark.parametrize(
    ("member", "value"),
    [
        ("name", "bob"),
        # The recipient in the age specification's own examples of the format.
        ("keys__age", "age1zvkyg2lqzraa2lnjvqej32nkuu0ues2s82hzrye869xeexvn73equnujwj"),
        ("keys__ed25519", "z6MkeTG3bFFSLYVU7VqhgZxqr6YzpaGrQtFMh1uvqGy1vDnP"),
        ("kdf__lanes", 2),
        ("kdf__iterations", 3),
        ("nonce", "AAAAAAAAAAAAAAAA"),
    ],
)
def test_changed_content_with_a_mended_checksum_does_not_open(
    bag: Path, state: Path, member: str, value: object
) -> None:
    rewrite(bag, **{member: value})
    path = bag.rename(bag.with_name("bob.bag")) if member == "name" else bag
    with pytest.raises(NotPermitted, match="not right"):
        open_bag(path, RIGHT, state=state)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{}",
        b"[]",
        b"null",
        b"\xff\xfe",
        b"[" * 16_000,
        b'{"a":1,"a":1}',
        b'{"a":' + b"9" * 5000 + b"}",
        b"x" * 16_385,
    ],
)
def test_what_is_no_bag_at_all(tmp_path: Path, state: Path, content: bytes) -> None:
    (tmp_path / "ada.bag").write_bytes(content)
    with pytest.raises(StorageFailed, match="damaged"):
        open_bag(tmp_path / "ada.bag", RIGHT, state=state)


@pytest.mark.parametrize("cut", [1, 100, 500])
def test_truncated(bag: Path, state: Path, cut: int) -> None:
    bag.write_bytes(bag.read_bytes()[:-cut])
    with pytest.raises(StorageFailed, match="damaged"):
        open_bag(bag, RIGHT, state=state)


def test_a_link_in_place_of_a_bag(tmp_path: Path, bag: Path, state: Path) -> None:
    folder = tmp_path / "users"
    folder.mkdir()
    (folder / "ada.bag").symlink_to(bag)
    with pytest.raises(StorageFailed):
        open_bag(folder / "ada.bag", RIGHT, state=state)


def test_changing_the_passphrase_keeps_the_keys(bag: Path, state: Path) -> None:
    opened = open_bag(bag, RIGHT, state=state)
    info = change_passphrase(bag, opened, "a quite different one", cost=FLOOR_COST)
    assert (info.recipient, info.signing_key) == (opened.info.recipient, opened.info.signing_key)
    with pytest.raises(NotPermitted):
        open_bag(bag, RIGHT, state=state)
    again = open_bag(bag, "a quite different one", state=state)
    assert again.signer.private_bytes() == opened.signer.private_bytes()
    assert str(again.identity) == str(opened.identity)


def test_changing_the_passphrase_of_an_exchanged_bag(tmp_path: Path, bag: Path, state: Path) -> None:
    opened = open_bag(bag, RIGHT, state=state)
    bag.unlink()
    create_bag(bag, name="ada", passphrase=RIGHT, cost=FLOOR_COST)
    before = bag.read_bytes()
    with pytest.raises(StorageFailed, match="exchanged"):
        change_passphrase(bag, opened, "a quite different one", cost=FLOOR_COST)
    assert bag.read_bytes() == before


def test_generated_passphrases() -> None:
    words = [f"word{number}" for number in range(2048)]
    made = {generated_passphrase(words) for _ in range(100)}
    assert len(made) == 100
    assert all(len(one.split("-")) == 6 and set(one.split("-")) <= set(words) for one in made)
    with pytest.raises(InvalidValue):
        generated_passphrase(words[:1023] * 2)


class TestLockout:
    """Five wrong passphrases in a row lock a user out."""

    def fail(self, bag: Path, state: Path, times: int) -> None:
        for _ in range(times):
            with pytest.raises(NotPermitted, match="not right"):
                open_bag(bag, "wrong" * 4, state=state)

    def locked(self, bag: Path, state: Path) -> None:
        with pytest.raises(NotPermitted, match="locked out") as caught:
            open_bag(bag, RIGHT, state=state)
        assert "throughcare user unlock ada" in caught.value.hint
        assert tries_left(bag, state=state) == 0

    def test_five(self, bag: Path, state: Path) -> None:
        self.fail(bag, state, 5)
        self.locked(bag, state)

    def test_the_right_one_starts_again(self, bag: Path, state: Path) -> None:
        assert tries_left(bag, state=state) == 5
        self.fail(bag, state, 4)
        assert tries_left(bag, state=state) == 1
        open_bag(bag, RIGHT, state=state)
        assert tries_left(bag, state=state) == 5
        self.fail(bag, state, 5)
        self.locked(bag, state)

    def test_wrong_ones_are_kept_for_the_person_until_they_were_told(self, bag: Path, state: Path) -> None:
        assert take_wrong_tries(bag) == 0
        self.fail(bag, state, 2)
        open_bag(bag, RIGHT, state=state)
        self.fail(bag, state, 5)
        self.locked(bag, state)
        reset_tries(bag)
        open_bag(bag, RIGHT, state=state)
        assert bag.with_suffix(".wrong").stat().st_mode & 0o777 == 0o600
        assert take_wrong_tries(bag) == 7
        assert take_wrong_tries(bag) == 0
        assert not bag.with_suffix(".wrong").exists()

    def test_those_who_open_a_bag_at_once_are_no_wrong_tries(self, bag: Path, state: Path) -> None:
        with ThreadPoolExecutor(4) as pool:
            list(pool.map(lambda _: open_bag(bag, RIGHT, state=state), range(4)))
        assert take_wrong_tries(bag) == 0

    def test_a_link_is_not_followed_to_count_a_wrong_one(self, bag: Path, state: Path, tmp_path: Path) -> None:
        bag.with_suffix(".wrong").symlink_to(tmp_path / "elsewhere")
        with pytest.raises(StorageFailed):
            open_bag(bag, "wrong" * 4, state=state)
        assert not (tmp_path / "elsewhere").exists()

    def test_locked_costs_no_work(self, bag: Path, state: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.fail(bag, state, 5)
        monkeypatch.setattr(bags, "_derive", None)
        self.locked(bag, state)

    def test_deleting_either_file_changes_nothing(self, bag: Path, state: Path) -> None:
        self.fail(bag, state, 3)
        bag.with_suffix(".tries").unlink()
        assert tries_left(bag, state=state) == 2
        self.fail(bag, state, 1)
        next(state.iterdir()).unlink()
        assert tries_left(bag, state=state) == 1
        self.fail(bag, state, 1)
        bag.with_suffix(".tries").unlink()
        self.locked(bag, state)

    def test_an_administrator_unlocks_without_the_users_state(self, bag: Path, state: Path) -> None:
        self.fail(bag, state, 5)
        reset_tries(bag)
        assert tries_left(bag, state=state) == 5
        self.fail(bag, state, 4)
        open_bag(bag, RIGHT, state=state)

    def test_a_try_counts_before_it_is_made(self, bag: Path, state: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        def killed(*_: object) -> bytes:
            raise KeyboardInterrupt

        with monkeypatch.context() as patch:
            patch.setattr(bags, "_derive", killed)
            for _ in range(5):
                with pytest.raises(KeyboardInterrupt):
                    open_bag(bag, "wrong" * 4, state=state)
        self.locked(bag, state)

    def test_a_damaged_count_locks_and_can_be_reset(self, bag: Path, state: Path) -> None:
        self.fail(bag, state, 1)
        bag.with_suffix(".tries").write_bytes(b"none at all")
        with pytest.raises(StorageFailed, match="count"):
            open_bag(bag, RIGHT, state=state)
        reset_tries(bag)
        open_bag(bag, RIGHT, state=state)

    def test_many_at_once_have_no_sixth_try(self, bag: Path, state: Path) -> None:
        def attempt(_: int) -> str:
            try:
                open_bag(bag, "wrong" * 4, state=state)
            except NotPermitted as problem:
                return problem.message
            return "opened"

        with ThreadPoolExecutor(12) as pool:
            answers = list(pool.map(attempt, range(12)))
        # Making the second file while others append may count one of them twice, never leave one out.
        assert 1 <= answers.count("The passphrase is not right.") <= 5
        assert sum("locked out" in one for one in answers) >= 7
        self.locked(bag, state)

    def test_two_homes_do_not_share_a_count(self, tmp_path: Path, bag: Path, state: Path) -> None:
        other = tmp_path / "other" / "ada.bag"
        other.parent.mkdir()
        create_bag(other, name="ada", passphrase=RIGHT, cost=FLOOR_COST)
        self.fail(bag, state, 5)
        open_bag(other, RIGHT, state=state)
