"""How the cars of some days were served; opening a figure shows the cars that it counts."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.formatting import short_day
from app.identity import plate as plates
from app.text import N_, _
from app.tones import Tone
from app.workshop.promise_figures import ServiceFigure
from ui.icons import Icon
from ui.parts.buttons import Button
from ui.parts.labels import Label
from ui.parts.layouts import hbox, stretched, vbox
from ui.parts.stack import Stack
from ui.parts.table import Column, Table


def _percent(value: float) -> str:
    return f"{value:.1f} %"


FIGURES = (
    Column("title", N_("Service"), width=160, ink=True, stretch=True, text=_, sortable=False),
    Column(
        "kept",
        N_("Cars"),
        width=88,
        align="right",
        get=lambda row: f"{row.kept} / {row.of}",
        sortable=False,
    ),
    Column("percent", N_("Share"), width=80, align="right", text=_percent, sortable=False),
)
CARS = (
    Column(
        "number",
        N_("Repair order"),
        width=128,
        ink=True,
        stretch=True,
        second=lambda row: plates.shown(row.plate),
        beside=(Column("plate", N_("Plate"), text=plates.shown),),
    ),
    Column(
        "delivered_at",
        N_("Handed over"),
        width=104,
        text=short_day,
        second=lambda row: row.advisor,
        beside=(Column("advisor", N_("Advisor")),),
    ),
    Column(
        "kept",
        N_("Fulfilled"),
        width=72,
        text=lambda kept: _("yes") if kept else _("no"),
        tone=lambda row: Tone.GOOD if row.kept else Tone.WARN,
        chip=True,
    ),
)


class ServiceFiguresView(QWidget):
    """All figures, or the cars of one that was opened; `order_asked` opens an order."""

    order_asked = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        empty = N_("No car was handed over in these days.")
        self.figures = Table(FIGURES, empty=empty, row_id="name", name="service_figures")
        self.cars = Table(CARS, empty=empty, name="counted_cars")
        back = Button("", icon=Icon.CHEVRON_LEFT, name="all_figures", says=_("All figures"))
        self.title = Label("", "body", bold=True, wrap=True)
        one, self._views = QWidget(), Stack()
        vbox(hbox(back, stretched(self.title)), stretched(self.cars), parent=one, spacing=2)
        for page in (self.figures, one):
            self._views.addWidget(page)
        vbox(stretched(self._views), parent=self)
        self.figures.activated.connect(self.open_figure)
        back.clicked.connect(self.close_figure)
        self.cars.activated.connect(lambda row: self.order_asked.emit(row.id))

    def show_figures(self, figures: list[ServiceFigure]) -> None:
        """Every figure that counts a car."""
        self.figures.show_rows([one for one in figures if one.of])
        self.close_figure()

    def open_figure(self, figure: ServiceFigure) -> None:
        """The cars that a figure counts, the cursor on the first."""
        self.title.say(f"{_(figure.title)} {figure.kept} / {figure.of}")
        self.cars.show_rows(figure.cars)
        self._views.setCurrentIndex(1)
        self.cars.setFocus()

    def close_figure(self) -> None:
        """All figures again."""
        self._views.setCurrentIndex(0)
