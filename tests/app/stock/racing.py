"""What each of two PCs does in a race for a car; run in a process of its own."""

from decimal import Decimal
from typing import Any

from app.desks import DESKS
from app.errors import Refused
from app.permissions import Actor
from app.records import Records
from app.stock import hold_commands, outlet_commands
from app.stock.outlet_values import TransferEntry
from app.stock.values import NewHold
from db import upgrade
from db.outlet_words import TransferKind
from db.store_address import StorePlace
from db.vocabulary import Role
from tests.make import NOON


def reserve(
    place: StorePlace, seat: tuple[int, str], *, cars: list[int], start: Any, results: Any
) -> None:
    """Reserves each car at the same moment as the other PC, and tells what came of it."""
    wished = [(hold_commands.reserve, (car, NewHold(note=seat[1]))) for car in cars]
    _take(place, seat, wished=wished, start=start, results=results)


def send_or_reserve(
    place: StorePlace, seat: tuple[int, str], *, cars: list[int], start: Any, results: Any
) -> None:
    """Both send the first car to an outlet; of the next, this one sends or reserves it."""
    wished: list[tuple[Any, tuple[Any, ...]]] = []
    for turn, car in enumerate(cars):
        terms = {"kind": TransferKind.CONSIGNMENT, "price": Decimal(99), "taker": seat[1]}
        entry = TransferEntry(stock_car_id=car, outlet_id=1, **terms)
        wished.append((outlet_commands.send, (entry,)))
        if turn % 2 and seat[0] % 2:
            wished[-1] = (hold_commands.reserve, (car, NewHold(note=seat[1])))
    _take(place, seat, wished=wished, start=start, results=results)


def _take(
    place: StorePlace,
    seat: tuple[int, str],
    *,
    wished: list[tuple[Any, tuple[Any, ...]]],
    start: Any,
    results: Any,
) -> None:
    records = Records(upgrade.prepare(place), DESKS)
    by = Actor(*seat, frozenset({Role.CONSULTANT, Role.MANAGER}), f"PC{seat[0]}")
    said = []
    for command, arguments in wished:
        start.wait(60)
        try:
            records.act(command, *arguments, by=by, at=NOON)
            said.append("won")
        except Refused as refused:
            said.append(f"{refused.code}: {refused.text()}")
    records.close()
    results.put(said)
