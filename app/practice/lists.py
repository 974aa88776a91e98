"""Makes the practice store's own lists: staff, models, demo cars, price lists."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import settings
from app.admin import seeds
from app.practice.fake_identities import latin, with_check_digit
from app.text import language
from db.tables.admin import Staff
from db.tables.fleet import DemoCar
from db.tables.parts import LabourItem, PackageLine, PackageModel, Part, WorkPackage
from db.tables.service import Bay
from db.tables.store_lists import Level, Purpose, Source
from db.tables.testdrives import DriveRoute
from db.tables.vehicles import CarModel, Trim, TrimPrice
from db.vocabulary import Energy, Gearbox, PartKind, Role, Trade

DEMO_SERIAL = 990_101
LONG_AGO = date(2000, 1, 1)
"""As prices that stood before they had a day."""
LESS = Decimal(2000)
FLOOR = Decimal("0.96")
"""The share of the list price under which nobody sells without being asked."""
LENT = 3
"""The demo car that is also lent to workshop customers, by its place in the list."""


@dataclass(frozen=True, slots=True)
class PracticeLists:
    """The lists from which the records of a practice store are made."""

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


def plant(session: Session, password_hash: str, *, day: date) -> PracticeLists:
    """Fills a founded store with the lists of `resources/seeds/practice.json`.

    The store is marked as practice. Campaigns run in the month of `day`.
    """
    facts = seeds.read("practice", language())
    settings.store(session, facts["store"] | {"practice": True})
    staff, models = _staff(session, facts, password_hash), _models(session, facts)
    session.flush()
    _prices(session, facts, models, day)
    cars = _demo_cars(session, facts, models)
    _note_costs(session, facts, day)
    labour, parts = _labour_items(session, facts), _parts(session, facts)
    session.flush()
    _work_packages(session, facts, models, labour=labour, parts=parts)
    return PracticeLists(
        facts,
        staff,
        models,
        [trim for model in models for trim in model.trims],
        cars,
        labour,
        parts,
        list(session.scalars(select(Bay).order_by(Bay.position))),
        list(session.scalars(select(DriveRoute).order_by(DriveRoute.position))),
        {row.code: row for row in session.scalars(select(Level))},
        list(session.scalars(select(Source).order_by(Source.position))),
        list(session.scalars(select(Purpose).order_by(Purpose.position))),
    )


def labour_values(item: LabourItem) -> dict[str, Any]:
    """What a line of an order copies from a labour item, with its fee."""
    names = ("code", "name", "trade", "hours", "rate")
    own: dict[str, Any] = {"labour_item_id": item.id, "fee": cents(item.hours * item.rate)}
    own["standard_hours"] = item.hours
    return own | {name: getattr(item, name) for name in names}


def part_values(part: Part, quantity: Decimal) -> dict[str, Any]:
    """What a line of an order copies from a part, with the amount."""
    names = ("number", "name", "brand", "kind", "unit", "price")
    own = {"part_id": part.id, "quantity": quantity, "amount": cents(quantity * part.price)}
    return own | {name: getattr(part, name) for name in names}


def full_name(trim: Trim) -> str:
    """Model and version as an order names them."""
    return f"{trim.model.name} {trim.name}"


def kind_of(lists: PracticeLists, trim: Trim) -> dict[str, Any]:
    """What the list of models tells of the cars of a version: codes of maker and engine, body."""
    kind: dict[str, Any] = lists.facts["models"][trim.model.position]
    return kind


def cents(value: Decimal) -> Decimal:
    """A value with two places, as the store keeps money and hours."""
    return value.quantize(Decimal("0.01"))


def _staff(session: Session, facts: dict[str, Any], password_hash: str) -> dict[Role, list[Staff]]:
    staff: dict[Role, list[Staff]] = {role: [] for role in Role}
    for name, role in facts["staff"]:
        shown = name if language().startswith("zh") else latin(name[:1], name[1:])
        person = Staff(name=shown, roles=frozenset({Role(role)}), password_hash=password_hash)
        session.add(person)
        staff[Role(role)].append(person)
    return staff


def _models(session: Session, facts: dict[str, Any]) -> list[CarModel]:
    models = []
    for position, entry in enumerate(facts["models"]):
        model = CarModel(brand=entry["brand"], name=entry["name"], position=position)
        model.trims = [_trim(place, values) for place, values in enumerate(entry["trims"])]
        session.add(model)
        models.append(model)
    return models


def _trim(position: int, values: tuple[str, str, str, str]) -> Trim:
    name, gearbox, energy, _price_text = values
    return Trim(name=name, gearbox=Gearbox(gearbox), energy=Energy(energy), position=position)


def _prices(session: Session, facts: dict[str, Any], models: list[CarModel], day: date) -> None:
    """What every version costs, and the dearest of each model less from next month on."""
    next_month = (day.replace(day=1) + timedelta(days=32)).replace(day=1)
    for model, entry in zip(models, facts["models"], strict=True):
        for trim, (*_told, price) in zip(model.trims, entry["trims"], strict=True):
            session.add(_price(trim, LONG_AGO, Decimal(price)))
        session.add(_price(trim, next_month, Decimal(price) - LESS))


def _price(trim: Trim, since: date, amount: Decimal) -> TrimPrice:
    floor = (amount * FLOOR / 100).quantize(Decimal(1)) * 100
    return TrimPrice(trim_id=trim.id, valid_from=since, list_price=amount, floor_price=floor)


def _demo_cars(session: Session, facts: dict[str, Any], models: list[CarModel]) -> list[DemoCar]:
    cars = []
    for position, (plate, model, trim, colour, km) in enumerate(facts["demo_cars"]):
        car = DemoCar(plate=plate, colour=colour, odometer=km, position=position)
        car.trim_id, car.lent = models[model].trims[trim].id, position == LENT
        head = facts["models"][model]["vin"]
        car.vin = with_check_digit(head, f"TY{DEMO_SERIAL + position:06d}")
        cars.append(car)
    session.add_all(cars)
    return cars


def _note_costs(session: Session, facts: dict[str, Any], day: date) -> None:
    """What campaigns cost, and how many leads a month are wanted of a source."""
    sources = session.scalars(select(Source).order_by(Source.position)).all()
    for place, target in facts["source_targets"]:
        sources[place].lead_target = target
    for place, cost in facts["source_costs"]:
        source = sources[place]
        source.cost = Decimal(cost)
        source.begins_on, source.ends_on = day.replace(day=1), day.replace(day=28)


def _labour_items(session: Session, facts: dict[str, Any]) -> dict[str, LabourItem]:
    items = {}
    for code, name, trade, hours, rate in facts["labour"]:
        item = LabourItem(code=code, name=name, trade=Trade(trade))
        item.hours, item.rate = Decimal(hours), Decimal(rate)
        items[code] = item
    session.add_all(items.values())
    return items


def _work_packages(
    session: Session,
    facts: dict[str, Any],
    models: list[CarModel],
    *,
    labour: dict[str, LabourItem],
    parts: dict[str, Part],
) -> None:
    for entry in facts["work_packages"]:
        price = Decimal(entry["price"]) if entry["price"] else None
        package = WorkPackage(name=entry["name"], fixed_price=price, hides_lines=bool(price))
        package.every_km, package.every_months = entry["km"], entry["months"]
        package.first_only = entry.get("first", False)
        session.add(package)
        session.flush()
        for place, (code, quantity) in enumerate(entry["lines"], 1):
            line = PackageLine(package_id=package.id, position=place, quantity=Decimal(quantity))
            line.labour_item_id = labour[code].id if code in labour else None
            line.part_id = parts[code].id if code in parts else None
            session.add(line)
        fits = (models[place].id for place in entry["models"])
        session.add_all(PackageModel(package_id=package.id, model_id=one) for one in fits)


def _parts(session: Session, facts: dict[str, Any]) -> dict[str, Part]:
    parts = {}
    for number, name, kind, unit, price, cost, stock, brand in facts["parts"]:
        part = Part(number=number, name=name, kind=PartKind(kind), unit=unit, brand=brand)
        part.price, part.cost, part.stock = Decimal(price), Decimal(cost), Decimal(stock)
        parts[number] = part
    session.add_all(parts.values())
    return parts
