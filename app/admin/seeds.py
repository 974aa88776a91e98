"""The lists a new store starts with, all editable afterwards.

Levels follow the common reading of the trade (domain, 3.1).
"""

import json
from datetime import datetime
from decimal import Decimal

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
    """Fills the lists of `resources/seeds/lists.json` and the first edition of every paper's
    clauses.
    """
    lists = json.loads(
        resources.path("seeds/lists.json").read_text(encoding="utf-8"), parse_float=Decimal
    )
    for name, noun in TABLES.items():
        for position, values in enumerate(lists[name]):
            session.add(noun(position=position, **values))
    for wording in json.loads(resources.path("seeds/wording.json").read_text(encoding="utf-8")):
        kind = PaperKind(wording["kind"])
        session.add(
            Wording(
                kind=kind,
                language=wording["language"],
                edition=1,
                clauses="\n".join(wording["clauses"]),
                since=at,
            )
        )
