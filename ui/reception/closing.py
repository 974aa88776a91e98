"""The notice that visitors have no time out."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.local_time import local
from app.reception import rules
from app.reception.queries import RegisterView
from app.settings import HourSettings
from app.text import _, ngettext
from app.tones import Tone
from ui.parts.labels import Banner
from ui.shell.workspace.page import Shell


class ClosingNotice(QWidget):
    """A line under the header while somebody has no time out; `pressed`: show the visitors."""

    pressed = Signal()

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shell = shell
        self._said = ""
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self.hide()

    def judge(self, desk: RegisterView | None) -> None:
        """Say how many have no time out once the store closes."""
        happened = self._happened(desk) if desk is not None else ""
        if happened == self._said:
            return
        self._said = happened
        while (item := self._column.takeAt(0)) is not None:
            item.widget().deleteLater()
        if happened:
            todo, show = _("Check them out, or enter when they left."), _("Show them")
            banner = Banner(Tone.WARN, happened, todo, show, parent=self)
            banner.pressed.connect(self.pressed)
            self._column.addWidget(banner)
        self.setVisible(bool(happened))

    def _happened(self, desk: RegisterView) -> str:
        count, old = len(desk.inside), desk.left_over
        closes = self._shell.settings.of(HourSettings).closing
        if count and rules.is_closing(local(self._shell.work.now()).time(), closes):
            text = ngettext(
                "The store closes and {n} visitor has no time out.",
                "The store closes and {n} visitors have no time out.",
                count,
            )
            return text.format(n=count)
        if old:
            text = ngettext(
                "{n} visitor of an earlier day has no time out.",
                "{n} visitors of earlier days have no time out.",
                old,
            )
            return text.format(n=old)
        return ""
