"""One item of an inspection as it is filled in: figure or words, lights, remark, photo, job."""

from __future__ import annotations

from decimal import Decimal

from PySide6.QtCore import QMimeData, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QWidget

from app.formatting import show_date
from app.local_time import local
from app.service.inspection_rules import light_of, limits_told
from app.service.queries.inspections import EarlierFigure, FindingRow
from app.service.values import FindingJudgement
from app.text import _
from db.inspection_words import ItemKind, Light
from ui import theme
from ui.icons import Icon
from ui.parts.buttons import Button
from ui.parts.fields import Number, Text
from ui.parts.labels import Label
from ui.parts.layouts import hbox, stretched, vbox
from ui.parts.lights import TONES, Lights
from ui.parts.naming import named
from ui.parts.trend import Trend
from ui.shell.photos.photo_bar import has_pictures


class FindingLine(QWidget):
    """Tells what was found at once: there is nothing to save."""

    found = Signal(int, object)
    """Id of the finding, and the `FindingJudgement`."""
    job_asked = Signal(int)
    photo_asked = Signal(int)
    dropped = Signal(int, object)
    """Id of the finding, and the content of a drop."""

    def __init__(self, row: FindingRow, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        named(self, f"finding_{row.id}")
        self.row = row
        self._name = Label(row.name, "body", wrap=True)
        self._before = Label("", "caption")
        self.trend = Trend()
        self.figure = named(Number(decimals=2, unit=row.unit or ""), "figure", says=row.name)
        self.lights = Lights(row.name)
        self.words = named(Text(limit=200, hint=_("Remark")), "words", says=_("Remark"))
        self.job = self._link(_("To the estimate"), Icon.PLUS, "propose_job")
        self.photo = self._link("", Icon.IMAGE, "finding_photo", says=_("Add photos"))
        self._done = Label("", "caption")
        self._lay_out()
        self._connect()
        self.setAcceptDrops(True)
        self.show_row(row, can_write=False)

    def show_row(self, row: FindingRow, *, can_write: bool) -> None:
        """The item as it is now; an input that is being typed in stays."""
        self.row = row
        for field, value in ((self.figure, row.figure), (self.words, row.words)):
            if not field.hasFocus():
                field.set_value(value)
        self.lights.set_value(row.light)
        for part in (self.figure, self.words, self.lights, self.photo):
            part.setEnabled(can_write)
        must = _("must be answered") if row.required and row.kind is ItemKind.FIGURE else ""
        self.figure.setToolTip(limits_told(row.limits, row.unit) or must)
        self._show_before()
        self._show_follow_up(can_write)

    def judgement(self) -> FindingJudgement:
        """What the inputs say now."""
        return FindingJudgement(self.lights.value(), self.figure.value(), self.words.value())

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Pictures of this item are welcome."""
        if has_pictures(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """A picture of this item."""
        content: QMimeData = event.mimeData()
        self.dropped.emit(self.row.id, content)
        event.acceptProposedAction()

    def _lay_out(self) -> None:
        self.figure.setFixedWidth(theme.size("timeline-hour"))
        told = vbox(self._name, self._before, spacing=None)
        told.setSpacing(0)
        head = hbox(stretched(told), self.trend, self.figure, self.lights, self.photo)
        follow = hbox(stretched(self.words), self._done, self.job)
        vbox(head, follow, parent=self, spacing=1, margins=(0, 1, 0, 1))
        is_figure = self.row.kind is ItemKind.FIGURE
        self.figure.setVisible(is_figure)
        self.trend.setVisible(is_figure)
        self.lights.setVisible(self.row.kind is not ItemKind.TEXT)

    def _connect(self) -> None:
        self.lights.edited.connect(self._tell)
        self.figure.editingFinished.connect(self._tell_changed)
        self.words.editingFinished.connect(self._tell_changed)
        self.job.clicked.connect(lambda: self.job_asked.emit(self.row.id))
        self.photo.clicked.connect(lambda: self.photo_asked.emit(self.row.id))

    def _link(self, text: str, icon: str, name: str, *, says: str = "") -> Button:
        return Button(text, kind="link", icon=icon, name=name, says=says, saves=True)

    def _tell(self) -> None:
        if not self.figure.problem() and not self.words.problem():
            self.found.emit(self.row.id, self.judgement())

    def _tell_changed(self) -> None:
        """Leaving a field tells only what differs from what is known."""
        now, row = self.judgement(), self.row
        if (now.figure, now.words) == (row.figure, row.words):
            return
        if now.figure != row.figure and (light := light_of(now.figure, row.limits)) is not None:
            self.lights.set_value(light)
        self._tell()

    def _show_before(self) -> None:
        row = self.row
        self._name.set_tone(TONES[row.light] if row.light in (Light.AMBER, Light.RED) else "")
        self._before.say(_told_before(row))
        self._before.setVisible(bool(row.earlier))
        now = [row.figure] if row.figure is not None else []
        figures = [*(one.figure for one in row.earlier), *now]
        tone = TONES[row.light] if row.light is not None else "ink-2"
        self.trend.show_figures(figures, tone, says=_trend_told(row.earlier, row.unit or ""))

    def _show_follow_up(self, can_write: bool) -> None:
        """Remark, job and their state: under what is not green, and where words are the answer."""
        row = self.row
        asks = row.light in (Light.AMBER, Light.RED)
        self.words.setVisible(asks or bool(row.words) or row.kind is ItemKind.TEXT)
        self.job.setVisible(asks and not row.job and can_write)
        on_order = _("On the estimate: {job}").format(job=row.job) if row.job else ""
        self._done.say(on_order)
        self._done.setVisible(bool(on_order))
        count = str(row.photos) if row.photos else ""
        self.photo.show_text(count, _("Add photos"))


def plain(figure: Decimal) -> str:
    """A figure without needless zeros."""
    return f"{figure.normalize():f}"


def _told_before(row: FindingRow) -> str:
    """`Last time 5.2 mm`, with the difference once there is a figure of now."""
    if not row.earlier:
        return ""
    last = row.earlier[-1].figure
    told = _("Last time {figure} {unit}").format(figure=plain(last), unit=row.unit or "").strip()
    if row.figure is None:
        return told
    change = row.figure - last
    return f"{told} · {'+' if change > 0 else ''}{plain(change)}" if change else told


def _trend_told(earlier: tuple[EarlierFigure, ...], unit: str) -> str:
    return "  ".join(
        f"{show_date(local(one.at))}: {plain(one.figure)} {unit}".strip() for one in earlier
    )
