"""${message}."""

import sqlalchemy as sa
from alembic import op

revision = ${repr(up_revision)}
down_revision = ${repr(down_revision)}
branch_labels = None
depends_on = None
<% lines = [line for line in (upgrades or "").splitlines() if "Alembic" not in line and line.strip() != "pass"] %>

def upgrade() -> None:
% for line in lines:
${line}
% endfor
% for statement in checks:
    op.execute("${statement}")
% endfor
% if search_kinds:
    if op.get_context().dialect.name == "sqlite":
% for kind in search_kinds:
        op.execute("CREATE VIRTUAL TABLE search_${kind} USING fts5(grams, content='', detail=none, columnsize=0, tokenize=ascii)")
        op.execute("INSERT INTO search_${kind}(search_${kind}, rank) VALUES ('secure-delete', 1)")
% endfor
    else:
% for kind in search_kinds:
        op.execute(
            "CREATE TABLE search_gram_${kind} (id INTEGER NOT NULL, record INTEGER NOT NULL, day TEXT NOT NULL,"
            " text TEXT NOT NULL, grams TEXT[] NOT NULL, CONSTRAINT pk_search_gram_${kind} PRIMARY KEY (id),"
            " CONSTRAINT uq_search_gram_${kind}_record UNIQUE (record))"
        )
        op.execute("CREATE INDEX ix_search_gram_${kind}_grams ON search_gram_${kind} USING gin (grams) WITH (fastupdate = off)")
        op.execute("ALTER TABLE search_gram_${kind} ALTER grams SET STATISTICS 2000")
% endfor
% endif
% if not lines and not checks and not search_kinds:
    pass
% endif
