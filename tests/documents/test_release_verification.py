"""A catalogue release is trusted, intact or refused with one named reason; nothing it says is believed before."""

import copy
import json
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry.documents.canonical import document_digest
from registry.documents.catalogue_release import decode_release, encode_release
from registry.documents.release_verification import VerifiedRelease, verify_release
from registry.documents.signing import document_bytes
from registry.documents.trusted_directory import TrustedDirectory
from registry.domain.directory import KeyRole, KeyState, WithdrawnDocument
from registry.domain.errors import InvalidValue, Refusal, Refused
from registry.domain.verdict import FindingKind, NotChecked, Verdict
from tests.documents import clinic
from tests.documents.clinic import ALDER, NOW, YEAR, alder, rowan, trusted
from tests.documents.record import urn
from tests.documents.releases import DEFINITION, OVERLAP, programme, release, resigned_release, signed_release

SIGNED = signed_release()


def verify(document: dict[str, Any], trust: TrustedDirectory | None = None, **more: Any) -> VerifiedRelease:
    return verify_release(document_bytes(document), now=more.get("now", NOW), directory=trust)


def refusal(document: dict[str, Any], trust: TrustedDirectory | None = None, **more: Any) -> Refused:
    with pytest.raises(Refused) as caught:
        verify(document, trust, **more)
    assert "\n" not in caught.value.message
    return caught.value


def test_a_sound_release_under_its_directory_is_trusted() -> None:
    verified = verify(SIGNED, trusted())
    assert (verified.verdict, verified.doubt) == (Verdict.TRUSTED, "")
    assert verified.release == release()
    assert verified.digest == document_digest(SIGNED)
    assert verified.data == document_bytes(SIGNED)
    assert decode_release(encode_release(release())) == release()


@pytest.mark.parametrize(
    ("trust", "says"),
    [
        (None, "No directory"),
        (trusted(rowan()), "not in the directory"),
        (trusted(valid_until=NOW - timedelta(days=1)), "expired"),
    ],
    ids=["no directory", "issuer not listed", "directory expired"],
)
def test_without_anybody_to_vouch_for_the_key_it_is_only_intact(trust: TrustedDirectory | None, says: str) -> None:
    verified = verify(SIGNED, trust)
    assert verified.verdict is Verdict.INTACT
    assert says in verified.doubt


KEYS: dict[str, tuple[TrustedDirectory, Refusal]] = {
    "unknown key": (trusted(alder(unit={"key": clinic.key("other").public_key})), Refusal.UNKNOWN_KEY),
    "key of another unit": (
        trusted(alder(unit={"key": clinic.key("x").public_key}), rowan(keys=(clinic.listed("unit", KeyRole.UNIT),))),
        Refusal.WRONG_UNIT,
    ),
    "another unit's key, issuer not listed": (
        trusted(rowan(keys=(clinic.listed("unit", KeyRole.UNIT),))),
        Refusal.WRONG_UNIT,
    ),
    "a clinician's key": (trusted(alder(keys=(clinic.listed("unit", holder=clinic.AUTHOR),))), Refusal.WRONG_ROLE),
    "revoked": (trusted(alder(unit={"state": KeyState.REVOKED, "since": NOW})), Refusal.KEY_REVOKED),
    "compromised": (trusted(alder(unit={"state": KeyState.COMPROMISED, "since": NOW})), Refusal.KEY_COMPROMISED),
    "retired before": (
        trusted(alder(unit={"state": KeyState.RETIRED, "since": NOW - timedelta(days=9)})),
        Refusal.KEY_DATES,
    ),
    "not yet valid": (trusted(alder(unit={"from_": NOW + timedelta(days=1)})), Refusal.KEY_DATES),
    "out of date": (trusted(alder(unit={"until": NOW - YEAR / 2})), Refusal.KEY_DATES),
    "withdrawn by id": (
        trusted(
            alder(withdrawn=(WithdrawnDocument(document=urn("release"), digest="ab" * 32, since=NOW),)),
        ),
        Refusal.WITHDRAWN,
    ),
}


