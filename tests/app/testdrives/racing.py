"""One of several programs that want the same slot at the same moment, round after round."""

from datetime import timedelta
from typing import Any

from app.desks import DESKS
from app.errors import Refused
from app.people.operations import Contact
from app.permissions import Actor
from app.records import Records
from app.testdrives import commands
from app.testdrives.values import NewDrive
from db import engine as engines
from db.store_address import StorePlace
from db.vocabulary import Role
from tests.make import NOON

CARS = (1, 2)
TOGETHER = 10
"""After so many rounds the programs wait for each other: between, each is at the next slot as soon
as it has its answer.
"""


def race(store: StorePlace, place: int, *, rounds: int, start: Any, results: Any) -> None:
    """`start` is a barrier every ten rounds.

    `results` gets ("won" or the code of the refusal) of every round in one list.

    In even rounds all want one car, with nobody beside them; in odd rounds every other one wants
    the second car, but all want
    the same consultant.
    """
    records = Records(engines.open_store(store), DESKS)
    actor = Actor(1, "王敏", frozenset({Role.MANAGER}), f"PC{place}")
    records.others_changed()
    known = Contact(person_id=place + 1)
    told = []
    for number in range(rounds):
        car, consultant = (CARS[place % 2], 1) if number % 2 else (CARS[0], None)
        wanted = NewDrive(car, NOON + timedelta(hours=number), 30, known, consultant_id=consultant)
        if number % TOGETHER == 0:
            start.wait(60)
        try:
            records.act(commands.book, wanted, by=actor, at=NOON)
            told.append("won")
        except Refused as refused:
            told.append(refused.code)
    results.put((place, told))
    records.close()
