"""The ring of a control that goes away while it has the focus leaves nothing behind."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from ui.parts.buttons import Button


def test_a_focused_button_may_be_deleted_while_its_ancestors_move(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    outer, inner = QWidget(window), QWidget()
    QVBoxLayout(outer).addWidget(inner)
    tight = QVBoxLayout(inner)
    tight.setContentsMargins(0, 0, 0, 0)
    button = Button("Save", name="save")
    tight.addWidget(button)
    window.resize(300, 200)
    window.show()
    button.setFocus(Qt.FocusReason.TabFocusReason)
    button.deleteLater()
    QApplication.sendPostedEvents(None, 0)
    QApplication.processEvents()
    outer.resize(200, 100)
    inner.move(5, 5)
    QApplication.processEvents()
