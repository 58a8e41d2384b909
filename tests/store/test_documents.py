"""Documents byte for byte, drafts until they are frozen, what was imported, and the history of it all."""

from collections.abc import Callable
from dataclasses import fields, replace

import pytest

from registry.domain.dates import Recorded
from registry.domain.described_edition import DescribedEdition
from registry.domain.errors import InvalidValue, NotAllowed, NotFound
from registry.domain.history import Origin
from registry.domain.intervention import Intervention
from registry.domain.plan import Trust
from registry.domain.stored_documents import Direction, DocumentKind, Status
from registry.store.histories import load_history
from registry.store.unit_of_work import UnitOfWork
from tests.store import rows

Uow = Callable[[], UnitOfWork]
OWNER = rows.PARTICIPANT.id
THEIRS = replace(rows.ANOTHER, id=rows.urn(63), participant_id=rows.urn(4000), title="DBT, theirs")


def _describe(intervention: Intervention) -> DescribedEdition | None:
    return rows.DESCRIBED if intervention.edition_id == rows.DESCRIBED.edition_id else None


def test_a_document_comes_back_byte_for_byte(entered: None, writing: Uow, reading: Uow) -> None:
    odd = bytes(range(256)) * 40
    kept = rows.document(200, data=odd, signed_by=("z6MkUnit", "z6MkApprover"))
    directory = rows.document(
        201, kind=DocumentKind.DIRECTORY, series_id=None, version=None, participant_id=None, purpose=None, dated=None
    )
    with writing() as uow:
        uow.documents.add(kept)
        uow.documents.add(directory)
        uow.commit()
    with reading() as uow:
        assert uow.documents.get(kept.id) == kept
        assert uow.documents.get(directory.id) == directory
        assert uow.documents.by_digest(kept.digest) == kept
        assert uow.documents.by_digest("0" * 64) is None
        assert uow.documents.of(OWNER) == (kept,)
        assert uow.documents.all(kind=DocumentKind.DIRECTORY) == (directory,)
        (known,) = uow.documents.known(kept.kind, OWNER)
        assert {each.name: getattr(known, each.name) for each in fields(known)} == {
            each.name: getattr(kept, each.name) for each in fields(kept) if each.name != "data"
        }
        assert uow.documents.known(kept.kind, rows.urn(4001)) == ()
        assert [one.id for one in uow.documents.known(DocumentKind.DIRECTORY)] == [directory.id]
        assert uow.documents.all(direction=Direction.ISSUED) == ()
        assert uow.documents.starting(kept.id.removeprefix("urn:uuid:")) == (kept,)
        assert uow.documents.starting(kept.digest) == (kept,)
        assert uow.documents.starting("%") == uow.documents.starting("") == ()
        with pytest.raises(NotFound):
            uow.documents.get(rows.urn(999))


def test_an_arriving_document_is_held_against_all_that_bears_its_names(entered: None, writing: Uow) -> None:
    summary = rows.document(230)
    alone = {"series_id": None, "version": None, "purpose": None}
    withdrawal = replace(
        summary, id=rows.urn(231), digest="31" * 32, about_id=summary.id, about_kind=summary.kind, **alone
    )
    withdrawal = replace(withdrawal, kind=DocumentKind.WITHDRAWAL)
    annex = replace(
        withdrawal, id=rows.urn(232), digest="32" * 32, kind=DocumentKind.ANNEX, about_id=None, about_kind=None
    )
    issued = rows.document(233, status=Status.APPROVED, series=301)
    with writing() as uow:
        for one in (summary, withdrawal, annex, issued):
            uow.documents.add(one)
        found = uow.documents
        assert set(found.received_beside(ids=(summary.id,), digests=())) == {summary, withdrawal}
        assert found.received_beside(ids=(), digests=(annex.digest,)) == (annex,)
        assert found.received_beside(ids=(), digests=(), series=(summary.series_id or "",)) == (summary,)
        assert found.received_beside(ids=(issued.id,), digests=(issued.digest,)) == ()
        assert found.received_digests() == {summary.digest, withdrawal.digest, annex.digest}
        assert found.about(summary.id, kind=DocumentKind.WITHDRAWAL) == (withdrawal,)
        assert found.about(summary.id, kind=DocumentKind.RECEIPT) == ()
        # An annex is found only by who asks for annexes.
        assert annex not in found.of(OWNER)
        assert found.of(OWNER, kind=DocumentKind.ANNEX) == (annex,)
        assert found.starting(annex.id) == ()
        assert found.starting(annex.id, kinds=(DocumentKind.ANNEX,)) == (annex,)


