"""Which directories are relied on, and which may follow one that is installed."""

import copy
import json
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from registry.documents.directory_document import decode_directory, encode_directory, sign_directory
from registry.documents.multikey import _SMALL_ORDER, write_signature
from registry.documents.signing import document_bytes
from registry.documents.strict import read_strict
from registry.documents.trusted_directory import check_follows, load_directory, load_next_directory, roots_in_words
from registry.domain.directory import Directory, KeyRole, Roots
from registry.domain.errors import NotAllowed, Refusal, Refused
from registry.domain.multikey import encode_multikey
from registry.domain.signing import Signer
from tests.documents import clinic
from tests.documents.clinic import NOW, YEAR, alder, directory, key, listed, rowan, signed_directory, trusted
from tests.documents.foreign_vectors import vectors
from tests.documents.record import urn

NEW_ROOTS = Roots(keys=tuple(key(f"new-root-{n}").public_key for n in (1, 2)), threshold=2)


def reason(data: bytes, **more: Any) -> Refusal:
    with pytest.raises(Refused) as caught:
        load_directory(data, now=more.pop("now", NOW), **more)
    return caught.value.reason


def second(**changes: Any) -> Directory:
    return directory(version=2, previous=trusted().digest, **changes)


def refused_next(data: bytes) -> Refusal:
    with pytest.raises(Refused) as caught:
        load_next_directory(data, now=NOW, installed=trusted().standing)
    return caught.value.reason


def forced(of: Directory, signers: tuple[tuple[str, Signer], ...]) -> dict[str, Any]:
    """Return a directory document with proofs that `sign_directory` itself would refuse to make."""
    from registry.documents.proofs import sign_document

    plain = encode_directory(of)
    proofs = [
        sign_document(
            plain, signer=signer, verification_method=f"{issuer}#{signer.public_key}", created="2026-11-01T00:00:00Z"
        )
        for issuer, signer in signers
    ]
    return {**plain, "proof": proofs}


def test_a_directory_goes_round() -> None:
    whole = second(establishments=(alder(), rowan()))
    assert decode_directory(encode_directory(whole)) == whole
    assert load_directory(signed_directory(whole), now=NOW).directory == whole


def test_a_directory_signed_by_its_threshold_is_relied_on() -> None:
    found = trusted()
    assert found.directory == directory()
    assert found.words == f"under directory Northern units version 1, roots {found.roots}"
    assert len(found.roots.split()) == 8
    assert found.signed_by == {key("root-1").public_key, key("root-2").public_key}


def test_the_roots_words_do_not_depend_on_the_order_of_the_keys_but_on_the_threshold() -> None:
    roots = directory().roots
    assert roots_in_words(replace(roots, keys=roots.keys[::-1])) == roots_in_words(roots)
    assert roots_in_words(replace(roots, threshold=1)) != roots_in_words(roots)


def test_roots_words_given_are_a_check() -> None:
    words = trusted().roots
    assert load_directory(signed_directory(), now=NOW, roots_words=f" {words.upper()} ").roots == words
    assert load_directory(signed_directory(), now=NOW, roots_words=words.replace(" ", "-")).roots == words
    assert reason(signed_directory(), roots_words="abacus ability able about") is Refusal.DIRECTORY_ROOTS
    assert reason(signed_directory(), roots_words="") is Refusal.DIRECTORY_ROOTS


def test_an_expired_directory_is_still_read() -> None:
    assert load_directory(signed_directory(), now=NOW + YEAR).directory.is_expired(NOW + YEAR)


def test_directory_under_signed() -> None:
    assert reason(signed_directory(roots=("root-1",))) is Refusal.DIRECTORY_THRESHOLD


def test_directory_signed_by_strangers() -> None:
    assert reason(signed_directory(roots=("stranger", "other"))) is Refusal.DIRECTORY_THRESHOLD
    assert reason(signed_directory(roots=("root-1", "other"))) is Refusal.DIRECTORY_THRESHOLD


def test_directory_not_signed() -> None:
    assert reason(document_bytes(encode_directory(directory()))) is Refusal.NO_PROOF


def test_one_root_key_counted_twice() -> None:
    document = read_strict(signed_directory(roots=("root-1",)))
    assert reason(document_bytes({**document, "proof": document["proof"] * 2})) is Refusal.DIRECTORY_THRESHOLD
    with pytest.raises(NotAllowed):
        sign_directory(document, signer=key("root-1"), created=NOW)


def test_root_signature_under_another_issuer() -> None:
    issuer = directory().issuer
    document = forced(directory(), ((issuer, key("root-1")), (urn("other"), key("root-2"))))
    assert reason(document_bytes(document)) is Refusal.PROOF_KEY


