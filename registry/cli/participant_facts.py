"""What must be known of a participant before the first word: the first two weeks, communication, sharing."""

from typing import Annotated

import typer

from registry.cli.answer import answer
from registry.cli.door import door, moment, short, sitting
from registry.cli.shared_options import (
    AutismOption,
    BrainInjuryOption,
    FormatWantedOption,
    HearingOption,
    InterpreterOption,
    LanguageOption,
    LearningDisabilityOption,
    LiteracyOption,
    ParticipantArgument,
    WhatHelpsOption,
)
from registry.cli.typed_values import changed, parts
from registry.domain.participant import AccountGiven, FirstTwoWeeks, Participant, TherapistsSpoke, TherapyEnding
from registry.domain.voice import Sharing


def first_two_weeks(
    context: typer.Context,
    participant: ParticipantArgument,
    settles: Annotated[str | None, typer.Option(help="What settles them.")] = None,
    upsets: Annotated[str | None, typer.Option(help="What upsets them.")] = None,
    not_in_a_group_with: Annotated[str | None, typer.Option(help="Who must not share a group with them.")] = None,
    unfinished: Annotated[str | None, typer.Option(help="What is unfinished.")] = None,
    account: Annotated[
        list[str] | None,
        typer.Option(metavar="WHAT|WHERE", help="An account not to be asked for again, and where it is kept; repeat."),
    ] = None,
    last_therapy_ended: Annotated[TherapyEnding | None, typer.Option(help="How the last therapy ended.")] = None,
    therapists_spoke: Annotated[
        TherapistsSpoke | None, typer.Option(help="Whether old and new therapist have spoken.")
    ] = None,
    read_again: Annotated[
        bool,
        typer.Option("--read-again", help="You have read it again, and it stands as this unit's own."),
    ] = False,
) -> None:
    """\b
    throughcare participant first-two-weeks 9990000018 --settles "a walk before a group" --upsets "doors left open" \\
        --account "the index offence|Ashmere, psychology file 12" --last-therapy-ended interrupted
    throughcare participant first-two-weeks 9990000018
    throughcare participant first-two-weeks 9990000018 --read-again

    Record what a receiving team must know from the first day. What is not given stays as it was; "" takes it away.
    Accounts are added to those already there. With nothing to record it shows the page. A page that came with a summary
    that was withdrawn since stays out of new summaries until it is changed, or kept with --read-again.
    """
    from registry.cli.history_screen import first_two_weeks_lines
    from registry.services.participants import record_first_two_weeks, show_participant

    given = [parts(each, "WHAT|WHERE") for each in account or ()]
    accounts = tuple(AccountGiven(what=what, kept_where=where) for what, where in given)
    with sitting(context) as sat:
        history = show_participant(sat, participant)
        was = history.first_two_weeks or FirstTwoWeeks()
        page = changed(
            was,
            settles=settles,
            upsets=upsets,
            not_in_a_group_with=not_in_a_group_with,
            unfinished=unfinished,
            not_to_be_asked_again=tuple(dict.fromkeys((*was.not_to_be_asked_again, *accounts))) if accounts else None,
            last_therapy_ended=last_therapy_ended,
            therapists_spoke=therapists_spoke,
        )
        kept = read_again or page != was or not history.weeks_from
        if kept:
            record_first_two_weeks(sat, participant, page)
    came = () if kept else (history.weeks_from,)
    _answer(context, history.participant, page, *came, *first_two_weeks_lines(page))


def communication(
    context: typer.Context,
    participant: ParticipantArgument,
    language: LanguageOption = None,
    interpreter: InterpreterOption = None,
    hearing: HearingOption = None,
    literacy: LiteracyOption = None,
    learning_disability: LearningDisabilityOption = None,
    autism: AutismOption = None,
    brain_injury: BrainInjuryOption = None,
    format_wanted: FormatWantedOption = None,
    what_helps: WhatHelpsOption = None,
) -> None:
    """\b
    throughcare participant communication 9990000018 --language Welsh --autism yes --format-wanted "large print"
    throughcare participant communication 9990000018 --interpreter ""

    Record communication needs. What is not given stays as it was; "" takes it away.
    """
    from registry.services.participants import record_communication, show_participant

    with sitting(context) as sat:
        needs = changed(
            show_participant(sat, participant).participant.communication,
            language=language,
            interpreter=interpreter,
            hearing=hearing,
            literacy=literacy,
            learning_disability=learning_disability,
            autism=autism,
            brain_injury=brain_injury,
            format_wanted=format_wanted,
            what_helps=what_helps,
        )
        person = record_communication(sat, participant, needs)
    _answer(context, person, person)


def sharing(
    context: typer.Context,
    participant: ParticipantArgument,
    consents: Annotated[str | None, typer.Option(help="Consent to treatment, in words and with its date.")] = None,
    told: Annotated[str | None, typer.Option(help="What they were told about sharing, when and by whom.")] = None,
    objects: Annotated[str | None, typer.Option(help="What they object to being shared.")] = None,
    despite_objection: Annotated[
        str | None, typer.Option(help="What was shared all the same, by whom and why.")
    ] = None,
) -> None:
    """\b
    throughcare participant sharing 9990000018 --consents "yes, 1 March 2026" --told "by letter, 2 March 2026"

    Record the four facts about consent and sharing. What is not given stays as it was; "" takes it away.
    """
    from registry.cli.history_screen import sharing_lines
    from registry.services.participants import record_sharing, show_participant

    with sitting(context) as sat:
        history = show_participant(sat, participant)
        facts = changed(
            history.sharing or Sharing(),
            consents_to_treatment=consents,
            told_about_sharing=told,
            objects_to_sharing=objects,
            shared_despite_objection=despite_objection,
        )
        record_sharing(sat, participant, facts)
    _answer(context, history.participant, facts, *sharing_lines(facts))


def _answer(context: typer.Context, person: Participant, record: object, *said: str) -> None:
    answer(
        door(context),
        record,
        *person.banner(moment().date()),
        *said,
        next_steps=(f"throughcare participant show {short(person.id)}",),
    )
