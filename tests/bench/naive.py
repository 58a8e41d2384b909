"""The naive way, which our own is measured beside: json, jsonschema, rfc8785, and the ORM one row at a time."""

import json
from hashlib import sha256
from itertools import count
from typing import Any

import jsonschema
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from registry.documents.canonical import canonical_rfc8785, without_proof
from registry.documents.proofs import check_proofs
from registry.documents.signers import claimed_keys
from registry.domain.times import stamp
from registry.store.documents import DocumentCopyRow, DocumentRow
from registry.store.imports import ImportedRow
from schemas import load_schema
from tests.store import rows as example

KIND = "transfer-summary"
VALIDATOR = jsonschema.Draft202012Validator(load_schema(KIND, "1.0"))
"""Made once and reused."""
_LISTS = {
    "interventions": "intervention",
    "placements": "placement",
    "needs": "need",
    "assessments": "assessment",
    "scores": "score",
    "voice": "voice",
}


def verify_naively(data: bytes) -> tuple[dict[str, Any], str]:
    """Return a document whose schema and proofs were looked at, and its digest; nothing is decoded."""
    document: dict[str, Any] = json.loads(data)
    assert VALIDATOR.is_valid(document)
    digest = ""
    for proof in document["proof"]:
        digest = sha256(canonical_rfc8785(without_proof(document))).hexdigest()
        canonical_rfc8785({name: value for name, value in proof.items() if name != "proofValue"})
    check_proofs(document, zip(document["proof"], claimed_keys(document, document["issuer"]["id"]), strict=True))
    return document, digest


class NaiveImport:
    """Files verified and kept one at a time: each row an object of its own, each file a commit."""

    def __init__(self, engine: Engine) -> None:
        self._engine, self._numbers = engine, count()

    def keep(self, data: bytes) -> None:
        """Keep one file, as a document of its own: the same files come round again."""
        document, _ = verify_naively(data)
        number = next(self._numbers)
        ident, entered = example.urn(10_000 + number), stamp(example.NOW)
        with Session(self._engine) as session:
            session.add(
                DocumentRow(
                    id=ident,
                    kind=KIND,
                    series_id=example.urn(5_000_000 + number),
                    series_version=1,
                    participant_id=example.PARTICIPANT.id,
                    direction="received",
                    status="received",
                    digest=f"{number:064x}",
                    issuer_id=document["issuer"]["id"],
                    issuer_name=document["issuer"]["name"],
                    purpose=document["purpose"],
                    recipient_name=document["recipient"]["name"],
                    kept_at=entered,
                    verdict="TRUSTED",
                    signed_by=[],
                    interim=False,
                    establishment_id=example.UNIT.id,
                    entered_at=entered,
                    entered_by=example.CLINICIAN.id,
                )
            )
            # No relation is declared between the classes, so the order is this one's to say.
            session.flush()
            session.add(DocumentCopyRow(document_id=ident, number=1, kept_at=entered, data=data))
            subject = document["credentialSubject"]
            records = [(kind, one) for name, kind in _LISTS.items() for one in subject.get(name, ())]
            for position, (kind, one) in enumerate(records):
                session.add(
                    ImportedRow(
                        document_id=ident,
                        kind=kind,
                        record_id=one["id"],
                        position=position,
                        body=one,
                        trust="signed",
                    )
                )
            session.commit()
