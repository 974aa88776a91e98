"""The quiet line speaks the language of the window or is silent."""

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app import text
from tests.ui.parts.kit import show
from ui.shell.toast import Toast


def test_a_line_goes_when_another_language_is_spoken(qtbot: QtBot) -> None:
    window = show(qtbot, QWidget())
    toast = Toast(window)
    toast.show_line("Saved", "good")
    QApplication.sendEvent(window, QEvent(QEvent.Type.LanguageChange))
    assert toast.text() == "Saved", "nothing else is spoken yet"
    text.use("zh_CN")
    QApplication.sendEvent(window, QEvent(QEvent.Type.LanguageChange))
    assert toast.text() == ""
    toast.show_line("已保存", "good")
    QApplication.sendEvent(window, QEvent(QEvent.Type.LanguageChange))
    assert toast.text() == "已保存", "what is said in the new language stays"
