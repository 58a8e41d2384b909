"""docs/performance.md, each part of which is written by what measures it and kept by the others."""

import os
import platform
import re
import subprocess
from datetime import UTC, datetime
from pathlib import Path

PAGE = Path(__file__).parents[2] / "docs" / "performance.md"


def write_part(heading: str, text: str, page: Path = PAGE) -> None:
    """Put a part with this heading in the place of the one that is there, or at the end.

    An empty heading is the page's beginning, up to the first part.
    """
    first, *parts = re.split(r"(?m)^(?=## )", page.read_text(encoding="utf-8"))
    if not heading:
        first = f"{text.rstrip()}\n\n"
    else:
        new = f"## {heading}\n\n{text.rstrip()}\n\n"
        there = [number for number, one in enumerate(parts) if one.startswith(f"## {heading}\n")]
        if there:
            parts[there[0]] = new
        else:
            parts.append(new)
    page.write_text((first.rstrip() + "\n\n" + "".join(parts)).rstrip() + "\n", encoding="utf-8")


def machine() -> str:
    """Say when, at which commit and on what was measured, as a sentence goes on."""
    commit = subprocess.run(["git", "rev-parse", "--short", "HEAD"], capture_output=True, text=True, check=False)
    return (
        f"measured this on {datetime.now(UTC):%d %B %Y, %H:%M} UTC at commit {commit.stdout.strip() or 'unknown'} on "
        f"{os.cpu_count()} cores, {platform.system()} {platform.machine()}, Python {platform.python_version()}."
    )
