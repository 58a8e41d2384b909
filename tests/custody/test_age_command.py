"""What we seal, the `age` command opens, and what it seals, we open: the format is age's and nobody's own."""

import shutil
import subprocess
from pathlib import Path

import pyrage
import pytest

from registry.custody.sealing import seal, unseal
from registry.domain.errors import Refused

AGE = shutil.which("age") or shutil.which("rage")
WORDS = "Siân's summary.\n".encode()

pytestmark = pytest.mark.skipif(AGE is None, reason="neither age nor rage is installed here: nothing to compare with")


def run(*words: str | Path, given: bytes = b"") -> bytes:
    assert AGE is not None
    ended = subprocess.run([AGE, *map(str, words)], input=given, capture_output=True, check=False, timeout=60)
    assert ended.returncode == 0, ended.stderr
    return ended.stdout


def test_the_age_command_opens_what_is_sealed_to_any_of_several(tmp_path: Path) -> None:
    recipient, sender = (pyrage.x25519.Identity.generate() for _ in range(2))
    file = tmp_path / "summary.json.age"
    file.write_bytes(seal(WORDS, [str(recipient.to_public()), str(sender.to_public())]))
    for number, identity in enumerate((recipient, sender)):
        key = tmp_path / f"{number}.txt"
        key.write_text(f"{identity}\n")
        assert run("-d", "-i", key, file) == WORDS


def test_what_the_age_command_seals_is_opened_here() -> None:
    identity = pyrage.x25519.Identity.generate()
    assert unseal(run("-r", str(identity.to_public()), given=WORDS), identity) == WORDS


def test_its_text_form_is_refused_by_name() -> None:
    identity = pyrage.x25519.Identity.generate()
    with pytest.raises(Refused, match="text form"):
        unseal(run("-a", "-r", str(identity.to_public()), given=WORDS), identity)
