"""The trust list: one key, one role, one holder, one place."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from registry.domain.directory import (
    Directory,
    DirectoryEntry,
    DirectoryKey,
    KeyRole,
    KeyState,
    Roots,
    WithdrawnDocument,
)
from registry.domain.errors import InvalidValue
from registry.domain.people import Tier
from tests.domain.build import DIGEST, person, urn

NOW = datetime(2026, 1, 2, tzinfo=UTC)


def key(name: str = "k", role: KeyRole = KeyRole.UNIT, **changes: Any) -> DirectoryKey:
    return DirectoryKey(**{"key": name, "role": role, "from_": NOW, **changes})


def entry(name: str = "alder", *keys: DirectoryKey) -> DirectoryEntry:
    return DirectoryEntry(id=urn(name), name=name, tier=Tier.LOW, keys=keys)


def directory(*entries: DirectoryEntry, **changes: Any) -> Directory:
    members: dict[str, Any] = {
        "id": urn("directory"),
        "name": "The list",
        "issuer": "The office",
        "version": 1,
        "valid_from": NOW,
        "valid_until": NOW + timedelta(days=90),
        "roots": Roots(keys=("r1", "r2"), threshold=2),
        "establishments": entries,
        **changes,
    }
    return Directory(**members)


@pytest.mark.parametrize("role", list(KeyRole))
def test_a_persons_key_has_a_holder(role: KeyRole) -> None:
    assert key(role=role, holder=person()).holder == person()
    if role in (KeyRole.CLINICIAN, KeyRole.RECEIVER):
        with pytest.raises(InvalidValue):
            key(role=role)


@pytest.mark.parametrize("state", [one for one in KeyState if one is not KeyState.ACTIVE])
def test_a_key_no_longer_active_says_since_when(state: KeyState) -> None:
    assert key(state=state, since=NOW).state is state
    with pytest.raises(InvalidValue):
        key(state=state)


@pytest.mark.parametrize("end", [NOW, NOW - timedelta(seconds=1)])
def test_a_key_and_a_directory_end_after_they_begin(end: datetime) -> None:
    with pytest.raises(InvalidValue):
        key(until=end)
    with pytest.raises(InvalidValue):
        directory(valid_until=end)


def test_nothing_stands_twice() -> None:
    with pytest.raises(InvalidValue, match="establishment"):
        directory(entry(), entry())
    with pytest.raises(InvalidValue, match="key"):
        directory(entry("alder", key()), entry("birch", key(role=KeyRole.LOG)))
    with pytest.raises(InvalidValue, match="root"):
        Roots(keys=("r", "r"), threshold=1)


@pytest.mark.parametrize("threshold", [-1, 0, 3])
def test_a_threshold_can_be_met(threshold: int) -> None:
    with pytest.raises(InvalidValue):
        Roots(keys=("r1", "r2"), threshold=threshold)


@pytest.mark.parametrize(("version", "previous"), [(0, None), (0, DIGEST), (-1, DIGEST), (1, DIGEST), (2, None)])
def test_every_version_but_the_first_names_the_one_before(version: int, previous: str | None) -> None:
    with pytest.raises(InvalidValue):
        directory(version=version, previous=previous)


DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("changes", "covered"),
    [
        ({}, (False, True, True, True, True)),
        ({"until": NOW + DAY}, (False, True, True, False, False)),
        ({"until": NOW + 2 * DAY}, (False, True, True, True, False)),
        ({"state": KeyState.RETIRED, "since": NOW + DAY}, (False, True, True, False, False)),
        ({"state": KeyState.RETIRED, "since": NOW + DAY, "until": NOW + 2 * DAY}, (False, True, True, False, False)),
        ({"state": KeyState.RETIRED, "since": NOW + 2 * DAY, "until": NOW + DAY}, (False, True, True, False, False)),
        ({"state": KeyState.REVOKED, "since": NOW + DAY}, (False, True, True, True, True)),
        ({"state": KeyState.COMPROMISED, "since": NOW + DAY}, (False, True, True, True, True)),
    ],
)
def test_a_key_covers_its_dates_to_their_last_moment_and_retirement_ends_them(
    changes: dict[str, Any], covered: tuple[bool, ...]
) -> None:
    moments = (NOW - timedelta(seconds=1), NOW, NOW + DAY, NOW + DAY + timedelta(seconds=1), NOW + 3 * DAY)
    one = key(**changes)
    assert tuple(one.covers(moment) for moment in moments) == covered
    # What was revoked or is compromised signs nothing more, whatever its dates.
    believed = covered if one.state in (KeyState.ACTIVE, KeyState.RETIRED) else (False,) * len(moments)
    assert tuple(one.may_sign(moment) for moment in moments) == believed


def test_entries_and_keys_are_found_by_their_names() -> None:
    keys = key(), key("b"), key("z")
    whole = directory(entry("alder", *keys), entry("birch"), entry("cedar"))
    for name in ("alder", "birch", "cedar"):
        named = whole.entry(urn(name))
        assert named is not None
        assert named.name == name
    for one in keys:
        assert entry("alder", *keys).key(one.key) == one
    found = whole.entry(urn("alder"))
    assert found is not None
    assert found.key("k") == key()
    assert found.key("other") is None
    assert whole.entry(urn("douglas")) is None


def test_a_directory_is_good_to_its_last_moment() -> None:
    whole = directory()
    assert not whole.is_expired(whole.valid_from)
    assert not whole.is_expired(whole.valid_until)
    assert whole.is_expired(whole.valid_until + timedelta(seconds=1))


def test_a_withdrawal_names_id_and_digest() -> None:
    for document, digest in (("1", DIGEST), (urn(1), "1")):
        with pytest.raises(InvalidValue):
            WithdrawnDocument(document=document, digest=digest, since=NOW)
