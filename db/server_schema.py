"""What a store on a PostgreSQL server is made of, and how it comes to the newest revision."""

from collections.abc import Callable
from typing import Final

from sqlalchemy import Connection

from db import schema_version
from db.file_copy import Thing

Migrate = Callable[[Connection, str], None]
"""`migrate(connection, revision)` runs what is missing inside the caller's transaction."""
SCRATCH = "dealer_desk_expected"
MARKED = """
CREATE TABLE IF NOT EXISTS dealer_desk (
  application INTEGER NOT NULL,
  schema INTEGER NOT NULL,
  CONSTRAINT pk_dealer_desk PRIMARY KEY (application)
)
"""
MARK = """
INSERT INTO dealer_desk (application, schema) SELECT %s, version_num::int FROM alembic_version
ON CONFLICT (application) DO UPDATE SET schema = EXCLUDED.schema
"""
IN_ORDER_OF_CODE = """
DO $$
DECLARE one record;
BEGIN
  FOR one IN
    SELECT a.attrelid::regclass AS place, a.attname AS name,
      format_type(a.atttypid, a.atttypmod) AS kind
    FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
    WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind = 'r' AND a.attnum > 0
      AND NOT a.attisdropped AND a.attcollation = 'pg_catalog."default"'::regcollation
  LOOP
    EXECUTE format('ALTER TABLE %%s ALTER %%I TYPE %%s COLLATE "C"', one.place, one.name, one.kind);
  END LOOP;
END $$
"""
"""Text sorts and compares as on SQLite, by code points, whatever the database was made with."""
COLUMNS = """
SELECT 'column', a.attname, c.relname, concat_ws(' ', format_type(a.atttypid, a.atttypmod),
  CASE WHEN a.attnotnull THEN 'NOT NULL' END, pg_get_expr(d.adbin, d.adrelid), co.collname)
FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
LEFT JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum
LEFT JOIN pg_collation co ON co.oid = a.attcollation
WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind = 'r' AND a.attnum > 0
  AND NOT a.attisdropped
"""
CONSTRAINTS = """
SELECT 'constraint', conname, conrelid::regclass::text, pg_get_constraintdef(oid, true)
FROM pg_constraint WHERE connamespace = current_schema()::regnamespace AND contype <> 'n'
"""
INDEXES = """
SELECT 'index', i.relname, c.relname, pg_get_indexdef(i.oid, 0, true)
FROM pg_index x JOIN pg_class i ON i.oid = x.indexrelid JOIN pg_class c ON c.oid = x.indrelid
WHERE i.relnamespace = current_schema()::regnamespace
"""
TRIGGERS = """
SELECT 'trigger', t.tgname, t.tgrelid::regclass::text,
  concat_ws(' ', pg_get_triggerdef(t.oid, true), t.tgenabled, p.prosrc)
FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_proc p ON p.oid = t.tgfoid
WHERE c.relnamespace = current_schema()::regnamespace AND NOT t.tgisinternal
"""
_EXPECTED: dict[tuple[object, str], frozenset[Thing]] = {}
"""By the server's version and the revision, which is frozen: made once in a process."""
CATALOGUE: Final = (COLUMNS, CONSTRAINTS, INDEXES, TRIGGERS)
REFERENCES = """
SELECT k.conrelid::regclass::text, child.attname, k.confrelid::regclass::text, parent.attname
FROM pg_constraint k
JOIN pg_attribute child ON child.attrelid = k.conrelid AND child.attnum = k.conkey[1]
JOIN pg_attribute parent ON parent.attrelid = k.confrelid AND parent.attnum = k.confkey[1]
WHERE k.contype = 'f' AND k.connamespace = current_schema()::regnamespace ORDER BY 1, 2
"""


def upgrade(connection: Connection, to: str, *, migrate: Migrate) -> None:
    """Runs every missing revision inside the caller's transaction, which holds the write lock."""
    connection.exec_driver_sql("SET LOCAL statement_timeout = 0")
    migrate(connection, to)
    connection.exec_driver_sql(IN_ORDER_OF_CODE)
    connection.exec_driver_sql(MARKED)
    connection.exec_driver_sql(MARK, (schema_version.APPLICATION,))


def may_change(connection: Connection) -> bool:
    """True for a login that may make tables here: a workstation's may not."""
    asked = "SELECT has_schema_privilege(current_schema(), 'CREATE')"
    return bool(connection.exec_driver_sql(asked).scalar_one())


def may_make_schemas(connection: Connection) -> bool:
    """True for a login that may make a store anew to compare with: a workstation's may not."""
    asked = "SELECT has_database_privilege(current_database(), 'CREATE')"
    return bool(connection.exec_driver_sql(asked).scalar_one())


def things(connection: Connection) -> frozenset[Thing]:
    """Columns, constraints, indexes and triggers of the store."""
    rows = (row for asked in CATALOGUE for row in connection.exec_driver_sql(asked))
    return frozenset((kind, name, table, sql) for kind, name, table, sql in rows)


def expected(connection: Connection, revision: str, *, migrate: Migrate) -> frozenset[Thing]:
    """The same of a store that the revisions make anew, beside the real one, and take back."""
    key = (connection.dialect.server_version_info, revision)
    if key not in _EXPECTED:
        _EXPECTED[key] = _made_anew(connection, revision, migrate)
    return _EXPECTED[key]


def _made_anew(connection: Connection, revision: str, migrate: Migrate) -> frozenset[Thing]:
    with connection.engine.connect() as other:
        # whoever asks may be reading only
        other.execution_options(isolation_level="READ COMMITTED", postgresql_readonly=False)
        other.exec_driver_sql("SET LOCAL statement_timeout = 0")
        other.exec_driver_sql(f"CREATE SCHEMA {SCRATCH}")
        other.exec_driver_sql(f"SET LOCAL search_path = {SCRATCH}")
        migrate(other, revision)
        other.exec_driver_sql(IN_ORDER_OF_CODE)
        other.exec_driver_sql(MARKED)
        found = things(other)
        other.rollback()
    return found


def dangling(connection: Connection) -> list[str]:
    """References into nothing: only who switched the server's own checks off can make one."""
    found = []
    for table, column, parent, key in connection.exec_driver_sql(REFERENCES).all():
        lost = (
            f"SELECT id FROM {table} WHERE {column} IS NOT NULL AND NOT EXISTS (SELECT 1"  # noqa: S608 - names of the catalogue
            f" FROM {parent} AS parent WHERE parent.{key} = {table}.{column})"
        )
        found += [f"{table} {row.id} -> {parent}" for row in connection.exec_driver_sql(lost)]
    return found


def revision(connection: Connection) -> str:
    """The revision that the store stands at."""
    return str(connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar_one())
