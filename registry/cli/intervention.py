"""`throughcare intervention`: courses of treatment, from referral to closure."""

from typing import Annotated

import typer

from registry.cli import output
from registry.cli.answer import answer, plain
from registry.cli.door import day, door, required_day, short, sitting
from registry.cli.intervention_changes import amend, match, reopen, staff
from registry.cli.shapes import ExamplesFirst
from registry.cli.shared_options import (
    AgainOption,
    AgainWordsOption,
    AtIdOption,
    AtNameOption,
    AtTierOption,
    InterventionArgument,
    OnOption,
    ParticipantArgument,
    RecordedOption,
)
from registry.cli.typed_values import JUDGE, all_words, elsewhere, parts, recorded_as, words
from registry.domain.closure import Closure, Outcome, YesNoNotAsked
from registry.domain.dates import Recorded
from registry.domain.errors import InvalidValue
from registry.domain.intervention import Delivery, Intervention, State
from registry.domain.participant import TherapyEnding
from registry.domain.people import Person
from registry.domain.reasons import StopReason
from registry.domain.service_lack import may_lack_a_fit
from registry.domain.session import ModuleStanding, SessionKind

group = typer.Typer(cls=ExamplesFirst, rich_markup_mode=None, no_args_is_help=True)

REASONS = "Reasons: " + "; ".join(f"{reason} ({reason.words})" for reason in StopReason) + "."


@group.command()
def refer(
    context: typer.Context,
    participant: ParticipantArgument,
    edition: Annotated[
        str | None, typer.Argument(metavar="[PROGRAMME]", help="A programme, or one of its editions.")
    ] = None,
    delivery: Annotated[Delivery, typer.Option(help="How it is delivered.")] = Delivery.GROUP,
    title: Annotated[str | None, typer.Option(help="A title: enough by itself, to be matched later.")] = None,
    on: OnOption = "t",
    need: Annotated[list[str] | None, typer.Option(help="A need it aims at; repeat. Default: the programme's.")] = None,
    shape: Annotated[str | None, typer.Option(help="The delivery shape; see `catalogue show`.")] = None,
    component: Annotated[list[str] | None, typer.Option(help="A component delivered, by id or title; repeat.")] = None,
    missing: Annotated[list[str] | None, typer.Option(help="A required component that is missing; repeat.")] = None,
    adjustment: Annotated[
        list[str] | None, typer.Option(help="An adjustment that keeps every required component; repeat.")
    ] = None,
    setting: Annotated[str | None, typer.Option(help="Where it is delivered.")] = None,
    state_at_the_time: Annotated[str | None, typer.Option(help="How the participant was at the time.")] = None,
    planned_sessions: Annotated[int | None, typer.Option(help="How many sessions were planned.")] = None,
    referred_by: Annotated[str | None, typer.Option(metavar="NAME", help="Who referred; by default you.")] = None,
    at_id: AtIdOption = None,
    at_name: AtNameOption = None,
    at_tier: AtTierOption = None,
    recorded: RecordedOption = None,
    again_because: AgainOption = None,
    again_words: AgainWordsOption = None,
) -> None:
    """\b
    throughcare intervention refer 9990000018 RESOLVE --delivery group
    throughcare intervention refer 9990000018 --title "Index offence work" --delivery individual --need violence
    throughcare intervention refer 9990000018 TSP --on 2019 --at-name "HMP Wexmoor" --at-tier prison

    Record a referral, here or as reported from elsewhere. What was done already, runs elsewhere or is asked about stops
    here, until you say why it is done again.
    """
    from registry.services.interventions import refer_intervention, referral_cautions
    from registry.services.whose import banner_of

    referred = required_day(on)
    with sitting(context) as sat:
        establishment = elsewhere(sat, at_id, at_name, at_tier)
        made = refer_intervention(
            sat,
            participant,
            edition=edition,
            title=words(title),
            delivery=delivery,
            on=referred,
            needs=tuple(dict.fromkeys(need or ())),
            shape=shape,
            establishment=establishment,
            components=tuple(component or ()),
            missing_components=tuple(missing or ()),
            adjustments=all_words(adjustment),
            setting=words(setting),
            state_at_the_time=words(state_at_the_time),
            planned_sessions=planned_sessions,
            referred_by=words(referred_by),
            recorded=recorded_as(recorded, establishment),
            again_because=again_because,
            again_words=words(again_words),
        )
        whose, cautions = banner_of(sat, made.participant_id), referral_cautions(sat, made.id)
    for caution in cautions:
        output.note(caution)
    _answer(context, made, whose, f"throughcare intervention open {short(made.id)}")


