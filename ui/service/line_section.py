"""Jobs, parts and the rest with live totals; one form adds and changes them."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout

from app.formatting import money
from app.labels import label
from app.orders.rules import SettlementBlock
from app.parts import queries as price_lists
from app.parts.queries import LabourItemRow, PartRow
from app.service.commands import lines
from app.service.queries.advice import AdviceLine
from app.service.queries.newest import newest_line
from app.service.settings import PriceSettings
from app.service.values import LineRef
from app.text import N_, _, ngettext
from app.tones import Tone
from db.vocabulary import LineState
from ui import theme
from ui.icons import Icon
from ui.labels import tone
from ui.parts.buttons import Button
from ui.parts.labels import Banner
from ui.parts.panel import inset
from ui.parts.table import Column, Table
from ui.service.line_form import LineForm
from ui.service.section import OrderSection
from ui.service.totals import TotalsStrip
from ui.shell.editing.record_form import RecordSource

ICONS = {
    SettlementBlock.LABOUR: Icon.WRENCH,
    SettlementBlock.MATERIAL: Icon.PACKAGE,
    SettlementBlock.OTHER: Icon.RECEIPT,
}
ADDERS = (
    (SettlementBlock.LABOUR, N_("Add labour"), "wrench"),
    (SettlementBlock.MATERIAL, N_("Add a part"), "package"),
    (SettlementBlock.OTHER, N_("Add something else"), "receipt"),
)
MOST_ITEMS = 2000


class LineSection(OrderSection):
    """A row chosen is a row edited; what a settlement locked is only read."""

    writers = lines.PRICING

    def build(self) -> None:
        self._items: tuple[list[LabourItemRow], list[PartRow]] = ([], [])
        self.totals = TotalsStrip()
        self.table = Table(
            (
                Column(
                    "name",
                    N_("Line"),
                    ink=True,
                    stretch=True,
                    second=detail,
                    icon=lambda row: ICONS[row.block],
                    sortable=False,
                ),
                Column("amount", N_("Amount"), width=104, align="right", sortable=False),
                Column(
                    "state",
                    N_("Answer"),
                    width=120,
                    text=label,
                    chip=True,
                    tone=lambda row: tone(row.state),
                    sortable=False,
                ),
            ),
            empty=N_("No line yet. Add labour or a part below."),
            row_id="ref",
            name="lines",
        )
        self.form = LineForm()
        source = RecordSource(newest_line, self.form.value_of)
        self.form.editing = self.editing = self.edits(self.form.form, source, whole=True)
        self.form.hide()
        self._advice: Banner | None = None
        self._adders = self._add_buttons()
        self.column.addWidget(self.totals)
        self.column.addWidget(self.table, 1)
        self.column.addLayout(inset(self._adders))
        self.column.addWidget(self.form)
        self.table.chosen.connect(self._edit)
        self.form.form.submitted.connect(self._save)
        self.form.form.clear_button.clicked.connect(self._leave)
        self.form.form.left.connect(self._leave)
        self.form.remove_asked.connect(self._remove)

    def refresh(self, new: bool) -> None:
        if self.sheet is None:
            return
        self.form.order_id = self.sheet.id
        if new:
            self._leave()
            self.work.ask(
                price_lists.labour_items,
                limit=MOST_ITEMS,
                then=self._take_labour,
                topic=(self, "labour"),
            )
            self.work.ask(
                price_lists.parts, limit=MOST_ITEMS, then=self._take_parts, topic=(self, "parts")
            )
        self.table.show_rows(self.sheet.lines)
        self.totals.show_totals(self.sheet.totals)
        locked = (
            self.sheet.bill is not None
            or (self.sheet.is_closed and not self.sheet.departure.at)
            or not self.may(*self.writers)
        )
        if locked:
            self._leave()
        elif not self.form.isHidden():
            self._edit(self.table.current())
        for button in self._buttons:
            button.setEnabled(not locked)
        self._offer_advice(not locked)

    def start(self) -> None:
        """The next line; of a locked order the list is read."""
        if self._buttons[0].isEnabled():
            self.add(self.form.block)
        else:
            self.table.setFocus()

    def add(self, block: SettlementBlock) -> None:
        """An empty form for a line of this kind."""
        self.table.clear_choice()
        self.form.begin(block, rate=self.shell.settings.of(PriceSettings).labour_rate)
        self._show_form(True)
        self.form.start()

    def _show_form(self, shown: bool) -> None:
        self.form.setVisible(shown)
        for button in self._buttons:
            button.setVisible(not shown)

    def _add_buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(theme.size("space-2"))
        self._buttons = []
        for block, text, icon in ADDERS:
            button = Button(_(text), icon=icon, name=f"add_{block.value}")
            button.clicked.connect(lambda _checked=False, block=block: self.add(block))
            row.addWidget(button, 1)
            self._buttons.append(button)
        return row

    def _take_labour(self, items: list[LabourItemRow]) -> None:
        self._items = (items, self._items[1])
        self.form.offer(*self._items)

    def _take_parts(self, parts: list[PartRow]) -> None:
        self._items = (self._items[0], parts)
        self.form.offer(*self._items)

    def _edit(self, row: AdviceLine | None) -> None:
        if row is not None and self._buttons[0].isEnabled():
            self.form.edit(row)
            self._show_form(True)

    def _save(self) -> None:
        command, value = self.form.asked()
        if self.sheet is not None:
            self.editing.save(command, self.sheet.id, value, then=self._saved)

    def _saved(self, _ref: LineRef) -> None:
        self.add(self.form.block)

    def _leave(self) -> None:
        """Back to reading the lines."""
        self.table.clear_choice()
        self.form.begin(self.form.block, rate=self.shell.settings.of(PriceSettings).labour_rate)
        self._show_form(False)

    def _remove(self) -> None:
        row = self.table.current()
        if row is not None:
            self.act(
                lines.remove_line, row.ref, form=self.form.form, then=lambda _none: self._leave()
            )

    def _offer_advice(self, shown: bool) -> None:
        """What was declined before is one press away."""
        if self._advice is not None:
            self._advice.hide()
            self._advice.deleteLater()
            self._advice = None
        if self.sheet is None or not self.sheet.advice or not shown:
            return
        count = len(self.sheet.advice)
        names = _(", ").join(line.name for line in self.sheet.advice)
        text = ngettext(
            "{n} declined job last time: {names}", "{n} declined jobs last time: {names}", count
        )
        self._advice = Banner(Tone.WARN, text.format(n=count, names=names), "", _("Offer again"))
        self._advice.setObjectName("advice")
        refs = tuple(line.ref for line in self.sheet.advice)
        self._advice.pressed.connect(
            lambda: self.act(lines.take_up_advice, refs, form=self.form.form)
        )
        self.column.insertWidget(1, self._advice)


def detail(row: AdviceLine) -> str:
    """Code, quantity and price under the name, and why it was declined."""
    quantity = f"{row.quantity.normalize():f}" if row.quantity is not None else ""
    unit = _("h") if row.block is SettlementBlock.LABOUR else row.unit or ""
    price = f"{quantity} {unit} × {money(row.price)}" if row.price is not None else ""
    parts = [row.code or "", price]
    if row.by_customer:
        parts.append(_("Customer's own"))
    elif row.kind is not None:
        parts.append(label(row.kind))
    if row.additional:
        parts.append(_("additional"))
    if not row.arrived:
        parts.append(_("not arrived"))
    if row.state is LineState.DECLINED and row.declined_reason:
        parts.append(row.declined_reason)
    return " · ".join(part for part in parts if part)
