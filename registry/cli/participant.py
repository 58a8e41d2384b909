"""`throughcare participant`: people receiving treatment."""

from typing import Annotated

import typer

from registry.cli import output
from registry.cli.answer import answer, plain
from registry.cli.break_glass import break_glass
from registry.cli.door import door, moment, required_day, short, sitting
from registry.cli.identity_options import (
    AliasOption,
    ChiOption,
    CroOption,
    EthnicityOption,
    FormerNameOption,
    HcOption,
    PncOption,
    confirm_both,
    look_twice,
    names,
)
from registry.cli.participant_amend import amend
from registry.cli.participant_death import deceased
from registry.cli.participant_facts import communication, first_two_weeks, sharing
from registry.cli.participant_links import link, unlink
from registry.cli.shapes import ExamplesFirst
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
from registry.cli.typed_values import changed, words
from registry.domain.ethnicity import Ethnicity
from registry.domain.identifiers import ChiNumber, CroNumber, HcNumber, LocalNumber, NhsNumber, PncNumber, PrisonNumber
from registry.domain.participant import CommunicationNeeds, PersonName, Sex
from registry.domain.text import typed

group = typer.Typer(cls=ExamplesFirst, rich_markup_mode=None, no_args_is_help=True)

MOST_FOUND = 50


@group.command()
def add(
    context: typer.Context,
    surname: Annotated[str, typer.Option(help="The surname.")],
    given: Annotated[str, typer.Option(help="The given name or names.")],
    born: Annotated[str, typer.Option(metavar="DATE", help="The birth date, its month (mar 1984) or only its year.")],
    sex: Annotated[Sex, typer.Option(help="As recorded; says only which editions were designed for whom.")] = (
        Sex.NOT_RECORDED
    ),
    ethnicity: EthnicityOption = None,
    nhs: Annotated[str | None, typer.Option(help="The NHS number, with or without spaces.")] = None,
    no_nhs_because: Annotated[str | None, typer.Option(help="Why there is no NHS number.")] = None,
    prison_number: Annotated[str | None, typer.Option(help="The prison number, such as A1234BC.")] = None,
    local_number: Annotated[str | None, typer.Option(help="This unit's own number.")] = None,
    pnc: PncOption = None,
    cro: CroOption = None,
    chi: ChiOption = None,
    hc: HcOption = None,
    known_as: Annotated[str | None, typer.Option(help="The name they are known by.")] = None,
    alias: AliasOption = None,
    former_name: FormerNameOption = None,
    untried: Annotated[bool, typer.Option("--untried", help="Not convicted: no inference may be drawn.")] = False,
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
    throughcare participant add --surname Okafor --given Daniel --born 1/3/84 --sex male --nhs "999 000 0018"
    throughcare participant add --surname Reid --given Ann --born 1990 --no-nhs-because "not yet traced" \\
        --prison-number A1234BC --pnc 99/1G --language Welsh --hearing "hearing aid, left ear" --alias "Read|Annie"

    Record a new participant. A number that already belongs to somebody here is refused.
    """
    from registry.services.participants import add_participant

    name = PersonName(family=typed(surname), given=typed(given))
    birth = required_day(born)
    nhs_number = NhsNumber.read(typed(nhs)) if nhs else None
    chi_number = ChiNumber.read(typed(chi)) if chi else None
    confirm_both(door(context), look_twice(chi_number, birth))
    needs = changed(
        CommunicationNeeds(),
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
    with sitting(context) as sat:
        participant = add_participant(
            sat,
            name=name,
            born=birth,
            sex=sex,
            ethnicity=Ethnicity.read(typed(ethnicity)) if ethnicity else None,
            nhs_number=nhs_number,
            no_nhs_number_because=words(no_nhs_because),
            prison_number=PrisonNumber.read(typed(prison_number)) if prison_number else None,
            local_number=LocalNumber(typed(local_number)) if local_number else None,
            pnc_number=PncNumber.read(typed(pnc), moment().date()) if pnc else None,
            cro_number=CroNumber.read(typed(cro)) if cro else None,
            chi_number=chi_number,
            hc_number=HcNumber.read(typed(hc)) if hc else None,
            known_as=words(known_as),
            aliases=names(alias),
            former_names=names(former_name),
            communication=needs,
            untried=untried,
        )
        banner = participant.banner(sat.today)
    asked = short(participant.id)
    answer(
        door(context),
        participant,
        *banner,
        *participant.further_numbers,
        f"Recorded as {asked}.",
        next_steps=(
            f"throughcare placement add {asked} --since DATE --legal CODE",
            f"throughcare intervention refer {asked} PROGRAMME --delivery group",
        ),
    )


@group.command()
def find(
    context: typer.Context,
    text: Annotated[list[str] | None, typer.Argument(help="The beginning of a name or number.")] = None,
) -> None:
    """\b
    throughcare participant find okafor
    throughcare participant find dan oka

    Find participants by the beginnings of their names or numbers.
    """
    from registry.cli.history_screen import found_row
    from registry.services.participants import find_participants

    with sitting(context) as sat:
        found = find_participants(sat, typed(" ".join(text or [])), limit=MOST_FOUND)
    if door(context).json:
        output.data(plain(found))
        return
    if found:
        output.table(("ID", "NAME", "BORN", "NHS NUMBER", "PRISON NUMBER", "KNOWN AS"), map(found_row, found))
    else:
        output.note("Nobody here answers to that. Former names are not looked for: they only match what is received.")
    if len(found) == MOST_FOUND:
        output.note(f"Only the first {MOST_FOUND} are shown. Type more of the name.")
    if found:
        output.next_step(f"throughcare participant show {short(found[0].id)}")
    else:
        output.next_step("throughcare participant find with fewer letters", "throughcare participant add")


@group.command("list")
def list_all(context: typer.Context) -> None:
    """\b
    throughcare participant list

    List the participants by name, the first fifty.
    """
    find(context)


@group.command()
def show(context: typer.Context, participant: ParticipantArgument) -> None:
    """\b
    throughcare participant show 9990000018
    throughcare participant show okafor --json

    Show the whole history: placements, work by establishment, needs, assessments, scores and voice.
    """
    from registry.cli.history_screen import for_the_team, history_lines
    from registry.services.participants import show_participant

    with sitting(context) as sat:
        history, kept_back = for_the_team(show_participant(sat, participant))
        today, needs = sat.today, sat.needs
    asked = short(history.participant.id)
    answer(
        door(context),
        history,
        *history_lines(history, needs, today),
        # Under break-glass the record is open for reading, and nothing is issued from it.
        next_steps=(
            f"throughcare plan show {asked}",
            *(() if history.under_glass_until else (f"throughcare summary issue {asked}",)),
        ),
    )
    if kept_back:
        output.note(f"Not shown, since not meant for treating teams: {kept_back} of the voice entries.")


group.command()(amend)
group.command()(link)
group.command()(unlink)
group.command()(deceased)
group.command("break-glass")(break_glass)
group.command("first-two-weeks")(first_two_weeks)
group.command()(communication)
group.command()(sharing)
