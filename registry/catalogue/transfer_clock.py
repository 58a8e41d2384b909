"""The rules of the transfer clock, from the file that ships with the program."""

from functools import cache
from pathlib import Path

import orjson

from registry.domain.transfer import ClockRule
from registry.structure import from_plain

HERE = Path(__file__).parent


@cache
def load_clock() -> tuple[ClockRule, ...]:
    """Return every rule, each with its days, source and confidence."""
    plain = orjson.loads((HERE / "transfer_clock.json").read_bytes())
    return tuple(from_plain(one, ClockRule) for one in plain["rules"])
