"""What the documents tell a person to type is typed, in a folder that a demo has just made."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.demo.conftest import one_demo
from tests.forking import forked_program

ROOT = Path(__file__).parent.parent.parent
# Typed by hand in the README, and elsewhere here: installing, and what needs a terminal.
NOT_TYPED = ("make ", ". .venv", "throughcare tui", "cd demo-1")


def _typed(document: str) -> list[str]:
    blocks = re.findall(r"```console\n(.*?)```", (ROOT / document).read_text("utf-8"), flags=re.DOTALL)
    lines = [line[2:] for block in blocks for line in block.splitlines() if line.startswith("$ ")]
    return [line for line in lines if not line.startswith(NOT_TYPED)]


def _script(commands: list[str]) -> str:
    """One shell script: each command must end with 0, or with the code its comment names."""
    lines = []
    for command in commands:
        expected = re.search(r"#.*exit ([0-9]+)", command)
        if expected:
            lines.append(f'{{ {command.split("#")[0]}; }} && code=0 || code=$?; [ "$code" = {expected[1]} ]')
        else:
            lines.append(command)
    return "set -eux\n" + "\n".join(lines) + "\n"


def _run(script: str, folder: Path, programs: list[Path]) -> subprocess.CompletedProcess[str]:
    path = os.pathsep.join([*map(str, programs), os.environ["PATH"]])
    environment = {name: text for name, text in os.environ.items() if not name.startswith("THROUGHCARE_")}
    return subprocess.run(
        ["bash", "-c", script],
        cwd=folder,
        env={**environment, "PATH": path, "XDG_STATE_HOME": str(folder / "state")},
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
        check=False,
    )


INSTALLED = Path(sys.executable).parent


def test_every_command_of_the_readme_does_what_it_says(
    tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    one_demo(tmp_path_factory).copied_to(tmp_path / "try")
    commands = ["cd try", *_typed("README.md")]
    assert len(commands) > 5
    ended = _run(_script(commands), tmp_path, [INSTALLED])
    assert ended.returncode == 0, ended.stderr[-3000:]


def test_every_command_of_the_guide_does_what_it_says(tmp_path: Path) -> None:
    """Typed in a shell as the README's are; the program is a fork of one that has done its imports."""
    commands = _typed("docs/guide.md")
    assert len(commands) > 200
    with forked_program(tmp_path) as forked:
        ended = _run(_script(commands), tmp_path, [forked, INSTALLED])
    assert ended.returncode == 0, ended.stderr[-3000:]


def test_every_file_the_readme_names_exists() -> None:
    text = (ROOT / "README.md").read_text("utf-8")
    named = [*re.findall(r"\]\(([^)#:]+)\)", text), "registry/documents/verification.py", "exports/fonts/"]
    assert [name for name in named if not (ROOT / name).exists()] == []
