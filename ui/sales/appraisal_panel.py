"""An appraisal beside the list: the drawn car, photos, its form with what is left to offer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from app.body_marks import read
from app.formatting import joined, money
from app.local_time import local_day
from app.sales.appraisal_facts import AppraisalRow
from app.sales.appraisal_values import AppraisalEntry
from app.sales.settings import QuoteSettings
from app.stock import photo_commands, photo_queries
from app.text import _
from app.tones import Tone
from app.vehicles import queries as vehicles
from app.vehicles.queries import VehicleHit
from ui.icons import Icon
from ui.keys import Key
from ui.parts.body_sketch import BodySheet
from ui.parts.buttons import Button
from ui.parts.columns import field
from ui.parts.fields import Choice
from ui.parts.labels import Label
from ui.parts.layouts import vbox
from ui.record_desk.declaration import RecordDesk
from ui.record_desk.record_panel import RecordPanel
from ui.shell.editing.person_finder import PersonFinder
from ui.shell.photos.photo_bar import PhotoBar, PhotoDrop
from ui.shell.photos.photo_keeping import PhotoKeeping
from ui.shell.viewer import roles_of
from ui.shell.workspace.page import Shell

APPRAISAL_PHOTOS = PhotoKeeping(
    photo_queries.appraisal_photos,
    photo_queries.picture,
    photo_commands.add_appraisal_photos,
    photo_commands.change_car_photo,
    photo_commands.remove_car_photo,
    photo_commands.KEEPERS,
    (field("car_photo.caption", half=True), field("car_photo.mark", Choice, half=True)),
)


class MarkedCar(QWidget):
    """The car with its marks, to look at."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.sheet = BodySheet(lambda _x, _y: None)
        self.sheet.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.sheet.unsetCursor()
        self.sheet.setAcceptDrops(False)
        self._told = Label("", "caption", wrap=True)
        vbox(self.sheet, self._told, parent=self, spacing=2)

    def show_text(self, stored: str) -> None:
        """Other marks; without any there is nothing to see."""
        marks = read(stored)
        self.sheet.show_marks(marks)
        self._told.say(marks.told())
        self.setVisible(bool(marks.marks))


class AppraisalPanel(RecordPanel):
    """Says while somebody types what costs and margin leave of the expected price."""

    row: AppraisalRow | None
    print_asked = Signal()

    def __init__(self, shell: Shell, desk: RecordDesk) -> None:
        self.car, self.photos = MarkedCar(), PhotoBar(shell, APPRAISAL_PHOTOS)
        super().__init__(shell, desk, self.car, beside=self.photos)
        PhotoDrop(self, lambda: self.photos if self.body() is self.view else None)
        self.total = Label("", "title", tone=Tone.ACCENT)
        self.put_beside_title(self.total)
        name = "appraisal_print"
        self.printing = Button("", Key.PRINT, name=name, icon=Icon.PRINTER, listens=False)
        self.printing.clicked.connect(self.print_asked)
        self.printing.show_text(_("Print"))
        self.adopt(self.printing)
        self.form.built.connect(self._begin_finder)
        self.form.edited.connect(self._follow)
        self.form.changed.connect(self._add_up)

    def begin(self, key: str, value: Mapping[str, object]) -> None:
        """A new appraisal is valid for as long as the store does."""
        days = self.shell.settings.of(QuoteSettings).appraisal_days
        until = local_day(self.work.now()) + timedelta(days=days)
        super().begin(key, {"valid_until": until, **value})
        self._add_up()

    def begin_for(self, person: tuple[int, str]) -> None:
        """The car of a customer whose quotation was open."""
        self.form.set_options("who", (person,))
        self.begin(f"new-{person[0]}", {"who": person[0]})

    def edit(self) -> None:
        super().edit()
        self._add_up()

    def buttons(self, row: AppraisalRow | None) -> tuple[Button, ...]:
        """Its paper stands beside what may be done next."""
        shown = super().buttons(row)
        if row is None or self.step:
            return shown
        place = 1 if self.desk.edit(row, self.viewer) else 0
        return (*shown[:place], self.printing, *shown[place:])

    def _show_record(self, row: AppraisalRow) -> None:
        self.car.show_text(row.damage_marks)
        self.photos.show_of(row.id, marks=row.damage_marks)
        self.total.say(money(row.offered))
        super()._show_record(row)

    def _put(self, title: str, body: QWidget, actions: Sequence[Button] = ()) -> None:
        self.total.setVisible(body is not self.hint)
        super()._put(title, body, actions)

    def _begin_finder(self) -> None:
        finder: PersonFinder = self.form["who"]
        finder.show_for(roles_of(self.work))
        finder.asked.connect(self._find)

    def _find(self, text: str) -> None:
        then = partial(self.form["who"].offer, text)
        self.work.ask(vehicles.people_found, text, then=then, topic=(self, "who"))

    def _follow(self, name: str) -> None:
        """A car that the store knows is said at once, so that nobody types it again."""
        if name in ("plate", "vin"):
            text, then = str(self.form[name].value() or ""), partial(self._know, name)
            self.work.ask(vehicles.by_plate, text, then=then, topic=(self, name))

    def _know(self, name: str, hit: VehicleHit | None) -> None:
        if self.form.is_built:
            told = joined(hit.model, hit.owner) if hit is not None else ""
            self.form.say(name, told)

    def _add_up(self) -> None:
        """Says the sums while they are typed; no table is asked."""
        if not self.form.is_built:
            return
        entry: AppraisalEntry = self.desk.value(self.form.value(), self.row)
        percent = self.shell.settings.of(QuoteSettings).trade_in_margin
        left = entry.by_rule(percent)
        said = {"margin": "", "offered": ""}
        if entry.expected_price and entry.margin is None:
            kept = money(entry.kept(percent))
            said["margin"] = _("Usual: {amount}").format(amount=kept)
        if entry.expected_price:
            said["offered"] = _("By the rule: {amount}").format(amount=money(left))
        for name, text in said.items():
            if self.form.message(name) != text:
                self.form.say(name, text)
        offered = entry.offered if entry.offered is not None else left
        self.total.say(money(offered) if offered else "")
