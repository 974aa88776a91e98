"""What a year of real days asked of the tables; one function per subject, in the order written."""

import hmac
import json
import secrets
from datetime import UTC, datetime

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

AUDIT_VALUES = (
    "at, staff_id, workstation, gesture, act, noun, noun_id, old, new, reason"  # as of this schema
)
SEALED = (
    "staff",
    "repair_order",
    "labour_line",
    "part_line",
    "other_line",
    "approval",
    "settlement",
    "payment",
)
REFUSE_REPLACE = """
CREATE TRIGGER audit_no_replace BEFORE INSERT ON audit
WHEN EXISTS (SELECT 1 FROM audit WHERE id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'audit rows are append-only'); END
"""


def note_where_a_lock_began() -> None:
    """A lock ends by how long the PC has run, too: setting its clock ahead ends none."""
    for name, kind, check in (
        ("locked_on", "TEXT", "length(locked_on) <= 255"),
        ("locked_uptime", "INTEGER", "locked_uptime BETWEEN 0 AND 2000000000"),
    ):
        op.execute(f"ALTER TABLE staff ADD COLUMN {name} {kind}")
        condition = f"CHECK ({name} IS NULL OR {check})"
        op.execute(f"ALTER TABLE staff ADD CONSTRAINT ck_staff_{name} {condition}")


