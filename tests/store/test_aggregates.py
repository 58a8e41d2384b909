"""Every aggregate comes back as it went in, its changes keep what they replace, and nothing is found in error."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from sqlalchemy import Engine, text

from registry.domain.directory import Roots
from registry.domain.directory_standing import DirectoryStanding
from registry.domain.errors import InvalidValue, NotAllowed, NotFound
from registry.domain.people import Tier
from registry.domain.plan import LineKind
from registry.domain.users import User
from registry.store.unit_of_work import UnitOfWork
from tests.store import rows

Uow = Callable[[], UnitOfWork]

RECORDS: list[tuple[str, Any, Any]] = [
    ("placements", rows.PLACEMENT, replace(rows.PLACEMENT, until=rows.on("2026-02"))),
    ("needs", rows.NEED, replace(rows.NEED, note="seen again")),
    ("interventions", rows.INTERVENTION, replace(rows.INTERVENTION, setting="ward")),
    ("interventions", rows.ANOTHER, replace(rows.ANOTHER, recommended="a refresher")),
    ("assessments", rows.ASSESSMENT, replace(rows.ASSESSMENT, version="V4")),
    ("scores", rows.SCORE, replace(rows.SCORE, value="13")),
    ("voice", rows.VOICE, replace(rows.VOICE, staff_comment="read aloud")),
    ("repeat_stops", rows.STOP, replace(rows.STOP, of=("urn:uuid:another",))),
    ("refreshers", rows.REFRESHER, replace(rows.REFRESHER, words="Once more, please.")),
    ("transfers", rows.TRANSFER, replace(rows.TRANSFER, requested=rows.on("2026-01-02"))),
]
OF_THE_UNIT: list[tuple[str, Any, Any]] = [
    (
        "local_programmes",
        rows.LOCAL_PROGRAMME,
        replace(rows.LOCAL_PROGRAMME, programme=replace(rows.LOCAL_PROGRAMME.programme, note="Outdoors.")),
    ),
    (
        "local_measures",
        rows.LOCAL_MEASURE,
        replace(rows.LOCAL_MEASURE, measure=replace(rows.LOCAL_MEASURE.measure, note="Each week.")),
    ),
    ("local_definitions", rows.LOCAL, replace(rows.LOCAL, modules=())),
    ("overlaps", rows.OVERLAP, replace(rows.OVERLAP, caution="More caution.")),
    ("offers", rows.OFFER, replace(rows.OFFER, until=rows.on("2026-12"), places=8)),
    ("elsewhere", rows.ELSEWHERE, replace(rows.ELSEWHERE, note="by telephone")),
]


@pytest.mark.parametrize(("name", "record", "changed"), RECORDS + OF_THE_UNIT)
def test_a_record_comes_back_as_it_went_in(
    name: str, record: Any, changed: Any, entered: None, writing: Uow, reading: Uow
) -> None:
    with writing() as uow:
        getattr(uow, name).add(record)
        uow.commit()
    with reading() as uow:
        repository = getattr(uow, name)
        assert repository.get(record.id) == record
        entry = repository.entry(record.id)
        assert (entry.version, entry.entered_at, entry.entered_by) == (1, rows.NOW, rows.CLINICIAN.id)
        listed = repository.of(record.participant_id) if hasattr(record, "participant_id") else repository.all()
        assert listed == (record,)
    with writing() as uow:
        repository = getattr(uow, name)
        assert repository.save(changed, version=1) == 2
        assert repository.save(changed) == 2, "saving the same again is no change"
        with pytest.raises(NotAllowed, match="changed meanwhile"):
            repository.save(record, version=1)
        assert repository.get(record.id) == changed
        assert len(repository.former(record.id)) == 1
        assert repository.mark_in_error(record.id, "wrong person", version=2) == 3
        with pytest.raises(NotFound, match="in error"):
            repository.get(record.id)
        with pytest.raises(NotAllowed, match="in error"):
            repository.save(record)
        assert repository.entry(record.id).entered_in_error == "wrong person"
        listed = repository.of(record.participant_id) if hasattr(record, "participant_id") else repository.all()
        assert listed == ()


@pytest.mark.parametrize(("name", "record", "_changed"), RECORDS)
def test_a_record_of_nobody_is_refused(name: str, record: Any, _changed: Any, writing: Uow) -> None:
    with writing() as uow, pytest.raises(NotAllowed, match="not recorded here"):
        getattr(uow, name).add(record)


def test_the_same_id_twice_is_refused(entered: None, writing: Uow) -> None:
    with writing() as uow:
        with pytest.raises(NotAllowed, match="recorded already"):
            uow.participants.add(rows.PARTICIPANT)
        uow.needs.add(rows.NEED)
        with pytest.raises(NotAllowed, match="recorded already"):
            uow.needs.add(rows.NEED)


def test_the_former_version_is_kept_whole(entered: None, writing: Uow, reading: Uow) -> None:
    married = replace(rows.PARTICIPANT, name=replace(rows.PARTICIPANT.name, family="Nagy"))
    with writing() as uow:
        uow.participants.save(married)
        uow.commit()
    with reading() as uow:
        assert uow.participants.get(married.id) == married
        assert uow.participants.former(married.id) == (rows.PARTICIPANT,)
        assert uow.participants.version(married.id) == 2
        assert uow.participants.starting(married.id.removeprefix("urn:uuid:")[:8]) == (married,)
        assert uow.participants.starting("%") == ()
        assert uow.participants.starting("  ") == ()


@pytest.mark.parametrize(
    ("name", "value", "changed"),
    [
        ("first_two_weeks", rows.FIRST, replace(rows.FIRST, settles="Quiet.")),
        ("sharing", rows.SHARING, replace(rows.SHARING, objects_to_sharing="with the press")),
    ],
)
def test_one_value_for_each_participant(name: str, value: Any, changed: Any, entered: None, writing: Uow) -> None:
    with writing() as uow:
        repository = getattr(uow, name)
        owner = rows.PARTICIPANT.id
        assert repository.of(owner) is None
        assert repository.version(owner) == 0
        with pytest.raises(NotAllowed, match="changed meanwhile"):
            repository.put(owner, value, version=3)
        assert repository.put(owner, value, version=0) == 1
        assert repository.of(owner) == value
        assert repository.put(owner, value) == 1
        assert repository.put(owner, changed, version=1) == 2
        with pytest.raises(NotAllowed, match="changed meanwhile"):
            repository.put(owner, value, version=1)
        assert repository.of(owner) == changed
        assert repository.version(owner) == 2
        assert repository.former(owner) == (value,)
        with pytest.raises(NotAllowed, match="not recorded here"):
            repository.put(rows.urn(999), value)


def test_a_plan_is_due_by_what_its_newest_version_says(entered: None, writing: Uow) -> None:
    line = replace(rows.PLAN.lines[0], kind=LineKind.MAINTAIN, due=rows.on("2026-05"), resume=None)
    waits = replace(rows.PLAN, lines=(line,))
    with writing() as uow:
        uow.plans.put(waits)
        assert uow.plans.due_on(date(2026, 4, 30)) == ()
        assert uow.plans.due_on(date(2026, 5, 1)) == (waits,)
        uow.plans.put(replace(waits, lines=(replace(line, due=rows.on("2026-07-09")),)))
        assert uow.plans.due_on(date(2026, 7, 8)) == ()
        assert [one.next_due for one in uow.plans.due_on(date(2026, 8, 1))] == [date(2026, 7, 9)]
        uow.plans.put(replace(waits, lines=()))
        assert uow.plans.due_on(date(2030, 1, 1)) == ()


def test_plans_keep_every_version(entered: None, writing: Uow) -> None:
    owner = rows.PARTICIPANT.id
    later = replace(rows.PLAN, made_on=rows.on("2026-03-02"))
    with writing() as uow:
        assert uow.plans.newest(owner) is None
        assert uow.plans.put(rows.PLAN, version=0) == 1
        assert uow.plans.put(rows.PLAN) == 1
        assert uow.plans.put(later, version=1) == 2
        with pytest.raises(NotAllowed, match="changed meanwhile"):
            uow.plans.put(rows.PLAN, version=1)
        assert uow.plans.newest(owner) == later
        assert uow.plans.all(owner) == (rows.PLAN, later)
        with pytest.raises(NotAllowed, match="not recorded here"):
            uow.plans.put(replace(rows.PLAN, participant_id=rows.urn(999)))


def test_definitions_are_found_by_what_they_speak_of(writing: Uow) -> None:
    with writing() as uow:
        uow.local_definitions.add(rows.LOCAL)
        uow.overlaps.add(rows.OVERLAP)
        assert uow.local_definitions.for_edition("KAIZEN-GV/2017") == (rows.LOCAL,)
        assert uow.local_definitions.for_edition("KAIZEN-GV/undated") == ()
        assert uow.overlaps.between("TSP", "BBR") == (rows.OVERLAP,)
        assert uow.overlaps.between("BBR", "TSP") == ()
        uow.overlap_withdrawals.add(rows.WITHDRAWN_OVERLAP)
        assert uow.overlap_withdrawals.all() == (rows.WITHDRAWN_OVERLAP,)
        assert uow.overlaps.all() == (rows.OVERLAP,), "a judgement withdrawn stays"


def test_scores_of_one_measure(entered: None, writing: Uow) -> None:
    other = replace(rows.SCORE, id=rows.urn(72), measure="GAD-7")
    with writing() as uow:
        uow.scores.add_all([rows.SCORE, other])
        assert uow.scores.of(rows.PARTICIPANT.id, "GAD-7") == (other,)


def test_users_stay_when_they_leave(writing: Uow) -> None:
    gone = replace(rows.USER, active=False)
    with writing() as uow:
        uow.users.add(rows.USER)
        assert uow.users.get("ada") == rows.USER
        assert uow.users.active() == (rows.USER,)
        uow.users.save(gone)
        assert uow.users.active() == ()
        assert uow.users.all() == (gone,)
        assert uow.users.by_person(rows.CLINICIAN.id) == (gone,)
        with pytest.raises(NotFound):
            uow.users.get("bob")


_MEMBERS_OF_A_USER = ("name", "person", "roles", "signing_key", "receiving_key", "seal_to")


@pytest.mark.parametrize(
    "wrong",
    [
        {"name": "ada lovelace"},
        {"roles": ()},
        {"roles": (*rows.USER.roles, *rows.USER.roles)},
        {"signing_key": "z6Mk"},
        {"receiving_key": "z6Mk"},
        {"seal_to": "ssh-ed25519"},
    ],
)
def test_a_user_who_cannot_be(wrong: dict[str, Any]) -> None:
    members = {name: getattr(rows.USER, name) for name in _MEMBERS_OF_A_USER} | wrong
    with pytest.raises(InvalidValue):
        User(**members)


def test_the_unit(writing: Uow, reading: Uow) -> None:
    moved = replace(rows.UNIT, tier=Tier.LOW)
    roots = Roots(keys=(rows.USER.signing_key,), threshold=1)
    standing = DirectoryStanding(id="urn:directory", issuer="urn:keeper", version=2, digest="ab" * 32, roots=roots)
    with writing() as uow:
        with pytest.raises(NotFound, match="no establishment"):
            uow.unit.establishment()
        with pytest.raises(NotFound):
            uow.unit.set_catalogue_release(rows.RELEASE)
        assert uow.unit.catalogue_release() is None
        assert uow.unit.unit_key() is None
        assert uow.unit.directory() is None
        with pytest.raises(NotFound):
            uow.unit.set_directory(standing)
        uow.unit.set_establishment(rows.UNIT)
        assert uow.unit.establishment() == rows.UNIT
        uow.unit.set_catalogue_release(rows.RELEASE)
        uow.unit.set_unit_key(rows.USER.signing_key)
        uow.unit.set_directory(standing)
        uow.unit.set_establishment(moved)
        uow.commit()
    with reading() as uow:
        assert uow.unit.establishment() == moved
        assert uow.unit.catalogue_release() == rows.RELEASE
        assert uow.unit.unit_key() == rows.USER.signing_key
        assert uow.unit.directory() == standing


def test_links_are_ended_and_stay(entered: None, writing: Uow) -> None:
    ended = replace(rows.LINK, ended_because="Two people after all.")
    with writing() as uow:
        uow.participants.add(replace(rows.PARTICIPANT, id=rows.LINK.other))
        uow.links.add(rows.LINK)
        uow.links.save(ended)
        assert uow.links.of(rows.LINK.other) == (ended,)
        assert uow.links.of(rows.LINK.one) == (ended,)
        assert uow.links.former(rows.LINK.id) == (rows.LINK,)


def test_json_is_kept_in_one_spelling(entered: None, engine: Engine) -> None:
    with engine.connect() as db:
        body = db.execute(text("SELECT body FROM participants")).scalar_one()
    start = '{"aliases":[{"family":"Kis","given":"Zoli"}],"born":"1984-02-03","communication":{"autism":"yes",'
    assert body.startswith(start)
    assert '"family":"Ó Briain-Smythe"' in body
