"""Making the directory: root keys in bags of their own, the list from the units' cards, one signature at a time.

None of this needs a home: roots live outside every home, and whoever keeps the list need not be a unit. A draft is
the next version without signatures. It begins with the first change to a signed directory, takes further changes, and
is closed by the first signature.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

from registry.custody.bags import DEFAULT_COST, BagCost, create_bag, open_bag
from registry.documents.canonical import canonical, document_digest
from registry.documents.check_words import fingerprint_of, same_words
from registry.documents.directory_document import KIND, check_draft, encode_directory, sign_directory
from registry.documents.envelope import require_kind
from registry.documents.signers import claimed_keys
from registry.documents.signing import document_bytes
from registry.documents.strict import read_strict
from registry.documents.trusted_directory import check_keys, load_directory, roots_in_words
from registry.domain.directory import Directory, DirectoryEntry, KeyState, Roots, WithdrawnDocument
from registry.domain.directory_changes import (
    changes_between,
    next_version,
    with_card,
    with_key_state,
    with_withdrawn,
)
from registry.domain.errors import InvalidValue, NotAllowed, Refusal, Refused
from registry.services.sitting import new_id
from registry.settings import state_folder
from registry.structure import from_plain, to_plain


@dataclass(frozen=True, slots=True, kw_only=True)
class DirectoryFile:
    """What a directory file says, signed or not. It is shown to people and relied on by nobody.

    `fingerprint` are the eight words of its content, `roots` those of its root keys; `proofs` counts the signatures,
    `signed` those by its own roots. With a version before: its roots, how many of them have signed, and what changes.
    """

    directory: Directory
    fingerprint: str
    roots: str
    proofs: int
    signed: int
    roots_before: Roots | None = None
    signed_before: int = 0
    changes: tuple[str, ...] = ()

    @property
    def complete(self) -> bool:
        """True when enough roots have signed, as far as they are known."""
        before = self.roots_before
        enough_before = before is None or self.signed_before >= before.threshold
        return self.signed >= self.directory.roots.threshold and enough_before


def make_root(bag: Path, passphrase: str, *, cost: BagCost = DEFAULT_COST) -> str:
    """Make a root key in a new bag and return its public key. Raises NotAllowed when the bag exists."""
    return create_bag(bag, name=bag.stem, passphrase=passphrase, cost=cost).signing_key


def make_directory(
    *,
    name: str,
    cards: list[bytes],
    root_keys: tuple[str, ...],
    threshold: int,
    valid_from: datetime,
    valid_until: datetime,
) -> bytes:
    """Return the first version, unsigned, made of the units' cards. Raises Refused for what is not a card."""
    return _draft_bytes(
        Directory(
            id=new_id(),
            name=name,
            issuer=new_id(),
            version=1,
            valid_from=valid_from,
            valid_until=valid_until,
            roots=Roots(keys=root_keys, threshold=threshold),
            establishments=tuple(read_card(card) for card in cards),
        )
    )


def add_cards(data: bytes, cards: list[bytes], *, now: datetime) -> bytes:
    """Return the draft with units' cards taken over; see `with_card`. Raises Refused for what is not a card."""

    def add(directory: Directory) -> Directory:
        for card in cards:
            directory = with_card(directory, read_card(card))
        return directory

    return _changed(data, add, now=now)


def mark_key(data: bytes, key: str, state: KeyState, *, since: datetime, now: datetime) -> bytes:
    """Return the draft with a key retired, revoked or compromised since a moment.

    Only retirement may be announced. Raises NotFound, NotAllowed for a step back, InvalidValue for the future.
    """
    if state is not KeyState.RETIRED and since > now:
        raise InvalidValue(f"A key is not {state} in the future.", hint="Check the date.")
    return _changed(data, lambda directory: with_key_state(directory, key, state, since), now=now)


def list_withdrawn(data: bytes, establishment: str, withdrawn: WithdrawnDocument, *, now: datetime) -> bytes:
    """Return the draft with one more withdrawn document of an establishment. Raises NotFound."""
    return _changed(data, lambda directory: with_withdrawn(directory, establishment, withdrawn), now=now)


def renew(data: bytes, *, days: int, now: datetime) -> bytes:
    """Return the draft that is valid for so many days from now, 1 to 3660. Raises InvalidValue."""
    if not 1 <= days <= 3660:
        raise InvalidValue("A directory is valid for 1 to 3660 days.")
    until = now + timedelta(days=days)
    return _changed(data, lambda directory: replace(directory, valid_until=until), now=now, valid_until=until)


