"""What grows along a course of treatment: goals and reviews, progress, products and skills."""

from collections.abc import Callable
from dataclasses import replace

from registry.domain.access import Permission
from registry.domain.begun import require_agreed_before_it_ended, require_assessed, require_begun
from registry.domain.dates import PartialDate, refuse_future
from registry.domain.errors import NotFound
from registry.domain.goal import Goal, Reached, Review
from registry.domain.intervention import Intervention
from registry.domain.needs import require_need
from registry.domain.product import Agreed, Product, ProductKind, Progress, Skill
from registry.domain.text import number_of
from registry.services.interventions import resolve_intervention
from registry.services.journeys import journey
from registry.services.sitting import Sitting, new_id

LEAST_DIGITS = 8
"""How many digits of an id are enough to name something."""


@journey(Permission.WRITE_RECORD)
def add_goal(sitting: Sitting, asked: str, *, text: str, on: PartialDate, need: str | None = None) -> Goal:
    """Record an agreed goal and return it. Raises InvalidValue for a day after the work was closed."""
    refuse_future(on, sitting.today, "The goal")
    if need is not None:
        require_need(sitting.needs, need)
    goal = Goal(id=new_id(), text=text, set_on=on, need=need)

    def with_goal(was: Intervention) -> Intervention:
        require_agreed_before_it_ended(was, on)
        return replace(was, goals=(*was.goals, goal))

    change_course(sitting, asked, "goal add", with_goal)
    return goal


@journey(Permission.WRITE_RECORD)
def review_goal(
    sitting: Sitting,
    asked: str,
    *,
    goal: str,
    on: PartialDate,
    reached: Reached,
    words: str | None = None,
    participant_answer: str | None = None,
) -> Goal:
    """Record a review of a goal, by its number from 1 or its id, and return the goal. Raises NotFound."""
    refuse_future(on, sitting.today, "The review")
    review = Review(
        on=on, reached=reached, by=sitting.user.person.name, words=words, participant_answer=participant_answer
    )
    reviewed: list[Goal] = []

    def with_review(was: Intervention) -> Intervention:
        chosen = _goal(was, goal)
        reviewed.append(replace(chosen, reviews=(*chosen.reviews, review)))
        return replace(was, goals=tuple(reviewed[0] if one is chosen else one for one in was.goals))

    change_course(sitting, asked, "goal review", with_review)
    return reviewed[0]


@journey(Permission.WRITE_RECORD)
def add_progress(
    sitting: Sitting,
    asked: str,
    *,
    need: str,
    on: PartialDate,
    learnt: str | None = None,
    seen_in_sessions: str | None = None,
    seen_outside: str | None = None,
    seen_outside_by: str | None = None,
    not_yet_shown: str | None = None,
) -> Progress:
    """Record progress on one need, in and outside sessions, and return it. Raises NotAllowed before the work began, and
    InvalidValue for a day before it did.
    """
    require_need(sitting.needs, need)
    refuse_future(on, sitting.today, "The progress")
    progress = Progress(
        need=need,
        on=on,
        by=sitting.user.person.name,
        learnt=learnt,
        seen_in_sessions=seen_in_sessions,
        seen_outside=seen_outside,
        seen_outside_by=seen_outside_by,
        not_yet_shown=not_yet_shown,
    )

    def with_progress(was: Intervention) -> Intervention:
        require_begun(was, on)
        return replace(was, progress=(*was.progress, progress))

    change_course(sitting, asked, "progress add", with_progress)
    return progress


@journey(Permission.WRITE_RECORD)
def add_product(
    sitting: Sitting,
    asked: str,
    *,
    kind: ProductKind,
    title: str,
    on: PartialDate,
    made_with: str,
    agreed: Agreed,
    kept_where: str,
    may_be_seen_by: str,
    text: str | None = None,
) -> Product:
    """Record a product of the work, or of the assessment for it, and return it. Raises NotAllowed before either, and
    InvalidValue for a day before the referral.
    """
    refuse_future(on, sitting.today, "The product")
    product = Product(
        id=new_id(),
        kind=kind,
        title=title,
        on=on,
        made_with=made_with,
        agreed=agreed,
        kept_where=kept_where,
        may_be_seen_by=may_be_seen_by,
        text=text,
    )

    def with_product(was: Intervention) -> Intervention:
        require_assessed(was, on)
        return replace(was, products=(*was.products, product))

    change_course(sitting, asked, "product add", with_product)
    return product


@journey(Permission.WRITE_RECORD)
def add_skill(sitting: Sitting, asked: str, skill: Skill) -> Skill:
    """Record a skill to keep going and return it."""
    change_course(sitting, asked, "skill add", lambda was: replace(was, skills=(*was.skills, skill)))
    return skill


def change_course(
    sitting: Sitting, asked: str, verb: str, change: Callable[[Intervention], Intervention]
) -> Intervention:
    """Save an intervention as `change` makes it, in one transaction with its audit row, and return it."""
    with sitting.looking_up() as uow:
        was = resolve_intervention(uow, asked)
    with sitting.writing(verb, was.participant_id, was.id) as uow:
        changed = change(uow.interventions.get(was.id))
        uow.interventions.save(changed)
    return changed


def names_part(asked: str, number: int, part_id: str) -> bool:
    """Return whether a part of an intervention is meant: by its number from 1, its id or the first eight digits."""
    digits = part_id.removeprefix("urn:uuid:")
    return asked in (str(number), part_id) or (len(asked) >= LEAST_DIGITS and digits.startswith(asked.casefold()))


def _goal(intervention: Intervention, asked: str) -> Goal:
    for number, goal in enumerate(intervention.goals, start=1):
        if names_part(asked, number, goal.id):
            return goal
    raise NotFound(
        f"{intervention.title} has no goal {asked[:40]!r}.",
        hint=f"It has {number_of(len(intervention.goals), 'goal')}, counted from 1."
        if intervention.goals
        else "Add one with `goal add`.",
    )
