"""What of a record leaves for a purpose, and every text of what leaves: the signed bytes and the pages."""

from collections.abc import Callable
from dataclasses import replace
from html import unescape

from exports.html import render_html
from exports.text import render_text
from registry.catalogue.loader import load_catalogue, load_needs
from registry.documents.canonical import canonical
from registry.documents.transfer_summary import encode
from registry.domain.addressing import Purpose, RecipientKind
from registry.domain.continuity import Case, Offer, make_plan
from registry.domain.history import History
from registry.domain.plan import Choice as Made
from registry.domain.plan import Decision, Discussed, Plan
from registry.domain.profiles import editions_of, select
from registry.domain.summary import CatalogueAsKnown, TransferSummary
from registry.domain.voice import Agreement, Shown
from registry.reports.certificate import certificate
from registry.reports.clinical import clinical_report
from registry.reports.own_copy import OwnCopy
from registry.reports.parole import parole_report
from registry.reports.participant import participant_copy
from registry.reports.source import Check, Source
from registry.reports.summary_page import summary_preview
from tests.domain import build
from tests.domain.build import UNIT, edition, on, person
from tests.reports import samples
from tests.reports.plants import FREE_TEXT, KEPT_BACK, TERMS, Parts, base

WHOLE = samples.example("full")
TODAY = on("2026-01-02").first


def history_of(parts: Parts) -> History:
    return History(
        participant=build.participant(),
        first_two_weeks=parts["weeks"],
        sharing=parts["sharing"],
        needs=tuple(parts["needs"]),
        work=tuple(parts["work"]),
        assessments=tuple(parts["assessments"]),
        scores=tuple(parts["scores"]),
        voice=tuple(parts["voice"]),
    )


def planner(parts: Parts) -> Callable[[History], Plan]:
    """The real plan, each line of it decided and talked over."""
    decision = Decision(
        choice=Made.ACCEPT,
        reason="It fits.",
        by=person(),
        on=on("2025-12-20"),
        discussed=Discussed.AGREES,
        discussed_words=parts["decided"],
    )

    def plan(seen: History) -> Plan:
        made = make_plan(
            Case(
                history=seen,
                establishment=UNIT,
                today=TODAY,
                offers=(Offer(edition=edition("MOOD", needs=("mood",))),),
                programmes=load_catalogue().programmes,
                needs=load_needs(),
            )
        )
        return replace(made, lines=tuple(replace(line, decision=decision) for line in made.lines))

    return plan


def leaves(parts: Parts, purpose: Purpose) -> TransferSummary:
    """The frozen summary that leaves for a purpose."""
    seen = history_of(parts)
    subject = select(seen, purpose, statement=parts["statement"], plan=planner(parts), terms=TERMS)
    kinds = {Purpose.PAROLE_BOARD: RecipientKind.BOARD, Purpose.TRIBUNAL: RecipientKind.TRIBUNAL}
    kind = kinds.get(purpose, RecipientKind.ESTABLISHMENT)
    return replace(
        WHOLE,
        purpose=purpose,
        recipient=replace(
            WHOLE.recipient, kind=kind, id=None if purpose in kinds else samples.STONE.id, name="The reader"
        ),
        attestation=replace(
            WHOLE.attestation,
            shown=Shown(on=on("2026-01-01"), format="on paper", answer=Agreement.AGREES, by="Dr Ewa Nkosi"),
            not_shown=None,
        ),
        catalogue=CatalogueAsKnown(
            release=WHOLE.catalogue.release, editions=editions_of(seen, subject, purpose, TERMS)
        ),
        subject=subject,
    )


def everything_of(summary: TransferSummary) -> str:
    """The signed bytes, and every page that is drawn from them."""
    needs = load_needs()
    said = canonical(encode(summary)).decode()
    pages = [summary_preview(summary, needs=needs, digest=samples.DIGEST, check_words=samples.WORDS)]
    if summary.purpose in (Purpose.PAROLE_BOARD, Purpose.TRIBUNAL):
        pages.append(parole_report(summary, digest=samples.DIGEST, check_words=samples.WORDS, data=b"{}", needs=needs))
    source = Source.of_summary(summary, check=Check(digest=samples.DIGEST, words=samples.WORDS), needs=needs)
    pages.append(clinical_report(source, mark=""))
    pages.append(participant_copy(source, OwnCopy(discreet=None, activities={}, kept_where="here"), mark=""))
    pages += [certificate(source, record, discreet=None) for record in summary.subject.interventions]
    web = (unescape(render_html(page).decode()) for page in pages)
    return "\n".join((said, *(render_text(page) for page in pages), *web))


def planted(plants: dict[str, Callable[[Parts, str], None]], chosen: set[str], say: Callable[[str], str]) -> Parts:
    parts = base()
    for name in plants:
        if name in chosen:
            plants[name](parts, say(name))
    return parts


def canary(name: str) -> str:
    return f"zeisig{sorted((*KEPT_BACK, *FREE_TEXT)).index(name)}q"
