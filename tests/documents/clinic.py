"""An invented hospital with real keys: one whole summary, a directory that lists its keys, and both signed.

Everything a test wants to be otherwise is an argument, or `dataclasses.replace` on what comes back. Keys come
from fixed seeds, so that every run signs the same bytes.
"""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import cache
from hashlib import sha256
from typing import Any

from registry.custody.signing_key import SigningKey
from registry.documents.directory_document import encode_directory, sign_directory
from registry.documents.signing import add_proof, document_bytes
from registry.documents.transfer_summary import encode
from registry.documents.trusted_directory import TrustedDirectory, load_directory
from registry.domain.addressing import Issuer, Purpose, Recipient, RecipientKind, Replaces, Series
from registry.domain.attestation import Attestation, Checkpoint, Signatory, UnitKey
from registry.domain.dates import PartialDate
from registry.domain.directory import Directory, DirectoryEntry, DirectoryKey, KeyRole, Roots
from registry.domain.people import CodeScheme, EstablishmentCode, Person, Tier
from registry.domain.summary import TransferSummary
from registry.domain.voice import Agreement, Shown
from tests.documents.record import catalogue, subject, urn

NOW = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
VALID_FROM = NOW - timedelta(hours=2)
APPROVED = NOW - timedelta(hours=1)
RELEASED = NOW - timedelta(minutes=30)
YEAR = timedelta(days=365)

ALDER, ROWAN = urn("alder"), urn("rowan")
AUTHOR = Person(
    id=urn("author"), name="Dr Anwen Ștefănescu", profession="Forensic psychologist", registration="PYL12345"
)
APPROVER = Person(
    id=urn("approver"), name="Prof. Łukasz Żółć", profession="Consultant psychologist", registration="PYL67890"
)
STRANGER = Person(id=urn("stranger"), name="Ash Moss", profession="Art therapist")


@cache
def key(name: str) -> SigningKey:
    return SigningKey(sha256(f"throughcare test key {name}".encode()).digest())


def date(text: str) -> PartialDate:
    return PartialDate(text)


def attestation(**changes: Any) -> Attestation:
    whole = Attestation(
        author=Signatory.of(AUTHOR),
        approver=Signatory.of(APPROVER, key("approver").public_key),
        unit=UnitKey(key=key("unit").public_key),
        shown=Shown(
            on=date("2026-11-18"),
            format="large print",
            answer=Agreement.AGREES_IN_PART,
            words="Not the date.",
            by="Ann Lee",
        ),
    )
    return replace(whole, **changes)


def interim_attestation() -> Attestation:
    return attestation(author=Signatory.of(AUTHOR, key("author").public_key), approver=None)


def summary(*, interventions: int = 2, **changes: Any) -> TransferSummary:
    whole = TransferSummary(
        id=urn("document"),
        issuer=Issuer(id=ALDER, name="Alder Clinic", tier=Tier.MEDIUM, contact="01632 960 111"),
        valid_from=VALID_FROM,
        series=Series(id=urn("series"), version=2, replaces=Replaces(id=urn("before"), digest="ab" * 32)),
        recipient=Recipient(kind=RecipientKind.ESTABLISHMENT, id=ROWAN, name="Rowan House"),
        purpose=Purpose.TRANSFER,
        attestation=attestation(),
        catalogue=catalogue(),
        checkpoint=Checkpoint(
            origin="alder.example/audit",
            size=1200,
            root="q83vEjRWeJCrze8SNFZ4kKvN7xI0VniQq83vEjRWeJA=",
            key=key("log").public_key,
            signature="c2lnbmVk" * 8,
        ),
        subject=subject(interventions),
    )
    return replace(whole, **changes)


def signed(
    of: TransferSummary | None = None,
    *,
    person: str = "approver",
    unit: str = "unit",
    approved: datetime = APPROVED,
    released: datetime = RELEASED,
    issuer_id: str | None = None,
) -> dict[str, Any]:
    """Return a signed document; `person` and `unit` name the keys that sign it."""
    of = of or summary()
    issuer = issuer_id or of.issuer.id
    document = add_proof(encode(of), signer=key(person), issuer_id=issuer, created=approved)
    return add_proof(document, signer=key(unit), issuer_id=issuer, created=released)


def resigned(plain: dict[str, Any], *, person: str = "approver", unit: str = "unit") -> dict[str, Any]:
    """Return a document with new proofs over what it says now, however wrong that is."""
    from registry.documents.proofs import sign_document

    issuer = plain["issuer"]["id"]
    proofs = [
        sign_document(
            plain,
            signer=key(name),
            verification_method=f"{issuer}#{key(name).public_key}",
            created=created.strftime("%Y-%m-%dT%H:%M:%SZ"),
        )
        for name, created in ((unit, RELEASED), (person, APPROVED))
    ]
    return {**plain, "proof": proofs}


def listed(name: str, role: KeyRole = KeyRole.CLINICIAN, holder: Person | None = None, **changes: Any) -> DirectoryKey:
    return replace(
        DirectoryKey(key=key(name).public_key, role=role, holder=holder, from_=NOW - YEAR, until=NOW + YEAR), **changes
    )


def alder(**changes: Any) -> DirectoryEntry:
    """Return Alder Clinic's entry. `unit`, `approver` and `author` change their keys; the rest changes the entry."""
    people = {
        "unit": (KeyRole.UNIT, None),
        "approver": (KeyRole.CLINICIAN, APPROVER),
        "author": (KeyRole.CLINICIAN, AUTHOR),
    }
    keys = tuple(
        listed(name, role, **{"holder": holder, **changes.pop(name, {})}) for name, (role, holder) in people.items()
    )
    entry = DirectoryEntry(
        id=ALDER,
        name="Alder Clinic",
        tier=Tier.MEDIUM,
        code=EstablishmentCode(scheme=CodeScheme.ODS, value="RX1AL"),
        contact="01632 960 111",
        seal_to=("age1" + "q" * 58,),
        keys=(*keys, listed("log", KeyRole.LOG)),
    )
    return replace(entry, **changes)


def rowan(**changes: Any) -> DirectoryEntry:
    return replace(
        DirectoryEntry(
            id=ROWAN,
            name="Rowan House",
            tier=Tier.LOW,
            keys=(listed("rowan-unit", KeyRole.UNIT), listed("rowan-clinician", holder=STRANGER)),
        ),
        **changes,
    )


def directory(*entries: DirectoryEntry, **changes: Any) -> Directory:
    whole = Directory(
        id=urn("directory"),
        name="Northern units",
        issuer=urn("keepers"),
        version=1,
        valid_from=NOW - timedelta(days=30),
        valid_until=NOW + timedelta(days=60),
        roots=Roots(keys=tuple(key(f"root-{n}").public_key for n in (1, 2, 3)), threshold=2),
        establishments=entries or (alder(), rowan()),
    )
    return replace(whole, **changes)


def signed_directory(of: Directory | None = None, roots: tuple[str, ...] = ("root-1", "root-2")) -> bytes:
    document = encode_directory(of or directory())
    for name in roots:
        document = sign_directory(document, signer=key(name), created=NOW - timedelta(days=20))
    return document_bytes(document)


def trusted(*entries: DirectoryEntry, **changes: Any) -> TrustedDirectory:
    return load_directory(signed_directory(directory(*entries, **changes)), now=NOW)
