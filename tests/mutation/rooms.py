"""Which modules decide in each room of security, and which tests answer for each: `make mutants`, `make coverage`.

The words are those of the founders' figures. A module belongs where it decides something. Left out are

- what only calls others, lays out words or holds a table: most services, the codecs of each kind (`structure` reads and
  writes for all of them), `domain/verdict.py`, `domain/reach.py`, `documents/in_words.py`;
- what opens a database, a bag of keys or a child process, which is tried by killing, cutting and flipping
  (`make faults`, `make power`, `make flips`);
- foreign spreadsheets, whose readers are held against hostile files and random bytes (`make hostile`, `make fuzz`).
"""

from collections.abc import Mapping
from pathlib import Path

from tests.mutation.trial import Asked

_VIGNETTES = "domain/test_vignettes.py::test_every_word_of_the_plan_is_as_it_was_read"
_SAID = "domain/test_continuity_said.py"
_DOCUMENTS = tuple(f"documents/test_{name}.py" for name in ("verification", "attacks", "other_kinds"))


def _asked(module: str, *tests: str) -> Asked:
    return Asked(file=Path("registry", module), tests=tuple(f"tests/{test}" for test in tests))


ROOMS: Mapping[str, tuple[Asked, ...]] = {
    "continuity": tuple(
        _asked(f"domain/{file.name}", _VIGNETTES, _SAID)
        for file in sorted(Path("registry/domain").glob("continuity*.py"))
    ),
    "parsing": (
        _asked("documents/strict.py", "documents/test_strict.py"),
        _asked("documents/canonical.py", "documents/test_canonical.py"),
        _asked("documents/schema_check.py", "documents/test_schema_check.py"),
        _asked("documents/decoding.py", "documents/test_decoding.py"),
        _asked("documents/multikey.py", "documents/test_multikey.py"),
        _asked("domain/multikey.py", "domain/test_multikey.py"),
        _asked("documents/foreign_file.py", "documents/test_pdf_attachment.py"),
        _asked("documents/pdf_attachment.py", "documents/test_pdf_attachment.py"),
        _asked("documents/pdf_child.py", "documents/test_pdf_child.py"),
        _asked("documents/pdf_members.py", "documents/test_pdf_members.py"),
        _asked("structure.py", "test_structure.py"),
        _asked("files.py", "test_files.py"),
    ),
    "signing": (
        _asked("documents/signing.py", "documents/test_signing.py"),
        _asked("documents/proofs.py", "documents/test_proofs.py"),
        _asked("documents/envelope.py", "documents/test_envelope.py"),
        _asked("documents/judgement_proof.py", "documents/test_judgement_proof.py"),
        _asked("domain/signature.py", "documents/test_judgement_proof.py"),
        _asked("domain/attestation.py", "domain/test_attestation.py"),
        _asked("custody/signing_key.py", "custody/test_signing_key.py"),
    ),
    "verification": (
        _asked("documents/verification.py", *_DOCUMENTS),
        _asked("documents/key_rules.py", "documents/test_key_rules.py"),
        _asked("documents/required_signers.py", *_DOCUMENTS),
        _asked("documents/signers.py", *_DOCUMENTS),
        _asked("documents/content_rules.py", *_DOCUMENTS),
        _asked("documents/findings.py", *_DOCUMENTS),
        _asked("documents/scripts.py", "documents/test_scripts.py"),
        _asked("documents/kinds.py", *_DOCUMENTS),
        _asked("documents/trusted_directory.py", "documents/test_trusted_directory.py"),
        _asked("documents/release_verification.py", "documents/test_release_verification.py"),
        _asked("domain/directory.py", "domain/test_directory.py", "documents/test_trusted_directory.py"),
        _asked("domain/directory_changes.py", "domain/test_directory_changes.py"),
        _asked("domain/series_rules.py", "domain/test_series_rules.py"),
        _asked("domain/bearing.py", "domain/test_bearing.py"),
        _asked("domain/checkwords.py", "domain/test_checkwords.py"),
        _asked("domain/addressing.py", "domain/test_addressing.py"),
        _asked("domain/receipt.py", "documents/test_other_kinds.py", "domain/test_series_rules.py"),
        _asked("domain/withdrawal.py", "documents/test_other_kinds.py", "domain/test_series_rules.py"),
    ),
    "access": (
        _asked("domain/access.py", "domain/test_access.py"),
        _asked("domain/access_ground.py", "domain/test_subject_access.py"),
        _asked("domain/break_glass.py", "domain/test_break_glass.py"),
        _asked("services/journeys.py", "services/test_journey_doors.py"),
        _asked("services/whose.py", "services/test_whose.py"),
        _asked("services/voice.py", "services/test_voice.py"),
    ),
    "audit": (
        _asked("domain/audit.py", "domain/test_audit.py"),
        _asked("domain/audit_check.py", "domain/test_audit_check.py"),
        _asked("domain/kept_checkpoint.py", "domain/test_kept_checkpoint.py"),
        _asked("domain/merkle.py", "domain/test_merkle.py"),
        _asked("domain/record_check.py", "domain/test_written.py"),
        _asked("domain/written.py", "domain/test_written.py"),
        _asked("documents/checkpoint_note.py", "documents/test_checkpoint_note.py"),
        _asked("services/auditing.py", "services/test_auditing.py"),
        _asked("services/checkpoints.py", "services/test_auditing.py"),
        _asked("services/witness.py", "services/test_witness.py"),
    ),
    "identity": (
        _asked("domain/identifiers.py", "domain/test_identifiers.py"),
        _asked("domain/matching.py", "domain/test_matching.py"),
        _asked("domain/keycheck.py", "custody/test_keys.py"),
        _asked("domain/folding.py", "domain/test_folding.py"),
        _asked("domain/look_alike.py", "domain/test_look_alike.py"),
        _asked("domain/in_common.py", "domain/test_in_common.py"),
        _asked("domain/text.py", "domain/test_text.py"),
    ),
}
"""By the words of the figures; each word's rate is counted by itself."""
