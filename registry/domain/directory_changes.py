"""How one version of the directory becomes the next: establishments, keys, withdrawals, dates and roots.

Each function returns the directory changed in one respect. A key never disappears and never becomes better than it
was: documents it signed are still about, and a reader must be told what became of it.
"""

from dataclasses import replace
from datetime import datetime

from registry.domain.directory import Directory, DirectoryEntry, DirectoryKey, KeyState, Roots, WithdrawnDocument
from registry.domain.errors import InvalidValue, NotAllowed, NotFound
from registry.domain.folding import fold
from registry.domain.wording import day_words

FEWEST_KEY_LETTERS = 12
"""How much of a key names it: `z6Mk` and eight more."""

_ORDER = (KeyState.ACTIVE, KeyState.RETIRED, KeyState.REVOKED, KeyState.COMPROMISED)


def next_version(before: Directory, *, digest: str, valid_from: datetime, valid_until: datetime) -> Directory:
    """Return the version after `before`, which is named by its digest; otherwise the same."""
    if valid_until <= valid_from:
        raise NotAllowed("The directory has expired.", hint="Renew it first: `throughcare directory renew`.")
    return replace(before, version=before.version + 1, previous=digest, valid_from=valid_from, valid_until=valid_until)


def with_card(directory: Directory, card: DirectoryEntry) -> Directory:
    """Return the directory with an establishment's card taken over: a new entry, or what is new in it.

    Keys listed before keep their dates and state, whatever the card says; those the card no longer has stay.
    """
    known = directory.entry(card.id)
    if known is None:
        return replace(directory, establishments=(*directory.establishments, card))
    merged = replace(
        card,
        keys=(*known.keys, *(key for key in card.keys if known.key(key.key) is None)),
        withdrawn=(*known.withdrawn, *(gone for gone in card.withdrawn if gone not in known.withdrawn)),
    )
    return _with_entry(directory, merged)


def with_key_state(directory: Directory, key: str, state: KeyState, since: datetime) -> Directory:
    """Return the directory with a key retired, revoked or compromised since a moment.

    `key` is the whole key or its first letters, at least twelve. Raises NotFound, and NotAllowed for a step back.
    """
    entry, listed = find_key(directory, key)
    if state is KeyState.ACTIVE or _ORDER.index(state) < _ORDER.index(listed.state):
        raise NotAllowed(f"The key is {listed.state}, and does not become {state}.", hint="List a new key instead.")
    changed = replace(listed, state=state, since=since)
    keys = tuple(changed if one.key == listed.key else one for one in entry.keys)
    return _with_entry(directory, replace(entry, keys=keys))


def with_withdrawn(directory: Directory, establishment: str, withdrawn: WithdrawnDocument) -> Directory:
    """Return the directory with one more document its issuer has withdrawn. Raises NotFound, NotAllowed if listed."""
    entry = find_establishment(directory, establishment)
    if any(withdrawn.document == gone.document or withdrawn.digest == gone.digest for gone in entry.withdrawn):
        raise NotAllowed(f"{entry.name} has this document listed as withdrawn already.")
    return _with_entry(directory, replace(entry, withdrawn=(*entry.withdrawn, withdrawn)))


def find_key(directory: Directory, text: str) -> tuple[DirectoryEntry, DirectoryKey]:
    """Return the key that `text` is or begins, and its establishment's entry. Raises NotFound, InvalidValue."""
    if len(text) < FEWEST_KEY_LETTERS:
        raise InvalidValue(f"{text[:48]!a} is too short for a key.", hint="Give its first twelve letters or more.")
    found = [(entry, key) for entry in directory.establishments for key in entry.keys if key.key.startswith(text)]
    if len(found) != 1:
        raise NotFound(f"{len(found)} keys begin with {text[:48]!a}.", hint="See `throughcare directory show FILE`.")
    return found[0]


def find_establishment(directory: Directory, text: str) -> DirectoryEntry:
    """Return the establishment with this id, code or whole name. Raises NotFound."""
    wanted = fold(text) or text
    found = [
        entry
        for entry in directory.establishments
        if text == entry.id
        or wanted == fold(entry.name)
        or (entry.code is not None and wanted == fold(entry.code.value))
    ]
    if len(found) != 1:
        names = ", ".join(entry.name for entry in directory.establishments)
        raise NotFound(f"{len(found)} establishments answer to {text[:60]!a}.", hint=f"The directory has: {names}.")
    return found[0]


def changes_between(before: Directory, after: Directory) -> tuple[str, ...]:
    """Return what a later version says otherwise, one sentence each: for those who are to sign or install it."""
    said: list[str] = []
    if before.name != after.name:
        said.append(f"It is called {after.name}; until now {before.name}.")
    if before.valid_until != after.valid_until:
        until, was = (day_words(one.valid_until.date()) for one in (after, before))
        said.append(f"It is valid until {until}; until now until {was}.")
    if before.roots != after.roots:
        said += _roots_changed(before.roots, after.roots)
    for entry in after.establishments:
        known = before.entry(entry.id)
        said += [f"New: {entry.name}, {entry.tier.words}."] if known is None else _entry_changed(known, entry)
        said += _keys_changed(known, entry)
    said += [f"{entry.name} is no longer listed." for entry in before.establishments if not after.entry(entry.id)]
    return tuple(said)


def _with_entry(directory: Directory, entry: DirectoryEntry) -> Directory:
    return replace(
        directory, establishments=tuple(entry if one.id == entry.id else one for one in directory.establishments)
    )


def _roots_changed(before: Roots, after: Roots) -> list[str]:
    said = [f"New root key {key}." for key in after.keys if key not in before.keys]
    said += [f"Root key {key} is given up." for key in before.keys if key not in after.keys]
    if before.threshold != after.threshold:
        said.append(f"{after.threshold} of {len(after.keys)} roots must sign; until now {before.threshold}.")
    return said


def _entry_changed(before: DirectoryEntry, after: DirectoryEntry) -> list[str]:
    said = []
    if before.name != after.name:
        said.append(f"{before.name} is now called {after.name}.")
    if (before.tier, before.code, before.contact) != (after.tier, after.code, after.contact):
        said.append(f"{after.name}: tier, code or contact are changed.")
    if before.seal_to != after.seal_to:
        said.append(f"{after.name}: what is sent there is sealed to other keys.")
    said += [f"{after.name} has withdrawn {gone.document}." for gone in after.withdrawn if gone not in before.withdrawn]
    said += [
        f"{after.name}: {gone.document} is no longer withdrawn."
        for gone in before.withdrawn
        if gone not in after.withdrawn
    ]
    return said


def _keys_changed(before: DirectoryEntry | None, after: DirectoryEntry) -> list[str]:
    said = []
    for key in after.keys:
        known = before.key(key.key) if before else None
        if known is None:
            said.append(f"{after.name}: new {_named(key)}.")
        elif (known.state, known.since) != (key.state, key.since):
            since = f" since {day_words(key.since.date())}" if key.since else ""
            said.append(f"{after.name}: {_named(key)} is {key.state}{since}.")
        elif known != key:
            said.append(f"{after.name}: {_named(key)} has another holder, role or other dates.")
    gone = [key for key in (before.keys if before else ()) if after.key(key.key) is None]
    return said + [f"{after.name}: {_named(key)} is no longer listed." for key in gone]


def _named(key: DirectoryKey) -> str:
    holder = f" of {key.holder.name}" if key.holder else ""
    return f"{key.role} key {key.key[:16]}…{holder}"