@group.command("open")
def start(
    context: typer.Context,
    intervention: InterventionArgument,
    on: OnOption = "t",
    again_because: AgainOption = None,
    again_words: AgainWordsOption = None,
) -> None:
    """\b
    throughcare intervention open 1a2b3c4d --on 3/3/26

    Start treatment, or go on after a hold. You join its staff, as the lead where nobody leads it.
    """
    from registry.services.interventions import open_intervention
    from registry.services.whose import banner_of

    started = required_day(on)
    with sitting(context) as sat:
        opened = open_intervention(
            sat, intervention, on=started, again_because=again_because, again_words=words(again_words)
        )
        whose = banner_of(sat, opened.participant_id)
    _answer(context, opened, whose, _first_step(opened))


@group.command()
def move(
    context: typer.Context,
    intervention: InterventionArgument,
    to: Annotated[State, typer.Argument(metavar="STATE", help="Where it is now, such as waiting or on-hold.")],
    on: OnOption = "t",
    reason: Annotated[
        str | None, typer.Option(help="Why; needed for on-hold, not-suitable and suitable-but-not-ready.")
    ] = None,
) -> None:
    """\b
    throughcare intervention move 1a2b3c4d assessing --on y
    throughcare intervention move 1a2b3c4d on-hold --reason "The ward is closed until the end of the month."

    Move an intervention on: assessing, suitable, waiting, on hold and so on. The step is kept with its day, who took
    it and why. Starting and closing have commands of their own.
    """
    from registry.services.interventions import move_intervention
    from registry.services.whose import banner_of

    since = required_day(on)
    with sitting(context) as sat:
        moved = move_intervention(sat, intervention, to, on=since, because=words(reason))
        whose = banner_of(sat, moved.participant_id)
    _answer(context, moved, whose, f"throughcare intervention show {short(moved.id)}")
    if may_lack_a_fit(moved):
        output.note("The reason speaks of what the service has: a plan asks whose it was first.")


@group.command(epilog=REASONS)
def close(
    context: typer.Context,
    intervention: InterventionArgument,
    outcome: Annotated[Outcome, typer.Option(help="What came of it.")],
    on: OnOption = "t",
    reason: Annotated[StopReason | None, typer.Option(help="Why it stopped; needed for all but completed.")] = None,
    reason_note: Annotated[str | None, typer.Option(help="The reason in more words.")] = None,
    participant_reason: Annotated[str | None, typer.Option(help="The participant's own reason.")] = None,
    judged_by_me: Annotated[bool, typer.Option("--judged-by-me", help="You judged the outcome.")] = False,
    judged_by: Annotated[str | None, typer.Option(metavar=JUDGE, help="Who judged the outcome.")] = None,
    judged_on: Annotated[str | None, typer.Option(metavar="DATE", help="When; by default the day of closing.")] = None,
    met_because: Annotated[
        str | None, typer.Option(help="Why completed, with modules not recorded as done: the judge's own words.")
    ] = None,
    left_to_do: Annotated[str | None, typer.Option(help="What remains to be done.")] = None,
    ended: Annotated[TherapyEnding, typer.Option(help="How it ended for the participant.")] = TherapyEnding.NOT_KNOWN,
    recommended: Annotated[str | None, typer.Option(help="What is recommended next.")] = None,
    opened_not_closed: Annotated[str | None, typer.Option(help="What was opened and not closed.")] = None,
    helps_after: Annotated[str | None, typer.Option(help="What helps after a hard session.")] = None,
    helped: Annotated[YesNoNotAsked, typer.Option(help="Did it help?")] = YesNoNotAsked.NOT_ASKED,
    fair: Annotated[YesNoNotAsked, typer.Option(help="Were you treated fairly?")] = YesNoNotAsked.NOT_ASKED,
    asked: Annotated[
        YesNoNotAsked, typer.Option(help="Did anyone ask what you had already done?")
    ] = YesNoNotAsked.NOT_ASKED,
    recorded: RecordedOption = None,
) -> None:
    """\b
    throughcare intervention close 1a2b3c4d --outcome completed --judged-by-me --ended planned --helped yes
    throughcare intervention close 1a2b3c4d --outcome transferred-in-progress --reason transferred \\
        --left-to-do "modules 3 and 4" --ended interrupted
    throughcare intervention close 1a2b3c4d --outcome completed --judged-by "Ann Lowe|psychologist|PYL900004"

    Close an intervention with its outcome. Completed needs a judge, and the completion definition answered: every
    module it asks for done or waived, or the judge's own words why it is met. Anything else needs a reason.
    """
    from registry.services.interventions import close_intervention
    from registry.services.whose import banner_of

    closed_on, judged = required_day(on), _judge(judged_by, by_me=judged_by_me)
    decided_on = day(judged_on, default=closed_on)
    with sitting(context) as sat:
        judge = sat.user.person if judged_by_me else judged
        closed = close_intervention(
            sat,
            intervention,
            Closure(
                on=closed_on,
                outcome=outcome,
                closed_by=sat.user.person.name,
                judged_by=judge,
                judged_on=decided_on if judge else None,
                reason=reason,
                reason_note=words(reason_note),
                participant_reason=words(participant_reason),
                left_to_do=words(left_to_do),
                ended=ended,
                helped=helped,
                treated_fairly=fair,
                asked_what_was_done=asked,
                recorded=recorded or Recorded.AT_THE_TIME,
            ),
            recommended=words(recommended),
            opened_not_closed=words(opened_not_closed),
            helps_after=words(helps_after),
            met_because=words(met_because),
        )
        whose = banner_of(sat, closed.participant_id)
    _answer(context, closed, whose, f"throughcare plan show {short(closed.participant_id)}")


