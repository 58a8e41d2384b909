"""Papers that are safe to hold, and the words that must stand nowhere in their files."""

import io
from dataclasses import replace
from functools import lru_cache
from itertools import cycle

import pikepdf

from exports.html import render_html
from exports.page import Document
from exports.pdf import render_pdf
from exports.text import render_text
from registry.catalogue.loader import load_catalogue, load_discreet_words, load_needs
from registry.domain.catalogue import Programme
from registry.domain.described_edition import describe
from registry.domain.discreet import Discreet
from registry.domain.intervention import Delivery
from registry.domain.mentions import Finder, Term
from registry.domain.session import SessionKind, SessionRecord
from registry.domain.summary import CatalogueAsKnown
from registry.reports.certificate import certificate
from registry.reports.own_copy import OwnCopy
from registry.reports.participant import participant_copy
from registry.reports.source import Source
from tests.reports import samples
from tests.reports.unpacked import parts_of_pdf

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


def _of_kind(session: SessionRecord, kind: SessionKind) -> SessionRecord:
    return replace(session, kind=kind)


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
            # Both kinds were had, so that the plain name of every programme is true of it.
            sessions=tuple(
                replace(one, kind=kind) for one, kind in zip(work.sessions, cycle(SessionKind), strict=False)
            ),
            delivery=Delivery.MIXED,
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


def parts_of(document: Document) -> tuple[str, ...]:
    """Every text of the three files, and of the PDF everything that can be unpacked."""
    data = render_pdf(document)
    with pikepdf.open(io.BytesIO(data)) as pdf:
        assert not list(pdf.attachments)
    return (*parts_of_pdf(data), render_html(document).decode(), render_text(document))


def forbidden_in(parts: tuple[str, ...]) -> set[str]:
    """The words that endanger, in any of the parts."""
    return {word for part in parts for word in _forbidden(part)}


# Fonts and colours are the same in every file.
@lru_cache(maxsize=1_000)
def _forbidden(part: str) -> frozenset[str]:
    return frozenset(mention.word for mention in FORBIDDEN.mentions(part))


def numbers_in(document: Document, everything: str) -> list[str]:
    """The numbers of participant, author and record that are found: short ones as far as they can be read."""
    short = [number for number in ("1979", "7d3f") if number in render_text(document) + render_html(document).decode()]
    long = ("9990000123", "999 000 0123", "A9876ZX", "AC-20417", "PYL012345", samples.DIGEST[:12])
    return short + [number for number in long if number in everything]


def papers(source: Source) -> list[Document]:
    works = source.subject.interventions
    return [
        participant_copy(source, HOW, mark=""),
        *(certificate(source, work, discreet=DISCREET) for work in works[:2]),
    ]
