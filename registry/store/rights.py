"""What the program's role may do in a database on a server: what the tables' own triggers allow, and no more.

The owner of the tables makes them and gives the rights; the program runs in another role. Rows that are only ever
added can be read and added to; those that change by versions can be changed too, a document only where its bytes and
origin are not touched; nothing is removed but words drawn for searching, which are drawn again, and the rows of a
participant, which a trigger in the owner's name lets go only where an approved disposal of theirs stands.
"""

from sqlalchemy import Connection, inspect

from registry.domain.errors import NotAllowed, NotFound

_VERSION = "alembic_version"
# What triggers stop before it is done: 2 is BEFORE, 8 is DELETE and 16 is UPDATE in pg_trigger.tgtype
# (https://github.com/postgres/postgres/blob/REL_15_STABLE/src/include/catalog/pg_trigger.h).
_STOPPED = (
    "SELECT c.relname, t.tgtype & 8 <> 0 AND f.proname <> 'refuse_removal', t.tgtype & 16 <> 0, "
    "ARRAY(SELECT a.attname::text FROM pg_attribute AS a WHERE a.attrelid = c.oid AND a.attnum = ANY (t.tgattr)) "
    "FROM pg_trigger AS t JOIN pg_class AS c ON c.oid = t.tgrelid JOIN pg_proc AS f ON f.oid = t.tgfoid "
    "WHERE NOT t.tgisinternal AND t.tgenabled <> 'D' AND t.tgtype & 2 <> 0 "
    "AND c.relnamespace = current_schema()::regnamespace"
)
_ABOVE = "SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user"
_OWNED = (
    "SELECT bool_or(pg_has_role(c.relowner, 'MEMBER')) FROM pg_class AS c "
    "WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind = 'r'"
)


def grant_rights(db: Connection, role: str) -> None:
    """Give `role` what the program needs and take everything else away. Raises NotFound and NotAllowed."""
    if db.exec_driver_sql("SELECT 1 FROM pg_roles WHERE rolname = %s", (role,)).first() is None:
        raise NotFound(
            f"The server has no role {role[:60]!a}.",
            hint=f"Whoever keeps the server makes it: CREATE ROLE {role} LOGIN",
        )
    if db.exec_driver_sql(
        "SELECT rolsuper OR rolbypassrls OR pg_has_role(rolname, current_user, 'MEMBER') FROM pg_roles "
        "WHERE rolname = %s",
        (role,),
    ).scalar_one():
        raise NotAllowed(
            f"The role {role[:60]!a} could alter the audit: it owns the tables, or stands above all rights.",
            hint="Name a role of its own for the program.",
        )
    quote = db.dialect.identifier_preparer.quote
    whom = quote(role)
    fixed = _stopped(db)
    schema = quote(db.exec_driver_sql("SELECT current_schema()").scalar_one())
    db.exec_driver_sql(f"GRANT USAGE ON SCHEMA {schema} TO {whom}")
    for name in inspect(db).get_table_names():
        table = quote(name)
        db.exec_driver_sql(f"REVOKE ALL ON {table} FROM PUBLIC, {whom}")
        if name == _VERSION:
            db.exec_driver_sql(f"GRANT SELECT ON {table} TO {whom}")
            continue
        removed, changed, columns = fixed.get(name, (False, False, ()))
        rights = ["SELECT", "INSERT"] + ([] if removed else ["DELETE"])
        if not changed:
            rights.append("UPDATE")
        elif columns:
            free = [quote(one["name"]) for one in inspect(db).get_columns(name) if one["name"] not in columns]
            rights.append(f"UPDATE ({', '.join(free)})")
        db.exec_driver_sql(f"GRANT {', '.join(rights)} ON {table} TO {whom}")


def excess_rights(db: Connection) -> tuple[str, ...]:
    """Return in words what this connection's role could do that the program's must not; empty when nothing."""
    found = []
    if db.exec_driver_sql(_ABOVE).scalar_one():
        found.append("it stands above all rights")
    if db.exec_driver_sql(_OWNED).scalar_one():
        found.append("it owns the tables")
    for name, (removed, changed, columns) in sorted(_stopped(db).items()):
        # Where only some columns are fixed, the right to change is looked at column by column.
        forbidden = ["TRUNCATE"] + (["DELETE"] if removed else []) + (["UPDATE"] if changed and not columns else [])
        asked = "SELECT has_table_privilege(quote_ident(%s), %s)"
        found += [f"it may {one} {name}" for one in forbidden if db.exec_driver_sql(asked, (name, one)).scalar_one()]
        asked = "SELECT has_column_privilege(quote_ident(%s), %s, 'UPDATE')"
        found += [
            f"it may UPDATE {name}.{one}" for one in columns if db.exec_driver_sql(asked, (name, one)).scalar_one()
        ]
    return tuple(found)


def stands_above(db: Connection) -> bool:
    """Return whether the role of this connection owns the tables or stands above all rights: a quick look."""
    return bool(db.exec_driver_sql(_ABOVE).scalar_one() or db.exec_driver_sql(_OWNED).scalar_one())


def _stopped(db: Connection) -> dict[str, tuple[bool, bool, tuple[str, ...]]]:
    """Return by table whether triggers stop its rows from being removed and changed, and only in which columns."""
    found: dict[str, tuple[bool, bool, tuple[str, ...]]] = {}
    for name, removed, changed, columns in db.exec_driver_sql(_STOPPED):
        before = found.get(name, (False, False, ()))
        found[name] = (before[0] or removed, before[1] or changed, (*before[2], *columns))
    return found
