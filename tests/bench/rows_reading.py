"""Rows about what a person waits for: a plan, a printed report, the first word of help, the passphrase."""

import resource
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from exports.pdf import render_pdf
from registry.custody.bags import create_bag, open_bag
from registry.domain.continuity import make_plan
from registry.reports.parole import parole_report
from tests.bench.measuring import Row, Run, Target, by_clock, by_processor
from tests.bench.samples import Scale
from tests.domain.vignette import case_of
from tests.reports import samples

EDITIONS = ("LMVE", "KAIZEN-GV", "DBT", "EMDR", "IOW", "CAT", "SCHEMA", "DTC", "TSP", "RR2")
PASSPHRASE = "seven fictional words that nobody uses elsewhere"
FULL_FONT = max((Path(__file__).parents[2] / "exports" / "fonts").glob("*.ttf"), key=lambda file: file.stat().st_size)


def rows(folder: Path, scale: Scale) -> Iterator[Row]:
    """Yield the rows; `folder` is for what is written."""
    yield _plan(scale)
    yield _paper(scale)
    for words in ("--help", "--version"):
        yield Row(
            operation=f"`throughcare {words}`",
            ours=_start("-c", "from tui.start import main; main()", words),
            peer=_start("-c", "pass"),
            peer_name="`python -c pass`",
            target=Target(times_slower=8),
        )
    bag = folder / "ada.bag"
    create_bag(bag, name="ada", passphrase=PASSPHRASE)
    yield Row(
        operation="passphrase unlock, once a session",
        ours=by_clock(lambda: open_bag(bag, PASSPHRASE, state=folder / "state"), 1),
        target=Target(seconds=0.7),
        note="It must not be under 0.1 s either: slowness is what guards a stolen bag.",
        warm_up=1,
    )


def _plan(scale: Scale) -> Row:
    work = [
        {
            "edition": edition,
            "unit": "aldermoor",
            "sessions": [{"from": f"{2010 + part}-02-01", "times": 40}],
            "record": {
                "started": f"{2010 + part}-01",
                "closure": {"on": f"{2010 + part}-09-01", "outcome": "completed"},
            },
        }
        for part in range(5)
        for edition in EDITIONS
    ]
    case = case_of({"today": "2026-11-02", "unit": "larkfield", "work": work})
    return Row(
        operation="continuity plan for one participant, 50 interventions of 40 sessions",
        ours=by_processor(lambda: make_plan(case), scale.times(5)),
        target=Target(seconds=0.005),
    )


def _paper(scale: Scale) -> Row:
    document = parole_report(
        samples.example("c"),
        digest=samples.DIGEST,
        check_words=samples.WORDS,
        data=samples.DATA,
        needs=samples.needs(),
    )
    cells = [(f"{number}", "A line of words that a table has to break in its cell. " * 3) for number in range(60)]

    def naive() -> None:
        from fpdf import FPDF

        paper = FPDF()
        for style in ("", "B"):
            paper.add_font("body", style, fname=str(FULL_FONT))
        paper.add_page()
        paper.set_font("body", size=10)
        with paper.table() as table:
            for row in cells:
                table.row(row)
        paper.output()

    return Row(
        operation="parole report of four to seven pages, fonts embedded, PDF/A, signed record attached",
        ours=by_processor(lambda: render_pdf(document), scale.times(3)),
        peer=by_processor(naive, 1),
        peer_name="fpdf2 `table()`, four pages, whole font",
        target=Target(seconds=0.035, times_faster=5),
    )


def _start(*words: str) -> Run:
    """Return a run of one Python process, in its processor seconds."""

    def run() -> float:
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run([sys.executable, *words], stdout=subprocess.DEVNULL, check=True)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        return after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime

    return run