@pytest.mark.parametrize("attack", KEYS)
def test_a_key_that_the_directory_does_not_let_sign_is_refused(attack: str) -> None:
    trust, reason = KEYS[attack]
    assert refusal(SIGNED, trust).reason is reason


def test_a_retired_key_is_good_for_what_it_signed_before() -> None:
    trust = trusted(alder(unit={"state": KeyState.RETIRED, "since": NOW}))
    assert verify(SIGNED, trust).verdict is Verdict.TRUSTED


def _edited(change: Callable[[dict[str, Any]], object]) -> dict[str, Any]:
    plain = copy.deepcopy(SIGNED)
    change(plain)
    return plain


def _subject(plain: dict[str, Any]) -> dict[str, Any]:
    subject: dict[str, Any] = plain["credentialSubject"]
    return subject


TAMPERED: dict[str, tuple[Callable[[dict[str, Any]], object], Refusal]] = {
    "tampered title": (lambda one: _subject(one)["programmes"][0].update(title="Other"), Refusal.BAD_SIGNATURE),
    "programme taken out": (lambda one: _subject(one)["programmes"].pop(), Refusal.BAD_SIGNATURE),
    "version moved": (lambda one: one["series"].update(version=1, id=urn("else")), Refusal.BAD_SIGNATURE),
    "no proof": (lambda one: one.update(proof=[]), Refusal.NO_PROOF),
    "proof member gone": (lambda one: one.pop("proof"), Refusal.NO_PROOF),
    "same proof twice": (lambda one: one.update(proof=one["proof"] * 2), Refusal.SIGNERS),
    "thousands of proofs": (lambda one: one.update(proof=one["proof"] * 2000), Refusal.TOO_MANY_PROOFS),
    "issuer swapped": (lambda one: one["issuer"].update(id=clinic.ROWAN), Refusal.PROOF_KEY),
    "context appended": (lambda one: one["@context"].append("https://evil.example"), Refusal.CONTEXT),
    "another kind": (lambda one: one.update(type=["VerifiableCredential", "Directory"]), Refusal.UNKNOWN_SCHEMA),
    "schema digest": (lambda one: one["credentialSchema"].update(digestSRI="sha384-x"), Refusal.SCHEMA_DIGEST),
    "older schema": (
        lambda one: one["credentialSchema"].update(id="https://throughcare.example/schemas/catalogue-release/0.9"),
        Refusal.UNKNOWN_SCHEMA,
    ),
    "unknown member": (lambda one: one.update(extra=1), Refusal.SCHEMA),
    "unknown member inside": (lambda one: _subject(one)["programmes"][0].update(extra="x"), Refusal.SCHEMA),
}


@pytest.mark.parametrize("attack", TAMPERED)
def test_a_tampered_release_is_refused(attack: str) -> None:
    change, reason = TAMPERED[attack]
    assert refusal(_edited(change), trusted()).reason is reason


