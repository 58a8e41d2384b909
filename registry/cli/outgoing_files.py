"""Writing the files of a signed document: sealed where it goes to establishments, plain where it does not."""

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from registry.services.outgoing import Outgoing


def write_outgoing(files: "Outgoing", out: Path, *, plain: bool = False) -> list[Path]:
    """Write the files into the folder `out` and return them; `plain` adds the unsealed JSON to a sealed one.

    Raises NotAllowed for a file that is there already, and StorageFailed.
    """
    from registry.files import write_private

    wanted: list[tuple[Path, bytes]] = []
    if files.sealed is not None:
        wanted.append((out / f"{files.file_name}.json.age", files.sealed))
    if files.sealed is None or plain:
        wanted.append((out / f"{files.file_name}.json", files.plain))
    for file, data in wanted:
        write_private(file, data)
    return [file for file, _ in wanted]
