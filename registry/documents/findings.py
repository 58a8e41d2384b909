"""What a reader should know of a sound document: findings that do not refuse it."""

from collections.abc import Iterator

from registry.documents.kinds import Content
from registry.documents.scripts import mixes_scripts
from registry.domain.annex import Annex
from registry.domain.directory import DirectoryEntry
from registry.domain.receipt import Receipt
from registry.domain.summary import TransferSummary
from registry.domain.verdict import Finding, FindingKind
from registry.domain.withdrawal import Withdrawal

_SIGNS = {TransferSummary: "approver", Withdrawal: "approver", Annex: "decision-maker", Receipt: "receiver"}


def findings_of(content: Content, listed: DirectoryEntry | None) -> tuple[Finding, ...]:
    """Return the findings on the document's own content; `listed` is the directory's entry for its issuer."""
    findings: list[Finding] = []
    if isinstance(content, TransferSummary) and content.interim:
        findings.append(
            Finding(
                kind=FindingKind.NOT_YET_COUNTERSIGNED,
                words="NOT YET COUNTERSIGNED: signed by its author and the unit, approved by nobody.",
            )
        )
    if listed is not None and listed.name != content.issuer.name:
        findings.append(name_differs(listed.name))
    findings.extend(mixed_script(whose) for whose, name in _names(content) if mixes_scripts(name))
    if isinstance(content, TransferSummary):
        findings.extend(_not_described(content))
    return tuple(findings)


def name_differs(listed: str) -> Finding:
    """Return the finding on an issuer that the directory knows under another name."""
    return Finding(kind=FindingKind.NAME_DIFFERS, words=f"The directory knows the issuer as {listed}, not as it signs.")


def mixed_script(whose: str) -> Finding:
    """Return the finding on a name that mixes letters of different scripts."""
    words = f"The name of the {whose} mixes letters of different scripts; it may be made to look like another."
    return Finding(kind=FindingKind.MIXED_SCRIPT, words=words)


def _not_described(summary: TransferSummary) -> Iterator[Finding]:
    described = {edition.edition_id for edition in summary.catalogue.editions}
    named = {work.edition_id for work in summary.subject.interventions if work.edition_id is not None}
    for edition in sorted(named - described):
        yield Finding(
            kind=FindingKind.EDITION_NOT_DESCRIBED,
            words=f"The edition {edition} is named but not described, so nothing can be planned from it alone.",
        )


def _names(content: Content) -> Iterator[tuple[str, str]]:
    """Yield each name on which a reader relies, with whose it is; surname and given name apart."""
    if isinstance(content, TransferSummary | Annex):
        participant = content.subject.participant
        yield "participant", participant.name.family
        yield "participant", participant.name.given
        yield "participant", participant.known_as or ""
    yield "issuer", content.issuer.name
    for recipient in content.addressees:
        yield "recipient", recipient.name
    if isinstance(content, TransferSummary | Annex):
        yield "author", content.attestation.author.name
    if not (isinstance(content, TransferSummary) and content.interim):
        yield _SIGNS[type(content)], content.signatory.name
