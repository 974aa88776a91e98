"""A person at work in another process.

Whole gestures of the front and the service desk, each confirmed in print after its commit.
"""

import gc
import multiprocessing
import os
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy.orm import configure_mappers

from app import pinyin
from app.admin import backup
from app.desks import DESKS
from app.errors import Cause, Refused, Trouble
from app.people.operations import Contact
from app.permissions import Actor
from app.reception import commands as reception
from app.reception.values import NewVisit
from app.records import Records
from app.server import dumps
from app.service.commands import approvals, lines, opening
from app.service.values import Answer, Intake, LabourValue, NewOrder, PartLineValue
from app.testdrives import commands as testdrives
from app.testdrives.values import NewDrive
from db import engine as engines
from db import upgrade
from db.store_address import StorePlace
from db.vocabulary import ApprovalMedium, Role
from tests.make import NOON

PROGRAMS = multiprocessing.get_context("forkserver")
"""Processes forked from one that has imported everything and opened nothing: a start costs no
second.
"""
PROGRAMS.set_forkserver_preload(
    ["tests.reliability.acting", "tests.forked", "db.server", "app.daily", "app.server.moving"]
)
configure_mappers()
pinyin.load()


@dataclass(frozen=True, slots=True)
class Save:
    """One gesture on the clock that all processes share, in seconds."""

    begun: float
    ended: float
    busy: bool
    """True where the person was told to try again."""


@dataclass
class Desk:
    """Everything one person does with one store, always something new."""

    records: Records
    place: int
    count: int = 0

    @property
    def by(self) -> Actor:
        return Actor(1, "王敏", frozenset({Role.MANAGER}), f"PC{self.place}")

    def act(self, command: Any, *args: Any, **more: Any) -> Any:
        return self.records.act(command, *args, by=self.by, at=NOON, **more)

    def contact(self) -> Contact:
        self.count += 1
        return Contact(
            f"客户{self.place}之{self.count}", f"139{self.place % 100:02d}{self.count:06d}"
        )

    def visit(self) -> int:
        one = self.contact()
        return int(
            self.act(
                reception.register, NewVisit(name=one.name, phone=one.phone, course="要红色的")
            ).visit_id
        )

    def order(self) -> int:
        """An order with its concerns, two lines and the customer's word, in one gesture.

        All of it or nothing.
        """
        one = self.contact()
        new = NewOrder(
            f"京{'ABCDEFGH'[self.place % 8]}{self.count:05d}",
            "有异响\n空调不凉",
            owner=one,
            intake=Intake(odometer=40_000),
        )

        def whole(session: Any, *, by: Actor, at: Any) -> int:
            key = opening.open_order(session, new, by=by, at=at)
            labour = lines.save_labour(
                session, key, LabourValue("更换机油", Decimal("0.80"), Decimal(120)), by=by, at=at
            )
            part = lines.save_part(
                session, key, PartLineValue("机油", Decimal(4), Decimal("66.50")), by=by, at=at
            )
            approvals.approve(
                session, key, Answer(ApprovalMedium.PHONE, one.name, (labour, part)), by=by, at=at
            )
            return key

        return int(self.act(whole))

    def drive(self) -> int:
        """A booking on a day that nobody else takes, so that it finds the car free."""
        one = self.contact()
        start = NOON + timedelta(days=self.place * 40 + self.count)
        return int(self.act(testdrives.book, NewDrive(1, start, 20, one)))

    def contested_drive(self, number: int) -> bool:
        """The slot that everybody books as their `number`-th: True for the one who gets it."""
        wanted = NewDrive(1, NOON + timedelta(hours=number), 20, self.contact())
        try:
            self.act(testdrives.book, wanted)
        except Refused:
            return False
        return True


def write_together(path: str, place: int, many: int, start: Any, results: Any) -> None:
    """`many` visits, orders and contested bookings without a pause; `results` gets the Saves."""
    desk = Desk(Records(engines.open_store(Path(path)), DESKS), place)
    desk.visit()
    _collect_as_a_window()
    start.wait(60)
    saves = [
        _timed(gesture)
        for number in range(many)
        for gesture in (desk.visit, desk.order, partial(desk.contested_drive, number))
    ]
    results.put(saves)
    desk.records.close()


def _collect_as_a_window() -> None:
    """No automatic collection of what the program has loaded: it would hold a save for 200 ms."""
    gc.collect()
    gc.freeze()
    gc.disable()


def _timed(gesture: Callable[[], object]) -> Save:
    begun, busy = time.monotonic(), False
    try:
        gesture()
    except Trouble as trouble:
        if trouble.cause is not Cause.BUSY:
            raise
        busy = True
    return Save(begun, time.monotonic(), busy)


def saves_together(path: Path, processes: int, many: int) -> list[list[Save]]:
    """What `processes` programs saved at the same time, a list for each."""
    start, results = PROGRAMS.Barrier(processes), PROGRAMS.Queue()
    programs = [
        PROGRAMS.Process(
            target=write_together, args=(str(path), place, many, start, results), daemon=True
        )
        for place in range(processes)
    ]
    for program in programs:
        program.start()
    told = [results.get(timeout=100) for _ in programs]
    for program in programs:
        program.join(20)
    return told


def work_until_killed(store: StorePlace, place: int, log: str) -> None:
    """Writes `noun id` into `log` after every commit, for ever."""
    desk = Desk(Records(engines.open_store(store), DESKS), place)
    told = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    while True:
        for noun, gesture in (
            ("visit", desk.visit),
            ("repair_order", desk.order),
            ("car_booking", desk.drive),
        ):
            os.write(told, f"{noun} {gesture()}\n".encode())


def allocate(store: StorePlace, place: int, many: int, start: Any, results: Any) -> None:
    """`many` orders as fast as it goes, at the same time as others; `results` gets the ids."""
    desk = Desk(Records(engines.open_store(store), DESKS), place)
    start.wait(60)
    results.put([desk.order() for _ in range(many)])
    desk.records.close()


def back_up(records: Records, folder: Path, at: datetime) -> None:
    """A backup as the store's engine makes it."""
    make = backup.back_up if backup.is_made_here(records.place) else dumps.back_up
    make(records, folder, at=at)


def back_up_for_ever(place: StorePlace, folder: str) -> None:
    """One backup after the other."""
    records, at = Records(engines.open_store(place), DESKS), NOON
    while True:
        at += timedelta(hours=5)
        back_up(records, Path(folder), at)


def found_and_close(place: StorePlace) -> None:
    """Makes a new store by the migrations."""
    upgrade.prepare(place).dispose()
