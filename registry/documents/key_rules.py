"""Whether the directory lets a key sign a document: the rules for one proof.

1. The key is listed, and under the document's issuer. Listed under another establishment it is `wrong-unit`; listed
   nowhere, `unknown-key`.
2. Its role is the one the proof is for.
3. Its holder is the person whom the attestation names, by id and registration.
4. It is not compromised (unless this unit had received the document before) and not revoked.
5. The proof was made inside the key's dates, and before the key was retired.
"""

from datetime import datetime

from registry.documents.signers import ProofMade
from registry.documents.trusted_directory import TrustedDirectory
from registry.domain.attestation import Signatory
from registry.domain.directory import DirectoryEntry, DirectoryKey, KeyRole, KeyState
from registry.domain.errors import Refusal, Refused
from registry.domain.people import Person, bare_registration
from registry.domain.times import stamp
from registry.domain.verdict import Finding, FindingKind
from registry.domain.wording import day_words


def check_key(
    trusted: TrustedDirectory,
    *,
    issuer_id: str,
    proof: ProofMade,
    role: KeyRole,
    holder: Signatory | None,
    received_before: bool,
) -> Finding | None:
    """Return if the directory lets the key make this proof; a finding where only an earlier receipt lets it.

    Raises `Refused`: `unknown-key`, `wrong-unit`, `wrong-role`, `holder`, `key-compromised`, `key-revoked` or
    `key-dates`.
    """
    # 1. Listed.
    listed = _listed(trusted, issuer_id, proof.key)
    # 2. Role.
    if listed.role is not role:
        raise Refused(
            Refusal.WRONG_ROLE,
            f"A key listed as a {listed.role} key has signed where a {role} key must.",
            path="/proof",
        )
    # 3. Holder.
    if holder is not None and not _is_holder(listed.holder, holder):
        raise Refused(
            Refusal.HOLDER, "The directory lists this key for another person than the document names.", path="/proof"
        )
    # 4. State.
    finding = None
    if listed.state is KeyState.COMPROMISED:
        if not received_before:
            raise Refused(
                Refusal.KEY_COMPROMISED,
                f"The key was compromised{_since(listed.since)}: nothing it signed can be believed.",
                hint="Ask the unit to issue the document again.",
            )
        finding = Finding(
            kind=FindingKind.RECEIVED_BEFORE,
            words="Its key was compromised later; this unit had received the document before.",
        )
    if listed.state is KeyState.REVOKED:
        raise Refused(
            Refusal.KEY_REVOKED,
            f"The key was revoked{_since(listed.since)}.",
            hint="Ask the unit to issue the document again.",
        )
    # 5. Dates.
    if not listed.covers(proof.created):
        raise Refused(
            Refusal.KEY_DATES, f"The proof of {stamp(proof.created)} lies outside its key's dates.", path="/proof"
        )
    return finding


def check_not_listed(trusted: TrustedDirectory, proofs: tuple[ProofMade, ...]) -> None:
    """Return if no proof on the document of an unlisted issuer is by a listed unit's key.

    Raises `Refused` (`wrong-unit`): a known key under a stranger's name is not a stranger.
    """
    for proof in proofs:
        if proof.key in trusted.keys:
            raise _wrong_unit()


def check_two_people(entry: DirectoryEntry | None, author: Signatory, approver: Signatory) -> None:
    """Return if author and approver are two people. Raises `Refused` (`same-person`).

    One registration is one person, also under two ids, however it is spelt, and where only the directory says what
    the author's registration is.
    """
    listed = [
        key.holder.registration
        for key in (entry.keys if entry else ())
        if key.holder is not None and key.holder.id == author.id
    ]
    registrations = {bare_registration(one) for one in (author.registration, *listed) if one is not None}
    if author.id == approver.id or (bare_registration(approver.registration) in registrations - {""}):
        raise Refused(Refusal.SAME_PERSON, "The author and the approver are one person.", path="/attestation/approver")


def _listed(trusted: TrustedDirectory, issuer_id: str, key: str) -> DirectoryKey:
    found = trusted.keys.get(key)
    if found is None:
        raise Refused(
            Refusal.UNKNOWN_KEY,
            "The issuer is in the directory, but not with this key.",
            path="/proof",
            hint="The directory may be older than the key. Install the newest one.",
        )
    entry, listed = found
    if entry.id != issuer_id:
        raise _wrong_unit()
    return listed


def _wrong_unit() -> Refused:
    return Refused(Refusal.WRONG_UNIT, "A key of another establishment has signed.", path="/proof")


def _is_holder(listed: Person | None, named: Signatory) -> bool:
    return listed is not None and listed.id == named.id and _folded(listed.registration) == _folded(named.registration)


def _folded(registration: str | None) -> str:
    return registration.casefold() if registration is not None else ""


def _since(moment: datetime | None) -> str:
    return f" on {day_words(moment.date())}" if moment else ""
