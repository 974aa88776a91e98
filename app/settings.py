"""The store's own rules, typed, with the work plans' figures as editable defaults.

Kept in the database.
"""

import json
from dataclasses import dataclass, fields
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.tables.admin import Setting


@dataclass(frozen=True, slots=True)
class Settings:
    """Every rule that a manager may change.

    Times in minutes, rates in percent, money in yuan as text.
    """

    store_name: str = ""
    store_address: str = ""
    store_phone: str = ""
    store_credit_code: str = ""
    store_logo: str = ""
    language: str = "zh_CN"
    practice: bool = False
    opens: str = "08:30"
    closes: str = "18:00"
    contact_target: int = 70
    long_visit: int = 90
    critical_days: int = 0
    owner_days: int = 31
    source_required: bool = False
    drive_minutes: int = 30
    drive_buffer: int = 15
    drive_age: int = 18
    drive_licence_months: int = 12
    promise_minutes: int = 240
    promise_buffer: int = 15
    risk_minutes: int = 30
    labour_rate: str = "120.00"
    estimate_deviation: int = 10
    wash_default: bool = True
    close_needs_odometer: bool = True
    close_needs_approval: bool = True
    close_needs_quality_check: bool = True
    close_needs_payment: bool = True
    small_repair_days: int = 10
    small_repair_km: int = 2000
    second_level_days: int = 30
    second_level_km: int = 5000
    assembly_days: int = 100
    assembly_km: int = 20000
    backup_folder: str = ""
    lock_minutes: int = 5
    search_variants: bool = True


def load(session: Session) -> Settings:
    """The rules as they stand.

    What was never set has its default, what a newer program wrote is passed over.
    """
    known = {field.name for field in fields(Settings)}
    rows = session.execute(select(Setting.name, Setting.value)).all()
    values: dict[str, Any] = {name: json.loads(value) for name, value in rows if name in known}
    return Settings(**values)


def store(session: Session, changes: dict[str, Any]) -> None:
    """Keeps the given rules. ValueError for a name that is no rule."""
    kept = {
        row.name: row for row in session.scalars(select(Setting).where(Setting.name.in_(changes)))
    }
    known = {field.name for field in fields(Settings)}
    for name, value in changes.items():
        if name not in known:
            raise ValueError(name)
        text = json.dumps(value, ensure_ascii=False)
        if name not in kept:
            session.add(Setting(name=name, value=text))
        elif kept[name].value != text:
            kept[name].value = text
