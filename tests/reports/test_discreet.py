"""A paper that is safe to hold: for every programme of the catalogue, nothing in the file gives its holder away."""

import io
import re
from dataclasses import replace

import pikepdf
import pytest
from pypdf import PdfReader

from exports.html import render_html
from exports.page import Document
from exports.pdf import render_pdf
from exports.text import render_text
from registry.catalogue.loader import load_catalogue, load_discreet_words, load_needs
from registry.domain.catalogue import Programme
from registry.domain.closure import Outcome
from registry.domain.described_edition import describe
from registry.domain.discreet import Discreet
from registry.domain.intervention import State
from registry.domain.mentions import Finder, Term
from registry.domain.summary import CatalogueAsKnown
from registry.reports.certificate import certificate
from registry.reports.participant import OwnCopy, participant_copy
from registry.reports.source import Source
from tests.reports import samples

PROGRAMMES = [load_catalogue().programmes[one] for one in sorted(load_catalogue().programmes)]
DISCREET = Discreet(load_discreet_words(), PROGRAMMES, ("Alder Clinic", "HMP Stonebridge", "999 000 0123", "A9876ZX"))
HOW = OwnCopy(
    discreet=DISCREET,
    activities={one.id: one.activity for one in PROGRAMMES},
    holders=("HMP Stonebridge", "Parole Board"),
)
# Written here by hand, and not the list the program itself filters with.
FORBIDDEN = Finder(
    map(
        Term,
        (
            *(
                "offence*",
                "offend*",
                "crim*",
                "sex*",
                "viol*",
                "arson*",
                "firesett*",
                "stalk*",
                "extrem*",
                "partner violence",
            ),
            *("risk*", "danger*", "victim*", "harm*", "assault*", "murder*", "drug*", "alcohol*", "substance*", "gang"),
            *("prison*", "hospital*", "clinic*", "ward", "secure*", "forensic*", "psychiatr*", "nhs", "hmp", "parole*"),
            *(
                "tribunal",
                "court",
                "probation",
                "section",
                "psychologist",
                "patient",
                "throughcare",
                "stonebridge",
                "alder",
            ),
        ),
    )
)


def source_of(programme: Programme) -> Source:
    """A record in which everything was this programme, with its title and worse in every free text."""
    summary = samples.example("full")
    known = describe(programme, programme.newest, shape_id=None, local=None, delivered=None)
    bad = f"In {programme.title} I spoke of my offence. {programme.id}"
    works = tuple(
        replace(
            work,
            title=programme.title,
            edition_id=programme.newest.id,
            local_definition_id=None,
            shape_id=None,
            skills=tuple(replace(skill, skill=bad[:90], participant_words=bad) for skill in work.skills),
            progress=tuple(replace(one, learnt=bad, seen_in_sessions=bad) for one in work.progress),
            helps_after=bad,
        )
        for work in summary.subject.interventions
    )
    voice = tuple(replace(entry, text=f"{entry.text} {bad}" if entry.text else None) for entry in summary.subject.voice)
    plan = summary.subject.plan
    assert plan is not None
    lines = tuple(replace(line, title=programme.title, programme_id=programme.id, words=None) for line in plan.lines)
    subject = replace(summary.subject, interventions=works, voice=voice, plan=replace(plan, lines=lines))
    catalogue = CatalogueAsKnown(release=summary.catalogue.release, editions=(known,))
    return Source.of_summary(replace(summary, subject=subject, catalogue=catalogue), check=None, needs=load_needs())


def everything_in(document: Document) -> str:
    """Every text of the three files: pages, properties, metadata, names, and every stream of the PDF unpacked."""
    data = render_pdf(document)
    pages = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(data)).pages)
    unpacked = [pages]
    with pikepdf.open(io.BytesIO(data)) as pdf:
        assert not list(pdf.attachments)
        unpacked += [str(value) for value in pdf.docinfo.values()]
        metadata = pdf.Root.Metadata.read_bytes().decode()
        # The names of XML's own vocabularies are the same in every file.
        unpacked.append(re.sub(r'xmlns:\w+="[^"]*"', "", metadata))
    return "\n".join((*unpacked, render_html(document).decode(), render_text(document)))


def papers(source: Source) -> list[Document]:
    works = source.subject.interventions
    return [participant_copy(source, HOW, mark=""), *(certificate(source, work, full=False) for work in works[:2])]


@pytest.mark.parametrize("programme", PROGRAMMES, ids=[one.id for one in PROGRAMMES])
def test_nothing_in_the_file_gives_the_holder_away(programme: Programme) -> None:
    for document in papers(source_of(programme)):
        text = everything_in(document)
        found = {mention.word for mention in FORBIDDEN.mentions(text)}
        assert found == set()
        assert programme.title.casefold() not in text.casefold() or programme.title.casefold() in (
            programme.activity.casefold()
        )
        assert not re.search(rf"(?<!\w){re.escape(programme.id)}(?!\w)", text)
        assert programme.activity.casefold() in text.casefold()
        for number in ("9990000123", "999 000 0123", "A9876ZX", "AC-20417", "PYL012345", "1979", "7d3f"):
            assert number not in text


def test_there_are_as_many_as_the_catalogue_has() -> None:
    assert len(PROGRAMMES) == 149


def test_our_own_sentences_pass_our_own_filter() -> None:
    for document in papers(source_of(PROGRAMMES[0])):
        for line in render_text(document, 400).splitlines():
            assert DISCREET.is_safe(line), line


@pytest.mark.parametrize(
    "name", ["sotp-luke.pdf", "Parole copy.pdf", "luke_kaizen.pdf", "A9876ZX.pdf", "9990000123.html", "my-offence.txt"]
)
def test_a_file_name_that_says_more_is_found(name: str) -> None:
    assert not DISCREET.is_safe_name(name)


@pytest.mark.parametrize("name", ["my-copy.pdf", "my-certificate.html", "luke.txt", "copy 22 November 2026.pdf"])
def test_a_plain_file_name_is_left_alone(name: str) -> None:
    assert DISCREET.is_safe_name(name)


def test_completion_is_certified_only_where_it_is_defined_and_judged() -> None:
    summary = samples.example("full")
    source = Source.of_summary(summary, check=None, needs=load_needs())
    titles = {work.title: certificate(source, work, full=True).title for work in summary.subject.interventions}
    assert titles == {
        "Index-offence work": "Certificate of completion",
        "Life Minus Violence - Enhanced": "Certificate of completion",
        "Kaizen: general violence": "Certificate of work done",
        "Core Sex Offender Treatment Programme": "Certificate of work done",
    }
    done = next(work for work in summary.subject.interventions if work.outcome is Outcome.COMPLETED)
    running = replace(done, closure=None, state=State.IN_PROGRESS)
    assert "complet" not in render_text(certificate(source, running, full=False)).casefold()


def test_a_discreet_copy_keeps_the_words_that_are_safe() -> None:
    source = Source.of_summary(samples.example("a"), check=None, needs=load_needs())
    text = " ".join(render_text(participant_copy(source, HOW, mark="")).split())
    assert "“walk first, talk after”" in text
    assert "You came to 24 of the 26 sessions we offered you." in text
    assert "For 1 session we had nobody free to bring you." in text
    assert "Siân" in text
