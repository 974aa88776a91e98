"""The practice store's own lists: people who work there, models, demo cars, price lists."""

import json
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

import resources
from app import settings
from db.tables.admin import Level, Purpose, Source, Staff
from db.tables.fleet import DemoCar
from db.tables.parts import LabourItem, Part
from db.tables.service import Bay
from db.tables.testdrives import DriveRoute
from db.tables.vehicles import CarModel, Trim
from db.vocabulary import Energy, Gearbox, PartKind, Role, Trade

LENT = 3
"""The demo car that is also lent to workshop customers, by its place in the list."""


@dataclass(frozen=True, slots=True)
class PracticeLists:
    """Everything the month is made from."""

    facts: dict[str, Any]
    staff: dict[Role, list[Staff]]
    models: list[CarModel]
    trims: list[Trim]
    demo_cars: list[DemoCar]
    labour: dict[str, LabourItem]
    parts: dict[str, Part]
    bays: list[Bay]
    routes: list[DriveRoute]
    levels: dict[str, Level]
    sources: list[Source]
    purposes: list[Purpose]


def plant(session: Session, password_hash: str) -> PracticeLists:
    """Adds the lists of `resources/seeds/practice.json` to a founded store and marks it as
    practice.
    """
    facts = json.loads(resources.path("seeds/practice.json").read_text(encoding="utf-8"))
    settings.store(session, facts["store"] | {"practice": True})
    staff: dict[Role, list[Staff]] = {role: [] for role in Role}
    for name, role in facts["staff"]:
        person = Staff(name=name, roles=frozenset({Role(role)}), password_hash=password_hash)
        session.add(person)
        staff[Role(role)].append(person)
    models, trims = _models(session, facts)
    session.flush()
    cars = [
        DemoCar(
            plate=plate,
            trim_id=models[model].trims[trim].id,
            colour=colour,
            odometer=km,
            position=position,
            lent=position == LENT,
        )
        for position, (plate, model, trim, colour, km) in enumerate(facts["demo_cars"])
    ]
    session.add_all(cars)
    for source in session.scalars(select(Source).where(Source.name.in_(facts["source_costs"]))):
        source.cost = Decimal(facts["source_costs"][source.name])
    labour, parts = _prices(session, facts)
    session.flush()
    return PracticeLists(
        facts,
        staff,
        models,
        trims,
        cars,
        labour,
        parts,
        list(session.scalars(select(Bay).order_by(Bay.position))),
        list(session.scalars(select(DriveRoute).order_by(DriveRoute.position))),
        {row.code: row for row in session.scalars(select(Level))},
        list(session.scalars(select(Source).order_by(Source.position))),
        list(session.scalars(select(Purpose).order_by(Purpose.position))),
    )


def _models(session: Session, facts: dict[str, Any]) -> tuple[list[CarModel], list[Trim]]:
    models, trims = [], []
    for position, entry in enumerate(facts["models"]):
        model = CarModel(brand=entry["brand"], name=entry["name"], position=position)
        for place, (name, gearbox, energy, price) in enumerate(entry["trims"]):
            trim = Trim(
                name=name,
                gearbox=Gearbox(gearbox),
                energy=Energy(energy),
                list_price=Decimal(price),
                position=place,
            )
            model.trims.append(trim)
            trims.append(trim)
        session.add(model)
        models.append(model)
    return models, trims


def _prices(
    session: Session, facts: dict[str, Any]
) -> tuple[dict[str, LabourItem], dict[str, Part]]:
    labour = {
        code: LabourItem(
            code=code, name=name, trade=Trade(trade), hours=Decimal(hours), rate=Decimal(rate)
        )
        for code, name, trade, hours, rate in facts["labour"]
    }
    parts = {
        number: Part(
            number=number,
            name=name,
            kind=PartKind(kind),
            unit=unit,
            price=Decimal(price),
            cost=Decimal(cost),
            stock=Decimal(stock),
        )
        for number, name, kind, unit, price, cost, stock in facts["parts"]
    }
    session.add_all([*labour.values(), *parts.values()])
    return labour, parts
