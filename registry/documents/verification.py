"""From the bytes of a signed document to one that can be used, or a named refusal.

The rules, in the order they are applied. They hold for every kind of document that a unit signs: transfer summary,
withdrawal, receipt and annex; what differs from kind to kind stands in the table of `kinds`. The first rule broken
refuses the document; nothing is believed of a document that is refused.

 1. **Bytes.** The file is strict JSON (`strict`). One that is sealed is not read here.
 2. **Kind and schema.** The envelope says which kind it is, under a schema that ships with this program, with that
    schema's digest; it has 1 to 16 proofs; and it follows the schema.
 3. **Proofs.** Every proof is by eddsa-jcs-2022 for the purpose of assertion under the document's own contexts,
    names a key under the document's issuer, and verifies (`proofs`). One broken proof spoils the document.
 4. **Signers.** The proofs are by exactly the keys that `attestation` names, kind by kind (`required_signers`): a
    summary's and a withdrawal's unit and approver, an interim summary's unit and author, an annex's unit and
    decision-maker, a receipt's receiver alone. No proof is missing, added or doubled, and nobody is named with a
    key who need not sign.
 5. **Content.** The document says what a document of its kind can say (`content_rules`). A summary: author and
    approver are two people; an interim one never goes to a board or a tribunal, and nothing goes to a parole board
    about someone not convicted; what goes to a prison, a board or a tribunal was shown to the participant, or
    somebody says why not. A withdrawal does not withdraw itself. A receipt goes to somebody else, after the receiving.
 6. **Directory.** Under a directory that lists the issuer, each key passes the rules in `key_rules`: the unit's in
    the role *unit*, an approver's, author's or decision-maker's in the role *clinician*, a receiver's in the role
    *receiver*. Those hold even when the directory has expired. Without a directory, under an expired one, or where
    it does not list the issuer, a document that passes everything else is INTACT and not TRUSTED.
 7. **Policy.** It is addressed to the recipient asked for; its issuer has not withdrawn it in the directory; and the
    times run valid-from, person's proof, unit's proof, now (another clock may be ten minutes ahead).
 8. **Pages.** Where the JSON came out of a PDF, a digest printed on its pages is the document's.

Series, replay, matching, later withdrawals, and whether a withdrawal or receipt names a document that exists, need a
registry: `domain.series_rules`, `domain.withdrawal` and `domain.receipt` say how. They are listed as not checked. What
several documents that are verified together say of one another, `domain.bearing` says.
"""

from collections.abc import Container
from dataclasses import dataclass, field, replace
from datetime import datetime

from registry.documents.check_words import words_of
from registry.documents.envelope import open_envelope, proofs_of
from registry.documents.findings import findings_of
from registry.documents.in_words import about
from registry.documents.key_rules import check_key, check_not_listed
from registry.documents.kinds import Content, kind_named
from registry.documents.proofs import check_proofs
from registry.documents.required_signers import SignaturesMade, match_signers
from registry.documents.schema_check import check_schema
from registry.documents.sealed import refuse_sealed
from registry.documents.signers import ProofMade, claimed_keys, proofs_made
from registry.documents.strict import read_strict
from registry.documents.trusted_directory import CLOCK_ALLOWANCE, TrustedDirectory
from registry.domain.addressing import RecipientKind
from registry.domain.annex import Annex
from registry.domain.directory import DirectoryEntry, KeyRole
from registry.domain.errors import Refusal, Refused
from registry.domain.receipt import Receipt
from registry.domain.stored_documents import DocumentKind
from registry.domain.summary import TransferSummary
from registry.domain.verdict import Bearing, Finding, FindingKind, NotChecked, Ruling, Verdict
from registry.domain.withdrawal import Withdrawal

_MADE_HERE = object()


