"""What verification accepts, and what it says beside the verdict."""

import json
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from registry.documents.canonical import document_digest
from registry.documents.foreign_file import verify_file_bytes
from registry.documents.signing import add_proof, document_bytes
from registry.documents.transfer_summary import encode
from registry.documents.trusted_directory import TrustedDirectory
from registry.documents.verification import Verified, check_pages, verify_bytes
from registry.domain.addressing import Purpose, Recipient, RecipientKind
from registry.domain.attestation import Signatory
from registry.domain.directory import KeyState, WithdrawnDocument
from registry.domain.errors import Exit, NotAllowed, Refusal, Refused, Sealed
from registry.domain.participant import PersonName
from registry.domain.verdict import FindingKind, NotChecked, Verdict
from tests.documents import clinic
from tests.documents.clinic import ALDER, NOW, ROWAN, alder, directory, rowan, signed, trusted


def verify(document: dict[str, Any], trust: TrustedDirectory | None = None, **more: Any) -> Verified:
    return verify_bytes(document_bytes(document), now=more.pop("now", NOW), directory=trust, **more)


def kinds(verified: Verified) -> set[FindingKind]:
    return {finding.kind for finding in verified.findings}


def test_a_sound_summary_under_its_directory_is_trusted() -> None:
    document = signed()
    verified = verify(document, trusted(), recipient=ROWAN)
    assert verified.verdict is Verdict.TRUSTED
    assert verified.ruling.exit is Exit.DONE
    assert verified.summary == clinic.summary()
    assert verified.digest == document_digest(document)
    assert len(verified.words.split()) == 4
    assert [proof.key for proof in verified.proofs] == [
        clinic.key("unit").public_key,
        clinic.key("approver").public_key,
    ]
    assert [proof.created for proof in verified.proofs] == [clinic.RELEASED, clinic.APPROVED]
    assert verified.findings == ()
    assert set(verified.not_checked) == {NotChecked.SERIES, NotChecked.REPLAY, NotChecked.MATCH, NotChecked.WITHDRAWAL}
    assert verified.directory.startswith("under directory Northern units version 1, roots ")


def test_without_a_directory_it_is_intact() -> None:
    verified = verify(signed())
    assert verified.verdict is Verdict.INTACT
    assert verified.ruling.exit is Exit.NOT_ENOUGH
    assert kinds(verified) == {FindingKind.NO_DIRECTORY}
    assert {NotChecked.DIRECTORY, NotChecked.RECIPIENT} < set(verified.not_checked)


def test_under_an_expired_directory_it_is_intact() -> None:
    verified = verify(signed(), trusted(), now=NOW + timedelta(days=61))
    assert verified.verdict is Verdict.INTACT
    assert kinds(verified) == {FindingKind.DIRECTORY_EXPIRED}


def test_an_issuer_that_is_not_listed_is_intact() -> None:
    verified = verify(signed(), trusted(rowan()))
    assert verified.verdict is Verdict.INTACT
    assert kinds(verified) == {FindingKind.ISSUER_NOT_LISTED}


def test_a_retired_key_is_believed_for_what_it_signed_before() -> None:
    retired = {"state": KeyState.RETIRED, "since": NOW}
    assert verify(signed(), trusted(alder(unit=retired, approver=retired), rowan())).verdict is Verdict.TRUSTED


def test_a_compromised_key_is_believed_only_by_this_units_own_receipt_log() -> None:
    document = signed()
    trust = trusted(alder(unit={"state": KeyState.COMPROMISED, "since": NOW}), rowan())
    verified = verify(document, trust, received={document_digest(document)})
    assert verified.verdict is Verdict.TRUSTED
    assert kinds(verified) == {FindingKind.RECEIVED_BEFORE}


def test_an_interim_summary_always_says_that_it_is_not_yet_countersigned() -> None:
    interim = clinic.summary(interim=True, attestation=clinic.interim_attestation())
    verified = verify(signed(interim, person="author"), trusted())
    assert verified.verdict is Verdict.TRUSTED
    assert verified.interim
    assert verified.ruling.interim
    assert kinds(verified) == {FindingKind.NOT_YET_COUNTERSIGNED}
    assert "NOT YET COUNTERSIGNED" in verified.findings[0].words


