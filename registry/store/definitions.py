"""What this unit itself lays down: its own programmes and measures, local definitions, overlaps, and its offer."""

from typing import Any

from sqlmodel import Field

from registry.domain.catalogue import OverlapJudgement
from registry.domain.described_edition import LocalDefinition
from registry.domain.judgements import OverlapWithdrawal
from registry.domain.local_entries import LocalMeasure, LocalProgramme
from registry.domain.offer import Elsewhere, Offer
from registry.store.base import RecordRow, table_of
from registry.store.records import Records
from registry.structure import to_plain


class LocalProgrammeRow(RecordRow, table=True):
    """A programme of this unit's own."""

    __tablename__ = "local_programmes"


class LocalMeasureRow(RecordRow, table=True):
    """A measure of this unit's own."""

    __tablename__ = "local_measures"


class LocalDefinitionRow(RecordRow, table=True):
    """A local definition of one edition."""

    __tablename__ = "local_definitions"

    edition_id: str = Field(index=True)
    signed_off_on: str


class OverlapRow(RecordRow, table=True):
    """An overlap judgement made here."""

    __tablename__ = "overlap_judgements"

    covers: str = Field(index=True)
    covered: str = Field(index=True)


class OverlapWithdrawalRow(RecordRow, table=True):
    """That an overlap judgement was taken back."""

    __tablename__ = "overlap_withdrawals"

    judgement_id: str = Field(foreign_key="overlap_judgements.id", index=True)


class ElsewhereRow(RecordRow, table=True):
    """What somebody noted here about who else delivers a programme."""

    __tablename__ = "delivered_elsewhere"

    programme_id: str = Field(index=True)


class OfferRow(RecordRow, table=True):
    """An edition on offer."""

    __tablename__ = "offers"

    edition_id: str
    since: str
    until: str | None = None


LOCAL_PROGRAMMES = table_of(LocalProgrammeRow)
LOCAL_MEASURES = table_of(LocalMeasureRow)
LOCAL_DEFINITIONS = table_of(LocalDefinitionRow)
OVERLAPS = table_of(OverlapRow)
OVERLAP_WITHDRAWALS = table_of(OverlapWithdrawalRow)
OFFERS = table_of(OfferRow)
ELSEWHERE = table_of(ElsewhereRow)


class LocalProgrammes(Records[LocalProgramme]):
    """This unit's own programmes."""

    _table = LOCAL_PROGRAMMES
    _kind = LocalProgramme
    _what = "local programme"

    def _to_row(self, record: LocalProgramme) -> dict[str, Any]:
        return {"id": record.id, "body": to_plain(record)}

    def all(self) -> tuple[LocalProgramme, ...]:
        """Return every programme in its newest version."""
        return self._list(order=[LOCAL_PROGRAMMES.c.id])


class LocalMeasures(Records[LocalMeasure]):
    """This unit's own measures."""

    _table = LOCAL_MEASURES
    _kind = LocalMeasure
    _what = "local measure"

    def _to_row(self, record: LocalMeasure) -> dict[str, Any]:
        return {"id": record.id, "body": to_plain(record)}

    def all(self) -> tuple[LocalMeasure, ...]:
        """Return every measure in its newest version."""
        return self._list(order=[LOCAL_MEASURES.c.id])


class LocalDefinitions(Records[LocalDefinition]):
    """This unit's local definitions."""

    _table = LOCAL_DEFINITIONS
    _kind = LocalDefinition
    _what = "local definition"

    def _to_row(self, record: LocalDefinition) -> dict[str, Any]:
        return {
            "id": record.id,
            "edition_id": record.edition_id,
            "signed_off_on": record.signed_off_on.text,
            "body": to_plain(record),
        }

    def for_edition(self, edition_id: str) -> tuple[LocalDefinition, ...]:
        """Return the definitions of one edition, earliest sign-off first; of one day's, the earliest entered first."""
        order = [LOCAL_DEFINITIONS.c.signed_off_on, LOCAL_DEFINITIONS.c.entered_at]
        return self._list(LOCAL_DEFINITIONS.c.edition_id == edition_id, order=order)

    def all(self) -> tuple[LocalDefinition, ...]:
        """Return every definition."""
        return self._list(
            order=[LOCAL_DEFINITIONS.c.edition_id, LOCAL_DEFINITIONS.c.signed_off_on, LOCAL_DEFINITIONS.c.entered_at]
        )


class Overlaps(Records[OverlapJudgement]):
    """This unit's overlap judgements."""

    _table = OVERLAPS
    _kind = OverlapJudgement
    _what = "overlap judgement"

    def _to_row(self, record: OverlapJudgement) -> dict[str, Any]:
        return {"id": record.id, "covers": record.covers, "covered": record.covered, "body": to_plain(record)}

    def all(self) -> tuple[OverlapJudgement, ...]:
        """Return every judgement."""
        return self._list()

    def between(self, covers: str, covered: str) -> tuple[OverlapJudgement, ...]:
        """Return the judgements that one programme or edition covers part of the other."""
        return self._list(OVERLAPS.c.covers == covers, OVERLAPS.c.covered == covered)


class OverlapWithdrawals(Records[OverlapWithdrawal]):
    """Which of this unit's overlap judgements were taken back, by whom and why."""

    _table = OVERLAP_WITHDRAWALS
    _kind = OverlapWithdrawal
    _what = "withdrawal of an overlap judgement"

    def _to_row(self, record: OverlapWithdrawal) -> dict[str, Any]:
        return {"id": record.id, "judgement_id": record.judgement_id, "body": to_plain(record)}

    def all(self) -> tuple[OverlapWithdrawal, ...]:
        """Return every withdrawal."""
        return self._list()


class Offers(Records[Offer]):
    """What this unit offers and has offered."""

    _table = OFFERS
    _kind = Offer
    _what = "offer"

    def _to_row(self, record: Offer) -> dict[str, Any]:
        return {
            "id": record.id,
            "edition_id": record.edition_id,
            "since": record.since.text,
            "until": record.until.text if record.until else None,
            "body": to_plain(record),
        }

    def all(self) -> tuple[Offer, ...]:
        """Return every offer, ended ones too."""
        return self._list(order=[OFFERS.c.edition_id, OFFERS.c.since])


class DeliveredElsewhere(Records[Elsewhere]):
    """Who else delivers what, as people noted it."""

    _table = ELSEWHERE
    _kind = Elsewhere
    _what = "note on who delivers it"

    def _to_row(self, record: Elsewhere) -> dict[str, Any]:
        return {"id": record.id, "programme_id": record.programme_id, "body": to_plain(record)}

    def all(self) -> tuple[Elsewhere, ...]:
        """Return every note, programme by programme."""
        return self._list(order=[ELSEWHERE.c.programme_id])
