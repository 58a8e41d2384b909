"""Draws one set of reports from a demo folder as small pictures: `make pictures`, which calls
`python docs/pictures/make_pictures.py DEMO [SCALE [FOLDER]]`.

DEMO is a folder that `throughcare demo` has made. SCALE is 1 for print size at 60 dots an inch, the size that is kept
here; 4 is what to look at closely. The people are invented.
"""

import io
import os
import subprocess
import sys
from pathlib import Path

import pypdfium2

HERE = Path(__file__).parent
DOTS = 60 / 72
USER = ("--home", "ashmere-high", "--user", "rhiannon", "--passphrase-file", "passphrases/rhiannon.txt")


def drawn(demo: Path, *report: str) -> bytes:
    """Return the PDF that a report command writes to stdout in the demo folder."""
    command = [
        sys.executable,
        "-c",
        "from registry.cli.main import main; main()",
        "report",
        *report,
        "--purpose",
        "a picture",
        "-o",
        "-",
        *USER,
    ]
    return subprocess.run(
        command, cwd=demo, check=True, capture_output=True, env={**os.environ, "PYTHONPATH": str(HERE.parents[1])}
    ).stdout


def pictures(name: str, data: bytes, scale: float, into: Path, most: int) -> None:
    """Write the first pages of a PDF as grey pictures, one file a page."""
    with pypdfium2.PdfDocument(io.BytesIO(data)) as pdf:
        for number in range(min(len(pdf), most)):
            image = pdf[number].render(scale=DOTS * scale).to_pil().convert("P", colors=32)
            image.save(into / f"{name}-{number + 1}.png", optimize=True)


def main() -> None:
    """Make the set: reports for a board and a team, a participant's copy, also with pictures, and a certificate."""
    demo = Path(sys.argv[1]).resolve()
    scale = float(sys.argv[2]) if len(sys.argv) > 2 else 1.0
    into = Path(sys.argv[3]) if len(sys.argv) > 3 else HERE
    most = 99 if scale > 1 else 3
    pictures("parole", (demo / "reports" / "parole-desmond.pdf").read_bytes(), scale, into, most)
    pictures("clinical", drawn(demo, "clinical", "desmond"), scale, into, most)
    pictures("my-copy", drawn(demo, "participant", "marcus"), scale, into, most)
    pictures("certificate", drawn(demo, "certificate", "marcus"), scale, into, most)
    large = drawn(demo, "participant", "marcus", "--large-print", "--pictures")
    pictures("my-copy-large", large, scale, into, most)


if __name__ == "__main__":
    main()
