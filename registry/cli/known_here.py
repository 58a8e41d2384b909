"""What the catalogue holds for the person at the keyboard: the shipped one, or with a user the home's own."""

from dataclasses import dataclass

import typer

from registry.cli import output
from registry.cli.door import door, sitting
from registry.domain.access import Permission, may
from registry.domain.catalogue_in_use import Catalogue
from registry.domain.described_edition import LocalDefinition
from registry.domain.local_entries import LocalMeasure, LocalProgramme


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownHere:
    """A catalogue with what a unit laid down itself: definitions, its own programmes and measures."""

    catalogue: Catalogue
    definitions: tuple[LocalDefinition, ...] = ()
    own: tuple[LocalProgramme, ...] = ()
    signed_measures: tuple[LocalMeasure, ...] = ()


def known_here(context: typer.Context) -> KnownHere:
    """Return what the home knows where somebody is signed in who may read it, else the shipped catalogue."""
    from registry.services.browsing import shipped_catalogue
    from registry.services.definitions import list_local_definitions
    from registry.services.local_catalogue import list_local_measures, list_local_programmes, show_catalogue

    here = door(context)
    if here.settings.user is None or not here.settings.home.exists:
        return KnownHere(catalogue=shipped_catalogue())
    if here.settings.passphrase_file is None and not here.may_ask:
        output.note("The home stays locked, so what this unit added or laid down itself is not shown.")
        return KnownHere(catalogue=shipped_catalogue())
    with sitting(context) as sat:
        if not may(sat.user.roles, Permission.READ_RECORD):
            return KnownHere(catalogue=shipped_catalogue())
        catalogue = show_catalogue(sat)
        return KnownHere(
            catalogue=catalogue,
            definitions=(*list_local_definitions(sat), *catalogue.definitions),
            own=list_local_programmes(sat),
            signed_measures=list_local_measures(sat),
        )
