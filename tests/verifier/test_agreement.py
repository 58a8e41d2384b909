"""Two implementations, one verdict: the page's core under Node beside the program."""

import copy
import json
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from registry.documents.annex import encode_annex
from registry.documents.foreign_file import verify_file_bytes
from registry.documents.proofs import sign_document
from registry.documents.receipt import encode_receipt
from registry.documents.signing import document_bytes
from registry.documents.transfer_summary import encode
from registry.documents.trusted_directory import TrustedDirectory, load_directory
from registry.documents.withdrawal import encode_withdrawal
from registry.domain.errors import Refused
from tests.documents.clinic import NOW, alder, directory, key, resigned, signed_directory, summary, trusted
from tests.documents.letters import RECEIVED, annex, receipt, rowan_receives, withdrawal
from tests.documents.test_tampering import at, leaves, tampered
from tests.documents.test_vectors import CASES, VECTORS
from tests.verifier.node import judge, needs_node

pytestmark = needs_node

Document = dict[str, Any]
_STAMP = "%Y-%m-%dT%H:%M:%SZ"
_LISTED = directory(alder(), rowan_receives())


def ours(data: bytes, trust: TrustedDirectory) -> dict[str, Any]:
    """Return what the program says of a file, in the members that `judge.mjs` writes."""
    try:
        found = verify_file_bytes(data, now=NOW, directory=trust)
    except Refused as error:
        return {"verdict": "REFUSED", "reason": error.reason.value}
    ruling = found.ruling
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
    usual = [case for case in usual if case["clock"] == CASES[0]["clock"]]
    answers = {one.pop("file"): one for one in judge(VECTORS / "manifest.json", tmp_path)}
    trust = trusted()
    assert len(usual) > 8
    assert {case["file"]: answers[case["file"]] for case in usual} == {
        case["file"]: ours((VECTORS / case["file"]).read_bytes(), trust) for case in usual
    }


def _odd(plain: Document) -> Iterator[Document]:
    """Yield documents wrong in one place each, to be signed all the same, so that every rule on content is reached."""
    for path in leaves(plain):
        changed = copy.deepcopy(plain)
        holder = at(changed, path[:-1])
        holder[path[-1]] = tampered(holder[path[-1]])
        yield changed
    members = {path[:length] for path in leaves(plain) for length in range(2, len(path) + 1)}
    for path in sorted(members, key=str):
        changed = copy.deepcopy(plain)
        del at(changed, path[:-1])[path[-1]]
        yield changed


def _signed(plain: Document) -> Document:
    """Return the document signed by whom its kind asks for, however wrong it is."""
    if "receiver" not in plain.get("attestation", {}):
        return resigned(plain)
    receiver = key("rowan-receiver")
    method = f"{plain['issuer']['id']}#{receiver.public_key}"
    created = RECEIVED.strftime(_STAMP)
    return {**plain, "proof": [sign_document(plain, signer=receiver, verification_method=method, created=created)]}


def test_the_same_verdict_on_every_leaf_changed_and_every_member_left_out(tmp_path: Path) -> None:
    (tmp_path / "directory.json").write_bytes(signed_directory(_LISTED))
    plains = (
        encode(summary(interventions=1)),
        encode_withdrawal(withdrawal()),
        encode_receipt(receipt()),
        encode_annex(annex()),
    )
    files: dict[str, bytes] = {}
    odd = (document for plain in plains for document in _odd(plain))
    # Every second one: all of them agree as well, and take half a minute.
    for number, document in enumerate(islice(odd, 0, None, 2)):
        try:
            files[f"{number}.json"] = document_bytes(_signed(document))
        except (KeyError, TypeError):
            continue  # Without an issuer or contexts nothing can be signed.
    for name, data in files.items():
        (tmp_path / name).write_bytes(data)
    cases = [
        {"file": name, "kind": "odd", "directory": "directory.json", "clock": NOW.strftime(_STAMP)} for name in files
    ]
    manifest = tmp_path / "manifest.json"
    manifest.write_text(json.dumps({"vectors": cases}), "utf-8")
    assert len(files) > 250
    theirs = {one.pop("file"): one for one in judge(manifest, tmp_path)}
    trust = load_directory(signed_directory(_LISTED), now=NOW)
    mine = {name: ours(data, trust) for name, data in files.items()}
    assert {name: (mine[name], theirs[name]) for name in files if mine[name] != theirs[name]} == {}
    assert len({one.get("reason") for one in mine.values()}) > 6
