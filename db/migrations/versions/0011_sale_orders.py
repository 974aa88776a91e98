"""Orders for cars with their changes and steps; car money; inspections of cars for sale."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

OPEN = sa.text("cancelled_at IS NULL AND delivered_at IS NULL")
STANDING = sa.text("cancelled_at IS NULL")
OF_CAR = sa.text("sale_order_id IS NOT NULL")

IN_CHINESE = (
    "车辆符合国家标准和合格证所载参数，能够办理注册登记。甲方在交付前完成交付前检查（PDI"
    "），双方当面查验车辆并签署交车确认单。\n"
    "随车交付：机动车销售统一发票、合格证、车辆一致性证书、三包凭证、使用说明书、保养手册"
    "、钥匙和随车工具清单；进口车另附进口证明书和检验单证。\n"
    "保险、上牌、贷款和精品由乙方自愿选择，甲方不以此作为售车条件；乙方不选择的项目从本合"
    "同删除，价款相应减少。\n"
    "由甲方代缴的购置税和保险费，以完税证明和保险单的金额为准，多退少补。\n"
    "甲方逾期交车的，每日按乙方已付款的万分之五支付违约金；逾期超过十五日的，乙方可以解除"
    "合同，甲方在三日内退还全部已付款。\n"
    "贷款未获批准的，乙方可以改为全款支付或者解除合同；解除的，甲方在三日内退还全部已付款"
    "。\n"
    "变更车型、颜色、价格或交车日期的，另立有编号的订单变更单，双方签字后生效；本合同不作"
    "涂改。\n"
    "三包责任按国家规定和生产者的三包凭证执行。甲方依法保存本合同和车辆档案不少于十年，乙"
    "方的个人信息仅用于履行本合同和乙方另行同意的用途。\n"
    "争议由双方协商解决；协商不成的，可以请消费者协会调解，或者依法向人民法院起诉。本合同"
    "一式两份，双方签字盖章后生效。"
)
IN_ENGLISH = (
    "The car meets the national standards and the figures of its certificate and can be r"
    "egistered. The seller inspects it before hand-over (PDI); both check it together and"
    " sign the hand-over confirmation.\n"
    "Handed over with the car: sales invoice, certificate of conformity, certificate of c"
    "onsistency, Sanbao voucher, manual, maintenance book, keys and tools by list; for an"
    " imported car also the import and inspection certificates.\n"
    "Insurance, registration, loan and accessories are the buyer's free choice and no con"
    "dition of the sale. What is not chosen is struck out, and the price is less by it.\n"
    "Purchase tax and insurance that the seller pays for the buyer are settled by the tax"
    " receipt and the policy.\n"
    "For each day of late hand-over the seller pays 0.05 % of what was paid. After 15 day"
    "s the buyer may step back, and everything paid is returned within three days.\n"
    "If the bank refuses the loan, the buyer may pay in full or step back; then everythin"
    "g paid is returned within three days.\n"
    "Another car, colour, price or day needs a numbered change of the order signed by bot"
    "h; nothing is altered on this page.\n"
    "Sanbao duties follow the law and the maker's voucher. The seller keeps this contract"
    " and the file of the car for at least ten years and uses the buyer's data for this c"
    "ontract alone, and for what the buyer agreed to apart.\n"
    "Disputes are settled by talking; failing that, by the consumers' association or in c"
    "ourt. There are two copies, valid once signed and sealed."
)


def upgrade() -> None:
    """One function per subject."""
    inspect_cars()
    keep_orders()
    keep_changes()
    keep_steps()
    take_car_money()
    call_about_orders()
    word_the_contract()


def inspect_cars() -> None:
    """PDI of a car for sale."""
    op.create_table(
        "pdi_check",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("stock_car_id", sa.Integer(), nullable=False),
        sa.Column("point", sa.Text(), nullable=False),
        sa.Column(
            "checked_at",
            sa.DateTime(timezone=True).with_variant(sa.Text(), "sqlite"),
            nullable=False,
        ),
        sa.Column("checked_by", sa.Integer(), nullable=False),
        sa.Column("odometer", sa.Integer(), nullable=True),
        sa.Column("passed", sa.Boolean().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("findings", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "findings IS NULL OR length(findings) <= 300", name=op.f("ck_pdi_check_findings")
        ),
        sa.CheckConstraint(
            "odometer IS NULL OR odometer BETWEEN 0 AND 9999", name=op.f("ck_pdi_check_odometer")
        ),
        sa.CheckConstraint(
            "passed OR findings IS NOT NULL", name=op.f("ck_pdi_check_findings_of_failed")
        ),
        sa.ForeignKeyConstraint(
            ["checked_by"], ["staff.id"], name=op.f("fk_pdi_check_checked_by_staff")
        ),
        sa.ForeignKeyConstraint(
            ["stock_car_id"], ["stock_car.id"], name=op.f("fk_pdi_check_stock_car_id_stock_car")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pdi_check")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_pdi_check_stock_car_id"), "pdi_check", ["stock_car_id"], unique=False)


def keep_orders() -> None:
    """What was agreed, approved and handed over."""
    op.create_table(
        "sale_order",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("quote_id", sa.Integer(), nullable=False),
        sa.Column("quote_version_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.Column(
            "placed_at",
            sa.DateTime(timezone=True).with_variant(sa.Text(), "sqlite"),
            nullable=False,
        ),
        sa.Column("deposit", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("deposit_kind", sa.Text(), nullable=False),
        sa.Column("second_colour", sa.Text(), nullable=True),
        sa.Column("promised_on", sa.Date().with_variant(sa.Text(), "sqlite"), nullable=False),
        sa.Column(
            "approved_at",
            sa.DateTime(timezone=True).with_variant(sa.Text(), "sqlite"),
            nullable=True,
        ),
        sa.Column("approved_by", sa.Integer(), nullable=True),
        sa.Column(
            "checked_at",
            sa.DateTime(timezone=True).with_variant(sa.Text(), "sqlite"),
            nullable=True,
        ),
        sa.Column("checked_by", sa.Integer(), nullable=True),
        sa.Column("rejected_reason", sa.Text(), nullable=True),
        sa.Column(
            "signed_at", sa.DateTime(timezone=True).with_variant(sa.Text(), "sqlite"), nullable=True
        ),
        sa.Column("stock_car_id", sa.Integer(), nullable=True),
        sa.Column(
            "allocated_at",
            sa.DateTime(timezone=True).with_variant(sa.Text(), "sqlite"),
            nullable=True,
        ),
        sa.Column("allocated_by", sa.Integer(), nullable=True),
        sa.Column("advisor_id", sa.Integer(), nullable=True),
        sa.Column("odometer", sa.Integer(), nullable=True),
        sa.Column(
            "delivered_at",
            sa.DateTime(timezone=True).with_variant(sa.Text(), "sqlite"),
            nullable=True,
        ),
        sa.Column("delivered_by", sa.Integer(), nullable=True),
        sa.Column(
            "cancelled_at",
            sa.DateTime(timezone=True).with_variant(sa.Text(), "sqlite"),
            nullable=True,
        ),
        sa.Column("cancelled_by", sa.Integer(), nullable=True),
        sa.Column("cancel_cause", sa.Text(), nullable=True),
        sa.Column("cancel_reason", sa.Text(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(approved_at IS NULL) = (approved_by IS NULL)", name=op.f("ck_sale_order_approval")
        ),
        sa.CheckConstraint(
            "(cancelled_at IS NULL) = (cancel_cause IS NULL)", name=op.f("ck_sale_order_cancelled")
        ),
        sa.CheckConstraint(
            "(checked_at IS NULL) = (checked_by IS NULL)", name=op.f("ck_sale_order_finance")
        ),
        sa.CheckConstraint(
            "(delivered_at IS NULL) = (delivered_by IS NULL)", name=op.f("ck_sale_order_delivered")
        ),
        sa.CheckConstraint(
            "(stock_car_id IS NULL) = (allocated_at IS NULL)", name=op.f("ck_sale_order_car")
        ),
        sa.CheckConstraint(
            "cancel_reason IS NULL OR length(cancel_reason) <= 200",
            name=op.f("ck_sale_order_cancel_reason"),
        ),
        sa.CheckConstraint(
            "delivered_at IS NULL OR signed_at IS NOT NULL", name=op.f("ck_sale_order_signed")
        ),
        sa.CheckConstraint("deposit BETWEEN 0 AND 9999999999", name=op.f("ck_sale_order_deposit")),
        sa.CheckConstraint("length(number) <= 40", name=op.f("ck_sale_order_number")),
        sa.CheckConstraint(
            "odometer IS NULL OR odometer BETWEEN 0 AND 9999", name=op.f("ck_sale_order_odometer")
        ),
        sa.CheckConstraint(
            "rejected_reason IS NULL OR length(rejected_reason) <= 200",
            name=op.f("ck_sale_order_rejected_reason"),
        ),
        sa.CheckConstraint(
            "second_colour IS NULL OR length(second_colour) <= 40",
            name=op.f("ck_sale_order_second_colour"),
        ),
        sa.ForeignKeyConstraint(
            ["advisor_id"], ["staff.id"], name=op.f("fk_sale_order_advisor_id_staff")
        ),
        sa.ForeignKeyConstraint(
            ["allocated_by"], ["staff.id"], name=op.f("fk_sale_order_allocated_by_staff")
        ),
        sa.ForeignKeyConstraint(
            ["approved_by"], ["staff.id"], name=op.f("fk_sale_order_approved_by_staff")
        ),
        sa.ForeignKeyConstraint(
            ["cancelled_by"], ["staff.id"], name=op.f("fk_sale_order_cancelled_by_staff")
        ),
        sa.ForeignKeyConstraint(
            ["checked_by"], ["staff.id"], name=op.f("fk_sale_order_checked_by_staff")
        ),
        sa.ForeignKeyConstraint(
            ["delivered_by"], ["staff.id"], name=op.f("fk_sale_order_delivered_by_staff")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_sale_order_person_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["quote_id"], ["quote.id"], name=op.f("fk_sale_order_quote_id_quote")
        ),
        sa.ForeignKeyConstraint(
            ["quote_version_id"],
            ["quote_version.id"],
            name=op.f("fk_sale_order_quote_version_id_quote_version"),
        ),
        sa.ForeignKeyConstraint(
            ["staff_id"], ["staff.id"], name=op.f("fk_sale_order_staff_id_staff")
        ),
        sa.ForeignKeyConstraint(
            ["stock_car_id"], ["stock_car.id"], name=op.f("fk_sale_order_stock_car_id_stock_car")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sale_order")),
        sqlite_strict=True,
    )
    op.create_index(
        op.f("ix_sale_order_delivered_at"), "sale_order", ["delivered_at"], unique=False
    )
    op.create_index(
        "ix_sale_order_open",
        "sale_order",
        ["staff_id"],
        unique=False,
        sqlite_where=OPEN,
        postgresql_where=OPEN,
    )
    op.create_index(op.f("ix_sale_order_person_id"), "sale_order", ["person_id"], unique=False)
    op.create_index(op.f("ix_sale_order_placed_at"), "sale_order", ["placed_at"], unique=False)
    op.create_index(
        "uq_sale_order_car",
        "sale_order",
        ["stock_car_id"],
        unique=True,
        sqlite_where=STANDING,
        postgresql_where=STANDING,
    )
    op.create_index("uq_sale_order_number", "sale_order", ["number"], unique=True)
    op.create_index(
        "uq_sale_order_quote",
        "sale_order",
        ["quote_id"],
        unique=True,
        sqlite_where=STANDING,
        postgresql_where=STANDING,
    )


def keep_changes() -> None:
    """Numbered changes of an order."""
    op.create_table(
        "sale_change",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("sale_order_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("old_version_id", sa.Integer(), nullable=False),
        sa.Column("new_version_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column(
            "made_at", sa.DateTime(timezone=True).with_variant(sa.Text(), "sqlite"), nullable=False
        ),
        sa.Column("made_by", sa.Integer(), nullable=False),
        sa.CheckConstraint("length(reason) <= 200", name=op.f("ck_sale_change_reason")),
        sa.CheckConstraint("number BETWEEN 1 AND 99", name=op.f("ck_sale_change_number")),
        sa.ForeignKeyConstraint(
            ["made_by"], ["staff.id"], name=op.f("fk_sale_change_made_by_staff")
        ),
        sa.ForeignKeyConstraint(
            ["new_version_id"],
            ["quote_version.id"],
            name=op.f("fk_sale_change_new_version_id_quote_version"),
        ),
        sa.ForeignKeyConstraint(
            ["old_version_id"],
            ["quote_version.id"],
            name=op.f("fk_sale_change_old_version_id_quote_version"),
        ),
        sa.ForeignKeyConstraint(
            ["sale_order_id"],
            ["sale_order.id"],
            name=op.f("fk_sale_change_sale_order_id_sale_order"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sale_change")),
        sa.UniqueConstraint(
            "sale_order_id", "number", name=op.f("uq_sale_change_sale_order_id_number")
        ),
        sqlite_strict=True,
    )


def keep_steps() -> None:
    """What was arranged for the buyer."""
    op.create_table(
        "sale_step",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("sale_order_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("done_on", sa.Date().with_variant(sa.Text(), "sqlite"), nullable=False),
        sa.Column("done_by", sa.Integer(), nullable=False),
        sa.Column("reference", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "reference IS NULL OR length(reference) <= 60", name=op.f("ck_sale_step_reference")
        ),
        sa.ForeignKeyConstraint(["done_by"], ["staff.id"], name=op.f("fk_sale_step_done_by_staff")),
        sa.ForeignKeyConstraint(
            ["sale_order_id"], ["sale_order.id"], name=op.f("fk_sale_step_sale_order_id_sale_order")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sale_step")),
        sa.UniqueConstraint("sale_order_id", "kind", name=op.f("uq_sale_step_sale_order_id_kind")),
        sqlite_strict=True,
    )


def take_car_money() -> None:
    """A payment belongs to a repair order or to a car order."""
    op.execute(
        "ALTER TABLE payment ADD COLUMN sale_order_id INTEGER"
        " CONSTRAINT fk_payment_sale_order_id_sale_order REFERENCES sale_order(id)"
    )
    op.execute("ALTER TABLE payment ALTER COLUMN order_id DROP NOT NULL")
    op.execute(
        "ALTER TABLE payment ADD CONSTRAINT ck_payment_one_order"
        " CHECK ((order_id IS NULL) <> (sale_order_id IS NULL))"
    )
    op.create_index(
        "ix_payment_sale",
        "payment",
        ["sale_order_id"],
        unique=False,
        sqlite_where=OF_CAR,
        postgresql_where=OF_CAR,
    )


def call_about_orders() -> None:
    """A planned contact may be about an order for a car."""
    op.execute(
        "ALTER TABLE follow_up ADD COLUMN sale_order_id INTEGER"
        " CONSTRAINT fk_follow_up_sale_order_id_sale_order REFERENCES sale_order(id)"
    )


def word_the_contract() -> None:
    """Clauses of the purchase contract, where the store has clauses; a new one plants its own."""
    add = sa.text(
        "INSERT INTO wording (kind, language, edition, clauses, since, version)"
        " SELECT 'purchase_contract', :language, 1, :clauses, max(since), 1 FROM wording"
        " HAVING count(*) > 0"
    )
    for language, clauses in (("zh_CN", IN_CHINESE), ("en", IN_ENGLISH)):
        op.execute(add.bindparams(language=language, clauses=clauses))
