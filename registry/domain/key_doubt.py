"""A key that the directory has marked as compromised or revoked, and what that does to what was received before."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from registry.domain.directory import DirectoryEntry, KeyState
from registry.domain.errors import InvalidValue
from registry.domain.multikey import decode_multikey
from registry.domain.wording import day_words

_DOUBTED = (KeyState.REVOKED, KeyState.COMPROMISED)


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyDoubt:
    """One key (Multikey text), what it was marked as, and since when."""

    key: str
    state: KeyState
    since: datetime

    def __post_init__(self) -> None:
        decode_multikey(self.key)
        if self.state not in _DOUBTED:
            raise InvalidValue(f"A {self.state} key is not in doubt.")

    def lowers(self, received: datetime) -> bool:
        """Whether what came at that moment carries no further than a report.

        A revoked key should never have been listed. What came before a key was compromised is what its holder signed;
        what came after may be anybody's.
        """
        return self.state is KeyState.REVOKED or self.since <= received

    def label(self, received: datetime) -> str:
        """The doubt in a few words, as they stand beside where a record came from."""
        before = "" if self.lowers(received) else ", later than it came"
        return f"its key {self.state} since {day_words(self.since.date())}{before}"

    def words(self, issuer: str, received: datetime) -> str:
        """The doubt in sentences, with what to do about it."""
        marked = f"A key that signed it was marked as {self.state} since {day_words(self.since.date())}."
        ask = f"Confirm what it says with {issuer}, and ask them to issue it again."
        if self.state is KeyState.REVOKED:
            return f"{marked} Nothing that key signed is believed, whenever it came. {ask}"
        if self.lowers(received):
            return f"{marked} It came after that, and somebody else may have made it. {ask}"
        return f"{marked} It came before that, and counts as it did."


def doubts_of(entries: Iterable[DirectoryEntry]) -> tuple[KeyDoubt, ...]:
    """Return the keys of a directory that are revoked or compromised."""
    return tuple(
        KeyDoubt(key=one.key, state=one.state, since=one.since)
        for entry in entries
        for one in entry.keys
        if one.state in _DOUBTED and one.since is not None
    )


def worst_doubt(doubts: Mapping[str, KeyDoubt], signed_by: Iterable[str], received: datetime) -> KeyDoubt | None:
    """Return the doubt that weighs most on what these keys signed and was received at that moment, or None."""
    found = [doubts[key] for key in signed_by if key in doubts]
    return max(found, key=lambda one: (one.lowers(received), one.state is KeyState.REVOKED), default=None)
