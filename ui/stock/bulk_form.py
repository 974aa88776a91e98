"""The form of a truckload: pasted VINs, and what is said of each line before it is saved."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, Signal

from app.stock import bulk_commands, bulk_queries, bulk_rules
from app.stock.bulk_rules import JudgedLine, LineVerdict
from app.stock.values import BulkEntry, BulkSaved
from app.text import N_, _, ngettext
from app.tones import Tone
from ui.parts.columns import field
from ui.parts.fields import Area, Choice, DateField, Toggle
from ui.parts.form import Field, Form
from ui.shell.editing.record_form import RecordForm
from ui.shell.workspace.page import Shell

LONGEST = 20_000
FIELDS = (
    Field(
        "lines",
        N_("One VIN a line"),
        partial(Area, rows=8, limit=LONGEST),
        hint=N_("VIN, then maybe: version, colour, engine number, key"),
    ),
    Field("keeps_doubtful", "", lambda: Toggle(_("Save doubtful VINs as well"))),
    field("vehicle.trim_id", Choice),
    field("vehicle.colour", half=True),
    field("stock_car.place", partial(Choice, free=True), half=True),
    field("stock_car.expected_on", DateField, half=True),
)


class BulkForm(QObject):
    """`form` stands in the panel; `saved` when the good lines are cars."""

    saved = Signal()

    def __init__(self, shell: Shell, parent: QObject) -> None:
        super().__init__(parent)
        self.shell, self.work = shell, shell.work
        self.form = Form(FIELDS, submit=N_("Add these cars"), clear="", name="stock_bulk")
        self.editing = RecordForm(shell, self.form, draft="stock-bulk-{key}")
        self.editing.begin("new")
        self.form.edited.connect(lambda _name: self._look())
        self.form.built.connect(self._look)
        self.form.submitted.connect(self._save)

    def entry(self) -> BulkEntry:
        """What stands in the form."""
        return BulkEntry(**self.form.value())

    def _look(self) -> None:
        """Every line is judged while it is typed; the store is asked once it rests."""
        self.work.ask(bulk_queries.judged, self.entry(), then=self._tell, topic=self)

    def _tell(self, judged: list[JudgedLine]) -> None:
        if not judged:
            self.form.say("lines")
            return
        keeps = bool(self.form["keeps_doubtful"].value())
        is_good = all(one.verdict is LineVerdict.GOOD for one in judged)
        words = bulk_rules.told(judged, keeps_doubtful=keeps)
        self.form.say("lines", words, tone=Tone.GOOD if is_good else Tone.WARN)

    def _save(self) -> None:
        self.editing.save(bulk_commands.save_cars, self.entry(), then=self._saved)

    def _saved(self, done: BulkSaved) -> None:
        count = len(done.cars)
        told = ngettext("{n} car is in the stock list.", "{n} cars are in the stock list.", count)
        undo = partial(self.work.act, bulk_commands.remove_cars, done.cars)
        self.shell.notices.say(told.format(n=count), undo=undo)
        kept = {name: value for name, value in self.form.value().items() if name != "lines"}
        self.editing.restart({**kept, "lines": done.left or None} if done.left else {})
        if done.left:
            self._look()
        else:
            self.saved.emit()
