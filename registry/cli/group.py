"""`throughcare group`: the people who attend the same sessions of one edition over time."""

from typing import Annotated

import typer

from registry.cli import output
from registry.cli.answer import answer, plain
from registry.cli.door import door, required_day, short, sitting
from registry.cli.paper import print_page
from registry.cli.shapes import ExamplesFirst
from registry.cli.shared_options import DATE, GroupArgument, OnOption, OutOption
from registry.domain.group import Group
from registry.domain.local_ids import code_of
from registry.domain.text import typed

group = typer.Typer(cls=ExamplesFirst, rich_markup_mode=None, no_args_is_help=True)


@group.command("open")
def start(
    context: typer.Context,
    name: Annotated[str, typer.Argument(metavar="NAME", help="What the unit calls the group.")],
    edition: Annotated[str, typer.Argument(metavar="PROGRAMME", help="A programme, or one of its editions.")],
    on: OnOption = "t",
) -> None:
    """\b
    throughcare group open "Monday group" TSP --on 3/3/26

    Open a group on an edition.
    """
    from registry.services.groups import open_group

    began = required_day(on)
    with sitting(context) as sat:
        made = open_group(sat, name=typed(name), edition=edition, on=began)
    answer(door(context), made, *_lines([made]), next_steps=(f"throughcare group join {short(made.id)} PARTICIPANT …",))


@group.command()
def add(
    context: typer.Context,
    group: GroupArgument,
    people: Annotated[
        list[str], typer.Argument(metavar="PARTICIPANT...", help="Numbers, whole names, or ids of interventions.")
    ],
    since: Annotated[str, typer.Option(metavar="DATE", help=f"Their first day: {DATE}.")] = "t",
) -> None:
    """\b
    throughcare group add "Monday group" okafor 9990000026 --since 3/3/26

    Add people to a group, all or none. Each needs a running intervention on the group's edition.
    """
    from registry.cli.register_screen import group_lines
    from registry.services.groups import add_members

    day = required_day(since)
    with sitting(context) as sat:
        view = add_members(sat, group, people, since=day)
    answer(
        door(context),
        view,
        *group_lines(view),
        next_steps=(f"throughcare session register {short(view.group.id)} all",),
    )


@group.command()
def join(
    context: typer.Context,
    group: GroupArgument,
    people: Annotated[list[str], typer.Argument(metavar="PARTICIPANT...", help="Numbers, whole names, or ids.")],
    start: Annotated[str, typer.Option(metavar="DATE", help=f"Their first day: {DATE}.")] = "t",
) -> None:
    """\b
    throughcare group join "Monday group" okafor reid 9990000026 --start 3/3/26

    Put people into a group, all or none. Whoever has no running work on the group's edition is referred, and it begins
    on that day; what waits to begin starts. A repeat, or what somebody does not want now, stops everybody.
    """
    from registry.cli.register_screen import group_lines
    from registry.services.group_joining import join_group

    day = required_day(start)
    with sitting(context) as sat:
        view = join_group(sat, group, people, start=day)
    answer(
        door(context),
        view,
        *group_lines(view),
        next_steps=(f"throughcare session register {short(view.group.id)} all",),
    )


@group.command()
def remove(
    context: typer.Context,
    group: GroupArgument,
    participant: Annotated[str, typer.Argument(metavar="PARTICIPANT", help="Who leaves.")],
    until: Annotated[str, typer.Option(metavar="DATE", help=f"Their last day: {DATE}.")] = "t",
) -> None:
    """\b
    throughcare group remove "Monday group" okafor --until y

    End somebody's membership. What was recorded stays, and their treatment stays open.
    """
    from registry.cli.register_screen import group_lines
    from registry.services.groups import remove_member

    day = required_day(until)
    with sitting(context) as sat:
        view = remove_member(sat, group, participant, until=day)
    answer(door(context), view, *group_lines(view), next_steps=(f"throughcare group show {short(view.group.id)}",))


@group.command()
def show(context: typer.Context, group: GroupArgument) -> None:
    """\b
    throughcare group show "Monday group"

    Show a group: who belongs, who did, and its sessions.
    """
    from registry.cli.register_screen import group_lines
    from registry.services.groups import show_group

    with sitting(context) as sat:
        view = show_group(sat, group)
    answer(
        door(context),
        view,
        *group_lines(view),
        next_steps=(f"throughcare session register {short(view.group.id)} all --on t",),
    )


@group.command("list")
def list_all(context: typer.Context) -> None:
    """\b
    throughcare group list

    List this unit's groups, closed ones too.
    """
    from registry.services.groups import list_groups

    with sitting(context) as sat:
        found = list_groups(sat)
    if door(context).json:
        output.data(plain(list(found)))
        return
    output.lines(_lines(list(found)) or ["There is no group yet."])


@group.command()
def close(context: typer.Context, group: GroupArgument, on: OnOption = "t") -> None:
    """\b
    throughcare group close "Monday group" --on t

    Close a group and its memberships. Nobody's treatment is closed by it.
    """
    from registry.services.groups import close_group

    day = required_day(on)
    with sitting(context) as sat:
        closed = close_group(sat, group, on=day)
    answer(door(context), closed, *_lines([closed]), next_steps=("throughcare intervention close INTERVENTION",))


@group.command()
def form(context: typer.Context, group: GroupArgument, out: OutOption, on: OnOption = "t") -> None:
    """\b
    throughcare group form "Monday group" -o register.pdf

    Print a blank register that names everybody who belongs on a day, for a ward without a computer.
    """
    from registry.services.forms import register_page

    day = required_day(on)
    with sitting(context) as sat:
        page = register_page(sat, group, on=day)
    print_page(door(context), page, out, f'throughcare session register "{group}" TEXT --recorded later')


def _lines(groups: list[Group]) -> list[str]:
    return [
        f"{short(one.id)}  {one.name} ({code_of(one.edition_id)}), from {one.started.words}"
        + (f" to {one.ended.words}" if one.ended else "")
        for one in groups
    ]
