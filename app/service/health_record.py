"""Writes the thirteen data elements of JT/T 1132-2017, as upload clients name them."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any


@dataclass(frozen=True, slots=True)
class HealthLine:
    """A job with its hours, or a part with its number and quantity."""

    name: str
    code: str
    quantity: Decimal | None


@dataclass(frozen=True, slots=True)
class HealthRecord:
    """One settled repair; `number` is that of the settlement list."""

    company: str
    plate: str
    vin: str
    repaired_on: date
    odometer: int | None
    settled_on: date
    fault: str
    number: str
    jobs: tuple[HealthLine, ...]
    parts: tuple[HealthLine, ...]


def as_file(records: Iterable[HealthRecord]) -> bytes:
    """A JSON file with a list of records, in UTF-8."""
    bodies = [_body(record) for record in records]
    return json.dumps(bodies, ensure_ascii=False, indent=2).encode()


def _body(record: HealthRecord) -> dict[str, Any]:
    return {
        "basicInfo": {
            "vehicleplatenumber": record.plate,
            "companyname": record.company,
            "vin": record.vin,
            "repairdate": f"{record.repaired_on:%Y%m%d}",
            "repairmileage": "" if record.odometer is None else str(record.odometer),
            "settledate": f"{record.settled_on:%Y%m%d}",
            "faultdescription": record.fault,
            "costlistcode": record.number,
        },
        "vehiclepartslist": [
            {"partsname": one.name, "partsquantity": _amount(one), "partscode": one.code}
            for one in record.parts
        ],
        "repairprojectlist": [
            {"repairproject": one.name, "workinghours": _amount(one)} for one in record.jobs
        ],
    }


def _amount(line: HealthLine) -> str:
    return "" if line.quantity is None else f"{line.quantity.normalize():f}"
