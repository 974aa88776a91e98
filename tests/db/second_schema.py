"""What a store of the second schema held.

Drives, loans and blocks in every state, and their kin.
"""

import json
from typing import Any

DAY = "2026-11-21 "
LICENCE = {
    "licence_number": "110105199003070033",
    "licence_class": "C1",
    "licence_first_issued_on": "2015-06-01",
    "licence_expires_on": "2030-06-01",
}
OUT = {"out_at": f"{DAY}01:00:00.000000", "out_km": 1003, "out_fuel": "4/4"}
BACK = OUT | {"back_at": f"{DAY}01:25:00.000000", "back_km": 1010, "back_fuel": "1/2"}
SIGNED = {"agreement_edition": 1, "agreement_signed_at": f"{DAY}00:55:00.000000"}
ROWS: tuple[dict[str, Any], ...] = (
    {
        "id": 1,
        "number": "T261121-001",
        "state": "back",
        **LICENCE,
        **BACK,
        **SIGNED,
        "rides": 1,
        "damage": "右前划痕",
    },
    {
        "id": 2,
        "number": "T261121-002",
        "state": "out",
        "car_id": 2,
        "consultant_id": 2,
        **LICENCE,
        **OUT,
        **SIGNED,
    },
    {
        "id": 3,
        "number": "T261121-003",
        "state": "booked",
        "hour": 5,
        "agreement_edition": 1,
        "override_by": 1,
        "override_reason": "场内",
    },
    {
        "id": 4,
        "number": "T261121-004",
        "state": "cancelled",
        "hour": 5,
        "reason": "改天",
        "companion_id": 2,
    },
    {"id": 5, "number": "T261121-005", "state": "no_show", "hour": 5, "visit_id": 1},
    {"id": 6, "number": "T261121-006", "state": "back", "hour": 3, "person_id": None, **BACK},
    {"id": 7, "number": None, "state": "blocked", "hour": 8, "reason": "首保", "drives": 0},
    {"id": 8, "number": None, "state": "cancelled", "hour": 8, "reason": "车展", "drives": 0},
    {
        "id": 9,
        "number": "L261121-001",
        "state": "out",
        "car_id": 3,
        "order_id": 1,
        **LICENCE,
        **OUT,
    },
    {
        "id": 10,
        "number": "L261121-002",
        "state": "back",
        "car_id": 3,
        "order_id": 1,
        **LICENCE,
        **BACK,
        "damage": "左后门",
    },
    {
        "id": 11,
        "number": "L261121-003",
        "state": "cancelled",
        "car_id": 3,
        "order_id": 2,
        "reason": "W261121-002",
    },
    {"id": 12, "number": "L261121-004", "state": "booked", "car_id": 3, "order_id": 2, "hour": 6},
)
SAID = 'says "table": "test_drive"'
MERGED = [
    {"table": "test_drive", "id": 1, "set": {"person_id": [2, 1], "version": [1, 1001]}},
    {"table": "person", "id": 1, "set": {"note": [None, SAID], "version": [1, 1001]}},
    {"table": "person", "id": 2, "set": {"merged_into": [None, 1], "version": [1, 1001]}},
]


def fill(raw: Any) -> None:
    """What the drives lean on, the drives, and what leans on them."""
    for key, name in ((1, "李强"), (2, "赵敏")):
        _add(raw, "staff", id=key, name=name, roles="consultant", active=1)
    _add(raw, "car_model", id=1, brand="N", name="轩逸", active=1)
    _add(raw, "trim", id=1, model_id=1, name="XL", gearbox="automatic", energy="petrol", active=1)
    for key in (1, 2, 3):
        car = {"plate": f"京A1234{key}", "trim_id": 1, "odometer": 1010, "lent": int(key == 3)}
        _add(raw, "demo_car", id=key, fuel="4/4", active=1, **car)
        _add(raw, "vehicle", id=key)
        _add(raw, "repair_order", id=key, number=f"W261121-00{key}", vehicle_id=key, advisor_id=1)
    _add(raw, "drive_route", id=1, name="城区", kilometres=6, minutes=20)
    _add(raw, "person", id=1, kind="person", name="张伟", note=SAID, version=1001)
    _add(raw, "person", id=2, kind="person", name="张伟", merged_into=1, version=1001)
    _add(raw, "purpose", id=1, name="看车")
    _add(raw, "visit", id=1, purpose_id=1, received_by=1)
    for facts in ROWS:
        _add(raw, "test_drive", **_drive(dict(facts)))
    said = {"likes": "安静", "worries": "价格", "rival": "卡罗拉", "wants_contact": 1}
    _add(raw, "drive_feedback", id=1, test_drive_id=1, overall=4, power=5, taken_by=1, **said)
    _add(raw, "drive_feedback", id=9, test_drive_id=6, overall=2, taken_by=2)
    paper = {"noun_id": 1, "language": "zh_CN", "edition": 1, "copies": 1, "issued_by": 1}
    agreement = {"kind": "drive_agreement", "noun": "test_drive", "pdf": b"%PDF agreement"}
    contract = {"kind": "repair_contract", "noun": "repair_order", "pdf": b"%PDF contract"}
    for key, facts in enumerate((agreement, contract), 1):
        _add(raw, "issued_paper", id=key, **facts, **paper)
    _add(raw, "audit", id=1, noun="test_drive", noun_id=1, staff_id=2, act="change")
    changes = json.dumps(MERGED, ensure_ascii=False)
    _add(raw, "merge", id=1, stayed_id=1, gone_id=2, changes=changes)


def _add(raw: Any, table: str, **row: Any) -> None:
    """One row; columns that must hold something and are not told of hold nothing much."""
    for _place, name, kind, needed, *_more in raw.execute(f"PRAGMA table_info({table})").fetchall():
        if needed and name not in row:
            is_moment = name == "at" or name.endswith(("_at", "_since"))
            row[name] = f"{DAY}02:00:00.000000" if is_moment else 1 if kind == "INTEGER" else ""
    marks = ", ".join("?" * len(row))
    raw.execute(f"INSERT INTO {table} ({', '.join(row)}) VALUES ({marks})", list(row.values()))


def _drive(facts: dict[str, Any]) -> dict[str, Any]:
    """A row of test_drive. A block has no customer, and only a drive has a consultant."""
    hour, is_drive = facts.pop("hour", 1), (facts["number"] or "").startswith("T")
    usual = {
        "car_id": 1,
        "person_id": 1 if facts["number"] else None,
        "consultant_id": 1 if is_drive else None,
        "route_id": 1 if is_drive else None,
        "rides": 0,
        "drives": 1,
        "starts_at": f"{DAY}0{hour}:00:00.000000",
        "ends_at": f"{DAY}0{hour}:30:00.000000",
        "held_until": f"{DAY}0{hour}:45:00.000000",
        "booked_at": f"{DAY}00:10:00.000000",
        "booked_by": 1,
        "version": facts["id"] + 2,
    }
    return usual | facts