def test_the_order_of_the_proofs_does_not_matter() -> None:
    document = signed()
    document["proof"].reverse()
    assert verify(document, trusted()).proofs == verify(signed(), trusted()).proofs


def test_re_spelt_json_verifies_with_the_same_digest() -> None:
    document = signed()
    backwards = dict(reversed(document.items()))
    for spelt in (
        json.dumps(document, indent=4),
        json.dumps(backwards, ensure_ascii=False),
        json.dumps(document, ensure_ascii=True, separators=("\r\n , ", "\t:\n")),
        json.dumps(document).replace("Alder", "\\u0041lder").replace("/", "\\/"),
    ):
        verified = verify_bytes(spelt.encode(), now=NOW, directory=trusted())
        assert verified.verdict is Verdict.TRUSTED
        assert verified.digest == document_digest(document)
        assert verified.summary == clinic.summary()
        assert verified.data == spelt.encode()


@pytest.mark.parametrize("marker", [b"age-encryption.org/v1\n-> X25519 x\n", b"\n-----BEGIN AGE ENCRYPTED FILE-----\n"])
def test_a_sealed_file_is_not_refused_but_named(marker: bytes) -> None:
    with pytest.raises(Sealed, match="Use summary receive, or open it with age -d") as caught:
        verify_file_bytes(marker, now=NOW, directory=None)
    assert caught.value.exit is Exit.NOT_PERMITTED


def test_a_name_of_mixed_scripts_is_a_finding() -> None:
    whole = clinic.summary()
    # The second letter is the Cyrillic one.
    someone = replace(whole.subject.participant, name=PersonName(family="P\u0430ge", given="Siân"))
    verified = verify(signed(replace(whole, subject=replace(whole.subject, participant=someone))), trusted())
    assert kinds(verified) == {FindingKind.MIXED_SCRIPT}


def test_a_listed_issuer_under_another_name_is_a_finding() -> None:
    verified = verify(signed(), trusted(alder(name="Alder House"), rowan()))
    assert kinds(verified) == {FindingKind.NAME_DIFFERS}


def test_an_edition_that_is_named_but_not_described_is_a_finding() -> None:
    whole = clinic.summary()
    verified = verify(signed(replace(whole, catalogue=replace(whole.catalogue, editions=()))), trusted())
    assert kinds(verified) == {FindingKind.EDITION_NOT_DESCRIBED}


def test_a_board_is_addressed_by_name() -> None:
    board = Recipient(kind=RecipientKind.BOARD, name="Parole Board")
    whole = clinic.summary(recipient=board, purpose=Purpose.PAROLE_BOARD)
    assert verify(signed(whole), trusted()).verdict is Verdict.TRUSTED


def test_only_verification_makes_a_verified_summary() -> None:
    verified = verify(signed(), trusted())
    with pytest.raises(TypeError):
        replace(verified, made_by=object())


def test_signing_puts_the_unit_first_and_refuses_what_nobody_could_read() -> None:
    document = signed()
    assert document["proof"][0]["verificationMethod"] == f"{ALDER}#{clinic.key('unit').public_key}"
    with pytest.raises(NotAllowed, match="signed the document already"):
        add_proof(document, signer=clinic.key("unit"), issuer_id=ALDER, created=NOW)
    spoilt = encode(clinic.summary()) | {"purpose": "sorcery"}
    with pytest.raises(Refused) as caught:
        add_proof(spoilt, signer=clinic.key("unit"), issuer_id=ALDER, created=NOW)
    assert caught.value.reason is Refusal.SCHEMA
    crowded = {**document, "proof": document["proof"] * 8}
    with pytest.raises(NotAllowed, match="at most 16"):
        add_proof(crowded, signer=clinic.key("author"), issuer_id=ALDER, created=NOW)


def test_the_clock_of_another_computer_may_be_ten_minutes_ahead() -> None:
    ahead = NOW + timedelta(minutes=10)
    assert verify(signed(approved=ahead, released=ahead), trusted()).verdict is Verdict.TRUSTED


def test_a_directory_of_two_thousand_keys_is_searched_by_index() -> None:
    trust = trusted(*directory().establishments)
    assert set(trust.keys) == {key.key for entry in directory().establishments for key in entry.keys}


