"""What is kept of an unexpected error: where in the program it happened, and nothing of anybody's record.

Neither the error's message nor a local variable is written: both may hold clinical text.
"""

import traceback
from datetime import UTC, datetime
from pathlib import Path

from registry.domain.errors import ThroughcareError
from registry.files import make_private_folder, write_private
from registry.settings import state_folder


def write_crash(error: BaseException) -> Path | None:
    """Write the kinds of error and the places they passed; return the file, or None where it cannot be written."""
    now = datetime.now(UTC)
    try:
        folder = state_folder() / "crashes"
        make_private_folder(folder)
        file = folder / f"crash-{now:%Y%m%dT%H%M%S%fZ}.txt"
        write_private(file, crash_text(error, now).encode("utf-8", "backslashreplace"))
    except (OSError, ThroughcareError):
        return None
    return file


def crash_text(error: BaseException, now: datetime) -> str:
    """Return the kinds of error from the first to the last, each with file, line and function."""
    chain: list[BaseException] = []
    each: BaseException | None = error
    while each is not None and each not in chain:
        chain.insert(0, each)
        each = each.__cause__ or each.__context__
    said = [f"Throughcare screens, {now:%Y-%m-%d %H:%M:%S} UTC. No message and no value is kept."]
    for one in chain:
        said.append(f"{type(one).__module__}.{type(one).__qualname__}")
        frames = traceback.extract_tb(one.__traceback__)
        said += [f"  {frame.filename}:{frame.lineno} in {frame.name}" for frame in frames]
    return "\n".join(said) + "\n"
