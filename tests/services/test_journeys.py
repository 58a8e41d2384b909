"""Every service declares its permission, and the one matrix decides; nothing slips past it."""

import ast
from importlib import import_module
from pathlib import Path

import pytest

import registry.services
from registry.domain.access import MATRIX, Permission, Role, may, require
from registry.domain.errors import NotPermitted
from registry.services.journeys import JOURNEYS

ROOM = Path(registry.services.__file__).parent
MODULES = sorted(path.stem for path in ROOM.glob("*.py") if path.stem != "__init__")

# Public functions that take no sitting, because there is none yet or none is needed, and why.
WITHOUT_SITTING = {
    "releasing.is_countersigned": "says of a document in the hand whether it was approved",
    "founding.found_unit": "there is no unit yet",
    "founding.new_person": "makes a value",
    "founding.offered_passphrase": "makes a value",
    "passphrases.refuse_weak_passphrase": "looks at a value",
    "trust_list.make_root": "roots live outside every home",
    "trust_list.make_directory": "made from public cards",
    "trust_list.add_cards": "changes a public draft",
    "trust_list.mark_key": "changes a public draft",
    "trust_list.list_withdrawn": "changes a public draft",
    "trust_list.renew": "changes a public draft",
    "trust_list.change_roots": "changes a public draft",
    "trust_list.sign_with_root": "opened by the root's own passphrase",
    "trust_list.describe_file": "reads a public file",
    "trust_list.describe_change": "reads two public files",
    "trust_list.read_card": "reads a file strictly",
    "trust_list.card_bytes": "spells a value",
    "trust_list.card_words": "spells a value",
    "trust_list.require_card_words": "compares words",
    "directory_memory.check_not_older": "reads the account's own state folder",
    "directory_memory.remember": "writes the account's own state folder",
    "directories.directory_in_force": "reads the public directory",
    "directories.is_first_directory": "says only whether the root words are to be asked for",
    "directories.changes_to_come": "compares two public directories",
    "directories.key_trouble": "reads the public directory",
    "verifying.refused_directory": "makes a value",
    "verifying.checked_plain": "spells a value",
    "verifying.checked_together": "compares values",
    "verifying.find_directory": "the directory is public",
    "verifying.verify_file": "verification needs no account",
    "verifying.verify_files": "verification needs no account",
    "verifying.files_named": "looks at names",
    "worker_pool.processors": "asks the computer",
    "worker_pool.in_order": "does what it is given",
    "verifying.verdict_plain": "spells a value",
    "backing_up.restore": "its keys are in the backup",
    "backing_up.prove_store": "called inside a journey",
    "moving.prepare_database": "the database's owner makes tables; there is no unit yet",
    "directories.installed_directory": "the directory is public",
    "directories.require_listed": "reads the public directory",
    "directories.is_listed": "reads the public directory",
    "opening.kind_of": "says what a file calls itself",
    "opening.open_verified": "called inside a journey",
    "opening.unsealed": "called inside a journey",
    "opening.open_relying": "called inside a journey",
    "opening.relied_on": "called inside a journey",
    "receiving.take_in": "called inside a journey's transaction",
    "outgoing.seal_to": "reads the public directory",
    "outgoing.outgoing": "makes a value",
    "report_sources.find_subject": "called inside a journey",
    "report_sources.of_document": "called inside a journey",
    "report_sources.of_record": "called inside a journey's transaction",
    "report_sources.holders": "called inside a journey's transaction",
    "report_sources.senders": "called inside a journey's transaction",
    "report_sources.work_elsewhere": "called inside a journey's transaction",
    "report_sources.needs_elsewhere": "called inside a journey's transaction",
    "report_sources.said_elsewhere": "called inside a journey's transaction",
    "report_sources.shown_papers": "called inside a journey's transaction",
    "report_sources.require_standing": "looks at a value",
    "report_sources.check_of": "makes a value",
    "standings.standing_words": "called inside a journey's transaction",
    "standings.standing_notices": "called inside a journey's transaction",
    "standings.interim_words": "called inside a journey's transaction",
    "standings.beside_words": "called inside a journey's transaction",
    "standings.weeks_words": "called inside a journey's transaction",
    "draft_notices.draft_notices": "called inside a journey's transaction",
    "draft_notices.refuse_withdrawn_weeks": "called inside a journey's transaction",
    "draft_notices.notices_of_draft": "says of a draft what its journey has just read",
    "standings.doubt_words": "called inside a journey's transaction",
    "standings.receipt_words": "called inside a journey's transaction",
    "annexes.mention_for": "called inside a journey's transaction",
    "receipts.keep_receipt": "called inside a journey's transaction",
    "receipts.receipt_key": "reads the person's own key and the public directory",
    "receipts.keep_foreign_receipt": "called inside a journey",
    "receipts.receipt_file": "called inside a journey",
    "releasing.release_withdrawal": "called inside a journey",
    "withdrawing.sign_withdrawal": "called inside a journey",
    "withdrawing.take_back": "called inside a journey",
    "releasing.refuse_own_release": "called inside a journey",
    "releasing.with_unit_proof": "called inside a journey",
    "releasing.notices_about": "called inside a journey's transaction",
    "recovering.read_recovery_key": "reads what was typed",
    "recovering.require_recovery_key": "nobody is signed in yet",
    "recovering.let_in": "opened by the recovery key; nobody can sign in",
    "key_changes.change_keys": "called inside a journey",
    "key_changes.may_open": "called inside a journey's transaction",
    "key_changes.unit_key_holders": "called inside a journey's transaction",
    "key_changes.holds_unit_key": "reads the matrix",
    "breaking_glass.glass_notices": "called while a person signs in",
    "passphrases.given_notices": "called while a person signs in",
    "breaking_glass.waiting_for_review": "called inside a journey's transaction",
    "users.address_keys": "called as an administrator signs in; changes no user",
    "accounts.names_beside": "reads the public list beside the database",
    "retaining.obstacles_of": "called inside a journey's transaction",
    "retaining.review_day": "called inside a journey's transaction",
    "subject_access.resolve_request": "called inside a journey",
    "subject_access.require_open": "looks at a value",
    "last_use.last_use": "called inside a journey's transaction",
    "subject_access_items.look_at_items": "called inside a journey's transaction",
    "held_items.held_items": "called inside a journey's transaction",
    "held_items.known_names": "called inside a journey's transaction",
    "held_items.companions_named": "called inside a journey's transaction",
    "held_words.as_recorded": "makes a value",
    "held_words.act_words": "makes a value",
    "deaths.refuse_after_death": "called inside a journey's transaction",
    "users.find_establishments": "reads the public directory",
    "sitting.new_id": "makes a value",
    "spreadsheets.run_import": "called inside a journey",
    "spreadsheets.match_person": "called inside a journey's transaction",
    "drawn_ids.drawn_id": "makes a value",
    "spreadsheets.template_bytes": "an empty template",
    "spreadsheets.template_words": "an empty template",
    "sitting.describer": "called inside a journey",
    "journeys.journey": "declares the permission",
    "held.known_of": "called inside a journey's transaction",
    "standings.told_of_and_withdrawn": "called inside a journey's transaction",
    "travelling_plan.travelling_plan": "called inside a journey's transaction",
    "checkpoints.make_checkpoint": "called inside a journey's transaction",
    "checkpoints.origin_of": "makes a value",
    "auditing.check_audit": "called inside a journey",
    "wrong_tries.tell_wrong_tries": "tells whoever signs in what was tried in their name",
    "witness.has_seen": "asks this account's own memory",
    "restored.tell_restored": "writes down whose backup was opened as somebody signs in",
    "user_bags.bag_faults": "compares what its journey has read with the bags",
    "auditing.compare_records": "called inside a journey",
    "unsaved.form_of": "reads a file strictly",
    "user_bags.stray_bags": "compares what its journey has read with the bags",
    "witness.unsettled": "read within the journey that makes a backup",
    "witness.clock_behind": "called while a person signs in",
    "witness.find_gap": "called while a person signs in",
    "witness.sign_out": "called while a person signs out; adds a checkpoint and no act",
    "plans.plan_from": "called inside a journey's transaction",
    "plans.overlaps_known": "called inside a journey's transaction",
    "plans.with_answers_read": "called inside a journey's transaction",
    "plans.is_sensitive": "asks the catalogue and what it was given",
    "receiving.take_in_newcomer": "called inside a journey's transaction",
    "taking_together.take_together": "called inside a journey",
    "issuing.draft_for": "called inside a journey's transaction",
    "dataset_parts.dataset_parts": "called inside a journey's transaction",
    "plan_ground.ground_of": "called inside a journey's transaction",
    "plan_ground.overlaps_with": "lays together what it was given",
    "plan_ground.is_signed_here": "checks a signature",
    "deciding.one_asked": "finds one name among several",
    "repeats.guard_choice": "called inside a journey",
    "repeats.guard_repeat": "called inside a journey",
    "repeats.count_as_given": "called inside a journey's transaction",
    "establishments.establishment_named": "reads the public directory",
    "establishments.reported_establishment": "makes a name into an establishment, and reads nothing",
    "directories.establishments_listed": "reads the public directory",
    "directories.listed_establishment": "reads the public directory",
    "participants.refuse_shared_numbers": "called inside a journey's transaction",
    "participants.linked_records": "called inside a journey's transaction",
    "course.names_part": "compares ids",
    "course.change_course": "called inside a journey",
    "staffing.find_person": "called inside a journey",
    "staffing.in_the_room": "called inside a journey",
    "participants.resolve_participant": "called inside a journey",
    "interventions.refuse_second_open": "called inside a journey",
    "composing.released_catalogue": "called inside a journey",
    "composing.catalogue_in_use": "called as a home is opened",
    "composing.both": "lays two mappings together",
    "composing.release_ref": "called inside a journey's transaction",
    "catalogue_releases.stored_release": "makes a value",
    "local_catalogue.known_measure": "called inside a journey",
    "interventions.resolve_intervention": "called inside a journey",
    "later_definitions.later_definition": "called inside a journey",
    "later_definitions.take_up_words": "makes words",
    "completing.refuse_outcome": "compares values",
    "completing.with_definition": "compares values",
    "sessions.require_module": "called inside a journey",
    "sessions.resolve_session": "called inside a journey",
    "groups.resolve_group": "called inside a journey",
    "groups.due_on": "called inside a journey",
    "groups.keep_membership": "called inside a journey's transaction",
    "groups.require_running": "compares dates",
    "groups.view_group": "called inside a journey's transaction",
    "beginning.guard_referral": "called inside a journey",
    "beginning.keep_referral": "called inside a journey's transaction",
    "beginning.begun": "makes a value",
    "beginning.guard_start": "called inside a journey",
    "beginning.keep_opening": "called inside a journey's transaction",
    "beginning.moved": "makes a value",
    "beginning.with_me": "makes a value",
    "registers.record_of": "makes a value",
    "registers.read_observations": "makes a value",
    "registers.require_treated_on": "compares dates",
    "registers.require_within": "compares minutes",
    "registers.read_marks": "reads a value",
    "unsaved.key_of": "makes a value",
    "unsaved.keep_unsaved": "one's own unsaved words, sealed to one's own key: no record is opened",
    "unsaved.take_unsaved": "one's own unsaved words, sealed to one's own key: no record is opened",
    "unsaved.choose_unsaved": "one's own unsaved words, sealed to one's own key: no record is opened",
    "unsaved.lay_aside": "one's own unsaved words, sealed to one's own key: no record is opened",
    "unsaved.is_open_elsewhere": "one's own unsaved words: only whether there are any",
    "unsaved.give_up_unsaved": "one's own unsaved words, sealed to one's own key: no record is opened",
    "unsaved.list_unsaved": "one's own unsaved words, sealed to one's own key: no record is opened",
    "unsaved.drop_unsaved": "one's own unsaved words, sealed to one's own key: no record is opened",
    "struck_entries.find_entry": "called inside a journey",
    "struck_entries.strike": "called inside a journey's transaction",
    "struck_entries.enter_again": "called inside a journey's transaction",
    "struck_entries.strike_memberships": "called inside a journey's transaction",
    "struck_facts.find_fact": "called inside a journey",
    "struck_records.find_record": "called inside a journey",
    "struck_entries.signed_with": "called inside a journey's transaction",
    "struck_entries.drafts_with": "called inside a journey's transaction",
    "drafts.resolve_draft": "called inside a journey",
    "drafts.is_named": "compares two ids",
    "hits.find_hits": "called inside a journey's transaction",
    "hits.find_name_hits": "called inside a journey's transaction",
    "hits.look_at_record": "called inside a journey's transaction",
    "releasing.resolve_document": "called inside a journey",
    "annexes.resolve_annex": "called inside a journey",
    "deciding.standing_of": "says of a line in hand how it stands",
    "standings.received_names": "called inside a journey's transaction",
    "definitions.read_definition": "reads a file strictly",
    "issuing.find_recipient": "reads the public directory",
    "datasets.check_dataset": "reads a foreign folder; needs no account",
    "datasets.add_datasets": "reads foreign folders; needs no account",
    "datasets.added_page": "lays out numbers",
    "issuing.recipient_for": "reads the public directory",
    "issuing.recipients_listed": "reads the public directory",
}


