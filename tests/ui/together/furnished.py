"""A store with one of everything that several people can change."""

import json
import shutil
from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from app.admin import commands as house
from app.admin.values import NewPassword
from app.desks import DESKS
from app.fleet.values import Outing, Return
from app.people import commands as people
from app.people.operations import Contact
from app.permissions import Actor
from app.reception import commands as reception
from app.reception.values import NewVisit
from app.records import Records
from app.service.commands import lines, opening
from app.service.values import Intake, NewOrder, PartLineValue
from app.testdrives import commands as drives
from app.testdrives.values import Opinion
from app.vehicles import commands as vehicles
from app.vehicles.operations import NewVehicle
from db import upgrade
from db.vocabulary import FuelLevel, Role
from tests import make as makers
from tests.app.testdrives.store import furnish
from tests.beginnings import Once
from tests.make import NOON, PASSWORD

MINUTES = timedelta(minutes=1)


def furnished(records: Records, manager: Any) -> dict[str, int]:
    """A store with one of everything that can be changed."""
    room = furnish(records, manager)
    act = lambda command, *args, **more: records.act(command, *args, by=manager, at=NOON, **more)  # noqa: E731
    ids = _lists(act) | _files(act) | _drives(room)
    order = NewOrder(
        "京C30003",
        "刹车有异响",
        owner=Contact("张伟", "13800138000"),
        intake=Intake(odometer=40000),
    )
    ids["order"] = act(opening.open_order, order)
    line = PartLineValue("刹车片", Decimal(1), Decimal(300))
    ids["line"] = act(lines.save_part, ids["order"], line).id
    return ids | {"car": room.manual, "route": room.city, "motorway": room.motorway}


def _lists(act: Callable[..., Any]) -> dict[str, int]:
    """A second manager, two technicians, three bays, a job and a part."""
    build = lambda maker: act(lambda session, by, at: maker(session).id)  # noqa: E731
    ids = {"second": build(lambda session: makers.staff(session, "周凯", Role.MANAGER))}
    act(house.set_password, NewPassword(ids["second"], PASSWORD))
    for name in ("赵师傅", "钱师傅"):
        ids[name] = build(lambda session, name=name: makers.staff(session, name, Role.TECHNICIAN))
    for name in ("1号位", "2号位", "3号位"):
        ids[name] = build(lambda session, name=name: makers.bay(session, name))
    job = lambda session: makers.labour_item(session, "BY001", name="更换机油")  # noqa: E731
    ids["labour_item"] = build(job)
    ids["part"] = build(lambda session: makers.part(session, "15208", name="机油滤清器"))
    return ids


def _files(act: Callable[..., Any]) -> dict[str, int]:
    """A visit, a person and their car."""
    visit = NewVisit(name="李女士", phone="13900139000", arrived_at=NOON - 20 * MINUTES)
    person = act(people.add, {"name": "孙丽", "phone": "13700137000"})
    car = NewVehicle("京B20001", owner=Contact(person_id=person))
    return {
        "visit": act(reception.register, visit).visit_id,
        "person": person,
        "vehicle": act(vehicles.add, car),
    }


def _drives(room: Any) -> dict[str, int]:
    """A drive that is booked and one that came back."""
    booked, back = room.book(60), room.book(180, car_id=room.manual)
    room.note_licence(booked)
    room.note_licence(back)
    room.sign(back)
    room.act(drives.send_out, back, Outing(1000, FuelLevel.FULL))
    room.act(drives.take_back, back, Return(1010, FuelLevel.HALF))
    room.act(drives.note_opinion, back, Opinion(4, likes="安静"))
    return {"booked": booked, "back": back}


def furnished_copy(once: Once, founded_store: Path, to: Path) -> dict[str, int]:
    """The same store, made once in a run, copied to `to`."""

    def make(folder: Path) -> None:
        copied = Path(shutil.copy(founded_store, folder / "store.db"))
        records = Records(upgrade.prepare(copied), DESKS)
        ids = furnished(
            records, Actor(1, "王敏", frozenset({Role.MANAGER, Role.ADMINISTRATOR}), "前台1")
        )
        records.close()
        (folder / "ids.json").write_text(json.dumps(ids), encoding="utf-8")

    folder = once("edited", make)
    shutil.copy(folder / "store.db", to)
    ids: dict[str, int] = json.loads((folder / "ids.json").read_text(encoding="utf-8"))
    return ids
