"""Today as a person meets it, with one contact that is due."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from app.records import Records
from db.tables.prospects import FollowUp
from db.vocabulary import Role
from tests import make as makers
from tests.make import NOON
from ui.desks import DESKS
from ui.shell.desk import panel_of
from ui.today.page import TodayPage


@pytest.fixture
def contact(make: Callable[..., int]) -> int:
    def fill(session: Any) -> Any:
        person = makers.person(session, "张伟", "13800138000")
        prospect = makers.prospect(
            session, person, session.get_one(makers.Staff, 1), makers.level(session, "Z", 3)
        )
        row = FollowUp(
            person_id=person.id,
            prospect_id=prospect.id,
            staff_id=1,
            due_at=NOON - timedelta(hours=2),
        )
        session.add(row)
        session.flush()
        return row

    return make(fill)


@pytest.fixture
def page(qtbot: QtBot, records: Records, make_shell: Any, settled: Any) -> Callable[..., TodayPage]:
    def open_page(*roles: Role) -> TodayPage:
        shell = make_shell(records, *roles)
        shell.panel_of = partial(panel_of, DESKS)
        shown = TodayPage(shell)
        qtbot.addWidget(shown)
        shown.resize(1366, 700)
        shown.show()
        settled(shown.work)
        return shown

    return open_page
