"""Intake, approvals, clocks, checks and payers of the workshop; one function per subject."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

REMINDED = sa.text("remind_on IS NOT NULL")
ANSWERED = ("labour_line", "part_line", "other_line")


def upgrade() -> None:
    """Subjects in the order written; each is a function above."""
    _make_templates()
    _make_findings()
    _make_photos()
    _tie_lines()
    _make_packages()
    _make_package_lines()
    _tie_lines_to_jobs()
    _keep_notes_and_reminders()


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
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("active", sa.Boolean().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "fixed_price IS NULL OR fixed_price BETWEEN 0 AND 9999999999",
            name=op.f("ck_work_package_fixed_price"),
        ),
        sa.CheckConstraint("length(name) <= 80", name=op.f("ck_work_package_name")),
        sa.CheckConstraint(
            "position BETWEEN -99999 AND 99999", name=op.f("ck_work_package_position")
        ),
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
