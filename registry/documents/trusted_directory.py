"""From the bytes of a directory to one that can be relied on.

A directory is believed when:

 1. It is strict JSON in the directory's envelope and follows its schema.
 2. Every proof on it names a key under its issuer and verifies; no key signs twice.
 3. At least as many of its own root keys have signed as its threshold says. Proofs by other keys (the roots of
    the version before, where the roots changed) must verify but are not counted.
 4. Its content can exist: no establishment twice, and no key twice, also under two establishments, the root keys
    included; every key is a canonical Ed25519 key of full order.
 5. It has begun, and no root signed in the future. Having expired is no refusal here: verification then says
    INTACT at best.
 6. Where the reader gives the roots' eight words, they are the words of its roots.

A later version is installed over an earlier one when, further:

 7. It is the same directory (by id) in the next version, and names the digest of the one installed; the same
    version with the same content changes nothing. A lower version is a roll-back, the same version with other
    content a fork.
 8. The threshold of the *installed* roots has signed it too.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import lru_cache
from hashlib import sha256
from types import MappingProxyType

from registry.documents.canonical import canonical
from registry.documents.check_words import fingerprint_of, same_words
from registry.documents.directory_document import KIND, decode_directory
from registry.documents.envelope import proofs_of, require_kind
from registry.documents.multikey import read_public_key
from registry.documents.proofs import check_proofs
from registry.documents.schema_check import check_schema
from registry.documents.signers import claimed_keys, proofs_made
from registry.documents.strict import read_strict
from registry.domain.directory import Directory, DirectoryEntry, DirectoryKey, Roots
from registry.domain.directory_standing import DirectoryStanding
from registry.domain.errors import Refusal, Refused
from registry.domain.key_doubt import doubts_of

CLOCK_ALLOWANCE = timedelta(minutes=10)
"""How far ahead of ours another computer's clock may be."""

_MADE_HERE = object()


@dataclass(frozen=True, slots=True, kw_only=True)
class TrustedDirectory:
    """A directory whose proofs were checked. Only `load_directory` and `load_next_directory` make one.

    `data` are the bytes it was read from, `roots` the eight words of its root keys, `signed_by` the keys whose
    proofs stand on it, `signed_last` the last of their own times, and `keys` finds the establishment that a key
    belongs to.
    """

    directory: Directory
    digest: str
    data: bytes = field(repr=False)
    roots: str
    signed_by: frozenset[str]
    signed_last: datetime
    keys: Mapping[str, tuple[DirectoryEntry, DirectoryKey]] = field(repr=False, compare=False)
    entries: Mapping[str, DirectoryEntry] = field(repr=False, compare=False)
    made_by: object = field(repr=False, compare=False)

    def __post_init__(self) -> None:
        if self.made_by is not _MADE_HERE:
            raise TypeError("A trusted directory comes from load_directory only.")

    @property
    def standing(self) -> DirectoryStanding:
        """What is remembered of it once it is installed."""
        one = self.directory
        return DirectoryStanding(
            id=one.id,
            issuer=one.issuer,
            version=one.version,
            digest=self.digest,
            roots=one.roots,
            doubted=doubts_of(one.establishments),
        )

    @property
    def words(self) -> str:
        """How a verdict names the directory it stands on."""
        return f"under directory {self.directory.name} version {self.directory.version}, roots {self.roots}"


def load_directory(data: bytes, *, now: datetime, roots_words: str | None = None) -> TrustedDirectory:
    """Return the directory in `data`, relied on because the reader named it or had it installed.

    `roots_words` are the eight words the reader was given over another channel. Raises `Refused`: the reasons of
    reading, envelope, schema and proofs, and `directory`, `directory-threshold`, `directory-roots`,
    `small-order-key` or `content`.
    """
    trusted = _of_bytes(data)
    # 5. Clock.
    latest = now + CLOCK_ALLOWANCE
    if trusted.directory.valid_from > latest:
        raise Refused(Refusal.DIRECTORY, "The directory is not valid yet.", hint="Check this computer's clock.")
    if trusted.signed_last > latest:
        raise Refused(Refusal.CLOCK, "A root key signed in the future.", hint="Check this computer's clock.")
    # 6. Roots.
    if roots_words is not None and not same_words(roots_words, trusted.roots):
        raise Refused(
            Refusal.DIRECTORY_ROOTS,
            "The directory's root keys have other words than the ones given.",
            hint="Do not use it. Ask for the words again over a channel you trust.",
        )
    return trusted


