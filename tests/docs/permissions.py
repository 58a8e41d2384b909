"""`docs/permissions.md`, drawn from the one matrix and what every service declares. `make permissions` writes it."""

from importlib import import_module
from pathlib import Path

import registry.services
from registry.domain.access import FOR_THE_UNIT, MATRIX, Permission, Role
from registry.services.journeys import JOURNEYS

PAGE = Path(__file__).parent.parent.parent / "docs" / "permissions.md"

_HEAD = """# Who may do what

Made by `make permissions` from `registry/domain/access.py` and from what each service declares; a test compares them.
Every service names the permission it needs and is refused before it does anything; the refusal is a row of the audit.
What is not allowed here is denied. A user may hold several roles and then has what any of them has. On top of this, who
wrote a summary does not approve it, and a person has one login.

"""

_REACH = """
## With whose records

A user belongs to establishments, a participant is of those where the record was entered, they stayed, or belong to a
group ([decision 30](decisions/0030-whose-record-it-is.md)). Whatever the roles allow, they allow it with one's own
participants. Another establishment's is out of reach: left out of searches and lists, and refused, with a row
in the audit, where it is asked for by name or number. Such a refusal says that there is a record, so that break-glass
can be used.

Roles and reach bind those who use the program. They do not stop somebody who holds the file, a passphrase and the
tools of a programmer: the database has one key. Where that is not enough, a unit has a home of its own.
"""


def page() -> str:
    """Return the page as it should be."""
    for path in Path(registry.services.__file__).parent.glob("*.py"):
        import_module(f"registry.services.{path.stem}")
    lines = [f"| May | {' | '.join(Role)} |", f"|---|{':-:|' * len(Role)}"]
    lines += [
        f"| {permission.value} | {' | '.join('yes' if role in MATRIX[permission] else '' for role in Role)} |"
        for permission in Permission
    ]
    lines += ["", "## What each permission opens", "", "| Permission | Services |", "|---|---|"]
    for permission in Permission:
        names = sorted(one.name for one in JOURNEYS.values() if one.permission is permission)
        lines.append(f"| {permission.value} | {', '.join(f'`{name}`' for name in names)} |")
    ours = ", ".join(one.value for one in Permission if one in FOR_THE_UNIT)
    shown = ", ".join(f"`{one.name}`" for one in sorted(JOURNEYS.values(), key=lambda one: one.name) if one.under_glass)
    pairs = ", ".join(f"`{one.name}`" for one in sorted(JOURNEYS.values(), key=lambda one: one.name) if one.of_two)
    pair_words = "Done by two persons, and so by nobody whose passphrase somebody else may know"
    reach = [
        *_REACH.splitlines(),
        "",
        f"Done in the unit's name, and so by its own people alone: {ours}.",
        "",
        f"{pair_words} ([decision 70](decisions/0070-what-makes-two-persons-two.md)): {pairs}.",
        "",
        f"Under break-glass ([decision 31](decisions/0031-break-glass.md)) these may read, and nothing else: {shown}.",
    ]
    return _HEAD + "\n".join([*lines, *reach]) + "\n"


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")
