"""Every table is told of, or it is said why not; and what is told of one person is theirs, every version of it."""

from collections.abc import Callable
from dataclasses import replace

from sqlalchemy import Table

from registry.store.held_rows import HELD, NOT_HELD
from registry.store.tables import METADATA
from registry.store.unit_of_work import UnitOfWork
from tests.store import rows

Uow = Callable[[], UnitOfWork]

# About a person by what they hang on, and yet not told by themselves; why stands in NOT_HELD.
HANGS_ON_A_PERSON = {
    "document_copies",
    "edition_pins",
    "imported_editions",
    "imported_records",
    "participant_terms",
    "subject_access",
    "subject_access_marks",
}
OTHER = replace(rows.PARTICIPANT, id=rows.urn(11), nhs_number=None, no_nhs_number_because="None known.")


def hangs_on_a_person(table: Table, seen: frozenset[str] = frozenset()) -> bool:
    targets = {key.column.table for key in table.foreign_keys} - {METADATA.tables[name] for name in seen}
    further = seen | {table.name}
    return any(one.name == "participants" or hangs_on_a_person(one, further) for one in targets)


def test_every_table_is_told_of_or_it_is_said_why_not() -> None:
    assert set(HELD) | set(NOT_HELD) == set(METADATA.tables)
    assert not set(HELD) & set(NOT_HELD)
    assert all(NOT_HELD.values())


def test_what_hangs_on_a_person_is_told_of_but_for_what_is_listed_here() -> None:
    hanging = {name for name, table in METADATA.tables.items() if hangs_on_a_person(table)}
    assert hanging - set(HELD) == HANGS_ON_A_PERSON


def test_what_is_told_is_of_one_person_and_every_version_of_it(entered: None, writing: Uow, reading: Uow) -> None:
    with writing() as uow:
        uow.participants.add(OTHER)
        uow.groups.add(rows.GROUP)
        for name, record in (
            ("placements", rows.PLACEMENT),
            ("needs", rows.NEED),
            ("interventions", rows.INTERVENTION),
            ("assessments", rows.ASSESSMENT),
            ("scores", rows.SCORE),
            ("voice", rows.VOICE),
            ("repeat_stops", rows.STOP),
            ("refreshers", rows.REFRESHER),
            ("transfers", rows.TRANSFER),
        ):
            getattr(uow, name).add(record)
        uow.first_two_weeks.put(rows.PARTICIPANT.id, rows.FIRST)
        uow.sharing.put(rows.PARTICIPANT.id, rows.SHARING)
        uow.plans.put(rows.PLAN)
        uow.links.add(rows.LINK)
        uow.needs.save(replace(rows.NEED, note="seen again"))
        uow.needs.mark_in_error(rows.NEED.id, "wrong person")
        uow.sharing.put(rows.PARTICIPANT.id, replace(rows.SHARING, objects_to_sharing="with the press"))
        goal = rows.INTERVENTION.goals[0]
        uow.interventions.save(replace(rows.INTERVENTION, goals=(replace(goal, text="Say so early."),)))
        uow.commit()
    with reading() as uow:
        told = uow.held_rows.of((rows.PARTICIPANT.id,))
        others = uow.held_rows.of((OTHER.id,))
    by_table = {name: [one for one in told if one.table == name] for name in HELD}
    filled = {name for name, found in by_table.items() if found}
    assert filled >= {
        *("participants", "participant_links", "placements", "needs", "interventions", "goals", "progress", "products"),
        *("target_outcomes", "sessions", "attendances", "assessments", "scores", "voice_entries", "repeat_stops"),
        *("refreshers", "transfers", "first_two_weeks", "sharing", "plans"),
    }
    assert [(one.former, one.entered_in_error) for one in by_table["needs"]] == [
        (None, "wrong person"),
        (2, None),
        (1, None),
    ]
    assert [one.body.get("note") for one in by_table["needs"]][1:] == ["seen again", rows.NEED.note]
    assert [one.body.get("objectsToSharing") for one in by_table["sharing"]] == ["with the press", None]
    assert {one.body["text"] for one in by_table["goals"] if one.former is None} >= {"Say so early."}
    assert goal.text in {one.body["text"] for one in by_table["goals"] if one.former is not None}
    assert {one.body["interventionId"] for one in by_table["attendances"]} == {rows.INTERVENTION.id}
    assert [one.table for one in others] == ["participants", "participant_links"]
