"""The first tables.

Reviewed by hand against the table classes. Every constraint has its name, given whole (`op.f`), so that later
steps can speak of it. Nothing cascades: nothing is deleted but the rows of a participant whose disposal stands.
"""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

# Tables whose rows only ever come to be, with their keys. What may change in `documents` is listed below.
ONLY_ADDED = {
    "audit": ("sequence",),
    "catalogue_entries": ("digest",),
    "checkpoints": ("size",),
    "log_key": ("id",),
    "document_copies": ("document_id", "number"),
    "edition_pins": ("intervention_id", "number"),
    "imported_editions": ("document_id", "number"),
    "imported_records": ("document_id", "kind", "record_id"),
    "moves": ("kind", "record_id"),
    "plans": ("participant_id", "version"),
    "waiting_bytes": ("waiting_id",),
    "withdrawn": ("id",),
    "revisions": ("record_table", "record_id", "version"),
    "disposals": ("participant_id",),
}
# Tables whose rows change by new versions and are never removed.
NEVER_REMOVED = (
    "participants",
    "participant_links",
    "placements",
    "needs",
    "interventions",
    "groups",
    "memberships",
    "sessions",
    "attendances",
    "target_outcomes",
    "goals",
    "progress",
    "products",
    "assessments",
    "scores",
    "voice_entries",
    "first_two_weeks",
    "sharing",
    "deaths",
    "local_programmes",
    "local_measures",
    "local_definitions",
    "overlap_judgements",
    "overlap_withdrawals",
    "offers",
    "delivered_elsewhere",
    "repeat_stops",
    "refreshers",
    "transfers",
    "documents",
    "drafts",
    "annex_drafts",
    "subject_access",
    "subject_access_marks",
    "break_glass",
    "users",
    "unit",
    "waiting",
    "retention",
    "holds",
    "disposal_proposals",
)
FIXED_IN_DOCUMENTS = (
    "id",
    "kind",
    "series_id",
    "series_version",
    "direction",
    "digest",
    "issuer_id",
    "issuer_name",
    "purpose",
    "recipient_id",
    "recipient_name",
    "about_id",
    "about_kind",
    "kept_at",
    "dated",
    "verdict",
    "signed_by",
    "interim",
)


def upgrade() -> None:
    _tables()
    if op.get_bind().dialect.name == "postgresql":
        _byte_order()
        _server_triggers()
        _server_counts()
        _server_policies()
    else:
        _triggers()
        _counts()


