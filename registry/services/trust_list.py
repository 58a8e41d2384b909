"""Making the directory: root keys in bags of their own, the list from the units' cards, one signature at a time.

None of this needs a home: roots live outside every home, and whoever keeps the list need not be a unit.
"""

from datetime import datetime
from pathlib import Path

from registry.custody.bags import DEFAULT_COST, BagCost, create_bag, open_bag
from registry.documents.canonical import document_digest
from registry.documents.directory_document import decode_directory, encode_directory, sign_directory
from registry.documents.signing import document_bytes
from registry.documents.strict import read_strict
from registry.domain.directory import Directory, DirectoryEntry, Roots
from registry.services.sitting import new_id
from registry.settings import state_folder
from registry.structure import from_plain, to_plain


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
    previous: bytes | None = None,
) -> bytes:
    """Return an unsigned directory made of the units' cards; it follows `previous` where there is one.

    Raises Refused for a card that is not strict JSON, InvalidValue for one that is not a card.
    """
    before = decode_directory(read_strict(previous)) if previous else None
    directory = Directory(
        id=new_id(),
        name=name,
        issuer=before.issuer if before else new_id(),
        version=before.version + 1 if before else 1,
        valid_from=valid_from,
        valid_until=valid_until,
        previous=document_digest(read_strict(previous)) if previous else None,
        roots=Roots(keys=root_keys, threshold=threshold),
        establishments=tuple(from_plain(read_strict(card), DirectoryEntry) for card in cards),
    )
    return document_bytes(encode_directory(directory))


def sign_with_root(data: bytes, bag: Path, passphrase: str, *, now: datetime) -> bytes:
    """Return the directory with one root's signature added. Raises NotPermitted for a wrong passphrase."""
    opened = open_bag(bag, passphrase, state=state_folder())
    return document_bytes(sign_directory(read_strict(data), signer=opened.signer, created=now.replace(microsecond=0)))


def card_bytes(entry: DirectoryEntry) -> bytes:
    """Return a unit's card as the file that `make_directory` reads."""
    return document_bytes(to_plain(entry))
