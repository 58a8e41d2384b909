"""The page for whoever writes a second verifier: its examples are right, and it leaves out no reason."""

import re

from registry.catalogue.loader import load_needs
from registry.documents.envelope import CONTEXTS, MOST_PROOFS, TYPES
from registry.documents.pdf_attachment import ATTACHMENT, MOST_PDF
from registry.documents.proofs import CRYPTOSUITE, PURPOSE, TYPE
from registry.documents.strict import MOST_BYTES, MOST_DEPTH
from registry.domain.assessment import is_structured_judgement
from registry.domain.errors import Refusal
from registry.domain.placement import LEGAL_STATUS
from registry.domain.verdict import FindingKind, NotChecked, Verdict
from registry.verifier.data import page_data
from tests.documents.test_vectors import CASES
from tests.vector_maker.catalogue import build
from tests.vector_maker.examples import PAGE, worked_out

TEXT = PAGE.read_text("utf-8")


def test_its_examples_are_what_the_program_works_out() -> None:
    assert len(re.findall(r"^```example ", TEXT, re.MULTILINE)) >= 5
    assert worked_out(TEXT, build()) == TEXT, "Run `make vectors`."


def test_it_names_every_reason_finding_and_gap() -> None:
    named = set(re.findall(r"`([a-z0-9-]+)`", TEXT))
    assert {one.value for one in (*Refusal, *FindingKind, *NotChecked)} - named == set()
    assert {one.value for one in Verdict} <= set(re.findall(r"[A-Z]{6,}", TEXT))
    assert {case["reason"] for case in CASES if "reason" in case} <= named


def test_it_lists_every_legal_status() -> None:
    listed = re.search(r"`code` of a legal status is one of: ([^.]*)\.", TEXT)
    assert listed
    assert re.findall(r"`([^`]*)`", listed[1]) == list(LEGAL_STATUS)


def test_its_names_and_limits_are_the_programs() -> None:
    for said in (*CONTEXTS, CRYPTOSUITE, PURPOSE, TYPE, ATTACHMENT, f"{MOST_BYTES:,}", f"{MOST_PDF:,}"):
        assert said in TEXT, said
    assert f"at most {MOST_DEPTH} objects" in TEXT
    assert f"at most {MOST_PROOFS}" in TEXT
    for kind, name in TYPES.items():
        assert f"| {name} | {kind} |" in TEXT


def test_it_names_every_keyword_that_the_schemas_use() -> None:
    found: set[str] = set()

    def visit(schema: object, *, names: bool = False) -> None:
        if isinstance(schema, dict):
            found.update(schema if not names else ())
            for name, inner in schema.items():
                if name not in ("const", "enum", "required"):
                    visit(inner, names=name in ("properties", "$defs") and not names)
        elif isinstance(schema, list):
            for inner in schema:
                visit(inner)

    for entry in page_data()["schemas"].values():
        visit(entry["schema"])
    assert {one for one in found - {"$schema", "$id", "title"} if f"`{one}`" not in TEXT} == set()


def test_the_page_lists_every_need_and_the_names_of_structured_tools() -> None:
    needs = TEXT.split("reader does not know is shown as it stands:\n\n")[1].split("\n\n")[0]
    assert re.findall(r"`([a-z-]+)`", needs) == list(load_needs())
    (names,) = re.findall(r"```\n(\(hcr20.*)\n```", TEXT)
    for tool in ("HCR-20 V3", "START:AV", "SAPROF-YV", "RSVP", "SARA version 3", "B-SAFER", "DUNDRUM-3", "Start again"):
        plain = re.sub(r"[^0-9a-z]", "", tool.lower())
        assert (re.fullmatch(names, plain) is not None) is is_structured_judgement(tool), tool
