"""What each of two PCs does in a race for a clock; run in a process of its own."""

from typing import Any

from app.desks import DESKS
from app.errors import Refused
from app.permissions import Actor
from app.records import Records
from app.workbench import commands
from db import upgrade
from db.store_address import StorePlace
from db.vocabulary import Role
from tests.make import NOON


def press(place: StorePlace, staff_id: int, *, lines: list[int], start: Any, results: Any) -> None:
    """Starts each job at the same moment as the other PC, and tells what came of it."""
    records = Records(upgrade.prepare(place), DESKS)
    by = Actor(staff_id, f"技师{staff_id}", frozenset({Role.TECHNICIAN}), f"PC{staff_id}")
    said = []
    for line in lines:
        start.wait(60)
        try:
            records.act(commands.start, line, by=by, at=NOON)
            said.append("won")
        except Refused as refused:
            said.append(f"{refused.code}: {refused.text()}")
    records.close()
    results.put(said)
