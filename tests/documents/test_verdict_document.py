"""The verdict as JSON follows its schema, whatever the verdict."""

import pytest

from registry.documents.schema_check import check_schema
from registry.documents.signing import document_bytes
from registry.documents.verdict_document import verdict_document
from registry.documents.verification import verify_bytes
from registry.domain.errors import Exit, Refusal, Refused
from registry.domain.verdict import NotChecked, refused, worst_exit
from tests.documents import clinic
from tests.documents.clinic import NOW, signed, trusted


def test_trusted_and_intact_in_json() -> None:
    for directory, exit_code in ((trusted(), 0), (None, 6)):
        ruling = verify_bytes(document_bytes(signed()), now=NOW, directory=directory).ruling
        plain = verdict_document(ruling, file="summary.json")
        check_schema(plain, "verdict", "1.0")
        assert plain["exit"] == exit_code
        assert plain["verdict"] == ruling.verdict.value
        assert plain["interim"] is False
        assert plain["digest"] == ruling.digest
        assert "reason" not in plain


def test_interim_in_json() -> None:
    interim = clinic.summary(interim=True, attestation=clinic.interim_attestation())
    data = document_bytes(signed(interim, person="author"))
    plain = verdict_document(verify_bytes(data, now=NOW, directory=trusted()).ruling)
    check_schema(plain, "verdict", "1.0")
    assert plain["interim"] is True
    assert plain["findings"][0]["kind"] == "not-yet-countersigned"


@pytest.mark.parametrize("data", [b"", b"\xff", b'{"\\u202e":1}', b"[" * 99])
def test_refused_in_json(data: bytes) -> None:
    with pytest.raises(Refused) as caught:
        verify_bytes(data, now=NOW, directory=None)
    ruling = refused(caught.value)
    plain = verdict_document(ruling)
    check_schema(plain, "verdict", "1.0")
    assert plain["exit"] == 1
    assert plain["reason"] == caught.value.reason.value


def test_the_explanation_of_a_hundred_faults_still_fits_the_verdict() -> None:
    document = signed()
    document["credentialSubject"]["voice"] = [{"x" * 300: 1}] * 100
    with pytest.raises(Refused) as caught:
        verify_bytes(document_bytes(document), now=NOW, directory=None)
    assert caught.value.reason is Refusal.SCHEMA
    check_schema(verdict_document(refused(caught.value)), "verdict", "1.0")


def test_the_worst_of_several_decides_the_exit() -> None:
    assert worst_exit([Exit.DONE]) is Exit.DONE
    assert worst_exit([]) is Exit.DONE
    assert worst_exit([Exit.DONE, Exit.NOT_ENOUGH]) is Exit.NOT_ENOUGH
    assert worst_exit([Exit.NOT_ENOUGH, Exit.NOT_PERMITTED, Exit.NOT_FOUND]) is Exit.NOT_FOUND
    assert worst_exit([Exit.NOT_FOUND, Exit.STORAGE]) is Exit.STORAGE
    assert worst_exit([Exit.NOT_ENOUGH, Exit.REFUSED, Exit.NOT_FOUND, Exit.DONE]) is Exit.REFUSED


def test_every_gap_has_words() -> None:
    assert all(gap.words for gap in NotChecked)
