"""The lines of an order with their totals and their form."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QHBoxLayout

from app.formatting import joined, money, short_moment
from app.labels import label
from app.orders.rules import SettlementBlock
from app.parts import queries as price_lists
from app.service.commands import jobs, lines
from app.service.queries.advice import AdviceLine, EarlierWork
from app.service.queries.newest import newest_line
from app.service.queries.sheet import OrderSheet
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
    (SettlementBlock.LABOUR, N_("Add labour"), Icon.WRENCH),
    (SettlementBlock.MATERIAL, N_("Add a part"), Icon.PACKAGE),
    (SettlementBlock.OTHER, N_("Add something else"), Icon.RECEIPT),
)
MOST_ITEMS = 2000


def detail(row: AdviceLine) -> str:
    """Code, quantity and price under the name, and why it was declined."""
    kind = label(row.kind) if row.kind is not None else ""
    return joined(
        row.code,
        _price(row),
        _("Customer's own") if row.by_customer else kind,
        _("additional") if row.additional else "",
        _("finished {when}").format(when=short_moment(row.finished_at)) if row.finished_at else "",
        "" if row.arrived else _("not arrived"),
        row.declined_reason if row.state is LineState.DECLINED else "",
    )


def _price(row: AdviceLine) -> str:
    """`1.5 h × ¥120.00`."""
    if row.price is None:
        return ""
    quantity = f"{row.quantity.normalize():f}" if row.quantity is not None else ""
    unit = _("h") if row.block is SettlementBlock.LABOUR else row.unit or ""
    return f"{quantity} {unit} × {money(row.price)}"


LINES = (
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
)


class LineSection(OrderSection):
    """The form edits the chosen line; after the settlement lines are only read."""

    writers = lines.PRICING

    def build(self) -> None:
        self.totals = TotalsStrip()
        empty = N_("No line yet. Add labour or a part below.")
        self.table = Table(LINES, empty=empty, row_id="ref", name="lines")
        self.form = LineForm()
        source = RecordSource(newest_line, self.form.value_of)
        self.form.editing = self.editing = self.edits(self.form.form, source, whole=True)
        self.form.hide()
        self._advice: Banner | None = None
        self.finish = Button("", icon=Icon.CHECK, name="finish_labour")
        self.finish.hide()
        self._buttons = [self._adder(*adder) for adder in ADDERS]
        self._lay_out()
        self._connect()

    def _adder(self, block: SettlementBlock, text: str, icon: Icon) -> Button:
        return Button(
            _(text), icon=icon, name=f"add_{block.value}", clicked=lambda: self.add(block)
        )

    def _lay_out(self) -> None:
        adders = QHBoxLayout()
        adders.setSpacing(theme.size("space-2"))
        for button in self._buttons:
            adders.addWidget(button)
        self.column.addWidget(self.totals)
        self.column.addWidget(self.table, 1)
        self.column.addLayout(inset(self.finish))
        self.column.addLayout(inset(adders))
        self.column.addWidget(self.form)

    def _connect(self) -> None:
        self.table.chosen.connect(self._edit)
        self.form.form.submitted.connect(self._save)
        self.form.form.clear_button.clicked.connect(self._leave)
        self.form.form.left.connect(self._leave)
        self.form.remove_asked.connect(self._remove)
        self.table.chosen.connect(self._offer_finish)
        self.finish.clicked.connect(self._finish)
        self.form.finish_asked.connect(self._finish)

    def refresh(self, new: bool) -> None:
        if self.sheet is None:
            return
        self.form.order_id = self.sheet.id
        if new:
            self._leave()
            self._ask_prices()
        self.table.show_rows(self.sheet.lines)
        self.totals.show_totals(self.sheet.totals)
        locked = self._is_locked(self.sheet)
        if not self.form.isHidden():
            # who only reads keeps the line that is chosen
            self._leave() if locked else self._edit(self.table.current())
        for button in self._buttons:
            button.setEnabled(not locked)
        self._offer_advice(() if locked else self.sheet.advice)
        self._offer_finish(self.table.current())

    def _is_locked(self, sheet: OrderSheet) -> bool:
        """True when settled, called off, or not for this person to price."""
        called_off = sheet.is_closed and not sheet.departure.at
        return sheet.bill is not None or called_off or not self.may(*self.writers)

    def _ask_prices(self) -> None:
        labour, parts = price_lists.labour_items, price_lists.parts
        work, form = self.work, self.form
        work.ask(labour, limit=MOST_ITEMS, then=form.offer_labour, topic=(self, "labour"))
        work.ask(parts, limit=MOST_ITEMS, then=form.offer_parts, topic=(self, "parts"))

    def start(self) -> None:
        """Begin the next line, or put the cursor into the list of a locked order."""
        if self._buttons[0].isEnabled():
            self.add(self.form.block)
        else:
            self.table.setFocus()

    def add(self, block: SettlementBlock) -> None:
        """Show an empty form for a line of this kind."""
        self.table.clear_choice()
        self.form.begin(block, rate=self.shell.settings.of(PriceSettings).labour_rate)
        self._show_form(True)
        self.form.start()

    def _show_form(self, shown: bool) -> None:
        self.form.setVisible(shown)
        for button in self._buttons:
            button.setVisible(not shown)

    def _edit(self, row: AdviceLine | None) -> None:
        if row is not None and self._buttons[0].isEnabled():
            self.form.edit(row)
            self._show_form(True)

    def _offer_finish(self, row: AdviceLine | None) -> None:
        """A job that was agreed to is finished with one press, and another one takes it back."""
        is_open = self.sheet is not None and self.sheet.bill is None and not self.sheet.is_closed
        is_job = row is not None and row.block is SettlementBlock.LABOUR
        may = is_open and is_job and self.may(*lines.finish_labour.roles)
        shown = may and row.state is LineState.APPROVED
        done = is_job and row.finished_at is not None
        for button, beside_form in ((self.finish, False), (self.form.finish, True)):
            button.setVisible(shown and self.form.isHidden() is not beside_form)
            button.show_text(_("Not finished yet") if done else _("Job finished"))

    def _finish(self) -> None:
        row = self.table.current()
        if row is not None:
            finish = partial(lines.finish_labour, done=row.finished_at is None)
            self.act(finish, row.id, form=self.form.form)

    def _save(self) -> None:
        command, value = self.form.asked()
        if self.sheet is not None:
            self.editing.save(command, self.sheet.id, value, then=self._saved)

    def _saved(self, _ref: LineRef) -> None:
        self.add(self.form.block)

    def _leave(self) -> None:
        """Close the form."""
        self.table.clear_choice()
        self.form.begin(self.form.block, rate=self.shell.settings.of(PriceSettings).labour_rate)
        self._show_form(False)

    def _remove(self) -> None:
        row = self.table.current()
        if row is not None:
            self.act(
                lines.remove_line, row.ref, form=self.form.form, then=lambda _none: self._leave()
            )

    def _offer_advice(self, advice: tuple[EarlierWork, ...]) -> None:
        """Jobs that the customer declined before can be offered again with one press."""
        if self._advice is not None:
            self._advice.hide()
            self._advice.deleteLater()
            self._advice = None
        if not advice:
            return
        refs = tuple(work.line.ref for work in advice)
        told = declined_before([work.line.name for work in advice], len(advice))
        self._advice = Banner(Tone.WARN, told, "", _("Offer again"))
        self._advice.setObjectName("advice")
        self._advice.pressed.connect(
            lambda: self.act(jobs.take_up_advice, refs, form=self.form.form)
        )
        self.column.insertWidget(1, self._advice)


def declined_before(names: list[str], count: int) -> str:
    """`2 declined jobs last time: Brake pads, Wiper blades`.

    `count` may be more than are named.
    """
    text = ngettext(
        "{n} declined job last time: {names}", "{n} declined jobs last time: {names}", count
    )
    return text.format(n=count, names=_(", ").join(names))
