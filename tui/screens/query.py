"""The question of a line of the plan goes out, on one page for each who is asked."""

from pathlib import Path

from exports.pdf import render_pdf
from registry.domain.plan import PlanLine
from registry.files import make_private_folder, write_private
from registry.services.reporting import query_page
from registry.services.sitting import Sitting
from tui.files_lying import QUESTION


def write_queries(sitting: Sitting, participant_id: str, line: PlanLine, folder: Path) -> str:
    """Write one page for each who is asked, named for no person, and return what was written for whom.

    Raises NotAllowed where nothing is asked or a file is there already, and StorageFailed.
    """
    make_private_folder(folder)
    said = []
    stamp = f"{sitting.now:%Y%m%d-%H%M%S}"
    for number, whom in enumerate(line.question.whom if line.question else (), 1):
        page, meant = query_page(sitting, participant_id, line.key, to=whom)
        file = folder / f"{QUESTION}{stamp}-{number}.pdf"
        write_private(file, render_pdf(page))
        said.append(f"For {meant}:\n{file}")
    return "\n\n".join(said)
