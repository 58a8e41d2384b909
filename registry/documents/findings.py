"""What a reader should know of a sound summary: findings that do not refuse it."""

from registry.documents.scripts import mixes_scripts
from registry.domain.directory import DirectoryEntry
from registry.domain.summary import TransferSummary
from registry.domain.verdict import Finding, FindingKind


def findings_of(summary: TransferSummary, listed: DirectoryEntry | None) -> tuple[Finding, ...]:
    """Return the findings on the summary's own content; `listed` is the directory's entry for its issuer."""
    findings: list[Finding] = []
    if summary.interim:
        findings.append(
            Finding(
                kind=FindingKind.NOT_YET_COUNTERSIGNED,
                words="NOT YET COUNTERSIGNED: signed by its author and the unit, approved by nobody.",
            )
        )
    if listed is not None and listed.name != summary.issuer.name:
        findings.append(
            Finding(
                kind=FindingKind.NAME_DIFFERS,
                words=f"The directory knows the issuer as {listed.name}, not as it signs.",
            )
        )
    findings.extend(
        Finding(
            kind=FindingKind.MIXED_SCRIPT,
            words=f"The name of the {whose} mixes letters of different scripts; it may be made to look like another.",
        )
        for whose, name in _names(summary)
        if mixes_scripts(name)
    )
    described = {edition.edition_id for edition in summary.catalogue.editions}
    missing = {
        work.edition_id
        for work in summary.subject.interventions
        if work.edition_id is not None and work.edition_id not in described
    }
    findings.extend(
        Finding(
            kind=FindingKind.EDITION_NOT_DESCRIBED,
            words=f"The edition {edition} is named but not described, so nothing can be planned from it alone.",
        )
        for edition in sorted(missing)
    )
    return tuple(findings)


def _names(summary: TransferSummary) -> tuple[tuple[str, str], ...]:
    """Return each name on which a reader relies, with whose it is; surname and given name apart."""
    participant, attestation = summary.subject.participant, summary.attestation
    approver = (("approver", attestation.approver.name),) if attestation.approver else ()
    return (
        ("participant", participant.name.family),
        ("participant", participant.name.given),
        ("participant", participant.known_as or ""),
        ("issuer", summary.issuer.name),
        ("recipient", summary.recipient.name),
        ("author", attestation.author.name),
        *approver,
    )