def test_one_broken_proof_beside_enough_good_ones() -> None:
    document = read_strict(signed_directory(roots=("root-1", "root-2", "root-3")))
    broken = copy.deepcopy(document)
    broken["proof"][2]["created"] = "2026-11-03T00:00:00Z"
    assert reason(document_bytes(broken)) is Refusal.BAD_SIGNATURE


@pytest.mark.parametrize("point", sorted(_SMALL_ORDER), ids=bytes.hex)
def test_small_order_key_in_the_directory(point: bytes) -> None:
    text = encode_multikey(point)
    entry = replace(rowan(), keys=(replace(listed("x", KeyRole.UNIT), key=text),))
    assert reason(signed_directory(directory(alder(), entry))) is Refusal.SMALL_ORDER_KEY
    roots = Roots(keys=(key("root-1").public_key, text), threshold=1)
    assert reason(signed_directory(directory(roots=roots), roots=("root-1",))) is Refusal.SMALL_ORDER_KEY


def test_small_order_key_that_signs_as_a_root() -> None:
    # The identity as key, R the identity and S zero: `cryptography` accepts it under any document.
    identity = (1).to_bytes(32, "little")
    text = encode_multikey(identity)
    plain = encode_directory(directory(roots=Roots(keys=(text,), threshold=1)))
    proof = {
        **forced(directory(), ((directory().issuer, key("root-1")),))["proof"][0],
        "verificationMethod": f"{directory().issuer}#{text}",
        "proofValue": write_signature(identity + bytes(32)),
    }
    assert reason(document_bytes({**plain, "proof": [proof]})) is Refusal.SMALL_ORDER_KEY


def test_small_order_keys_of_the_edge_case_vectors_in_the_directory() -> None:
    cases = json.loads((vectors("ed25519-edge-cases") / "ed25519vectors.json").read_bytes())
    found = {case["key"] for case in cases if "low_order_A" in (case["flags"] or [])}
    assert found
    for point in found:
        roots = Roots(keys=(key("root-1").public_key, encode_multikey(bytes.fromhex(point))), threshold=1)
        assert reason(signed_directory(directory(roots=roots), roots=("root-1",))) is Refusal.SMALL_ORDER_KEY


def test_key_id_that_does_not_match_its_key() -> None:
    document = read_strict(signed_directory())
    other = f"{directory().issuer}#{key('root-3').public_key}"
    document["proof"][0]["verificationMethod"] = other
    assert reason(document_bytes(document)) is Refusal.BAD_SIGNATURE


def test_key_id_that_is_no_key() -> None:
    document = read_strict(signed_directory())
    document["proof"][0]["verificationMethod"] = f"{directory().issuer}#key-1"
    assert reason(document_bytes(document)) is Refusal.PROOF_KEY


def test_key_id_reused_by_another_establishment() -> None:
    document = encode_directory(directory())
    entries = document["credentialSubject"]["establishments"]
    entries[1]["keys"][0]["key"] = entries[0]["keys"][0]["key"]
    for name in ("root-1", "root-2"):
        document = sign_directory(document, signer=key(name), created=NOW)
    assert reason(document_bytes(document)) is Refusal.CONTENT


def test_root_key_listed_as_a_units() -> None:
    entry = replace(rowan(), keys=(listed("root-1", KeyRole.UNIT),))
    assert reason(signed_directory(directory(alder(), entry))) is Refusal.DIRECTORY


def test_directory_not_valid_yet() -> None:
    assert reason(signed_directory(directory(valid_from=NOW + timedelta(minutes=11)))) is Refusal.DIRECTORY


def test_directory_signed_in_the_future() -> None:
    assert reason(signed_directory(), now=NOW - timedelta(days=21)) is Refusal.CLOCK


def test_a_summary_in_place_of_a_directory() -> None:
    assert reason(document_bytes(clinic.signed())) is Refusal.UNKNOWN_KIND


def test_the_next_version_is_installed() -> None:
    newer = load_next_directory(signed_directory(second()), now=NOW, installed=trusted().standing)
    assert newer.directory.version == 2


def test_the_same_version_again_changes_nothing() -> None:
    again = load_next_directory(signed_directory(roots=("root-2", "root-3")), now=NOW, installed=trusted().standing)
    assert again.digest == trusted().digest


def test_roots_change_with_the_old_and_the_new_ones() -> None:
    data = signed_directory(second(roots=NEW_ROOTS), roots=("new-root-1", "new-root-2", "root-1", "root-3"))
    newer = load_next_directory(data, now=NOW, installed=trusted().standing)
    assert newer.roots != trusted().roots
    # Somebody who has none installed may begin with it.
    assert load_directory(data, now=NOW).directory == newer.directory


def test_roots_changed_without_the_old_ones() -> None:
    data = signed_directory(second(roots=NEW_ROOTS), roots=("new-root-1", "new-root-2", "root-1"))
    assert refused_next(data) is Refusal.DIRECTORY_ROOTS


