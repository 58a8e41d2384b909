"""The retention classes and the known stops, from the file that ships with the program."""

from functools import cache
from pathlib import Path

import orjson

from registry.domain.retention import RetentionClasses
from registry.structure import from_plain

HERE = Path(__file__).parent


@cache
def load_retention_classes() -> RetentionClasses:
    """Return every class with its periods and source, and the stops that are known."""
    return from_plain(orjson.loads((HERE / "retention_classes.json").read_bytes()), RetentionClasses)
