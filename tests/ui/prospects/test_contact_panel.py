"""Who calls a customer reads first what everybody must know."""

from datetime import timedelta
from typing import Any

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from app.permissions import Actor
from app.records import Records
from db.nouns import Noun
from db.tables.admin import Audit
from db.tables.prospects import FollowUp
from db.vocabulary import Act
from tests import make as makers
from tests.make import NOON
from ui.prospects.contact_panel import ContactPanel


def test_a_complaint_stands_above_the_number_and_is_logged_as_seen(
    records: Records, manager: Actor, make_shell: Any, qtbot: QtBot
) -> None:
    def plan(session: Any, *, by: Actor, at: Any) -> int:
        customer = makers.person(session, "张伟", complaint="空调异响未解决")
        makers.sales_consent(session, customer)
        due = {"due_at": at + timedelta(hours=1), "staff_id": by.staff_id}
        call = FollowUp(person_id=customer.id, **due)
        session.add(call)
        session.flush()
        return call.id

    call = records.act(plan, by=manager, at=NOON)
    panel = ContactPanel(make_shell(records))
    qtbot.addWidget(panel)
    panel.show()
    panel.show_record(call)
    qtbot.waitUntil(lambda: panel.alerts.isVisible(), timeout=10_000)
    said = " ".join(one.accessibleName() for one in panel.alerts.findChildren(QWidget))
    assert "空调异响未解决" in said
    qtbot.waitUntil(lambda: not panel.work.busy, timeout=10_000)
    seen = (Audit.act == Act.SEE, Audit.noun == Noun.FOLLOW_UP, Audit.noun_id == call)
    with records.read() as session:
        assert len(session.scalars(select(Audit.id).where(*seen)).all()) == 1