@dataclass(frozen=True, slots=True, kw_only=True)
class Verified:
    """A signed document that passed verification. Only this module makes one.

    `content` is what it says, decoded; `data` are the bytes of the JSON exactly as they arrived, `words` the four
    check words, `proofs` the unit's proof, where it signs, and then the person's, `directory` the line that names the
    directory the verdict stands on.
    """

    verdict: Verdict
    kind: DocumentKind
    content: Content
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
        """The transfer summary. Raises `Refused` (`unknown-kind`) for a document of another kind."""
        if not isinstance(self.content, TransferSummary):
            raise self._other(DocumentKind.TRANSFER_SUMMARY)
        return self.content

    @property
    def withdrawal(self) -> Withdrawal:
        """The withdrawal. Raises `Refused` (`unknown-kind`) for a document of another kind."""
        if not isinstance(self.content, Withdrawal):
            raise self._other(DocumentKind.WITHDRAWAL)
        return self.content

    @property
    def receipt(self) -> Receipt:
        """The receipt. Raises `Refused` (`unknown-kind`) for a document of another kind."""
        if not isinstance(self.content, Receipt):
            raise self._other(DocumentKind.RECEIPT)
        return self.content

    @property
    def annex(self) -> Annex:
        """The annex. Raises `Refused` (`unknown-kind`) for a document of another kind."""
        if not isinstance(self.content, Annex):
            raise self._other(DocumentKind.ANNEX)
        return self.content

    def _other(self, wanted: DocumentKind) -> Refused:
        return Refused(
            Refusal.UNKNOWN_KIND,
            f"This is a {self.kind.words}; a {wanted.words} was expected.",
            path="/type",
            hint="`summary receive` takes every kind.",
        )

    @property
    def signed_by(self) -> tuple[str, ...]:
        """The keys whose proofs stand on it."""
        return tuple(proof.key for proof in self.proofs)

    @property
    def interim(self) -> bool:
        """True when nobody but the author and the unit has signed a summary yet."""
        return isinstance(self.content, TransferSummary) and self.content.interim

    @property
    def ruling(self) -> Ruling:
        """The verdict and what is said beside it, for a door to show."""
        return Ruling(
            verdict=self.verdict,
            kind=self.kind.value,
            about=about(self.content),
            document=self.content.id,
            digest=self.digest,
            words=self.words,
            issuer=self.content.issuer.name,
            interim=self.interim,
            directory=self.directory,
            findings=self.findings,
            not_checked=self.not_checked,
            bearing=self._bearing,
        )

    @property
    def _bearing(self) -> Bearing:
        content = self.content
        return Bearing(
            kind=self.kind.value,
            id=content.id,
            digest=self.digest,
            issuer=content.issuer.id,
            unit_key=None if isinstance(content, Receipt) else content.attestation.unit.key,
            valid_from=content.valid_from,
            series=content.series if isinstance(content, TransferSummary | Annex) else None,
            withdraws=content.subject if isinstance(content, Withdrawal) else None,
            interim=self.interim,
        )


def verify_bytes(
    data: bytes,
    *,
    now: datetime,
    directory: TrustedDirectory | None,
    recipient: str | None = None,
    received: Container[str] = (),
) -> Verified:
    """Return the verified document that `data`, a JSON file, holds.

    `recipient` is the establishment that the document must be addressed to, where that is asked; `received` are the
    digests in this unit's own receipt log, which alone lets a compromised key through. Raises `Refused` with
    the reason of the first rule broken, and `Sealed` for a sealed file.
    """
    # 1. Bytes.
    refuse_sealed(data)
    document = read_strict(data)
    # 2. Kind and schema.
    name, version = open_envelope(document)
    rules = kind_named(name)
    proofs = proofs_of(document)
    check_schema(document, name, version)
    # 3. Proofs.
    keys = claimed_keys(document, document["issuer"]["id"])
    digest = check_proofs(document, zip(proofs, keys, strict=True))
    # 4. Signers.
    made = match_signers(rules.signers(document), proofs_made(document, keys))
    # 5. Content.
    listed = directory.entries.get(document["issuer"]["id"]) if directory else None
    content = rules.decode(document)
    rules.check(content, listed)
    # 6. Directory.
    key_findings = _check_keys(content, made, directory, listed, received_before=digest in received)
    verdict, doubt = _standing(directory, listed, now)
    # 7. Policy.
    _check_recipient(content, recipient)
    _check_not_withdrawn(content, listed, digest)
    _check_times(content, made, now)
    return Verified(
        verdict=verdict,
        kind=rules.kind,
        content=content,
        digest=digest,
        words=words_of(digest),
        data=data,
        proofs=made.all,
        findings=(*findings_of(content, listed), *doubt, *key_findings),
        not_checked=(
            *rules.not_checked,
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


def _check_keys(
    content: Content,
    made: SignaturesMade,
    trusted: TrustedDirectory | None,
    listed: DirectoryEntry | None,
    *,
    received_before: bool,
) -> tuple[Finding, ...]:
    if trusted is None:
        return ()
    if listed is None:
        check_not_listed(trusted, made.all)
        return ()
    person = (made.person, made.role, content.signatory)
    signed = (person,) if made.unit is None else ((made.unit, KeyRole.UNIT, None), person)
    found = [
        check_key(
            trusted,
            issuer_id=content.issuer.id,
            proof=proof,
            role=role,
            holder=holder,
            received_before=received_before,
        )
        for proof, role, holder in signed
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


def _check_recipient(content: Content, recipient: str | None) -> None:
    if recipient is None:
        return
    establishments = (one.id for one in content.addressees if one.kind is RecipientKind.ESTABLISHMENT)
    if recipient not in establishments:
        raise Refused(
            Refusal.RECIPIENT,
            "The document is addressed to somebody else.",
            path="/recipients" if isinstance(content, Annex) else "/recipient",
            hint="Send it back unread, or ask the issuer to address it to you.",
        )


def _check_not_withdrawn(content: Content, listed: DirectoryEntry | None, digest: str) -> None:
    if any(gone.document == content.id or gone.digest == digest for gone in (listed.withdrawn if listed else ())):
        raise Refused(
            Refusal.WITHDRAWN, "The issuer has withdrawn this document.", hint="Ask the unit for the version in force."
        )


def _check_times(content: Content, made: SignaturesMade, now: datetime) -> None:
    last = made.unit.created if made.unit else made.person.created
    if not content.valid_from <= made.person.created <= last <= now + CLOCK_ALLOWANCE:
        raise Refused(
            Refusal.CLOCK,
            "The times do not run from valid-from over the person's proof to the unit's, all before now.",
            path="/proof",
            hint="Check this computer's clock.",
        )
