"""What the showroom needs beyond the sale: one function per subject."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

UNDECIDED = sa.text("decided_at IS NULL")
CANCELLED = sa.text("cancelled_at IS NOT NULL")
DELIVERED = sa.text("delivered_at IS NOT NULL")
TRADED = sa.text("appraisal_id IS NOT NULL")
UNDER_WAY = sa.text("closed_at IS NULL")
OF_PROJECT = sa.text("fleet_project_id IS NOT NULL")
IN_WORK = sa.text("done_on IS NULL")
AWAY = sa.text("returned_at IS NULL AND sold_on IS NULL")
OPEN = sa.text("returned_at IS NULL AND settled_on IS NULL")


def upgrade() -> None:
    """Each subject adds its own tables."""
    ask_for_discounts()
    appraise_cars()
    take_cars_in()
    follow_fleet_projects()
    plan_after_care()
    keep_who_received_the_call()
    keep_sales_boards()
    recondition_cars()
    sell_through_outlets()


def ask_for_discounts() -> None:
    """Requests for a price below the floor, and what came of them."""
    op.create_table(
        "discount_request",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("quote_version_id", sa.Integer(), nullable=False),
        sa.Column("cause", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column(
            "list_price", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column(
            "floor_price", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("cost", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("income", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column(
            "asked_at", sa.DateTime(timezone=True).with_variant(sa.Text(), "sqlite"), nullable=False
        ),
        sa.Column("asked_by", sa.Integer(), nullable=False),
        sa.Column(
            "decided_at",
            sa.DateTime(timezone=True).with_variant(sa.Text(), "sqlite"),
            nullable=True,
        ),
        sa.Column("decided_by", sa.Integer(), nullable=True),
        sa.Column("level", sa.Text(), nullable=True),
        sa.Column("granted", sa.Boolean().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("answer", sa.Text(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(decided_at IS NULL) = (decided_by IS NULL)", name=op.f("ck_discount_request_decider")
        ),
        sa.CheckConstraint(
            "(decided_at IS NULL) = (granted IS NULL)", name=op.f("ck_discount_request_decided")
        ),
        sa.CheckConstraint(
            "answer IS NULL OR length(answer) <= 200", name=op.f("ck_discount_request_answer")
        ),
        sa.CheckConstraint(
            "cost IS NULL OR cost BETWEEN 0 AND 9999999999", name=op.f("ck_discount_request_cost")
        ),
        sa.CheckConstraint(
            "floor_price BETWEEN 0 AND 9999999999", name=op.f("ck_discount_request_floor_price")
        ),
        sa.CheckConstraint(
            "income IS NULL OR income BETWEEN 0 AND 9999999999",
            name=op.f("ck_discount_request_income"),
        ),
        sa.CheckConstraint("length(number) <= 40", name=op.f("ck_discount_request_number")),
        sa.CheckConstraint(
            "list_price BETWEEN 0 AND 9999999999", name=op.f("ck_discount_request_list_price")
        ),
        sa.CheckConstraint(
            "note IS NULL OR length(note) <= 200", name=op.f("ck_discount_request_note")
        ),
        sa.ForeignKeyConstraint(
            ["asked_by"], ["staff.id"], name=op.f("fk_discount_request_asked_by_staff")
        ),
        sa.ForeignKeyConstraint(
            ["decided_by"], ["staff.id"], name=op.f("fk_discount_request_decided_by_staff")
        ),
        sa.ForeignKeyConstraint(
            ["quote_version_id"],
            ["quote_version.id"],
            name=op.f("fk_discount_request_quote_version_id_quote_version"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_discount_request")),
        sqlite_strict=True,
    )
    op.create_index(
        op.f("ix_discount_request_decided_at"), "discount_request", ["decided_at"], unique=False
    )
    op.create_index(
        "ix_discount_request_waiting",
        "discount_request",
        ["asked_at"],
        unique=False,
        sqlite_where=UNDECIDED,
        postgresql_where=UNDECIDED,
    )
    op.create_index("uq_discount_request_number", "discount_request", ["number"], unique=True)
    op.create_index(
        "uq_discount_request_version", "discount_request", ["quote_version_id"], unique=True
    )


def appraise_cars() -> None:
    """What a store offers for a customer's car."""
    op.create_table(
        "appraisal",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("vehicle_id", sa.Integer(), nullable=False),
        sa.Column("odometer", sa.Integer(), nullable=False),
        sa.Column(
            "appraised_at",
            sa.DateTime(timezone=True).with_variant(sa.Text(), "sqlite"),
            nullable=False,
        ),
        sa.Column("appraised_by", sa.Integer(), nullable=False),
        sa.Column("condition", sa.Text(), nullable=True),
        sa.Column("damage_marks", sa.Text(), nullable=True),
        sa.Column(
            "expected_price", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("margin", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("offered", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("valid_until", sa.Date().with_variant(sa.Text(), "sqlite"), nullable=False),
        sa.Column(
            "declined_at",
            sa.DateTime(timezone=True).with_variant(sa.Text(), "sqlite"),
            nullable=True,
        ),
        sa.Column("declined_by", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(declined_at IS NULL) = (declined_by IS NULL)", name=op.f("ck_appraisal_declined")
        ),
        sa.CheckConstraint(
            "condition IS NULL OR length(condition) <= 500", name=op.f("ck_appraisal_condition")
        ),
        sa.CheckConstraint(
            "damage_marks IS NULL OR length(damage_marks) <= 1000",
            name=op.f("ck_appraisal_damage_marks"),
        ),
        sa.CheckConstraint(
            "expected_price BETWEEN 0 AND 9999999999", name=op.f("ck_appraisal_expected_price")
        ),
        sa.CheckConstraint("length(number) <= 40", name=op.f("ck_appraisal_number")),
        sa.CheckConstraint("margin BETWEEN 0 AND 9999999999", name=op.f("ck_appraisal_margin")),
        sa.CheckConstraint("odometer BETWEEN 0 AND 9999999", name=op.f("ck_appraisal_odometer")),
        sa.CheckConstraint("offered BETWEEN 0 AND 9999999999", name=op.f("ck_appraisal_offered")),
        sa.ForeignKeyConstraint(
            ["appraised_by"], ["staff.id"], name=op.f("fk_appraisal_appraised_by_staff")
        ),
        sa.ForeignKeyConstraint(
            ["declined_by"], ["staff.id"], name=op.f("fk_appraisal_declined_by_staff")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_appraisal_person_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["vehicle_id"], ["vehicle.id"], name=op.f("fk_appraisal_vehicle_id_vehicle")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_appraisal")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_appraisal_person_id"), "appraisal", ["person_id"], unique=False)
    op.create_index(op.f("ix_appraisal_vehicle_id"), "appraisal", ["vehicle_id"], unique=False)
    op.create_index("uq_appraisal_number", "appraisal", ["number"], unique=True)
    op.create_table(
        "appraisal_cost",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("appraisal_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("amount", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.CheckConstraint(
            "amount BETWEEN 0 AND 9999999999", name=op.f("ck_appraisal_cost_amount")
        ),
        sa.CheckConstraint("length(text) <= 40", name=op.f("ck_appraisal_cost_text")),
        sa.ForeignKeyConstraint(
            ["appraisal_id"],
            ["appraisal.id"],
            name=op.f("fk_appraisal_cost_appraisal_id_appraisal"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_appraisal_cost")),
        sqlite_strict=True,
    )
    op.create_index(
        op.f("ix_appraisal_cost_appraisal_id"), "appraisal_cost", ["appraisal_id"], unique=False
    )


def take_cars_in() -> None:
    """A quotation takes the value of an appraisal, and its car becomes one for sale."""
    op.execute(
        "ALTER TABLE quote_version ADD COLUMN appraisal_id INTEGER"
        " CONSTRAINT fk_quote_version_appraisal_id_appraisal REFERENCES appraisal(id)"
    )
    op.create_index(
        "ix_quote_version_appraisal",
        "quote_version",
        ["appraisal_id"],
        unique=False,
        sqlite_where=TRADED,
        postgresql_where=TRADED,
    )
    op.execute(
        "ALTER TABLE stock_car ADD COLUMN appraisal_id INTEGER"
        " CONSTRAINT fk_stock_car_appraisal_id_appraisal REFERENCES appraisal(id)"
    )
    op.create_index("uq_stock_car_appraisal", "stock_car", ["appraisal_id"], unique=True)


def follow_fleet_projects() -> None:
    """Purchases of many cars with their stages, their dated steps and their contacts."""
    keep_fleet_projects()
    keep_project_stages()
    keep_project_steps()
    op.execute(
        "ALTER TABLE follow_up ADD COLUMN fleet_project_id INTEGER"
        " CONSTRAINT fk_follow_up_fleet_project_id_fleet_project REFERENCES fleet_project(id)"
    )
    op.create_index(
        "ix_follow_up_project",
        "follow_up",
        ["fleet_project_id"],
        unique=False,
        sqlite_where=OF_PROJECT,
        postgresql_where=OF_PROJECT,
    )


def keep_fleet_projects() -> None:
    """A purchase of many cars."""
    day, moment = (
        kind.with_variant(sa.Text(), "sqlite") for kind in (sa.Date(), sa.DateTime(timezone=True))
    )
    op.create_table(
        "fleet_project",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=True),
        sa.Column("owner_id", sa.Integer(), nullable=False),
        sa.Column("stage", sa.Text(), nullable=False),
        sa.Column("cars", sa.Integer(), nullable=False),
        sa.Column("model_id", sa.Integer(), nullable=True),
        sa.Column("tender_on", day, nullable=True),
        sa.Column("papers_on", day, nullable=True),
        sa.Column("result", sa.Text(), nullable=True),
        sa.Column("result_note", sa.Text(), nullable=True),
        sa.Column("expected_on", day, nullable=True),
        sa.Column("opened_at", moment, nullable=False),
        sa.Column("closed_at", moment, nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("length(number) <= 20", name=op.f("ck_fleet_project_number")),
        sa.CheckConstraint(
            "title IS NULL OR length(title) <= 120", name=op.f("ck_fleet_project_title")
        ),
        sa.CheckConstraint("cars BETWEEN 1 AND 9999", name=op.f("ck_fleet_project_cars")),
        sa.CheckConstraint(
            "result_note IS NULL OR length(result_note) <= 500",
            name=op.f("ck_fleet_project_result_note"),
        ),
        sa.ForeignKeyConstraint(
            ["model_id"], ["car_model.id"], name=op.f("fk_fleet_project_model_id_car_model")
        ),
        sa.ForeignKeyConstraint(
            ["owner_id"], ["staff.id"], name=op.f("fk_fleet_project_owner_id_staff")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_fleet_project_person_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_fleet_project")),
        sa.UniqueConstraint("number", name=op.f("uq_fleet_project_number")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_fleet_project_person_id"), "fleet_project", ["person_id"])
    op.create_index(
        "ix_fleet_project_open",
        "fleet_project",
        ["owner_id"],
        unique=False,
        sqlite_where=UNDER_WAY,
        postgresql_where=UNDER_WAY,
    )


def keep_project_stages() -> None:
    """Each stage that a project came to."""
    op.create_table(
        "project_stage",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("fleet_project_id", sa.Integer(), nullable=False),
        sa.Column("stage", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column(
            "at", sa.DateTime(timezone=True).with_variant(sa.Text(), "sqlite"), nullable=False
        ),
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "note IS NULL OR length(note) <= 300", name=op.f("ck_project_stage_note")
        ),
        sa.ForeignKeyConstraint(
            ["fleet_project_id"],
            ["fleet_project.id"],
            name=op.f("fk_project_stage_fleet_project_id_fleet_project"),
        ),
        sa.ForeignKeyConstraint(
            ["staff_id"], ["staff.id"], name=op.f("fk_project_stage_staff_id_staff")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_project_stage")),
        sqlite_strict=True,
    )
    op.create_index(
        op.f("ix_project_stage_fleet_project_id"), "project_stage", ["fleet_project_id"]
    )


def keep_project_steps() -> None:
    """What is arranged at the acceptance, each with its day."""
    day = sa.Date().with_variant(sa.Text(), "sqlite")
    op.create_table(
        "project_step",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("fleet_project_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("due_on", day, nullable=False),
        sa.Column("done_on", day, nullable=True),
        sa.Column("done_by", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["done_by"], ["staff.id"], name=op.f("fk_project_step_done_by_staff")
        ),
        sa.ForeignKeyConstraint(
            ["fleet_project_id"],
            ["fleet_project.id"],
            name=op.f("fk_project_step_fleet_project_id_fleet_project"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_project_step")),
        sa.UniqueConstraint(
            "fleet_project_id", "kind", name=op.f("uq_project_step_fleet_project_id_kind")
        ),
        sqlite_strict=True,
    )


def plan_after_care() -> None:
    """By when plate and steps of the loan are due."""
    op.create_table(
        "sale_plan",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("sale_order_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("planned_on", sa.Date().with_variant(sa.Text(), "sqlite"), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["sale_order_id"], ["sale_order.id"], name=op.f("fk_sale_plan_sale_order_id_sale_order")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sale_plan")),
        sa.UniqueConstraint("sale_order_id", "kind", name=op.f("uq_sale_plan_sale_order_id_kind")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_sale_plan_planned_on"), "sale_plan", ["planned_on"], unique=False)


def keep_who_received_the_call() -> None:
    """Who got the call with which an enquiry began."""
    op.execute(
        "ALTER TABLE prospect ADD COLUMN received_by INTEGER"
        " CONSTRAINT fk_prospect_received_by_staff REFERENCES staff(id)"
    )


def keep_sales_boards() -> None:
    """What the sales board of a day counted."""
    op.create_table(
        "sales_board_day",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date().with_variant(sa.Text(), "sqlite"), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column(
            "closed_at",
            sa.DateTime(timezone=True).with_variant(sa.Text(), "sqlite"),
            nullable=False,
        ),
        sa.Column("closed_by", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("length(content) <= 2000000", name=op.f("ck_sales_board_day_content")),
        sa.ForeignKeyConstraint(
            ["closed_by"], ["staff.id"], name=op.f("fk_sales_board_day_closed_by_staff")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sales_board_day")),
        sqlite_strict=True,
    )
    op.create_index("uq_sales_board_day_day", "sales_board_day", ["day"], unique=True)
    _find_orders_by_their_end()


def _find_orders_by_their_end() -> None:
    """Orders that were cancelled or handed over; those that are open have an index already."""
    op.drop_index("ix_sale_order_delivered_at", table_name="sale_order")
    op.create_index(
        "ix_sale_order_delivered",
        "sale_order",
        ["delivered_at"],
        unique=False,
        sqlite_where=DELIVERED,
        postgresql_where=DELIVERED,
    )
    op.create_index(
        "ix_sale_order_cancelled",
        "sale_order",
        ["cancelled_at"],
        unique=False,
        sqlite_where=CANCELLED,
        postgresql_where=CANCELLED,
    )


def recondition_cars() -> None:
    """What is done to a car before it can be sold, and who has it."""
    op.create_table(
        "reconditioning_step",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("stock_car_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("holder", sa.Text(), nullable=False),
        sa.Column("started_on", sa.Date().with_variant(sa.Text(), "sqlite"), nullable=False),
        sa.Column("due_on", sa.Date().with_variant(sa.Text(), "sqlite"), nullable=False),
        sa.Column("done_on", sa.Date().with_variant(sa.Text(), "sqlite"), nullable=True),
        sa.Column("cost", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "cost IS NULL OR cost BETWEEN 0 AND 9999999999",
            name=op.f("ck_reconditioning_step_cost"),
        ),
        sa.CheckConstraint(
            "done_on IS NULL OR done_on >= started_on", name=op.f("ck_reconditioning_step_done")
        ),
        sa.CheckConstraint("due_on >= started_on", name=op.f("ck_reconditioning_step_due")),
        sa.CheckConstraint("length(holder) <= 40", name=op.f("ck_reconditioning_step_holder")),
        sa.ForeignKeyConstraint(
            ["stock_car_id"],
            ["stock_car.id"],
            name=op.f("fk_reconditioning_step_stock_car_id_stock_car"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reconditioning_step")),
        sqlite_strict=True,
    )
    op.create_index(
        op.f("ix_reconditioning_step_stock_car_id"),
        "reconditioning_step",
        ["stock_car_id"],
        unique=False,
    )
    op.create_index(
        "uq_reconditioning_step_open",
        "reconditioning_step",
        ["stock_car_id"],
        unique=True,
        sqlite_where=IN_WORK,
        postgresql_where=IN_WORK,
    )


def sell_through_outlets() -> None:
    """Outlets, and the cars that went to them."""
    op.create_table(
        "outlet",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("company", sa.Text(), nullable=True),
        sa.Column("contact", sa.Text(), nullable=True),
        sa.Column("phone", sa.Text(), nullable=True),
        sa.Column("area", sa.Text(), nullable=True),
        sa.Column(
            "credit_limit", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
        ),
        sa.Column("active", sa.Boolean().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("area IS NULL OR length(area) <= 60", name=op.f("ck_outlet_area")),
        sa.CheckConstraint(
            "company IS NULL OR length(company) <= 80", name=op.f("ck_outlet_company")
        ),
        sa.CheckConstraint(
            "contact IS NULL OR length(contact) <= 40", name=op.f("ck_outlet_contact")
        ),
        sa.CheckConstraint(
            "credit_limit IS NULL OR credit_limit BETWEEN 0 AND 9999999999",
            name=op.f("ck_outlet_credit_limit"),
        ),
        sa.CheckConstraint("length(name) <= 40", name=op.f("ck_outlet_name")),
        sa.CheckConstraint("phone IS NULL OR length(phone) <= 30", name=op.f("ck_outlet_phone")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outlet")),
        sa.UniqueConstraint("name", name=op.f("uq_outlet_name")),
        sqlite_strict=True,
    )
    op.create_table(
        "car_transfer",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("stock_car_id", sa.Integer(), nullable=False),
        sa.Column("outlet_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column(
            "sent_at", sa.DateTime(timezone=True).with_variant(sa.Text(), "sqlite"), nullable=False
        ),
        sa.Column("sent_by", sa.Integer(), nullable=False),
        sa.Column("due_on", sa.Date().with_variant(sa.Text(), "sqlite"), nullable=False),
        sa.Column("price", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("taker", sa.Text(), nullable=False),
        sa.Column("override_reason", sa.Text(), nullable=True),
        sa.Column("override_by", sa.Integer(), nullable=True),
        sa.Column(
            "returned_at",
            sa.DateTime(timezone=True).with_variant(sa.Text(), "sqlite"),
            nullable=True,
        ),
        sa.Column("returned_by", sa.Integer(), nullable=True),
        sa.Column("sold_on", sa.Date().with_variant(sa.Text(), "sqlite"), nullable=True),
        sa.Column("sold_by", sa.Integer(), nullable=True),
        sa.Column("settled_on", sa.Date().with_variant(sa.Text(), "sqlite"), nullable=True),
        sa.Column("settled_by", sa.Integer(), nullable=True),
        sa.Column(
            "settled_amount", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
        ),
        sa.Column("settled_method", sa.Text(), nullable=True),
        sa.Column("rebate_reason", sa.Text(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(returned_at IS NULL) = (returned_by IS NULL)", name=op.f("ck_car_transfer_returned")
        ),
        sa.CheckConstraint(
            "(settled_on IS NULL) = (settled_amount IS NULL)", name=op.f("ck_car_transfer_settled")
        ),
        sa.CheckConstraint(
            "(sold_on IS NULL) = (sold_by IS NULL)", name=op.f("ck_car_transfer_sold")
        ),
        sa.CheckConstraint("length(number) <= 40", name=op.f("ck_car_transfer_number")),
        sa.CheckConstraint("length(taker) <= 40", name=op.f("ck_car_transfer_taker")),
        sa.CheckConstraint(
            "override_reason IS NULL OR length(override_reason) <= 200",
            name=op.f("ck_car_transfer_override_reason"),
        ),
        sa.CheckConstraint("price BETWEEN 0 AND 9999999999", name=op.f("ck_car_transfer_price")),
        sa.CheckConstraint(
            "rebate_reason IS NULL OR length(rebate_reason) <= 200",
            name=op.f("ck_car_transfer_rebate_reason"),
        ),
        sa.CheckConstraint(
            "settled_amount IS NULL OR settled_amount <= price", name=op.f("ck_car_transfer_amount")
        ),
        sa.CheckConstraint(
            "settled_amount IS NULL OR settled_amount BETWEEN 0 AND 9999999999",
            name=op.f("ck_car_transfer_settled_amount"),
        ),
        sa.CheckConstraint(
            "settled_on IS NULL OR sold_on IS NOT NULL", name=op.f("ck_car_transfer_settled_sale")
        ),
        sa.ForeignKeyConstraint(
            ["outlet_id"], ["outlet.id"], name=op.f("fk_car_transfer_outlet_id_outlet")
        ),
        sa.ForeignKeyConstraint(
            ["override_by"], ["staff.id"], name=op.f("fk_car_transfer_override_by_staff")
        ),
        sa.ForeignKeyConstraint(
            ["returned_by"], ["staff.id"], name=op.f("fk_car_transfer_returned_by_staff")
        ),
        sa.ForeignKeyConstraint(
            ["sent_by"], ["staff.id"], name=op.f("fk_car_transfer_sent_by_staff")
        ),
        sa.ForeignKeyConstraint(
            ["settled_by"], ["staff.id"], name=op.f("fk_car_transfer_settled_by_staff")
        ),
        sa.ForeignKeyConstraint(
            ["sold_by"], ["staff.id"], name=op.f("fk_car_transfer_sold_by_staff")
        ),
        sa.ForeignKeyConstraint(
            ["stock_car_id"], ["stock_car.id"], name=op.f("fk_car_transfer_stock_car_id_stock_car")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_car_transfer")),
        sqlite_strict=True,
    )
    op.create_index(
        "ix_car_transfer_open",
        "car_transfer",
        ["outlet_id"],
        unique=False,
        sqlite_where=OPEN,
        postgresql_where=OPEN,
    )
    op.create_index(op.f("ix_car_transfer_outlet_id"), "car_transfer", ["outlet_id"], unique=False)
    op.create_index(op.f("ix_car_transfer_sent_at"), "car_transfer", ["sent_at"], unique=False)
    op.create_index(
        op.f("ix_car_transfer_stock_car_id"), "car_transfer", ["stock_car_id"], unique=False
    )
    op.create_index(
        "uq_car_transfer_away",
        "car_transfer",
        ["stock_car_id"],
        unique=True,
        sqlite_where=AWAY,
        postgresql_where=AWAY,
    )
    op.create_index("uq_car_transfer_number", "car_transfer", ["number"], unique=True)
