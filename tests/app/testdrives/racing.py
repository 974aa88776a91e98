"""One of several programs that want the same slot at the same moment."""

from datetime import timedelta
from pathlib import Path
from typing import Any

from app.errors import Refused
from app.people.keeping import Contact
from app.permits import Actor
from app.records import Records
from app.testdrives import commands
from app.testdrives.values import NewDrive
from db import engine as engines
from db.words import Role
from tests.make import NOON


def race(path: str, place: int, start: Any, results: Any) -> None:
    """`start` is a barrier before every round; `results` gets (round, place, "won" or the code of the refusal)."""
    car, rounds = 1, 20
    records = Records(engines.open_store(Path(path)))
    actor = Actor(1, "王敏", frozenset({Role.MANAGER}), f"PC{place}")
    records.others_changed()
    for number in range(rounds):
        wanted = NewDrive(car, NOON + timedelta(hours=number), 30, Contact(f"客户{place}"))
        start.wait(60)
        try:
            records.act(commands.book, wanted, by=actor, at=NOON)
            results.put((number, place, "won"))
        except Refused as refused:
            results.put((number, place, refused.code))
    records.close()
