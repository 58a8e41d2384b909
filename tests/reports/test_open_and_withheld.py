"""Open and withheld: what stays behind or apart is nowhere in the open file, and is itself a whole document.

Not on a page, in a property, a bookmark, an attachment, a stream or an earlier revision; a gist that a person wrote
travels where they put it.
"""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from exports.pdf import render_pdf
from registry.catalogue.loader import load_needs
from registry.documents.annex import decode_annex, encode_annex
from registry.documents.canonical import canonical
from registry.documents.transfer_summary import encode
from registry.domain.addressing import Purpose, Recipient, RecipientKind, Series
from registry.domain.annex import Annex, AnnexAttestation, AnnexSubject, Concern, Passage
from registry.domain.annex_mention import AnnexMention
from registry.domain.attestation import Checkpoint, Signatory, UnitKey
from registry.domain.summary import SubjectParticipant, TransferSummary
from registry.reports.clinical import clinical_report
from registry.reports.own_copy import OwnCopy
from registry.reports.parole import parole_report
from registry.reports.participant import participant_copy
from registry.reports.source import Check, Source
from tests.domain import build
from tests.reports import samples
from tests.reports.amount import CASES
from tests.reports.leaving import canary, leaves, planted
from tests.reports.plants import CLOSED, KEPT_BACK, base
from tests.reports.unpacked import everything_in_pdf

NEEDS = load_needs()
GIST = "Something about another person is told elsewhere."


def withheld(summary: TransferSummary, text: str, concern: Concern, *, mentioned: bool) -> Annex:
    """The separate document: under a signature of its own, to the same reader."""
    return Annex(
        id=samples.uid(),
        series=Series(id=samples.uid(), version=1),
        issuer=summary.issuer,
        valid_from=summary.valid_from,
        recipients=(Recipient(kind=RecipientKind.BOARD, name="The Parole Board"),),
        attestation=AnnexAttestation(
            author=Signatory.of(samples.ANWEN),
            decision_maker=Signatory.of(samples.LUKASZ, "z6MkPerson"),
            unit=UnitKey(key="z6MkUnit"),
        ),
        checkpoint=Checkpoint(origin="alder", size=7, root="r", key="k", signature="s"),
        subject=AnnexSubject(
            participant=SubjectParticipant.of(build.participant()),
            reason=f"Decided with care: {text}",
            mentioned=mentioned,
            passages=(Passage(concern=concern, text=text),),
        ),
    )


def files_of(summary: TransferSummary) -> list[bytes]:
    """Every PDF that can be drawn of a summary, with the bytes that would be signed attached."""
    data = canonical(encode(summary))
    source = Source.of_summary(summary, check=Check(digest=samples.DIGEST, words=samples.WORDS), needs=NEEDS)
    documents = [clinical_report(source, mark="")]
    if summary.purpose in (Purpose.PAROLE_BOARD, Purpose.TRIBUNAL):
        documents = [
            parole_report(summary, digest=samples.DIGEST, check_words=samples.WORDS, data=data, needs=NEEDS),
        ]
    documents.append(participant_copy(source, OwnCopy(discreet=None, activities={}, kept_where="here"), mark=""))
    return [render_pdf(document) for document in documents]


@settings(max_examples=CASES)
@given(
    st.sets(st.sampled_from(sorted(KEPT_BACK)), min_size=1),
    st.sampled_from(CLOSED),
    st.sampled_from(Concern),
    st.booleans(),
    st.booleans(),
)
def test_the_open_file_holds_nothing_that_is_withheld(
    chosen: set[str], purpose: Purpose, concern: Concern, mentioned: bool, gist: bool
) -> None:
    open_one = leaves(planted(KEPT_BACK, chosen, canary), purpose)
    secret = f"Her zeisig sister wrote about {concern.words}."
    annex = withheld(open_one, secret, concern, mentioned=mentioned)
    apart = canonical(encode_annex(annex))
    assert decode_annex(encode_annex(annex)) == annex
    assert b"zeisig" in apart
    if gist:
        statement = open_one.subject.statement
        assert statement is not None
        told = replace(statement, read_with_care=(GIST,))
        open_one = replace(open_one, subject=replace(open_one.subject, statement=told))
    if mentioned:
        open_one = replace(open_one, annex=AnnexMention(decided_by=samples.LUKASZ.name))
    for place, data in enumerate(files_of(open_one)):
        said = everything_in_pdf(data).casefold()
        assert "zeisig" not in said
        assert concern.value not in said.replace("another", "").split() or concern is Concern.OTHER
        if place == 0:
            flat = " ".join(said.split())
            assert ("a sensitive annex exists" in flat) is mentioned
            if purpose in (Purpose.PAROLE_BOARD, Purpose.TRIBUNAL):
                assert (GIST.casefold() in flat) is gist


def test_the_search_finds_what_is_there() -> None:
    """The same search in a file that does hold it: on a page and in the attachment."""
    whole = leaves(planted(KEPT_BACK, {"trauma_work"}, canary), Purpose.TRANSFER)
    (first, *_) = files_of(whole)
    assert canary("trauma_work") in everything_in_pdf(first)
    panel = replace(leaves(base(), Purpose.PAROLE_BOARD), id=samples.uid())
    data = b'{"zeisig": 1}'
    drawn = parole_report(panel, digest=samples.DIGEST, check_words=samples.WORDS, data=data, needs=NEEDS)
    assert "zeisig" in everything_in_pdf(render_pdf(drawn))
    titled = render_pdf(replace(drawn, attachment=None, subject="zeisig"))
    assert "zeisig" in everything_in_pdf(titled)