# What follows from the bytes alone is worked out once for the same bytes: whoever receives a folder relies on one
# directory for every file of it. A refusal is not kept.
@lru_cache(maxsize=2)
def _of_bytes(data: bytes) -> TrustedDirectory:
    """Return the directory in `data` by the rules that need no clock and no reader (1 to 4)."""
    # 1. Form.
    document = read_strict(data)
    version = require_kind(document, KIND)
    proofs = proofs_of(document)
    check_schema(document, KIND, version)
    # 2. Proofs.
    keys = claimed_keys(document, document["issuer"]["id"])
    digest = check_proofs(document, zip(proofs, keys, strict=True))
    if len(set(keys)) != len(keys):
        raise Refused(Refusal.DIRECTORY_THRESHOLD, "One key has signed the directory twice.", path="/proof")
    # 3. Threshold.
    directory = decode_directory(document)
    signed_by = frozenset(keys)
    _require_threshold(directory.roots, signed_by, "its own root keys")
    # 4. Content.
    index = {key.key: (entry, key) for entry in directory.establishments for key in entry.keys}
    check_keys(directory)
    return TrustedDirectory(
        directory=directory,
        digest=digest,
        data=data,
        roots=roots_in_words(directory.roots),
        signed_by=signed_by,
        signed_last=max(proof.created for proof in proofs_made(document, keys)),
        keys=MappingProxyType(index),
        entries=MappingProxyType({entry.id: entry for entry in directory.establishments}),
        made_by=_MADE_HERE,
    )


def load_next_directory(data: bytes, *, now: datetime, installed: DirectoryStanding) -> TrustedDirectory:
    """Return the directory in `data` if it may follow the one installed.

    Raises `Refused` as `load_directory` and `check_follows` do.
    """
    newer = load_directory(data, now=now)
    check_follows(newer, installed)
    return newer


def check_keys(directory: Directory) -> None:
    """Return if every key is a canonical one of full order and no root key is an establishment's.

    Raises `Refused`: `proof-key`, `small-order-key` or `directory`.
    """
    listed = [key.key for entry in directory.establishments for key in entry.keys]
    for one in (*directory.roots.keys, *listed):
        read_public_key(one)
    if not set(directory.roots.keys).isdisjoint(listed):
        raise Refused(Refusal.DIRECTORY, "A root key is listed as an establishment's key as well.")


def check_follows(newer: TrustedDirectory, then: DirectoryStanding) -> None:
    """Return if a directory is the installed one again, or may follow it.

    Raises `Refused`: `directory`, `directory-rolled-back`, `directory-forked` or `directory-roots`.
    """
    after = newer.directory
    # 7. Order.
    if after.id != then.id or after.issuer != then.issuer:
        raise Refused(Refusal.DIRECTORY, "This is another directory than the one installed.")
    if after.version < then.version:
        raise Refused(
            Refusal.DIRECTORY_ROLLED_BACK, f"Version {after.version} is older than the installed {then.version}."
        )
    if after.version == then.version:
        if newer.digest != then.digest:
            raise Refused(
                Refusal.DIRECTORY_FORKED,
                f"There are two different directories of version {then.version}.",
                hint="Tell both the sender and the keepers of the root keys.",
            )
        return
    if after.version != then.version + 1:
        raise Refused(
            Refusal.DIRECTORY,
            f"Version {after.version} does not follow the installed version {then.version}.",
            hint=f"Give every version from {then.version + 1} on, in their order: `directory install FILE FILE`.",
        )
    if after.previous != then.digest:
        raise Refused(Refusal.DIRECTORY_FORKED, "The directory does not continue the one installed.")
    # 8. The installed roots.
    if len(newer.signed_by & set(then.roots.keys)) < then.roots.threshold:
        raise Refused(
            Refusal.DIRECTORY_ROOTS,
            "The directory is not signed by enough of the root keys installed here.",
            hint="Do not use it. Ask the keepers whether they changed the root keys.",
        )


def roots_in_words(roots: Roots) -> str:
    """Return the eight words of a set of root keys and its threshold, whatever the order of the keys."""
    return fingerprint_of(sha256(canonical({"keys": sorted(roots.keys), "threshold": roots.threshold})).hexdigest())


def _require_threshold(roots: Roots, signed_by: frozenset[str], whose: str) -> None:
    count = len(signed_by & set(roots.keys))
    if count < roots.threshold:
        raise Refused(
            Refusal.DIRECTORY_THRESHOLD,
            f"The directory is signed by {count} of {whose}; {roots.threshold} must have signed.",
            path="/proof",
        )
