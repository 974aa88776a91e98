"""Faults of a warranty repair, what the rules count for the car, and its open recalls."""

from __future__ import annotations

from app.formatting import joined
from app.labels import label
from app.local_time import local_day
from app.text import N_, _
from app.tones import Tone
from app.warranty import commands, words
from app.warranty.queries import recalls, rights
from app.warranty.queries.rights import OrderFaultRow, OrderRights
from app.warranty.values import OrderFaultValue, SupportValue
from db.vocabulary import Role
from db.warranty_words import ReplacedPart
from ui import theme
from ui.icons import Icon
from ui.parts.buttons import Button
from ui.parts.columns import choice_of, field
from ui.parts.confirm import ConfirmBar
from ui.parts.dates import aware
from ui.parts.fields import Choice, MomentField, Money, Segments, Toggle
from ui.parts.form import Form
from ui.parts.labels import Label
from ui.parts.layouts import stretched
from ui.parts.panel import inset
from ui.parts.table import Column, Table
from ui.service.record_strip import RecordStrip
from ui.service.section import OrderSection
from ui.shell.editing.record_form import RecordSource

NO_FAULT = N_("No fault code chosen. The same code is counted as the same fault.")


def _told(row: OrderFaultRow) -> str:
    cured = _("Still not usable") if row.not_cured else ""
    return joined(label(row.part), label(row.replaced), cured)


FAULTS = (
    Column("code", N_("Fault code"), width=96, ink=True),
    Column("name", N_("Fault"), stretch=True, width=160, second=_told),
)
FAULT = (
    field("order_fault.fault_code_id", Choice),
    field("order_fault.replaced", choice_of(Segments, ReplacedPart)),
    field("order_fault.not_cured", Toggle),
    field("order_fault.transport_from", MomentField, more=True, half=True),
    field("order_fault.transport_until", MomentField, more=True, half=True),
)


SUPPORT = (
    field("repair_order.travel_money", Money, half=True),
    field("repair_order.towed", Toggle, half=True),
)