def _entry() -> tuple[sa.Column[object], ...]:
    return (
        sa.Column("establishment_id", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("entered_at", sa.String(), nullable=False),
        sa.Column("entered_by", sa.String(), nullable=False),
        sa.Column("entered_in_error", sa.String(), nullable=True),
    )


def _triggers() -> None:
    for table, key in ONLY_ADDED.items():
        _refuse("UPDATE", table)
        # INSERT OR REPLACE removes the old row without asking the DELETE trigger.
        same = " AND ".join(f"{column} = NEW.{column}" for column in key)
        _refuse("INSERT", table, when=f"EXISTS (SELECT 1 FROM {table} WHERE {same})")
    for table in (*ONLY_ADDED, *NEVER_REMOVED):
        _refuse("DELETE", table, when=_KEPT.get(table, ""))
    _refuse("UPDATE", "documents", of=FIXED_IN_DOCUMENTS)


def _refuse(act: str, table: str, of: tuple[str, ...] = (), when: str = "") -> None:
    columns = f" OF {', '.join(of)}" if of else ""
    only = f"WHEN {when} " if when else ""
    op.execute(
        f"CREATE TRIGGER no_{act.lower()}_{table} BEFORE {act}{columns} ON {table} {only}"
        f"BEGIN SELECT RAISE(ABORT, 'rows of {table} are never changed or removed'); END"
    )


# Where one of these changes, an intervention is counted elsewhere.
_COUNTED_BY = ("establishment_id", "programme_id", "outcome", "entered_in_error")
_COUNT_KEY = "establishment_id, programme_id, outcome"


def _counted(row: str) -> str:
    return f"{row}.establishment_id, coalesce({row}.programme_id, ''), coalesce({row}.outcome, '')"


def _count_new() -> str:
    return (
        f"INSERT INTO intervention_counts ({_COUNT_KEY}, count) "
        f"SELECT {_counted('NEW')}, 1 WHERE NEW.entered_in_error IS NULL "
        f"ON CONFLICT ({_COUNT_KEY}) DO UPDATE SET count = intervention_counts.count + 1;"
    )


def _uncount_old() -> str:
    same = f"({_COUNT_KEY}) = ({_counted('OLD')})"
    return (
        f"UPDATE intervention_counts SET count = count - 1 WHERE OLD.entered_in_error IS NULL AND {same}; "
        f"DELETE FROM intervention_counts WHERE count = 0 AND {same};"
    )


def _counts() -> None:
    op.execute(f"CREATE TRIGGER count_new_interventions AFTER INSERT ON interventions BEGIN {_count_new()} END")
    op.execute(
        f"CREATE TRIGGER count_changed_interventions AFTER UPDATE OF {', '.join(_COUNTED_BY)} ON interventions "
        f"WHEN {' OR '.join(f'OLD.{one} IS NOT NEW.{one}' for one in _COUNTED_BY)} "
        f"BEGIN {_uncount_old()} {_count_new()} END"
    )
    op.execute(f"CREATE TRIGGER count_removed_interventions AFTER DELETE ON interventions BEGIN {_uncount_old()} END")


def _server_counts() -> None:
    # In the owner's name: whoever writes an intervention need not be allowed to see what else is counted.
    schema = op.get_bind().exec_driver_sql("SELECT quote_ident(current_schema())").scalar_one()
    op.execute(
        "CREATE FUNCTION count_interventions() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER "
        f"SET search_path = {schema}, pg_temp AS $$ BEGIN "
        f"IF TG_OP <> 'INSERT' THEN {_uncount_old()} END IF; IF TG_OP <> 'DELETE' THEN {_count_new()} END IF; "
        "RETURN NULL; END $$"
    )
    for name, act in (("count_new_interventions", "INSERT"), ("count_removed_interventions", "DELETE")):
        op.execute(
            f"CREATE TRIGGER {name} AFTER {act} ON interventions FOR EACH ROW EXECUTE FUNCTION count_interventions()"
        )
    op.execute(
        f"CREATE TRIGGER count_changed_interventions AFTER UPDATE OF {', '.join(_COUNTED_BY)} ON interventions "
        f"FOR EACH ROW WHEN ({' OR '.join(f'OLD.{one} IS DISTINCT FROM NEW.{one}' for one in _COUNTED_BY)}) "
        "EXECUTE FUNCTION count_interventions()"
    )


def _byte_order() -> None:
    """Compare text by its bytes, as SQLite does: how lists are cut and words are found must not hang on a language."""
    asked = sa.text(
        "SELECT table_name, column_name, data_type FROM information_schema.columns WHERE table_schema = current_schema() "
        "AND data_type IN ('text', 'character varying') AND table_name <> 'alembic_version'"
    )
    for table, column, kind in op.get_bind().execute(asked).all():
        op.execute(f'ALTER TABLE {table} ALTER COLUMN "{column}" TYPE {kind} COLLATE "C"')


def _server_triggers() -> None:
    # The program's role has no right to any of this; these stop the owner's role too, and say why.
    op.execute(
        "CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        "RAISE EXCEPTION 'rows of % are never changed or removed', TG_TABLE_NAME "
        "USING ERRCODE = 'integrity_constraint_violation'; END $$"
    )
    for table in ONLY_ADDED:
        _refuse_on_server("UPDATE", table)
    # Looks past the policies, in the owner's name, and asks what the guard in a file asks: its argument.
    schema = op.get_bind().exec_driver_sql("SELECT quote_ident(current_schema())").scalar_one()
    op.execute(
        "CREATE FUNCTION refuse_removal() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER "
        f"SET search_path = {schema}, pg_temp AS $$ DECLARE kept boolean; BEGIN "
        "EXECUTE 'SELECT ' || TG_ARGV[0] INTO kept USING OLD; IF kept IS NOT FALSE THEN "
        "RAISE EXCEPTION 'rows of % are never changed or removed', TG_TABLE_NAME "
        "USING ERRCODE = 'integrity_constraint_violation'; END IF; RETURN OLD; END $$"
    )
    for table in (*ONLY_ADDED, *NEVER_REMOVED):
        if table in _KEPT:
            asked = _KEPT[table].replace("OLD.", "($1).").replace("'", "''")
            op.execute(
                f"CREATE TRIGGER no_delete_{table} BEFORE DELETE ON {table} "
                f"FOR EACH ROW EXECUTE FUNCTION refuse_removal('{asked}')"
            )
        else:
            _refuse_on_server("DELETE", table)
        _refuse_on_server("TRUNCATE", table)
    _refuse_on_server("UPDATE", "documents", of=FIXED_IN_DOCUMENTS)


def _refuse_on_server(act: str, table: str, of: tuple[str, ...] = ()) -> None:
    columns = f" OF {', '.join(of)}" if of else ""
    each = "STATEMENT" if act == "TRUNCATE" else "ROW"
    op.execute(
        f"CREATE TRIGGER no_{act.lower()}_{table} BEFORE {act}{columns} ON {table} "
        f"FOR EACH {each} EXECUTE FUNCTION refuse_change()"
    )


def _server_policies() -> None:
    """Show a session only what is in its reach, as its settings name it: a second line behind the store's own.

    `throughcare.establishments` holds the ids of a person's establishments, or `*` for the whole; where nobody set it,
    no row is seen. `throughcare.under_glass` holds participants that may be read for the moment, and not written about.
    A participant is of an establishment when entered for it, placed there, or in a group that it runs.
    """
    _reach_functions()
    own = f"{_EVERYWHERE} OR establishment_id = ANY ({_OWN})"
    for table in OF_PERSON:
        nobody = " OR participant_id IS NULL" if table in ("documents", "withdrawn", "drafts") else ""
        column = "id" if table == "participants" else "participant_id"
        known = _EVERYWHERE if table in ("participant_terms", "withdrawn") else own
        reached = "in_reach({column}, {glass})"
        _policy(table, known + nobody + " OR " + reached.format(column=column, glass="true"),
                (own if table == "participants" else _EVERYWHERE) + nobody
                + " OR " + reached.format(column=column, glass="false"))
    for table in OF_COURSE:
        known = _EVERYWHERE if table == "edition_pins" else own
        _policy(table, f"{known} OR course_in_reach(intervention_id, true)",
                f"{_EVERYWHERE} OR course_in_reach(intervention_id, false)")
    for table in ("document_copies", "imported_editions", "imported_records"):
        _policy(table, f"{_EVERYWHERE} OR document_in_reach(document_id, true)",
                f"{_EVERYWHERE} OR document_in_reach(document_id, false)")
    for table, one, other in (("participant_links", "one_id", "other_id"),
                              ("moves", "participant_id", "to_participant_id")):
        both = "{star} OR (in_reach({one}, {glass}) AND in_reach({other}, {glass}))"
        _policy(table, *(both.format(star=_EVERYWHERE, one=one, other=other, glass=glass) for glass in ("true", "false")))
    _policy("sessions", f"{own} OR session_in_reach(id, true)", f"{own} OR session_in_reach(id, false)")
    _policy("groups", own, own)
    _policy("intervention_counts", own, own)
    # Whom a waiting summary is about, nobody has said yet: it is of whoever let it wait.
    _policy("waiting", own, own)
    # The participant is gone: a stub is of whoever kept the record.
    _policy("disposals", own, own)
    found = f"{_EVERYWHERE} OR EXISTS (SELECT FROM waiting w WHERE w.id = waiting_id)"
    _policy("waiting_bytes", found, found)
    _policy("revisions", f"{own} OR former_in_reach(record_table, record_id)", "true")


_SETTING = "(SELECT current_setting('throughcare.establishments', true))"
# In a subquery the setting is read once for a statement and not once for a row.
_EVERYWHERE = f"{_SETTING} = '*'"
_OWN = f"string_to_array({_SETTING}, ',')"
OF_PERSON = (
    "participants", "participant_terms", "placements", "needs", "interventions", "assessments", "scores",
    "voice_entries", "first_two_weeks", "sharing", "deaths", "plans", "refreshers", "repeat_stops", "transfers", "documents",
    "drafts", "annex_drafts", "subject_access", "subject_access_marks", "withdrawn", "retention", "holds",
    "disposal_proposals",
)
OF_COURSE = ("attendances", "goals", "progress", "products", "target_outcomes", "edition_pins", "memberships")


# Whose a row is, as the guard of its table asks it of the row that is to go.
_WHOSE = {
    **dict.fromkeys((*OF_PERSON, "break_glass"), "OLD.participant_id"),
    "participants": "OLD.id",
    **dict.fromkeys(OF_COURSE, "SELECT participant_id FROM interventions WHERE id = OLD.intervention_id"),
    **dict.fromkeys(
        ("document_copies", "imported_editions", "imported_records"),
        "SELECT participant_id FROM documents WHERE id = OLD.document_id",
    ),
    # What waited, and was then received.
    "waiting": "SELECT participant_id FROM documents WHERE digest = OLD.digest",
    "waiting_bytes": "SELECT d.participant_id FROM documents d JOIN waiting w ON w.digest = d.digest "
    "WHERE w.id = OLD.waiting_id",
    "participant_links": "OLD.one_id, OLD.other_id",
    "moves": "OLD.participant_id, OLD.to_participant_id",
}
# By what a former version names the row it was of. An id is 45 letters long; where there are two, the first comes first.
_NAMED = {
    **dict.fromkeys(("first_two_weeks", "sharing", "deaths", "retention"), "participant_id = OLD.record_id"),
    **dict.fromkeys(
        ("attendances", "goals", "progress", "products", "target_outcomes"),
        "intervention_id = substr(OLD.record_id, 1, 45)",
    ),
    **dict.fromkeys(
        ("participants", "participant_links", "placements", "needs", "interventions", "memberships", "sessions",
         "assessments", "scores", "voice_entries", "refreshers", "repeat_stops", "transfers", "documents", "drafts",
         "annex_drafts", "break_glass", "waiting", "holds", "disposal_proposals", "subject_access",
         "subject_access_marks"),
        "id = OLD.record_id",
    ),
}
_NO_DISPOSAL = "NOT EXISTS (SELECT 1 FROM disposals)"
# When a row is kept: always, but for these; and for these until its participant's disposal was approved. A session
# goes when nobody's attendance at it stands any more, and a former version after the row it was of.
_KEPT = {
    **{
        table: f"NOT EXISTS (SELECT 1 FROM disposals WHERE participant_id IN ({whose}))"
        for table, whose in _WHOSE.items()
        if table != "participant_terms"
    },
    "sessions": f"{_NO_DISPOSAL} OR OLD.group_id IS NOT NULL "
    "OR EXISTS (SELECT 1 FROM attendances WHERE session_id = OLD.id)",
    "revisions": f"{_NO_DISPOSAL} OR CASE OLD.record_table "
    + " ".join(
        f"WHEN '{table}' THEN EXISTS (SELECT 1 FROM {table} WHERE {named})" for table, named in sorted(_NAMED.items())
    )
    + " ELSE true END",
}


def _reach_functions() -> None:
    """Functions that look past the policies, in the owner's name, to say whether a row is in reach."""
    _function("in_reach(who text, glass boolean)", f"""
        SELECT {_EVERYWHERE}
            OR EXISTS (SELECT FROM participants p WHERE p.id = who AND p.establishment_id = ANY ({_OWN}))
            OR glass AND who = ANY (string_to_array(current_setting('throughcare.under_glass', true), ','))
            OR EXISTS (SELECT FROM placements s WHERE s.participant_id = who AND s.where_id = ANY ({_OWN})
                AND s.entered_in_error IS NULL)
            OR EXISTS (SELECT FROM interventions c JOIN memberships m ON m.intervention_id = c.id
                JOIN groups g ON g.id = m.group_id WHERE c.participant_id = who AND m.entered_in_error IS NULL
                AND g.establishment_id = ANY ({_OWN}))""")
    _function("anybody_beyond()", f"SELECT NOT coalesce({_EVERYWHERE}, false) AND EXISTS (SELECT FROM participants p "
              f"WHERE p.establishment_id <> ALL (coalesce({_OWN}, ARRAY[]::text[])))")
    _function("course_in_reach(course text, glass boolean)",
              "SELECT EXISTS (SELECT FROM interventions c WHERE c.id = course AND in_reach(c.participant_id, glass))")
    _function("document_in_reach(document text, glass boolean)",
              "SELECT EXISTS (SELECT FROM documents d WHERE d.id = document AND "
              "(d.participant_id IS NULL OR in_reach(d.participant_id, glass)))")
    _function("session_in_reach(meeting text, glass boolean)",
              "SELECT EXISTS (SELECT FROM attendances a WHERE a.session_id = meeting "
              "AND course_in_reach(a.intervention_id, glass))")
    # A former version is of whatever its record is of; what is nobody's record in particular is the unit's own.
    _function("former_in_reach(kind text, record text)", f"""
        DECLARE who text;
        BEGIN
            IF kind IN ('participants', 'sharing', 'first_two_weeks', 'deaths', 'retention') THEN RETURN in_reach(record, true);
            ELSIF kind = 'documents' THEN RETURN document_in_reach(record, true);
            ELSIF kind = 'sessions' THEN RETURN session_in_reach(record, true);
            ELSIF kind IN ('attendances', 'goals', 'progress', 'products', 'target_outcomes') THEN
                RETURN course_in_reach(split_part(record, ' ', 1), true);
            ELSIF kind = 'memberships' THEN
                SELECT c.participant_id INTO who FROM memberships m JOIN interventions c ON c.id = m.intervention_id
                    WHERE m.id = record;
            ELSIF kind = 'participant_links' THEN
                RETURN EXISTS (SELECT FROM participant_links l WHERE l.id = record
                    AND in_reach(l.one_id, true) AND in_reach(l.other_id, true));
            ELSIF kind = 'groups' THEN
                RETURN EXISTS (SELECT FROM groups g WHERE g.id = record AND g.establishment_id = ANY ({_OWN}));
            ELSIF kind IN ('placements', 'needs', 'interventions', 'assessments', 'scores', 'voice_entries',
                           'refreshers', 'repeat_stops', 'transfers', 'drafts', 'annex_drafts', 'subject_access',
                           'subject_access_marks', 'holds', 'disposal_proposals') THEN
                EXECUTE format('SELECT participant_id FROM %I WHERE id = $1', kind) INTO who USING record;
            ELSE RETURN true;
            END IF;
            RETURN who IS NULL OR in_reach(who, true);
        END""", language="plpgsql")


def _function(name: str, body: str, language: str = "sql") -> None:
    schema = op.get_bind().exec_driver_sql("SELECT quote_ident(current_schema())").scalar_one()
    op.execute(sa.text(
        f"CREATE FUNCTION {name} RETURNS boolean LANGUAGE {language} STABLE SECURITY DEFINER "
        f"SET search_path = {schema}, pg_temp AS $$ {body} $$".replace(":", "\\:")
    ))


def _policy(table: str, seen: str, written: str) -> None:
    op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
    op.execute(f"CREATE POLICY in_reach ON {table} USING ({seen}) WITH CHECK ({written})")


def _tables() -> None:
    op.create_table(
        "audit",
        sa.Column("sequence", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", sa.String(), nullable=False),
        sa.Column("os_user", sa.String(), nullable=False),
        sa.Column("user", sa.String(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("verb", sa.String(), nullable=False),
        sa.Column("object_ids", sa.Text(), nullable=False),
        sa.Column("purpose", sa.String(), nullable=True),
        sa.Column("outcome", sa.String(), nullable=False),
        sa.Column("wrote", sa.String(), nullable=True),
        sa.Column("leaf_hash", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("sequence", name=op.f("pk_audit")),
    )

    op.create_table(
        "catalogue_entries",
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("programme_id", sa.String(), nullable=False),
        sa.Column("editions", sa.Text(), nullable=False),
        sa.Column("release", sa.String(), nullable=False),
        sa.Column("kept_at", sa.String(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_catalogue_entries")),
    )
    op.create_index(op.f("ix_catalogue_entries_programme_id"), "catalogue_entries", ["programme_id"])

    op.create_table(
        "checkpoints",
        sa.Column("size", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("made_at", sa.String(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("peaks", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("size", name=op.f("pk_checkpoints")),
    )

    op.create_table(
        "groups",
        *_entry(),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("folded_name", sa.String(), nullable=False),
        sa.Column("edition_id", sa.String(), nullable=False),
        sa.Column("started", sa.String(), nullable=False),
        sa.Column("ended", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_groups")),
    )
    op.create_index(op.f("ix_groups_folded_name"), "groups", ["folded_name"])

    op.create_table(
        "intervention_counts",
        sa.Column("establishment_id", sa.String(), nullable=False),
        sa.Column("programme_id", sa.String(), nullable=False),
        sa.Column("outcome", sa.String(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("establishment_id", "programme_id", "outcome", name=op.f("pk_intervention_counts")),
    )

    op.create_table(
        "local_definitions",
        *_entry(),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("edition_id", sa.String(), nullable=False),
        sa.Column("signed_off_on", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_local_definitions")),
    )
    op.create_index(op.f("ix_local_definitions_edition_id"), "local_definitions", ["edition_id"])

    op.create_table(
        "local_measures",
        *_entry(),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_local_measures")),
    )

    op.create_table(
        "local_programmes",
        *_entry(),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_local_programmes")),
    )

    op.create_table(
        "log_key",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("made_at", sa.String(), nullable=False),
        sa.Column("private", sa.LargeBinary(), nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_log_key_only_one")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_log_key")),
    )

    op.create_table(
        "delivered_elsewhere",
        *_entry(),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("programme_id", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_delivered_elsewhere")),
    )
    op.create_index(op.f("ix_delivered_elsewhere_programme_id"), "delivered_elsewhere", ["programme_id"])

    op.create_table(
        "offers",
        *_entry(),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("edition_id", sa.String(), nullable=False),
        sa.Column("since", sa.String(), nullable=False),
        sa.Column("until", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_offers")),
    )

    op.create_table(
        "overlap_judgements",
        *_entry(),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("covers", sa.String(), nullable=False),
        sa.Column("covered", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_overlap_judgements")),
    )
    op.create_index(op.f("ix_overlap_judgements_covered"), "overlap_judgements", ["covered"])
    op.create_index(op.f("ix_overlap_judgements_covers"), "overlap_judgements", ["covers"])

    op.create_table(
        "overlap_withdrawals",
        *_entry(),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("judgement_id", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["judgement_id"],
            ["overlap_judgements.id"],
            name=op.f("fk_overlap_withdrawals_judgement_id_overlap_judgements"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_overlap_withdrawals")),
    )
    op.create_index(op.f("ix_overlap_withdrawals_judgement_id"), "overlap_withdrawals", ["judgement_id"])

    op.create_table(
        "participants",
        *_entry(),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("sort_name", sa.String(), nullable=False),
        sa.Column("surname", sa.String(), nullable=False),
        sa.Column("born", sa.String(), nullable=False),
        sa.Column("nhs_number", sa.String(), nullable=True),
        sa.Column("prison_number", sa.String(), nullable=True),
        sa.Column("local_number", sa.String(), nullable=True),
        sa.Column("pnc_number", sa.String(), nullable=True),
        sa.Column("cro_number", sa.String(), nullable=True),
        sa.Column("chi_number", sa.String(), nullable=True),
        sa.Column("hc_number", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_participants")),
    )
    op.create_index(op.f("ix_participants_establishment_id"), "participants", ["establishment_id"])
    op.create_index(op.f("ix_participants_chi_number"), "participants", ["chi_number"])
    op.create_index(op.f("ix_participants_cro_number"), "participants", ["cro_number"])
    op.create_index(op.f("ix_participants_hc_number"), "participants", ["hc_number"])
    op.create_index(op.f("ix_participants_local_number"), "participants", ["local_number"])
    op.create_index(op.f("ix_participants_nhs_number"), "participants", ["nhs_number"])
    op.create_index(op.f("ix_participants_pnc_number"), "participants", ["pnc_number"])
    op.create_index(op.f("ix_participants_prison_number"), "participants", ["prison_number"])
    op.create_index(op.f("ix_participants_sort_name_id"), "participants", ["sort_name", "id"])
    op.create_index(op.f("ix_participants_surname_born"), "participants", ["surname", "born"])

    op.create_table(
        "moves",
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("record_id", sa.String(), nullable=False),
        sa.Column("participant_id", sa.String(), nullable=False),
        sa.Column("to_participant_id", sa.String(), nullable=False),
        sa.Column("new_id", sa.String(), nullable=False),
        sa.Column("said", sa.String(), nullable=False),
        sa.Column("moved_at", sa.String(), nullable=False),
        sa.Column("moved_by", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["participant_id"], ["participants.id"], name=op.f("fk_moves_participant_id_participants")
        ),
        sa.ForeignKeyConstraint(
            ["to_participant_id"], ["participants.id"], name=op.f("fk_moves_to_participant_id_participants")
        ),
        sa.PrimaryKeyConstraint("kind", "record_id", name=op.f("pk_moves")),
    )
    op.create_index(op.f("ix_moves_participant_id"), "moves", ["participant_id"])
    op.create_index(op.f("ix_moves_to_participant_id"), "moves", ["to_participant_id"])

    op.create_table(
        "withdrawn",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("record_id", sa.String(), nullable=False),
        sa.Column("participant_id", sa.String(), nullable=True),
        sa.Column("said", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("withdrawn_at", sa.String(), nullable=False),
        sa.Column("withdrawn_by", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["participant_id"], ["participants.id"], name=op.f("fk_withdrawn_participant_id_participants")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_withdrawn")),
    )
    op.create_index(op.f("ix_withdrawn_participant_id"), "withdrawn", ["participant_id"])

    op.create_table(
        "revisions",
        sa.Column("record_table", sa.String(), nullable=False),
        sa.Column("record_id", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("establishment_id", sa.String(), nullable=False),
        sa.Column("entered_at", sa.String(), nullable=False),
        sa.Column("entered_by", sa.String(), nullable=False),
        sa.Column("entered_in_error", sa.String(), nullable=True),
        sa.Column("body", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("record_table", "record_id", "version", name=op.f("pk_revisions")),
    )

    op.create_table(
        "sessions",
        *_entry(),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("edition_id", sa.String(), nullable=True),
        sa.Column("held_on", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("module", sa.String(), nullable=True),
        sa.Column("number", sa.Integer(), nullable=True),
        sa.Column("minutes", sa.Integer(), nullable=True),
        sa.Column("group_id", sa.String(), nullable=True),
        sa.Column("staff", sa.Text(), nullable=True),
        sa.Column("because", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["group_id"], ["groups.id"], name=op.f("fk_sessions_group_id_groups")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sessions")),
    )
    op.create_index(op.f("ix_sessions_group_id"), "sessions", ["group_id"])
    op.create_index(op.f("ix_sessions_held_on"), "sessions", ["held_on"])

    op.create_table(
        "unit",
        *_entry(),
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("establishment", sa.Text(), nullable=False),
        sa.Column("catalogue_release", sa.Text(), nullable=True),
        sa.Column("unit_key", sa.String(), nullable=True),
        sa.Column("directory", sa.Text(), nullable=True),
        sa.Column("recovery", sa.Text(), nullable=True),
        sa.CheckConstraint("id = 1", name=op.f("ck_unit_only_one")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_unit")),
    )

    op.create_table(
        "waiting",
        *_entry(),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_waiting")),
    )
    op.create_index(op.f("ix_waiting_digest"), "waiting", ["digest"])

    op.create_table(
        "waiting_bytes",
        sa.Column("waiting_id", sa.String(), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["waiting_id"], ["waiting.id"], name=op.f("fk_waiting_bytes_waiting_id_waiting")),
        sa.PrimaryKeyConstraint("waiting_id", name=op.f("pk_waiting_bytes")),
    )

    op.create_table(
        "users",
        *_entry(),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("person_id", sa.String(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_users")),
    )
    op.create_index(op.f("ix_users_person_id"), "users", ["person_id"])

    op.create_table(
        "assessments",
        *_entry(),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("participant_id", sa.String(), nullable=False),
        sa.Column("tool", sa.String(), nullable=False),
        sa.Column("assessed_on", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["participant_id"], ["participants.id"], name=op.f("fk_assessments_participant_id_participants")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_assessments")),
    )
    op.create_index(op.f("ix_assessments_participant_id"), "assessments", ["participant_id"])

    op.create_table(
        "documents",
        *_entry(),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("series_id", sa.String(), nullable=True),
        sa.Column("series_version", sa.Integer(), nullable=True),
        sa.Column("participant_id", sa.String(), nullable=True),
        sa.Column("direction", sa.String(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("issuer_id", sa.String(), nullable=True),
        sa.Column("issuer_name", sa.String(), nullable=False),
        sa.Column("purpose", sa.String(), nullable=True),
        sa.Column("recipient_id", sa.String(), nullable=True),
        sa.Column("recipient_name", sa.String(), nullable=True),
        sa.Column("about_id", sa.String(), nullable=True),
        sa.Column("about_kind", sa.String(), nullable=True),
        sa.Column("kept_at", sa.String(), nullable=False),
        sa.Column("dated", sa.String(), nullable=True),
        sa.Column("verdict", sa.String(), nullable=True),
        sa.Column("signed_by", sa.Text(), nullable=False),
        sa.Column("interim", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["participant_id"], ["participants.id"], name=op.f("fk_documents_participant_id_participants")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_documents")),
        sa.UniqueConstraint(
            "direction", "series_id", "series_version", name=op.f("uq_documents_direction_series_id_series_version")
        ),
    )
    op.create_index(op.f("ix_documents_about_id"), "documents", ["about_id"])
    op.create_index(op.f("ix_documents_digest"), "documents", ["digest"])
    op.create_index(op.f("ix_documents_participant_id"), "documents", ["participant_id"])
    op.create_index(op.f("ix_documents_series_id"), "documents", ["series_id"])
    op.create_index(op.f("ix_documents_status_kind"), "documents", ["status", "kind"])

    op.create_table(
        "drafts",
        *_entry(),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("participant_id", sa.String(), nullable=False),
        sa.Column("series_id", sa.String(), nullable=False),
        sa.Column("frozen", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["participant_id"], ["participants.id"], name=op.f("fk_drafts_participant_id_participants")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_drafts")),
    )
    op.create_index(op.f("ix_drafts_participant_id"), "drafts", ["participant_id"])
    op.create_index(op.f("ix_drafts_series_id"), "drafts", ["series_id"])

    op.create_table(
        "annex_drafts",
        *_entry(),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("participant_id", sa.String(), nullable=False),
        sa.Column("frozen", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["participant_id"], ["participants.id"], name=op.f("fk_annex_drafts_participant_id_participants")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_annex_drafts")),
    )
    op.create_index(op.f("ix_annex_drafts_participant_id"), "annex_drafts", ["participant_id"])

    op.create_table(
        "subject_access",
        *_entry(),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("participant_id", sa.String(), nullable=False),
        sa.Column("is_open", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["participant_id"], ["participants.id"], name=op.f("fk_subject_access_participant_id_participants")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_subject_access")),
    )
    op.create_index(op.f("ix_subject_access_participant_id"), "subject_access", ["participant_id"])

    op.create_table(
        "subject_access_marks",
        *_entry(),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("participant_id", sa.String(), nullable=False),
        sa.Column("request_id", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["participant_id"], ["participants.id"], name=op.f("fk_subject_access_marks_participant_id_participants")
        ),
        sa.ForeignKeyConstraint(
            ["request_id"], ["subject_access.id"], name=op.f("fk_subject_access_marks_request_id_subject_access")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_subject_access_marks")),
    )
    op.create_index(op.f("ix_subject_access_marks_participant_id"), "subject_access_marks", ["participant_id"])
    op.create_index(op.f("ix_subject_access_marks_request_id"), "subject_access_marks", ["request_id"])

    op.create_table(
        "first_two_weeks",
        *_entry(),
        sa.Column("participant_id", sa.String(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("document_id", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["participant_id"], ["participants.id"], name=op.f("fk_first_two_weeks_participant_id_participants")
        ),
        sa.ForeignKeyConstraint(
            ["document_id"], ["documents.id"], name=op.f("fk_first_two_weeks_document_id_documents")
        ),
        sa.PrimaryKeyConstraint("participant_id", name=op.f("pk_first_two_weeks")),
    )

    op.create_table(
        "interventions",
        *_entry(),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("participant_id", sa.String(), nullable=False),
        sa.Column("edition_id", sa.String(), nullable=True),
        sa.Column("programme_id", sa.String(), nullable=True),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("outcome", sa.String(), nullable=True),
        sa.Column("began", sa.String(), nullable=True),
        sa.Column("closed_on", sa.String(), nullable=True),
        sa.Column("answers", sa.String(), nullable=True),
        sa.Column("done_again", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["participant_id"], ["participants.id"], name=op.f("fk_interventions_participant_id_participants")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_interventions")),
    )
    op.create_index(op.f("ix_interventions_participant_id_state"), "interventions", ["participant_id", "state"])
    ended = sa.text("answers IS NOT NULL OR done_again IS NOT NULL")
    op.create_index(
        "ix_interventions_ends",
        "interventions",
        ["participant_id", "programme_id", "answers", "done_again", "entered_in_error"],
        sqlite_where=ended,
        postgresql_where=ended,
    )
    running = sa.text("state IN ('in-progress', 'on-hold')")
    op.create_index(
        "ix_interventions_running", "interventions", ["state"], sqlite_where=running, postgresql_where=running
    )

    op.create_table(
        "break_glass",
        *_entry(),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("participant_id", sa.String(), nullable=False),
        sa.Column("person_id", sa.String(), nullable=False),
        sa.Column("until", sa.String(), nullable=False),
        sa.Column("is_reviewed", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["participant_id"], ["participants.id"], name=op.f("fk_break_glass_participant_id_participants")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_break_glass")),
    )
    op.create_index(op.f("ix_break_glass_participant_id"), "break_glass", ["participant_id"])
    op.create_index(op.f("ix_break_glass_person_id"), "break_glass", ["person_id"])

    op.create_table(
        "refreshers",
        *_entry(),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("participant_id", sa.String(), nullable=False),
        sa.Column("programme_id", sa.String(), nullable=False),
        sa.Column("answer", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["participant_id"], ["participants.id"], name=op.f("fk_refreshers_participant_id_participants")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_refreshers")),
    )
    op.create_index(op.f("ix_refreshers_participant_id"), "refreshers", ["participant_id"])

    op.create_table(
        "repeat_stops",
        *_entry(),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("participant_id", sa.String(), nullable=False),
        sa.Column("programme_id", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["participant_id"], ["participants.id"], name=op.f("fk_repeat_stops_participant_id_participants")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_repeat_stops")),
    )
    op.create_index(op.f("ix_repeat_stops_participant_id"), "repeat_stops", ["participant_id"])

    op.create_table(
        "transfers",
        *_entry(),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("participant_id", sa.String(), nullable=False),
        sa.Column("is_open", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["participant_id"], ["participants.id"], name=op.f("fk_transfers_participant_id_participants")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_transfers")),
    )
    op.create_index(op.f("ix_transfers_participant_id"), "transfers", ["participant_id"])

    op.create_table(
        "needs",
        *_entry(),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("participant_id", sa.String(), nullable=False),
        sa.Column("need", sa.String(), nullable=False),
        sa.Column("standing", sa.String(), nullable=False),
        sa.Column("judged_on", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["participant_id"], ["participants.id"], name=op.f("fk_needs_participant_id_participants")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_needs")),
    )
    op.create_index(op.f("ix_needs_need"), "needs", ["need"])
    op.create_index(op.f("ix_needs_participant_id"), "needs", ["participant_id"])

    op.create_table(
        "participant_links",
        *_entry(),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("one_id", sa.String(), nullable=False),
        sa.Column("other_id", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["one_id"], ["participants.id"], name=op.f("fk_participant_links_one_id_participants")),
        sa.ForeignKeyConstraint(
            ["other_id"], ["participants.id"], name=op.f("fk_participant_links_other_id_participants")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_participant_links")),
    )
    op.create_index(op.f("ix_participant_links_one_id"), "participant_links", ["one_id"])
    op.create_index(op.f("ix_participant_links_other_id"), "participant_links", ["other_id"])

    op.create_table(
        "participant_terms",
        sa.Column("participant_id", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("term", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["participant_id"], ["participants.id"], name=op.f("fk_participant_terms_participant_id_participants")
        ),
        sa.PrimaryKeyConstraint("participant_id", "kind", "term", name=op.f("pk_participant_terms")),
    )
    op.create_index(
        op.f("ix_participant_terms_term_participant_id_kind"), "participant_terms", ["term", "participant_id", "kind"]
    )

    op.create_table(
        "placements",
        *_entry(),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("participant_id", sa.String(), nullable=False),
        sa.Column("where_id", sa.String(), nullable=False),
        sa.Column("since", sa.String(), nullable=False),
        sa.Column("until", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["participant_id"], ["participants.id"], name=op.f("fk_placements_participant_id_participants")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_placements")),
    )
    op.create_index(op.f("ix_placements_participant_id"), "placements", ["participant_id"])

    op.create_table(
        "plans",
        sa.Column("establishment_id", sa.String(), nullable=False),
        sa.Column("entered_at", sa.String(), nullable=False),
        sa.Column("entered_by", sa.String(), nullable=False),
        sa.Column("entered_in_error", sa.String(), nullable=True),
        sa.Column("participant_id", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("made_on", sa.String(), nullable=False),
        sa.Column("next_due", sa.String(), nullable=True),
        sa.Column("body", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["participant_id"], ["participants.id"], name=op.f("fk_plans_participant_id_participants")
        ),
        sa.PrimaryKeyConstraint("participant_id", "version", name=op.f("pk_plans")),
    )
    op.create_index(op.f("ix_plans_next_due"), "plans", ["next_due"])

    op.create_table(
        "scores",
        *_entry(),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("participant_id", sa.String(), nullable=False),
        sa.Column("measure", sa.String(), nullable=False),
        sa.Column("read_on", sa.String(), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["participant_id"], ["participants.id"], name=op.f("fk_scores_participant_id_participants")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_scores")),
    )
    op.create_index(
        op.f("ix_scores_participant_id_measure_read_on"), "scores", ["participant_id", "measure", "read_on"]
    )

    op.create_table(
        "deaths",
        *_entry(),
        sa.Column("participant_id", sa.String(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["participant_id"], ["participants.id"], name=op.f("fk_deaths_participant_id_participants")
        ),
        sa.PrimaryKeyConstraint("participant_id", name=op.f("pk_deaths")),
    )

    op.create_table(
        "retention",
        *_entry(),
        sa.Column("participant_id", sa.String(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["participant_id"], ["participants.id"], name=op.f("fk_retention_participant_id_participants")
        ),
        sa.PrimaryKeyConstraint("participant_id", name=op.f("pk_retention")),
    )

    for table, standing in (("holds", "stands"), ("disposal_proposals", "is_open")):
        op.create_table(
            table,
            *_entry(),
            sa.Column("id", sa.String(), nullable=False),
            sa.Column("body", sa.Text(), nullable=False),
            sa.Column("participant_id", sa.String(), nullable=False),
            sa.Column(standing, sa.Boolean(), nullable=False),
            sa.ForeignKeyConstraint(
                ["participant_id"], ["participants.id"], name=op.f(f"fk_{table}_participant_id_participants")
            ),
            sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
        )
        op.create_index(op.f(f"ix_{table}_participant_id"), table, ["participant_id"])

    # No key: the participant whom a stub names is gone.
    op.create_table(
        "disposals",
        sa.Column("participant_id", sa.String(), nullable=False),
        sa.Column("establishment_id", sa.String(), nullable=False),
        sa.Column("proposed_by", sa.String(), nullable=False),
        sa.Column("approved_by", sa.String(), nullable=False),
        sa.Column("approved_at", sa.String(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.CheckConstraint("proposed_by <> approved_by", name=op.f("ck_disposals_two_persons")),
        sa.PrimaryKeyConstraint("participant_id", name=op.f("pk_disposals")),
    )

    op.create_table(
        "sharing",
        *_entry(),
        sa.Column("participant_id", sa.String(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["participant_id"], ["participants.id"], name=op.f("fk_sharing_participant_id_participants")
        ),
        sa.PrimaryKeyConstraint("participant_id", name=op.f("pk_sharing")),
    )

    op.create_table(
        "voice_entries",
        *_entry(),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("participant_id", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("said_on", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["participant_id"], ["participants.id"], name=op.f("fk_voice_entries_participant_id_participants")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_voice_entries")),
    )
    op.create_index(op.f("ix_voice_entries_participant_id"), "voice_entries", ["participant_id"])

    op.create_table(
        "attendances",
        *_entry(),
        sa.Column("intervention_id", sa.String(), nullable=False),
        sa.Column("session_id", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("attended", sa.String(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=True),
        sa.Column("absence", sa.String(), nullable=True),
        sa.Column("catch_up", sa.Boolean(), nullable=False),
        sa.Column("recorded", sa.String(), nullable=False),
        sa.Column("observation", sa.String(), nullable=True),
        sa.Column("because", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["intervention_id"], ["interventions.id"], name=op.f("fk_attendances_intervention_id_interventions")
        ),
        sa.ForeignKeyConstraint(["session_id"], ["sessions.id"], name=op.f("fk_attendances_session_id_sessions")),
        sa.PrimaryKeyConstraint("intervention_id", "session_id", name=op.f("pk_attendances")),
    )
    op.create_index(op.f("ix_attendances_session_id"), "attendances", ["session_id"])

    op.create_table(
        "document_copies",
        sa.Column("document_id", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("kept_at", sa.String(), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["document_id"], ["documents.id"], name=op.f("fk_document_copies_document_id_documents")
        ),
        sa.PrimaryKeyConstraint("document_id", "number", name=op.f("pk_document_copies")),
    )

    op.create_table(
        "edition_pins",
        sa.Column("intervention_id", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("edition_id", sa.String(), nullable=False),
        sa.Column("entry_digest", sa.String(), nullable=False),
        sa.Column("pinned_at", sa.String(), nullable=False),
        sa.Column("pinned_by", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["entry_digest"], ["catalogue_entries.digest"], name=op.f("fk_edition_pins_entry_digest_catalogue_entries")
        ),
        sa.ForeignKeyConstraint(
            ["intervention_id"], ["interventions.id"], name=op.f("fk_edition_pins_intervention_id_interventions")
        ),
        sa.PrimaryKeyConstraint("intervention_id", "number", name=op.f("pk_edition_pins")),
    )
    op.create_index(op.f("ix_edition_pins_entry_digest"), "edition_pins", ["entry_digest"])

    op.create_table(
        "goals",
        *_entry(),
        sa.Column("intervention_id", sa.String(), nullable=False),
        sa.Column("part_id", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["intervention_id"], ["interventions.id"], name=op.f("fk_goals_intervention_id_interventions")
        ),
        sa.PrimaryKeyConstraint("intervention_id", "part_id", name=op.f("pk_goals")),
    )

    op.create_table(
        "target_outcomes",
        *_entry(),
        sa.Column("intervention_id", sa.String(), nullable=False),
        sa.Column("part_id", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["intervention_id"],
            ["interventions.id"],
            name=op.f("fk_target_outcomes_intervention_id_interventions"),
        ),
        sa.PrimaryKeyConstraint("intervention_id", "part_id", name=op.f("pk_target_outcomes")),
    )

    op.create_table(
        "imported_editions",
        sa.Column("document_id", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["document_id"], ["documents.id"], name=op.f("fk_imported_editions_document_id_documents")
        ),
        sa.PrimaryKeyConstraint("document_id", "number", name=op.f("pk_imported_editions")),
    )

    op.create_table(
        "imported_records",
        sa.Column("document_id", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("record_id", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("edition", sa.Integer(), nullable=True),
        sa.Column("trust", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["document_id"], ["documents.id"], name=op.f("fk_imported_records_document_id_documents")
        ),
        sa.ForeignKeyConstraint(
            ["document_id", "edition"],
            ["imported_editions.document_id", "imported_editions.number"],
            name=op.f("fk_imported_records_document_id_edition_imported_editions"),
        ),
        sa.PrimaryKeyConstraint("document_id", "kind", "record_id", name=op.f("pk_imported_records")),
    )

    op.create_table(
        "memberships",
        *_entry(),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("group_id", sa.String(), nullable=False),
        sa.Column("intervention_id", sa.String(), nullable=False),
        sa.Column("since", sa.String(), nullable=False),
        sa.Column("until", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["group_id"], ["groups.id"], name=op.f("fk_memberships_group_id_groups")),
        sa.ForeignKeyConstraint(
            ["intervention_id"], ["interventions.id"], name=op.f("fk_memberships_intervention_id_interventions")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_memberships")),
    )
    op.create_index(op.f("ix_memberships_group_id"), "memberships", ["group_id"])
    op.create_index(op.f("ix_memberships_intervention_id"), "memberships", ["intervention_id"])

    op.create_table(
        "products",
        *_entry(),
        sa.Column("intervention_id", sa.String(), nullable=False),
        sa.Column("part_id", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["intervention_id"], ["interventions.id"], name=op.f("fk_products_intervention_id_interventions")
        ),
        sa.PrimaryKeyConstraint("intervention_id", "part_id", name=op.f("pk_products")),
    )

    op.create_table(
        "progress",
        *_entry(),
        sa.Column("intervention_id", sa.String(), nullable=False),
        sa.Column("part_id", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["intervention_id"], ["interventions.id"], name=op.f("fk_progress_intervention_id_interventions")
        ),
        sa.PrimaryKeyConstraint("intervention_id", "part_id", name=op.f("pk_progress")),
    )
