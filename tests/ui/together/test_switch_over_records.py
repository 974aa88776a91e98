"""Quick switch at a shared desk.

What one has typed over a record is not seen by the next one, and is there again afterwards.
"""

from itertools import zip_longest
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt

from tests.beginnings import Once
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


def _rounds() -> list[list[Edited]]:
    """The forms, of every desk at most one in a round: a program and its sign-ins for each."""
    desks: dict[str, list[Edited]] = {}
    for case in CASES:
        desks.setdefault(case.page, []).append(case)
    return [[case for case in cases if case] for cases in zip_longest(*desks.values())]


@pytest.mark.parametrize(
    "cases", [pytest.param(cases, id=" ".join(case.name for case in cases)) for cases in _rounds()]
)
def test_the_first_one_finds_it_again_and_the_second_one_does_not(
    cases: list[Edited], program: Program, ids: dict[str, int]
) -> None:
    def opened(case: Edited) -> Any:
        desk = {"admin": "settings"}.get(name := case.page.split(".")[1], name)
        return case.open(program.show(desk), ids, program.settle)

    typed = {case.name: ids.get(case.both[1], case.both[1]) for case in cases}
    program.sign_in("王敏")
    for case in cases:
        form = opened(case)
        form[case.both[0]].set_value(typed[case.name])
        form[case.both[0]].edited.emit()
    program.key(Qt.Key.Key_L, CTRL)
    program.sign_in("周凯")
    for case in cases:
        form = opened(case)
        assert form[case.both[0]].value() != typed[case.name] and not form.is_dirty, case.name
    program.key(Qt.Key.Key_L, CTRL)
    program.sign_in("王敏")
    for case in cases:
        form = opened(case)
        assert form[case.both[0]].value() == typed[case.name], case.name
        assert "Not saved yet" in form.message(), case.name
