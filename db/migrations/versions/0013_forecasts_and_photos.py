"""What outlets expect to sell, and photos of cars: one function per subject."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

USED = sa.text("stock_car_id IS NOT NULL")


def upgrade() -> None:
    """Each subject adds its own tables."""
    forecast_outlets()
    photograph_cars()
    keep_first_signatures()
    sell_used_cars()
    keep_what_exceeds_an_appraisal()


def forecast_outlets() -> None:
    """What outlets expect to sell, month by month."""
    op.create_table(
        "outlet_forecast",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("outlet_id", sa.Integer(), nullable=False),
        sa.Column("month", sa.Date().with_variant(sa.Text(), "sqlite"), nullable=False),
        sa.Column("trim_id", sa.Integer(), nullable=False),
        sa.Column("colour", sa.Text(), nullable=False),
        sa.Column("cars", sa.Integer(), nullable=False),
        sa.Column("given_by", sa.Integer(), nullable=False),
        sa.Column(
            "given_at", sa.DateTime(timezone=True).with_variant(sa.Text(), "sqlite"), nullable=False
        ),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("cars BETWEEN 0 AND 999", name=op.f("ck_outlet_forecast_cars")),
        sa.CheckConstraint("length(colour) <= 40", name=op.f("ck_outlet_forecast_colour")),
        sa.ForeignKeyConstraint(
            ["given_by"], ["staff.id"], name=op.f("fk_outlet_forecast_given_by_staff")
        ),
        sa.ForeignKeyConstraint(
            ["outlet_id"], ["outlet.id"], name=op.f("fk_outlet_forecast_outlet_id_outlet")
        ),
        sa.ForeignKeyConstraint(
            ["trim_id"], ["trim.id"], name=op.f("fk_outlet_forecast_trim_id_trim")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outlet_forecast")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_outlet_forecast_month"), "outlet_forecast", ["month"], unique=False)
    op.create_index(
        "uq_outlet_forecast_line",
        "outlet_forecast",
        ["outlet_id", "month", "trim_id", "colour"],
        unique=True,
    )


def photograph_cars() -> None:
    """Photos of inspected and of appraised cars, with their bytes."""
    op.create_table(
        "car_photo",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("stock_car_id", sa.Integer(), nullable=True),
        sa.Column("point", sa.Text(), nullable=True),
        sa.Column("appraisal_id", sa.Integer(), nullable=True),
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
            "caption IS NULL OR length(caption) <= 80", name=op.f("ck_car_photo_caption")
        ),
        sa.CheckConstraint("height BETWEEN 1 AND 99999", name=op.f("ck_car_photo_height")),
        sa.CheckConstraint("length(sha256) <= 64", name=op.f("ck_car_photo_sha256")),
        sa.CheckConstraint("mark IS NULL OR length(mark) <= 24", name=op.f("ck_car_photo_mark")),
        sa.CheckConstraint(
            "stock_car_id IS NULL OR point IS NOT NULL", name=op.f("ck_car_photo_pointed")
        ),
        sa.CheckConstraint("width BETWEEN 1 AND 99999", name=op.f("ck_car_photo_width")),
        sa.ForeignKeyConstraint(
            ["added_by"], ["staff.id"], name=op.f("fk_car_photo_added_by_staff")
        ),
        sa.ForeignKeyConstraint(
            ["appraisal_id"], ["appraisal.id"], name=op.f("fk_car_photo_appraisal_id_appraisal")
        ),
        sa.ForeignKeyConstraint(
            ["stock_car_id"], ["stock_car.id"], name=op.f("fk_car_photo_stock_car_id_stock_car")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_car_photo")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_car_photo_appraisal_id"), "car_photo", ["appraisal_id"], unique=False)
    op.create_index(op.f("ix_car_photo_stock_car_id"), "car_photo", ["stock_car_id"], unique=False)


def keep_first_signatures() -> None:
    """The first signature of an order stays; a change keeps day and deposit of both sides.

    Of an order that was changed and signed anew the first signature is that which still stands.
    """
    moment, day = _type("TIMESTAMP WITH TIME ZONE", "TEXT"), _type("DATE", "TEXT")
    op.execute(f"ALTER TABLE sale_order ADD COLUMN valid_signature_at {moment}")
    op.execute("UPDATE sale_order SET valid_signature_at = signed_at")
    op.execute(f"ALTER TABLE sale_change ADD COLUMN old_promised_on {day}")
    op.execute(f"ALTER TABLE sale_change ADD COLUMN new_promised_on {day}")
    for name in ("old_deposit", "new_deposit"):
        op.execute(f"ALTER TABLE sale_change ADD COLUMN {name} " + _type("BIGINT", "INTEGER"))
        op.execute(
            f"ALTER TABLE sale_change ADD CONSTRAINT ck_sale_change_{name}"
            f" CHECK ({name} IS NULL OR {name} BETWEEN 0 AND 9999999999)"
        )


def _type(server: str, file: str) -> str:
    """The name of a type on a server, and in a file."""
    return file if op.get_context().dialect.name == "sqlite" else server


def sell_used_cars() -> None:
    """A quotation offers one used car of the stock, which need not have a version."""
    is_server = op.get_context().dialect.name != "sqlite"
    op.execute("ALTER TABLE quote_version ALTER COLUMN trim_id DROP NOT NULL")
    op.execute(
        "ALTER TABLE quote_version ADD COLUMN stock_car_id INTEGER"
        " CONSTRAINT fk_quote_version_stock_car_id_stock_car REFERENCES stock_car(id)"
    )
    op.create_index(
        "ix_quote_version_used",
        "quote_version",
        ["stock_car_id"],
        unique=False,
        sqlite_where=USED,
        postgresql_where=USED,
    )
    money = "BIGINT" if is_server else "INTEGER"
    op.execute(f"ALTER TABLE stock_car ADD COLUMN asking_price {money}")
    op.execute(
        "ALTER TABLE stock_car ADD CONSTRAINT ck_stock_car_asking_price"
        " CHECK (asking_price IS NULL OR asking_price BETWEEN 0 AND 9999999999)"
    )
    for table in ("sale_order", "pdi_check"):
        op.execute(f"ALTER TABLE {table} DROP CONSTRAINT ck_{table}_odometer")
        op.execute(
            f"ALTER TABLE {table} ADD CONSTRAINT ck_{table}_odometer"
            " CHECK (odometer IS NULL OR odometer BETWEEN 0 AND 9999999)"
        )


def keep_what_exceeds_an_appraisal() -> None:
    """What a version pays for the traded car above the offer of its appraisal."""
    kind = _type("BIGINT", "INTEGER")
    op.execute(f"ALTER TABLE quote_version ADD COLUMN trade_in_beyond {kind}")
    op.execute(
        "ALTER TABLE quote_version ADD CONSTRAINT ck_quote_version_trade_in_beyond"
        " CHECK (trade_in_beyond IS NULL OR trade_in_beyond BETWEEN 0 AND 9999999999)"
    )
