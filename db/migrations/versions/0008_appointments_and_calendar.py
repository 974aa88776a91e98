"""Service appointments with the bays they take, and the calendar of the store."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

EXPECTED = sa.text("state = 'booked'")
HAS_ORDER = sa.text("order_id IS NOT NULL")
HOLDING = sa.text("holds")
TRIGGER = """
CREATE TRIGGER allocation_bay_{when} BEFORE {event} ON allocation
WHEN NEW.holds
BEGIN
  SELECT RAISE(ABORT, 'ex_allocation_bay') WHERE EXISTS (
    SELECT 1 FROM allocation AS other
    WHERE other.bay_id = NEW.bay_id AND other.id IS NOT NEW.id AND other.holds
      AND other.starts_at < NEW.held_until AND other.held_until > NEW.starts_at);
END
"""
EXCLUDE = """
ALTER TABLE allocation ADD CONSTRAINT ex_allocation_bay
EXCLUDE USING gist (bay_id WITH =, tstzrange(starts_at, held_until) WITH &&) WHERE (holds)
"""
EVENTS = (("insert", "INSERT"), ("update", "UPDATE OF holds, bay_id, starts_at, held_until"))


def upgrade() -> None:
    _make_calendar()
    _make_appointments()
    _make_allocations()
    if op.get_bind().dialect.name == "sqlite":
        for when, event in EVENTS:
            op.execute(TRIGGER.format(when=when, event=event))
    else:
        op.execute(EXCLUDE)


def _make_calendar() -> None:
    op.create_table(
        "special_day",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date().with_variant(sa.Text(), "sqlite"), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("works", sa.Boolean().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("length(name) <= 40", name=op.f("ck_special_day_name")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_special_day")),
        sa.UniqueConstraint("day", name=op.f("uq_special_day_day")),
        sqlite_strict=True,
    )
    op.create_table(
        "absence",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=True),
        sa.Column("bay_id", sa.Integer(), nullable=True),
        sa.Column(
            "starts_at",
            sa.DateTime(timezone=True).with_variant(sa.Text(), "sqlite"),
            nullable=False,
        ),
        sa.Column(
            "ends_at", sa.DateTime(timezone=True).with_variant(sa.Text(), "sqlite"), nullable=False
        ),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(staff_id IS NULL) <> (bay_id IS NULL)", name=op.f("ck_absence_of_one")
        ),
        sa.CheckConstraint("length(reason) <= 200", name=op.f("ck_absence_reason")),
        sa.CheckConstraint("starts_at < ends_at", name=op.f("ck_absence_span")),
        sa.ForeignKeyConstraint(["bay_id"], ["bay.id"], name=op.f("fk_absence_bay_id_bay")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_absence_staff_id_staff")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_absence")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_absence_starts_at"), "absence", ["starts_at"], unique=False)


def _make_appointments() -> None:
    op.create_table(
        "appointment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column(
            "starts_at",
            sa.DateTime(timezone=True).with_variant(sa.Text(), "sqlite"),
            nullable=False,
        ),
        sa.Column("vehicle_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("service_type", sa.Text(), nullable=False),
        sa.Column("wish", sa.Text(), nullable=True),
        sa.Column("way", sa.Text(), nullable=False),
        sa.Column("advisor_id", sa.Integer(), nullable=True),
        sa.Column(
            "booked_at",
            sa.DateTime(timezone=True).with_variant(sa.Text(), "sqlite"),
            nullable=False,
        ),
        sa.Column("booked_by", sa.Integer(), nullable=False),
        sa.Column(
            "confirmed_at",
            sa.DateTime(timezone=True).with_variant(sa.Text(), "sqlite"),
            nullable=True,
        ),
        sa.Column(
            "arrived_at",
            sa.DateTime(timezone=True).with_variant(sa.Text(), "sqlite"),
            nullable=True,
        ),
        sa.Column("order_id", sa.Integer(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("length(number) <= 40", name=op.f("ck_appointment_number")),
        sa.CheckConstraint(
            "reason IS NULL OR length(reason) <= 200", name=op.f("ck_appointment_reason")
        ),
        sa.CheckConstraint("wish IS NULL OR length(wish) <= 500", name=op.f("ck_appointment_wish")),
        sa.ForeignKeyConstraint(
            ["advisor_id"], ["staff.id"], name=op.f("fk_appointment_advisor_id_staff")
        ),
        sa.ForeignKeyConstraint(
            ["booked_by"], ["staff.id"], name=op.f("fk_appointment_booked_by_staff")
        ),
        sa.ForeignKeyConstraint(
            ["order_id"], ["repair_order.id"], name=op.f("fk_appointment_order_id_repair_order")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_appointment_person_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["vehicle_id"], ["vehicle.id"], name=op.f("fk_appointment_vehicle_id_vehicle")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_appointment")),
        sqlite_strict=True,
    )
    op.create_index(
        "ix_appointment_expected",
        "appointment",
        ["starts_at", "state"],
        unique=False,
        sqlite_where=EXPECTED,
        postgresql_where=EXPECTED,
    )
    op.create_index(
        op.f("ix_appointment_person_id_starts_at"),
        "appointment",
        ["person_id", "starts_at"],
        unique=False,
    )
    op.create_index(op.f("ix_appointment_starts_at"), "appointment", ["starts_at"], unique=False)
    op.create_index(
        op.f("ix_appointment_vehicle_id_starts_at"),
        "appointment",
        ["vehicle_id", "starts_at"],
        unique=False,
    )
    op.create_index("uq_appointment_number", "appointment", ["number"], unique=True)
    op.create_index(
        "uq_appointment_order_id",
        "appointment",
        ["order_id"],
        unique=True,
        sqlite_where=HAS_ORDER,
        postgresql_where=HAS_ORDER,
    )


def _make_allocations() -> None:
    op.create_table(
        "allocation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("appointment_id", sa.Integer(), nullable=False),
        sa.Column("bay_id", sa.Integer(), nullable=False),
        sa.Column("technician_id", sa.Integer(), nullable=True),
        sa.Column(
            "starts_at",
            sa.DateTime(timezone=True).with_variant(sa.Text(), "sqlite"),
            nullable=False,
        ),
        sa.Column(
            "ends_at", sa.DateTime(timezone=True).with_variant(sa.Text(), "sqlite"), nullable=False
        ),
        sa.Column(
            "held_until",
            sa.DateTime(timezone=True).with_variant(sa.Text(), "sqlite"),
            nullable=False,
        ),
        sa.Column("hours", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("holds", sa.Boolean().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("hours BETWEEN 0 AND 999999", name=op.f("ck_allocation_hours")),
        sa.CheckConstraint(
            "starts_at < ends_at AND ends_at <= held_until", name=op.f("ck_allocation_span")
        ),
        sa.ForeignKeyConstraint(
            ["appointment_id"],
            ["appointment.id"],
            name=op.f("fk_allocation_appointment_id_appointment"),
        ),
        sa.ForeignKeyConstraint(["bay_id"], ["bay.id"], name=op.f("fk_allocation_bay_id_bay")),
        sa.ForeignKeyConstraint(
            ["technician_id"], ["staff.id"], name=op.f("fk_allocation_technician_id_staff")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_allocation")),
        sqlite_strict=True,
    )
    op.create_index(
        op.f("ix_allocation_appointment_id"), "allocation", ["appointment_id"], unique=False
    )
    op.create_index(
        "ix_allocation_bay",
        "allocation",
        ["bay_id", "starts_at"],
        unique=False,
        sqlite_where=HOLDING,
        postgresql_where=HOLDING,
    )
    op.create_index(op.f("ix_allocation_starts_at"), "allocation", ["starts_at"], unique=False)
