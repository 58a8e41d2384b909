"""`throughcare product`: formulations, letters and plans that came out of the work, and skills to keep going."""

from typing import Annotated

import typer

from registry.cli.answer import answer
from registry.cli.door import door, required_day, sitting
from registry.cli.shapes import ExamplesFirst
from registry.cli.shared_options import FileOption, InterventionArgument, OnOption
from registry.cli.typed_values import from_option_or_file, words
from registry.domain.product import Agreed, ProductKind, Skill
from registry.domain.text import typed

group = typer.Typer(cls=ExamplesFirst, rich_markup_mode=None, no_args_is_help=True)


@group.command()
def add(
    context: typer.Context,
    intervention: InterventionArgument,
    kind: Annotated[ProductKind, typer.Option(help="What it is.")],
    title: Annotated[str, typer.Option(help="What it is called, as it stands on it.")],
    made_with: Annotated[str, typer.Option(help="With whom it was made.")],
    agreed: Annotated[Agreed, typer.Option(help="Whether the participant agrees with it.")],
    kept_where: Annotated[str, typer.Option(help="Where the full text is kept.")],
    may_be_seen_by: Annotated[
        str,
        typer.Option(help="Who may see it: himself, treating teams, panel …"),
    ],
    on: OnOption = "t",
    text: Annotated[str | None, typer.Option(help="The text itself, where it may travel.")] = None,
    text_file: FileOption = None,
) -> None:
    """\b
    throughcare product add 1a2b3c4d --kind formulation --title "How anger works for me" --made-with "Daniel" \\
        --agreed yes --kept-where "psychology file 12" --may-be-seen-by "treating teams"

    Record a product of the work.
    """
    from registry.services.course import add_product
    from registry.services.whose import banner_of_work

    made_on, full_text = required_day(on), words(from_option_or_file(text, text_file))
    with sitting(context) as sat:
        product = add_product(
            sat,
            intervention,
            kind=kind,
            title=typed(title),
            on=made_on,
            made_with=typed(made_with),
            agreed=agreed,
            kept_where=typed(kept_where),
            may_be_seen_by=typed(may_be_seen_by),
            text=full_text,
        )
        whose = banner_of_work(sat, intervention)
    from registry.cli.work_screen import product_line

    answer(
        door(context),
        product,
        whose,
        product_line(product),
        next_steps=(f"throughcare product skill {intervention} SKILL",),
    )


@group.command()
def skill(
    context: typer.Context,
    intervention: InterventionArgument,
    name: Annotated[str, typer.Argument(metavar="SKILL", help="The skill, in the words they use.")],
    cue: Annotated[str | None, typer.Option(help="What tells them that it is time for it.")] = None,
    their_words: Annotated[str | None, typer.Option(help="The participant's own words for it.")] = None,
    supported_by: Annotated[str | None, typer.Option(help="Who supports it.")] = None,
    early_signs: Annotated[str | None, typer.Option(help="Early signs that it is slipping.")] = None,
) -> None:
    """\b
    throughcare product skill 1a2b3c4d "Time out" --cue "hot face" --their-words "I go and look at the fish" \\
        --supported-by "ward staff"

    Record a skill to keep going: what a team can support with no programme on offer.
    """
    from registry.services.course import add_skill
    from registry.services.whose import banner_of_work

    given = Skill(
        skill=typed(name),
        cue=words(cue),
        participant_words=words(their_words),
        supported_by=words(supported_by),
        early_signs=words(early_signs),
    )
    with sitting(context) as sat:
        kept = add_skill(sat, intervention, given)
        whose = banner_of_work(sat, intervention)
    from registry.cli.work_screen import skill_line

    answer(
        door(context),
        kept,
        whose,
        skill_line(kept),
        next_steps=(f"throughcare intervention show {intervention}",),
    )
