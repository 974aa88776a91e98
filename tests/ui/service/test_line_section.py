"""Jobs that are finished at the order, and the note that only the house reads."""

from decimal import Decimal
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from app.service.commands import approvals, lines
from app.service.values import Answer, LabourValue, LineRef
from db.vocabulary import ApprovalMedium, Role
from tests.make import NOON
from tests.ui.parts.kit import commit

CONTROL = Qt.KeyboardModifier.ControlModifier
HOSTILE = '<b>"x"</b> & 𬭎 ' + "长" * 60


@pytest.fixture
def job(act: Any, known: int) -> LineRef:
    """A job of the order that the customer has not agreed to."""
    value = LabourValue("更换机油机滤", Decimal("0.80"), Decimal("120.00"))
    return act(lines.save_labour, known, value)


def test_an_internal_note_is_written_at_the_arrival_and_stands_in_the_panel(
    open_page: Any, known: int
) -> None:
    here = open_page()
    here.page.open_order(known)
    here.wait()
    head = here.page.order_panel.findChild(QWidget, "order_internal_note")
    assert not head.isVisible()
    here.section("intake").form["internal_note"].setFocus()
    commit(here.focus(), HOSTILE)
    here.key(Qt.Key.Key_Return, CONTROL)
    assert here.sheet().intake.internal_note == HOSTILE.strip()
    assert head.isVisible() and head.text() == f"Internal: {HOSTILE.strip()}"


def test_a_technician_finishes_a_job_that_was_agreed_to_and_takes_it_back(
    open_page: Any, act: Any, known: int, job: LineRef
) -> None:
    here = open_page(Role.TECHNICIAN)
    here.page.open_order(known)
    here.wait()
    section = here.section("lines")
    section.table.view.selectRow(0)
    assert not section.finish.isVisible(), "the customer has not agreed"
    act(approvals.approve, known, Answer(ApprovalMedium.PHONE, "张伟", (job,)))
    here.page.reload()
    here.wait()
    assert section.finish.isVisible() and section.finish.text().strip() == "Job finished"
    section.finish.click()
    here.wait()
    assert here.sheet(known).lines[0].finished_at == NOON
    assert "finished 11-21 12:00" in section.table.view.model().index(0, 0).data()
    assert section.finish.text().strip() == "Not finished yet"
    section.finish.click()
    here.wait()
    assert here.sheet(known).lines[0].finished_at is None
