"""Every booking of a car of the house in one table: test drives, loans and blocks."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

MOMENT = sa.Text().with_variant(sa.DateTime(timezone=True), "postgresql")
DAY = sa.Text().with_variant(sa.Date(), "postgresql")
FLAG = sa.Integer().with_variant(sa.Boolean(), "postgresql")

UNCHANGED = (
    "id, number, car_id, starts_at, ends_at, held_until, booked_at, booked_by, reason, person_id, "
    "drives, licence_number, licence_class, licence_first_issued_on, licence_expires_on, "
    "override_reason, override_by, out_at, out_km, out_fuel, back_at, back_km, back_fuel, damage, "
    "visit_id, consultant_id, companion_id, route_id, rides, agreement_edition, "
    "agreement_signed_at, order_id, version"
)
COPY = f"""
INSERT INTO car_booking (kind, state, {UNCHANGED})
SELECT
  CASE
    WHEN order_id IS NOT NULL THEN 'loan'
    WHEN state = 'blocked' THEN 'block'
    WHEN state = 'cancelled' AND person_id IS NULL AND number IS NULL THEN 'block'
    ELSE 'drive'
  END,
  CASE WHEN state = 'blocked' THEN 'booked' ELSE state END,
  {UNCHANGED}
FROM test_drive
"""  # noqa: S608 - names of columns, nothing typed
"""A block never had a customer or a number; a drive may have no customer, but it has its number."""

TRIGGER = """
CREATE TRIGGER car_booking_{who}_{when} BEFORE {event} ON car_booking
WHEN NEW.state IN ('booked', 'out') AND NEW.{column} IS NOT NULL
BEGIN
  SELECT RAISE(ABORT, 'ex_car_booking_{who}') WHERE EXISTS (
    SELECT 1 FROM car_booking AS other
    WHERE other.{column} = NEW.{column} AND other.id IS NOT NEW.id
      AND other.state IN ('booked', 'out')
      AND other.starts_at < NEW.{end} AND other.{end} > NEW.starts_at);
