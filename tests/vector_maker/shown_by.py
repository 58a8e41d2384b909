"""Which tests show an attack that no single file can show, or show it at a door as well."""

from collections.abc import Mapping

from tests.vector_maker.attacks import Attack

_ATTACKS = "tests/documents/test_attacks.py::"
_DIRECTORIES = "tests/documents/test_trusted_directory.py::"
_SEALING = "tests/custody/test_sealing.py::"
_MARKED = "tests/services/test_marked_keys.py::"
_MATCHING = "tests/domain/test_matching.py::"
_SERIES = "tests/domain/test_series_rules.py::"
_SHEETS = "tests/intake/test_spreadsheet_attacks.py::"
_FILES = "tests/test_files.py::TestReading::"

SHOWN_BY: Mapping[Attack, tuple[str, ...]] = {
    Attack.TAMPERED_FIELD: (
        "tests/documents/test_tampering.py::test_every_leaf_is_signed",
        "tests/documents/test_tampering.py::test_every_member_is_signed_against_removal",
        "tests/documents/test_tampering.py::test_every_byte_of_the_file_matters",
    ),
    Attack.KEY_COMPROMISED: (
        _ATTACKS + "test_compromised_key_and_another_document_received_before",
        _MARKED + "test_a_key_compromised_before_the_document_came_leaves_nothing_to_rely_on",
        _MARKED + "test_a_key_compromised_after_the_document_came_leaves_it_what_it_was_and_says_so",
    ),
    Attack.KEY_REVOKED: (_MARKED + "test_a_revoked_key_leaves_nothing_to_rely_on_whenever_the_document_came",),
    Attack.REPLAYED: (
        _SERIES + "test_older_version_replayed",
        "tests/demo/test_demo.py::TestGoingOn::test_the_same_file_again_is_a_replay",
    ),
    Attack.OTHER_CONTENT: (_SERIES + "test_same_id_other_content", _SERIES + "test_same_version_other_content"),
    Attack.BROKEN_REPLACES: (
        _SERIES + "test_broken_replaces",
        _SERIES + "test_replaces_names_a_document_of_another_series",
    ),
    Attack.WITHDRAWN: (
        _ATTACKS + "test_withdrawn_by_a_unit_that_did_not_issue_it_still_stands",
        _SERIES + "test_withdrawn_before_it_arrived",
    ),
    Attack.OTHER_RECIPIENT: ("tests/demo/test_demo.py::TestGoingOn::test_a_summary_for_another_unit_is_refused",),
    Attack.DIRECTORY_EXPIRED: (
        "tests/documents/test_verification.py::test_under_an_expired_directory_it_is_intact",
        _ATTACKS + "test_key_that_does_not_count",
        _ATTACKS + "test_unknown_key_under_an_expired_directory",
    ),
    Attack.ROOTS_CHANGED: (_DIRECTORIES + "test_roots_changed_without_the_new_ones",),
    Attack.LARGE_FILE: (_ATTACKS + "test_a_file_of_fifty_megabytes", _FILES + "test_a_huge_file_is_not_read"),
    Attack.MANY_PROOFS: (_ATTACKS + "test_thousands_of_proofs",),
    Attack.DEEP_NESTING: (_ATTACKS + "test_what_is_no_document_at_all",),
    Attack.MIXED_SCRIPT: ("tests/documents/test_verification.py::test_a_name_of_mixed_scripts_is_a_finding",),
    Attack.MATCH: (
        "tests/domain/test_hostile_matching.py::test_no_hostile_document_is_matched_or_linked_by_itself",
        _MATCHING + "test_the_same_nhs_number_with_another_surname_is_refused",
        _MATCHING + "test_the_same_nhs_number_with_another_birth_date_is_refused",
        "tests/cli/test_exchange_commands.py::test_identifiers_of_somebody_else_receive_nothing",
    ),
    Attack.NUMBER_MISSING: (
        _MATCHING + "test_a_number_that_is_not_recorded_confirms_nothing",
        _MATCHING + "test_a_number_only_one_side_knows_is_no_contradiction",
    ),
    Attack.TWO_MATCHES: (
        "tests/cli/test_record_refusals.py::test_a_prefix_of_two_names_is_never_guessed",
        "tests/cli/test_import_commands.py::test_hostile_batches_match_nobody_else",
    ),
    Attack.AGE_OTHER: (_SEALING + "test_for_someone_else",),
    Attack.AGE_DAMAGED: (_SEALING + "test_every_truncation_and_every_flipped_byte", _SEALING + "test_extended"),
    Attack.AGE_BOMB: (
        _SEALING + "test_headers_refused_before_the_library_sees_them",
        "tests/documents/test_sealed_bomb.py::test_what_opens_to_more_than_is_read",
    ),
    Attack.PDF_ACTIVE: ("tests/documents/test_pdf_attachment.py::test_active_content",),
    Attack.PDF_BOMB: (
        "tests/documents/test_pdf_attachment.py::test_an_attachment_that_unpacks_to_a_hundred_times_its_size",
        "tests/documents/test_pdf_attachment.py::test_a_pdf_larger_than_is_read",
    ),
    Attack.SHEET_FORMULA: (
        _SHEETS + "test_spreadsheet_formula",
        _SHEETS + "test_a_cell_that_begins_like_a_formula_is_inert_and_reads_back",
    ),
    Attack.SHEET_BOMB: (
        _SHEETS + "test_spreadsheet_bomb",
        _SHEETS + "test_hidden_rows_columns_and_sheets",
        _SHEETS + "test_merged_cells",
    ),
    Attack.SHEET_DATES: (_SHEETS + "test_spreadsheet_dates_in_the_1900_and_1904_systems",),
    Attack.TERMINAL: (
        "tests/cli/test_hostile_names.py::test_no_control_or_bidi_character_of_a_file_name_reaches_the_screen",
        "tests/cli/test_hostile_names.py::test_no_control_or_bidi_character_of_a_document_reaches_the_screen",
        "tests/exports/test_visible.py::test_what_cannot_be_seen_is_spelt_out",
    ),
    Attack.NOT_A_FILE: (
        _FILES + "test_links_pipes_folders_sockets_devices",
        "tests/cli/test_hostile_names.py::test_a_link_a_folder_or_a_pipe_in_place_of_a_summary",
    ),
}

NOT_SHOWN: Mapping[Attack, str] = {}
"""Attacks that nothing shows so far, each with the reason."""
