"""The keeper's desk: drafts out of hostile cards, one change after another, one signature at a time."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from registry.custody.bags import FLOOR_COST
from registry.documents.directory_document import encode_directory, sign_directory
from registry.documents.signing import document_bytes
from registry.documents.strict import read_strict
from registry.documents.trusted_directory import check_follows, load_directory
from registry.domain.directory import KeyRole, KeyState, Roots, WithdrawnDocument
from registry.domain.errors import InvalidValue, NotAllowed, NotPermitted, Refusal, Refused, ThroughcareError
from registry.domain.multikey import encode_multikey
from registry.services.trust_list import (
    add_cards,
    card_bytes,
    card_words,
    change_roots,
    describe_change,
    describe_file,
    list_withdrawn,
    make_directory,
    make_root,
    mark_key,
    read_card,
    renew,
    require_card_words,
    sign_with_root,
)
from tests.documents import clinic
from tests.documents.clinic import ALDER, NOW, YEAR, alder, directory, key, listed, rowan, signed_directory, trusted
from tests.documents.record import urn

SECRET = "a root keeps a long secret"
CEDAR = replace(rowan(), id=urn("cedar"), name="Cedar House", keys=(listed("cedar-unit", KeyRole.UNIT),))
UNIT_KEY = key("unit").public_key


@pytest.fixture
def bags(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, Path]:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    return {name: tmp_path / f"{name}.bag" for name in ("north", "south", "east")}


def plain_card(change: Callable[[dict[str, Any]], object]) -> bytes:
    card = json.loads(card_bytes(CEDAR))
    change(card)
    return json.dumps(card).encode()


def test_several_people_sign_one_file_that_travels(bags: dict[str, Path]) -> None:
    roots = tuple(make_root(bag, SECRET, cost=FLOOR_COST) for bag in bags.values())
    draft = make_directory(
        name="Northern units",
        cards=[card_bytes(alder())],
        root_keys=roots,
        threshold=2,
        valid_from=NOW,
        valid_until=NOW + YEAR,
    )
    once = sign_with_root(draft, bags["east"], SECRET, now=NOW)
    assert (describe_file(once).signed, describe_file(once).complete) == (1, False)
    with pytest.raises(Refused) as caught:
        load_directory(once, now=NOW)
    assert caught.value.reason is Refusal.DIRECTORY_THRESHOLD
    with pytest.raises(NotAllowed, match="signed the document already"):
        sign_with_root(once, bags["east"], SECRET, now=NOW)
    with pytest.raises(NotPermitted):
        sign_with_root(once, bags["north"], "another long secret", now=NOW)
    twice = sign_with_root(once, bags["north"], SECRET, now=NOW)
    assert describe_file(twice).complete
    assert load_directory(twice, now=NOW).directory.establishments == (alder(),)


def test_a_second_version_follows_the_first_whatever_changes() -> None:
    first = trusted()
    gone = WithdrawnDocument(document=urn("gone"), digest="ab" * 32, since=NOW)
    draft = add_cards(first.data, [card_bytes(CEDAR)], now=NOW)
    draft = mark_key(draft, UNIT_KEY[:12], KeyState.RETIRED, since=NOW, now=NOW)
    draft = list_withdrawn(draft, "Alder Clinic", gone, now=NOW)
    draft = renew(draft, days=365, now=NOW)
    said = describe_file(draft, before=first.data)
    assert len(said.changes) == 5
    assert (said.proofs, said.signed, said.signed_before) == (0, 0, 0)
    document = read_strict(draft)
    for name in ("root-1", "root-3"):
        document = sign_directory(document, signer=key(name), created=NOW)
    second = load_directory(document_bytes(document), now=NOW)
    check_follows(second, first.standing)
    assert second.directory.version == 2
    assert second.directory.valid_until == NOW + YEAR
    assert second.directory.entry(ALDER).withdrawn == (gone,)  # type: ignore[union-attr]
    # The third begins with the next change.
    assert describe_file(renew(second.data, days=1, now=NOW)).directory.version == 3


def test_roots_change_by_a_draft_that_both_sets_sign() -> None:
    new = tuple(key(f"new-root-{n}").public_key for n in (1, 2))
    draft = change_roots(trusted().data, new, 2, now=NOW)
    document = read_strict(draft)
    for name in ("root-1", "root-2", "new-root-1"):
        document = sign_directory(document, signer=key(name), created=NOW)
    said = describe_file(document_bytes(document), before=trusted().data)
    assert (said.signed, said.signed_before, said.complete) == (1, 2, False)
    document = sign_directory(document, signer=key("new-root-2"), created=NOW)
    check_follows(load_directory(document_bytes(document), now=NOW), trusted().standing)


def test_an_expired_directory_is_renewed_before_anything_else() -> None:
    later = NOW + timedelta(days=61)
    with pytest.raises(NotAllowed, match="expired"):
        add_cards(signed_directory(), [card_bytes(CEDAR)], now=later)
    draft = renew(signed_directory(), days=30, now=later)
    assert describe_file(add_cards(draft, [card_bytes(CEDAR)], now=later)).directory.entry(CEDAR.id) is not None
    for days in (0, -1, 3661):
        with pytest.raises(InvalidValue):
            renew(signed_directory(), days=days, now=NOW)


def test_what_is_signed_in_part_is_not_changed() -> None:
    with pytest.raises(NotAllowed, match="void"):
        renew(signed_directory(roots=("root-1",)), days=30, now=NOW)


def test_a_signed_directory_that_is_broken_is_not_the_start_of_another() -> None:
    document = read_strict(signed_directory())
    document["credentialSubject"]["name"] = "Others"
    with pytest.raises(Refused) as caught:
        renew(document_bytes(document), days=30, now=NOW)
    assert caught.value.reason is Refusal.BAD_SIGNATURE


def test_a_key_is_not_revoked_or_compromised_in_the_future() -> None:
    soon = NOW + timedelta(days=1)
    for state in (KeyState.REVOKED, KeyState.COMPROMISED):
        with pytest.raises(InvalidValue):
            mark_key(signed_directory(), UNIT_KEY, state, since=soon, now=NOW)
    draft = mark_key(signed_directory(), UNIT_KEY, KeyState.RETIRED, since=soon, now=NOW)
    assert describe_file(draft).directory.entry(ALDER).key(UNIT_KEY).may_sign(NOW)  # type: ignore[union-attr]


@pytest.mark.parametrize(
    "card",
    [
        pytest.param(b"", id="nothing"),
        pytest.param(b"[]", id="no object"),
        pytest.param(b"\xef\xbb\xbf{}", id="byte order mark"),
        pytest.param(b"{}", id="empty"),
        pytest.param(b"[" * 99, id="deep nesting"),
        pytest.param(card_bytes(CEDAR).replace(b'"id":', b'"id":"x","id":', 1), id="duplicate member"),
        pytest.param(plain_card(lambda card: card.update(roots={})), id="a member nobody knows"),
        pytest.param(plain_card(lambda card: card.update(name="Cedar\u202e House")), id="bidi control"),
        pytest.param(plain_card(lambda card: card.update(name="Cedar\u0007")), id="terminal bell"),
        pytest.param(plain_card(lambda card: card.update(contact="x" * 300)), id="long contact"),
        pytest.param(plain_card(lambda card: card.update(contact="\u200b")), id="zero width contact"),
        pytest.param(plain_card(lambda card: card.update(tier="throne")), id="unknown tier"),
        pytest.param(plain_card(lambda card: card.update(id="urn:uuid:../../x")), id="path in the id"),
        pytest.param(plain_card(lambda card: card.update(sealTo=["age1../../../etc/passwd"])), id="no age key"),
        pytest.param(plain_card(lambda card: card["keys"][0].update(role="root")), id="unknown role"),
        pytest.param(plain_card(lambda card: card["keys"][0].update(role="clinician")), id="no holder"),
        pytest.param(plain_card(lambda card: card["keys"][0].update({"from": "yesterday"})), id="no time"),
        pytest.param(plain_card(lambda card: card["keys"][0].update(key="z6Mk" + "1" * 44)), id="no key"),
        pytest.param(plain_card(lambda card: card["keys"][0].update(key=None)), id="null"),
        pytest.param(
            plain_card(lambda card: card["keys"][0].update(key=encode_multikey(bytes(32)))), id="small-order key"
        ),
        pytest.param(plain_card(lambda card: card["keys"].append(card["keys"][0])), id="key twice"),
        pytest.param(plain_card(lambda card: card["keys"][0].update(key=UNIT_KEY)), id="key of another unit"),
        pytest.param(plain_card(lambda card: card["keys"][0].update(key=key("root-1").public_key)), id="a root's key"),
        pytest.param(document_bytes(encode_directory(directory())), id="a directory"),
    ],
)
def test_hostile_card(card: bytes) -> None:
    with pytest.raises(ThroughcareError) as caught:
        add_cards(signed_directory(), [card], now=NOW)
    assert str(caught.value).isprintable()


def test_a_card_is_compared_by_eight_words() -> None:
    data = card_bytes(CEDAR)
    words = card_words(data)
    assert len(words.split()) == 8
    require_card_words(data, words.upper())
    other = card_bytes(replace(CEDAR, keys=(listed("forged", KeyRole.UNIT),)))
    with pytest.raises(Refused, match="other words"):
        require_card_words(other, words)
    assert read_card(data) == CEDAR


def test_a_summary_is_no_directory_to_change_or_to_sign(bags: dict[str, Path]) -> None:
    data = document_bytes(clinic.signed())
    make_root(bags["north"], SECRET, cost=FLOOR_COST)
    for act in (
        lambda: renew(data, days=3, now=NOW),
        lambda: describe_file(data),
        lambda: sign_with_root(data, bags["north"], SECRET, now=NOW),
    ):
        with pytest.raises(Refused) as caught:
            act()
        assert caught.value.reason is Refusal.UNKNOWN_KIND


def test_a_draft_that_could_never_be_installed_is_not_signed(bags: dict[str, Path]) -> None:
    make_root(bags["north"], SECRET, cost=FLOOR_COST)
    small = Roots(keys=(encode_multikey((1).to_bytes(32, "little")),), threshold=1)
    with pytest.raises(Refused) as caught:
        sign_with_root(document_bytes(encode_directory(directory(roots=small))), bags["north"], SECRET, now=NOW)
    assert caught.value.reason is Refusal.SMALL_ORDER_KEY


def test_changes_are_told_only_against_the_version_before() -> None:
    other = signed_directory(directory(name="Other units"))
    draft = renew(signed_directory(), days=9, now=NOW)
    with pytest.raises(Refused) as caught:
        describe_file(draft, before=other)
    assert caught.value.reason is Refusal.DIRECTORY_FORKED
    again = renew(draft, days=8, now=NOW)
    assert describe_change(draft, again).changes == (
        "It is valid until 30 November 2026; until now until 1 December 2026.",
    )
