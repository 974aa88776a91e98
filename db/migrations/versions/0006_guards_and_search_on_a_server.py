"""What PostgreSQL lacked: audit rows that nobody changes, and an index of the search per kind.

Nothing changes on SQLite, which has both since the first schema.
"""

from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

REFUSE = """
CREATE FUNCTION refuse_audit_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'audit rows are append-only'
    USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'append-only';
END
$$
"""
GUARD_ROWS = """
CREATE TRIGGER audit_no_change BEFORE UPDATE OR DELETE ON audit
FOR EACH ROW EXECUTE FUNCTION refuse_audit_change()
"""
GUARD_TABLE = """
CREATE TRIGGER audit_no_truncate BEFORE TRUNCATE ON audit
FOR EACH STATEMENT EXECUTE FUNCTION refuse_audit_change()
"""
KINDS = ("person", "vehicle", "repair_order")
GRAMS = """
CREATE TABLE search_gram_{kind} (
  id INTEGER NOT NULL,
  record INTEGER NOT NULL,
  day TEXT NOT NULL,
  text TEXT NOT NULL,
  grams TEXT[] NOT NULL,
  CONSTRAINT pk_search_gram_{kind} PRIMARY KEY (id),
  CONSTRAINT uq_search_gram_{kind}_record UNIQUE (record)
)
"""
INDEX = """
CREATE INDEX ix_search_gram_{kind}_grams ON search_gram_{kind}
USING gin (grams) WITH (fastupdate = off)
"""
STATISTICS = "ALTER TABLE search_gram_{kind} ALTER grams SET STATISTICS 2000"


def upgrade() -> None:
    if op.get_context().dialect.name == "sqlite":
        return
    for statement in (REFUSE, GUARD_ROWS, GUARD_TABLE):
        op.execute(statement)
    op.execute("DROP TABLE search_gram")
    op.execute("DROP TABLE search_doc")
    for kind in KINDS:
        for statement in (GRAMS, INDEX, STATISTICS):
            op.execute(statement.format(kind=kind))