@group.command()
def show(context: typer.Context, intervention: InterventionArgument) -> None:
    """\b
    throughcare intervention show 1a2b3c4d

    Show one intervention: standing, attendance, goals, progress, products and outcome; of an amended session also
    what it said before.
    """
    from registry.cli.register_screen import former_lines
    from registry.cli.work_screen import work_lines
    from registry.services.interventions import show_intervention
    from registry.services.session_histories import intervention_amendments
    from registry.services.whose import participant_of_work

    with sitting(context) as sat:
        work = show_intervention(sat, intervention)
        amended = intervention_amendments(sat, intervention)
        needs, person = sat.needs, participant_of_work(sat, intervention)
        whose = person.banner(sat.today)[0]
    answer(
        door(context),
        {**plain(work), "amended": amended},
        whose,
        *work_lines(work, needs, former_lines(amended)),
        next_steps=(f"throughcare participant show {short(person.id)}",),
    )


@group.command()
def mark(
    context: typer.Context,
    intervention: InterventionArgument,
    module: Annotated[str, typer.Argument(metavar="MODULE", help="The module's id; see `intervention show`.")],
    to: Annotated[ModuleStanding, typer.Option(help="Your judgement.")],
    on: OnOption = "t",
    reason: Annotated[str | None, typer.Option(help="Why; needed for waived.")] = None,
) -> None:
    """\b
    throughcare intervention mark 1a2b3c4d problem-solving --to done
    throughcare intervention mark 1a2b3c4d self-control --to waived --reason "done in 2024 at Thornfield"

    Judge a module done, part-done or waived. Sessions alone never make it done.
    """
    from registry.cli.work_screen import standing_lines
    from registry.services.sessions import mark_module
    from registry.services.whose import banner_of_work

    judged = required_day(on)
    with sitting(context) as sat:
        standing = mark_module(sat, intervention, module=module, to=to, on=judged, reason=words(reason))
        whose = banner_of_work(sat, intervention)
    answer(
        door(context),
        standing,
        whose,
        *standing_lines(standing),
        next_steps=(f"throughcare intervention show {intervention}",),
    )


for change in (staff, match, reopen, amend):
    group.command()(change)


def _first_step(opened: Intervention) -> str:
    """What comes after the start, as this work is delivered."""
    if opened.delivery is Delivery.RESIDENTIAL:
        return f"throughcare intervention show {short(opened.id)}"
    kind = SessionKind.INDIVIDUAL if opened.delivery is Delivery.INDIVIDUAL else SessionKind.GROUP
    return f"throughcare session add {short(opened.id)} --on t --kind {kind} --attended full"


def _judge(judged_by: str | None, *, by_me: bool) -> Person | None:
    from registry.services.founding import new_person

    if judged_by is None:
        return None
    if by_me:
        raise InvalidValue("Two judges are named.", hint="Give --judged-by-me or --judged-by.")
    name, profession, registration = parts(judged_by, JUDGE)
    return new_person(name, profession, registration or None)


def _answer(context: typer.Context, intervention: Intervention, whose: str, next_step: str) -> None:
    from registry.cli.work_screen import answered, heading, outcome

    answer(
        door(context),
        intervention,
        whose,
        heading(intervention),
        *(outcome(intervention) if intervention.closure else ()),
        *(answered(intervention.closure) if intervention.closure else ()),
        next_steps=(next_step,),
    )
