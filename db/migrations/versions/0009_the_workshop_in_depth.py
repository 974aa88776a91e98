"""Intake, approvals, clocks, checks and payers of the workshop; one function per subject."""

import json

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

REMINDED = sa.text("remind_on IS NOT NULL")
NEWLY_SEALED = ("consent", "inspector", "licence", "setting", "stage_change")
ANSWERED = ("labour_line", "part_line", "other_line")


STANDING = sa.text("reversed_at IS NULL")
OPEN_NO_MORE = sa.text("reopened_at IS NULL")
PAID_LINES = ("labour_line", "part_line", "other_line")
NAME_THE_PAYER = """
UPDATE settlement SET payer_id = (
  SELECT coalesce(repair_order.payer_id, repair_order.customer_id)
  FROM repair_order WHERE repair_order.id = settlement.order_id)
"""
CHECKS_BY_MOVES = """
INSERT INTO quality_check (order_id, work_id, step, passed, reason, road_tested, staff_id, at)
SELECT moved.order_id,
  (SELECT max(work.id) FROM stage_change AS work WHERE work.order_id = moved.order_id
     AND work.id < moved.id AND (work.new_stage = 'in_work'
       OR (work.new_stage = 'quality_check' AND work.old_stage IN ('wash', 'ready')))),
  'leader', moved.new_stage <> 'in_work',
  CASE WHEN moved.new_stage = 'in_work' THEN moved.reason END, false, moved.staff_id, moved.at
FROM stage_change AS moved
WHERE moved.old_stage = 'quality_check' AND moved.new_stage IN ('wash', 'ready', 'in_work')
ORDER BY moved.id
"""


def give_sources_a_target() -> None:
    """How many leads a month a source should bring; none is set for those that are there."""
    _add_bounded("source", "lead_target", "INTEGER", most=9_999)


def bill_each_payer() -> None:
    """Every line has a payer, every payer of an order a bill; what is there the customer pays."""
    money = "INTEGER" if op.get_context().dialect.name == "sqlite" else "BIGINT"
    for table in (*PAID_LINES, "payment", "settlement"):
        op.execute(f"ALTER TABLE {table} ADD COLUMN payer TEXT DEFAULT 'customer' NOT NULL")
    for table in PAID_LINES:
        _add_bounded(table, "share", money, most=10_000)
    _add_bounded("person", "credit_limit", money, most=9_999_999_999)
    _add_bounded("person", "credit_days", "INTEGER", most=365)
    op.execute("ALTER TABLE payment ADD COLUMN till INTEGER DEFAULT 1 NOT NULL")
    op.execute("ALTER TABLE payment ADD CONSTRAINT ck_payment_till CHECK (till BETWEEN 1 AND 9)")
    _refer("payment", "approved_by", "staff")
    _give_bills_a_payer(money)
    _make_order_payers()
    _make_credit_notes()
    _make_till_days()


def _give_bills_a_payer(money: str) -> None:
    is_server = op.get_context().dialect.name != "sqlite"
    _refer("settlement", "payer_id", "person")
    _refer("settlement", "approved_by", "staff")
    op.execute(f"ALTER TABLE settlement ADD COLUMN credited {money} DEFAULT 0 NOT NULL")
    for name, condition in (
        ("credited", "credited BETWEEN 0 AND 99999999999999"),
        ("credited_at_most", "credited <= total"),
    ):
        op.execute(
            f"ALTER TABLE settlement ADD CONSTRAINT ck_settlement_{name} CHECK ({condition})"
        )
    op.execute(f"ALTER TABLE settlement ADD COLUMN due_on {'DATE' if is_server else 'TEXT'}")
    flag = "BOOLEAN DEFAULT false NOT NULL" if is_server else "INTEGER DEFAULT 0 NOT NULL"
    op.execute(f"ALTER TABLE settlement ADD COLUMN reopened {flag}")
    op.execute(NAME_THE_PAYER)
    op.drop_index("uq_settlement_order", "settlement")
    op.create_index(
        "uq_settlement_order_payer",
        "settlement",
        ["order_id", "payer"],
        unique=True,
        sqlite_where=STANDING,
        postgresql_where=STANDING,
    )
    op.create_index("ix_settlement_order_id", "settlement", ["order_id"])
    op.create_index("ix_settlement_payer_id", "settlement", ["payer_id"])


def _add_bounded(table: str, column: str, kind: str, *, most: int) -> None:
    """A column that may be empty, from 0 to `most`."""
    op.execute(f"ALTER TABLE {table} ADD COLUMN {column} {kind}")
    bound = f"CHECK ({column} IS NULL OR {column} BETWEEN 0 AND {most})"
    op.execute(f"ALTER TABLE {table} ADD CONSTRAINT ck_{table}_{column} {bound}")


def _make_order_payers() -> None:
    op.create_table(
        "order_payer",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("order_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["order_id"], ["repair_order.id"], name=op.f("fk_order_payer_order_id_repair_order")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_order_payer_person_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_order_payer")),
        sqlite_strict=True,
    )
    op.create_index("uq_order_payer_kind", "order_payer", ["order_id", "kind"], unique=True)


