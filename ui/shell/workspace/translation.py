"""The language of the windows: our catalogue, and Qt's for its dialogs."""

from __future__ import annotations

from PySide6.QtCore import QLibraryInfo, QLocale, QTranslator
from PySide6.QtWidgets import QApplication

from app import text

NAME = "dealerDeskTranslator"


def use(app: QApplication, language: str) -> None:
    """Speak this language from now on; widgets that already stand must be built anew."""
    text.use(language)
    QLocale.setDefault(QLocale(language))
    for old in app.findChildren(QTranslator, NAME):
        app.removeTranslator(old)
        old.deleteLater()
    translator = QTranslator(app)
    translator.setObjectName(NAME)
    if translator.load(
        f"qtbase_{language}", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    ):
        app.installTranslator(translator)
