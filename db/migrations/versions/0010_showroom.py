"""Cars for sale with their holds; prices of versions by date; contacts; quotations."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

STANDING = sa.text("left_on IS NULL")
LIVE = sa.text("ended_at IS NULL")
MADE = sa.text("done_at IS NOT NULL")
CLASSED = sa.text("customer_class IN ('vip', 'tier_1', 'tier_2')")
VALID = sa.text("withdrawn_at IS NULL")


def upgrade() -> None:
    """One function per subject."""
    date_prices()
    keep_stock()
    keep_holds()
    find_contacts()
    keep_quotes()
    keep_quote_versions()
    keep_quote_lines()


def find_contacts() -> None:
    """What consultants noted lately, and the customers who are visited regularly."""
    op.create_index(
        "ix_follow_up_made",
        "follow_up",
        ["done_at"],
        unique=False,
        sqlite_where=MADE,
        postgresql_where=MADE,
    )
    op.create_index(
        "ix_person_class",
        "person",
        ["customer_class"],
        unique=False,
        sqlite_where=CLASSED,
        postgresql_where=CLASSED,
    )


def date_prices() -> None:
    """A version's price is dated; the one that stood counts from long ago."""
    op.create_table(
        "trim_price",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("trim_id", sa.Integer(), nullable=False),
        sa.Column("valid_from", sa.Date().with_variant(sa.Text(), "sqlite"), nullable=False),
        sa.Column(
            "list_price", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column(
            "floor_price", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
        ),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "floor_price IS NULL OR floor_price BETWEEN 0 AND 9999999999",
            name=op.f("ck_trim_price_floor_price"),
        ),
        sa.CheckConstraint(
            "list_price BETWEEN 0 AND 9999999999", name=op.f("ck_trim_price_list_price")
        ),
        sa.ForeignKeyConstraint(["trim_id"], ["trim.id"], name=op.f("fk_trim_price_trim_id_trim")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_trim_price")),
        sa.UniqueConstraint("trim_id", "valid_from", name=op.f("uq_trim_price_trim_id_valid_from")),
        sqlite_strict=True,
    )
    op.execute(
        "INSERT INTO trim_price (trim_id, valid_from, list_price, version)"
        " SELECT id, '2000-01-01', list_price, 1 FROM trim WHERE list_price IS NOT NULL"
    )
    op.execute("ALTER TABLE trim DROP CONSTRAINT ck_trim_list_price")
    op.execute("ALTER TABLE trim DROP COLUMN list_price")


def keep_stock() -> None:
    """Cars for sale: where they stand, what they cost, their days."""
    op.create_table(
        "stock_car",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("vehicle_id", sa.Integer(), nullable=False),
        sa.Column("key_number", sa.Text(), nullable=True),
        sa.Column("place", sa.Text(), nullable=True),
        sa.Column("interior", sa.Text(), nullable=True),
        sa.Column("certificate", sa.Text(), nullable=False),
        sa.Column(
            "purchase_price", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
        ),
        sa.Column("built_on", sa.Date().with_variant(sa.Text(), "sqlite"), nullable=True),
        sa.Column("expected_on", sa.Date().with_variant(sa.Text(), "sqlite"), nullable=True),
        sa.Column("arrived_on", sa.Date().with_variant(sa.Text(), "sqlite"), nullable=True),
        sa.Column("payment_on", sa.Date().with_variant(sa.Text(), "sqlite"), nullable=True),
        sa.Column("cared_on", sa.Date().with_variant(sa.Text(), "sqlite"), nullable=True),
        sa.Column("left_on", sa.Date().with_variant(sa.Text(), "sqlite"), nullable=True),
        sa.Column("left_how", sa.Text(), nullable=True),
        sa.Column("override_reason", sa.Text(), nullable=True),
        sa.Column("override_by", sa.Integer(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(left_on IS NULL) = (left_how IS NULL)", name=op.f("ck_stock_car_left")
        ),
        sa.CheckConstraint(
            "interior IS NULL OR length(interior) <= 40", name=op.f("ck_stock_car_interior")
        ),
        sa.CheckConstraint(
            "key_number IS NULL OR length(key_number) <= 20", name=op.f("ck_stock_car_key_number")
        ),
        sa.CheckConstraint(
            "left_on IS NULL OR left_on >= arrived_on", name=op.f("ck_stock_car_left_after")
        ),
        sa.CheckConstraint("length(number) <= 40", name=op.f("ck_stock_car_number")),
        sa.CheckConstraint("note IS NULL OR length(note) <= 300", name=op.f("ck_stock_car_note")),
        sa.CheckConstraint(
            "override_reason IS NULL OR length(override_reason) <= 200",
            name=op.f("ck_stock_car_override_reason"),
        ),
        sa.CheckConstraint("place IS NULL OR length(place) <= 40", name=op.f("ck_stock_car_place")),
        sa.CheckConstraint(
            "purchase_price IS NULL OR purchase_price BETWEEN 0 AND 9999999999",
            name=op.f("ck_stock_car_purchase_price"),
        ),
        sa.ForeignKeyConstraint(
            ["override_by"], ["staff.id"], name=op.f("fk_stock_car_override_by_staff")
        ),
        sa.ForeignKeyConstraint(
            ["vehicle_id"], ["vehicle.id"], name=op.f("fk_stock_car_vehicle_id_vehicle")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stock_car")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_stock_car_left_on"), "stock_car", ["left_on"], unique=False)
    op.create_index(op.f("ix_stock_car_vehicle_id"), "stock_car", ["vehicle_id"], unique=False)
    op.create_index("uq_stock_car_number", "stock_car", ["number"], unique=True)
    op.create_index(
        "uq_stock_car_standing",
        "stock_car",
        ["vehicle_id"],
        unique=True,
        sqlite_where=STANDING,
        postgresql_where=STANDING,
    )


def keep_holds() -> None:
    """Who has a car reserved until when; one at a time."""
    op.create_table(
        "car_hold",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("stock_car_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.Column(
            "held_at", sa.DateTime(timezone=True).with_variant(sa.Text(), "sqlite"), nullable=False
        ),
        sa.Column(
            "held_until",
            sa.DateTime(timezone=True).with_variant(sa.Text(), "sqlite"),
            nullable=False,
        ),
        sa.Column(
            "ended_at", sa.DateTime(timezone=True).with_variant(sa.Text(), "sqlite"), nullable=True
        ),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("held_at < held_until", name=op.f("ck_car_hold_span")),
        sa.CheckConstraint("note IS NULL OR length(note) <= 120", name=op.f("ck_car_hold_note")),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_car_hold_person_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["staff_id"], ["staff.id"], name=op.f("fk_car_hold_staff_id_staff")
        ),
        sa.ForeignKeyConstraint(
            ["stock_car_id"], ["stock_car.id"], name=op.f("fk_car_hold_stock_car_id_stock_car")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_car_hold")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_car_hold_person_id"), "car_hold", ["person_id"], unique=False)
    op.create_index(
        "ix_car_hold_staff",
        "car_hold",
        ["staff_id", "held_until"],
        unique=False,
        sqlite_where=LIVE,
        postgresql_where=LIVE,
    )
    op.create_index(op.f("ix_car_hold_stock_car_id"), "car_hold", ["stock_car_id"], unique=False)
    op.create_index(
        "uq_car_hold_live",
        "car_hold",
        ["stock_car_id"],
        unique=True,
        sqlite_where=LIVE,
        postgresql_where=LIVE,
    )


def keep_quotes() -> None:
    """What a customer was offered by whom."""
    op.create_table(
        "quote",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.Column("versions", sa.Integer(), nullable=False),
        sa.Column(
            "withdrawn_at",
            sa.DateTime(timezone=True).with_variant(sa.Text(), "sqlite"),
            nullable=True,
        ),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("length(number) <= 40", name=op.f("ck_quote_number")),
        sa.CheckConstraint("versions BETWEEN 1 AND 999", name=op.f("ck_quote_versions")),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_quote_person_id_person")
        ),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_quote_staff_id_staff")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_quote")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_quote_person_id"), "quote", ["person_id"], unique=False)
    op.create_index(
        "ix_quote_staff",
        "quote",
        ["staff_id"],
        unique=False,
        sqlite_where=VALID,
        postgresql_where=VALID,
    )
    op.create_index("uq_quote_number", "quote", ["number"], unique=True)


