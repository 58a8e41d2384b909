"""What rulings say of one another, in any order and however often a file is given; the vectors tell each rule."""

from dataclasses import replace
from datetime import UTC, datetime
from itertools import permutations

import pytest

from registry.domain.addressing import Replaces, Series
from registry.domain.bearing import rulings_together, superseded_as, withdrawn_as
from registry.domain.document_ref import DocumentRef, SentKind
from registry.domain.errors import Exit, Refusal
from registry.domain.verdict import Bearing, Ruling, Verdict
from registry.domain.withdrawal import Withdrawn
from tests.domain.test_series_rules import ALDER, MALLORY, urn

NOW = datetime(2026, 3, 1, tzinfo=UTC)


def ruling(
    version: int,
    *,
    verdict: Verdict = Verdict.TRUSTED,
    issuer: str = ALDER,
    key: str = "z6Mk",
    interim: bool = False,
) -> Ruling:
    replaces = Replaces(id=urn(f"version {version - 1}"), digest=f"{version - 1:064x}") if version > 1 else None
    bearing = Bearing(
        kind="transfer-summary",
        id=urn(f"version {version}"),
        digest=f"{version:064x}",
        issuer=issuer,
        unit_key=key,
        valid_from=NOW,
        series=Series(id=urn("series"), version=version, replaces=replaces),
        withdraws=None,
        interim=interim,
    )
    return Ruling(verdict=verdict, document=bearing.id, digest=bearing.digest, bearing=bearing, interim=interim)


def withdrawal(version: int, reason: str = "Another person's dose.") -> Ruling:
    ref = DocumentRef(
        kind=SentKind.TRANSFER_SUMMARY,
        id=urn(f"version {version}"),
        digest=f"{version:064x}",
        series=urn("series"),
        version=version,
    )
    bearing = Bearing(
        kind="withdrawal",
        id=urn(f"withdrawal {version}"),
        digest=f"{100 + version:064x}",
        issuer=ALDER,
        unit_key="z6Mk",
        valid_from=NOW,
        series=None,
        withdraws=Withdrawn(document=ref, reason=reason),
    )
    return Ruling(verdict=Verdict.TRUSTED, document=bearing.id, digest=bearing.digest, bearing=bearing)


def test_the_order_of_the_files_changes_nothing() -> None:
    given = (ruling(1), ruling(2), ruling(3), withdrawal(2))
    expected = {one.digest: one for one in rulings_together(given)}
    assert [expected[one.digest].headline for one in given] == ["TRUSTED, SUPERSEDED", "REFUSED", "TRUSTED", "TRUSTED"]
    for order in permutations(given):
        assert {one.digest: one for one in rulings_together(order)} == expected
    twice = rulings_together((*given, *given))
    assert twice[:4] == twice[4:] == rulings_together(given)


def test_one_file_alone_stays_what_it_is() -> None:
    for one in (ruling(1), ruling(1, verdict=Verdict.INTACT), Ruling(verdict=Verdict.REFUSED), withdrawal(1)):
        assert rulings_together((one,)) == (one,)
        assert rulings_together((one, one)) == (one, one)


def test_trusted_and_intact_are_not_held_against_each_other() -> None:
    first, second = ruling(1), ruling(2, verdict=Verdict.INTACT)
    assert rulings_together((first, second)) == (first, second)


def test_the_trusted_are_heard_by_their_issuer_and_the_intact_by_the_key_that_signed() -> None:
    """Whoever trusts no directory knows a key and not whose it is; a unit that is trusted may change its key."""
    trusted = (ruling(1), ruling(2, key="z6Mk after"))
    assert [one.superseded for one in rulings_together(trusted)] == [True, False]
    intact = (ruling(1, verdict=Verdict.INTACT), ruling(2, verdict=Verdict.INTACT))
    assert [one.superseded for one in rulings_together(intact)] == [True, False]
    for first, second in (("z6Mk", "z6Mk after"), ("", "")):
        given = (ruling(1, verdict=Verdict.INTACT, key=first), ruling(2, verdict=Verdict.INTACT, key=second))
        assert rulings_together(given) == given
    nameless = Ruling(verdict=Verdict.INTACT)
    assert rulings_together((nameless, *trusted))[0] is nameless


def test_another_issuer_supersedes_nothing() -> None:
    given = (ruling(1), ruling(2, issuer=MALLORY))
    assert rulings_together(given) == given


def test_what_is_superseded_is_not_enough_and_what_is_withdrawn_is_refused() -> None:
    old = superseded_as(ruling(1), "SUPERSEDED by version 2.")
    assert (old.verdict, old.exit, superseded_as(old, "again")) == (Verdict.TRUSTED, Exit.NOT_ENOUGH, old)
    gone = withdrawn_as(old, "WITHDRAWN by Alder.")
    assert (gone.verdict, gone.exit, gone.reason) == (Verdict.REFUSED, Exit.REFUSED, Refusal.WITHDRAWN)
    assert (gone.findings, gone.about, gone.issuer, gone.bearing) == ((), "", "", None)


def test_the_reason_for_a_withdrawal_is_one_short_line() -> None:
    told, _ = rulings_together((ruling(1), withdrawal(1, "x\n" * 500)))
    assert "\n" not in told.message
    assert len(told.message) < 450


def test_thousands_of_versions_are_held_against_one_another() -> None:
    many = tuple(ruling(version) for version in range(1, 5001))
    assert sum(one.superseded for one in rulings_together(many)) == 4999


def _found(*given: Ruling) -> list[list[str]]:
    """Return the findings of each, in any order of the files."""
    told = {one.digest: [note.kind.value for note in one.findings] for one in rulings_together(given)}
    for order in permutations(given):
        assert {one.digest: [note.kind.value for note in one.findings] for one in rulings_together(order)} == told
    return [told[one.digest] for one in given]