SIGNED_WRONG: dict[str, tuple[Callable[[dict[str, Any]], object], Refusal, str]] = {
    "programme twice": (
        lambda one: _subject(one)["programmes"].append(_subject(one)["programmes"][0]),
        Refusal.CONTENT,
        "twice",
    ),
    "another unit's local programme": (
        lambda one: _subject(one)["programmes"].append(
            encode_release(release(programmes=(programme("LAST"),), definitions=(), overlaps=()))["credentialSubject"][
                "programmes"
            ][0]
            | {"id": f"{clinic.ROWAN}:WALK", "editions": [{"id": f"{clinic.ROWAN}:WALK/1"}]}
        ),
        Refusal.CONTENT,
        "another unit",
    ),
    "another unit's definition": (
        lambda one: _subject(one)["definitions"][0]["establishment"].update(id=clinic.ROWAN),
        Refusal.CONTENT,
        "another unit",
    ),
    "definition of nothing": (
        lambda one: _subject(one)["definitions"][0].update(editionId="GONE/1"),
        Refusal.CONTENT,
        "GONE/1",
    ),
    "unknown need": (lambda one: _subject(one)["programmes"][0].update(needs=["luck"]), Refusal.CONTENT, "luck"),
    "unknown successor": (
        lambda one: _subject(one)["programmes"][0]["successors"][0].update(programmeId="GONE"),
        Refusal.CONTENT,
        "GONE",
    ),
    "overlap with nothing": (lambda one: _subject(one)["overlaps"][0].update(covered="GONE"), Refusal.CONTENT, "GONE"),
    "edition of another programme": (
        lambda one: _subject(one)["programmes"][0]["editions"][0].update(id="NEXT/9"),
        Refusal.CONTENT,
        "NEXT/9",
    ),
    "terminal escape in a title": (
        lambda one: _subject(one)["programmes"][0].update(title="a\x1b[2Jb"),
        Refusal.CONTROL_CHARACTER,
        "U+001B",
    ),
    "bidi in a title": (lambda one: _subject(one)["programmes"][0].update(title="a\u202eb"), Refusal.SCHEMA, "title"),
    "title not NFC": (lambda one: _subject(one)["programmes"][0].update(title="e\u0301"), Refusal.NOT_NFC, "normal"),
    "a float": (
        lambda one: _subject(one)["programmes"][0]["editions"][0]["modules"][0]["sessions"].update(least=4.0),
        Refusal.NUMBER,
        "point",
    ),
    "deep nesting": (lambda one: _subject(one).update(label=_deep(40)), Refusal.TOO_DEEP, "inside"),
    "many programmes": (
        lambda one: _subject(one).update(programmes=[_subject(one)["programmes"][1]] * 1001),
        Refusal.SCHEMA,
        "longer",
    ),
    "path in an id": (lambda one: _subject(one)["programmes"][0].update(id="../../etc"), Refusal.SCHEMA, "id"),
    "signed before it began": (lambda one: one.update(validFrom="2026-11-22T09:29:59Z"), Refusal.CLOCK, "times"),
}


def _deep(depth: int) -> Any:
    return [_deep(depth - 1)] if depth else "x"


@pytest.mark.parametrize("attack", SIGNED_WRONG)
def test_a_release_that_its_own_unit_signed_wrong_is_refused(attack: str) -> None:
    change, reason, says = SIGNED_WRONG[attack]
    plain = _edited(change)
    try:
        document = document_bytes(resigned_release(plain))
    except InvalidValue:
        # What our own signer cannot even spell arrives unsigned: reading refuses it first.
        document = json.dumps(plain).encode()
    with pytest.raises(Refused) as caught:
        verify_release(document, now=NOW, directory=trusted())
    assert caught.value.reason is reason
    assert says in caught.value.message + caught.value.path


def test_one_signed_by_another_of_its_own_keys_is_refused() -> None:
    assert refusal(resigned_release(SIGNED, unit="approver"), trusted()).reason is Refusal.SIGNERS


def test_one_from_the_future_is_refused() -> None:
    assert refusal(SIGNED, trusted(), now=NOW - timedelta(hours=2)).reason is Refusal.CLOCK


def test_one_may_be_signed_as_it_begins_and_ten_minutes_ahead() -> None:
    ahead = timedelta(minutes=10)
    assert verify(SIGNED, trusted(), now=clinic.RELEASED - ahead).verdict is Verdict.TRUSTED
    assert refusal(SIGNED, trusted(), now=clinic.RELEASED - ahead - timedelta(seconds=1)).reason is Refusal.CLOCK
    at_once = signed_release(release(valid_from=clinic.RELEASED))
    assert verify(at_once, trusted()).verdict is Verdict.TRUSTED


@pytest.mark.parametrize(("many", "more"), [(1, ""), (5, ""), (6, "; and 1 more"), (9, "; and 4 more")])
def test_five_things_that_it_does_not_hold_are_named_and_the_others_counted(many: int, more: str) -> None:
    gone = [{"programmeId": f"GONE{number}", "basis": "The owner says so."} for number in range(many)]
    said = refusal(resigned_release(_edited(lambda one: _subject(one)["programmes"][0].update(successors=gone))))
    assert said.reason is Refusal.CONTENT
    assert said.message.count("TIT at ") == min(many, 5)
    assert said.message.endswith(f"{more}.")


