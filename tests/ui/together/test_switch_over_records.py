"""Quick switch at a shared desk.

What one has typed over a record is not seen by the next one, and is there again afterwards.
"""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from tests.conftest import Once
from tests.ui.together.conftest import Program
from tests.ui.together.edited import CASES, Edited
from tests.ui.together.furnished import furnished_copy

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def ids(once: Once, founded_store: Path, tmp_path: Path) -> dict[str, int]:
    return furnished_copy(once, founded_store, tmp_path / "store.db")


@pytest.fixture
def store(ids: dict[str, int], tmp_path: Path) -> Path:
    return tmp_path / "store.db"


@pytest.mark.parametrize("case", [pytest.param(case, id=case.name) for case in CASES])
def test_the_first_one_finds_it_again_and_the_second_one_does_not(
    case: Edited, program: Program, ids: dict[str, int]
) -> None:
    desk = {"admin": "settings"}.get(name := case.page.split(".")[1], name)
    field, typed, _theirs = case.both
    value = ids.get(typed, typed) if isinstance(typed, str) else typed
    program.sign_in("王敏")
    form = case.open(program.show(desk), ids, program.settle)
    form[field].set_value(value)
    form[field].edited.emit()
    program.key(Qt.Key.Key_L, CTRL)
    program.sign_in("周凯")
    form = case.open(program.show(desk), ids, program.settle)
    assert form[field].value() != value and not form.is_dirty
    program.key(Qt.Key.Key_L, CTRL)
    program.sign_in("王敏")
    form = case.open(program.show(desk), ids, program.settle)
    assert form[field].value() == value and "Not saved yet" in form.message()
