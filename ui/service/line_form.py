"""The form of a line; its kind decides which fields apply."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal, InvalidOperation
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.orders.rules import SettlementBlock, product
from app.parts.queries import LabourItemRow, PartRow
from app.service.commands import lines
from app.service.queries.advice import AdviceLine
from app.service.values import LabourValue, OtherValue, PartLineValue
from app.text import N_, _
from db.vocabulary import PartKind, ServiceType, Trade
from ui.icons import Icon
from ui.parts.buttons import Button
from ui.parts.columns import choice_of, field
from ui.parts.fields import Choice, Money, Number, Toggle
from ui.parts.form import Field, Form, FormValue
from ui.parts.layouts import hbox, stretched, vbox
from ui.parts.menu_button import MenuAct, MenuButton
from ui.shell.editing.record_form import RecordForm

NOTES = ("note", "internal_note")
FIELDS = {
    SettlementBlock.LABOUR: (
        "hours",
        "rate",
        "fee",
        "job_id",
        "fixed_price",
        "hides_lines",
        "service_type",
        *NOTES,
    ),
    SettlementBlock.MATERIAL: (
        "quantity",
        "price",
        "kind",
        "by_customer",
        "job_id",
        "service_type",
        *NOTES,
    ),
    SettlementBlock.OTHER: ("amount", *NOTES),
}


LINE = (
    Field("name", N_("Name or code"), partial(Choice, free=True)),
    field("labour_line.hours", lambda: Number(decimals=2, unit=_("h")), half=True),
    field("labour_line.rate", Money, half=True),
    field("labour_line.fee", Money),
    field("part_line.quantity", partial(Number, decimals=2), half=True),
    field("part_line.price", Money, half=True),
    field("part_line.kind", choice_of(Choice, PartKind), half=True),
    field("part_line.by_customer", Toggle, half=True),
    field("other_line.amount", Money),
    field("part_line.job_id", Choice, more=True),
    field("labour_line.fixed_price", Money, half=True, more=True),
    field("labour_line.hides_lines", Toggle, half=True, more=True),
    field("labour_line.service_type", choice_of(Choice, ServiceType), more=True),
    field("labour_line.note", more=True),
    field("labour_line.internal_note", more=True),
)


class LineForm(QWidget):
    """A line of labour, material or other cost; `asked()` gives the command and its value."""

    remove_asked = Signal()
    finish_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._row: AdviceLine | None = None
        self.editing: RecordForm | None = None
        self.order_id = 0
        self.block = SettlementBlock.LABOUR
        self._labour: dict[int, LabourItemRow] = {}
        self._parts: dict[int, PartRow] = {}
        self._instead_of: int | None = None
        self._rate = Decimal(0)
        self.form = Form(LINE, submit=N_("Add the line"), clear=N_("Close"), name="line")
        text, icon = _("Remove"), Icon.TRASH_2
        self.remove = Button(text, kind="link", icon=icon, name="remove_line", saves=True)
        self.finish = Button("", kind="link", icon=Icon.CHECK, name="finish_line", saves=True)
        self.more = MenuButton(
            "", lambda: self.offered_acts(), icon=Icon.ELLIPSIS, name="line_more", says=_("More")
        )
        self.offered_acts: Callable[[], list[MenuAct]] = list
        acts = hbox(stretched(self.finish), stretched(self.remove), self.more)
        vbox(acts, self.form, parent=self, spacing=1)
        self.remove.clicked.connect(self.remove_asked)
        self.finish.clicked.connect(self.finish_asked)
        self.form.edited.connect(self._follow)
        self.form["name"].editingFinished.connect(self._take_code)
        self.begin(SettlementBlock.LABOUR, rate="0")

    def offer_labour(self, items: list[LabourItemRow]) -> None:
        """The labour items that can be chosen."""
        self._labour = {item.id: item for item in items}
        self._show_options()

    def offer_parts(self, parts: list[PartRow]) -> None:
        """The parts that can be chosen."""
        self._parts = {part.id: part for part in parts}
        self._show_options()

    def offer_jobs(self, jobs: list[tuple[int, str]]) -> None:
        """The jobs of the order that a line can stand under."""
        self.form["job_id"].set_options(jobs)

    def begin(
        self,
        block: SettlementBlock,
        *,
        rate: str,
        job_id: int | None = None,
        instead_of: int | None = None,
    ) -> None:
        """Begin a new line of this kind; `rate` is the price of an hour.

        It stands under the job `job_id`, or is offered instead of the job `instead_of`.
        """
        try:
            self._rate = Decimal(rate)
        except InvalidOperation:
            self._rate = Decimal(0)
        self._row, self._instead_of = None, instead_of
        new = {"rate": self._rate, "quantity": Decimal(1), "kind": PartKind.GENUINE}
        self._fill(block, new | {"job_id": job_id})

    def edit(self, row: AdviceLine) -> None:
        """Edit a line that is there already; its kind stays."""
        self._row = row
        self._fill(row.block, self.value_of(row))

    def value_of(self, row: AdviceLine) -> FormValue:
        """A line as the form holds it."""
        item = self._items(row.block).get(row.item_id or 0)
        values: FormValue = {
            "name": row.item_id if item and item.name == row.name else row.name,
            "by_customer": row.by_customer,
            "job_id": row.job_id,
            "fixed_price": row.fixed_price,
            "hides_lines": row.hides_lines,
            "service_type": row.service_type,
            "note": row.note,
            "internal_note": row.internal_note,
        }
        if row.block is SettlementBlock.LABOUR:
            return values | {"hours": row.quantity, "rate": row.price, "fee": row.amount}
        return values | {
            "quantity": row.quantity,
            "price": row.price,
            "kind": row.kind,
            "amount": row.amount,
        }

    def start(self) -> None:
        """Put the cursor where the name is typed."""
        self.form["name"].setFocus()

    def asked(self) -> tuple[Callable[..., object], LabourValue | PartLineValue | OtherValue]:
        """The command that saves this kind of line, and its value."""
        value, block = self.form.value(), self.block
        seen = self.editing.version if self.editing else None
        which = {"id": self._row.id, "version": seen} if self._row else {}
        which |= {name: value[name] for name in NOTES}
        if block is SettlementBlock.LABOUR:
            return lines.save_labour, self._labour_value(value, which)
        if block is SettlementBlock.MATERIAL:
            return lines.save_part, self._part_value(value, which)
        return lines.save_other, OtherValue(
            value["name"] if isinstance(value["name"], str) else None, value["amount"], **which
        )

    def _labour_value(self, value: FormValue, which: FormValue) -> LabourValue:
        item, same = self._labour.get(value["name"]), self._row
        known = item or same
        return LabourValue(
            item.name if item else value["name"],
            value["hours"],
            value["rate"],
            value["fee"],
            item_id=item.id if item else None,
            code=known.code if known else None,
            trade=(known.trade if known else None) or Trade.MECHANICAL,
            technician_id=same.technician_id if same else None,
            job_id=value["job_id"],
            alternative_id=self._instead_of,
            fixed_price=value["fixed_price"],
            hides_lines=bool(value["hides_lines"]),
            service_type=value["service_type"],
            **which,
        )

    def _part_value(self, value: FormValue, which: FormValue) -> PartLineValue:
        part, same = self._parts.get(value["name"]), self._row
        known = part or same
        return PartLineValue(
            part.name if part else value["name"],
            value["quantity"],
            value["price"],
            part_id=part.id if part else None,
            number=part.number if part else same.code if same else None,
            brand=known.brand if known else None,
            kind=value["kind"] or PartKind.GENUINE,
            unit=known.unit if known else None,
            by_customer=bool(value["by_customer"]),
            arrived=same.arrived if same else True,
            job_id=value["job_id"],
            service_type=value["service_type"],
            **which,
        )

    def _follow(self, name: str) -> None:
        if name == "name":
            self._take_item()
        elif name in ("hours", "rate"):
            self._show_fee()

    def _take_code(self) -> None:
        """A whole code chooses its item."""
        typed = self.form["name"].value()
        if not isinstance(typed, str):
            return
        for key, item in self._items(self.block).items():
            if code_of(item).casefold() == typed.casefold():
                self.form["name"].set_value(key)
                self._take_item()
                return

    def _take_item(self) -> None:
        chosen, block = self.form["name"].value(), self.block
        if block is SettlementBlock.LABOUR and chosen in self._labour:
            item = self._labour[chosen]
            self.form["hours"].set_value(item.hours)
            self.form["rate"].set_value(item.rate)
            self._show_fee()
        elif block is SettlementBlock.MATERIAL and chosen in self._parts:
            part = self._parts[chosen]
            self.form["price"].set_value(part.price)
            self.form["kind"].set_value(part.kind)

    def _show_fee(self) -> None:
        hours, rate = self.form["hours"].value(), self.form["rate"].value()
        if hours is not None and rate is not None:
            self.form["fee"].set_value(product(hours, rate))

    def _fill(self, block: SettlementBlock, values: FormValue) -> None:
        for name in {name for names in FIELDS.values() for name in names}:
            self.form.show_field(name, name in FIELDS[block])
        self.block = block
        self._show_options()
        row = self._row
        if self.editing is None:
            self.form.set_value(values)
        else:
            new = f"{self.order_id}-{block.value}"
            key = new if row is None else f"{new}-{row.id}"
            self.editing.load(key, values, version=row.version if row else None)
        self.remove.setVisible(row is not None)
        self.more.setVisible(row is not None and bool(self.offered_acts()))
        self.form.submit_button.show_text(_("Add the line") if row is None else _("Save the line"))

    def _items(self, block: SettlementBlock) -> Mapping[int, LabourItemRow | PartRow]:
        """The price list of a kind of line, by id; other costs have none."""
        if block is SettlementBlock.LABOUR:
            return self._labour
        return self._parts if block is SettlementBlock.MATERIAL else {}

    def _show_options(self) -> None:
        items = self._items(self.block).items()
        self.form["name"].set_options([(key, item.name, searched(item)) for key, item in items])


def code_of(item: LabourItemRow | PartRow) -> str:
    """The code of a labour item, the number of a part."""
    return item.code if isinstance(item, LabourItemRow) else item.number


def searched(item: LabourItemRow | PartRow) -> str:
    """The text in which a choice looks for what is typed."""
    more = item.name if isinstance(item, LabourItemRow) else item.brand or ""
    return f"{code_of(item)} {more}"
