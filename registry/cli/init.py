"""`throughcare init`: found a unit."""

import shlex
from pathlib import Path
from typing import Annotated

import typer

from registry.cli import output
from registry.cli.door import Door, door
from registry.cli.new_secrets import hand_over, new_passphrase
from registry.domain.access import Role
from registry.domain.people import CodeScheme, Establishment, EstablishmentCode, Tier
from registry.domain.text import typed

group = typer.Typer(rich_markup_mode=None, invoke_without_command=True)


@group.callback(invoke_without_command=True)
def init(
    context: typer.Context,
    name: Annotated[str | None, typer.Option(help="The unit's name.")] = None,
    tier: Annotated[Tier | None, typer.Option(help="Where it stands in the pathway.")] = None,
    code: Annotated[str | None, typer.Option(help="Its code, as SCHEME:VALUE (ods, prison or local).")] = None,
    contact: Annotated[str | None, typer.Option(help="The telephone number it publishes.")] = None,
    admin: Annotated[str | None, typer.Option(help="The first administrator's user name.")] = None,
    person: Annotated[str | None, typer.Option(help="The first administrator's own name.")] = None,
    profession: Annotated[str | None, typer.Option(help="Their profession.")] = None,
    recovery_file: Annotated[Path | None, typer.Option(help="Write the recovery key here.")] = None,
) -> None:
    """\b
    throughcare init --home ./unit
    throughcare init --home ./unit --name "Ashmere" --tier high --admin moira --person "Moira Devlin" \\
        --profession "records manager" --passphrase-file admin.txt --recovery-file recovery.txt

    Found a unit in an empty folder: its keys, its encrypted database and its first administrator.
    A second clinician is needed before any summary can be approved: nobody approves their own.
    """
    from registry.bootstrap import utc_now
    from registry.services.founding import found_unit, new_person
    from registry.services.sitting import new_id

    here = door(context)
    unit = Establishment(
        id=new_id(),
        name=typed(name or _ask(here, "The unit's name", "--name")),
        tier=tier or Tier(_ask(here, f"Its tier ({', '.join(Tier)})", "--tier")),
        code=_code(code),
        contact=contact,
    )
    user = admin or here.settings.user or _ask(here, "The administrator's user name", "--admin")
    founder = new_person(
        typed(person or _ask(here, "The administrator's own name", "--person")),
        typed(profession or _ask(here, "Their profession", "--profession")),
    )
    founding = found_unit(
        here.settings.home,
        unit=unit,
        name=user,
        person=founder,
        passphrase=new_passphrase(
            here, user, here.settings.passphrase_file, "--passphrase-file", near=(founder.name, unit.name)
        ),
        roles=(Role.ADMINISTRATOR,),
        clock=utc_now,
    )
    output.note("A second clinician is needed before any summary can be approved: nobody approves their own.")
    if here.json:
        handed = {} if recovery_file else {"recoveryKey": founding.recovery_key}
        if recovery_file is not None:
            hand_over(founding.recovery_key, recovery_file)
        output.data({"home": str(here.settings.home.folder), "unit": unit.id, "user": user, **handed})
        return
    output.line(f"Founded {unit.name} ({unit.tier.words}) in {here.settings.home.folder}.")
    output.lines(hand_over(founding.recovery_key, recovery_file))
    home = f"--home {shlex.quote(str(here.settings.home.folder))} --user {shlex.quote(user)}"
    output.next_step(f"throughcare doctor {home}", f"throughcare user add --help {home}")


def _ask(here: Door, what: str, flag: str) -> str:
    if not here.may_ask:
        raise typer.BadParameter(f"{what} is needed: give {flag}.")
    return here.asks.line(what)


def _code(text: str | None) -> EstablishmentCode | None:
    if text is None:
        return None
    scheme, _, value = text.partition(":")
    if scheme not in set(CodeScheme) or not value:
        raise typer.BadParameter("A code is written SCHEME:VALUE, with ods, prison or local.")
    return EstablishmentCode(scheme=CodeScheme(scheme), value=value)
