"""The panel of a due contact: number to call and how it went."""

from collections.abc import Callable, Iterable
from datetime import date
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app import local_time
from app.admin.queries import LevelChoice
from app.formatting import joined
from app.prospects.commands import Outcome
from app.prospects.queries import DueContact
from app.text import N_, _
from app.tones import Tone
from db.vocabulary import CallResult, ContactWay
from ui import theme
from ui.icons import Icon
from ui.parts.buttons import Button
from ui.parts.columns import field
from ui.parts.fields import Area, MomentField, Segments
from ui.parts.form import Field, Form, FormValue
from ui.parts.labels import Chip, Label
from ui.parts.layouts import boxed, hbox, stretched, vbox
from ui.parts.panel import Panel, inset
from ui.record_desk.inputs import segment_of
from ui.today.lists import URGENCY_TONES, URGENCY_WORDS, when

WAYS = (ContactWay.PHONE, ContactWay.WECHAT, ContactWay.IN_STORE)


class ContactPanel(Panel):
    """`noted` carries the Outcome.

    `file_asked` the person whose file is wanted; `bought` the row whose customer has ordered,
    `lost` the prospect that will not buy here.
    """

    noted = Signal(object)
    file_asked = Signal(int)
    bought = Signal(object)
    lost = Signal(int)

    def __init__(self, today: Callable[[], date], parent: QWidget | None = None) -> None:
        super().__init__(closable=True, name="contact_panel", parent=parent)
        self.row: DueContact | None = None
        self.may_report = True
        """Whether who looks has the desk of the losses."""
        self.form = Form(
            _fields(today), submit=N_("Save the contact"), clear="", name="contact", parent=self
        )
        self.fill: Callable[[DueContact, FormValue], None] = lambda _row, value: (
            self.form.set_value(value)
        )
        """Puts a contact into the form; the page keeps what was typed for each."""
        self._state = Chip("", Tone.NEUTRAL)
        self._facts = Label("", "body", wrap=True)
        self._phone = Label("", "title")
        self._make_buttons()
        call = hbox(stretched(self._phone), self._state)
        about = hbox(stretched(self._facts), self._lost)
        self.show_body("", boxed(vbox(inset(call), inset(about), stretched(self.form), spacing=1)))
        self.setMinimumWidth((theme.size("panel-min") + theme.size("panel-max")) // 2)
        self.form.submitted.connect(self._submit)
        self.form.left.connect(self.closed)
        self.form.edited.connect(lambda _name: self._ask_reason())

    def offer(self, levels: Iterable[LevelChoice]) -> None:
        """The levels of the store; another one than before asks why."""
        self.form["level_id"].set_options([(one.id, one.code) for one in levels])
        if self.row is not None and not self.form.is_dirty:
            self._fill(self.row)

    def show_contact(self, row: DueContact) -> None:
        """Another contact; what is typed for the same one stays."""
        same = self.row is not None and self.row.id == row.id
        self.row = row
        actions = (self._file, self._bought) if row.prospect_id else (self._file,)
        self.show_body(row.person, self.body(), actions=actions)
        due = f"{_(URGENCY_WORDS[row.urgency])} · {when(row.due_at)}"
        self._state.show_chip(due, URGENCY_TONES[row.urgency])
        self._facts.say(joined(row.level, row.model, row.staff))
        self._lost.setVisible(self.may_report and row.prospect_id is not None)
        if not same:
            self._phone.say("…")
            self._fill(row)

    def show_phone(self, number: str) -> None:
        """The number to call."""
        self._phone.say(number or _("No phone number"))

    def _make_buttons(self) -> None:
        self._lost = Button(_("Report a loss"), kind="link", name="report_loss")
        self._lost.clicked.connect(lambda: self.row and self.lost.emit(self.row.prospect_id))
        self._file = Button(_("Open the customer's file"), icon=Icon.USER, name="open_file")
        self._file.clicked.connect(lambda: self.row and self.file_asked.emit(self.row.person_id))
        ordered = _("Has ordered")
        icon = Icon.HANDSHAKE
        self._bought = Button(ordered, kind="plain", icon=icon, name="has_ordered", saves=True)
        self._bought.clicked.connect(lambda: self.row and self.bought.emit(self.row))
        self.adopt(self._file, self._bought)

    def _fill(self, row: DueContact) -> None:
        self.fill(row, {"way": ContactWay.PHONE, "level_id": row.level_id})
        self.form.show_field("level_id", row.prospect_id is not None)
        self._ask_reason()

    def _ask_reason(self) -> None:
        level = self.form["level_id"].value()
        self.form.show_field(
            "level_reason",
            bool(self.row and self.row.level_id and level and level != self.row.level_id),
        )

    def _submit(self) -> None:
        value = self.form.value()
        if value["result"] is None:
            self.form.say("result", _("How did it go?"), tone=Tone.BAD)
        elif self.row is not None:
            self.noted.emit(_outcome(self.row, value))


def _fields(today: Callable[[], date]) -> tuple[Field, ...]:
    next_at = N_("Next contact (empty: by level)")
    return (
        field("follow_up.way", segment_of(WAYS)),
        field("follow_up.result", segment_of(CallResult)),
        field("visit.level_id", Segments),
        field("level_change.reason", name="level_reason"),
        field("follow_up.content", partial(Area, rows=2)),
        Field("next_at", next_at, partial(MomentField, today=today)),
    )


def _outcome(row: DueContact, value: FormValue) -> Outcome:
    """The outcome in the form; the level only if it is another one."""
    then, level = value["next_at"], value["level_id"]
    next_at = local_time.at_local(then.date(), then.time()) if then else None
    graded = (level, value["level_reason"]) if level != row.level_id else (None, None)
    way = value["way"] or ContactWay.PHONE
    return Outcome(row.id, way, value["result"], value["content"], next_at, *graded)
