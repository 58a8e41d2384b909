"""From the bytes of a catalogue release to one that can be installed, or a named refusal.

The rules, in the order they are applied. The first one broken refuses the document.

 1. **Bytes.** The file is strict JSON (`strict`).
 2. **Kind and schema.** The envelope says it is a catalogue release under a schema that ships with this program, with
    that schema's digest, and it follows the schema.
 3. **Proof.** There is exactly one, it verifies, and it is by the unit's key that `attestation` names, under the
    document's issuer.
 4. **Content.** It says a release that can exist: no id twice, no local programme or definition but the issuer's own;
    and whatever one entry names of another is in the release: needs, prerequisites, successors, boosters, overlaps.
 5. **Directory.** Under a directory that lists the issuer, the key is its unit key, in its dates, neither revoked nor
    compromised (`key_rules`). Without a directory, under an expired one, or where it does not list the issuer, a
    release that passes everything else is INTACT and not TRUSTED.
 6. **Policy.** Its issuer has not withdrawn it in the directory, and the times run valid-from, proof, now (another
    clock may be ten minutes ahead).

Whether it is newer than what is installed needs a registry, and is the importing service's to say.
"""

from dataclasses import dataclass, field
from datetime import datetime

from registry.catalogue.check import overlap_references, references
from registry.documents.catalogue_release import KIND, decode_release
from registry.documents.check_words import words_of
from registry.documents.envelope import proofs_of, require_kind
from registry.documents.findings import mixed_script, name_differs
from registry.documents.key_rules import check_key, check_not_listed
from registry.documents.proofs import check_proofs
from registry.documents.schema_check import check_schema
from registry.documents.scripts import mixes_scripts
from registry.documents.sealed import refuse_sealed
from registry.documents.signers import ProofMade, claimed_keys, proofs_made
from registry.documents.strict import read_strict
from registry.documents.trusted_directory import CLOCK_ALLOWANCE, TrustedDirectory
from registry.domain.catalogue_release import CatalogueRelease
from registry.domain.directory import DirectoryEntry, KeyRole
from registry.domain.errors import Refusal, Refused
from registry.domain.verdict import Bearing, Finding, FindingKind, NotChecked, Ruling, Verdict

_MADE_HERE = object()
_MOST_TOLD = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class VerifiedRelease:
    """A catalogue release that passed verification. Only this module makes one.

    `data` are the bytes exactly as they arrived; `doubts` say why the verdict is not TRUSTED, none where it is, and
    `findings` what else a reader should know.
    """

    verdict: Verdict
    doubts: tuple[Finding, ...]
    findings: tuple[Finding, ...]
    release: CatalogueRelease
    digest: str
    words: str
    data: bytes = field(repr=False)
    directory: str
    made_by: object = field(repr=False, compare=False)

    def __post_init__(self) -> None:
        if self.made_by is not _MADE_HERE:
            raise TypeError("Only verification says that something is verified.")

    @property
    def doubt(self) -> str:
        """Why the verdict is not TRUSTED, in one sentence; empty where it is."""
        return " ".join(one.words for one in self.doubts)

    @property
    def ruling(self) -> Ruling:
        """The verdict and what is said beside it, for a door to show. Whether it is newer needs a registry."""
        release = self.release
        programmes = "1 programme" if len(release.programmes) == 1 else f"{len(release.programmes)} programmes"
        return Ruling(
            verdict=self.verdict,
            kind=KIND,
            about=f"Catalogue release {release.label}, version {release.series.version}: {programmes}.",
            document=release.id,
            digest=self.digest,
            words=self.words,
            issuer=release.issuer.name,
            directory=self.directory,
            findings=(*self.findings, *self.doubts),
            not_checked=(
                NotChecked.SERIES,
                NotChecked.REPLAY,
                *((NotChecked.DIRECTORY,) if self.verdict is Verdict.INTACT else ()),
            ),
            bearing=Bearing(
                kind=KIND,
                id=release.id,
                digest=self.digest,
                issuer=release.issuer.id,
                unit_key=release.unit.key,
                valid_from=release.valid_from,
                series=release.series,
                withdraws=None,
            ),
        )


