"""What documents verified together say of one another: withdrawn, forked, replaced wrongly, superseded.

Verification looks at one document alone, and cannot know of others. Where several are verified at once, each is held
against the others by these rules, in this order. The first of rules 2 to 4 that is broken refuses a document.

 1. **Heard.** Only documents that were not refused alone are heard, and only on documents of the same issuer: those
    that are TRUSTED among themselves, and those that are INTACT only where they name the same key of the unit. Else
    anybody could withdraw a document under a name that no directory vouches for.
 2. **Withdrawn.** No withdrawal names it by kind, id and digest: `withdrawn`. A withdrawal that names the id of one
    document and the digest of another is refused itself: `unknown-document`.
 3. **Forked.** No other document has its id, and none of its series has its version: `forked`.
 4. **Replaces.** Where the version before is there, it is the one that `replaces` names, and `replaces` names no
    document of another place: `broken-replaces`.
 5. **Superseded.** A later version of its series does not refuse it: it stays what it was, and is found superseded. An
    interim version supersedes only interim ones: nobody's approval gives way to a document that nobody approved.
 6. **Interim follows.** Where an interim version follows an approved one that is not superseded, the approved one is
    found so: they stand side by side, and both are read.

That nothing is found is no proof: a later version or a withdrawal may exist elsewhere, and stays among what was not
checked.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from registry.domain.addressing import Series
from registry.domain.document_ref import DocumentRef
from registry.domain.errors import Refusal, Refused
from registry.domain.verdict import Bearing, Finding, FindingKind, Ruling, Verdict
from registry.domain.wording import day_words

_ASK = "Ask the issuer which one stands."


def rulings_together(rulings: Sequence[Ruling]) -> tuple[Ruling, ...]:
    """Return the rulings in their order, each with what the others say of its document by the rules above."""
    groups: defaultdict[tuple[str, str], list[Bearing]] = defaultdict(list)
    for ruling in rulings:
        heard = _heard_with(ruling)
        if heard is not None and ruling.bearing is not None:
            groups[heard].append(ruling.bearing)
    beside = {heard: _Beside(group) for heard, group in groups.items() if len({one.digest for one in group}) > 1}
    return tuple(_told(ruling, beside) for ruling in rulings)


def withdrawn_as(ruling: Ruling, words: str) -> Ruling:
    """Return the ruling on a document that is known to be withdrawn; `words` say by whom, when and why."""
    return _refused(ruling, Refused(Refusal.WITHDRAWN, words, hint="Ask the unit for the version in force."))


def superseded_as(ruling: Ruling, words: str) -> Ruling:
    """Return the ruling on a document of which a later version is known, said once; `words` say which."""
    if any(one.kind is FindingKind.SUPERSEDED for one in ruling.findings):
        return ruling
    return replace(ruling, findings=(Finding(kind=FindingKind.SUPERSEDED, words=words), *ruling.findings))


def _heard_with(ruling: Ruling) -> tuple[str, str] | None:
    # 1. Heard.
    bearing = ruling.bearing
    if bearing is None or ruling.verdict is Verdict.REFUSED:
        return None
    if ruling.verdict is Verdict.TRUSTED:
        return bearing.issuer, ""
    return (bearing.issuer, bearing.unit_key) if bearing.unit_key else None


def _told(ruling: Ruling, beside: "dict[tuple[str, str], _Beside]") -> Ruling:
    heard = _heard_with(ruling)
    group = beside.get(heard) if heard else None
    if group is None or ruling.bearing is None:
        return ruling
    error = group.refusal(ruling.bearing)
    if error is not None:
        return _refused(ruling, error)
    words = group.superseded(ruling.bearing)
    if words:
        return superseded_as(ruling, words)
    words = group.followed(ruling.bearing)
    if words:
        return replace(ruling, findings=(Finding(kind=FindingKind.INTERIM_FOLLOWS, words=words), *ruling.findings))
    return ruling


def _refused(ruling: Ruling, error: Refused) -> Ruling:
    """A refusal keeps what tells which document it was, and nothing of what it said."""
    return Ruling(
        verdict=Verdict.REFUSED,
        kind=ruling.kind,
        document=ruling.document,
        digest=ruling.digest,
        words=ruling.words,
        reason=error.reason,
        message=error.message,
        path=error.path,
        hint=error.hint,
    )


class _Beside:
    """Documents of one issuer that are heard on one another, found by id, digest and place in a series."""

    def __init__(self, group: Iterable[Bearing]) -> None:
        # The same document may be given twice.
        self._by_digest = {one.digest: one for one in group}
        self._by_id: defaultdict[str, list[Bearing]] = defaultdict(list)
        self._places: defaultdict[tuple[str, str, int], list[Bearing]] = defaultdict(list)
        self._withdrawals: defaultdict[str, list[Bearing]] = defaultdict(list)
        for one in self._by_digest.values():
            self._by_id[one.id].append(one)
            if one.series is not None:
                self._places[one.kind, one.series.id, one.version].append(one)
            if one.withdraws is not None:
                self._withdrawals[one.withdraws.document.digest].append(one)
        # By kind, series and whether only approved versions count.
        self._newest: dict[tuple[str, str, bool], Bearing] = {}
        for one in self._by_digest.values():
            self._note_newest(one)

    def _note_newest(self, one: Bearing) -> None:
        """Remember the newest of each series that supersedes others: not what is refused, unless as withdrawn."""
        if one.series is None:
            return
        error = self.refusal(one)
        if error is not None and error.reason is not Refusal.WITHDRAWN:
            return
        for approved in (False,) if one.interim else (False, True):
            known = self._newest.get((one.kind, one.series.id, approved))
            if known is None or one.version > known.version:
                self._newest[one.kind, one.series.id, approved] = one

    def refusal(self, one: Bearing) -> Refused | None:
        """Return the refusal by rules 2 to 4, or None."""
        withdrawal = self._withdrawal_of(one)
        # 2. Withdrawn.
        if withdrawal is not None and withdrawal.withdraws is not None:
            return Refused(
                Refusal.WITHDRAWN,
                f"WITHDRAWN on {day_words(withdrawal.valid_from.date())}, by a withdrawal verified with it. "
                f"Reason: {withdrawal.withdraws.reason_in_short}",
                hint="Ask the unit for the version in force.",
            )
        if one.withdraws is not None and self._mixes_two(one.withdraws.document):
            return Refused(
                Refusal.UNKNOWN_DOCUMENT,
                "It names the id of one document and the digest or the kind of another, both verified with it.",
                path="/credentialSubject/document",
                hint=_ASK,
            )
        # 3. Forked.
        if len(self._by_id[one.id]) > 1:
            return Refused(Refusal.FORKED, "Another document verified with it has the same id.", path="/id", hint=_ASK)
        if one.series is None:
            return None
        if len(self._places[one.kind, one.series.id, one.version]) > 1:
            return Refused(
                Refusal.FORKED,
                "Another document verified with it has the same version of the series.",
                path="/series/version",
                hint=_ASK,
            )
        # 4. Replaces.
        if self._replaces_another(one, one.series):
            return Refused(
                Refusal.BROKEN_REPLACES,
                "It replaces another document than the version before, which was verified with it.",
                path="/series/replaces",
                hint=_ASK,
            )
        return None

    def superseded(self, one: Bearing) -> str:
        """Return by which later version a document is superseded (rule 5), as a sentence; empty where by none."""
        newest = self._newest.get((one.kind, one.series.id, not one.interim)) if one.series is not None else None
        if newest is None or newest.version <= one.version:
            return ""
        # An approved version carries further than the interim one that follows it, and is named first.
        approved = self._newest.get((one.kind, one.series.id, True)) if one.series is not None else None
        by = newest if approved is None or approved.version <= one.version else approved
        gone = " That one was withdrawn." if self._withdrawal_of(by) else ""
        words = f"SUPERSEDED by version {by.version} of {day_words(by.valid_from.date())}, verified with it.{gone}"
        if newest is by or self._withdrawal_of(newest):
            return words
        return (
            f"{words} Version {newest.version} of {day_words(newest.valid_from.date())}, verified with it, is interim, "
            "NOT YET COUNTERSIGNED."
        )

    def followed(self, one: Bearing) -> str:
        """Return by which interim version an approved document is followed (rule 6), as a sentence; empty by none."""
        newest = self._newest.get((one.kind, one.series.id, False)) if one.series is not None else None
        if newest is None or newest.version <= one.version or one.interim or self._withdrawal_of(newest):
            return ""
        return (
            f"Version {newest.version} of {day_words(newest.valid_from.date())}, verified with it, is interim, NOT YET "
            "COUNTERSIGNED: it stands beside this one and does not take its place."
        )

    def _withdrawal_of(self, one: Bearing) -> Bearing | None:
        for withdrawal in self._withdrawals.get(one.digest, ()):
            named = withdrawal.withdraws.document if withdrawal.withdraws else None
            if named is not None and (named.kind.value, named.id) == (one.kind, one.id):
                return withdrawal
        return None

    def _named(self, document_id: str, digest: str) -> list[Bearing]:
        by_digest = self._by_digest.get(digest)
        return [*self._by_id.get(document_id, ()), *((by_digest,) if by_digest else ())]

    def _mixes_two(self, named: DocumentRef) -> bool:
        whole = (named.kind.value, named.id, named.digest)
        return any((one.kind, one.id, one.digest) != whole for one in self._named(named.id, named.digest))

    def _replaces_another(self, one: Bearing, series: Series) -> bool:
        replaced = series.replaces
        if replaced is None:
            return False
        before = self._places.get((one.kind, series.id, one.version - 1), [])
        found = [*before, *self._named(replaced.id, replaced.digest)]
        return any(other not in before or (other.id, other.digest) != (replaced.id, replaced.digest) for other in found)
