"""Two versions side by side: chosen by mouse or by keys alone, in the words of both."""

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from ui.parts.conflict import MINE, THEIRS, Conflict, Difference, compare

TEXTS = st.dictionaries(st.sampled_from("abc"), st.sampled_from(["", "1", "2"]), min_size=3, max_size=3)


@pytest.fixture
def view(qtbot: QtBot) -> Iterator[Conflict]:
    made = Conflict()
    qtbot.addWidget(made)
    made.resize(420, 500)
    rows = (Difference("name", "Name", "张伟", "张伟强"), Difference("note", "Note", "<b>好</b>" * 30, "", THEIRS))
    made.show_versions("李强 saved meanwhile.", ("Yours", "李强 14:32"), differences=rows)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    yield made


def test_a_click_chooses_and_the_other_one_gives_way(qtbot: QtBot, view: Conflict) -> None:
    assert view.choices() == {"name": MINE, "note": THEIRS}
    qtbot.mouseClick(view.findChild(QWidget, "conflict_name_theirs"), Qt.MouseButton.LeftButton)
    qtbot.mouseClick(view.findChild(QWidget, "conflict_note_mine"), Qt.MouseButton.LeftButton)
    assert view.choices() == {"name": THEIRS, "note": MINE}


def test_keys_alone_choose_walk_and_save(qtbot: QtBot, view: Conflict) -> None:
    view.start()
    qtbot.keyClick(view.focusWidget(), Qt.Key.Key_Right)
    qtbot.keyClick(view.focusWidget(), Qt.Key.Key_Down)
    qtbot.keyClick(view.focusWidget(), Qt.Key.Key_Left)
    assert view.choices() == {"name": THEIRS, "note": MINE}
    with qtbot.waitSignal(view.submitted):
        qtbot.keyClick(view.focusWidget(), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)


def test_esc_goes_back_without_saving(qtbot: QtBot, view: Conflict) -> None:
    view.start()
    said: list[str] = []
    view.submitted.connect(lambda: said.append("saved"))
    with qtbot.waitSignal(view.left):
        qtbot.keyClick(view.focusWidget(), Qt.Key.Key_Escape)
    assert said == []


def test_a_long_text_is_shown_whole(view: Conflict) -> None:
    long, short = (view.findChild(QWidget, f"conflict_note_{side}") for side in (MINE, THEIRS))
    assert long.height() > 3 * long.fontMetrics().height() and long.height() == long.sizeHint().height()
    assert "<b>好</b>" in long.accessibleName() and short.accessibleName() == "Note: —"


@given(TEXTS, TEXTS, TEXTS)
def test_what_one_side_left_alone_is_proposed_as_the_other_wrote_it(base, mine, theirs) -> None:
    found = {one.name: one for one in compare({name: name for name in "abc"}, base=base, mine=mine, theirs=theirs, shown=lambda _n, v: v)}
    for name in "abc":
        if mine[name] == theirs[name]:
            assert name not in found
        else:
            assert found[name].chosen == (THEIRS if mine[name] == base[name] else MINE)
            assert (found[name].mine, found[name].theirs) == (mine[name], theirs[name])
