"""The filters of a list: words with a line beneath the chosen one."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QSizePolicy

from app.tones import Tone
from ui.parts.choice_inputs import Segments
from ui.parts.naming import named
from ui.parts.spoken_role import announce
from ui.parts.tab_row import TabLook, TabRow


class FilterTabs(Segments):
    """One is always chosen; those without room stand under "More"."""

    def _make_buttons(self) -> list[QAbstractButton]:
        while self._row.count():
            old = self._row.takeAt(0).widget()
            old.hide()
            old.deleteLater()
        names = [(str(at), text) for at, (_value, text) in enumerate(self._options)]
        self._tabs = TabRow(names, TabLook.LINE)
        self._tabs.chosen.connect(lambda name: self._press(int(name)))
        self._row.addWidget(self._tabs, 1)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        buttons = [self._tabs.button(name) for name, _text in names]
        for (_value, text), button in zip(self._options, buttons, strict=True):
            named(button, f"segment_{text}", says=text)
        for button in (*buttons, self._tabs.more):
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        return buttons

    def set_value(self, value: object) -> None:
        """Chooses; this is no edit."""
        super().set_value(value)
        at = self._chosen()
        self._tabs.mark(str(at) if at >= 0 else "")

    def tint(self, value: object, tone: Tone) -> None:
        """The words of a filter whose count asks for something."""
        for at, (one, _text) in enumerate(self._options):
            if one == value:
                self._tabs.button(str(at)).tone = tone

    def _press(self, at: int) -> None:
        self._choose(at)
        self.setFocus(Qt.FocusReason.MouseFocusReason)

    def _choose(self, at: int) -> None:
        if at >= 0:
            self._tabs.mark(str(at))
            announce(self, self.told())
            self.edited.emit()
