"""Whether a summary or an annex that arrives goes on where its series stands here: nothing old, no fork, no silent gap.

The rules, in the order they are applied; the first one broken refuses the document:

 1. **Withdrawn.** Its issuer has not withdrawn it (a withdrawal may arrive before its document): `withdrawn`.
 2. **Replay.** It was not received before: `replayed`.
 3. **One id, one document.** No other document was received under its id: `forked`.
 4. **One issuer.** The series, where versions of it are held, is its issuer's: `wrong-unit`.
 5. **One participant and purpose.** It is of the same kind and speaks of the sender's same participant, for the same
    purpose, as the versions held: `forked`.
 6. **One document per version.** No other document of the series has its version: `forked`.
 7. **Forward only.** No later version is held: `replayed`.
 8. **Replaces.** Where the version before is held, it is the one that `replaces` names, by id and digest; and
    `replaces` names no held document of another place: `broken-replaces`.
 9. **No gap.** Where versions are held, the one before is among them: `series-gap`. A named person may accept the
    gap with a reason, because the newest word on somebody's treatment must not be lost to a letter that went astray.

A series of which nothing is held may begin with any version: earlier ones may have gone to others before us.

A version that may be kept takes the place of the earlier ones, and an interim one that of interim ones only: beside it
the newest approved version stands, until an approved one takes the place of both (`KeptDocument.supersedes`). Of a
record that both tell alike the approved version's word counts; what the interim one tells otherwise counts as a report.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from registry.domain.addressing import Purpose, Series
from registry.domain.dates import day_said
from registry.domain.errors import Refusal, Refused
from registry.domain.stored_documents import DocumentKind, KeptDocument

_ASK = "Ask the sender which version stands."


@dataclass(frozen=True, slots=True, kw_only=True)
class Arriving:
    """What the rules need to know of a document: `participant` is the sender's own id for the person.

    An annex has no purpose.
    """

    kind: DocumentKind
    id: str
    digest: str
    issuer_id: str
    series: Series
    purpose: Purpose | None
    participant: str


def check_series(
    arriving: Arriving,
    received: Sequence[KeptDocument],
    *,
    speaks_of: str | None = None,
    accept_gap: bool = False,
) -> None:
    """Return if a document may be kept beside what was received before, of every kind.

    `speaks_of` is the sender's id of the participant in the newest held version of the series, where there is one.
    Raises `Refused` with the reason of the first rule broken.
    """
    check_news(arriving, received)
    series = arriving.series
    alike = [one for one in received if one.kind is arriving.kind]
    # 3. One id, one document.
    if any(one.id == arriving.id for one in received):
        raise Refused(Refusal.FORKED, "Another document was received under this id.", path="/id", hint=_ASK)
    # 5. Of the same kind; participant and purpose stand in `_check_held`.
    if any(one.series_id == series.id and one.kind is not arriving.kind for one in received):
        raise Refused(
            Refusal.FORKED, "The series held here is one of documents of another kind.", path="/series/id", hint=_ASK
        )
    held = [one for one in alike if one.series_id == series.id]
    if held:
        _check_held(arriving, held, speaks_of)
    # 8. Replaces.
    if series.replaces is not None:
        before = next((one for one in held if one.version == series.version - 1), None)
        named = next((one for one in received if series.replaces.id == one.id), None) or next(
            (one for one in alike if series.replaces.digest == one.digest), None
        )
        if (before or named) is not None and (
            before is None
            or named is not before
            or (series.replaces.id, series.replaces.digest) != (before.id, before.digest)
        ):
            raise Refused(
                Refusal.BROKEN_REPLACES,
                "It replaces another document than the version held here.",
                path="/series/replaces",
                hint=_ASK,
            )
    # 9. No gap.
    newest = max((one.version or 0 for one in held), default=None)
    if newest is not None and newest < series.version - 1 and not accept_gap:
        missing = series.version - 1
        which = f"version {missing}" if newest == missing - 1 else f"versions {newest + 1} to {missing}"
        raise Refused(
            Refusal.SERIES_GAP,
            f"Version {newest} is held here and this is version {series.version}: {which} never came.",
            path="/series/version",
            hint="Ask the sender; or accept it without with --accept-gap REASON.",
        )


def check_news(arriving: Arriving, received: Sequence[KeptDocument]) -> None:
    """Return if a document is new here, and not withdrawn: rules 1 and 2, which ask nothing of whoever receives it.

    Raises `Refused` as `check_series`.
    """
    # 1. Withdrawn.
    for withdrawal in received:
        if (
            withdrawal.kind is DocumentKind.WITHDRAWAL
            and withdrawal.about_id == arriving.id
            and withdrawal.issuer_id == arriving.issuer_id
        ):
            raise Refused(
                Refusal.WITHDRAWN,
                f"{withdrawal.issuer_name} has withdrawn this document; that was received on "
                f"{day_said(withdrawal.at)}.",
                hint="Ask the unit for the version in force.",
            )
    what = "summary" if arriving.kind is DocumentKind.TRANSFER_SUMMARY else arriving.kind.words
    # 2. Replay.
    for one in received:
        if one.kind is arriving.kind and one.digest == arriving.digest:
            raise Refused(
                Refusal.REPLAYED,
                f"This {what} was received here already, on {day_said(one.at)}; it is {one.status}.",
                hint="Nothing needs doing.",
            )


def _check_held(arriving: Arriving, held: Sequence[KeptDocument], speaks_of: str | None) -> None:
    series = arriving.series
    # 4. One issuer.
    if any(one.issuer_id != arriving.issuer_id for one in held):
        raise Refused(
            Refusal.WRONG_UNIT,
            f"The series is one of {held[0].issuer_name}; another establishment continues it.",
            path="/series/id",
            hint="Tell both establishments.",
        )
    # 5. One participant and purpose.
    if speaks_of not in (None, arriving.participant) or any(one.purpose is not arriving.purpose for one in held):
        raise Refused(
            Refusal.FORKED,
            "The series speaks of another participant, or for another purpose, than the version held here.",
            path="/series/id",
            hint=_ASK,
        )
    for one in held:
        # 6. One document per version.
        if one.version == series.version:
            raise Refused(
                Refusal.FORKED,
                f"Another version {series.version} of this series is held here.",
                path="/series/version",
                hint=_ASK,
            )
        # 7. Forward only.
        if (one.version or 0) > series.version:
            raise Refused(
                Refusal.REPLAYED,
                f"Version {one.version} of this series is held here already.",
                path="/series/version",
                hint="Nothing needs doing.",
            )
