"""The samples as documents: signed, whole or bare."""

from dataclasses import replace

from registry.domain.addressing import Purpose, Recipient, RecipientKind, Series
from registry.domain.attestation import Attestation, Checkpoint, Signatory, UnitKey
from registry.domain.described_edition import DescribedEdition
from registry.domain.participant import FirstTwoWeeks
from registry.domain.summary import (
    CatalogueAsKnown,
    ReleaseRef,
    Subject,
    TransferSummary,
)
from registry.domain.voice import Agreement, Shown
from tests.reports.samples.clinic_works import index_offence, index_offence_edition, lmv
from tests.reports.samples.people import (
    ANWEN,
    LUKASZ,
    MADE,
    NURSE,
    SIAN,
    UNIT,
    ZOLC,
    on,
    uid,
)
from tests.reports.samples.plans import ask, credit, resume
from tests.reports.samples.prison_works import kaizen, sotp
from tests.reports.samples.records import subject


def signed(
    what: Subject, editions: tuple[DescribedEdition, ...], purpose: Purpose = Purpose.PAROLE_BOARD
) -> TransferSummary:
    return TransferSummary(
        id=uid(),
        issuer=UNIT,
        valid_from=MADE,
        series=Series(id=uid(), version=1),
        recipient=Recipient(kind=RecipientKind.BOARD, name="Parole Board"),
        purpose=purpose,
        attestation=Attestation(
            author=Signatory.of(ANWEN),
            approver=Signatory.of(LUKASZ, "z6MkPerson"),
            unit=UnitKey(key="z6MkUnit"),
            shown=Shown(
                on=on("2026-11-10"),
                format="large print",
                answer=Agreement.AGREES_IN_PART,
                words="Fine but for May.",
                by=NURSE.name,
            ),
        ),
        catalogue=CatalogueAsKnown(release=ReleaseRef(id=uid(), version="2026.11", digest="0" * 64), editions=editions),
        checkpoint=Checkpoint(origin="alder", size=7, root="r", key="k", signature="s"),
        subject=what,
    )


def example(which: str) -> TransferSummary:
    """One of a, b, c, d, or `full` with all four."""
    person = SIAN if which == "a" else ZOLC
    owner = person.id
    offence = (index_offence(owner), index_offence_edition())
    made = {"a": offence, "b": lmv(owner), "c": kaizen(owner), "d": sotp(owner)}
    lines = {"a": credit, "b": credit, "c": resume, "d": ask}
    chosen = "abcd" if which == "full" else which
    works = tuple(made[each][0] for each in chosen)
    return signed(
        subject(person, works, tuple(lines[each](made[each][0]) for each in chosen)),
        tuple(made[each][1] for each in chosen),
    )


def bare() -> TransferSummary:
    """The least that can be signed: no work, no statement, no plan."""
    summary = example("a")
    return replace(summary, subject=Subject(participant=SIAN))


def first_weeks() -> FirstTwoWeeks:
    return FirstTwoWeeks(settles="a quiet room", upsets="being asked to tell it again")
