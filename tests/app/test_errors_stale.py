"""Every command that changes what somebody looked at refuses when it was saved since.

Asked of each of them.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from app import settings
from app.admin import commands as house
from app.admin import queries as house_read
from app.admin import wording
from app.admin.entries import SourceEntry
from app.admin.values import NewWording
from app.desks import DESKS
from app.errors import Conflict
from app.fleet import commands as fleet_commands
from app.fleet.values import CarEntry, LicenceSeen
from app.parts import commands as parts
from app.parts import queries as prices
from app.parts.rules import LabourItemValue, PartValue
from app.people import commands as people
from app.people import queries as people_read
from app.people.consents import ConsentFacts
from app.people.operations import Contact
from app.permissions import Actor
from app.reception import commands as reception
from app.reception import queries as reception_read
from app.reception.values import Changed
from app.records import Records
from app.service.commands import lines, opening
from app.service.queries.sheet import sheet
from app.service.values import ConcernValue, Intake, PartLineValue, Progress
from app.settings import StoreSettings
from app.testdrives import commands as drives
from app.testdrives import queries as drives_read
from app.testdrives.values import NewDrive, Opinion, RouteEntry
from app.vehicles import commands as vehicles
from app.vehicles import queries as vehicles_read
from app.workshop import commands as workshop
from db import engine as engines
from db.vocabulary import ConsentPurpose, PaperKind
from tests.beginnings import Once
from tests.make import NOON
from tests.ui.together.furnished import furnished_copy


@dataclass(frozen=True)
class Edit:
    """`seen(session, ids)` is what a window reads.

    `save(act, ids, seen, text)` writes `text` over it.
    """

    name: str
    seen: Callable[[Any, dict[str, int]], Any]
    save: Callable[[Callable[..., Any], dict[str, int], Any, str], Any]


def _order(session: Any, ids: dict[str, int]) -> Any:
    return sheet(session, ids["order"])


def _drive(key: str) -> Callable[[Any, dict[str, int]], Any]:
    by = Actor(1, "王敏", frozenset(), "")
    return lambda session, ids: drives_read.drive(session, ids[key], now=NOON, viewer=by)


def _entry(session: Any, _ids: dict[str, int]) -> Any:
    return house_read.entries(session, SourceEntry)[0]


EDITS = (
    Edit(
        "person",
        lambda s, ids: people_read.card(s, ids["person"]),
        lambda act, ids, seen, text: act(
            people.edit, ids["person"], {"name": text}, version=seen.version
        ),
    ),
    Edit(
        "vehicle",
        lambda s, ids: vehicles_read.record(s, ids["vehicle"]),
        lambda act, ids, seen, text: act(
            vehicles.edit, ids["vehicle"], {"colour": text}, version=seen.version
        ),
    ),
    Edit(
        "consent",
        lambda s, ids: tuple(one.purpose for one in people_read.record(s, ids["person"]).consents),
        lambda act, ids, seen, text: act(
            people.keep_consent,
            ids["person"],
            ConsentFacts((ConsentPurpose.SALES_CONTACT,) if text == "one" else (), "签字", 1),
            seen=seen,
        ),
    ),
    Edit(
        "visit",
        lambda s, ids: reception_read.opened(s, ids["visit"], viewer=Actor(1, "", frozenset(), "")),
        lambda act, ids, seen, text: act(
            reception.correct,
            Changed(ids["visit"], seen.row.version, replace(seen.visit, rivals=text)),
        ),
    ),
    Edit(
        "booking",
        _drive("booked"),
        lambda act, ids, seen, text: act(
            drives.change, ids["booked"], _moved(seen, text), version=seen.version
        ),
    ),
    Edit(
        "licence",
        _drive("booked"),
        lambda act, ids, seen, text: act(
            drives.note_licence,
            ids["booked"],
            LicenceSeen(seen.licence_plain, None, long_term=True),
            version=seen.licence_version,
        ),
    ),
    Edit(
        "opinion",
        _drive("back"),
        lambda act, ids, seen, text: act(
            drives.note_opinion, ids["back"], Opinion(3, likes=text), version=seen.opinion_version
        ),
    ),
    Edit(
        "intake",
        _order,
        lambda act, ids, seen, text: act(
            opening.change_intake,
            ids["order"],
            Intake(odometer=40000, note=text),
            version=seen.version,
        ),
    ),
    Edit(
        "progress",
        _order,
        lambda act, ids, seen, text: act(
            opening.save_progress,
            ids["order"],
            Progress(bay_id=ids[_bay(text)]),
            version=seen.version,
        ),
    ),
    Edit(
        "board",
        _order,
        lambda act, ids, seen, text: act(
            workshop.assign,
            ids["order"],
            workshop.Assignment(None, ids[_bay(text)], version=seen.version),
        ),
    ),
    Edit(
        "concern",
        lambda s, ids: _order(s, ids).concerns[0],
        lambda act, ids, seen, text: act(
            lines.save_concern,
            ids["order"],
            ConcernValue(seen.words, text, id=seen.id, version=seen.version),
        ),
    ),
    Edit(
        "line",
        lambda s, ids: _order(s, ids).lines[0],
        lambda act, ids, seen, text: act(
            lines.save_part,
            ids["order"],
            PartLineValue(text, Decimal(1), Decimal(9), id=seen.id, version=seen.version),
        ),
    ),
    Edit(
        "list", _entry, lambda act, ids, seen, text: act(house.save_entry, replace(seen, name=text))
    ),
    Edit(
        "rules",
        lambda s, ids: settings.load(s).of(StoreSettings),
        lambda act, ids, seen, text: act(
            house.save_settings, {"store_phone": text}, seen={"store_phone": seen.store_phone}
        ),
    ),
    Edit(
        "wording",
        lambda s, ids: wording.editions(s, PaperKind.REPAIR_CONTRACT, "zh_CN")[0],
        lambda act, ids, seen, text: act(
            house.save_wording, NewWording(PaperKind.REPAIR_CONTRACT, "zh_CN", text, seen.edition)
        ),
    ),
    Edit(
        "labour item",
        lambda s, ids: prices.labour_items(s)[0],
        lambda act, ids, seen, text: act(
            parts.save_labour_item,
            LabourItemValue(
                seen.code, text, seen.hours, seen.rate, id=seen.id, version=seen.version
            ),
        ),
    ),
    Edit(
        "part",
        lambda s, ids: prices.parts(s)[0],
        lambda act, ids, seen, text: act(
            parts.save_part,
            PartValue(seen.number, text, seen.price, id=seen.id, version=seen.version),
        ),
    ),
    Edit(
        "demo car",
        lambda s, ids: drives_read.demo_cars(s)[0],
        lambda act, ids, seen, text: act(
            fleet_commands.save_car,
            CarEntry(seen.plate, seen.trim_id, seen.id, colour=text, version=seen.version),
        ),
    ),
    Edit(
        "route",
        lambda s, ids: drives_read.routes(s)[0],
        lambda act, ids, seen, text: act(
            drives.save_route, RouteEntry(text, 5, 20, seen.id, version=seen.version)
        ),
    ),
)


def _bay(text: str) -> str:
    return "1号位" if text == "one" else "2号位"


def _moved(drive: Any, text: str) -> Any:

    row = drive.row
    return NewDrive(
        row.car_id,
        row.starts_at,
        20 if text == "one" else 25,
        Contact(person_id=row.person_id),
        row.consultant_id,
    )


@pytest.fixture
def ids(once: Once, founded_store: Path, tmp_path: Path) -> dict[str, int]:
    return furnished_copy(once, founded_store, tmp_path / "store.db")


@pytest.fixture
def records(ids: dict[str, int], tmp_path: Path) -> Iterator[Records]:
    made = Records(engines.open_store(tmp_path / "store.db"), DESKS)
    yield made
    made.close()


@pytest.mark.parametrize("edit", EDITS, ids=lambda edit: edit.name)
def test_a_save_over_what_was_saved_since_is_refused_and_writes_nothing(
    edit: Edit, ids: dict[str, int], records: Records, manager: Actor
) -> None:
    act = lambda command, *args, **more: records.act(command, *args, by=manager, at=NOON, **more)  # noqa: E731
    with records.read() as session:
        seen = edit.seen(session, ids)
    edit.save(act, ids, seen, "one")
    with records.read() as session:
        after = edit.seen(session, ids)
    assert after != seen, "what was read is no longer so"
    with pytest.raises(Conflict):
        edit.save(act, ids, seen, "two")
    with records.read() as session:
        assert edit.seen(session, ids) == after
    edit.save(act, ids, after, "two")
