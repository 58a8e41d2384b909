"""`throughcare user`: who may sign in."""

from pathlib import Path
from typing import Annotated

import typer

from registry.cli import output
from registry.cli.door import door, sitting
from registry.cli.key_screen import key_change_lines, key_change_plain
from registry.cli.new_secrets import new_passphrase
from registry.domain.access import Role
from registry.domain.text import typed
from registry.domain.users import User

group = typer.Typer(rich_markup_mode=None, no_args_is_help=True)

AtOption = Annotated[
    list[str] | None,
    typer.Option(
        "--at", metavar="NAME", help="With whose participants they work; repeat. This unit's, unless others are named."
    ),
]


@group.command()
def add(
    context: typer.Context,
    name: Annotated[str, typer.Argument(help="The user name, in lower case.")],
    person: Annotated[str, typer.Option(help="The person's own name.")],
    profession: Annotated[str, typer.Option(help="Their profession.")],
    role: Annotated[list[Role], typer.Option(help="What they are to the unit; give it again for each role.")],
    registration: Annotated[str | None, typer.Option(help="Their registration, such as PYL123456.")] = None,
    at: AtOption = None,
    new_passphrase_file: Annotated[Path | None, typer.Option(help="A file with their passphrase.")] = None,
) -> None:
    """\b
    throughcare user add rhiannon --person "Dr Rhiannon Pryce" --profession "clinical psychologist" \\
        --registration PYL900001 --role clinician

    Add a user, with a first passphrase typed at this keyboard or read from a file. They change it when they first sign
    in (`user passphrase`); until then they do nothing that wants two persons.
    """
    from registry.services.founding import new_person
    from registry.services.users import add_user, find_establishments

    here = door(context)
    with sitting(context) as sat:
        near = (typed(person), sat.unit.name)
        chosen = new_passphrase(here, name, new_passphrase_file, "--new-passphrase-file", near=near)
        user = add_user(
            sat,
            name=name,
            person=new_person(typed(person), typed(profession), registration),
            roles=tuple(role),
            passphrase=chosen,
            establishments=find_establishments(sat, at or ()),
        )
    if here.json:
        output.data({"name": user.name, "person": user.person.id, "roles": list(user.roles), "key": user.signing_key})
        return
    output.line(f"Added {user.person.words} as {user.name} ({', '.join(user.roles)}){_where(user)}.")
    output.line(f"{user.name} changes the passphrase at the first sign-in, with `throughcare user passphrase`.")
    output.next_step("throughcare key export -o card.json", "throughcare user list")


@group.command("list")
def list_all(context: typer.Context) -> None:
    """\b
    throughcare user list

    List the users.
    """
    from registry.services.users import list_users

    with sitting(context) as sat:
        users = list_users(sat)
    if door(context).json:
        output.data(
            [
                {
                    "name": user.name,
                    "person": user.person.name,
                    "roles": list(user.roles),
                    "establishments": [one.name for one in user.establishments],
                    "active": user.active,
                    "passphraseGiven": user.passphrase_given,
                }
                for user in users
            ]
        )
        return
    output.table(
        ("USER", "PERSON", "ROLES", ""),
        [
            (
                user.name,
                user.person.words + _where(user),
                ", ".join(user.roles),
                _state(user),
            )
            for user in users
        ],
    )


@group.command()
def close(
    context: typer.Context,
    name: Annotated[str, typer.Argument(help="The user name.")],
    reason: Annotated[str, typer.Option(help="Why their access ends.")],
) -> None:
    """\b
    throughcare user close rhiannon --reason "left on 30 June"

    End a user's access: the database gets a new key, and nobody else's passphrase changes. Everybody else closes
    Throughcare for the moment it takes. What the leaver signed stays good.
    """
    from registry.services.users import close_user

    with sitting(context, alone=True) as sat:
        change = close_user(sat, name, reason)
    if door(context).json:
        output.data({"name": name, **key_change_plain(change)})
        return
    output.line(f"{name} has no access any more.")
    output.lines(key_change_lines(change))
    output.next_step("throughcare doctor", "throughcare key export -o card.json")


@group.command("change-roles")
def change_roles_of(
    context: typer.Context,
    name: Annotated[str, typer.Argument(help="The user name.")],
    role: Annotated[list[Role], typer.Option(help="What they are from now on; give it again for each role.")],
) -> None:
    """\b
    throughcare user change-roles rhiannon --role clinician --role supervisor

    Give a user other roles, in the place of those they had. Where roles go, the keys change with them. Nobody changes
    their own.
    """
    from registry.services.users import change_roles

    with sitting(context, alone=True) as sat:
        change = change_roles(sat, name, tuple(role))
    if door(context).json:
        output.data({"name": name, "roles": list(role), **key_change_plain(change)})
        return
    output.line(f"{name} is {', '.join(role)} now.")
    output.lines(key_change_lines(change))
    output.next_step("throughcare doctor", "throughcare key export -o card.json")


@group.command("change-establishments")
def change_establishments_of(
    context: typer.Context,
    name: Annotated[str, typer.Argument(help="The user name.")],
    at: AtOption = None,
) -> None:
    """\b
    throughcare user change-establishments rhiannon --at "Ashmere Hospital" --at "Thornfield House"

    Say with whose participants a user works from now on. Without --at: with this unit's own.
    """
    from registry.services.users import change_establishments, find_establishments

    with sitting(context) as sat:
        user = change_establishments(sat, name, find_establishments(sat, at or ()))
        unit = sat.unit.name
    if door(context).json:
        output.data({"name": name, "establishments": [one.name for one in user.establishments]})
        return
    output.line(f"{user.person.name} works with the participants of {_names(user) or unit} from now on.")


@group.command()
def unlock(context: typer.Context, name: Annotated[str, typer.Argument(help="The user name.")]) -> None:
    """\b
    throughcare user unlock rhiannon

    Let a user try their passphrase again after five wrong ones.
    """
    from registry.services.users import give_tries_back

    with sitting(context) as sat:
        give_tries_back(sat, name)
    output.note(f"{name} may try again.")


@group.command()
def passphrase(
    context: typer.Context,
    new_passphrase_file: Annotated[Path | None, typer.Option(help="A file with the new passphrase.")] = None,
) -> None:
    """\b
    throughcare user passphrase

    Change your own passphrase. One made of random words is offered. Your keys, and what you signed, stay the same.
    """
    from registry.services.passphrases import change_own_passphrase

    here = door(context)
    with sitting(context) as sat:
        near = (sat.user.person.name, sat.unit.name)
        chosen = new_passphrase(here, sat.user.name, new_passphrase_file, "--new-passphrase-file", near=near)
        change_own_passphrase(sat, chosen)
        name = sat.user.name
    output.note(f"{name} has a new passphrase. Your keys are the same, and so is what was signed with them.")
    output.note(
        "A copy of your bag from before, in a backup for one, still opens with the old passphrase. Where somebody else "
        "may have both, no new key of the database shuts them out: say so to an administrator, who ends this login "
        f"with `throughcare user close {name}` and adds you anew, under another name and with other keys."
    )


def _state(user: User) -> str:
    if not user.active:
        return "has left"
    return "has the first passphrase still" if user.passphrase_given else ""


def _names(user: User) -> str:
    return ", ".join(one.name for one in user.establishments)


def _where(user: User) -> str:
    return f", at {_names(user)}" if user.establishments else ""