def test_roots_changed_without_the_new_ones() -> None:
    data = signed_directory(second(roots=NEW_ROOTS), roots=("new-root-1", "root-1", "root-2"))
    assert refused_next(data) is Refusal.DIRECTORY_THRESHOLD


def test_directory_rolled_back() -> None:
    installed = load_next_directory(signed_directory(second()), now=NOW, installed=trusted().standing)
    with pytest.raises(Refused) as caught:
        load_next_directory(signed_directory(), now=NOW, installed=installed.standing)
    assert caught.value.reason is Refusal.DIRECTORY_ROLLED_BACK


def test_directory_forked() -> None:
    assert refused_next(signed_directory(directory(name="Other units"))) is Refusal.DIRECTORY_FORKED
    unrelated = directory(version=2, previous="00" * 32)
    assert refused_next(signed_directory(unrelated)) is Refusal.DIRECTORY_FORKED


def test_version_left_out() -> None:
    skipped = directory(version=3, previous=trusted().digest)
    assert refused_next(signed_directory(skipped)) is Refusal.DIRECTORY


def test_another_directory() -> None:
    assert refused_next(signed_directory(replace(second(), id=urn("another")))) is Refusal.DIRECTORY
    assert refused_next(signed_directory(replace(second(), issuer=urn("others")))) is Refusal.DIRECTORY


def test_only_loading_makes_a_trusted_directory() -> None:
    with pytest.raises(TypeError):
        replace(trusted(), made_by=None)


@pytest.mark.parametrize("version", [2, 3, 4, 7])
def test_each_version_follows_the_one_before_and_no_earlier_one(version: int) -> None:
    newer = trusted(version=version, previous="ab" * 32)
    before = replace(newer.standing, version=version - 1, digest="ab" * 32)
    check_follows(newer, before)
    for digest in ("00" * 32, "ff" * 32):
        with pytest.raises(Refused) as caught:
            check_follows(newer, replace(before, digest=digest))
        assert caught.value.reason is Refusal.DIRECTORY_FORKED
        with pytest.raises(Refused) as caught:
            check_follows(newer, replace(newer.standing, digest=digest))
        assert caught.value.reason is Refusal.DIRECTORY_FORKED
    with pytest.raises(Refused) as caught:
        check_follows(newer, replace(before, version=version + 1))
    assert caught.value.reason is Refusal.DIRECTORY_ROLLED_BACK
    if version > 2:
        with pytest.raises(Refused, match=f"from {version - 1} on") as caught:
            check_follows(newer, replace(before, version=version - 2))
        assert caught.value.reason is Refusal.DIRECTORY


@pytest.mark.parametrize("other", [f"urn:uuid:{end * 8}-0000-4000-8000-{end * 12}" for end in "0f"])
def test_a_directory_follows_the_same_one_by_the_same_keepers(other: str) -> None:
    newer = trusted()
    check_follows(newer, newer.standing)
    for another in ({"id": other}, {"issuer": other}):
        with pytest.raises(Refused) as caught:
            check_follows(newer, replace(newer.standing, **another))
        assert caught.value.reason is Refusal.DIRECTORY


def test_a_key_that_signed_twice_is_refused_even_where_others_are_enough() -> None:
    document = read_strict(signed_directory())
    load_directory(document_bytes(document), now=NOW)
    document["proof"].append(document["proof"][0])
    with pytest.raises(Refused, match="signed the directory twice") as caught:
        load_directory(document_bytes(document), now=NOW)
    assert caught.value.reason is Refusal.DIRECTORY_THRESHOLD


def test_more_roots_than_must_may_have_signed() -> None:
    everyone = ("root-1", "root-2", "root-3")
    of_all = load_directory(signed_directory(roots=everyone), now=NOW)
    then = of_all.standing
    assert load_next_directory(signed_directory(roots=everyone), now=NOW, installed=then) == of_all
    newer = directory(version=2, previous=of_all.digest)
    assert load_next_directory(signed_directory(newer, everyone), now=NOW, installed=then).directory.version == 2


def test_another_clock_may_be_ten_minutes_ahead_and_no_more() -> None:
    ahead, second = timedelta(minutes=10), timedelta(seconds=1)
    data = signed_directory()
    begun, signed = NOW - timedelta(days=30), NOW - timedelta(days=20)
    load_directory(data, now=signed - ahead)
    with pytest.raises(Refused) as caught:
        load_directory(data, now=signed - ahead - second)
    assert caught.value.reason is Refusal.CLOCK
    with pytest.raises(Refused) as caught:
        load_directory(data, now=begun - ahead)
    assert caught.value.reason is Refusal.CLOCK
    with pytest.raises(Refused) as caught:
        load_directory(data, now=begun - ahead - second)
    assert caught.value.reason is Refusal.DIRECTORY