def test_an_overlap_that_names_nothing_is_told_by_its_number() -> None:
    def spoil(one: dict[str, Any]) -> None:
        _subject(one)["overlaps"].append(_subject(one)["overlaps"][0] | {"id": urn("second"), "covered": "GONE"})

    assert "overlap judgement 2: " in refusal(resigned_release(_edited(spoil))).message


@pytest.mark.parametrize("other", ["00" * 32, "ff" * 32])
def test_one_is_withdrawn_by_its_id_or_its_digest_and_by_no_other(other: str) -> None:
    elsewhere = f"urn:uuid:{other[:8]}-{other[:4]}-4000-8000-{other[:12]}"
    for name, digest in ((urn("release"), other), (elsewhere, document_digest(SIGNED))):
        gone = WithdrawnDocument(document=name, digest=digest, since=NOW)
        assert refusal(SIGNED, trusted(alder(withdrawn=(gone,)))).reason is Refusal.WITHDRAWN
    stranger = WithdrawnDocument(document=elsewhere, digest=other, since=NOW)
    assert verify(SIGNED, trusted(alder(withdrawn=(stranger,)))).verdict is Verdict.TRUSTED


def test_what_a_reader_should_know_of_it_is_said() -> None:
    assert verify(SIGNED, trusted()).findings == ()
    for name in ("AAA", "zzz"):
        (found,) = verify(SIGNED, trusted(alder(name=name))).findings
        assert found.kind is FindingKind.NAME_DIFFERS
    (mixed,) = verify(signed_release(release(issuer=replace(release().issuer, name="\u0410lder")))).findings
    assert mixed.kind is FindingKind.MIXED_SCRIPT
    assert FindingKind.NO_DIRECTORY in {one.kind for one in verify(SIGNED).ruling.findings}


def test_the_ruling_counts_the_programmes_and_says_what_was_not_checked() -> None:
    ruling = verify(SIGNED, trusted()).ruling
    assert ruling.about == "Catalogue release 2026.11, version 1: 3 programmes."
    assert NotChecked.DIRECTORY not in ruling.not_checked
    one = signed_release(release(programmes=(programme("TIT"),), definitions=(), overlaps=()))
    assert verify(one).ruling.about == "Catalogue release 2026.11, version 1: 1 programme."
    assert NotChecked.DIRECTORY in verify(one).ruling.not_checked
    assert ruling.bearing is not None
    assert (ruling.bearing.id, ruling.bearing.unit_key) == (release().id, clinic.key("unit").public_key)


def test_only_verification_makes_a_verified_release() -> None:
    verified = verify_release(document_bytes(SIGNED), now=NOW, directory=trusted())
    with pytest.raises(TypeError, match="Only verification says"):
        replace(verified, made_by=object())


@given(position=st.integers(min_value=0, max_value=len(document_bytes(SIGNED)) - 2), bit=st.integers(0, 7))
def test_no_flipped_bit_passes(position: int, bit: int) -> None:
    data = bytearray(document_bytes(SIGNED))
    data[position] ^= 1 << bit
    try:
        verified = verify_release(bytes(data), now=NOW, directory=trusted())
    except Refused:
        return
    assert verified.digest == document_digest(SIGNED), "only a re-spelling of the same content may pass"


def test_white_space_and_order_do_not_matter() -> None:
    spelt = json.dumps(dict(reversed(SIGNED.items())), indent=3).encode()
    assert verify_release(spelt, now=NOW, directory=trusted()).release == release()


def test_a_release_that_cannot_exist_cannot_be_built() -> None:
    for wrong in (
        {"programmes": ()},
        {"overlaps": (OVERLAP, OVERLAP)},
        {"definitions": (DEFINITION, DEFINITION)},
        {"label": " "},
    ):
        with pytest.raises(InvalidValue):
            release(**wrong)
    assert release().issuer.id == ALDER
