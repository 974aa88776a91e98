"""Money of outlets, ends of insurances, cars of fleet projects, own days off: a function each."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

OF_PROJECT = sa.text("fleet_project_id IS NOT NULL")
STANDING = sa.text("cancelled_at IS NULL")


def upgrade() -> None:
    """Each subject changes its own tables."""
    take_money_of_outlets()
    end_insurances()
    sell_to_fleet_projects()
    tell_own_days()


def take_money_of_outlets() -> None:
    """A payment may belong to a car that went to an outlet; a settlement needs no sum of its own.

    Sums noted until now stay with the transfer: their money never passed the till.
    """
    op.execute(
        "ALTER TABLE payment ADD COLUMN transfer_id INTEGER"
        " CONSTRAINT fk_payment_transfer_id_car_transfer REFERENCES car_transfer(id)"
    )
    op.execute("ALTER TABLE payment DROP CONSTRAINT ck_payment_one_order")
    op.execute(
        "ALTER TABLE payment ADD CONSTRAINT ck_payment_one_order"
        " CHECK ((transfer_id IS NULL) = ((order_id IS NULL) <> (sale_order_id IS NULL))"
        " AND (transfer_id IS NULL OR order_id IS NULL))"
    )
    of_outlet = sa.text("transfer_id IS NOT NULL")
    op.create_index(
        "ix_payment_outlet",
        "payment",
        ["transfer_id"],
        unique=False,
        sqlite_where=of_outlet,
        postgresql_where=of_outlet,
    )
    op.execute("ALTER TABLE car_transfer DROP CONSTRAINT ck_car_transfer_settled")
    op.execute(
        "ALTER TABLE car_transfer ADD CONSTRAINT ck_car_transfer_settled"
        " CHECK (settled_amount IS NULL OR settled_on IS NOT NULL)"
    )


def end_insurances() -> None:
    """The insurance that was arranged for a buyer has a last day."""
    kind = "TEXT" if op.get_context().dialect.name == "sqlite" else "DATE"
    op.execute(f"ALTER TABLE sale_step ADD COLUMN valid_until {kind}")


def sell_to_fleet_projects() -> None:
    """A quotation knows its project and its number of cars; each of them has its own order."""
    op.execute(
        "ALTER TABLE quote ADD COLUMN fleet_project_id INTEGER"
        " CONSTRAINT fk_quote_fleet_project_id_fleet_project REFERENCES fleet_project(id)"
    )
    op.create_index(
        "ix_quote_project",
        "quote",
        ["fleet_project_id"],
        unique=False,
        sqlite_where=OF_PROJECT,
        postgresql_where=OF_PROJECT,
    )
    for table, name in (("quote_version", "cars"), ("sale_order", "quote_car")):
        op.execute(f"ALTER TABLE {table} ADD COLUMN {name} INTEGER DEFAULT 1 NOT NULL")
        op.execute(
            f"ALTER TABLE {table} ADD CONSTRAINT ck_{table}_{name} CHECK ({name} BETWEEN 1 AND 999)"
        )
    op.drop_index("uq_sale_order_quote", table_name="sale_order")
    op.create_index(
        "uq_sale_order_quote",
        "sale_order",
        ["quote_id", "quote_car"],
        unique=True,
        sqlite_where=STANDING,
        postgresql_where=STANDING,
    )


def tell_own_days() -> None:
    """Days off of the store alone are working days by law; all known days are holidays."""
    is_server = op.get_context().dialect.name != "sqlite"
    flag = "BOOLEAN DEFAULT false NOT NULL" if is_server else "INTEGER DEFAULT 0 NOT NULL"
    op.execute(f"ALTER TABLE special_day ADD COLUMN only_here {flag}")
