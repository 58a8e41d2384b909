"""What a command does once and a process of tests thousands of times is done once: it opens one bag and one engine."""

import functools
from typing import Any

from sqlalchemy import Engine

from registry.custody import bags
from registry.store import engine as engines

_create_engine = engines.create_engine  # type: ignore[attr-defined]
_first: list[Engine] = []


def be_quick() -> None:
    """Derive a passphrase at its full cost once per bag, and compile a statement once for all files, from now on."""
    if not hasattr(bags._derive, "cache_info"):
        bags._derive = functools.cache(bags._derive)
        engines.create_engine = _of_one_dialect  # type: ignore[attr-defined]


def _of_one_dialect(*words: Any, **options: Any) -> Engine:
    engine: Engine = _create_engine(*words, **options)
    if not _first:
        _first.append(engine)
    engine.dialect = engine.pool._dialect = _first[0].dialect
    engine._compiled_cache = _first[0]._compiled_cache
    return engine