def keep_quote_versions() -> None:
    """Each version with its amounts."""
    op.create_table(
        "quote_version",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("quote_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column(
            "made_at", sa.DateTime(timezone=True).with_variant(sa.Text(), "sqlite"), nullable=False
        ),
        sa.Column("made_by", sa.Integer(), nullable=False),
        sa.Column("trim_id", sa.Integer(), nullable=False),
        sa.Column("colour", sa.Text(), nullable=True),
        sa.Column("interior", sa.Text(), nullable=True),
        sa.Column(
            "car_price", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("discount", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("tax", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("tax_typed", sa.Boolean().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "plate_fee", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("trade_in", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("trade_in_car", sa.Text(), nullable=True),
        sa.Column("loan_kind", sa.Text(), nullable=True),
        sa.Column(
            "down_payment", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
        ),
        sa.Column("months", sa.Integer(), nullable=True),
        sa.Column("loan_rate", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("valid_until", sa.Date().with_variant(sa.Text(), "sqlite"), nullable=False),
        sa.Column("override_reason", sa.Text(), nullable=True),
        sa.Column("override_by", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "(loan_kind IS NULL) = (months IS NULL)", name=op.f("ck_quote_version_loan")
        ),
        sa.CheckConstraint(
            "(override_by IS NULL) = (override_reason IS NULL)",
            name=op.f("ck_quote_version_override"),
        ),
        sa.CheckConstraint(
            "car_price BETWEEN 0 AND 9999999999", name=op.f("ck_quote_version_car_price")
        ),
        sa.CheckConstraint(
            "colour IS NULL OR length(colour) <= 40", name=op.f("ck_quote_version_colour")
        ),
        sa.CheckConstraint("discount <= car_price", name=op.f("ck_quote_version_discount_at_most")),
        sa.CheckConstraint(
            "discount BETWEEN 0 AND 9999999999", name=op.f("ck_quote_version_discount")
        ),
        sa.CheckConstraint(
            "down_payment IS NULL OR down_payment BETWEEN 0 AND 9999999999",
            name=op.f("ck_quote_version_down_payment"),
        ),
        sa.CheckConstraint(
            "interior IS NULL OR length(interior) <= 40", name=op.f("ck_quote_version_interior")
        ),
        sa.CheckConstraint(
            "loan_rate IS NULL OR loan_rate BETWEEN 0 AND 3600",
            name=op.f("ck_quote_version_loan_rate"),
        ),
        sa.CheckConstraint(
            "months IS NULL OR months BETWEEN 1 AND 120", name=op.f("ck_quote_version_months")
        ),
        sa.CheckConstraint("number BETWEEN 1 AND 999", name=op.f("ck_quote_version_number")),
        sa.CheckConstraint(
            "override_reason IS NULL OR length(override_reason) <= 200",
            name=op.f("ck_quote_version_override_reason"),
        ),
        sa.CheckConstraint(
            "plate_fee BETWEEN 0 AND 9999999999", name=op.f("ck_quote_version_plate_fee")
        ),
        sa.CheckConstraint("tax BETWEEN 0 AND 9999999999", name=op.f("ck_quote_version_tax")),
        sa.CheckConstraint(
            "trade_in BETWEEN 0 AND 9999999999", name=op.f("ck_quote_version_trade_in")
        ),
        sa.CheckConstraint(
            "trade_in_car IS NULL OR length(trade_in_car) <= 60",
            name=op.f("ck_quote_version_trade_in_car"),
        ),
        sa.ForeignKeyConstraint(
            ["made_by"], ["staff.id"], name=op.f("fk_quote_version_made_by_staff")
        ),
        sa.ForeignKeyConstraint(
            ["override_by"], ["staff.id"], name=op.f("fk_quote_version_override_by_staff")
        ),
        sa.ForeignKeyConstraint(
            ["quote_id"], ["quote.id"], name=op.f("fk_quote_version_quote_id_quote")
        ),
        sa.ForeignKeyConstraint(
            ["trim_id"], ["trim.id"], name=op.f("fk_quote_version_trim_id_trim")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_quote_version")),
        sa.UniqueConstraint("quote_id", "number", name=op.f("uq_quote_version_quote_id_number")),
        sqlite_strict=True,
    )


def keep_quote_lines() -> None:
    """Accessories, gifts, insurance and fees of a version."""
    op.create_table(
        "quote_line",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("amount", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.CheckConstraint("amount BETWEEN 0 AND 9999999999", name=op.f("ck_quote_line_amount")),
        sa.CheckConstraint("length(text) <= 40", name=op.f("ck_quote_line_text")),
        sa.ForeignKeyConstraint(
            ["version_id"],
            ["quote_version.id"],
            name=op.f("fk_quote_line_version_id_quote_version"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_quote_line")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_quote_line_version_id"), "quote_line", ["version_id"], unique=False)
