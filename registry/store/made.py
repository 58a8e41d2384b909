"""Whether the tables, indexes, triggers and views of a store are those that the program's steps make, and no others.

Triggers refuse what would change or remove history, and whoever means to do that drops them first. In a file every
definition is compared with what the same steps make in an empty database. A server spells definitions in its own way
and shows fewer to the program's role: there it is compared what stands, what is switched on, and what it calls.
"""

from collections.abc import Iterator, Mapping, Sequence
from enum import Enum
from functools import cache

from sqlalchemy import Connection, create_engine
from sqlalchemy.pool import StaticPool
from sqlcipher3 import dbapi2

from registry.store.migrations import take_steps
from registry.store.within import HIDDEN

MOST_NAMED = 3
_MANY = {"table": "tables", "index": "indexes", "trigger": "triggers", "view": "views", "policy": "policies"}

_IN_FILE = (
    "SELECT type || ' ' || name, coalesce(sql, '') FROM sqlite_master "
    "WHERE name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY type, name"
)
_ON_SERVER = """
    SELECT 'trigger ' || t.tgname, c.relname || ' ' || f.proname || ' ' || (t.tgtype & 2)
        || CASE WHEN t.tgnargs = 0 THEN '' ELSE ' ' || rtrim(encode(t.tgargs, 'escape'), '\\000') END
        || CASE WHEN t.tgenabled IN ('O', 'A') THEN '' ELSE ' off' END
    FROM pg_trigger AS t JOIN pg_class AS c ON c.oid = t.tgrelid JOIN pg_proc AS f ON f.oid = t.tgfoid
    WHERE NOT t.tgisinternal AND c.relnamespace = current_schema()::regnamespace
    UNION ALL
    SELECT 'index ' || i.relname, c.relname || CASE WHEN x.indisvalid THEN '' ELSE ' off' END
    FROM pg_index AS x JOIN pg_class AS i ON i.oid = x.indexrelid JOIN pg_class AS c ON c.oid = x.indrelid
    WHERE c.relnamespace = current_schema()::regnamespace
        AND NOT EXISTS (SELECT FROM pg_constraint AS k WHERE k.conindid = i.oid)
    UNION ALL
    SELECT 'policy on ' || c.relname, p.polname || CASE WHEN c.relrowsecurity THEN '' ELSE ' off' END
    FROM pg_policy AS p JOIN pg_class AS c ON c.oid = p.polrelid
    WHERE c.relnamespace = current_schema()::regnamespace
    UNION ALL
    SELECT CASE c.relkind WHEN 'r' THEN 'table ' ELSE 'view ' END || c.relname, ''
    FROM pg_class AS c WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind IN ('r', 'v', 'm')
"""


def altered(db: Connection) -> tuple[str, ...]:
    """Return what is gone, is not as it was made or was put in, each in words, in the order of their names.

    Where more than `MOST_NAMED` of one kind are so, one sentence says how many and names the first.
    """
    in_file = db.dialect.name == "sqlite"
    made = _made() if in_file else dict(_made_on_server(_made()))
    found = {str(name): _one_line(text) for name, text in db.exec_driver_sql(_IN_FILE if in_file else _ON_SERVER)}
    alike: dict[tuple[str, _How], list[str]] = {}
    for name, how in _differences(made, found):
        alike.setdefault((name.split(" ")[0], how), []).append(name)
    return tuple(words for (kind, how), names in alike.items() for words in _told(kind, how, names))


class _How(Enum):
    """How something differs: said of one, and of many."""

    GONE = ("is gone", "are gone")
    STRANGE = ("is none of this program's", "are none of this program's")
    CHANGED = ("is not as it was made", "are not as they were made")


def _differences(made: Mapping[str, str], found: Mapping[str, str]) -> Iterator[tuple[str, _How]]:
    for name in sorted({*made, *found}):
        if name not in found:
            yield name, _How.GONE
        elif name not in made:
            yield name, _How.STRANGE
        elif made[name] != found[name]:
            yield name, _How.CHANGED


def _told(kind: str, how: _How, names: Sequence[str]) -> Iterator[str]:
    of_one, of_many = how.value
    if len(names) <= MOST_NAMED:
        yield from (f"the {name} {of_one}" for name in names)
        return
    first = ", ".join(name.removeprefix(f"{kind} ") for name in names[:MOST_NAMED])
    yield f"{len(names)} {_MANY[kind]} {of_many}: {first} and {len(names) - MOST_NAMED} more"


@cache
def _made() -> Mapping[str, str]:
    """What the steps make, by kind and name, with the words that made it; the same for as long as the program runs."""
    engine = create_engine("sqlite://", module=dbapi2, poolclass=StaticPool)
    try:
        with engine.connect() as db:
            take_steps(db)
            return {str(name): _one_line(text) for name, text in db.exec_driver_sql(_IN_FILE)}
    finally:
        engine.dispose()


def _made_on_server(in_file: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """What the same steps make on a server, as far as it is compared there."""
    before = 2
    for name, text in in_file.items():
        kind, _, what = name.partition(" ")
        if kind == "table":
            yield name, ""
        elif kind == "index":
            yield name, text.split(" ON ")[1].split(" ")[0]
        elif kind == "trigger" and what.startswith("count_"):
            yield name, "interventions count_interventions 0"
        elif kind == "trigger" and not what.startswith("no_insert_"):
            # Nothing replaces a row there by putting one in; but a whole table can be emptied.
            table = text.split(" ON ")[1].split(" ")[0]
            _, _, asked = text.partition(" WHEN ")
            # Where a row may go after all, what is asked first is the same.
            kept = asked.partition(" BEGIN SELECT RAISE")[0].replace("OLD.", "($1).")
            yield name, f"{table} refuse_removal {before} {kept}" if kept else f"{table} refuse_change {before}"
            if what.startswith("no_delete_"):
                yield f"trigger no_truncate_{table}", f"{table} refuse_change {before}"
    for table in HIDDEN:
        yield f"policy on {table}", "in_reach"


def _one_line(text: str) -> str:
    return " ".join(text.split())
