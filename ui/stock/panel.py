"""The panel of the stock list: a car with its photos, or the form of a truckload."""

from __future__ import annotations

from functools import partial

from app.formatting import joined
from app.labels import label
from app.sales import matching
from app.stock import photo_commands, photo_queries
from app.stock.facts import StockRow
from app.text import _
from db.stock_words import PdiPoint
from ui.parts.columns import choice_of, field
from ui.parts.fields import Choice
from ui.record_desk.declaration import Options, RecordDesk, Step
from ui.record_desk.record_panel import RecordPanel
from ui.shell.photos.photo_bar import PhotoBar, PhotoDrop
from ui.shell.photos.photo_keeping import PhotoKeeping
from ui.shell.workspace.page import Shell
from ui.stock.bulk_form import BulkForm
from ui.stock.steps import ARRIVE

PDI_PHOTOS = PhotoKeeping(
    photo_queries.pdi_photos,
    photo_queries.picture,
    photo_commands.add_pdi_photos,
    photo_commands.change_car_photo,
    photo_commands.remove_car_photo,
    photo_commands.KEEPERS,
    (
        field("car_photo.caption", half=True),
        field("car_photo.point", choice_of(Choice, PdiPoint), half=True),
    ),
)


class StockPanel(RecordPanel):
    """The form of a truckload is made when it is first asked for."""

    row: StockRow | None

    def __init__(self, shell: Shell, desk: RecordDesk) -> None:
        self.photos = PhotoBar(
            shell, PDI_PHOTOS, named_by=lambda photo: joined(label(photo.point), photo.caption)
        )
        super().__init__(shell, desk, beside=self.photos)
        PhotoDrop(self, lambda: self.photos if self.body() is self.view else None)
        self.bulk: BulkForm | None = None
        self._choices: dict[str, Options] = {}

    def _stepped(self, step: Step, row: StockRow, answer: object) -> None:
        """An arrival names the oldest order that waits for such a car."""
        super()._stepped(step, row, answer)
        if step.name == ARRIVE.name:
            said = partial(self._propose, row)
            about = {"at": self.work.now(), "then": said}
            self.work.ask(matching.waiting_order, row.id, self.viewer, **about)

    def _propose(self, row: StockRow, order: str) -> None:
        if order and ARRIVE.undo is not None:
            told = _("{car} has come: give it to {order}, which waits longest.")
            told = told.format(car=self.desk.name_of(row), order=order)
            back = partial(self._run, ARRIVE.undo(row, None))
            self.shell.notices.say(told, undo=back)

    def offer(self, choices: dict[str, Options]) -> None:
        """Versions and places, as the form of one car has them."""
        self._choices = choices
        if self.bulk is not None:
            for name in self.bulk.form.names & choices.keys():
                self.bulk.form.set_options(name, choices[name])

    def paste(self) -> None:
        """The form of a truckload, with what was typed into it before."""
        if self.bulk is None:
            self.bulk = BulkForm(self.shell, self)
            self.adopt(self.bulk.form)
            self.bulk.form.left.connect(self.leave)
            self.bulk.saved.connect(self.leave)
            self.offer(self._choices)
        self.row = self.step = None
        self._put(_("A truckload"), self.bulk.form)
        self.bulk.form.start()

    def _show_record(self, row: StockRow) -> None:
        self.photos.show_of(row.id, point=row.point_now, is_open=row.is_standing)
        super()._show_record(row)
