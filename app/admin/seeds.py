"""The lists a new store starts with, all editable afterwards.

Levels follow the common reading of the trade (domain, 3.1).
"""

import json
from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy.orm import Session

import resources
from db.inspection_words import ItemKind
from db.tables.base import Base
from db.tables.inspections import InspectionItem, InspectionTemplate
from db.tables.papers import Wording
from db.tables.quality import CheckItem
from db.tables.service import Bay
from db.tables.store_lists import Level, Purpose, Source
from db.tables.testdrives import DriveRoute
from db.tables.warranty import FaultCode
from db.tables.workshop import MessageTemplate
from db.vocabulary import PaperKind
from db.warranty_words import MainPart

TABLES: dict[str, type[Base]] = {
    "sources": Source,
    "purposes": Purpose,
    "levels": Level,
    "bays": Bay,
    "check_items": CheckItem,
    "message_templates": MessageTemplate,
    "routes": DriveRoute,
}


def plant(session: Session, language: str, *, at: datetime) -> None:
    """Fills the lists and the first edition of every paper's clauses from `resources/seeds`.

    The lists speak the language of the store; the clauses are kept in every language.
    """
    lists = read("lists", language)
    for name, noun in TABLES.items():
        for position, values in enumerate(lists[name]):
            session.add(noun(position=position, **values))
    plant_inspections(session, language)
    for values in lists["fault_codes"]:
        part = MainPart(values["part"]) if "part" in values else None
        session.add(FaultCode(**{**values, "part": part}))
    for wording in read("wording", language):
        row = Wording(kind=PaperKind(wording["kind"]), language=wording["language"], since=at)
        row.edition, row.clauses = 1, "\n".join(wording["clauses"])
        session.add(row)


def plant_inspections(session: Session, language: str) -> None:
    """Adds the usual inspections with their items."""
    for position, values in enumerate(read("lists", language)["inspections"]):
        template = InspectionTemplate(name=values["name"], position=position)
        session.add(template)
        session.flush()
        for place, item in enumerate(values["items"]):
            kind = ItemKind(item.get("kind", ItemKind.LIGHT))
            row = {**item, "template_id": template.id, "position": place, "kind": kind}
            session.add(InspectionItem(**row))


def read(name: str, language: str) -> Any:
    """A file of `resources/seeds`; of texts in two languages the one that the store speaks."""
    text = resources.path(f"seeds/{name}.json").read_text(encoding="utf-8")
    return _spoken(json.loads(text, parse_float=Decimal), language[:2])


def _spoken(value: Any, language: str) -> Any:
    """The value with `{"zh": …, "en": …}` replaced by one of the two."""
    if isinstance(value, list):
        return [_spoken(one, language) for one in value]
    if not isinstance(value, dict):
        return value
    if value.keys() == {"zh", "en"}:
        return value.get(language, value["en"])
    return {name: _spoken(one, language) for name, one in value.items()}
