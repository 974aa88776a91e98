"""What a year of real days asked of the tables; one function per subject, in the order written."""

from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    lengthen_names()
    remember_the_reading_before()
    let_temporary_plates_repeat()
    add_vehicle_type()
    tell_no_from_not_asked()


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
