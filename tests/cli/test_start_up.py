"""What a command does not need, it does not load."""

import subprocess
import sys

import pytest

HEAVY = ("sqlalchemy", "sqlmodel", "alembic", "textual", "fpdf")


@pytest.mark.parametrize("words", [["--help"], ["--version"], ["verify", "no-such-file.json"], ["verify", "--help"]])
def test_no_sql_no_screens_no_paper(words: list[str]) -> None:
    program = (
        "import sys\n"
        "from registry.cli.main import run\n"
        f"run({words!r})\n"
        f"print([name for name in {HEAVY!r} if name in sys.modules], file=sys.stderr)\n"
    )
    ended = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert ended.stderr.splitlines()[-1] == "[]"