def verify_release(data: bytes, *, now: datetime, directory: TrustedDirectory | None) -> VerifiedRelease:
    """Return the verified release in `data`. Raises `Refused` with the reason of the first rule broken."""
    # 1. Bytes.
    refuse_sealed(data)
    document = read_strict(data)
    # 2. Kind and schema.
    version = require_kind(document, KIND)
    proofs = proofs_of(document)
    check_schema(document, KIND, version)
    # 3. Proof.
    keys = claimed_keys(document, document["issuer"]["id"])
    digest = check_proofs(document, zip(proofs, keys, strict=True))
    if keys != [document["attestation"]["unit"]["key"]]:
        raise Refused(
            Refusal.SIGNERS,
            "The release is not signed by exactly the unit's key that its attestation names.",
            path="/proof",
            hint="A proof was added or exchanged.",
        )
    proof = proofs_made(document, keys)[0]
    # 4. Content.
    release = decode_release(document)
    _check_references(release)
    # 5. Directory.
    listed = directory.entries.get(release.issuer.id) if directory else None
    if directory is not None and listed is None:
        check_not_listed(directory, (proof,))
    elif directory is not None:
        check_key(
            directory, issuer_id=release.issuer.id, proof=proof, role=KeyRole.UNIT, holder=None, received_before=False
        )
    doubts = _doubts(directory, listed, now)
    # 6. Policy.
    _check_policy(release, proof, listed, digest=digest, now=now)
    return VerifiedRelease(
        verdict=Verdict.INTACT if doubts else Verdict.TRUSTED,
        doubts=doubts,
        findings=_findings(release, listed),
        release=release,
        digest=digest,
        words=words_of(digest),
        data=data,
        directory=directory.words if directory else "",
        made_by=_MADE_HERE,
    )


def _check_references(release: CatalogueRelease) -> None:
    known = {programme.id: programme for programme in release.programmes}
    problems = [
        f"{programme.id} at {path}: {said}"
        for programme in release.programmes
        for path, said in references(programme, known)
    ]
    problems += [
        f"overlap judgement {number}: {said}"
        for number, overlap in enumerate(release.overlaps, start=1)
        for said in overlap_references(overlap, known)
    ]
    if problems:
        more = f"; and {len(problems) - _MOST_TOLD} more" if len(problems) > _MOST_TOLD else ""
        raise Refused(
            Refusal.CONTENT,
            f"The release names what it does not hold: {'; '.join(problems[:_MOST_TOLD])}{more}.",
            path="/credentialSubject",
        )


def _doubts(directory: TrustedDirectory | None, listed: DirectoryEntry | None, now: datetime) -> tuple[Finding, ...]:
    if directory is None:
        kind, words = FindingKind.NO_DIRECTORY, "No directory was used: nothing says whose key this is."
    elif directory.directory.is_expired(now):
        kind, words = FindingKind.DIRECTORY_EXPIRED, "The directory has expired: later revocations are not known."
    elif listed is None:
        kind, words = FindingKind.ISSUER_NOT_LISTED, "The issuer is not in the directory."
    else:
        return ()
    return (Finding(kind=kind, words=words),)


def _findings(release: CatalogueRelease, listed: DirectoryEntry | None) -> tuple[Finding, ...]:
    named = (("issuer", release.issuer.name), ("person who released it", release.released_by.name))
    mixed = tuple(mixed_script(whose) for whose, name in named if mixes_scripts(name))
    if listed is None or listed.name == release.issuer.name:
        return mixed
    return (name_differs(listed.name), *mixed)


def _check_policy(
    release: CatalogueRelease, proof: ProofMade, listed: DirectoryEntry | None, *, digest: str, now: datetime
) -> None:
    if any(gone.document == release.id or gone.digest == digest for gone in (listed.withdrawn if listed else ())):
        raise Refused(
            Refusal.WITHDRAWN, "The issuer has withdrawn this release.", hint="Ask the unit for the one in force."
        )
    if not release.valid_from <= proof.created <= now + CLOCK_ALLOWANCE:
        raise Refused(
            Refusal.CLOCK,
            "The times do not run from valid-from to the unit's proof, all before now.",
            path="/proof",
            hint="Check this computer's clock.",
        )