def test_an_interim_version_supersedes_interim_ones_only() -> None:
    night, later = ruling(2, interim=True), ruling(3, interim=True)
    assert _found(ruling(1), night) == [["interim-follows"], []]
    assert _found(ruling(1), night, later) == [["interim-follows"], ["superseded"], []]
    assert _found(ruling(1), night, ruling(3)) == [["superseded"], ["superseded"], []]
    assert _found(ruling(1), ruling(2), later) == [["superseded"], ["interim-follows"], []]
    assert _found(ruling(1, interim=True), ruling(2)) == [["superseded"], []]
    told = rulings_together((ruling(1), night, later))[1].findings
    assert [note.words.split(" of ")[0] for note in told] == ["SUPERSEDED by version 3"]
    first, _ = rulings_together((ruling(1), night))
    assert (first.headline, first.exit) == ("TRUSTED", Exit.DONE)
    assert "NOT YET COUNTERSIGNED" in first.findings[0].words


def test_an_interim_version_is_superseded_by_the_approved_one_first_and_the_interim_after_it_is_named() -> None:
    first, approved, last = ruling(1, interim=True), ruling(2), ruling(3, interim=True)
    (found,) = rulings_together([first, approved, last])[0].findings
    assert found.words.startswith("SUPERSEDED by version 2 of ")
    assert "Version 3 of " in found.words
    assert found.words.endswith("is interim, NOT YET COUNTERSIGNED.")
    (found,) = rulings_together([first, approved, last, withdrawal(3)])[0].findings
    assert "Version 3" not in found.words
    (found,) = rulings_together([first, approved, withdrawal(2), last])[0].findings
    assert found.words.startswith("SUPERSEDED by version 2 of ")
    assert "That one was withdrawn." in found.words


def test_a_withdrawn_interim_version_follows_nobody() -> None:
    assert _found(ruling(1), ruling(2, interim=True), withdrawal(2))[0] == []


def _changed(one: Ruling, **changes: object) -> Ruling:
    assert one.bearing is not None
    bearing = replace(one.bearing, **changes)  # type: ignore[arg-type]
    return replace(one, bearing=bearing, digest=bearing.digest, document=bearing.id)


def _reasons(*given: Ruling) -> list[Refusal | None]:
    told = rulings_together(given)
    for order in permutations(given):
        assert {one.digest: one for one in rulings_together(order)} == {one.digest: one for one in told}
    return [one.reason for one in told]


def test_two_documents_under_one_id_or_in_one_place_are_both_refused() -> None:
    same_id = _changed(ruling(2), id=urn("version 1"))
    assert _reasons(ruling(1), same_id) == [Refusal.FORKED, Refusal.FORKED]
    same_place = _changed(ruling(1), id=urn("twin"), digest="f" * 64)
    assert _reasons(ruling(1), same_place) == [Refusal.FORKED, Refusal.FORKED]
    # What is refused supersedes nothing.
    assert _reasons(_changed(ruling(2), id=urn("twin"), digest="f" * 64), ruling(2), ruling(1))[2] is None
    told = rulings_together((_changed(ruling(2), id=urn("twin"), digest="f" * 64), ruling(2), ruling(1)))
    assert not told[2].superseded
    # One place in two series, or of two kinds, is two places.
    elsewhere = _changed(same_place, series=Series(id=urn("another"), version=1, replaces=None))
    assert _reasons(ruling(1), elsewhere) == [None, None]
    assert _reasons(ruling(1), _changed(same_place, kind="annex")) == [None, None]


@pytest.mark.parametrize(
    ("named", "sound"),
    [
        (("version 1", 1), True),
        (("version 1", 9), False),
        (("another", 1), False),
        (("another", 9), False),
    ],
)
def test_a_version_replaces_the_one_before_it_by_id_and_digest(named: tuple[str, int], *, sound: bool) -> None:
    replaces = Replaces(id=urn(named[0]), digest=f"{named[1]:064x}")
    second = _changed(ruling(2), series=Series(id=urn("series"), version=2, replaces=replaces))
    assert _reasons(ruling(1), second) == [None, None if sound else Refusal.BROKEN_REPLACES]


def test_a_version_that_skips_one_replaces_nothing_that_is_there() -> None:
    assert _reasons(ruling(1), ruling(3)) == [None, None]
    first = Replaces(id=urn("version 1"), digest=f"{1:064x}")
    back = _changed(ruling(3), series=Series(id=urn("series"), version=3, replaces=first))
    assert _reasons(ruling(1), back) == [None, Refusal.BROKEN_REPLACES]


def test_a_withdrawal_that_names_two_documents_is_refused_and_withdraws_neither() -> None:
    gone = withdrawal(1)
    assert gone.bearing is not None
    assert gone.bearing.withdraws is not None
    whole = gone.bearing.withdraws.document
    for changes in ({"digest": f"{2:064x}", "version": 1}, {"kind": SentKind.ANNEX}, {"id": urn("version 2")}):
        withdraws = replace(gone.bearing.withdraws, document=replace(whole, **changes))
        assert _reasons(ruling(1), ruling(2), _changed(gone, withdraws=withdraws)) == [
            None,
            None,
            Refusal.UNKNOWN_DOCUMENT,
        ]


def test_a_later_version_that_was_withdrawn_is_said_to_be() -> None:
    first, *_ = rulings_together((ruling(1), ruling(2), withdrawal(2)))
    assert [note.words for note in first.findings] == [
        "SUPERSEDED by version 2 of 1 March 2026, verified with it. That one was withdrawn."
    ]
