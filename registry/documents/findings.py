"""What a reader should know of a sound summary: findings that do not refuse it."""

from registry.documents.scripts import mixes_scripts
from registry.documents.transfer_summary import Content
from registry.domain.directory import DirectoryEntry
from registry.domain.verdict import Finding, FindingKind


def findings_of(summary: Content, listed: DirectoryEntry | None) -> tuple[Finding, ...]:
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
        for whose, name in summary.names
        if mixes_scripts(name)
    )
    findings.extend(
        Finding(
            kind=FindingKind.EDITION_NOT_DESCRIBED,
            words=f"The edition {edition} is named but not described, so nothing can be planned from it alone.",
        )
        for edition in summary.editions_not_described
    )
    return tuple(findings)
