"""Rows about documents: the schema, verification, issue."""

import json
from collections.abc import Iterator
from dataclasses import replace
from hashlib import sha256
from itertools import cycle
from pathlib import Path

from registry.documents.canonical import canonical_rfc8785
from registry.documents.proofs import check_proofs
from registry.documents.schema_check import check_schema
from registry.documents.signers import claimed_keys
from registry.documents.signing import add_proof, document_bytes
from registry.documents.strict import read_strict
from registry.documents.transfer_summary import encode
from registry.documents.verification import verify_bytes
from registry.domain.summary import TransferSummary
from registry.domain.times import stamp
from tests.bench.measuring import Row, Target, by_processor
from tests.bench.naive import KIND, VALIDATOR, verify_naively
from tests.bench.node_peer import NoNode, node_verdicts, node_verifier
from tests.bench.samples import Scale, documents, files, summary
from tests.documents import clinic
from tests.documents.record import urn


def rows(folder: Path, scale: Scale) -> Iterator[Row]:
    """Yield the rows; `folder` is for what is written."""
    yield _schema(scale)
    yield from _verify(scale)
    yield _issue(folder, scale)


def _schema(scale: Scale) -> Row:
    checked = cycle(documents(scale.documents))
    return Row(
        operation="schema validation of a 20-intervention summary",
        ours=by_processor(lambda: check_schema(next(checked), KIND, "1.0"), scale.times(200)),
        peer=by_processor(lambda: VALIDATOR.is_valid(next(checked)), scale.times(2)),
        peer_name="jsonschema, validator reused",
        target=Target(times_faster=100),
    )


def _verify(scale: Scale) -> Iterator[Row]:
    data, trusted = files(scale.documents), clinic.trusted()
    steps, whole, naive = cycle(data), cycle(data), cycle(data)
    try:
        node, name, why = (
            node_verifier(data, scale.times(200), install=not scale.once),
            "Node: ajv, canonicalize, node:crypto",
            "",
        )
    except NoNode as missing:
        node, name, why = None, "Node pipeline", f"Not compared: {missing}."
    yield Row(
        operation="verify, the steps the Node pipeline does: parse, schema, canonical form, two proofs",
        ours=by_processor(lambda: node_steps(next(steps)), scale.times(200)),
        peer=node,
        peer_name=name,
        target=Target(per_second=3000, times_faster=1.5),
        note=why or "Ours also refuses members that come twice, floats, controls and text outside form C.",
        warm_up=5,
    )
    try:
        page = node_verdicts(data, scale.times(40), directory=clinic.signed_directory(), now=clinic.NOW)
        unlike = "The peer decides the same, rule by rule, in JavaScript."
    except NoNode as missing:
        page, unlike = None, f"Not compared: {missing}."
    yield Row(
        operation="verify to a verdict, beside the second implementation that gives one",
        ours=by_processor(lambda: verify_bytes(next(whole), now=clinic.NOW, directory=trusted), scale.times(200)),
        peer=page,
        peer_name="the page for boards, its core under Node",
        note=unlike,
        warm_up=3,
    )
    yield Row(
        operation="verify to a verdict, beside the pipeline that gives none",
        ours=by_processor(lambda: verify_bytes(next(whole), now=clinic.NOW, directory=trusted), scale.times(200)),
        peer=node,
        peer_name=name,
        note=why
        or "Not like with like: we also decode every record and hold it to the content rules, the signers, the "
        "directory and the times, and make the check words.",
        warm_up=5,
    )
    yield Row(
        operation="verify to a verdict, beside the naive way",
        ours=by_processor(lambda: verify_bytes(next(whole), now=clinic.NOW, directory=trusted), scale.times(100)),
        peer=by_processor(lambda: verify_naively(next(naive)), scale.times(2)),
        peer_name="json, jsonschema, rfc8785",
    )


def node_steps(data: bytes) -> None:
    """Do what the Node pipeline does, and no more: parse strictly, the schema, the canonical form, two proofs."""
    document = read_strict(data)
    check_schema(document, KIND, "1.0")
    check_proofs(document, zip(document["proof"], claimed_keys(document, document["issuer"]["id"]), strict=True))


def _issue(folder: Path, scale: Scale) -> Row:
    numbers = iter(range(1_000_000))
    people, unit = clinic.key("approver"), clinic.key("unit")

    def issue(one: TransferSummary) -> None:
        number = next(numbers)
        document = encode(replace(one, id=urn(f"issue {number}")))
        document = add_proof(document, signer=people, issuer_id=one.issuer.id, created=clinic.APPROVED)
        document = add_proof(document, signer=unit, issuer_id=one.issuer.id, created=clinic.RELEASED)
        (folder / f"{number % 100}.json").write_bytes(document_bytes(document))

    def naive(one: TransferSummary) -> None:
        document = encode(replace(one, id=urn(f"naive {next(numbers)}")))
        proofs = []
        for signer, created in ((people, clinic.APPROVED), (unit, clinic.RELEASED)):
            config = {"created": stamp(created), "@context": document["@context"]}
            hashes = [sha256(canonical_rfc8785(part)).digest() for part in (config, document)]
            proofs.append({**config, "proofValue": signer.sign(b"".join(hashes)).hex()})
        (folder / "naive.json").write_bytes(json.dumps({**document, "proof": proofs}).encode())

    one = summary()
    return Row(
        operation="issue: build, sign twice, check what is signed, write",
        ours=by_processor(lambda: issue(one), scale.times(50)),
        peer=by_processor(lambda: naive(one), scale.times(20)),
        peer_name="rfc8785 and json, nothing checked",
        target=Target(per_second=2000),
    )
