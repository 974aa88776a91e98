"""The lists a new store starts with, all editable afterwards.

Levels follow the common reading of the trade (domain, 3.1).
"""

import json
from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy.orm import Session

import resources
from db.tables.admin import Level, Purpose, Source, Wording
from db.tables.base import Base
from db.tables.service import Bay
from db.tables.testdrives import DriveRoute
from db.vocabulary import PaperKind

TABLES: dict[str, type[Base]] = {
    "sources": Source,
    "purposes": Purpose,
    "levels": Level,
    "bays": Bay,
    "routes": DriveRoute,
}


def plant(session: Session, at: datetime) -> None:
    """Fills the lists and the first edition of every paper's clauses from `resources/seeds`."""
    lists = _read("lists")
    for name, noun in TABLES.items():
        for position, values in enumerate(lists[name]):
            session.add(noun(position=position, **values))
    for wording in _read("wording"):
        row = Wording(kind=PaperKind(wording["kind"]), language=wording["language"], since=at)
        row.edition, row.clauses = 1, "\n".join(wording["clauses"])
        session.add(row)


def _read(name: str) -> Any:
    text = resources.path(f"seeds/{name}.json").read_text(encoding="utf-8")
    return json.loads(text, parse_float=Decimal)