def _make_credit_notes() -> None:
    op.create_table(
        "credit_note",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("settlement_id", sa.Integer(), nullable=False),
        sa.Column("order_id", sa.Integer(), nullable=False),
        sa.Column("labour", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("material", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("other", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("discount", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("total", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column(
            "at", sa.DateTime(timezone=True).with_variant(sa.Text(), "sqlite"), nullable=False
        ),
        sa.Column("made_by", sa.Integer(), nullable=False),
        sa.Column("approved_by", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "discount BETWEEN 0 AND 99999999999999", name=op.f("ck_credit_note_discount")
        ),
        sa.CheckConstraint(
            "labour BETWEEN 0 AND 99999999999999", name=op.f("ck_credit_note_labour")
        ),
        sa.CheckConstraint("length(number) <= 40", name=op.f("ck_credit_note_number")),
        sa.CheckConstraint("length(reason) <= 200", name=op.f("ck_credit_note_reason")),
        sa.CheckConstraint(
            "material BETWEEN 0 AND 99999999999999", name=op.f("ck_credit_note_material")
        ),
        sa.CheckConstraint("other BETWEEN 0 AND 99999999999999", name=op.f("ck_credit_note_other")),
        sa.CheckConstraint(
            "total = labour + material + other - discount", name=op.f("ck_credit_note_adds_up")
        ),
        sa.CheckConstraint("total BETWEEN 0 AND 99999999999999", name=op.f("ck_credit_note_total")),
        sa.ForeignKeyConstraint(
            ["approved_by"], ["staff.id"], name=op.f("fk_credit_note_approved_by_staff")
        ),
        sa.ForeignKeyConstraint(
            ["made_by"], ["staff.id"], name=op.f("fk_credit_note_made_by_staff")
        ),
        sa.ForeignKeyConstraint(
            ["order_id"], ["repair_order.id"], name=op.f("fk_credit_note_order_id_repair_order")
        ),
        sa.ForeignKeyConstraint(
            ["settlement_id"],
            ["settlement.id"],
            name=op.f("fk_credit_note_settlement_id_settlement"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_credit_note")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_credit_note_at"), "credit_note", ["at"], unique=False)
    op.create_index(op.f("ix_credit_note_order_id"), "credit_note", ["order_id"], unique=False)
    op.create_index(
        op.f("ix_credit_note_settlement_id"), "credit_note", ["settlement_id"], unique=False
    )
    op.create_index("uq_credit_note_number", "credit_note", ["number"], unique=True)
    op.create_table(
        "credit_line",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("credit_note_id", sa.Integer(), nullable=False),
        sa.Column("block", sa.Text(), nullable=False),
        sa.Column("line_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("amount", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("discount", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.CheckConstraint("amount BETWEEN 0 AND 9999999999", name=op.f("ck_credit_line_amount")),
        sa.CheckConstraint(
            "discount BETWEEN 0 AND 9999999999", name=op.f("ck_credit_line_discount")
        ),
        sa.CheckConstraint("length(block) <= 20", name=op.f("ck_credit_line_block")),
        sa.CheckConstraint("length(name) <= 80", name=op.f("ck_credit_line_name")),
        sa.ForeignKeyConstraint(
            ["credit_note_id"],
            ["credit_note.id"],
            name=op.f("fk_credit_line_credit_note_id_credit_note"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_credit_line")),
        sqlite_strict=True,
    )
    op.create_index(
        op.f("ix_credit_line_block_line_id"), "credit_line", ["block", "line_id"], unique=False
    )
    op.create_index(
        op.f("ix_credit_line_credit_note_id"), "credit_line", ["credit_note_id"], unique=False
    )


def _make_till_days() -> None:
    op.create_table(
        "till_day",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date().with_variant(sa.Text(), "sqlite"), nullable=False),
        sa.Column("till", sa.Integer(), nullable=False),
        sa.Column("opening", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("cash", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("receipts", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("counted", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("left_in", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column(
            "closed_at",
            sa.DateTime(timezone=True).with_variant(sa.Text(), "sqlite"),
            nullable=False,
        ),
        sa.Column("closed_by", sa.Integer(), nullable=False),
        sa.Column(
            "reopened_at",
            sa.DateTime(timezone=True).with_variant(sa.Text(), "sqlite"),
            nullable=True,
        ),
        sa.Column("reopened_by", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "cash BETWEEN -99999999999999 AND 99999999999999", name=op.f("ck_till_day_cash")
        ),
        sa.CheckConstraint(
            "counted BETWEEN 0 AND 99999999999999", name=op.f("ck_till_day_counted")
        ),
        sa.CheckConstraint(
            "left_in BETWEEN 0 AND 99999999999999", name=op.f("ck_till_day_left_in")
        ),
        sa.CheckConstraint(
            "opening BETWEEN -99999999999999 AND 99999999999999", name=op.f("ck_till_day_opening")
        ),
        sa.CheckConstraint(
            "reason IS NULL OR length(reason) <= 200", name=op.f("ck_till_day_reason")
        ),
        sa.CheckConstraint(
            "receipts BETWEEN -99999999999999 AND 99999999999999", name=op.f("ck_till_day_receipts")
        ),
        sa.CheckConstraint("till BETWEEN 1 AND 9", name=op.f("ck_till_day_till")),
        sa.ForeignKeyConstraint(
            ["closed_by"], ["staff.id"], name=op.f("fk_till_day_closed_by_staff")
        ),
        sa.ForeignKeyConstraint(
            ["reopened_by"], ["staff.id"], name=op.f("fk_till_day_reopened_by_staff")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_till_day")),
        sqlite_strict=True,
    )
    op.create_index(
        "uq_till_day_closed",
        "till_day",
        ["day", "till"],
        unique=True,
        sqlite_where=OPEN_NO_MORE,
        postgresql_where=OPEN_NO_MORE,
    )


def upgrade() -> None:
    """Subjects in the order written; each is a function above."""
    give_sources_a_target()
    _make_templates()
    _make_findings()
    _make_photos()
    _tie_lines()
    _make_packages()
    _make_package_lines()
    _tie_lines_to_jobs()
    _keep_notes_and_reminders()
    bill_each_payer()
    make_teams()
    note_where_a_pin_was_locked()
    make_clocks()
    make_clock_corrections()
    make_quick_service()
    _make_quality_control()
    _carry_checks_over()
    _make_board_and_notices()
    add_warranty_rights()
    keep_licences()
    _index_what_is_asked_for()
    seal_what_decides()


def seal_what_decides() -> None:
    """Seal five tables more; their rows of now are taken as they are found."""
    connection = op.get_bind()
    told = connection.execute(sa.text("SELECT sealed_after FROM audit_chain")).scalar() or "{}"
    newest_id = sa.select(sa.func.max(sa.column("id")))
    newest = {
        table: connection.execute(newest_id.select_from(sa.table(table))).scalar() or 0
        for table in NEWLY_SEALED
    }
    connection.execute(
        sa.text("UPDATE audit_chain SET sealed_after = :after"),
        {"after": json.dumps(json.loads(told) | newest)},
    )


def _index_what_is_asked_for() -> None:
    """What lists and erasure ask of tables that grow for years."""
    for table, column in (
        ("job_clock", "started_at"),
        ("order_payer", "person_id"),
        ("prospect", "closed_at"),
        ("shift_clock", "started_at"),
        ("vehicle", "trim_id"),
        ("warranty_demand", "person_id"),
    ):
        op.create_index(op.f(f"ix_{table}_{column}"), table, [column], unique=False)
    is_finished = sa.text("finished_at IS NOT NULL")
    op.create_index(
        "ix_labour_line_finished",
        "labour_line",
        ["finished_at"],
        unique=False,
        sqlite_where=is_finished,
        postgresql_where=is_finished,
    )
    op.create_index(
        "ix_settlement_reopened",
        "settlement",
        ["reversed_at"],
        unique=False,
        sqlite_where=sa.text("reopened"),
        postgresql_where=sa.text("reopened"),
    )


def keep_licences() -> None:
    """Copies of customers' licences, and what makes a colleague a companion in probation."""
    is_server = op.get_context().dialect.name != "sqlite"
    op.execute("ALTER TABLE staff ADD COLUMN licence_class TEXT")
    day = "DATE" if is_server else "TEXT"
    op.execute(f"ALTER TABLE staff ADD COLUMN licensed_since {day}")
    op.create_table(
        "licence_copy",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("page", sa.Text(), nullable=False),
        sa.Column(
            "added_at",
            sa.DateTime(timezone=True).with_variant(sa.Text(), "sqlite"),
            nullable=False,
        ),
        sa.Column("added_by", sa.Integer(), nullable=False),
        sa.Column("jpeg", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["added_by"], ["staff.id"], name=op.f("fk_licence_copy_added_by_staff")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_licence_copy_person_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_licence_copy")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_licence_copy_person_id"), "licence_copy", ["person_id"], unique=False)


def _make_quality_control() -> None:
    op.create_table(
        "check_item",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("standard", sa.Text(), nullable=True),
        sa.Column("final_only", sa.Boolean().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("active", sa.Boolean().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("length(name) <= 40", name=op.f("ck_check_item_name")),
        sa.CheckConstraint(
            "position BETWEEN -99999 AND 99999", name=op.f("ck_check_item_position")
        ),
        sa.CheckConstraint(
            "standard IS NULL OR length(standard) <= 120", name=op.f("ck_check_item_standard")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_check_item")),
        sa.UniqueConstraint("name", name=op.f("uq_check_item_name")),
        sqlite_strict=True,
    )
    op.create_table(
        "inspector",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("active", sa.Boolean().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("length(number) <= 40", name=op.f("ck_inspector_number")),
        sa.ForeignKeyConstraint(
            ["staff_id"], ["staff.id"], name=op.f("fk_inspector_staff_id_staff")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_inspector")),
        sa.UniqueConstraint("staff_id", name=op.f("uq_inspector_staff_id")),
        sqlite_strict=True,
    )
    op.create_table(
        "quality_check",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("order_id", sa.Integer(), nullable=False),
        sa.Column("work_id", sa.Integer(), nullable=True),
        sa.Column("step", sa.Text(), nullable=False),
        sa.Column("passed", sa.Boolean().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("road_tested", sa.Boolean().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("road_km", sa.Integer(), nullable=True),
        sa.Column("override", sa.Text(), nullable=True),
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.Column(
            "at", sa.DateTime(timezone=True).with_variant(sa.Text(), "sqlite"), nullable=False
        ),
        sa.CheckConstraint(
            "override IS NULL OR length(override) <= 200", name=op.f("ck_quality_check_override")
        ),
        sa.CheckConstraint(
            "reason IS NULL OR length(reason) <= 200", name=op.f("ck_quality_check_reason")
        ),
        sa.CheckConstraint(
            "road_km IS NULL OR road_km BETWEEN 0 AND 999", name=op.f("ck_quality_check_road_km")
        ),
        sa.ForeignKeyConstraint(
            ["order_id"], ["repair_order.id"], name=op.f("fk_quality_check_order_id_repair_order")
        ),
        sa.ForeignKeyConstraint(
            ["staff_id"], ["staff.id"], name=op.f("fk_quality_check_staff_id_staff")
        ),
        sa.ForeignKeyConstraint(
            ["work_id"], ["stage_change.id"], name=op.f("fk_quality_check_work_id_stage_change")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_quality_check")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_quality_check_at"), "quality_check", ["at"], unique=False)
    op.create_index(op.f("ix_quality_check_order_id"), "quality_check", ["order_id"], unique=False)
    op.create_table(
        "check_result",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("check_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("standard", sa.Text(), nullable=True),
        sa.Column("fine", sa.Boolean().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.CheckConstraint("length(name) <= 40", name=op.f("ck_check_result_name")),
        sa.CheckConstraint(
            "standard IS NULL OR length(standard) <= 120", name=op.f("ck_check_result_standard")
        ),
        sa.ForeignKeyConstraint(
            ["check_id"], ["quality_check.id"], name=op.f("fk_check_result_check_id_quality_check")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_check_result")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_check_result_check_id"), "check_result", ["check_id"], unique=False)
    op.create_table(
        "certificate",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("order_id", sa.Integer(), nullable=False),
        sa.Column("leaves_on", sa.Date().with_variant(sa.Text(), "sqlite"), nullable=False),
        sa.Column("odometer", sa.Integer(), nullable=False),
        sa.Column(
            "issued_at",
            sa.DateTime(timezone=True).with_variant(sa.Text(), "sqlite"),
            nullable=False,
        ),
        sa.Column("issued_by", sa.Integer(), nullable=False),
        sa.Column("inspector_number", sa.Text(), nullable=True),
        sa.Column(
            "void_at", sa.DateTime(timezone=True).with_variant(sa.Text(), "sqlite"), nullable=True
        ),
        sa.Column("void_reason", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "inspector_number IS NULL OR length(inspector_number) <= 40",
            name=op.f("ck_certificate_inspector_number"),
        ),
        sa.CheckConstraint("length(number) <= 40", name=op.f("ck_certificate_number")),
        sa.CheckConstraint("odometer BETWEEN 0 AND 9999999", name=op.f("ck_certificate_odometer")),
        sa.CheckConstraint(
            "void_reason IS NULL OR length(void_reason) <= 200",
            name=op.f("ck_certificate_void_reason"),
        ),
        sa.ForeignKeyConstraint(
            ["issued_by"], ["staff.id"], name=op.f("fk_certificate_issued_by_staff")
        ),
        sa.ForeignKeyConstraint(
            ["order_id"], ["repair_order.id"], name=op.f("fk_certificate_order_id_repair_order")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_certificate")),
        sqlite_strict=True,
    )
    op.create_index("uq_certificate_number", "certificate", ["number"], unique=True)
    op.create_index(
        "uq_certificate_order_id",
        "certificate",
        ["order_id"],
        unique=True,
        sqlite_where=sa.text("void_at IS NULL"),
        postgresql_where=sa.text("void_at IS NULL"),
    )


def _carry_checks_over() -> None:
    """A card that was moved on from the check had passed it, one that went back had not."""
    op.execute(CHECKS_BY_MOVES)


def _make_board_and_notices() -> None:
    op.create_table(
        "sublet_trip",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("order_id", sa.Integer(), nullable=False),
        sa.Column("workshop", sa.Text(), nullable=False),
        sa.Column("work", sa.Text(), nullable=True),
        sa.Column(
            "sent_at", sa.DateTime(timezone=True).with_variant(sa.Text(), "sqlite"), nullable=False
        ),
        sa.Column("sent_by", sa.Integer(), nullable=False),
        sa.Column(
            "expected_at",
            sa.DateTime(timezone=True).with_variant(sa.Text(), "sqlite"),
            nullable=True,
        ),
        sa.Column(
            "returned_at",
            sa.DateTime(timezone=True).with_variant(sa.Text(), "sqlite"),
            nullable=True,
        ),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("length(workshop) <= 60", name=op.f("ck_sublet_trip_workshop")),
        sa.CheckConstraint("work IS NULL OR length(work) <= 200", name=op.f("ck_sublet_trip_work")),
        sa.ForeignKeyConstraint(
            ["order_id"], ["repair_order.id"], name=op.f("fk_sublet_trip_order_id_repair_order")
        ),
        sa.ForeignKeyConstraint(
            ["sent_by"], ["staff.id"], name=op.f("fk_sublet_trip_sent_by_staff")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sublet_trip")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_sublet_trip_order_id"), "sublet_trip", ["order_id"], unique=False)
    op.create_index(
        "uq_sublet_trip_order_id",
        "sublet_trip",
        ["order_id"],
        unique=True,
        sqlite_where=sa.text("returned_at IS NULL"),
        postgresql_where=sa.text("returned_at IS NULL"),
    )
    op.create_table(
        "carry_over",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("order_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date().with_variant(sa.Text(), "sqlite"), nullable=False),
        sa.Column(
            "promised_at",
            sa.DateTime(timezone=True).with_variant(sa.Text(), "sqlite"),
            nullable=True,
        ),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.Column(
            "at", sa.DateTime(timezone=True).with_variant(sa.Text(), "sqlite"), nullable=False
        ),
        sa.CheckConstraint("length(reason) <= 200", name=op.f("ck_carry_over_reason")),
        sa.ForeignKeyConstraint(
            ["order_id"], ["repair_order.id"], name=op.f("fk_carry_over_order_id_repair_order")
        ),
        sa.ForeignKeyConstraint(
            ["staff_id"], ["staff.id"], name=op.f("fk_carry_over_staff_id_staff")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_carry_over")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_carry_over_day"), "carry_over", ["day"], unique=False)
    op.create_index("uq_carry_over_order_id_day", "carry_over", ["order_id", "day"], unique=True)
    op.create_table(
        "board_title",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("stage", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=True),
        sa.Column("colour", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "title IS NULL OR length(title) <= 16", name=op.f("ck_board_title_title")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_board_title")),
        sa.UniqueConstraint("stage", name=op.f("uq_board_title_stage")),
        sqlite_strict=True,
    )
    op.create_table(
        "message_template",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("active", sa.Boolean().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("length(name) <= 40", name=op.f("ck_message_template_name")),
        sa.CheckConstraint("length(words) <= 500", name=op.f("ck_message_template_words")),
        sa.CheckConstraint(
            "position BETWEEN -99999 AND 99999", name=op.f("ck_message_template_position")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_message_template")),
        sa.UniqueConstraint("name", name=op.f("uq_message_template_name")),
        sqlite_strict=True,
    )
    op.create_table(
        "ready_notice",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("order_id", sa.Integer(), nullable=False),
        sa.Column("way", sa.Text(), nullable=False),
        sa.Column("told", sa.Text(), nullable=True),
        sa.Column("words", sa.Text(), nullable=True),
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.Column(
            "at", sa.DateTime(timezone=True).with_variant(sa.Text(), "sqlite"), nullable=False
        ),
        sa.CheckConstraint("told IS NULL OR length(told) <= 64", name=op.f("ck_ready_notice_told")),
        sa.CheckConstraint(
            "words IS NULL OR length(words) <= 500", name=op.f("ck_ready_notice_words")
        ),
        sa.ForeignKeyConstraint(
            ["order_id"], ["repair_order.id"], name=op.f("fk_ready_notice_order_id_repair_order")
        ),
        sa.ForeignKeyConstraint(
            ["staff_id"], ["staff.id"], name=op.f("fk_ready_notice_staff_id_staff")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ready_notice")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_ready_notice_order_id"), "ready_notice", ["order_id"], unique=False)
    op.create_table(
        "health_report",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("settlement_id", sa.Integer(), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.Column(
            "at", sa.DateTime(timezone=True).with_variant(sa.Text(), "sqlite"), nullable=False
        ),
        sa.ForeignKeyConstraint(
            ["settlement_id"],
            ["settlement.id"],
            name=op.f("fk_health_report_settlement_id_settlement"),
        ),
        sa.ForeignKeyConstraint(
            ["staff_id"], ["staff.id"], name=op.f("fk_health_report_staff_id_staff")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_health_report")),
        sqlite_strict=True,
    )
    op.create_index(
        "uq_health_report_settlement_id", "health_report", ["settlement_id"], unique=True
    )


def _make_templates() -> None:
    """Templates of inspections with their items, and inspections of orders."""
    op.create_table(
        "inspection_template",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("active", sa.Boolean().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("length(name) <= 40", name=op.f("ck_inspection_template_name")),
        sa.CheckConstraint(
            "position BETWEEN -99999 AND 99999", name=op.f("ck_inspection_template_position")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_inspection_template")),
        sa.UniqueConstraint("name", name=op.f("uq_inspection_template_name")),
        sqlite_strict=True,
    )
    op.create_table(
        "inspection_item",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("template_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("group_name", sa.Text(), nullable=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("unit", sa.Text(), nullable=True),
        sa.Column(
            "green_limit", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
        ),
        sa.Column("red_limit", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("required", sa.Boolean().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("labour_item_id", sa.Integer(), nullable=True),
        sa.Column("active", sa.Boolean().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "green_limit IS NULL OR green_limit BETWEEN 0 AND 9999999",
            name=op.f("ck_inspection_item_green_limit"),
        ),
        sa.CheckConstraint(
            "group_name IS NULL OR length(group_name) <= 40",
            name=op.f("ck_inspection_item_group_name"),
        ),
        sa.CheckConstraint("length(name) <= 60", name=op.f("ck_inspection_item_name")),
        sa.CheckConstraint(
            "position BETWEEN -99999 AND 99999", name=op.f("ck_inspection_item_position")
        ),
        sa.CheckConstraint(
            "red_limit IS NULL OR red_limit BETWEEN 0 AND 9999999",
            name=op.f("ck_inspection_item_red_limit"),
        ),
        sa.CheckConstraint(
            "unit IS NULL OR length(unit) <= 8", name=op.f("ck_inspection_item_unit")
        ),
        sa.ForeignKeyConstraint(
            ["labour_item_id"],
            ["labour_item.id"],
            name=op.f("fk_inspection_item_labour_item_id_labour_item"),
        ),
        sa.ForeignKeyConstraint(
            ["template_id"],
            ["inspection_template.id"],
            name=op.f("fk_inspection_item_template_id_inspection_template"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_inspection_item")),
        sqlite_strict=True,
    )
    op.create_index(
        op.f("ix_inspection_item_template_id"), "inspection_item", ["template_id"], unique=False
    )
    op.create_table(
        "inspection",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("order_id", sa.Integer(), nullable=False),
        sa.Column("template_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column(
            "begun_at", sa.DateTime(timezone=True).with_variant(sa.Text(), "sqlite"), nullable=False
        ),
        sa.Column("holder_id", sa.Integer(), nullable=True),
        sa.Column(
            "held_since",
            sa.DateTime(timezone=True).with_variant(sa.Text(), "sqlite"),
            nullable=True,
        ),
        sa.Column(
            "finished_at",
            sa.DateTime(timezone=True).with_variant(sa.Text(), "sqlite"),
            nullable=True,
        ),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("length(name) <= 40", name=op.f("ck_inspection_name")),
        sa.ForeignKeyConstraint(
            ["holder_id"], ["staff.id"], name=op.f("fk_inspection_holder_id_staff")
        ),
        sa.ForeignKeyConstraint(
            ["order_id"], ["repair_order.id"], name=op.f("fk_inspection_order_id_repair_order")
        ),
        sa.ForeignKeyConstraint(
            ["template_id"],
            ["inspection_template.id"],
            name=op.f("fk_inspection_template_id_inspection_template"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_inspection")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_inspection_order_id"), "inspection", ["order_id"], unique=False)


def _make_findings() -> None:
    """What an inspection found, item by item."""
    op.create_table(
        "inspection_finding",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("inspection_id", sa.Integer(), nullable=False),
        sa.Column("order_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("group_name", sa.Text(), nullable=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("unit", sa.Text(), nullable=True),
        sa.Column(
            "green_limit", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
        ),
        sa.Column("red_limit", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("required", sa.Boolean().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("labour_item_id", sa.Integer(), nullable=True),
        sa.Column("light", sa.Text(), nullable=True),
        sa.Column("figure", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("words", sa.Text(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "figure IS NULL OR figure BETWEEN 0 AND 9999999",
            name=op.f("ck_inspection_finding_figure"),
        ),
        sa.CheckConstraint(
            "green_limit IS NULL OR green_limit BETWEEN 0 AND 9999999",
            name=op.f("ck_inspection_finding_green_limit"),
        ),
        sa.CheckConstraint(
            "group_name IS NULL OR length(group_name) <= 40",
            name=op.f("ck_inspection_finding_group_name"),
        ),
        sa.CheckConstraint("length(name) <= 60", name=op.f("ck_inspection_finding_name")),
        sa.CheckConstraint(
            "position BETWEEN -99999 AND 99999", name=op.f("ck_inspection_finding_position")
        ),
        sa.CheckConstraint(
            "red_limit IS NULL OR red_limit BETWEEN 0 AND 9999999",
            name=op.f("ck_inspection_finding_red_limit"),
        ),
        sa.CheckConstraint(
            "unit IS NULL OR length(unit) <= 8", name=op.f("ck_inspection_finding_unit")
        ),
        sa.CheckConstraint(
            "words IS NULL OR length(words) <= 200", name=op.f("ck_inspection_finding_words")
        ),
        sa.ForeignKeyConstraint(
            ["inspection_id"],
            ["inspection.id"],
            name=op.f("fk_inspection_finding_inspection_id_inspection"),
        ),
        sa.ForeignKeyConstraint(
            ["labour_item_id"],
            ["labour_item.id"],
            name=op.f("fk_inspection_finding_labour_item_id_labour_item"),
        ),
        sa.ForeignKeyConstraint(
            ["order_id"],
            ["repair_order.id"],
            name=op.f("fk_inspection_finding_order_id_repair_order"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_inspection_finding")),
        sqlite_strict=True,
    )
    op.create_index(
        op.f("ix_inspection_finding_inspection_id"),
        "inspection_finding",
        ["inspection_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_inspection_finding_order_id"), "inspection_finding", ["order_id"], unique=False
    )


def _make_photos() -> None:
    """Photos, with their bytes."""
    op.create_table(
        "photo",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("order_id", sa.Integer(), nullable=False),
        sa.Column("finding_id", sa.Integer(), nullable=True),
        sa.Column("mark", sa.Text(), nullable=True),
        sa.Column("caption", sa.Text(), nullable=True),
        sa.Column(
            "taken_at", sa.DateTime(timezone=True).with_variant(sa.Text(), "sqlite"), nullable=False
        ),
        sa.Column("dated_by", sa.Text(), nullable=False),
        sa.Column(
            "added_at", sa.DateTime(timezone=True).with_variant(sa.Text(), "sqlite"), nullable=False
        ),
        sa.Column("added_by", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("width", sa.Integer(), nullable=False),
        sa.Column("height", sa.Integer(), nullable=False),
        sa.Column("small", sa.LargeBinary(), nullable=False),
        sa.Column("jpeg", sa.LargeBinary(), nullable=False),
        sa.CheckConstraint(
            "caption IS NULL OR length(caption) <= 80", name=op.f("ck_photo_caption")
        ),
        sa.CheckConstraint("height BETWEEN 1 AND 99999", name=op.f("ck_photo_height")),
        sa.CheckConstraint("length(sha256) <= 64", name=op.f("ck_photo_sha256")),
        sa.CheckConstraint("mark IS NULL OR length(mark) <= 24", name=op.f("ck_photo_mark")),
        sa.CheckConstraint("width BETWEEN 1 AND 99999", name=op.f("ck_photo_width")),
        sa.ForeignKeyConstraint(["added_by"], ["staff.id"], name=op.f("fk_photo_added_by_staff")),
        sa.ForeignKeyConstraint(
            ["finding_id"],
            ["inspection_finding.id"],
            name=op.f("fk_photo_finding_id_inspection_finding"),
        ),
        sa.ForeignKeyConstraint(
            ["order_id"], ["repair_order.id"], name=op.f("fk_photo_order_id_repair_order")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_photo")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_photo_finding_id"), "photo", ["finding_id"], unique=False)
    op.create_index(op.f("ix_photo_order_id"), "photo", ["order_id"], unique=False)


def _tie_lines() -> None:
    """Lines know their service type, and the finding that proposed them."""
    op.execute(
        "ALTER TABLE labour_line ADD COLUMN finding_id INTEGER"
        " CONSTRAINT fk_labour_line_finding_id_inspection_finding REFERENCES inspection_finding(id)"
    )
    op.add_column("labour_line", sa.Column("service_type", sa.Text(), nullable=True))
    op.add_column("part_line", sa.Column("service_type", sa.Text(), nullable=True))


def _make_packages() -> None:
    """Labour and parts that are sold together."""
    op.create_table(
        "work_package",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column(
            "fixed_price", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
        ),
        sa.Column("hides_lines", sa.Boolean().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("every_km", sa.Integer(), nullable=True),
        sa.Column("every_months", sa.Integer(), nullable=True),
        sa.Column("first_only", sa.Boolean().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("active", sa.Boolean().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "every_km IS NULL OR every_km BETWEEN 500 AND 200000",
            name=op.f("ck_work_package_every_km"),
        ),
        sa.CheckConstraint(
            "every_months IS NULL OR every_months BETWEEN 1 AND 120",
            name=op.f("ck_work_package_every_months"),
        ),
        sa.CheckConstraint(
            "fixed_price IS NULL OR fixed_price BETWEEN 0 AND 9999999999",
            name=op.f("ck_work_package_fixed_price"),
        ),
        sa.CheckConstraint("length(name) <= 80", name=op.f("ck_work_package_name")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_work_package")),
        sa.UniqueConstraint("name", name=op.f("uq_work_package_name")),
        sqlite_strict=True,
    )


def _make_package_lines() -> None:
    """What a package holds, and the models that it fits."""
    op.create_table(
        "package_line",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("package_id", sa.Integer(), nullable=False),
        sa.Column("labour_item_id", sa.Integer(), nullable=True),
        sa.Column("part_id", sa.Integer(), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("quantity", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.CheckConstraint(
            "position BETWEEN -99999 AND 99999", name=op.f("ck_package_line_position")
        ),
        sa.CheckConstraint("quantity BETWEEN 1 AND 9999999", name=op.f("ck_package_line_quantity")),
        sa.ForeignKeyConstraint(
            ["labour_item_id"],
            ["labour_item.id"],
            name=op.f("fk_package_line_labour_item_id_labour_item"),
        ),
        sa.ForeignKeyConstraint(
            ["package_id"],
            ["work_package.id"],
            name=op.f("fk_package_line_package_id_work_package"),
        ),
        sa.ForeignKeyConstraint(
            ["part_id"], ["part.id"], name=op.f("fk_package_line_part_id_part")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_package_line")),
        sqlite_strict=True,
    )
    op.create_index(
        op.f("ix_package_line_package_id"), "package_line", ["package_id"], unique=False
    )
    op.create_table(
        "package_model",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("package_id", sa.Integer(), nullable=False),
        sa.Column("model_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["model_id"], ["car_model.id"], name=op.f("fk_package_model_model_id_car_model")
        ),
        sa.ForeignKeyConstraint(
            ["package_id"],
            ["work_package.id"],
            name=op.f("fk_package_model_package_id_work_package"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_package_model")),
        sqlite_strict=True,
    )
    op.create_index(
        op.f("ix_package_model_package_id"), "package_model", ["package_id"], unique=False
    )


def _tie_lines_to_jobs() -> None:
    """Lines that are there stand under no job and are offered instead of nothing."""
    _refer("labour_line", "job_id", "labour_line")
    _refer("part_line", "job_id", "labour_line")
    _refer("labour_line", "alternative_id", "labour_line")
    _bound("labour_line", "fixed_price", "BIGINT", "fixed_price BETWEEN 0 AND 9999999999")
    flag, no = ("INTEGER", "0") if _is_sqlite() else ("BOOLEAN", "FALSE")
    op.execute(f"ALTER TABLE labour_line ADD COLUMN hides_lines {flag}")
    op.execute(f"UPDATE labour_line SET hides_lines = {no}")  # noqa: S608 - literal
    op.execute("ALTER TABLE labour_line ALTER COLUMN hides_lines SET NOT NULL")


def _keep_notes_and_reminders() -> None:
    """What a line, a concern and the contract of an order say besides."""
    for table in ANSWERED:
        op.execute(f"ALTER TABLE {table} ADD COLUMN remind_on {_day()}")
        _refer(table, "advised_id", "repair_order")
        _bound(table, "note", "TEXT", "length(note) <= 300")
        _bound(table, "internal_note", "TEXT", "length(internal_note) <= 300")
        op.create_index(
            f"ix_{table}_remind_on",
            table,
            ["remind_on"],
            unique=False,
            sqlite_where=REMINDED,
            postgresql_where=REMINDED,
        )
    _bound("concern", "internal_note", "TEXT", "length(internal_note) <= 300")
    _bound("repair_order", "contract_states", "TEXT", "length(contract_states) <= 20000")


def _refer(table: str, name: str, other: str) -> None:
    key = f"CONSTRAINT fk_{table}_{name}_{other} REFERENCES {other}(id)"
    op.execute(f"ALTER TABLE {table} ADD COLUMN {name} INTEGER {key}")


def _bound(table: str, name: str, kind: str, check: str) -> None:
    kind = "INTEGER" if kind == "BIGINT" and _is_sqlite() else kind
    op.execute(f"ALTER TABLE {table} ADD COLUMN {name} {kind}")
    condition = f"CHECK ({name} IS NULL OR {check})"
    op.execute(f"ALTER TABLE {table} ADD CONSTRAINT ck_{table}_{name} {condition}")


def _day() -> str:
    return "TEXT" if _is_sqlite() else "DATE"


def _is_sqlite() -> bool:
    return op.get_bind().dialect.name == "sqlite"


def make_teams() -> None:
    """Who works with whom and can do what, PINs of shared screens, jobs shared in percent."""
    op.create_table(
        "team",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("active", sa.Boolean().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("length(name) <= 40", name=op.f("ck_team_name")),
        sa.CheckConstraint("position BETWEEN -99999 AND 99999", name=op.f("ck_team_position")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_team")),
        sa.UniqueConstraint("name", name=op.f("uq_team_name")),
        sqlite_strict=True,
    )
    op.create_table(
        "line_share",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("line_id", sa.Integer(), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.Column("percent", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.CheckConstraint("percent BETWEEN 1 AND 10000", name=op.f("ck_line_share_percent")),
        sa.ForeignKeyConstraint(
            ["line_id"], ["labour_line.id"], name=op.f("fk_line_share_line_id_labour_line")
        ),
        sa.ForeignKeyConstraint(
            ["staff_id"], ["staff.id"], name=op.f("fk_line_share_staff_id_staff")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_line_share")),
        sa.UniqueConstraint("line_id", "staff_id", name=op.f("uq_line_share_line_id_staff_id")),
        sqlite_strict=True,
    )
    is_server = op.get_context().dialect.name != "sqlite"
    for column in (
        "trades TEXT",
        "team_id INTEGER CONSTRAINT fk_staff_team_id_team REFERENCES team(id)",
        f"leads_team {'BOOLEAN' if is_server else 'INTEGER'}",
        "pin_hash TEXT",
        "pin_failures INTEGER",
        f"pin_locked_until {'TIMESTAMP WITH TIME ZONE' if is_server else 'TEXT'}",
    ):
        op.execute(f"ALTER TABLE staff ADD COLUMN {column}")
    op.execute("UPDATE staff SET trades = '', leads_team = (1 = 0), pin_failures = 0")
    for column in ("trades", "leads_team", "pin_failures"):
        op.execute(f"ALTER TABLE staff ALTER COLUMN {column} SET NOT NULL")
    hours = "BIGINT" if is_server else "INTEGER"
    op.execute(f"ALTER TABLE labour_line ADD COLUMN standard_hours {hours}")
    for table, column, check in (
        ("staff", "pin_failures", "pin_failures BETWEEN 0 AND 999999"),
        ("staff", "pin_hash", "pin_hash IS NULL OR length(pin_hash) <= 400"),
        (
            "labour_line",
            "standard_hours",
            "standard_hours IS NULL OR standard_hours BETWEEN 0 AND 999999",
        ),
    ):
        op.execute(f"ALTER TABLE {table} ADD CONSTRAINT ck_{table}_{column} CHECK ({check})")


def note_where_a_pin_was_locked() -> None:
    """A lock of a PIN ends by how long the PC has run, too, as that of a password does."""
    for name, kind, check in (
        ("pin_locked_on", "TEXT", "length(pin_locked_on) <= 255"),
        ("pin_locked_uptime", "INTEGER", "pin_locked_uptime BETWEEN 0 AND 2000000000"),
    ):
        op.execute(f"ALTER TABLE staff ADD COLUMN {name} {kind}")
        condition = f"CHECK ({name} IS NULL OR {check})"
        op.execute(f"ALTER TABLE staff ADD CONSTRAINT ck_staff_{name} {condition}")


def make_clocks() -> None:
    """Spans of work at jobs and of presence; one of each runs per person at most."""
    moment = sa.DateTime(timezone=True).with_variant(sa.Text(), "sqlite")
    of_job = (
        sa.Column("line_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.CheckConstraint("note IS NULL OR length(note) <= 200", name=op.f("ck_job_clock_note")),
        sa.ForeignKeyConstraint(
            ["line_id"], ["labour_line.id"], name=op.f("fk_job_clock_line_id_labour_line")
        ),
    )
    for table, more in (("shift_clock", ()), ("job_clock", of_job)):
        op.create_table(
            table,
            sa.Column("id", sa.Integer(), nullable=False),
            sa.Column("staff_id", sa.Integer(), nullable=False),
            sa.Column("started_at", moment, nullable=False),
            sa.Column("ended_at", moment, nullable=True),
            sa.Column("ended_as", sa.Text(), nullable=True),
            sa.Column("version", sa.Integer(), nullable=False),
            *more,
            sa.CheckConstraint(
                "(ended_at IS NULL) = (ended_as IS NULL)", name=op.f(f"ck_{table}_end")
            ),
            sa.CheckConstraint("started_at <= ended_at", name=op.f(f"ck_{table}_span")),
            sa.ForeignKeyConstraint(
                ["staff_id"], ["staff.id"], name=op.f(f"fk_{table}_staff_id_staff")
            ),
            sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
            sqlite_strict=True,
        )
        _index_clock(table)
    op.create_index(op.f("ix_job_clock_line_id"), "job_clock", ["line_id"], unique=False)


def _index_clock(table: str) -> None:
    op.create_index(
        op.f(f"ix_{table}_staff_id_started_at"), table, ["staff_id", "started_at"], unique=False
    )
    for name, column, unique, where in (
        (f"ix_{table}_forgotten", "ended_at", False, sa.text("ended_as = 'forgotten'")),
        (f"uq_{table}_running", "staff_id", True, sa.text("ended_at IS NULL")),
    ):
        op.create_index(
            name, table, [column], unique=unique, sqlite_where=where, postgresql_where=where
        )


def make_clock_corrections() -> None:
    """What a span was before it was corrected, and why."""
    moment = sa.DateTime(timezone=True).with_variant(sa.Text(), "sqlite")
    op.create_table(
        "clock_correction",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("job_clock_id", sa.Integer(), nullable=True),
        sa.Column("shift_clock_id", sa.Integer(), nullable=True),
        sa.Column("old_started_at", moment, nullable=False),
        sa.Column("old_ended_at", moment, nullable=True),
        sa.Column("new_started_at", moment, nullable=False),
        sa.Column("new_ended_at", moment, nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("at", moment, nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(job_clock_id IS NULL) <> (shift_clock_id IS NULL)",
            name=op.f("ck_clock_correction_of_one"),
        ),
        sa.CheckConstraint("length(reason) <= 200", name=op.f("ck_clock_correction_reason")),
        sa.CheckConstraint("new_started_at <= new_ended_at", name=op.f("ck_clock_correction_span")),
        *(
            sa.ForeignKeyConstraint(
                [f"{table}_id"],
                [f"{table}.id"],
                name=op.f(f"fk_clock_correction_{table}_id_{table}"),
            )
            for table in ("job_clock", "shift_clock", "staff")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_clock_correction")),
        sqlite_strict=True,
    )
    for column in ("job_clock_id", "shift_clock_id"):
        op.create_index(
            op.f(f"ix_clock_correction_{column}"), "clock_correction", [column], unique=False
        )


def make_quick_service() -> None:
    """Orders that are promised within hours from arrival to hand-over."""
    moment = sa.DateTime(timezone=True).with_variant(sa.Text(), "sqlite")
    op.create_table(
        "quick_service",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("order_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("waived_at", moment, nullable=True),
        sa.Column("waived_by", sa.Integer(), nullable=True),
        sa.Column(
            "waived_amount", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
        ),
        sa.Column("waived_reason", sa.Text(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("minutes BETWEEN 1 AND 1440", name=op.f("ck_quick_service_minutes")),
        sa.CheckConstraint(
            "waived_amount IS NULL OR waived_amount BETWEEN 0 AND 9999999999",
            name=op.f("ck_quick_service_waived_amount"),
        ),
        sa.CheckConstraint(
            "waived_reason IS NULL OR length(waived_reason) <= 200",
            name=op.f("ck_quick_service_waived_reason"),
        ),
        sa.ForeignKeyConstraint(
            ["order_id"], ["repair_order.id"], name=op.f("fk_quick_service_order_id_repair_order")
        ),
        sa.ForeignKeyConstraint(
            ["waived_by"], ["staff.id"], name=op.f("fk_quick_service_waived_by_staff")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_quick_service")),
        sa.UniqueConstraint("order_id", name=op.f("uq_quick_service_order_id")),
        sqlite_strict=True,
    )


def add_warranty_rights() -> None:
    """Use, invoice and delivery of cars; fault codes, demands of buyers, recalls of makers."""
    op.execute("ALTER TABLE vehicle ADD COLUMN car_use TEXT")
    op.execute("ALTER TABLE vehicle ADD COLUMN invoiced_on " + _type("DATE", "TEXT"))
    op.execute("ALTER TABLE vehicle ADD COLUMN delivered_on " + _type("DATE", "TEXT"))
    op.execute("ALTER TABLE vehicle ADD COLUMN invoice_price " + _type("BIGINT", "INTEGER"))
    op.execute(
        "ALTER TABLE vehicle ADD CONSTRAINT ck_vehicle_invoice_price"
        " CHECK (invoice_price IS NULL OR invoice_price BETWEEN 0 AND 9999999999)"
    )
    flag = _type("BOOLEAN DEFAULT false NOT NULL", "INTEGER DEFAULT 0 NOT NULL")
    op.execute(f"ALTER TABLE repair_order ADD COLUMN towed {flag}")
    op.execute("ALTER TABLE repair_order ADD COLUMN travel_money " + _type("BIGINT", "INTEGER"))
    op.execute(
        "ALTER TABLE repair_order ADD CONSTRAINT ck_repair_order_travel_money"
        " CHECK (travel_money IS NULL OR travel_money BETWEEN 0 AND 9999999999)"
    )
    moment = _type("TIMESTAMP WITH TIME ZONE", "TEXT")
    op.execute(f"ALTER TABLE repair_order ADD COLUMN record_signed_at {moment}")
    op.execute("ALTER TABLE repair_order ADD COLUMN recall_waived TEXT")
    op.execute(
        "ALTER TABLE repair_order ADD CONSTRAINT ck_repair_order_recall_waived"
        " CHECK (recall_waived IS NULL OR length(recall_waived) <= 200)"
    )
    _make_fault_codes()
    _make_recalls()
    _make_warranty_demands()
    _make_order_faults()
    _make_recall_cars()


def _type(server: str, file: str) -> str:
    """The name of a type on a server, and in a file."""
    return file if op.get_context().dialect.name == "sqlite" else server


def _make_fault_codes() -> None:
    op.create_table(
        "fault_code",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("part", sa.Text(), nullable=True),
        sa.Column("serious", sa.Boolean().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("active", sa.Boolean().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("length(code) <= 20", name=op.f("ck_fault_code_code")),
        sa.CheckConstraint("length(name) <= 80", name=op.f("ck_fault_code_name")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_fault_code")),
        sa.UniqueConstraint("code", name=op.f("uq_fault_code_code")),
        sqlite_strict=True,
    )


def _make_recalls() -> None:
    op.create_table(
        "recall",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("remedy", sa.Text(), nullable=True),
        sa.Column("since", sa.Date().with_variant(sa.Text(), "sqlite"), nullable=False),
        sa.Column("active", sa.Boolean().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("length(name) <= 120", name=op.f("ck_recall_name")),
        sa.CheckConstraint("length(number) <= 40", name=op.f("ck_recall_number")),
        sa.CheckConstraint(
            "remedy IS NULL OR length(remedy) <= 300", name=op.f("ck_recall_remedy")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recall")),
        sa.UniqueConstraint("number", name=op.f("uq_recall_number")),
        sqlite_strict=True,
    )


def _make_warranty_demands() -> None:
    op.create_table(
        "warranty_demand",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("vehicle_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("received_on", sa.Date().with_variant(sa.Text(), "sqlite"), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=True),
        sa.Column("answered_on", sa.Date().with_variant(sa.Text(), "sqlite"), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("finished_on", sa.Date().with_variant(sa.Text(), "sqlite"), nullable=True),
        sa.Column("taken_by", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("length(words) <= 500", name=op.f("ck_warranty_demand_words")),
        sa.CheckConstraint(
            "reason IS NULL OR length(reason) <= 500", name=op.f("ck_warranty_demand_reason")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_warranty_demand_person_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["taken_by"], ["staff.id"], name=op.f("fk_warranty_demand_taken_by_staff")
        ),
        sa.ForeignKeyConstraint(
            ["vehicle_id"], ["vehicle.id"], name=op.f("fk_warranty_demand_vehicle_id_vehicle")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_warranty_demand")),
        sqlite_strict=True,
    )
    op.create_index(
        "ix_warranty_demand_open",
        "warranty_demand",
        ["received_on"],
        unique=False,
        sqlite_where=sa.text("finished_on IS NULL"),
        postgresql_where=sa.text("finished_on IS NULL"),
    )
    op.create_index(
        op.f("ix_warranty_demand_vehicle_id"), "warranty_demand", ["vehicle_id"], unique=False
    )


def _make_order_faults() -> None:
    op.create_table(
        "order_fault",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("order_id", sa.Integer(), nullable=False),
        sa.Column("fault_code_id", sa.Integer(), nullable=False),
        sa.Column("replaced", sa.Text(), nullable=True),
        sa.Column("not_cured", sa.Boolean().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "transport_from",
            sa.DateTime(timezone=True).with_variant(sa.Text(), "sqlite"),
            nullable=True,
        ),
        sa.Column(
            "transport_until",
            sa.DateTime(timezone=True).with_variant(sa.Text(), "sqlite"),
            nullable=True,
        ),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "transport_from <= transport_until", name=op.f("ck_order_fault_transport")
        ),
        sa.ForeignKeyConstraint(
            ["fault_code_id"],
            ["fault_code.id"],
            name=op.f("fk_order_fault_fault_code_id_fault_code"),
        ),
        sa.ForeignKeyConstraint(
            ["order_id"], ["repair_order.id"], name=op.f("fk_order_fault_order_id_repair_order")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_order_fault")),
        sa.UniqueConstraint(
            "order_id", "fault_code_id", name=op.f("uq_order_fault_order_id_fault_code_id")
        ),
        sqlite_strict=True,
    )
    op.create_index(
        op.f("ix_order_fault_fault_code_id"), "order_fault", ["fault_code_id"], unique=False
    )


def _make_recall_cars() -> None:
    op.create_table(
        "recall_car",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("recall_id", sa.Integer(), nullable=False),
        sa.Column("vin", sa.Text(), nullable=False),
        sa.Column("done_on", sa.Date().with_variant(sa.Text(), "sqlite"), nullable=True),
        sa.Column("order_id", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("length(vin) <= 32", name=op.f("ck_recall_car_vin")),
        sa.ForeignKeyConstraint(
            ["order_id"], ["repair_order.id"], name=op.f("fk_recall_car_order_id_repair_order")
        ),
        sa.ForeignKeyConstraint(
            ["recall_id"], ["recall.id"], name=op.f("fk_recall_car_recall_id_recall")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recall_car")),
        sa.UniqueConstraint("recall_id", "vin", name=op.f("uq_recall_car_recall_id_vin")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_recall_car_vin"), "recall_car", ["vin"], unique=False)
