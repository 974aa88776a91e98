"""What the first opening of a tab makes: what is seen, and no form that lies behind it."""

from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from app.records import Records
from db.vocabulary import Role
from ui.desks import DESKS
from ui.parts.form_sheet import FormSheet
from ui.shell.desk import Desk


@pytest.mark.parametrize("desk", DESKS, ids=lambda desk: desk.name)
def test_no_form_is_made_that_is_not_seen(
    qtbot: QtBot, records: Records, make_shell: Any, desk: Desk
) -> None:
    page = desk.page_class()(make_shell(records, Role.MANAGER, Role.ADMINISTRATOR))
    qtbot.addWidget(page)
    page.show()
    for _turn in range(3):
        qtbot.waitUntil(lambda: not page.work.busy, timeout=10_000)
        qtbot.wait(10)
    made = [form for form in page.findChildren(FormSheet) if form.is_built]
    assert [form.objectName() for form in made if not form.isVisible()] == []