def test_pages_are_compared_by_the_digest_they_print() -> None:
    verified = verify(signed(), trusted())
    assert check_pages(verified, verified.digest).findings == ()
    assert {one.kind for one in check_pages(verified, None).findings} == {FindingKind.DIGEST_NOT_PRINTED}
    for printed in ("0" * 64, "f" * 64, ""):
        with pytest.raises(Refused) as caught:
            check_pages(verified, printed)
        assert caught.value.reason is Refusal.DIGEST_MISMATCH
    assert check_pages(verified, verified.digest).not_checked == (*verified.not_checked, NotChecked.PAGES)


@pytest.mark.parametrize("other", ["00" * 32, "ff" * 32])
def test_a_document_is_withdrawn_by_its_id_or_by_its_digest_and_by_no_other(other: str) -> None:
    document = signed()
    digest = document_digest(document)
    for name, by in ((document["id"], other), (clinic.urn("another"), digest)):
        gone = WithdrawnDocument(document=name, digest=by, since=NOW)
        with pytest.raises(Refused) as caught:
            verify(document, trusted(alder(withdrawn=(gone,)), rowan()))
        assert caught.value.reason is Refusal.WITHDRAWN
    for name in (f"urn:uuid:{'0' * 8}-0000-4000-8000-{'0' * 12}", f"urn:uuid:{'f' * 8}-ffff-4fff-8fff-{'f' * 12}"):
        gone = WithdrawnDocument(document=name, digest=other, since=NOW)
        assert verify(document, trusted(alder(withdrawn=(gone,)), rowan())).verdict is Verdict.TRUSTED


def test_a_person_may_sign_in_the_very_second_from_which_it_is_valid() -> None:
    at_once = signed(approved=clinic.VALID_FROM, released=clinic.VALID_FROM)
    assert verify(at_once, trusted()).verdict is Verdict.TRUSTED
    ahead = signed(released=NOW + timedelta(minutes=10))
    assert verify(ahead, trusted()).verdict is Verdict.TRUSTED


def test_what_is_verified_names_the_keys_whose_proofs_stand_on_it() -> None:
    assert verify(signed(), trusted()).signed_by == (clinic.key("unit").public_key, clinic.key("approver").public_key)


@pytest.mark.parametrize("registration", ["PYL00002", "PYL99999", None])
def test_author_and_approver_may_have_any_two_registrations(registration: str | None) -> None:
    approver = replace(clinic.APPROVER, registration=registration)
    both = clinic.attestation(approver=Signatory.of(approver, clinic.key("approver").public_key))
    document = signed(clinic.summary(attestation=both))
    assert verify(document, trusted(alder(approver={"holder": approver}), rowan())).verdict is Verdict.TRUSTED


MIXED = "Rowan \u041douse"


def test_an_issuer_listed_under_any_other_name_is_a_finding() -> None:
    for name, expected in (("AAA", True), ("zzz", True), ("Alder Clinic", False)):
        verified = verify(signed(), trusted(alder(name=name), rowan()))
        assert (FindingKind.NAME_DIFFERS in kinds(verified)) is expected


def test_whoever_a_reader_relies_on_is_looked_at_for_mixed_scripts() -> None:
    whole = clinic.summary()
    person = whole.subject.participant
    for changed in (
        replace(whole, recipient=replace(whole.recipient, name=MIXED)),
        replace(whole, subject=replace(whole.subject, participant=replace(person, known_as=MIXED))),
        replace(whole, issuer=replace(whole.issuer, name=MIXED)),
    ):
        found = [one for one in verify(signed(changed), None).findings if one.kind is FindingKind.MIXED_SCRIPT]
        assert len(found) == 1
    assert FindingKind.MIXED_SCRIPT not in kinds(verify(signed(whole)))


def test_an_edition_that_is_named_and_not_described_is_a_finding_and_one_described_for_nothing_is_none() -> None:
    whole = clinic.summary()
    described = whole.catalogue.editions
    named = {work.edition_id for work in whole.subject.interventions}
    only_named = replace(whole, catalogue=replace(whole.catalogue, editions=()))
    found = [one for one in verify(signed(only_named)).findings if one.kind is FindingKind.EDITION_NOT_DESCRIBED]
    assert len(found) == len(named - {None})
    more = replace(described[0], edition_id="UNHEARD/2026")
    beside = replace(whole, catalogue=replace(whole.catalogue, editions=(*described, more)))
    assert FindingKind.EDITION_NOT_DESCRIBED not in kinds(verify(signed(beside)))
