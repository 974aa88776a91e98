"""One filled button leads from arrival to hand-over; the rest stands behind the dots."""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from db.vocabulary import Stage
from tests.ui.parts.kit import commit
from tests.ui.service.conftest import CONTROL, ENTER, agree, move, priced


def _next(here: Any) -> Any:
    return here.page.order_panel.acts.next


def _rest(here: Any) -> dict[str, Any]:
    """What stands behind the dots, by name."""
    menu = here.page.order_panel.acts.more.open_menu()
    found = {line.objectName(): line for line in menu.actions() if line.objectName()}
    menu.hide()
    return found


def test_the_next_step_is_the_one_filled_button_from_arrival_to_hand_over(
    here: Any, make: Any
) -> None:
    """The stepper and the button go on together; the last two steps are forms of their own."""
    panel, told = here.page.order_panel, []

    def seen() -> str:
        told.append(_next(here).text())
        return next(one.title for one in panel.head.steps.points() if one.look == "now")

    priced(here)
    agree(here)
    here.section("lines")
    assert seen() == "Assignment"
    QTest.mouseClick(_next(here), Qt.MouseButton.LeftButton)
    assert panel.tabs.value() == "progress" and not _next(here).isVisible()
    section = panel.sections["progress"]
    assert section.form.submit_button.property("kind") == "primary"
    commit(here.focus(), "赵")
    here.key(ENTER)
    here.key(ENTER, CONTROL)
    here.section("lines")
    for title, stage in (
        ("Repair", Stage.IN_WORK),
        ("Repair", Stage.QUALITY_CHECK),
        ("Check", Stage.WASH),
        ("Wash", Stage.READY),
    ):
        assert seen() == title
        QTest.mouseClick(_next(here), Qt.MouseButton.LeftButton)
        here.wait()
        assert here.sheet().stage is stage
    assert seen() == "Settlement"
    assert told == [
        *("Assign", "Start work", "To quality check", "Pass the check", "Washed", "Settle")
    ]
    points = panel.head.steps.points()
    assert [one.note for one in points[:5]] == ["12:00"] * 5, "the clock of the test stands"


def test_a_step_back_is_asked_why_and_a_move_forth_is_taken_back(here: Any, make: Any) -> None:
    move(here, Stage.IN_WORK, Stage.QUALITY_CHECK)
    lines = _rest(here)
    beside = ["loan_car", "quick_service", "warranty"]
    assert list(lines) == [*beside, "move_in_work", "move_ready"], "the next step is on its button"
    lines["move_in_work"].trigger()
    confirm = here.page.order_panel.acts.confirm
    assert confirm.isVisible() and here.sheet().stage is Stage.QUALITY_CHECK
    commit(here.focus(), "异响还在")
    here.key(ENTER)
    assert here.sheet().stage is Stage.IN_WORK
    assert here.sheet().steps[-1].reason == "异响还在"
    here.page.shell.notices._toast._button.click()
    here.wait()
    assert here.sheet().stage is Stage.QUALITY_CHECK


def test_giving_up_an_order_comes_last_and_is_asked_why(here: Any) -> None:
    lines = _rest(here)
    assert list(lines)[-1] == "move_cancelled"
    lines["move_cancelled"].trigger()
    commit(here.focus(), "客户改期")
    here.key(ENTER)
    assert here.sheet().stage is Stage.CANCELLED
    assert not here.page.order_panel.acts.more.isVisible()


def test_the_papers_stand_in_one_menu(here: Any) -> None:
    menu = here.page.order_panel.print_button.open_menu()
    assert [line.objectName() for line in menu.actions()] == [
        *("print_intake_sheet", "print_inspection_sheet", "print_repair_contract"),
        *("print_additional_work", "print_dispatch_sheet", "print_workshop_copy"),
        *("print_quality_sheet", "print_settlement_list"),
    ]
    menu.actions()[5].trigger()
    here.wait()
    assert [paper.kind for paper, _more in here.printed] == ["workshop_copy"]
