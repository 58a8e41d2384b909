"""A history with a word that stands nowhere else in every place of work on trauma, and what is selected of it."""

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from registry.catalogue.loader import load_catalogue, load_needs, load_travel_terms
from registry.domain.addressing import Purpose
from registry.domain.care_package import TargetOutcome
from registry.domain.catalogue import Sensitivity
from registry.domain.continuity import Case, make_plan
from registry.domain.edition import Module, Term
from registry.domain.goal import Goal, Reached, Review
from registry.domain.history import History, Work
from registry.domain.intervention import State
from registry.domain.participant import FirstTwoWeeks
from registry.domain.plan import LineKind, Plan, PlanLine, Trust
from registry.domain.product import Agreed, Product, ProductKind, Progress, Skill
from registry.domain.profiles import select
from registry.domain.staffing import Assignment, StaffRole
from registry.domain.summary import Comparison, Statement, Subject
from registry.domain.voice import Audience, Sharing
from registry.structure import to_plain
from tests.domain.build import (
    UNIT,
    closure,
    edition,
    history,
    intervention,
    need,
    on,
    person,
    session,
    urn,
    voice,
    work,
)

CLOSED_TO_TRAUMA = (Purpose.PRISON, Purpose.PAROLE_BOARD, Purpose.TRIBUNAL, Purpose.COMMUNITY)
OPEN_TO_TRAUMA = (Purpose.TRANSFER, Purpose.OWN_COPY)
EVERYBODY = tuple(Audience)
TERMS = load_travel_terms()


def secret_work(**changes: Any) -> Work:
    """Trauma-focused work with a word in every place that can hold one. No other record says *canary*."""
    record = intervention(
        "canary therapy",
        edition_id="CANARY/2020",
        shape_id="canary-shape",
        needs=("canary-need",),
        components=("canary component",),
        missing_components=("canary missing",),
        adjustments=("canary adjustment",),
        setting="canary setting",
        state_at_the_time="canary state",
        staff=(Assignment(person=person("Canary Therapist"), role=StaffRole.THERAPIST),),
        sessions=(session("canary", module="canary-module"),),
        care_package=(
            TargetOutcome(
                id=urn("canary outcome"),
                text="canary outcome",
                commissioned_by="canary commissioner",
                commissioned_on=on("2025-02"),
                need="canary-outcome-need",
            ),
        ),
        goals=(
            Goal(
                id=urn("canary goal"),
                text="canary goal",
                set_on=on("2025-02"),
                need="canary-goal-need",
                reviews=(Review(on=on("2025-05"), reached=Reached.PARTLY, by="Canary Therapist", words="canary"),),
            ),
        ),
        progress=(Progress(need="canary-progress-need", on=on("2025-05"), by="Canary", learnt="canary learnt"),),
        products=(
            Product(
                id=urn("canary product"),
                kind=ProductKind.LETTER,
                title="canary letter",
                on=on("2025-05"),
                made_with="Canary Therapist",
                agreed=Agreed.YES,
                kept_where="canary file",
                may_be_seen_by="canary team",
            ),
        ),
        skills=(Skill(skill="canary skill"),),
        state=State.CLOSED,
        closure=closure(closed_by="Canary Therapist", definition="canary definition"),
        recommended="canary recommended",
        opened_not_closed="canary opened",
        helps_after="canary helps",
    )
    known = edition(
        "CANARY",
        title="The canary therapy",
        activity="canary activity",
        sensitivity=Sensitivity.TRAUMA,
        needs=("canary-edition-need",),
        modules=(Module(id="canary-module", title="canary module"),),
        glossary=(Term(theirs="canary term", common="canary word"),),
    )
    return work(replace(record, **changes), known)


def plain_work() -> Work:
    return work(
        intervention("anger course", edition_id="ANGER/2020", needs=("anger",), sessions=(session("anger"),)),
        edition("ANGER", needs=("anger", "emotion-regulation")),
    )


def whole_history(*more: Work) -> History:
    """A history in which voice, needs and other records speak of the secret work, to everybody."""
    return history(
        first_two_weeks=FirstTwoWeeks(settles="Music."),
        sharing=Sharing(told_about_sharing="Yes, in May."),
        needs=(
            need("anger"),
            need("canary-need", note="canary"),
            need("canary-edition-need"),
            need("canary-goal-need"),
            need("canary-progress-need"),
        ),
        work=(secret_work(), plain_work(), *more),
        voice=(
            voice("plain words", *EVERYBODY),
            voice("about anger", *EVERYBODY, about=urn("anger course")),
            voice("canary by id", *EVERYBODY, about=urn("canary therapy")),
            voice("canary by goal", *EVERYBODY, about=urn("canary goal")),
            voice("canary by product", *EVERYBODY, about=urn("canary product")),
            voice("canary by session", *EVERYBODY, about=urn("session canary")),
            voice("canary by need", *EVERYBODY, about="canary-need"),
            voice("canary by need record", *EVERYBODY, about=urn("need canary-need")),
            voice("canary by name", *EVERYBODY, about="My Canary Therapy last year"),
            voice("canary by title", *EVERYBODY, about="the canary therapy"),
            voice("canary by programme", *EVERYBODY, about="CANARY"),
        ),
    )


STATEMENT = Statement(
    in_short=("Half of the work is done.",),
    knowledge_of_case="Two years.",
    comparisons=tuple(
        Comparison(work=name, beside="Kaizen", judgement=said, by="Dr Ewa Nkosi", on=on("2025-11"))
        for name, said in (
            ("anger course", "Alike."),
            ("The canary therapy", "canary"),
            ("CANARY/2020", "canary"),
            (urn("canary therapy"), "canary"),
        )
    ),
)


def tell_all(seen: History) -> Plan:
    """A plan that repeats everything it is shown: whatever reaches it would reach the reader."""
    said = json.dumps([to_plain(part) for part in (seen,)])
    line = PlanLine(
        key="all",
        kind=LineKind.CREDIT,
        need="anger",
        title="Everything",
        rule="test",
        reason=said,
        confidence=Trust.OWN,
        would_change="Nothing.",
    )
    return Plan(participant_id=seen.participant.id, establishment=UNIT, made_on=on("2026-01-02"), lines=(line,))


def real_plan(seen: History) -> Plan:
    return make_plan(
        Case(
            history=seen,
            establishment=UNIT,
            today=on("2026-01-02").first,
            offers=(),
            overlaps=(),
            programmes=load_catalogue().programmes,
            needs=load_needs(),
        )
    )


def chosen(seen: History, purpose: Purpose, **options: Any) -> Subject:
    return select(seen, purpose, **{"statement": STATEMENT, "plan": tell_all, "terms": TERMS, **options})


def texts(value: object) -> Iterator[str]:
    """Every member name and every text in a plain value."""
    if isinstance(value, dict):
        for name, inside in value.items():
            yield name
            yield from texts(inside)
    elif isinstance(value, list):
        for inside in value:
            yield from texts(inside)
    elif isinstance(value, str):
        yield value


def canaries(subject: Subject) -> list[str]:
    hidden = [urn(name) for name in ("canary therapy", "canary goal", "canary product", "session canary")]
    return [text for text in texts(to_plain(subject)) if "canary" in text.lower() or any(one in text for one in hidden)]
