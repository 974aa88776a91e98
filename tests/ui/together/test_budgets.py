"""What the daily tasks may cost, in one table.

Each budget is counted by the test that is named with it.
"""

import ast
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt

from app.records import Records
from db.vocabulary import Role
from tests import make as makers
from tests.ui.parts.kit import show
from ui.reception.page import ReceptionPage

ROOT = Path(__file__).parents[3]


@dataclass(frozen=True)
class Budget:
    """`counted` must be asserted in the test, whose presses are counted where the window hears
    them.
    """

    task: str
    most: int
    unit: str
    proof: str
    counted: str


BUDGETS = (
    Budget(
        "a visitor is registered",
        20,
        "seconds",
        "reception/test_page.py::test_a_visitor_takes_four_fields_and_less_than_twenty_seconds",
        "keys * HUMAN + fields * THINKING <= 20",
    ),
    Budget(
        "a repair order for a known plate",
        5,
        "actions",
        "service/test_open_panel.py::test_a_known_plate_is_an_order_in_five_actions",
        "len(actions) <= 5",
    ),
    Budget(
        "a card is moved",
        1,
        "key",
        "workshop/test_page.py::test_ctrl_right_moves_the_card_and_ctrl_z_puts_it_back",
        "presses.count == 1",
    ),
    Budget(
        "the result of a call",
        3,
        "clicks",
        "today/test_page.py::test_a_contact_is_noted_in_three_clicks",
        "0 < presses.count <= 3",
    ),
)
VISITOR_FIELDS = 4


def _test(proof: str) -> ast.FunctionDef:
    place, _colons, name = proof.partition("::")
    tree = ast.parse((ROOT / "tests" / "ui" / place).read_text(encoding="utf-8"))
    return next(
        node for node in tree.body if isinstance(node, ast.FunctionDef) and node.name == name
    )


@pytest.mark.parametrize("budget", BUDGETS, ids=lambda budget: budget.task)
def test_a_task_costs_no_more_than_its_budget(budget: Budget) -> None:
    test = _test(budget.proof)
    asserted = [ast.unparse(node.test) for node in ast.walk(test) if isinstance(node, ast.Assert)]
    assert budget.counted in asserted and str(budget.most) in budget.counted


def test_a_visitor_is_asked_four_things_and_the_rest_is_preset_or_folded(
    qtbot: Any,
    records: Records,
    make_shell: Any,
    settled: Callable[..., None],
    make: Callable[..., int],
) -> None:
    make(makers.staff, "李强", Role.CONSULTANT)
    page = show(qtbot, ReceptionPage(make_shell(records, Role.RECEPTION)), 1366, 700)
    settled(page.work)
    page.register()
    form = page.visitor.form
    seen = [name for name in form._body.rows if form[name].isVisible()]
    asked = [name for name in seen if form[name].value() in (None, ())]
    assert asked == ["phone", "name", "model_id", "level_id"] and len(asked) <= VISITOR_FIELDS
    assert form[asked[0]].hasFocus()
    qtbot.keyClick(form["phone"], Qt.Key.Key_Escape)
    assert [name for name in form._body.rows if form[name].isVisible()] == seen
