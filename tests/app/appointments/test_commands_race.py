"""Two desks book one bay, or one technician, at the same moment: one wins, the other reads who."""

from datetime import timedelta
from decimal import Decimal

from sqlalchemy import func, select

from app.appointments import commands
from app.appointments.values import NewAppointment
from app.errors import Refused
from app.people.operations import Contact
from app.permissions import Actor
from app.records import Records
from db.tables.appointments import Allocation
from tests.app.appointments.shop import furnish
from tests.app.service.test_commands_opening_race import desks, together
from tests.make import NOON

__all__ = ["desks"]
ROUNDS = 10


def test_one_slot_of_a_bay_or_a_technician_has_one_winner(
    desks: list[Records], manager: Actor
) -> None:
    shop = furnish(desks[0], manager)
    desks[1].others_changed()
    for number in range(ROUNDS):
        starts_at = NOON + timedelta(days=7 * (number // 3), hours=1 + number % 3 * 1.5)
        wants_bay = number % 2 == 0
        acts = []
        for place, desk in enumerate(desks):
            bay = shop.lift if wants_bay or place == 0 else shop.pit
            new = NewAppointment(
                f"京B{number:04d}{place}",
                starts_at,
                Decimal(1),
                bay,
                None if wants_bay else shop.zhou,
                owner=Contact(f"客户{place}", f"1380013{number:03d}{place}"),
            )
            acts.append(
                lambda desk=desk, new=new: desk.act(commands.book, new, by=manager, at=NOON)
            )
        answers = together(*acts)
        (lost,) = [one for one in answers if isinstance(one, Refused)]
        winner = 1 - answers.index(lost)
        assert lost.code == f"appointment.{'bay' if wants_bay else 'technician'}_taken"
        said = lost.text()
        assert f"客户{winner}" in said and f"{starts_at.astimezone():%H:%M}" in said
    with desks[0].read() as session:
        assert session.scalar(select(func.count(Allocation.id))) == ROUNDS
