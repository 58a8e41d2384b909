"""What a command does once and a process of tests thousands of times is done once: it opens one bag and one engine."""

import functools
from typing import Any

import typer.main
from sqlalchemy import Engine

from registry.cli import main as command_line
from registry.custody import bags
from registry.store import engine as engines

_create_engine = engines.create_engine  # type: ignore[attr-defined]
_first: list[Engine] = []


def be_quick() -> None:
    """Derive a passphrase at its full cost once per bag, compile a statement once for all files, and build the parser
    of each command group once, from now on.
    """
    if not hasattr(bags._derive, "cache_info"):
        bags._derive = functools.cache(bags._derive)
        engines.create_engine = _of_one_dialect  # type: ignore[attr-defined]
        command_line._only = functools.cache(command_line._only)
        typer.main.get_command = functools.cache(typer.main.get_command)


def _of_one_dialect(*words: Any, **options: Any) -> Engine:
    engine: Engine = _create_engine(*words, **options)
    if not _first:
        _first.append(engine)
    engine.dialect = engine.pool._dialect = _first[0].dialect
    engine._compiled_cache = _first[0]._compiled_cache
    return engine