def chain_the_audit() -> None:
    """Rows of old are summed up once; new ones are chained, and seals tell what records held."""
    for name in ("seal", "mac"):
        op.execute(f"ALTER TABLE audit ADD COLUMN {name} TEXT")
        op.execute(
            f"ALTER TABLE audit ADD CONSTRAINT ck_audit_{name}"
            f" CHECK ({name} IS NULL OR length({name}) <= 32)"
        )
    op.create_table(
        "audit_chain",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("audit_key", sa.Text(), nullable=False),
        sa.Column("audit_start", sa.Text(), nullable=False),
        sa.Column("audit_start_id", sa.Integer(), nullable=False),
        sa.Column("sealed_after", sa.Text(), nullable=False),
        sa.CheckConstraint("length(audit_key) <= 64", name=op.f("ck_audit_chain_audit_key")),
        sa.CheckConstraint("length(audit_start) <= 32", name=op.f("ck_audit_chain_audit_start")),
        sa.CheckConstraint(
            "length(sealed_after) <= 2000", name=op.f("ck_audit_chain_sealed_after")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_chain")),
        sqlite_strict=True,
    )
    if op.get_context().dialect.name == "sqlite":
        op.execute(REFUSE_REPLACE)
    _begin_the_chain()


def _begin_the_chain() -> None:
    connection = op.get_bind()
    key, last = secrets.token_bytes(32), 0
    old = hmac.new(key, digestmod="sha256")
    wanted = sa.text(f"SELECT {AUDIT_VALUES}, id FROM audit ORDER BY id")  # noqa: S608 - literal
    for row in connection.execute(wanted, execution_options={"yield_per": 2000}):
        at, *values, last = row
        old.update(json.dumps([_plain(at), *values]).encode())
    after = {
        table: connection.execute(sa.text(f"SELECT max(id) FROM {table}")).scalar() or 0  # noqa: S608 - literal
        for table in SEALED
    }
    connection.execute(
        sa.text(
            "INSERT INTO audit_chain"
            " (id, audit_key, audit_start, audit_start_id, sealed_after)"
            " VALUES (1, :key, :start, :last, :after)"
        ),
        {
            "key": key.hex(),
            "start": old.hexdigest()[:32],
            "last": last,
            "after": json.dumps(after),
        },
    )


def _plain(at: object) -> str:
    """A moment as SQLite keeps it."""
    if not isinstance(at, datetime):
        return str(at)
    return at.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S.%f")


def upgrade() -> None:
    note_where_a_lock_began()
    chain_the_audit()
    lengthen_names()
    name_the_document_of_a_licence()
    add_alerts()
    remember_the_reading_before()
    let_temporary_plates_repeat()
    add_vehicle_type()
    tell_no_from_not_asked()
    mark_damage_on_the_car()
    keep_what_was_agreed()
    keep_why_other_work_was_declined()
    link_rework()
    date_campaigns()


def lengthen_names() -> None:
    """Companies have names of up to 120 characters, with whoever brings and collects a car."""
    for table, column, empty in (
        ("person", "name", ""),
        ("visit", "addressed_as", "addressed_as IS NULL OR "),
        ("repair_order", "bringer_name", "bringer_name IS NULL OR "),
        ("repair_order", "collected_by", "collected_by IS NULL OR "),
    ):
        name = f"ck_{table}_{column}"
        op.execute(f"ALTER TABLE {table} DROP CONSTRAINT {name}")
        check = f"CHECK ({empty}length({column}) <= 120)"
        op.execute(f"ALTER TABLE {table} ADD CONSTRAINT {name} {check}")


def name_the_document_of_a_licence() -> None:
    """Foreigners drive with the number of a passport or permit."""
    op.execute("ALTER TABLE licence ADD COLUMN document TEXT NOT NULL DEFAULT 'id_card'")


def add_alerts() -> None:
    """What is to be known first: an open complaint, cash only, a recall of the car."""
    is_server = op.get_context().dialect.name != "sqlite"
    flag = "BOOLEAN NOT NULL DEFAULT false" if is_server else "INTEGER NOT NULL DEFAULT 0"
    op.execute(f"ALTER TABLE person ADD COLUMN cash_only {flag}")
    for table, column in (("person", "complaint"), ("vehicle", "recall")):
        check = f"CHECK ({column} IS NULL OR length({column}) <= 200)"
        name = f"CONSTRAINT ck_{table}_{column}"
        op.execute(f"ALTER TABLE {table} ADD COLUMN {column} TEXT {name} {check}")


def remember_the_reading_before() -> None:
    """What an open order's car showed before it, so that a mistaken reading can be taken back."""
    bound = "CHECK (odometer_before IS NULL OR odometer_before BETWEEN 0 AND 9999999)"
    op.execute("ALTER TABLE repair_order ADD COLUMN odometer_before INTEGER")
    op.execute(f"ALTER TABLE repair_order ADD CONSTRAINT ck_repair_order_odometer_before {bound}")
    op.execute(
        "UPDATE repair_order SET odometer_before = ("
        "SELECT coalesce(earlier.odometer_out, earlier.odometer_in) FROM repair_order AS earlier "
        "WHERE earlier.vehicle_id = repair_order.vehicle_id AND earlier.id < repair_order.id "
        "AND earlier.odometer_in IS NOT NULL AND earlier.stage <> 'cancelled' "
        "ORDER BY earlier.id DESC LIMIT 1) WHERE stage NOT IN ('delivered', 'cancelled')"
    )


def let_temporary_plates_repeat() -> None:
    """A temporary number is given out again, and 临牌 alone stands on many cars at once."""
    op.execute("DROP INDEX uq_plate_current")
    op.execute(
        "CREATE UNIQUE INDEX uq_plate_current ON plate (number) "
        "WHERE until_on IS NULL AND kind <> 'temporary'"
    )


def add_vehicle_type() -> None:
    """The type as the vehicle licence names it, such as 小型轿车, for the settlement list."""
    op.execute(
        "ALTER TABLE vehicle ADD COLUMN body_type TEXT CONSTRAINT ck_vehicle_body_type"
        " CHECK (body_type IS NULL OR length(body_type) <= 40)"
    )


def tell_no_from_not_asked() -> None:
    """Whether a driver may be contacted: yes, no, or nobody asked.

    Up to the fifth schema the form said no by itself, so those answers tell nothing; such stores
    are files, whose number of the schema changes only after the upgrade.
    """
    op.execute("ALTER TABLE drive_feedback ALTER COLUMN wants_contact DROP NOT NULL")
    if op.get_context().dialect.name == "sqlite":
        (before,) = op.get_bind().exec_driver_sql("PRAGMA user_version").one()
        if before < 6:
            op.execute("UPDATE drive_feedback SET wants_contact = NULL WHERE wants_contact = 0")


def mark_damage_on_the_car() -> None:
    """Typed marks at their places on the outline of a car, as one text of an order."""
    op.execute(
        "ALTER TABLE repair_order ADD COLUMN damage_marks TEXT"
        " CONSTRAINT ck_repair_order_damage_marks"
        " CHECK (damage_marks IS NULL OR length(damage_marks) <= 1000)"
    )


AGREED = (
    "UPDATE labour_line SET agreed_amount = fee WHERE state = 'approved'",
    "UPDATE part_line SET agreed_amount = amount WHERE state = 'approved'",
    "UPDATE other_line SET agreed_amount = amount WHERE state = 'approved'",
)
REPLACED = """
UPDATE approval SET replaced = total - (
  coalesce((SELECT sum(agreed_amount) FROM labour_line WHERE approval_id = approval.id), 0)
  + coalesce((SELECT sum(agreed_amount) FROM part_line WHERE approval_id = approval.id), 0)
  + coalesce((SELECT sum(agreed_amount) FROM other_line WHERE approval_id = approval.id), 0))
"""


def keep_what_was_agreed() -> None:
    """The amount agreed of each line, and what an answer replaces of earlier ones.

    Older answers count with the lines that still point to them.
    """
    money = "INTEGER" if op.get_context().dialect.name == "sqlite" else "BIGINT"
    bound = "CHECK (agreed_amount IS NULL OR agreed_amount BETWEEN 0 AND 9999999999)"
    for table in ("labour_line", "part_line", "other_line"):
        name = f"ck_{table}_agreed_amount"
        op.execute(f"ALTER TABLE {table} ADD COLUMN agreed_amount {money}")
        op.execute(f"ALTER TABLE {table} ADD CONSTRAINT {name} {bound}")
    op.execute(f"ALTER TABLE approval ADD COLUMN replaced {money} DEFAULT 0 NOT NULL")
    for statement in (*AGREED, REPLACED):
        op.execute(statement)
    op.execute("UPDATE approval SET replaced = 0 WHERE replaced < 0")
    if op.get_context().dialect.name != "sqlite":
        op.execute("ALTER TABLE approval ALTER COLUMN replaced DROP DEFAULT")
    op.execute(
        "ALTER TABLE approval ADD CONSTRAINT ck_approval_replaced"
        " CHECK (replaced BETWEEN 0 AND 99999999999999)"
    )


def keep_why_other_work_was_declined() -> None:
    """A reason was asked for every declined line and kept only for labour and parts."""
    op.execute("ALTER TABLE other_line ADD COLUMN declined_reason TEXT")
    bound = "CHECK (declined_reason IS NULL OR length(declined_reason) <= 200)"
    op.execute(f"ALTER TABLE other_line ADD CONSTRAINT ck_other_line_declined_reason {bound}")


def link_rework() -> None:
    """Which order a rework does again: the last one of the car that was handed over before."""
    op.execute(
        "ALTER TABLE repair_order ADD COLUMN reworked_id INTEGER"
        " CONSTRAINT fk_repair_order_reworked_id_repair_order REFERENCES repair_order (id)"
    )
    op.execute(
        "UPDATE repair_order SET reworked_id = (SELECT earlier.id FROM repair_order AS earlier"
        " WHERE earlier.vehicle_id = repair_order.vehicle_id AND earlier.id < repair_order.id"
        " AND earlier.stage = 'delivered' ORDER BY earlier.id DESC LIMIT 1)"
        " WHERE service_type = 'rework'"
    )


def date_campaigns() -> None:
    """From when to when a campaign runs; older costs stay and wait for their dates."""
    day = "TEXT" if op.get_context().dialect.name == "sqlite" else "DATE"
    for name in ("begins_on", "ends_on"):
        op.execute(f"ALTER TABLE source ADD COLUMN {name} {day}")