class WarrantySection(OrderSection):
    """The counts of the car above, the faults of this order below."""

    writers = commands.SERVICE

    def build(self) -> None:
        self.confirm = ConfirmBar(self)
        self.counted = Label("", "body", wrap=True)
        self.counted.setObjectName("warranty_counts")
        self.loan = Label("", "body", bold=True, wrap=True)
        self.record_strip = RecordStrip()
        self.recalls = Label("", "body", bold=True, wrap=True)
        self.recalls.set_tone(Tone.BAD)
        self.done = Button(_("Recall work done"), name="recall_done", saves=True)
        self.waive = Button(_("Release the car…"), kind="link", name="recall_waive")
        self.table = Table(FAULTS, empty=NO_FAULT, name="order_faults")
        self.form = Form(FAULT, submit=N_("Save the fault"), clear=N_("New row"), name="fault")
        self.editing = self.edits(self.form, RecordSource(rights.newest_fault, _value))
        remove = _("Remove")
        self._remove = Button(
            remove, kind="link", icon=Icon.TRASH_2, name="remove_fault", saves=True
        )
        self.support = Form(SUPPORT, submit=N_("Save the support"), clear="", name="support")
        newest = RecordSource(rights.newest_support, _support, self._about)
        self.helped = self.edits(self.support, newest)
        self._lay_out()
        self.support.submitted.connect(self._save_support)
        self.table.chosen.connect(self._edit)
        self.form.submitted.connect(self._save)
        self.form.clear_button.clicked.connect(self.table.clear_choice)
        self._remove.clicked.connect(self._remove_row)
        self.record_strip.sign.clicked.connect(self._sign_record)
        self.done.clicked.connect(self._finish_recalls)
        self.waive.clicked.connect(self._ask_waiver)

    def refresh(self, new: bool) -> None:
        if self.sheet is None:
            return
        if new:
            self.confirm.leave()
            self.record_strip.hide()
            self.table.clear_choice()
            self._edit(None)
        key, now = self.sheet.id, self.work.now()
        self.work.ask(recalls.fault_options, then=self._offer, topic=(self, "codes"))
        self.work.ask(rights.order_rights, key, at=now, then=self._show, topic=(self, "rights"))

    def _offer(self, options: list[tuple[int, str]]) -> None:
        self.form["fault_code_id"].set_options(options)

    def _show(self, found: OrderRights) -> None:
        counts = [words.count_text(one) for one in found.rights.counts]
        now = self.work.now()
        self.counted.say("\n".join((words.rights_text(found.rights, local_day(now)), *counts)))
        told, tone = words.loan_of(found.rights, found.repair, at=now)
        self.loan.say(told)
        self.loan.set_tone(tone)
        self.loan.setVisible(bool(told))
        self.record_strip.show_record(found.record, may_sign=self.may(*self.writers))
        self._show_recalls(found)
        self.table.show_rows(found.faults)
        if self.sheet is not None:
            self.helped.load(self.sheet.id, _support(found), version=found.version)
        self._edit(self.table.current())

    def _show_recalls(self, found: OrderRights) -> None:
        told = [_("Recall {text} is open").format(text=one.text) for one in found.recalls]
        if found.waived and told:
            told.append(_("Released: {reason}").format(reason=found.waived))
        is_open = bool(found.recalls) and self.sheet is not None and not self.sheet.is_closed
        self.recalls.say("\n".join(told))
        self.recalls.setVisible(bool(told))
        self.done.setVisible(is_open and self.may(*self.writers))
        self.waive.setVisible(is_open and not found.waived and self.may(Role.MANAGER))

    def _edit(self, row: OrderFaultRow | None) -> None:
        is_open = self.sheet is not None and not self.sheet.is_closed
        self._remove.setVisible(row is not None and is_open)
        if self.sheet is None:
            return
        if row is None:
            self.editing.load(f"{self.sheet.id}", {}, version=None)
        else:
            self.editing.load(row.id, _value(row), version=row.version)

    def _save(self) -> None:
        row, typed = self.table.current(), self.form.value()
        spans = {name: aware(typed[name]) for name in ("transport_from", "transport_until")}
        key = {"id": row.id, "version": self.editing.version} if row is not None else {}
        value = OrderFaultValue(**(typed | spans), **key)
        if self.sheet is not None:
            self.editing.save(commands.save_fault, self.sheet.id, value, then=self._saved)

    def _about(self) -> dict[str, object]:
        return {"at": self.work.now()}

    def _save_support(self) -> None:
        value = SupportValue(**self.support.value())
        self.save_edited(self.helped, commands.note_support, value=value)

    def _saved(self, _key: object) -> None:
        self.table.clear_choice()
        self._edit(None)

    def _remove_row(self) -> None:
        if (row := self.table.current()) is not None:
            self.act(commands.remove_fault, row.id, form=self.form, then=self._saved)

    def _sign_record(self) -> None:
        if self.sheet is None:
            return
        key = self.sheet.id

        def undo() -> None:
            self.work.act(commands.unsign_record, key)

        def done(_answer: object) -> None:
            self.shell.notices.say(_("The signatures are noted."), undo=undo)

        self.work.act(commands.sign_record, key, then=done, refuse=self.tell)

    def _finish_recalls(self) -> None:
        if self.sheet is not None:
            self.work.act(commands.finish_recalls, self.sheet.id, refuse=self.tell)

    def _ask_waiver(self) -> None:
        question = _("Let the car leave with an open recall? Your name and the reason are kept.")
        act, why = _("Release it"), _("Why, and what was the customer told?")
        self.confirm.ask(question, act=act, then=self._waive, reason=why)

    def _waive(self, reason: str) -> None:
        if self.sheet is not None:
            self.work.act(commands.waive_recall, self.sheet.id, reason, refuse=self.tell)

    def _lay_out(self) -> None:
        recalls = (self.recalls, self.done, self.waive, self.confirm)
        heads = (*recalls, self.loan, self.record_strip, self.counted)
        told = [inset(widget) for widget in heads]
        self.table.setMinimumHeight(4 * theme.size("row"))
        self.scroll_as_one(*told, stretched(self.table), self._remove, self.form, self.support)


def _support(found: OrderRights) -> dict[str, object]:
    return {"towed": found.towed, "travel_money": found.travel_money}


def _value(row: OrderFaultRow) -> dict[str, object]:
    names = ("fault_code_id", "replaced", "not_cured", "transport_from", "transport_until")
    return {name: getattr(row, name) for name in names}
