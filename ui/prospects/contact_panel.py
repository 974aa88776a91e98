"""The panel of a due contact: number to call and how it went."""

from collections.abc import Iterable
from datetime import datetime

from PySide6.QtWidgets import QWidget

from app.admin import queries as house
from app.admin.queries import LevelChoice
from app.formatting import joined, short_moment
from app.local_time import local_day
from app.prospects import commands, queries
from app.prospects.contact_facts import DueContact
from app.text import N_, _
from app.tones import Tone
from db.nouns import Noun
from db.vocabulary import Role
from ui import theme
from ui.icons import Icon
from ui.parts.buttons import Button
from ui.parts.form import Form
from ui.parts.labels import Chip, Label
from ui.parts.layouts import boxed, hbox, stretched, vbox
from ui.parts.panel import Panel, inset
from ui.prospects.contact_form import CONTACT_FIELDS, ask_why, begin_contact, to_outcome
from ui.prospects.urgencies import URGENCY_TONES, URGENCY_WORDS
from ui.shell.alert_strip import AlertStrip
from ui.shell.editing.record_form import RecordForm
from ui.shell.viewer import may
from ui.shell.workspace.page import Shell


class ContactPanel(Panel):
    """Shown beside Today for a planned contact; closes itself once the contact is noted."""

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(closable=True, name="contact_panel", parent=parent)
        self.shell, self.work = shell, shell.work
        self.row: DueContact | None = None
        self.form = Form(
            CONTACT_FIELDS, submit=N_("Save the contact"), clear="", name="contact", parent=self
        )
        self._ask_why = ask_why(self.form, lambda: self.row.level_id if self.row else None)
        self.form.built.connect(
            lambda: self.form["next_at"].count_from(lambda: local_day(self.work.now()))
        )
        self.typed = RecordForm(shell, self.form, draft="contact-{key}")
        self._state = Chip("", Tone.NEUTRAL)
        self._facts = Label("", "body", wrap=True)
        self._phone = Label("", "title")
        self._make_buttons()
        self.alerts = AlertStrip(self.work)
        call = hbox(stretched(self._phone), self._state)
        about = hbox(stretched(self._facts), self._lost)
        parts = (inset(self.alerts), inset(call), inset(about), stretched(self.form))
        self.show_body("", boxed(vbox(*parts, spacing=1)))
        self.setMinimumWidth((theme.size("panel-min") + theme.size("panel-max")) // 2)
        self.form.submitted.connect(self._submit)
        self.form.left.connect(self.closed)

    def show_record(self, contact_id: int) -> None:
        """Ask for the contact, its number, and the levels of the store."""
        work = self.work
        about = {"at": work.now(), "viewer": work.actor}
        work.ask(queries.contact, contact_id, **about, then=self._show, topic=self)
        work.ask(house.levels, then=self.offer, topic=(self, "levels"))

    def _show(self, found: tuple[DueContact, str] | None) -> None:
        if found is None:
            self.closed.emit()
            return
        self.show_contact(found[0])
        self._phone.say(found[1] or _("No phone number"))
        self.form["result"].setFocus()

    def offer(self, levels: Iterable[LevelChoice]) -> None:
        """The levels of the store; another one than before asks why."""
        self.form["level_id"].set_options([(one.id, one.code) for one in levels])
        if self.row is not None and not self.form.is_dirty:
            self._fill(self.row)

    def show_contact(self, row: DueContact) -> None:
        """Another contact; what is typed for the same one stays."""
        same = self.row is not None and self.row.id == row.id
        self.row = row
        sells = may(self.work, Role.CONSULTANT) and row.prospect_id is not None
        seller = may(self.work, Role.CONSULTANT)
        of_order = (self._order,) if seller and row.sale_order_id is not None else ()
        actions = (self._file, *((self._quote,) if sells else of_order))
        self.show_body(row.person, self.body(), actions=actions)
        due = f"{_(URGENCY_WORDS[row.urgency])} · {short_moment(row.due_at)}"
        self._state.show_chip(due, URGENCY_TONES[row.urgency])
        self._facts.say(joined(row.level, row.model, row.about, row.staff))
        self.alerts.show_of(Noun.FOLLOW_UP, row.id, person_id=row.person_id)
        self._lost.setVisible(sells)
        if not same:
            self._fill(row)

    def _make_buttons(self) -> None:
        self._lost = Button(_("Report a loss"), kind="link", name="report_loss")
        self._lost.clicked.connect(
            lambda: self.row and self.shell.open_record(Noun.LOSS, self.row.prospect_id)
        )
        self._file = Button(_("Open the customer's file"), icon=Icon.USER, name="open_file")
        self._file.clicked.connect(
            lambda: self.row and self.shell.open_record(Noun.PERSON, self.row.person_id)
        )
        self._quote = Button(_("Quote a car"), kind="plain", icon=Icon.FILE_TEXT, name="quote_car")
        self._quote.clicked.connect(
            lambda: self.row and self.shell.open_record(Noun.QUOTE_WISH, self.row.person_id)
        )
        self._order = Button(
            _("Open the car order"), kind="plain", icon=Icon.FILE_TEXT, name="order"
        )
        self._order.clicked.connect(
            lambda: self.row and self.shell.open_record(Noun.SALE_ORDER, self.row.sale_order_id)
        )
        self.adopt(self._file, self._quote, self._order)

    def _fill(self, row: DueContact) -> None:
        self.typed.load(row.id, begin_contact(row.way, row.level_id), version=None)
        goes_on = any((row.prospect_id, row.fleet_project_id, row.sale_order_id))
        self.form.show_field("level_id", row.prospect_id is not None)
        for name in ("next_at", "next_way"):
            self.form.show_field(name, goes_on)
        self._ask_why()

    def _submit(self) -> None:
        if self.row is not None:
            outcome = to_outcome(self.form.value(), self.row.level_id, follow_up_id=self.row.id)
            self.typed.save(commands.complete_follow_up, outcome, then=self._noted)

    def _noted(self, next_at: datetime | None) -> None:
        told = (
            _("Contact saved. Next one {when}.").format(when=short_moment(next_at))
            if next_at
            else _("Contact saved.")
        )
        self.shell.notices.say(told)
        self.closed.emit()