def _public_functions() -> list[str]:
    found = []
    for module in MODULES:
        tree = ast.parse((ROOM / f"{module}.py").read_text("utf-8"))
        found += [
            f"{module}.{node.name}"
            for node in tree.body
            if isinstance(node, ast.FunctionDef) and not node.name.startswith("_")
        ]
    return found


@pytest.mark.parametrize("name", _public_functions())
def test_a_public_function_is_a_journey_or_says_why_not(name: str) -> None:
    import_module(f"registry.services.{name.split('.')[0]}")
    assert (name in JOURNEYS) != (name in WITHOUT_SITTING or name.startswith("browsing.")), name


def test_every_permission_is_somebodys_and_every_journey_uses_one() -> None:
    for module in MODULES:
        import_module(f"registry.services.{module}")
    assert set(MATRIX) == set(Permission)
    assert all(MATRIX[permission] for permission in Permission)
    assert {journey.permission for journey in JOURNEYS.values()} <= set(Permission)


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("permission", Permission)
def test_deny_is_the_rule(role: Role, permission: Permission) -> None:
    if role in MATRIX[permission]:
        require((role,), permission, "Somebody")
    else:
        with pytest.raises(NotPermitted, match="Roles that may"):
            require((role,), permission, "Somebody")


def test_a_contributor_adds_voice_and_opens_nothing_else() -> None:
    assert [one for one in Permission if may((Role.CONTRIBUTOR,), one)] == [
        Permission.ADD_VOICE,
        Permission.OWN_SECRET,
    ]


def test_nobody_with_no_role_may_do_anything() -> None:
    assert not [one for one in Permission if may((), one)]
