"""From the bytes of a transfer summary to one that can be used, or a named refusal.

The rules, in the order they are applied. The first one broken refuses the document; nothing is believed of a
document that is refused.

 1. **Bytes.** The file is strict JSON (`strict`). One that is sealed is not read here.
 2. **Kind and schema.** The envelope says it is a transfer summary under a schema that ships with this program,
    with that schema's digest; it has 1 to 16 proofs; and it follows the schema.
 3. **Proofs.** Every proof is by eddsa-jcs-2022 for the purpose of assertion under the document's own contexts,
    names a key under the document's issuer, and verifies (`proofs`). One broken proof spoils the document.
 4. **Signers.** The proofs are by exactly the keys that `attestation` names: the unit's and the approver's, or for an
    interim summary the unit's and the author's. No proof is missing, added or doubled. An author who is approved by
    another has no key here.
 5. **Content.** The document says a summary that can exist: decoding it to the last member would succeed, which the
    quick look (`quick_content`) may find without doing it. Author and approver are two people. An interim summary
    never goes to a board or a tribunal, and nothing goes to a parole board about someone not convicted. What goes
    to a prison, a board or a tribunal was shown to the participant, or somebody says why not.
 6. **Directory.** Under a directory that lists the issuer, each key passes the rules in `key_rules`; those hold even
    when the directory has expired. Without a directory, under an expired one, or where it does not list the
    issuer, a document that passes everything else is INTACT and not TRUSTED.
 7. **Policy.** It is addressed to the recipient asked for; its issuer has not withdrawn it in the directory; and the
    times run valid-from, person's proof, unit's proof, now (another clock may be ten minutes ahead).
 8. **Pages.** Where the JSON came out of a PDF, a digest printed on its pages is the document's.

Series, replay, matching and later withdrawals need a registry. They are listed as not checked.
"""

from collections.abc import Container, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from registry.documents.check_words import words_of
from registry.documents.envelope import proofs_of, require_kind
from registry.documents.findings import findings_of
from registry.documents.key_rules import check_key, check_not_listed, check_two_people
from registry.documents.proofs import check_proofs
from registry.documents.quick_content import surely_exists
from registry.documents.schema_check import check_schema
from registry.documents.sealed import refuse_sealed
from registry.documents.signers import ProofMade, claimed_keys, proofs_made
from registry.documents.strict import read_strict
from registry.documents.transfer_summary import KIND, Content, content_of
from registry.documents.trusted_directory import CLOCK_ALLOWANCE, TrustedDirectory
from registry.domain.addressing import Purpose, RecipientKind
from registry.domain.directory import DirectoryEntry, KeyRole
from registry.domain.errors import Refusal, Refused
from registry.domain.summary import TransferSummary
from registry.domain.verdict import Finding, FindingKind, NotChecked, Ruling, Verdict