def test_release_adds_bytes_and_supersedes(entered: None, writing: Uow) -> None:
    first = rows.document(210, status=Status.APPROVED)
    second = rows.document(211, status=Status.APPROVED, version=2)
    with writing() as uow:
        uow.documents.add(first)
        uow.documents.released(first.id, b"first with both proofs")
        assert uow.documents.get(first.id) == replace(first, status=Status.RELEASED, data=b"first with both proofs")
        uow.documents.add(second)
        assert uow.documents.newest_released(first.series_id or "") == uow.documents.get(first.id)
        uow.documents.released(second.id, b"second with both proofs")
        assert uow.documents.get(first.id).status is Status.SUPERSEDED
        assert uow.documents.newest_releases(OWNER) == (uow.documents.get(second.id),)
        assert [one.version for one in uow.documents.series(first.series_id or "")] == [1, 2]
        with pytest.raises(NotAllowed, match="cannot become"):
            uow.documents.released(second.id, b"again")
        uow.documents.set_status(second.id, Status.WITHDRAWN)
        assert uow.documents.newest_released(first.series_id or "") is None
        with pytest.raises(NotAllowed, match="cannot become"):
            uow.documents.set_status(second.id, Status.RELEASED)


def test_one_version_of_a_series_exists_once(entered: None, writing: Uow) -> None:
    with writing() as uow:
        uow.documents.add(rows.document(200))
        for forked in (rows.document(200), rows.document(202)):
            with pytest.raises(NotAllowed, match="recorded already"):
                uow.documents.add(forked)
        with pytest.raises(NotAllowed, match="not recorded here"):
            uow.documents.add(rows.document(203, series=301, participant_id=rows.urn(999)))


@pytest.mark.parametrize(
    "wrong",
    [
        {"version": None},
        {"version": 0},
        {"verdict": None},
        {"data": b""},
        {"digest": "ab"},
        {"series_id": "x"},
        {"id": "x"},
        {"status": Status.RELEASED, "direction": Direction.ISSUED},
    ],
)
def test_a_document_that_cannot_be(wrong: dict[str, object]) -> None:
    with pytest.raises(InvalidValue):
        replace(rows.document(200), **wrong)  # type: ignore[arg-type]


def test_a_draft_changes_until_it_is_frozen(entered: None, writing: Uow) -> None:
    changed = replace(rows.DRAFT, interim=True)
    with writing() as uow:
        uow.documents.add_draft(rows.DRAFT)
        assert uow.documents.draft(rows.DRAFT.id) == rows.DRAFT
        assert uow.documents.drafts(OWNER) == uow.documents.drafts() == (rows.DRAFT,)
        assert uow.documents.save_draft(changed, version=1) == 2
        uow.documents.freeze_draft(rows.DRAFT.id)
        assert uow.documents.drafts() == ()
        assert uow.documents.draft(rows.DRAFT.id) == changed
        for act in (lambda: uow.documents.save_draft(rows.DRAFT), lambda: uow.documents.freeze_draft(rows.DRAFT.id)):
            with pytest.raises(NotAllowed, match="was approved"):
                act()


def _import(uow: UnitOfWork, number: int, *work: Intervention, trust: Trust = Trust.SIGNED, **changes: object) -> None:
    uow.documents.add(rows.document(number, **changes))  # type: ignore[arg-type]
    uow.imports.keep(
        rows.urn(number),
        OWNER,
        trust=trust,
        work=[(one, rows.DESCRIBED) for one in work],
        needs=[replace(rows.NEED, id=rows.urn(31), participant_id=rows.urn(4000))],
        placements=[replace(rows.PLACEMENT, id=rows.urn(21))],
        assessments=[replace(rows.ASSESSMENT, id=rows.urn(73))],
        scores=[replace(rows.SCORE, id=rows.urn(74))],
        voice=[replace(rows.VOICE, id=rows.urn(81))],
    )


