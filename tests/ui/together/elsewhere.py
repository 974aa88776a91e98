"""A colleague at another workstation, as a process of its own.

Writes when told, says when the commit was through.
"""

import time
from datetime import timedelta
from decimal import Decimal
from typing import Any

from app.desks import DESKS
from app.parts import commands as parts
from app.parts.rules import PartValue
from app.people import commands as people
from app.people.operations import Contact
from app.permissions import Actor
from app.reception import commands as reception
from app.reception.values import NewVisit
from app.records import Records
from app.testdrives import commands as drives
from app.testdrives import queries as drives_read
from app.testdrives.values import NewDrive
from app.workshop import commands as workshop
from db import engine as engines
from db.store_address import StorePlace
from db.vocabulary import Role, Stage
from tests.make import NOON


def work(place: StorePlace, order_id: int, told: Any, answers: Any) -> None:
    """For every word in `told` one gesture.

    `answers` gets the moment of its commit on the clock of the machine.
    """
    records = Records(engines.open_store(place), DESKS)
    by = Actor(1, "王敏", frozenset({Role.MANAGER}), "PC2")
    gestures = {
        "visit": lambda: records.act(
            reception.register, NewVisit(name="李女士", phone="13900139000"), by=by, at=NOON
        ),
        "person": lambda: records.act(
            people.add, {"name": "新客户", "phone": "13511112222"}, by=by, at=NOON
        ),
        "part": lambda: records.act(
            parts.save_part, PartValue("NEW-1", "新配件", Decimal(1)), by=by, at=NOON
        ),
        "drive": lambda: records.act(drives.book, _drive(records), by=by, at=NOON),
        "order": lambda: records.act(workshop.move, order_id, Stage.IN_WORK, by=by, at=NOON),
    }
    answers.put("ready")
    while (word := told.get()) != "end":
        gestures[word]()
        answers.put(time.monotonic())
    records.close()


def _drive(records: Records) -> NewDrive:
    with records.read() as session:
        car = drives_read.demo_cars(session)[0]
    return NewDrive(car.id, NOON + timedelta(hours=2), 30, Contact("陈晨", "13411112222"))
