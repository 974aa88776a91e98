"""Column limits: no text longer and no number larger than the forms take."""

from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

REPLACED = [
    ("labour_item", "ck_labour_item_not_negative"),
    ("part", "ck_part_not_negative"),
    ("vehicle", "ck_vehicle_odometer"),
    ("repair_order", "ck_repair_order_odometer"),
    ("labour_line", "ck_labour_line_not_negative"),
    ("other_line", "ck_other_line_not_negative"),
    ("part_line", "ck_part_line_not_negative"),
]
LONGEST = {
    "bay": {"name": 40},
    "car_model": {"brand": 40, "name": 40},
    "drive_route": {"description?": 200, "name": 40},
    "labour_item": {"code": 20, "name": 80},
    "level": {"code": 4, "name": 40},
    "part": {"brand?": 40, "name": 80, "number": 40, "unit": 8},
    "purpose": {"name": 40},
    "sequence": {"prefix": 40},
    "setting": {"name": 64, "value": 2000000},
    "source": {"name": 40},
    "staff": {"name": 40, "password_hash?": 400, "phone?": 32},
    "wording": {"clauses": 12000, "language": 16},
    "audit": {
        "gesture": 64,
        "new?": 1000000,
        "noun": 40,
        "old?": 1000000,
        "reason?": 2000,
        "workstation": 255,
    },
    "issued_paper": {"language": 16, "noun": 40, "number": 40, "sha256": 64},
    "list_view": {"name": 80, "state": 100000},
    "person": {
        "address?": 200,
        "alert?": 200,
        "employer?": 100,
        "id_number?": 64,
        "name": 64,
        "note?": 500,
    },
    "trim": {"name": 60},
    "consent": {"way": 80},
    "demo_car": {"colour?": 40, "plate": 16, "vin?": 32},
    "licence": {"number": 32},
    "merge": {"changes": 5000000},
    "phone": {"note?": 80, "number": 32},
    "prospect": {"loss_answer?": 500, "lost_reason?": 500, "rival?": 80},
    "vehicle": {"colour?": 40, "engine_number?": 40, "model_name?": 80, "note?": 500, "vin?": 32},
    "visit": {"addressed_as?": 64, "area?": 64, "course?": 500, "rivals?": 80, "transport?": 64},
    "follow_up": {"content?": 500},
    "level_change": {"reason?": 200},
    "plate": {"number": 16},
    "repair_order": {
        "belongings?": 500,
        "bringer_name?": 64,
        "bringer_phone?": 32,
        "cancelled_reason?": 200,
        "collected_by?": 64,
        "damage?": 500,
        "explained?": 800,
        "internal_note?": 500,
        "key_tag?": 12,
        "model_name?": 200,
        "note?": 500,
        "number": 40,
        "plate?": 16,
    },
    "turn_skip": {"reason": 200},
    "visit_step": {"step": 80},
    "approval": {"given_by": 64},
    "car_booking": {
        "damage?": 300,
        "licence_number?": 64,
        "number?": 64,
        "override_reason?": 200,
        "reason?": 200,
    },
    "concern": {"cause?": 300, "correction?": 300, "finding?": 300, "words": 500},
    "payment": {"note?": 200, "number": 40},
    "promise_change": {"reason?": 200},
    "settlement": {"discount_reason?": 200, "number": 40, "reversed_reason?": 200},
    "stage_change": {"reason?": 200},
    "drive_feedback": {"likes?": 200, "rival?": 60, "worries?": 200},
    "labour_line": {"code?": 20, "declined_reason?": 200, "name": 80},
    "other_line": {"name": 80},
    "part_line": {"brand?": 40, "declined_reason?": 200, "name": 80, "number?": 40, "unit": 8},
}
"""Characters of a text, by table and column; `?` marks a column that may be empty."""
BOUNDS = {
    "bay": {"position": (-99999, 99999)},
    "car_model": {"position": (-99999, 99999)},
    "drive_route": {"kilometres": (1, 9999), "minutes": (1, 1440), "position": (-99999, 99999)},
    "labour_item": {"hours": (0, 999999), "rate": (0, 9999999999)},
    "level": {
        "buys_within_days?": (1, 3650),
        "contact_every_days": (1, 3650),
        "position": (-99999, 99999),
    },
    "part": {"cost?": (0, 9999999999), "price": (0, 9999999999), "stock": (0, 9999999)},
    "purpose": {"position": (-99999, 99999)},
    "sequence": {"last": (0, 99999999)},
    "source": {"cost?": (0, 9999999999), "position": (-99999, 99999)},
    "staff": {"failures": (0, 999999)},
    "wording": {"edition": (1, 99999)},
    "issued_paper": {"copies": (1, 99999), "edition?": (1, 99999)},
    "trim": {"list_price?": (0, 9999999999), "position": (-99999, 99999)},
    "consent": {"notice_edition": (0, 99999)},
    "demo_car": {"odometer": (0, 9999999), "position": (-99999, 99999)},
    "phone": {"position": (-99999, 99999)},
    "prospect": {"rival_price?": (0, 9999999999)},
    "vehicle": {"odometer?": (0, 9999999)},
    "repair_order": {
        "contract_edition?": (1, 99999),
        "next_service_km?": (0, 9999999),
        "odometer_in?": (0, 9999999),
        "odometer_out?": (0, 9999999),
    },
    "approval": {"total": (0, 99999999999999)},
    "car_booking": {
        "agreement_edition?": (1, 99999),
        "back_km?": (0, 9999999),
        "out_km?": (0, 9999999),
    },
    "concern": {"position": (-99999, 99999)},
    "payment": {"amount": (-99999999999999, 99999999999999)},
    "settlement": {
        "discount": (0, 99999999999999),
        "labour": (0, 99999999999999),
        "material": (0, 99999999999999),
        "other": (0, 99999999999999),
        "total": (0, 99999999999999),
    },
    "drive_feedback": {
        "braking?": (1, 5),
        "comfort?": (1, 5),
        "equipment?": (1, 5),
        "handling?": (1, 5),
        "noise?": (1, 5),
        "power?": (1, 5),
        "space?": (1, 5),
    },
    "labour_line": {
        "fee": (0, 9999999999),
        "hours": (0, 999999),
        "position": (-99999, 99999),
        "rate": (0, 9999999999),
    },
    "other_line": {"amount": (0, 9999999999), "position": (-99999, 99999)},
    "part_line": {
        "amount": (0, 9999999999),
        "position": (-99999, 99999),
        "price": (0, 9999999999),
        "quantity": (1, 9999999),
    },
}
"""Least and most of a number as it is stored: amounts in fen, hours and quantities in hundredths."""


def upgrade() -> None:
    for table, name in REPLACED:
        op.execute(f"ALTER TABLE {table} DROP CONSTRAINT {name}")
    for table, columns in LONGEST.items():
        for column, most in columns.items():
            _add(table, column, "length({}) <= " + str(most))
    for table, columns in BOUNDS.items():
        for column, (least, most) in columns.items():
            _add(table, column, f"{{}} BETWEEN {least} AND {most}")


def _add(table: str, column: str, condition: str) -> None:
    name = column.removesuffix("?")
    empty = f"{name} IS NULL OR " if name != column else ""
    bound = condition.format(name)
    op.execute(f"ALTER TABLE {table} ADD CONSTRAINT ck_{table}_{name} CHECK ({empty}{bound})")
