"""One form for all three kinds of line.

The kind decides which fields apply, the price list fills them.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal, InvalidOperation
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.labels import label
from app.orders.rules import SettlementBlock, product
from app.parts.queries import LabourItemRow, PartRow
from app.service.commands import lines
from app.service.queries.advice import AdviceLine
from app.service.values import LabourValue, OtherValue, PartLineValue
from app.text import N_, _
from db.vocabulary import PartKind, Trade
from ui import theme
from ui.icons import Icon
from ui.parts.buttons import Button
from ui.parts.columns import field
from ui.parts.fields import Choice, Money, Number, Toggle
from ui.parts.form import Field, Form, FormValue
from ui.shell.editing.record_form import RecordForm

FIELDS = {
    SettlementBlock.LABOUR: ("hours", "rate", "fee"),
    SettlementBlock.MATERIAL: ("quantity", "price", "kind", "by_customer"),
    SettlementBlock.OTHER: ("amount",),
}


class LineForm(QWidget):
    """`asked()` gives the command and its value for what stands in the form."""

    remove_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._row: AdviceLine | None = None
        self.editing: RecordForm | None = None
        self.order_id = 0
        self._labour: dict[int, LabourItemRow] = {}
        self._parts: dict[int, PartRow] = {}
        self._rate = Decimal(0)
        self.block = SettlementBlock.LABOUR
        self.form = Form(self._fields(), submit=N_("Add the line"), clear=N_("Close"), name="line")
        self.remove = Button(_("Remove"), kind="link", icon=Icon.TRASH_2, name="remove_line")
        self.remove.clicked.connect(self.remove_asked)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.size("space-1"))
        column.addWidget(self.remove)
        column.addWidget(self.form)
        self.form.edited.connect(self._heed)
        self.form["name"].editingFinished.connect(self._take_code)
        self.begin(SettlementBlock.LABOUR, rate="0")

    def offer(self, labour: list[LabourItemRow], parts: list[PartRow]) -> None:
        """The price lists that can be chosen from."""
        self._labour = {item.id: item for item in labour}
        self._parts = {part.id: part for part in parts}
        self._show_options()

    def begin(self, block: SettlementBlock, *, rate: str) -> None:
        """A new line of this kind."""
        try:
            self._rate = Decimal(rate)
        except InvalidOperation:
            self._rate = Decimal(0)
        self._row = None
        self._fill(block, {"rate": self._rate, "quantity": Decimal(1), "kind": PartKind.GENUINE})

    def edit(self, row: AdviceLine) -> None:
        """A line that is there already; its kind stays."""
        self._row = row
        self._fill(row.block, self.value_of(row))

    def value_of(self, row: AdviceLine) -> FormValue:
        """A line as the form holds it."""
        listed = self._labour if row.block is SettlementBlock.LABOUR else self._parts
        item = listed.get(row.item_id or 0)
        values: FormValue = {
            "name": row.item_id if item and item.name == row.name else row.name,
            "by_customer": row.by_customer,
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
        """The cursor where the name is typed."""
        self.form["name"].setFocus()

    def asked(self) -> tuple[Callable[..., object], LabourValue | PartLineValue | OtherValue]:
        """What saving means for this kind of line."""
        value, block = self.form.value(), self.block
        seen = self.editing.version if self.editing else None
        which = {"id": self._row.id, "version": seen} if self._row else {}
        if block is SettlementBlock.LABOUR:
            return lines.save_labour, self._labour_value(value, which)
        if block is SettlementBlock.MATERIAL:
            return lines.save_part, self._part_value(value, which)
        return lines.save_other, OtherValue(
            value["name"] if isinstance(value["name"], str) else None, value["amount"], **which
        )

    def _labour_value(self, value: FormValue, which: FormValue) -> LabourValue:
        item, same = self._labour.get(value["name"]), self._row
        return LabourValue(
            item.name if item else value["name"],
            value["hours"],
            value["rate"],
            value["fee"],
            item_id=item.id if item else None,
            code=item.code if item else same.code if same else None,
            trade=item.trade if item else (same.trade if same else None) or Trade.MECHANICAL,
            technician_id=same.technician_id if same else None,
            **which,
        )

    def _part_value(self, value: FormValue, which: FormValue) -> PartLineValue:
        part, same = self._parts.get(value["name"]), self._row
        return PartLineValue(
            part.name if part else value["name"],
            value["quantity"],
            value["price"],
            part_id=part.id if part else None,
            number=part.number if part else same.code if same else None,
            brand=part.brand if part else same.brand if same else None,
            kind=value["kind"] or PartKind.GENUINE,
            unit=part.unit if part else same.unit if same else None,
            by_customer=bool(value["by_customer"]),
            arrived=same.arrived if same else True,
            **which,
        )

    def _heed(self, name: str) -> None:
        if name == "name":
            self._take_item()
        elif name in ("hours", "rate"):
            self._show_fee()

    def _take_code(self) -> None:
        """A code that was typed whole means its item."""
        typed = self.form["name"].value()
        if isinstance(typed, str) and self.block is not SettlementBlock.OTHER:
            listed = (
                self._labour.values()
                if self.block is SettlementBlock.LABOUR
                else self._parts.values()
            )
            found = next(
                (item for item in listed if code_of(item).casefold() == typed.casefold()), None
            )
            if found is not None:
                self.form["name"].set_value(found.id)
                self._take_item()

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
        for kind, names in FIELDS.items():
            for name in names:
                self.form.show_field(name, kind is block)
        self.block = block
        self._show_options()
        row = self._row
        if self.editing is None:
            self.form.set_value(values)
        else:
            key = (
                f"{self.order_id}-{block.value}"
                if row is None
                else f"{self.order_id}-{block.value}-{row.id}"
            )
            self.editing.load(key, values, version=row.version if row else None)
        self.remove.setVisible(self._row is not None)
        self.form.submit_button.show_text(
            _("Add the line") if self._row is None else _("Save the line")
        )

    def _show_options(self) -> None:
        block = self.block
        if block is SettlementBlock.LABOUR:
            options = [
                (item.id, item.name, f"{item.code} {item.name}") for item in self._labour.values()
            ]
        elif block is SettlementBlock.MATERIAL:
            options = [
                (part.id, part.name, f"{part.number} {part.brand or ''}")
                for part in self._parts.values()
            ]
        else:
            options = []
        self.form["name"].set_options(options)

    def _fields(self) -> tuple[Field, ...]:
        kinds = tuple((kind, label(kind)) for kind in PartKind)
        return (
            Field("name", N_("Name or code"), partial(Choice, free=True)),
            field("labour_line.hours", partial(Number, decimals=2, unit=_("h")), half=True),
            field("labour_line.rate", Money, half=True),
            field("labour_line.fee", Money),
            field("part_line.quantity", partial(Number, decimals=2), half=True),
            field("part_line.price", Money, half=True),
            field("part_line.kind", partial(Choice, kinds), half=True),
            field("part_line.by_customer", Toggle, half=True),
            field("other_line.amount", Money),
        )


def code_of(item: LabourItemRow | PartRow) -> str:
    """What people type to find it."""
    return item.code if isinstance(item, LabourItemRow) else item.number