def test_a_history_holds_own_and_imported_work(entered: None, writing: Uow, reading: Uow) -> None:
    reported = replace(rows.ANOTHER, id=rows.urn(64), recorded=Recorded.REPORTED)
    with writing() as uow:
        uow.interventions.add_all([rows.INTERVENTION, reported])
        uow.placements.add(rows.PLACEMENT)
        uow.needs.add(rows.NEED)
        uow.assessments.add(rows.ASSESSMENT)
        uow.scores.add(rows.SCORE)
        uow.voice.add(rows.VOICE)
        uow.first_two_weeks.put(OWNER, rows.FIRST)
        uow.sharing.put(OWNER, rows.SHARING)
        _import(uow, 200, THEIRS)
        uow.commit()
    with reading() as uow:
        history = load_history(uow, OWNER, _describe)
        own = load_history(uow, OWNER, _describe, own_only=True)
        with pytest.raises(NotFound):
            load_history(uow, rows.urn(999), _describe)
    assert history.participant == rows.PARTICIPANT
    assert (history.first_two_weeks, history.sharing) == (rows.FIRST, rows.SHARING)
    assert [work.source.origin for work in history.work] == [Origin.REPORTED, Origin.OWN, Origin.IMPORTED]
    mine, theirs = history.work[1], history.work[2]
    assert (mine.intervention, mine.edition, mine.source.trust) == (rows.INTERVENTION, rows.DESCRIBED, Trust.OWN)
    assert (theirs.intervention, theirs.edition) == (THEIRS, rows.DESCRIBED)
    assert theirs.source.issuer == "Birchwood Clinic"
    assert (theirs.source.document, theirs.source.trust) == (rows.urn(200), Trust.SIGNED)
    assert theirs.source.on == rows.on("2026-02-27")
    for name in ("placements", "needs", "assessments", "scores", "voice"):
        assert len(getattr(history, name)) == 2
        assert len(getattr(own, name)) == 1
    assert [work.intervention.id for work in own.work] == [reported.id, rows.INTERVENTION.id]


def test_only_the_newest_document_that_stands_counts(entered: None, writing: Uow) -> None:
    newer = replace(THEIRS, recommended="a refresher")
    with writing() as uow:
        _import(uow, 200, THEIRS)
        _import(uow, 201, newer, version=2, dated=None, trust=Trust.INTACT)
        assert uow.documents.get(rows.urn(200)).status is Status.SUPERSEDED
        (work,) = uow.imports.of(OWNER).work
        assert (work.intervention, work.source.trust) == (newer, Trust.INTACT)
        assert work.source.on == rows.on("2026-03-01"), "the day it came, where it says none"
        _import(uow, 202, THEIRS, series=305, dated=rows.on("2026-02-28"))
        (work,) = uow.imports.of(OWNER).work
        assert work.source.document == rows.urn(202)
        uow.documents.set_status(rows.urn(202), Status.WITHDRAWN)
        uow.documents.set_status(rows.urn(201), Status.WITHDRAWN)
        assert uow.imports.of(OWNER).work == ()


def test_an_older_version_that_comes_late_does_not_stand(entered: None, writing: Uow) -> None:
    with writing() as uow:
        uow.documents.add(rows.document(201, version=2))
        uow.documents.add(rows.document(200))
        assert uow.documents.get(rows.urn(201)).status is Status.RECEIVED
        assert uow.documents.get(rows.urn(200)).status is Status.SUPERSEDED


def test_work_that_comes_home_counts_once(entered: None, writing: Uow) -> None:
    with writing() as uow:
        uow.interventions.add(rows.INTERVENTION)
        _import(uow, 200, replace(rows.INTERVENTION, title="as they retold it"))
        (work,) = load_history(uow, OWNER, _describe).work
        assert work.source.origin is Origin.OWN


def test_a_wrong_attachment_is_put_right(entered: None, writing: Uow) -> None:
    other = replace(rows.PARTICIPANT, id=rows.urn(11))
    with writing() as uow:
        uow.participants.add(other)
        _import(uow, 200, THEIRS)
        uow.documents.attach(rows.urn(200), other.id)
        assert uow.imports.of(OWNER).work == ()
        assert [work.intervention for work in uow.imports.of(other.id).work] == [THEIRS]
        assert uow.documents.get(rows.urn(200)).participant_id == other.id


def test_records_are_kept_for_the_attached_participant_only(entered: None, writing: Uow) -> None:
    with writing() as uow:
        with pytest.raises(NotAllowed, match="not attached"):
            uow.imports.keep(rows.urn(200), OWNER, trust=Trust.SIGNED, work=[(THEIRS, None)])
        uow.documents.add(rows.document(200))
        with pytest.raises(NotAllowed, match="not attached"):
            uow.imports.keep(rows.urn(200), rows.urn(11), trust=Trust.SIGNED)
        uow.imports.keep(rows.urn(200), OWNER, trust=Trust.SIGNED, work=[(THEIRS, None)])
        with pytest.raises(NotAllowed, match="recorded already"):
            uow.imports.keep(rows.urn(200), OWNER, trust=Trust.SIGNED, work=[(THEIRS, None)])
