"""`docs/permissions.md`, drawn from the one matrix and what every service declares. `make permissions` writes it."""

from importlib import import_module
from pathlib import Path

import registry.services
from registry.domain.access import MATRIX, Permission, Role
from registry.services.journeys import JOURNEYS

PAGE = Path(__file__).parent.parent.parent / "docs" / "permissions.md"

_HEAD = """# Who may do what

Made by `make permissions` from `registry/domain/access.py` and from what each service declares; a test compares them.
Every service names the permission it needs and is refused before it does anything; the refusal is a row of the audit.
What is not allowed here is denied. A user may hold several roles and then has what any of them has. On top of this, who
wrote a summary does not approve it, and a person has one login.

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
    return _HEAD + "\n".join(lines) + "\n"


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")
