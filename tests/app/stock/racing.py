"""What each of two PCs does in a race for a car; run in a process of its own."""

from typing import Any

from app.desks import DESKS
from app.errors import Refused
from app.permissions import Actor
from app.records import Records
from app.stock import hold_commands
from app.stock.values import NewHold
from db import upgrade
from db.store_address import StorePlace
from db.vocabulary import Role
from tests.make import NOON


def reserve(
    place: StorePlace, seat: tuple[int, str], *, cars: list[int], start: Any, results: Any
) -> None:
    """Reserves each car at the same moment as the other PC, and tells what came of it."""
    records = Records(upgrade.prepare(place), DESKS)
    by = Actor(*seat, frozenset({Role.CONSULTANT}), f"PC{seat[0]}")
    said = []
    for car in cars:
        start.wait(60)
        try:
            records.act(hold_commands.reserve, car, NewHold(note=seat[1]), by=by, at=NOON)
            said.append("won")
        except Refused as refused:
            said.append(f"{refused.code}: {refused.text()}")
    records.close()
    results.put(said)