END
"""
EXCLUDE = """
ALTER TABLE car_booking ADD CONSTRAINT ex_car_booking_{who}
EXCLUDE USING gist ({column} WITH =, tstzrange(starts_at, {end}) WITH &&)
WHERE (state IN ('booked', 'out') AND {column} IS NOT NULL)
"""
GUARDED = (("car", "car_id", "held_until"), ("consultant", "consultant_id", "ends_at"))

FEEDBACK = (
    "id, test_drive_id, overall, power, handling, braking, comfort, noise, space, equipment, "
    "likes, worries, rival, level_id, wants_contact, given_at, taken_by, version"
)

COPY_BACK = f"""
INSERT INTO drive_feedback ({FEEDBACK}) SELECT {FEEDBACK} FROM feedback_kept
"""  # noqa: S608 - names of columns, nothing typed
NAMES_IN_PAPERS = "UPDATE issued_paper SET noun = 'car_booking' WHERE noun = 'test_drive'"
NAMES_IN_MERGES = """
UPDATE merge SET changes = replace(changes, '"table": "test_drive"', '"table": "car_booking"')
"""
"""What undoing a merge puts back is JSON that names its table. The audit is never rewritten."""

GO_ON_COUNTING = """
SELECT setval(pg_get_serial_sequence('{table}', 'id'), coalesce(max(id), 0) + 1, false) FROM {table}
"""


def upgrade() -> None:
    _make_bookings()
    op.execute(COPY)
    _make_indexes()
    _guard()
    # anew by hand: a batch of alembic writes the constraints of a table in no fixed order
    op.execute("CREATE TABLE feedback_kept AS SELECT * FROM drive_feedback")
    op.drop_table("drive_feedback")
    op.drop_table("test_drive")
    _make_feedback()
    op.execute(COPY_BACK)
    op.drop_table("feedback_kept")
    op.execute(NAMES_IN_PAPERS)
    op.execute(NAMES_IN_MERGES)
    if op.get_bind().dialect.name == "postgresql":
        for table in ("car_booking", "drive_feedback"):
            op.execute(GO_ON_COUNTING.format(table=table))


def _make_bookings() -> None:
    op.create_table(
        "car_booking",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("number", sa.Text(), nullable=True),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("car_id", sa.Integer(), nullable=False),
        sa.Column("starts_at", MOMENT, nullable=False),
        sa.Column("ends_at", MOMENT, nullable=False),
        sa.Column("held_until", MOMENT, nullable=False),
        sa.Column("booked_at", MOMENT, nullable=False),
        sa.Column("booked_by", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("drives", FLAG, nullable=False),
        sa.Column("licence_number", sa.Text(), nullable=True),
        sa.Column("licence_class", sa.Text(), nullable=True),
        sa.Column("licence_first_issued_on", DAY, nullable=True),
        sa.Column("licence_expires_on", DAY, nullable=True),
        sa.Column("override_reason", sa.Text(), nullable=True),
        sa.Column("override_by", sa.Integer(), nullable=True),
        sa.Column("out_at", MOMENT, nullable=True),
        sa.Column("out_km", sa.Integer(), nullable=True),
        sa.Column("out_fuel", sa.Text(), nullable=True),
        sa.Column("back_at", MOMENT, nullable=True),
        sa.Column("back_km", sa.Integer(), nullable=True),
        sa.Column("back_fuel", sa.Text(), nullable=True),
        sa.Column("damage", sa.Text(), nullable=True),
        sa.Column("visit_id", sa.Integer(), nullable=True),
        sa.Column("consultant_id", sa.Integer(), nullable=True),
        sa.Column("companion_id", sa.Integer(), nullable=True),
        sa.Column("route_id", sa.Integer(), nullable=True),
        sa.Column("rides", FLAG, nullable=False),
        sa.Column("agreement_edition", sa.Integer(), nullable=True),
        sa.Column("agreement_signed_at", MOMENT, nullable=True),
        sa.Column("order_id", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "starts_at < ends_at AND ends_at <= held_until", name=op.f("ck_car_booking_span")
        ),
        sa.CheckConstraint(
            "back_km IS NULL OR back_km >= out_km", name=op.f("ck_car_booking_odometer")
        ),
        sa.CheckConstraint(
            "back_at IS NULL OR back_at >= out_at", name=op.f("ck_car_booking_back_after_out")
        ),
        sa.CheckConstraint(
            "kind <> 'block' OR state IN ('booked', 'cancelled')", name=op.f("ck_car_booking_block")
        ),
        sa.CheckConstraint(
            "(kind = 'loan') = (order_id IS NOT NULL)", name=op.f("ck_car_booking_loan")
        ),
        sa.ForeignKeyConstraint(["car_id"], ["demo_car.id"], name="fk_car_booking_car_id_demo_car"),
        sa.ForeignKeyConstraint(["booked_by"], ["staff.id"], name="fk_car_booking_booked_by_staff"),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name="fk_car_booking_person_id_person"
        ),
        sa.ForeignKeyConstraint(
            ["override_by"], ["staff.id"], name="fk_car_booking_override_by_staff"
        ),
        sa.ForeignKeyConstraint(["visit_id"], ["visit.id"], name="fk_car_booking_visit_id_visit"),
        sa.ForeignKeyConstraint(
            ["consultant_id"], ["staff.id"], name="fk_car_booking_consultant_id_staff"
        ),
        sa.ForeignKeyConstraint(
            ["companion_id"], ["staff.id"], name="fk_car_booking_companion_id_staff"
        ),
        sa.ForeignKeyConstraint(
            ["route_id"], ["drive_route.id"], name="fk_car_booking_route_id_drive_route"
        ),
        sa.ForeignKeyConstraint(
            ["order_id"], ["repair_order.id"], name="fk_car_booking_order_id_repair_order"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_car_booking"),
        sqlite_strict=True,
    )


def _make_feedback() -> None:
    op.create_table(
        "drive_feedback",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("test_drive_id", sa.Integer(), nullable=False),
        sa.Column("overall", sa.Integer(), nullable=False),
        sa.Column("power", sa.Integer(), nullable=True),
        sa.Column("handling", sa.Integer(), nullable=True),
        sa.Column("braking", sa.Integer(), nullable=True),
        sa.Column("comfort", sa.Integer(), nullable=True),
        sa.Column("noise", sa.Integer(), nullable=True),
        sa.Column("space", sa.Integer(), nullable=True),
        sa.Column("equipment", sa.Integer(), nullable=True),
        sa.Column("likes", sa.Text(), nullable=True),
        sa.Column("worries", sa.Text(), nullable=True),
        sa.Column("rival", sa.Text(), nullable=True),
        sa.Column("level_id", sa.Integer(), nullable=True),
        sa.Column("wants_contact", FLAG, nullable=False),
        sa.Column("given_at", MOMENT, nullable=False),
        sa.Column("taken_by", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("overall BETWEEN 1 AND 5", name=op.f("ck_drive_feedback_overall")),
        sa.ForeignKeyConstraint(
            ["level_id"], ["level.id"], name="fk_drive_feedback_level_id_level"
        ),
        sa.ForeignKeyConstraint(
            ["taken_by"], ["staff.id"], name="fk_drive_feedback_taken_by_staff"
        ),
        sa.ForeignKeyConstraint(
            ["test_drive_id"],
            ["car_booking.id"],
            name="fk_drive_feedback_test_drive_id_car_booking",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_drive_feedback"),
        sqlite_strict=True,
    )
    op.create_index(
        "ix_drive_feedback_test_drive_id", "drive_feedback", ["test_drive_id"], unique=True
    )


def _make_indexes() -> None:
    holding, lent = sa.text("state IN ('booked', 'out')"), sa.text("order_id IS NOT NULL")
    partial = (
        ("ix_car_booking_car", ["car_id", "starts_at"], holding),
        ("ix_car_booking_consultant", ["consultant_id", "starts_at"], holding),
        ("ix_car_booking_order_id", ["order_id"], lent),
    )
    for name, columns, where in partial:
        op.create_index(name, "car_booking", columns, sqlite_where=where, postgresql_where=where)
    op.create_index("ix_car_booking_starts_at", "car_booking", ["starts_at"])
    op.create_index("ix_car_booking_person_id_starts_at", "car_booking", ["person_id", "starts_at"])
    op.create_index("uq_car_booking_number", "car_booking", ["number"], unique=True)


def _guard() -> None:
    """From here on the database refuses a car or a consultant that is booked twice."""
    sqlite = op.get_bind().dialect.name == "sqlite"
    for who, column, end in GUARDED:
        if sqlite:
            for when, event in (
                ("insert", "INSERT"),
                ("update", f"UPDATE OF state, {column}, starts_at, {end}"),
            ):
                op.execute(TRIGGER.format(who=who, when=when, event=event, column=column, end=end))
        else:
            op.execute(EXCLUDE.format(who=who, column=column, end=end))
