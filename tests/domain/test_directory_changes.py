"""One version of the directory becomes the next; nothing in it becomes better than it was."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from registry.domain.directory import KeyRole, KeyState, Roots, WithdrawnDocument
from registry.domain.directory_changes import (
    changes_between,
    find_establishment,
    find_key,
    next_version,
    with_card,
    with_key_state,
    with_withdrawn,
)
from registry.domain.errors import InvalidValue, NotAllowed, NotFound
from registry.domain.people import CodeScheme, EstablishmentCode
from tests.domain.build import DIGEST, person, urn
from tests.domain.test_directory import NOW, directory, entry, key

LONG = "z6Mk" + "a" * 20
LATER = datetime(2026, 6, 1, tzinfo=UTC)
ALDER = entry("alder", key(LONG), key("z6Mk" + "b" * 20, KeyRole.CLINICIAN, holder=person()))
WHOLE = directory(ALDER, entry("birch"))


def test_the_next_version_names_the_one_before() -> None:
    after = next_version(WHOLE, digest=DIGEST, valid_from=LATER, valid_until=LATER + timedelta(days=1))
    assert (after.version, after.previous, after.id) == (2, DIGEST, WHOLE.id)
    with pytest.raises(NotAllowed, match="expired"):
        next_version(WHOLE, digest=DIGEST, valid_from=LATER, valid_until=LATER)


def test_a_new_card_is_a_new_entry() -> None:
    after = with_card(WHOLE, entry("cedar", key("c")))
    assert [one.name for one in after.establishments] == ["alder", "birch", "cedar"]
    assert any(said.startswith("New: cedar") for said in changes_between(WHOLE, after))


def test_a_card_again_brings_new_keys_and_leaves_the_listed_ones_as_they_are() -> None:
    revoked = with_key_state(WHOLE, LONG, KeyState.REVOKED, LATER)
    card = entry("alder", key(LONG, from_=LATER), key("new"))
    merged = with_card(revoked, card).entry(urn("alder"))
    assert merged is not None
    assert [one.key for one in merged.keys] == [LONG, "z6Mk" + "b" * 20, "new"]
    assert merged.keys[0].state is KeyState.REVOKED
    assert merged.keys[0].from_ == NOW


def test_a_key_of_another_establishment_is_not_taken_over() -> None:
    with pytest.raises(InvalidValue, match="One key stands twice"):
        with_card(WHOLE, entry("birch", key(LONG)))


@pytest.mark.parametrize(
    ("first", "then", "allowed"),
    [
        (KeyState.RETIRED, KeyState.REVOKED, True),
        (KeyState.RETIRED, KeyState.COMPROMISED, True),
        (KeyState.REVOKED, KeyState.COMPROMISED, True),
        (KeyState.COMPROMISED, KeyState.REVOKED, False),
        (KeyState.REVOKED, KeyState.RETIRED, False),
        (KeyState.RETIRED, KeyState.ACTIVE, False),
    ],
)
def test_a_key_never_becomes_better(first: KeyState, then: KeyState, allowed: bool) -> None:
    marked = with_key_state(WHOLE, LONG, first, LATER)
    if allowed:
        assert find_key(with_key_state(marked, LONG, then, LATER), LONG)[1].state is then
    else:
        with pytest.raises(NotAllowed):
            with_key_state(marked, LONG, then, LATER)


def test_a_key_is_named_by_its_first_twelve_letters() -> None:
    assert find_key(WHOLE, LONG[:12])[1].key == LONG
    for text, error in ((LONG[:11], InvalidValue), ("z6Mk" + "c" * 9, NotFound)):
        with pytest.raises(error):
            find_key(WHOLE, text)


def test_an_establishment_is_named_by_id_code_or_whole_name() -> None:
    coded = replace(ALDER, code=EstablishmentCode(scheme=CodeScheme.ODS, value="RX1AL"))
    whole = directory(coded, entry("birch"))
    for text in (urn("alder"), "rx1al", "Alder"):
        assert find_establishment(whole, text) == coded
    for text in ("ald", "", "—"):
        with pytest.raises(NotFound):
            find_establishment(whole, text)


def test_a_withdrawn_document_is_listed_once() -> None:
    gone = WithdrawnDocument(document=urn("document"), digest=DIGEST, since=NOW)
    after = with_withdrawn(WHOLE, "alder", gone)
    assert changes_between(WHOLE, after) == (f"alder has withdrawn {urn('document')}.",)
    assert changes_between(after, WHOLE) == (f"alder: {urn('document')} is no longer withdrawn.",)
    with pytest.raises(NotAllowed):
        with_withdrawn(after, "alder", gone)


def test_every_change_is_said() -> None:
    changed = directory(
        replace(ALDER, name="elder", contact="1", seal_to=("x",), keys=(replace(ALDER.keys[0], until=LATER),)),
        name="Another list",
        valid_until=LATER,
        roots=Roots(keys=("r2", "r3"), threshold=1),
    )
    said = "\n".join(changes_between(WHOLE, changed))
    for words in (
        "It is called Another list",
        "valid until 1 June 2026; until now until",
        "New root key r3",
        "Root key r1 is given up",
        "1 of 2 roots must sign; until now 2",
        "alder is now called elder",
        "tier, code or contact",
        "sealed to other keys",
        "other dates",
        "is no longer listed",
        "birch is no longer listed",
    ):
        assert words in said
    assert changes_between(WHOLE, WHOLE) == ()


BEECH = entry("birch", key("b" * 30, KeyRole.CLINICIAN, holder=person()))


@pytest.mark.parametrize("order", [1, -1])
@pytest.mark.parametrize(
    ("one", "other", "said", "back"),
    [
        ({"name": "A"}, {"name": "B"}, "It is called B; until now A.", "It is called A; until now B."),
        (
            {"valid_until": LATER},
            {"valid_until": LATER + timedelta(days=1)},
            "It is valid until 2 June 2026; until now until 1 June 2026.",
            "It is valid until 1 June 2026; until now until 2 June 2026.",
        ),
        (
            {"roots": Roots(keys=("r1", "r2"), threshold=1)},
            {"roots": Roots(keys=("r1", "r2"), threshold=2)},
            "2 of 2 roots must sign; until now 1.",
            "1 of 2 roots must sign; until now 2.",
        ),
        (
            {"roots": Roots(keys=("r1", "r2"), threshold=1)},
            {"roots": Roots(keys=("r1", "r2", "r3"), threshold=1)},
            "New root key r3.",
            "Root key r3 is given up.",
        ),
    ],
)
def test_what_changes_is_said_and_nothing_else(
    one: dict[str, object], other: dict[str, object], said: str, back: str, order: int
) -> None:
    before, after = (directory(ALDER, BEECH, **change) for change in (one, other)[::order])
    assert changes_between(before, after) == ((said, back)[::order][0],)


@pytest.mark.parametrize("order", [1, -1])
@pytest.mark.parametrize(
    ("one", "other", "said"),
    [
        ({"contact": "1"}, {"contact": "2"}, "birch: tier, code or contact are changed."),
        ({"seal_to": ("x",)}, {"seal_to": ("y",)}, "birch: what is sent there is sealed to other keys."),
        ({"keys": ()}, {"keys": BEECH.keys}, "birch: {} clinician key bbbbbbbbbbbbbbbb… of "),
    ],
)
def test_what_changes_of_an_establishment_is_said_and_nothing_else(
    one: dict[str, object], other: dict[str, object], said: str, order: int
) -> None:
    before, after = (directory(ALDER, replace(BEECH, **change)) for change in (one, other)[::order])
    (told,) = changes_between(before, after)
    assert told.startswith(said.format("new" if order == 1 else "").replace("  ", " "))


@pytest.mark.parametrize(
    ("listed", "said"),
    [
        ({"state": KeyState.REVOKED, "since": LATER}, "is revoked since 1 June 2026."),
        ({"from_": NOW - timedelta(days=1)}, "has another holder, role or other dates."),
        ({"holder": person("Bea")}, "has another holder, role or other dates."),
    ],
)
def test_what_becomes_of_a_key_is_said(listed: dict[str, object], said: str) -> None:
    changed = replace(BEECH, keys=(replace(BEECH.keys[0], **listed),))
    (told,) = changes_between(directory(ALDER, BEECH), directory(ALDER, changed))
    assert told.endswith(said)
    (back,) = changes_between(directory(ALDER, changed), directory(ALDER, BEECH))
    assert back.endswith("is active." if "state" in listed else said)


def test_a_key_that_was_marked_is_said_again_only_when_its_day_changes() -> None:
    before = with_key_state(WHOLE, LONG, KeyState.RETIRED, NOW)
    assert changes_between(before, with_key_state(WHOLE, LONG, KeyState.RETIRED, NOW)) == ()
    (told,) = changes_between(before, with_key_state(before, LONG, KeyState.RETIRED, LATER))
    assert told.endswith("is retired since 1 June 2026.")
    assert find_key(with_key_state(before, LONG, KeyState.RETIRED, LATER), LONG)[1].since == LATER


@pytest.mark.parametrize("other", [f"{end * 8}-0000-4000-8000-{end * 12}" for end in "0f"])
def test_another_document_may_be_withdrawn_beside_the_first(other: str) -> None:
    gone = WithdrawnDocument(document=urn("document"), digest=DIGEST, since=NOW)
    listed = with_withdrawn(WHOLE, urn("alder"), gone)
    more = WithdrawnDocument(document=f"urn:uuid:{other}", digest=other[0] * 64, since=NOW)
    after = with_withdrawn(listed, urn("alder"), more)
    found = after.entry(urn("alder"))
    assert found is not None
    assert found.withdrawn == (gone, more)
    assert after.entry(urn("birch")) == listed.entry(urn("birch"))
    for again in (replace(more, document=gone.document), replace(more, digest=gone.digest)):
        with pytest.raises(NotAllowed, match="withdrawn already"):
            with_withdrawn(listed, urn("alder"), again)
    assert with_card(after, replace(found, withdrawn=(gone,))).entry(urn("alder")) == found


def test_two_that_answer_to_one_name_are_neither() -> None:
    twins = directory(entry("alder"), replace(entry("birch"), name="alder"))
    with pytest.raises(NotFound, match="2 establishments"):
        find_establishment(twins, "alder")
    with pytest.raises(NotFound, match="2 keys"):
        find_key(directory(entry("alder", key("k" * 20 + "a"), key("k" * 20 + "b"))), "k" * 20)


@pytest.mark.parametrize(
    ("changes", "counts"),
    [
        ({}, True),
        ({"state": KeyState.RETIRED, "since": LATER}, True),
        ({"state": KeyState.RETIRED, "since": NOW}, False),
        ({"state": KeyState.REVOKED, "since": LATER}, False),
        ({"state": KeyState.COMPROMISED, "since": LATER}, False),
        ({"until": NOW + timedelta(seconds=1)}, False),
        ({"from_": LATER}, False),
    ],
)
def test_which_keys_may_sign_now(changes: dict[str, object], counts: bool) -> None:
    assert key(**changes).may_sign(NOW + timedelta(days=1)) is counts


def test_only_what_changed_is_said() -> None:
    two = directory(ALDER, roots=Roots(keys=("r1", "r2"), threshold=1))
    other = directory(ALDER, roots=Roots(keys=("r1", "r3"), threshold=1))
    assert changes_between(two, other) == ("New root key r3.", "Root key r2 is given up.")
    retired = with_key_state(WHOLE, LONG, KeyState.RETIRED, LATER)
    assert changes_between(WHOLE, retired) == (f"alder: unit key {LONG[:16]}… is retired since 1 June 2026.",)
    # Named by its holder, and without a day where none is told.
    holder = person()
    revoked = with_key_state(WHOLE, "z6Mk" + "b" * 8, KeyState.REVOKED, LATER)
    assert changes_between(revoked, WHOLE) == (f"alder: clinician key z6Mk{'b' * 12}… of {holder.name} is active.",)
