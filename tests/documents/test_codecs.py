"""Whatever the domain lets exist goes into a document that follows its schema, and comes back the same."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from registry.documents.canonical import canonical, canonical_rfc8785
from registry.documents.directory_document import decode_directory, encode_directory
from registry.documents.schema_check import check_schema
from registry.documents.signing import document_bytes
from registry.documents.strict import read_strict
from registry.documents.transfer_summary import decode, encode
from registry.domain.directory import Directory
from registry.domain.errors import Refusal, Refused
from registry.domain.summary import TransferSummary
from tests.documents import clinic
from tests.strategies import directories, summaries
from tests.sweeps import share_of

PROOF = [
    {
        "type": "DataIntegrityProof",
        "cryptosuite": "eddsa-jcs-2022",
        "created": "2026-11-22T09:00:00Z",
        "verificationMethod": "urn:uuid:0#z6Mk",
        "proofPurpose": "assertionMethod",
        "@context": ["https://www.w3.org/ns/credentials/v2"],
        "proofValue": "z1",
    }
]
thorough = settings(max_examples=share_of(60), suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])


@thorough
@given(summaries())
def test_every_summary_goes_round(summary: TransferSummary) -> None:
    document = encode(summary)
    check_schema({**document, "proof": PROOF}, "transfer-summary", "1.0")
    assert decode(document) == summary
    assert decode(read_strict(document_bytes(document))) == summary
    assert canonical(document) == canonical_rfc8785(document)


@thorough
@given(directories())
def test_every_directory_goes_round(directory: Directory) -> None:
    document = encode_directory(directory)
    check_schema({**document, "proof": PROOF}, "directory", "1.0")
    assert decode_directory(read_strict(document_bytes(document))) == directory


def test_the_whole_record_goes_round() -> None:
    whole = clinic.summary(interventions=20)
    assert decode(read_strict(document_bytes(encode(whole)))) == whole


def test_interim_is_said_only_when_true() -> None:
    assert "interim" not in encode(clinic.summary())
    assert encode(clinic.summary(interim=True, attestation=clinic.interim_attestation()))["interim"] is True


def test_the_members_stand_in_the_order_of_the_format() -> None:
    expected = (
        "@context id type issuer validFrom credentialSchema series recipient purpose attestation catalogue checkpoint"
    )
    assert list(encode(clinic.summary())) == [*expected.split(), "credentialSubject"]


@pytest.mark.parametrize(
    "spoil", [{"validFrom": "2026-02-30T00:00:00Z"}, {"issuer": []}, {"purpose": "x"}, {"series": {}}]
)
def test_what_cannot_exist_is_refused_as_content(spoil: dict[str, Any]) -> None:
    with pytest.raises(Refused) as caught:
        decode({**encode(clinic.summary()), **spoil})
    assert caught.value.reason is Refusal.CONTENT


def test_a_document_without_its_members_is_refused_as_content() -> None:
    for read in (decode, decode_directory):
        with pytest.raises(Refused) as caught:
            read({})
        assert caught.value.reason is Refusal.CONTENT
