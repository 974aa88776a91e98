"""Work of an earlier visit is dismissed with a reason, and the undo brings it back (H6)."""

from decimal import Decimal
from typing import Any

import pytest
from PySide6.QtWidgets import QAbstractButton

from app.permissions import Actor
from app.records import Records
from app.service.commands import approvals, opening
from app.service.commands.lines import save_labour
from app.service.values import Answer, LabourValue, NewOrder
from db.tables.service import LabourLine
from db.vocabulary import ApprovalMedium, LineState
from tests.make import NOON
from tests.ui.parts.kit import commit


@pytest.fixture
def declined(records: Records, manager: Actor) -> int:
    """At an earlier visit 京A12345 declined new wipers; returns the line."""

    def act(command: Any, *args: Any) -> Any:
        return records.act(command, *args, by=manager, at=NOON)

    order = act(opening.open_order, NewOrder("京A12345"))
    line = act(save_labour, order, LabourValue("更换雨刮", Decimal("0.5"), Decimal(120)))
    act(approvals.approve, order, Answer(ApprovalMedium.PHONE, "张伟", (), ((line, "太贵"),)))
    return int(line.id)


def state(here: Any, line: int) -> tuple[LineState, str | None]:
    with here.records.read() as session:
        row = session.get_one(LabourLine, line)
        return row.state, row.declined_reason


def test_dismissing_asks_why_and_the_undo_brings_it_back(declined: int, here: Any) -> None:
    section = here.section("lines")
    here.wait()
    earlier = section.earlier
    assert earlier.isVisible()
    earlier.findChild(QAbstractButton, f"dismiss_labour_{declined}").click()
    assert earlier.confirm.isVisible()
    agree = earlier.confirm.findChild(QAbstractButton, "confirm_act")
    assert not agree.isEnabled(), "without a reason it stays"
    commit(here.focus(), "已在别处做")
    agree.click()
    here.wait()
    assert state(here, declined) == (LineState.DISMISSED, "已在别处做")
    here.page.reload()
    here.wait()
    assert earlier.isHidden()
    here.page.shell.notices.undo_last()
    here.wait()
    assert state(here, declined) == (LineState.DECLINED, "太贵")
