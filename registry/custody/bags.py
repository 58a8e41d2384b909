"""The user bag: one file that holds a person's two private keys under their passphrase.

The passphrase goes through Argon2id (RFC 9106) to a key that locks, with AES-256-GCM, the person's age identity
and Ed25519 signing key. Name, parameters and public keys stand in clear and are authenticated with the rest.
The parameters are held to a floor and a ceiling before any work is done: a changed file may neither make the
passphrase cheap to guess nor the computer stand still. A plain checksum tells damage from a wrong passphrase;
it proves nothing against an attacker, whom the authentication stops.
"""

import hashlib
import re
import secrets
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import pyrage
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from registry.custody.easy_guesses import is_easily_guessed
from registry.custody.signing_key import PRIVATE_BYTES, SigningKey
from registry.custody.tries import TryCounter, clear_tries, take_wrong, unlock_hint
from registry.domain.errors import InvalidValue, NotFound, NotPermitted, Refused, StorageFailed
from registry.domain.plain_json import Members, damaged, read_json, spell_bytes, spell_json
from registry.files import read_regular, write_private

MOST_BYTES = 16_384
FEWEST_CHARACTERS = 12
MOST_CHARACTERS = 1_000
FEWEST_WORDS = 1_024

_NAME = re.compile(r"[a-z][a-z0-9._-]{0,31}")
_KIND = "throughcare-user-bag"
_SALT = 16
_NONCE = 12
_RECEIVING = "receiving"
_CLEAR = ("kind", "version", "name", "kdf", "keys", "nonce")


@dataclass(frozen=True, slots=True, kw_only=True)
class BagCost:
    """What one derivation costs: memory in KiB (19,456 to 1,048,576), iterations (2 to 16), lanes (1 to 16).

    The floor is the least OWASP's Password Storage Cheat Sheet gives for Argon2id (19 MiB, 2 iterations, 1 lane).
    The default takes about a quarter of a second on two cores of 2026. Raises `InvalidValue` outside the ranges.
    """

    memory_kib: int = 131_072
    iterations: int = 3
    lanes: int = 4

    def __post_init__(self) -> None:
        if not (19_456 <= self.memory_kib <= 1_048_576 and 2 <= self.iterations <= 16 and 1 <= self.lanes <= 16):
            raise InvalidValue(
                "The bag asks for passphrase work outside the limits.", hint="Restore the bag from a backup."
            )


