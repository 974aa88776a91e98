"""What a new store still needs: one row each, ticked once it is done."""

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QWidget

from app.text import _
from app.today.queries import SetUp
from app.today_spec import SetUpStep
from app.tones import Tone
from ui import theme
from ui.icons import Icon
from ui.parts import paint
from ui.parts.buttons import Button
from ui.parts.labels import Glyph, Label
from ui.parts.layouts import hbox, stretched, vbox
from ui.parts.naming import named
from ui.parts.panel import rule
from ui.parts.scroll import ScrollArea
from ui.parts.target_bar import paint_target_bar

TICK = 24


class SetUpList(ScrollArea):
    """`asked` names the tab and the part where the pressed step is done."""

    asked = Signal(str, str)
    skipped = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._shown: SetUp | None = None

    def show_steps(self, steps: SetUp) -> None:
        """The steps as they stand."""
        if steps == self._shown:
            return
        self._shown = steps
        page = named(QWidget(), "set_up")
        first = next((one.name for one in steps.steps if one.name not in steps.done), "")
        rows: list[QWidget] = []
        for step in steps.steps:
            rows += [rule(), self._row(step, step.name in steps.done, step.name == first)]
        vbox(self._head(steps), *rows, None, parent=page, spacing=1).addStretch(1)
        self.show_page(page)

    def _head(self, steps: SetUp) -> QWidget:
        head = QWidget()
        done, of = len(steps.done), len(steps.steps)
        bar = SetUpBar(done, of)
        skip = Button(_("Skip this"), kind="link", name="skip_set_up", clicked=self.skipped.emit)
        told = Label(_("{done} of {all} done, in any order").format(done=done, all=of), "label")
        title = Label(_("Getting started"), "title")
        hbox(title, bar, stretched(told), skip, parent=head, spacing=4, margins=(2, 1, 2, 2))
        return head

    def _row(self, step: SetUpStep, is_done: bool, is_first: bool) -> QFrame:
        row = QFrame()
        row.setProperty("surface", "tinted" if is_first else "")
        named(row, f"step_{step.name}")
        words = vbox(
            Label(_(step.title), "body", bold=not is_done),
            Label(_(step.why), "label", elide=True),
            spacing=0,
        )
        kind = "primary" if is_first else "link" if is_done else "quiet"
        button = Button(_(step.act), kind=kind, name=f"do_{step.name}")
        button.clicked.connect(lambda: self.asked.emit(step.desk, step.part))
        parts = (Tick(is_done), Glyph(step.icon), stretched(words), button)
        hbox(*parts, parent=row, spacing=3, margins=(2, 2, 2, 2))
        return row


class Tick(QWidget):
    """An empty circle, or a full one with a tick."""

    def __init__(self, is_done: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._is_done = is_done
        self.setAccessibleName(_("done") if is_done else _("still to do"))
        self.setFixedSize(TICK, TICK)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The word beside it says what; this says whether."""
        painter, circle = QPainter(self), QRectF(self.rect()).adjusted(1, 1, -1, -1)
        line = QPen(Qt.PenStyle.NoPen) if self._is_done else QPen(theme.token("field-line"), 2)
        fill = paint.ink(Tone.GOOD) if self._is_done else theme.token("surface")
        paint.box(painter, circle, fill, line=line, radius=circle.height() / 2)
        if self._is_done:
            extent = TICK - 8
            icon = theme.icon(Icon.CHECK, "surface", extent=extent)
            icon.paint(painter, self.rect().adjusted(4, 4, -4, -4))


class SetUpBar(QWidget):
    """How much of the steps is done."""

    def __init__(self, done: int, of: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._share = 100 * done / of if of else 0
        self.setAccessibleName(_("{done} of {all} done, in any order").format(done=done, all=of))

    def sizeHint(self) -> QSize:
        """A short bar."""
        return QSize(200, TICK)

    def minimumSizeHint(self) -> QSize:
        """It may be shorter beside long words."""
        return QSize(60, TICK)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The share that is done."""
        paint_target_bar(
            QPainter(self), self.rect(), value=self._share, target=None, tone=Tone.GOOD
        )