_MADE_HERE = object()
_TO_BE_SHOWN = (Purpose.PRISON, Purpose.PAROLE_BOARD, Purpose.TRIBUNAL)
_NEVER_CHECKED = (NotChecked.SERIES, NotChecked.REPLAY, NotChecked.MATCH, NotChecked.WITHDRAWAL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Verified:
    """A transfer summary that passed verification. Only this module makes one.

    `data` are the bytes of the JSON exactly as they arrived, `words` the four check words, `proofs` the unit's
    proof and then the person's, `directory` the line that names the directory the verdict stands on.
    """

    verdict: Verdict
    content: Content = field(repr=False)
    digest: str
    words: str
    data: bytes = field(repr=False)
    proofs: tuple[ProofMade, ...]
    findings: tuple[Finding, ...]
    not_checked: tuple[NotChecked, ...]
    directory: str
    made_by: object = field(repr=False, compare=False)

    def __post_init__(self) -> None:
        if self.made_by is not _MADE_HERE:
            raise TypeError("Only verification says that something is verified.")

    @property
    def summary(self) -> TransferSummary:
        """The summary, decoded when it is first asked for; that it can be was verified."""
        return self.content.summary

    @property
    def interim(self) -> bool:
        """True when nobody but the author and the unit has signed yet."""
        return self.content.interim

    @property
    def ruling(self) -> Ruling:
        """The verdict and what is said beside it, for a door to show."""
        return Ruling(
            verdict=self.verdict,
            document=self.content.id,
            digest=self.digest,
            words=self.words,
            issuer=self.content.issuer.name,
            interim=self.interim,
            directory=self.directory,
            findings=self.findings,
            not_checked=self.not_checked,
        )


def verify_bytes(
    data: bytes,
    *,
    now: datetime,
    directory: TrustedDirectory | None,
    recipient: str | None = None,
    received: Container[str] = (),
) -> Verified:
    """Return the verified summary that `data`, a JSON file, holds.

    `recipient` is the establishment that the document must be addressed to, where that is asked; `received` are the
    digests in this unit's own receipt log, which alone lets a compromised key through. Raises `Refused` with
    the reason of the first rule broken, and `NotPermitted` for a sealed file.
    """
    # 1. Bytes.
    refuse_sealed(data)
    document = read_strict(data)
    # 2. Kind and schema.
    version = require_kind(document, KIND)
    proofs = proofs_of(document)
    sure = surely_exists(document)
    if not sure:
        check_schema(document, KIND, version)
    # 3. Proofs.
    keys = claimed_keys(document, document["issuer"]["id"])
    digest = check_proofs(document, zip(proofs, keys, strict=True))
    # 4. Signers.
    made = _signers(document, proofs_made(document, keys))
    # 5. Content.
    listed = directory.entries.get(document["issuer"]["id"]) if directory else None
    content = _content(document, listed, sure=sure)
    # 6. Directory.
    key_findings = _check_keys(content, made, directory, listed, received_before=digest in received)
    verdict, doubt = _standing(directory, listed, now)
    # 7. Policy.
    _check_policy(content, made, listed, digest=digest, recipient=recipient, now=now)
    return Verified(
        verdict=verdict,
        content=content,
        digest=digest,
        words=words_of(digest),
        data=data,
        proofs=made,
        findings=(*findings_of(content, listed), *doubt, *key_findings),
        not_checked=(
            *_NEVER_CHECKED,
            *((NotChecked.DIRECTORY,) if verdict is Verdict.INTACT else ()),
            *((NotChecked.RECIPIENT,) if recipient is None else ()),
        ),
        directory=directory.words if directory else "",
        made_by=_MADE_HERE,
    )


def check_pages(verified: Verified, printed: str | None) -> Verified:
    """Return the verified summary with what its PDF's pages say of it; `printed` is the digest found on them.

    Raises `Refused` (`digest-mismatch`) when the pages print the digest of another document.
    """
    # 8. Pages.
    if printed is not None and printed != verified.digest:
        raise Refused(
            Refusal.DIGEST_MISMATCH,
            "The pages print the digest of another document than the one attached.",
            hint="Believe neither. Ask the issuing unit for the document.",
        )
    absent = Finding(
        kind=FindingKind.DIGEST_NOT_PRINTED,
        words="No document digest was found on the pages, so they may belong to another document.",
    )
    return replace(
        verified,
        findings=(*verified.findings, *(() if printed is not None else (absent,))),
        not_checked=(*verified.not_checked, NotChecked.PAGES),
    )


def _signers(document: Mapping[str, Any], made: tuple[ProofMade, ...]) -> tuple[ProofMade, ProofMade]:
    """Return the unit's proof and the person's. Raises `Refused` (`signers`) unless there are exactly these two."""
    attestation = document["attestation"]
    interim = document.get("interim", False)
    author, approver = attestation["author"], attestation.get("approver")
    person = author.get("key") if interim else (approver or {}).get("key")
    if interim == (approver is not None) or (not interim and "key" in author) or person is None:
        raise Refused(
            Refusal.SIGNERS,
            "The attestation does not name exactly one person to sign beside the unit.",
            path="/attestation",
        )
    unit = attestation["unit"]["key"]
    by_key = {proof.key: proof for proof in made}
    if unit == person or len(made) != 2 or by_key.keys() != {unit, person}:
        raise Refused(
            Refusal.SIGNERS,
            "The document is not signed by exactly the keys that its attestation names.",
            path="/proof",
            hint="A proof was removed, added or exchanged.",
        )
    return by_key[unit], by_key[person]


def _content(document: Mapping[str, Any], listed: DirectoryEntry | None, *, sure: bool) -> Content:
    people = document["attestation"]
    if "approver" in people and people["author"]["id"] == people["approver"]["id"]:
        raise Refused(Refusal.SAME_PERSON, "The author and the approver are one person.", path="/attestation/approver")
    summary = content_of(document, sure=sure)
    attestation = summary.attestation
    if attestation.approver is not None:
        check_two_people(listed, attestation.author, attestation.approver)
    if summary.interim and summary.purpose in (Purpose.PAROLE_BOARD, Purpose.TRIBUNAL):
        raise Refused(Refusal.CONTENT, "An interim summary never goes to a board or a tribunal.", path="/purpose")
    if summary.purpose is Purpose.PAROLE_BOARD and summary.untried:
        raise Refused(
            Refusal.CONTENT, "There is no parole report on someone who has not been convicted.", path="/purpose"
        )
    if summary.purpose in _TO_BE_SHOWN and attestation.shown is None and attestation.not_shown is None:
        raise Refused(
            Refusal.CONTENT,
            "The summary was not shown to the participant, and nobody says why.",
            path="/attestation",
        )
    return summary


def _check_keys(
    summary: Content,
    made: tuple[ProofMade, ProofMade],
    trusted: TrustedDirectory | None,
    listed: DirectoryEntry | None,
    *,
    received_before: bool,
) -> tuple[Finding, ...]:
    if trusted is None:
        return ()
    if listed is None:
        check_not_listed(trusted, made)
        return ()
    person = summary.attestation.approver or summary.attestation.author
    found = [
        check_key(
            trusted,
            issuer_id=summary.issuer.id,
            proof=proof,
            role=role,
            holder=holder,
            received_before=received_before,
        )
        for proof, role, holder in zip(made, (KeyRole.UNIT, KeyRole.CLINICIAN), (None, person), strict=True)
    ]
    return tuple(dict.fromkeys(finding for finding in found if finding is not None))


def _standing(
    trusted: TrustedDirectory | None, listed: DirectoryEntry | None, now: datetime
) -> tuple[Verdict, tuple[Finding, ...]]:
    if trusted is None:
        kind, words = FindingKind.NO_DIRECTORY, "No directory was used: nothing says whose keys these are."
    elif trusted.directory.is_expired(now):
        kind, words = FindingKind.DIRECTORY_EXPIRED, "The directory has expired: later revocations are not known."
    elif listed is None:
        kind, words = FindingKind.ISSUER_NOT_LISTED, "The issuer is not in the directory."
    else:
        return Verdict.TRUSTED, ()
    return Verdict.INTACT, (Finding(kind=kind, words=words),)


def _check_policy(
    summary: Content,
    made: tuple[ProofMade, ProofMade],
    listed: DirectoryEntry | None,
    *,
    digest: str,
    recipient: str | None,
    now: datetime,
) -> None:
    addressed = summary.recipient
    if recipient is not None and (addressed.kind is not RecipientKind.ESTABLISHMENT or addressed.id != recipient):
        raise Refused(
            Refusal.RECIPIENT,
            "The document is addressed to somebody else.",
            path="/recipient",
            hint="Send it back unread, or ask the issuer to address it to you.",
        )
    if any(gone.document == summary.id or gone.digest == digest for gone in (listed.withdrawn if listed else ())):
        raise Refused(
            Refusal.WITHDRAWN, "The issuer has withdrawn this document.", hint="Ask the unit for the version in force."
        )
    unit, person = made
    if not summary.valid_from <= person.created <= unit.created <= now + CLOCK_ALLOWANCE:
        raise Refused(
            Refusal.CLOCK,
            "The times do not run from valid-from over the person's proof to the unit's, all before now.",
            path="/proof",
            hint="Check this computer's clock.",
        )
