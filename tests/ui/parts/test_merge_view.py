"""Two versions side by side: chosen by mouse or by keys alone, in the words of both."""

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from ui.parts.merge_view import MINE, THEIRS, Difference, MergeView
from ui.parts.three_way import FieldState, compare

TEXTS = st.dictionaries(
    st.sampled_from("abc"), st.sampled_from(["", "1", "2"]), min_size=3, max_size=3
)


@pytest.fixture
def view(qtbot: QtBot) -> Iterator[MergeView]:
    made = MergeView()
    qtbot.addWidget(made)
    made.resize(420, 500)
    rows = (
        Difference("name", "Name", "张伟", "张伟强"),
        Difference("note", "Note", "<b>好</b>" * 30, "", THEIRS),
    )
    made.show_versions("李强 saved meanwhile.", ("Yours", "李强 14:32"), differences=rows)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    yield made


def test_a_click_chooses_and_the_other_one_gives_way(qtbot: QtBot, view: MergeView) -> None:
    assert view.choices() == {"name": MINE, "note": THEIRS}
    qtbot.mouseClick(view.findChild(QWidget, "conflict_name_theirs"), Qt.MouseButton.LeftButton)
    qtbot.mouseClick(view.findChild(QWidget, "conflict_note_mine"), Qt.MouseButton.LeftButton)
    assert view.choices() == {"name": THEIRS, "note": MINE}


def test_keys_alone_choose_walk_and_save(qtbot: QtBot, view: MergeView) -> None:
    view.start()
    qtbot.keyClick(view.focusWidget(), Qt.Key.Key_Right)
    qtbot.keyClick(view.focusWidget(), Qt.Key.Key_Down)
    qtbot.keyClick(view.focusWidget(), Qt.Key.Key_Left)
    assert view.choices() == {"name": THEIRS, "note": MINE}
    with qtbot.waitSignal(view.submitted):
        qtbot.keyClick(view.focusWidget(), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)


def test_esc_goes_back_without_saving(qtbot: QtBot, view: MergeView) -> None:
    view.start()
    said: list[str] = []
    view.submitted.connect(lambda: said.append("saved"))
    with qtbot.waitSignal(view.left):
        qtbot.keyClick(view.focusWidget(), Qt.Key.Key_Escape)
    assert said == []


def test_a_long_text_is_shown_whole(view: MergeView) -> None:
    long, short = (view.findChild(QWidget, f"conflict_note_{side}") for side in (MINE, THEIRS))
    assert (
        long.height() > 3 * long.fontMetrics().height()
        and long.height() == long.sizeHint().height()
    )
    assert "<b>好</b>" in long.accessibleName() and short.accessibleName() == "Note: —"


def _version(texts: dict[str, str]) -> dict[str, FieldState]:
    return {name: FieldState(text, text or None, text) for name, text in texts.items()}


@given(TEXTS, TEXTS, TEXTS)
def test_only_what_both_have_changed_is_asked_and_only_what_they_alone_changed_is_taken(
    base, mine, theirs
) -> None:
    found = compare(_version(base), _version(mine), theirs=_version(theirs), asked="abc")
    for name in "abc":
        both = len({base[name], mine[name], theirs[name]}) == 3
        assert (name in found.contested) == both
        assert (name in found.taken) == (mine[name] == base[name] != theirs[name])


@given(TEXTS, TEXTS, TEXTS)
def test_what_belongs_together_is_asked_together(base, mine, theirs) -> None:
    found = compare(
        _version(base), _version(mine), theirs=_version(theirs), asked="abc", whole=True
    )
    mixed = any(mine[name] not in (base[name], theirs[name]) for name in "abc") and any(
        theirs[name] != base[name] == mine[name] for name in "abc"
    )
    if mixed:
        assert (
            set(found.contested) == {name for name in "abc" if mine[name] != theirs[name]}
            and not found.taken
        )


def test_ctrl_and_an_arrow_take_all_of_one_side(qtbot: QtBot, view: MergeView) -> None:
    view.start()
    qtbot.keyClick(view.focusWidget(), Qt.Key.Key_Right, Qt.KeyboardModifier.ControlModifier)
    assert view.choices() == {"name": THEIRS, "note": THEIRS}
    qtbot.mouseClick(view.findChild(QWidget, "conflict_all_mine"), Qt.MouseButton.LeftButton)
    assert view.choices() == {"name": MINE, "note": MINE}
