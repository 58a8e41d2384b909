"""Where other people's test vectors lie, if this checkout has them beside it."""

from pathlib import Path

import pytest

_FOLDER = Path(__file__).parents[2].parent / "shared" / "vectors"


def vectors(name: str) -> Path:
    """Return the folder of one set of vectors; skip the test that asks if it is not here."""
    folder = _FOLDER / name
    if not folder.is_dir():
        pytest.skip(f"the {name} vectors are not beside this checkout")
    return folder