def change_roots(data: bytes, root_keys: tuple[str, ...], threshold: int, *, now: datetime) -> bytes:
    """Return the draft with other root keys. It takes the signatures of the old roots and of the new ones."""
    roots = Roots(keys=root_keys, threshold=threshold)
    return _changed(data, lambda directory: replace(directory, roots=roots), now=now)


def sign_with_root(data: bytes, bag: Path, passphrase: str, *, now: datetime) -> bytes:
    """Return the directory with one root's signature added. Raises NotPermitted for a wrong passphrase.

    What could never be installed is not signed: raises Refused as `describe_file` does, before the bag is opened.
    """
    describe_file(data)
    opened = open_bag(bag, passphrase, state=state_folder())
    return document_bytes(sign_directory(read_strict(data), signer=opened.signer, created=now.replace(microsecond=0)))


def describe_file(data: bytes, *, before: bytes | None = None) -> DirectoryFile:
    """Return what a directory file says, signed or not, and what it changes against the version `before`.

    The signatures are counted, not verified: that is what installing does. Raises Refused for another kind of file,
    for content that cannot be and for a file that does not follow `before`.
    """
    document = read_strict(data)
    directory = _read(document)
    signers = set(claimed_keys(document, directory.issuer)) if "proof" in document else set()
    said = DirectoryFile(
        directory=directory,
        fingerprint=fingerprint_of(document_digest(document)),
        roots=roots_in_words(directory.roots),
        proofs=len(signers),
        signed=len(signers & set(directory.roots.keys)),
    )
    if before is None:
        return said
    earlier = read_strict(before)
    known = _read(earlier)
    if known.id != directory.id or directory.previous != document_digest(earlier):
        raise Refused(
            Refusal.DIRECTORY_FORKED, f"Version {directory.version} does not continue this version {known.version}."
        )
    return replace(
        said,
        roots_before=known.roots,
        signed_before=len(signers & set(known.roots.keys)),
        changes=changes_between(known, directory),
    )


def describe_change(before: bytes, after: bytes) -> DirectoryFile:
    """Return what a file says and what it changes against the file it was made from, signed or draft."""
    return replace(describe_file(after), changes=changes_between(_read(read_strict(before)), _read(read_strict(after))))


def read_card(data: bytes) -> DirectoryEntry:
    """Return the entry that a unit's card says. Raises Refused for anything but a card, strictly read."""
    plain = read_strict(data)
    try:
        return from_plain(plain, DirectoryEntry)
    except InvalidValue as error:
        raise Refused(Refusal.CONTENT, f"This is not a unit's card: {error.message}", hint=error.hint) from None


def card_bytes(entry: DirectoryEntry) -> bytes:
    """Return a unit's card as the file that `make_directory` reads."""
    return document_bytes(to_plain(entry))


def card_words(data: bytes) -> str:
    """Return the eight words by which a unit and the keeper compare a card over the telephone."""
    return fingerprint_of(sha256(canonical(to_plain(read_card(data)))).hexdigest())


def require_card_words(data: bytes, words: str) -> None:
    """Raise Refused unless the words told over the telephone are the card's; which word is wrong is not said."""
    if not same_words(words, card_words(data)):
        raise Refused(
            Refusal.DIRECTORY,
            "The card has other words than the ones given.",
            hint="Do not use it. Ask the unit to read its words again.",
        )


def _changed(
    data: bytes, change: Callable[[Directory], Directory], *, now: datetime, valid_until: datetime | None = None
) -> bytes:
    """A signed file begins the next version, an unsigned one goes on; one signed in part is finished first."""
    document = read_strict(data)
    now = now.replace(microsecond=0)
    if "proof" not in document:
        return _draft_bytes(change(_read(document)))
    try:
        trusted = load_directory(data, now=now)
    except Refused as error:
        if error.reason is not Refusal.DIRECTORY_THRESHOLD:
            raise
        raise NotAllowed(
            f"{error.message} A change would void what is signed.",
            hint="Let the others sign, or change the file from before the first signature.",
        ) from None
    whole = trusted.directory
    draft = next_version(
        whole,
        digest=trusted.digest,
        valid_from=max(now, whole.valid_from),
        valid_until=valid_until or whole.valid_until,
    )
    return _draft_bytes(change(draft))


def _read(document: Mapping[str, Any]) -> Directory:
    require_kind(document, KIND)
    directory = check_draft(document)
    check_keys(directory)
    return directory


def _draft_bytes(directory: Directory) -> bytes:
    document = encode_directory(directory)
    _read(document)
    return document_bytes(document)
