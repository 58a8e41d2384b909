"""Two implementations, one verdict: the page's core under Node beside the program."""

import json
import os
from itertools import islice
from pathlib import Path
from typing import Any

import pytest

from registry.documents.annex import encode_annex
from registry.documents.catalogue_release import encode_release
from registry.documents.foreign_file import ruling_on
from registry.documents.proofs import sign_document
from registry.documents.receipt import encode_receipt
from registry.documents.signing import document_bytes
from registry.documents.transfer_summary import encode
from registry.documents.trusted_directory import TrustedDirectory, load_directory
from registry.documents.withdrawal import encode_withdrawal
from registry.domain.errors import InvalidValue, Refused
from schemas import load_schema
from tests.documents.clinic import NOW, alder, directory, key, resigned, signed_directory, trusted
from tests.documents.every_member import every_member
from tests.documents.letters import RECEIVED, annex, receipt, rowan_receives, withdrawal
from tests.documents.one_place import one_place
from tests.documents.releases import full_release, resigned_release
from tests.documents.test_vectors import CASES, VECTORS
from tests.verifier.node import judge, needs_node

pytestmark = needs_node

Document = dict[str, Any]
_STAMP = "%Y-%m-%dT%H:%M:%SZ"
# Of a summary every fourth: all of them, which `make agreement` compares, take more than a minute.
_STEP = 1 if "THROUGHCARE_AGREEMENT" in os.environ else 4
_LISTED = directory(alder(), rowan_receives())


def ours(data: bytes, trust: TrustedDirectory) -> dict[str, Any]:
    """Return what the program says of a file, in the members that `judge.mjs` writes."""
    try:
        ruling = ruling_on(data, now=NOW, directory=trust)
    except Refused as error:
        return {"verdict": "REFUSED", "reason": error.reason.value}
    return {
        "verdict": ruling.verdict.value,
        "digest": ruling.digest,
        "words": ruling.words,
        "directory": ruling.directory,
        "findings": [one.kind.value for one in ruling.findings],
        "notChecked": [one.value for one in ruling.not_checked],
    }


def test_the_same_verdict_and_reason_on_every_vector(tmp_path: Path) -> None:
    answers = judge(VECTORS / "manifest.json", tmp_path)
    said = [(one["file"], one["verdict"], one.get("reason")) for one in answers]
    assert said == [(case["file"], case["verdict"], case.get("reason")) for case in CASES]


def test_the_same_words_beside_the_verdict(tmp_path: Path) -> None:
    whole = [case for case in CASES if case["verdict"] != "REFUSED" and case["kind"] != "directory"]
    usual = [case for case in whole if case.get("directory") == "directories/whole.json" and "recipient" not in case]
    usual = [case for case in usual if case["clock"] == CASES[0]["clock"] and "beside" not in case]
    answers = {one.pop("file"): one for one in judge(VECTORS / "manifest.json", tmp_path)}
    trust = trusted()
    assert len(usual) > 8
    assert {case["file"]: answers[case["file"]] for case in usual} == {
        case["file"]: ours((VECTORS / case["file"]).read_bytes(), trust) for case in usual
    }


def _signed(plain: Document) -> Document:
    """Return the document signed by whom its kind asks for, however wrong it is."""
    if "releasedBy" in plain.get("attestation", {}):
        return resigned_release(plain)
    if "receiver" not in plain.get("attestation", {}):
        return resigned(plain, person="author" if plain.get("interim") else "approver")
    receiver = key("rowan-receiver")
    method = f"{plain['issuer']['id']}#{receiver.public_key}"
    created = RECEIVED.strftime(_STAMP)
    return {**plain, "proof": [sign_document(plain, signer=receiver, verification_method=method, created=created)]}


def test_every_member_is_accepted_by_both(tmp_path: Path) -> None:
    whole = {f"{number}.json": _signed(encode(one)) for number, one in enumerate(every_member())}
    mine, theirs = _both({name: document_bytes(one) for name, one in whole.items()}, tmp_path)
    assert mine == theirs
    assert {one["verdict"] for one in mine.values()} == {"TRUSTED"}


@pytest.mark.parametrize("kind", ["transfer-summary", "withdrawal", "receipt", "annex", "catalogue-release"])
def test_the_same_verdict_on_every_document_changed_in_one_place(kind: str, tmp_path: Path) -> None:
    samples = {
        "transfer-summary": [encode(one) for one in every_member()],
        "withdrawal": [encode_withdrawal(withdrawal())],
        "receipt": [encode_receipt(receipt())],
        "annex": [encode_annex(annex())],
        "catalogue-release": [encode_release(full_release())],
    }[kind]
    files: dict[str, bytes] = {}
    every = one_place(samples, load_schema(kind, "1.0"))
    for number, document in enumerate(islice(every, 0, None, 1 if kind != "transfer-summary" else _STEP)):
        try:
            files[f"{number}.json"] = document_bytes(_signed(document))
        except (KeyError, TypeError, InvalidValue):
            continue  # Without an issuer or contexts nothing can be signed.
    mine, theirs = _both(files, tmp_path)
    assert {name: (mine[name], theirs[name]) for name in files if mine[name] != theirs[name]} == {}
    assert len(files) > (2500 / _STEP if kind == "transfer-summary" else 50)
    assert len({one.get("reason") for one in mine.values()}) > 3


def _both(files: dict[str, bytes], folder: Path) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return what the program and what the page's core say of each file."""
    (folder / "directory.json").write_bytes(signed_directory(_LISTED))
    for name, data in files.items():
        (folder / name).write_bytes(data)
    cases = [
        {"file": name, "kind": "odd", "directory": "directory.json", "clock": NOW.strftime(_STAMP)} for name in files
    ]
    manifest = folder / "manifest.json"
    manifest.write_text(json.dumps({"vectors": cases}), "utf-8")
    theirs = {one.pop("file"): one for one in judge(manifest, folder)}
    trust = load_directory(signed_directory(_LISTED), now=NOW)
    return {name: ours(data, trust) for name, data in files.items()}, theirs
