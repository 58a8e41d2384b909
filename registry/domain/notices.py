"""Who must be told that a summary or an annex was replaced or withdrawn: who was sent one, and what each holds."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from registry.domain.addressing import Purpose, Recipient
from registry.domain.stored_documents import Status, StoredDocument

_SENT = (Status.RELEASED, Status.SUPERSEDED, Status.WITHDRAWN)


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """One recipient: the versions sent, the versions acknowledged by a receipt, and whether it is this series.

    `left_out` is true where the recipient had an earlier version and the document itself does not go there.
    """

    recipient: str
    purpose: Purpose | None
    sent: tuple[int, ...]
    acknowledged: tuple[int, ...]
    same_series: bool
    left_out: bool = False

    @property
    def words(self) -> str:
        """The line as a reader sees it."""
        why = f" ({self.purpose.replace('-', ' ')})" if self.purpose else ""
        held = f"receipt for {_versions(self.acknowledged)}" if self.acknowledged else "no receipt"
        other = "" if self.same_series else "; a series of its own, which stands as it is"
        alone = "; this does not go there, so tell them yourself" if self.left_out else ""
        return f"{self.recipient}{why}: sent {_versions(self.sent)}, {held}{other}{alone}"


def notices_of(
    document: StoredDocument, issued: Iterable[StoredDocument], receipts: Mapping[str, Sequence[StoredDocument]]
) -> tuple[Notice, ...]:
    """Return whom to tell about a change of `document`, its own series first.

    `issued` are this unit's summaries about the same participant, `receipts` the receipts by the id of the summary
    they are for. What was never released was never sent.
    """
    sent: dict[str, list[StoredDocument]] = {}
    for one in issued:
        if one.id != document.id and one.status in _SENT and one.series_id is not None:
            sent.setdefault(one.series_id, []).append(one)
    if document.status in _SENT and document.series_id is not None:
        sent.setdefault(document.series_id, []).append(document)
    notices = [
        Notice(
            recipient=versions[0].recipient_name or "an unnamed recipient",
            purpose=versions[0].purpose,
            sent=tuple(sorted(one.version or 0 for one in versions)),
            acknowledged=tuple(sorted(one.version or 0 for one in versions if receipts.get(one.id))),
            same_series=series == document.series_id,
        )
        for series, versions in sent.items()
    ]
    return tuple(sorted(notices, key=lambda notice: (not notice.same_series, notice.recipient)))


def annex_notices(
    document: StoredDocument,
    versions: Sequence[tuple[StoredDocument, tuple[Recipient, ...]]],
    receipts: Mapping[str, Sequence[StoredDocument]],
) -> tuple[Notice, ...]:
    """Return whom to tell that an annex was replaced or withdrawn: everybody who was sent a version of its series.

    `versions` are the annexes of the series with their recipients, `receipts` those that came back, by annex.
    """
    sent: dict[Recipient, list[StoredDocument]] = {}
    for one, recipients in versions:
        for recipient in recipients if one.status in _SENT else ():
            sent.setdefault(recipient, []).append(one)
    notices = [
        Notice(
            recipient=recipient.name,
            purpose=None,
            sent=tuple(sorted(one.version or 0 for one in had)),
            acknowledged=tuple(
                sorted(
                    one.version or 0
                    for one in had
                    if any(receipt.issuer_id == recipient.id for receipt in receipts.get(one.id, ()))
                )
            ),
            same_series=True,
            left_out=all(one.id != document.id for one in had),
        )
        for recipient, had in sent.items()
    ]
    return tuple(sorted(notices, key=lambda notice: notice.recipient))


def _versions(numbers: tuple[int, ...]) -> str:
    many = "version" if len(numbers) == 1 else "versions"
    return f"{many} {', '.join(str(number) for number in numbers)}"