DEFAULT_COST = BagCost()
FLOOR_COST = BagCost(memory_kib=19_456, iterations=2, lanes=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class BagInfo:
    """What a bag says in clear: its user, the age recipient (`age1…`), the public signing keys (`z6Mk…`).

    `receiving_key` signs receipts and nothing else: each key has one role.
    """

    name: str
    recipient: str
    signing_key: str
    receiving_key: str
    cost: BagCost


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenBag:
    """A bag opened with its passphrase: the identity that unseals and the key that signs."""

    info: BagInfo
    identity: pyrage.x25519.Identity = field(repr=False)
    signer: SigningKey = field(repr=False)

    @property
    def receiver(self) -> SigningKey:
        """The key that signs receipts."""
        return self.signer.derived(_RECEIVING)

    def prove(self) -> "OpenBag":
        """Return this bag: its passphrase was entered for this sitting."""
        return self


@dataclass(frozen=True, slots=True, kw_only=True)
class _ClosedBag:
    info: BagInfo
    salt: bytes
    nonce: bytes
    clear: bytes
    locked: bytes


def create_bag(path: Path, *, name: str, passphrase: str, cost: BagCost = DEFAULT_COST) -> BagInfo:
    """Make new keys for user `name`, lock them under `passphrase` and save them at `path`, which must be new.

    `path` must end in `<name>.bag`; a name has 1 to 32 of a-z, 0-9 and . _ -, a letter first. Raises `InvalidValue`
    for the name or passphrase, `NotAllowed` when the file exists and `StorageFailed` when the disk fails.
    """
    check_user_name(name)
    if path.name != f"{name}.bag":
        raise InvalidValue(f"The bag of {name} must be named {name}.bag.")
    check_passphrase(passphrase, name)
    identity, signer = pyrage.x25519.Identity.generate(), SigningKey.generate()
    info = BagInfo(
        name=name,
        recipient=str(identity.to_public()),
        signing_key=signer.public_key,
        receiving_key=signer.derived(_RECEIVING).public_key,
        cost=cost,
    )
    write_private(path, _lock(OpenBag(info=info, identity=identity, signer=signer), passphrase))
    return info


def read_bag(path: Path) -> BagInfo:
    """Return what the bag at `path` says in clear; needs no passphrase and proves nothing about who wrote it.

    Raises `NotFound`, `InvalidValue` for parameters outside their limits, and `StorageFailed` for damage.
    """
    return _read(path).info


def open_bag(path: Path, passphrase: str, *, state: Path) -> OpenBag:
    """Open the bag at `path`. `state` is the user's own state folder, where tries are counted a second time.

    Takes as long as the bag's cost says. Raises `NotPermitted` for a wrong passphrase and, before any work, after
    five wrong ones in a row; `NotFound`; `InvalidValue` for parameters outside their limits, also before any
    work; `StorageFailed` for a damaged bag or disk. Damage and limits do not count as tries.
    """
    bag = _read(path)
    tries = _counter(path, bag.info, state)
    tries.begin_try()
    try:
        opened = _open(bag, passphrase)
    except InvalidTag:
        tries.was_wrong()
        left = tries.left()
        out = f"{bag.info.name} is locked out now, until an administrator ends it. {unlock_hint(bag.info.name)}"
        hint = f"{left} of 5 tries left." if left else out
        raise NotPermitted("The passphrase is not right.", hint=hint) from None
    tries.passed()
    return opened


def change_passphrase(path: Path, opened: OpenBag, passphrase: str, *, cost: BagCost = DEFAULT_COST) -> BagInfo:
    """Lock the keys of an opened bag under a new passphrase, in one step; the keys stay the same.

    Raises `InvalidValue` for the passphrase, `StorageFailed` when the bag at `path` holds other keys or the disk
    fails; the old bag then stands.
    """
    check_passphrase(passphrase, opened.info.name)
    now = _read(path).info
    if (now.name, now.recipient, now.signing_key) != (
        opened.info.name,
        opened.info.recipient,
        opened.info.signing_key,
    ):
        raise StorageFailed("The bag was exchanged meanwhile; nothing was saved.", hint="Sign in again.")
    info = replace(now, cost=cost)
    write_private(
        path, _lock(OpenBag(info=info, identity=opened.identity, signer=opened.signer), passphrase), replace=True
    )
    return info


def opens_with(path: Path, passphrase: str) -> bool:
    """Return whether the bag at `path` opens with this passphrase; no try is counted.

    For whoever has opened it: it takes as long as opening. Raises as `open_bag` for a bag that is not sound.
    """
    try:
        _open(_read(path), passphrase)
    except InvalidTag:
        return False
    return True


def tries_left(path: Path, *, state: Path) -> int:
    """Return how many passphrases may still be tried at the bag at `path`, 0 (locked out) to 5."""
    return _counter(path, _read(path).info, state).left()


def require_tries(path: Path, *, state: Path) -> None:
    """Raise `NotPermitted` where no passphrase may be tried at the bag at `path` any more."""
    _counter(path, _read(path).info, state).require()


def reset_tries(path: Path) -> None:
    """Unlock the user of the bag at `path` after a lockout. Raises `NotFound` without a bag, `StorageFailed`."""
    if not path.is_file():
        raise NotFound("There is no such user.", hint="throughcare user list shows them.")
    clear_tries(path.with_suffix(".tries"))


def take_wrong_tries(path: Path) -> int:
    """Return how many wrong passphrases were tried at the bag at `path` since this was last asked. Raises
    `StorageFailed`.
    """
    return take_wrong(path.with_suffix(".tries"))


def is_user_name(name: str) -> bool:
    """True for what may name a user. Nothing else is made part of a path."""
    return _NAME.fullmatch(name) is not None


def check_user_name(name: str) -> None:
    """Raise `InvalidValue` unless `name` has 1 to 32 of a-z, 0-9 and . _ -, a letter first: it names a file."""
    if not is_user_name(name):
        raise InvalidValue("A user name has 1 to 32 of a-z, 0-9, dot, dash and underscore, a letter first.")


def check_passphrase(passphrase: str, *names: str) -> None:
    """Raise `InvalidValue` for a passphrase of fewer than 12 or more than 1,000 characters, or easily guessed.

    `names` are what anybody near would try: what the user is called here, their own name, the unit's. Nothing derived
    from them counts.
    """
    text = unicodedata.normalize("NFC", passphrase)
    if not text.strip():
        raise InvalidValue("The passphrase is blank.", hint="Six words from the generator make a good one.")
    if not FEWEST_CHARACTERS <= len(text) <= MOST_CHARACTERS:
        raise InvalidValue(
            f"A passphrase has {FEWEST_CHARACTERS} to {MOST_CHARACTERS:,} characters.",
            hint="Six words from the generator make a good one.",
        )
    if is_easily_guessed(text, *names):
        raise InvalidValue(
            "The passphrase is one that others would try: a common word, a name of the user or the unit, "
            "keys in a row, a year.",
            hint="Six words from the generator make a good one.",
        )


def generated_passphrase(words: Sequence[str]) -> str:
    """Return six words drawn at random from `words`, joined by hyphens; 2,048 words give 66 bits.

    Raises `InvalidValue` for fewer than 1,024 different words, which would give less than 60 bits.
    """
    different = sorted(set(words))
    if len(different) < FEWEST_WORDS:
        raise InvalidValue(f"A passphrase is drawn from {FEWEST_WORDS:,} words or more, not {len(different)}.")
    return "-".join(secrets.choice(different) for _ in range(6))


def _counter(path: Path, info: BagInfo, state: Path) -> TryCounter:
    # The recipient keeps apart users of one name in two homes that share a state folder.
    mark = hashlib.sha256(info.recipient.encode()).hexdigest()[:16]
    return TryCounter(beside=path.with_suffix(".tries"), state=state / f"{info.name}-{mark}.tries", user=info.name)


def _derive(passphrase: str, salt: bytes, cost: BagCost) -> bytes:
    # One spelling of accented letters, whatever the keyboard sends (RFC 8265, OpaqueString). Half characters from
    # a terminal in another encoding are kept, so that they are only wrong and not an error.
    secret = unicodedata.normalize("NFC", passphrase).encode("utf-8", "surrogatepass")
    derivation = Argon2id(
        salt=salt, length=32, iterations=cost.iterations, lanes=cost.lanes, memory_cost=cost.memory_kib
    )
    try:
        return derivation.derive(secret)
    except MemoryError:
        raise StorageFailed(
            f"Opening a bag takes {cost.memory_kib // 1024} MiB of memory, which is not free.",
            hint="Close other programs and try again.",
        ) from None


def _lock(bag: OpenBag, passphrase: str) -> bytes:
    salt, nonce = secrets.token_bytes(_SALT), secrets.token_bytes(_NONCE)
    info = bag.info
    clear: dict[str, object] = {
        "kind": _KIND,
        "version": 1,
        "name": info.name,
        "kdf": {
            "name": "argon2id",
            "salt": spell_bytes(salt),
            "memory_kib": info.cost.memory_kib,
            "iterations": info.cost.iterations,
            "lanes": info.cost.lanes,
        },
        "keys": {"age": info.recipient, "ed25519": info.signing_key, "receiving": info.receiving_key},
        "nonce": spell_bytes(nonce),
    }
    secret = bag.signer.private_bytes() + str(bag.identity).encode("ascii")
    locked = AESGCM(_derive(passphrase, salt, info.cost)).encrypt(nonce, secret, spell_json(clear))
    body = {**clear, "locked": spell_bytes(locked)}
    return spell_json({**body, "checksum": hashlib.sha256(spell_json(body)).hexdigest()})


def _read(path: Path) -> _ClosedBag:
    what = f"The bag {path.name}"
    try:
        members = read_json(read_regular(path, MOST_BYTES), what)
    except NotFound:
        raise NotFound("There is no such user.", hint="throughcare user list shows them.") from None
    except Refused:
        raise damaged(what) from None
    members.only(*_CLEAR, "locked", "checksum")
    body = {name: value for name, value in members.values.items() if name != "checksum"}
    if members.text("checksum") != hashlib.sha256(spell_json(body)).hexdigest():
        raise damaged(what)
    if members.text("kind") != _KIND or path.name != f"{members.text('name')}.bag":
        raise damaged(what)
    if members.number("version") != 1:
        raise InvalidValue(f"{what} is of a later version.", hint="Install the newest Throughcare.")
    kdf, keys = members.group("kdf"), members.group("keys")
    keys.only("age", "ed25519", "receiving")
    return _ClosedBag(
        info=BagInfo(
            name=members.text("name"),
            recipient=keys.text("age"),
            signing_key=keys.text("ed25519"),
            receiving_key=keys.text("receiving"),
            cost=_cost(kdf),
        ),
        salt=kdf.data("salt", size=_SALT),
        nonce=members.data("nonce", size=_NONCE),
        clear=spell_json({name: body[name] for name in _CLEAR}),
        locked=members.data("locked"),
    )


def _cost(kdf: Members) -> BagCost:
    kdf.only("name", "salt", "memory_kib", "iterations", "lanes")
    if kdf.text("name") != "argon2id":
        raise damaged(kdf.what)
    return BagCost(memory_kib=kdf.number("memory_kib"), iterations=kdf.number("iterations"), lanes=kdf.number("lanes"))


def _open(bag: _ClosedBag, passphrase: str) -> OpenBag:
    """Return the opened bag. Raises `InvalidTag` for the wrong passphrase or content that was made to look sound."""
    secret = AESGCM(_derive(passphrase, bag.salt, bag.info.cost)).decrypt(bag.nonce, bag.locked, bag.clear)
    signer = SigningKey(secret[:PRIVATE_BYTES])
    identity = pyrage.x25519.Identity.from_str(secret[PRIVATE_BYTES:].decode("ascii"))
    return OpenBag(info=bag.info, identity=identity, signer=signer)
