"""A colleague at another workstation, as a process of its own: writes when told, says when the commit was through."""

import time
from pathlib import Path
from typing import Any

from app.permits import Actor
from app.reception import commands as reception
from app.reception.values import NewVisit
from app.records import Records
from app.workshop import commands as workshop
from db import engine as engines
from db.words import Role, Stage
from tests.make import NOON


def work(path: str, order_id: int, told: Any, answers: Any) -> None:
    """For every word in `told` one gesture; `answers` gets the moment of its commit on the clock of the machine."""
    records = Records(engines.open_store(Path(path)))
    by = Actor(1, "王敏", frozenset({Role.MANAGER}), "PC2")
    gestures = {
        "visit": lambda: records.act(reception.register, NewVisit(name="李女士", phone="13900139000"), by=by, at=NOON),
        "order": lambda: records.act(workshop.move, order_id, Stage.IN_WORK, by=by, at=NOON),
    }
    answers.put("ready")
    while (word := told.get()) != "end":
        gestures[word]()
        answers.put(time.monotonic())
    records.close()
