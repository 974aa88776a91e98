"""One line of text stays one line, whatever is pasted into it."""

import pytest
from PySide6.QtWidgets import QApplication

from tests.ui.parts.kit import show
from ui.parts.fields import Text


@pytest.mark.parametrize(
    ("pasted", "text"),
    [
        ("机油滤清器\n二〇二六款", "机油滤清器 二〇二六款"),
        ("oil filter \r\n  for petrol", "oil filter for petrol"),
        ("a\tb\u2028c\x0bd\x85e", "a b c d e"),
        ("  two  spaces  stay", "  two  spaces  stay"),
    ],
)
def test_pasted_lines_become_one_line(qtbot, pasted: str, text: str) -> None:
    field = show(qtbot, Text())
    seen: list[object] = []
    field.edited.connect(lambda: seen.append(field.value()))
    QApplication.clipboard().setText(pasted)
    field.paste()
    assert (field.text(), seen[-1]) == (text, text.strip())
    field.restore(pasted)
    assert field.text() == text, "a draft of an older program too"


def test_lines_pasted_between_two_words_leave_the_cursor_behind_them(qtbot) -> None:
    field = show(qtbot, Text())
    field.set_value("前后")
    field.setCursorPosition(1)
    QApplication.clipboard().setText("中\n间")
    field.paste()
    assert (field.text(), field.cursorPosition()) == ("前中 间后", 4)
