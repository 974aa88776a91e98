"""The lines of an order with their totals and their form."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from PySide6.QtWidgets import QWidget

from app.orders.rules import SettlementBlock, may_work_on
from app.parts import queries as price_lists
from app.service.commands import approvals, jobs, lines
from app.service.commands.approvals import OPEN
from app.service.job_lines import JobLine, heads, job_lines
from app.service.queries.advice import AdviceLine
from app.service.queries.margin import margin
from app.service.queries.newest import newest_line
from app.service.queries.sheet import OrderSheet
from app.service.settings import PriceSettings
from app.service.values import LineRef
from app.text import N_, _, ngettext
from app.vehicles.rules import COMES_BACK
from db.nouns import Noun
from db.vocabulary import LineState
from ui.icons import Icon
from ui.parts.buttons import Button
from ui.parts.flow import Flow
from ui.parts.labels import Label
from ui.parts.layouts import vbox
from ui.parts.menu_button import MenuAct
from ui.parts.naming import named
from ui.parts.panel import inset
from ui.parts.table import Table
from ui.service.earlier_work import EarlierWorkList
from ui.service.line_form import LineForm
from ui.service.line_table import LINES
from ui.service.package_button import PackageButton
from ui.service.section import OrderSection
from ui.service.totals import TotalsStrip, show_margin
from ui.shell.editing.record_form import RecordSource

ADDERS = (
    (SettlementBlock.LABOUR, N_("Add labour"), Icon.WRENCH),
    (SettlementBlock.MATERIAL, N_("Add part"), Icon.PACKAGE),
    (SettlementBlock.OTHER, N_("Add other"), Icon.RECEIPT),
)
MOST_ITEMS = 2000


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
        self.form.offered_acts = self._line_acts
        self.earlier = EarlierWorkList(self.shell)
        self.margin = named(Label("", "caption"), "margin")
        self.margin.hide()
        self.packages = PackageButton(self.work)
        self._job: int | None = None
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
        room = QWidget()
        adders = Flow(room)
        for button in (*self._buttons, self.packages):
            adders.addWidget(button)
        self.spare = QWidget()
        vbox(self.totals, inset(self.margin), parent=self.spare)
        self.column.addWidget(self.spare)
        self.column.addWidget(self.earlier)
        self.column.addWidget(self.table, 1)
        self.column.addLayout(inset(self.finish))
        self.column.addLayout(inset(room))
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
        self.earlier.taken_up.connect(
            lambda refs: self.act(jobs.take_up_advice, refs, form=self.form.form)
        )
        self.earlier.opened.connect(partial(self.shell.open_record, Noun.REPAIR_ORDER))
        self.packages.picked.connect(
            lambda package: self.act(jobs.add_package, package, form=self.form.form)
        )

    def refresh(self, new: bool) -> None:
        if self.sheet is None:
            return
        self.form.order_id = self.sheet.id
        if new:
            self._job = None
            self._leave()
            self._ask_prices()
        self.table.show_rows(job_lines(self.sheet.lines))
        self.form.offer_jobs([(job.line.id, job.line.name) for job in _jobs(self.sheet)])
        self.totals.show_totals(self.sheet.totals)
        show = partial(show_margin, self.margin)
        viewer, topic = self.work.actor, (self, "margin")
        self.work.ask(margin, self.sheet.id, viewer=viewer, then=show, topic=topic)
        locked = self._is_locked(self.sheet)
        if not locked:
            self.packages.ask(self.sheet.id)
        if not self.form.isHidden():
            # who only reads keeps the line that is chosen
            self._leave() if locked else self._edit(self.table.current())
        for button in (*self._buttons, self.packages):
            button.setEnabled(not locked)
        self.earlier.show_work(() if locked else self.sheet.advice, now=self.work.now())
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

    def add(self, block: SettlementBlock, *, instead_of: int | None = None) -> None:
        """Show an empty form for a line of this kind; a part stands under the last open job."""
        self.table.clear_choice()
        open_jobs = {job.line.id for job in _jobs(self.sheet) if job.line.state in OPEN}
        job_id = self._job if self._job in open_jobs else None
        self.form.begin(
            block,
            rate=self.shell.settings.of(PriceSettings).labour_rate,
            job_id=job_id if block is SettlementBlock.MATERIAL else None,
            instead_of=instead_of,
        )
        self._show_form(True)
        self.form.start()

    def _line(self) -> AdviceLine | None:
        """The line that is chosen."""
        row = self.table.current()
        return row.line if row is not None else None

    def _show_form(self, shown: bool) -> None:
        self.form.setVisible(shown)
        for button in self._buttons:
            button.setVisible(not shown)
        self.packages.want(not shown)

    def _edit(self, shown: JobLine | None) -> None:
        if shown is not None and self._buttons[0].isEnabled():
            row = shown.line
            self._job = row.id if row.block is SettlementBlock.LABOUR else row.job_id
            self.form.edit(row)
            self._show_form(True)

    def _offer_finish(self, chosen: JobLine | None) -> None:
        """A job that was agreed to is finished with one press, and another one takes it back."""
        row = chosen.line if chosen is not None else None
        is_open = self.sheet is not None and self.sheet.bill is None and not self.sheet.is_closed
        is_job = row is not None and row.block is SettlementBlock.LABOUR
        may = is_open and is_job and self.may(*lines.finish_labour.roles)
        shown = may and may_work_on(row.state)
        done = is_job and row.finished_at is not None
        for button, beside_form in ((self.finish, False), (self.form.finish, True)):
            button.setVisible(shown and self.form.isHidden() is not beside_form)
            button.show_text(_("Not finished yet") if done else _("Job finished"))

    def _finish(self) -> None:
        row = self._line()
        if row is not None:
            finish = partial(lines.finish_labour, done=row.finished_at is None)
            self.act(finish, row.id, form=self.form.form)

    def _save(self) -> None:
        command, value = self.form.asked()
        if self.sheet is not None:
            self.editing.save(command, self.sheet.id, value, then=self._saved)

    def _saved(self, ref: LineRef) -> None:
        if ref.block is SettlementBlock.LABOUR:
            self._job = ref.id
        self.add(self.form.block)

    def _leave(self) -> None:
        """Close the form."""
        self.table.clear_choice()
        self.form.begin(self.form.block, rate=self.shell.settings.of(PriceSettings).labour_rate)
        self._show_form(False)

    def _remove(self) -> None:
        row = self._line()
        if row is not None:
            self.act(
                lines.remove_line, row.ref, form=self.form.form, then=lambda _none: self._leave()
            )

    def _line_acts(self) -> list[MenuAct]:
        """What else can be done with the job that is chosen."""
        row = self._line()
        if row is None or row.job_id is not None:
            return []
        under = partial(self.add, SettlementBlock.MATERIAL)
        instead = partial(self.add, SettlementBlock.LABOUR, instead_of=row.id)
        acts = [
            MenuAct("add_under", _("Add a part to this job"), under),
            MenuAct("offer_instead", _("Offer another one instead"), instead),
        ]
        more = answer_acts(row) if self.may(*approvals.set_aside.roles) else ()
        return [
            *(acts if row.block is SettlementBlock.LABOUR else ()),
            *(MenuAct(name, text, partial(self._answer, command)) for name, text, command in more),
        ]

    def _answer(self, command: Callable[..., None]) -> None:
        row = self._line()
        if row is not None:
            self.act(command, row.ref, form=self.form.form)


def answer_acts(row: AdviceLine) -> Iterator[tuple[str, str, Callable[..., None]]]:
    """What may be done with a job beside the customer's answer: name, words, command."""
    if row.state is LineState.PROPOSED and row.agreed_amount is None:
        yield "set_aside", _("Not shown this time"), approvals.set_aside
    if row.state in COMES_BACK or row.state is LineState.NOT_CHOSEN:
        yield "offer_again", _("Offer again"), approvals.offer_again


def declined_before(names: list[str], count: int) -> str:
    """`2 jobs recommended before: Brake pads, Wiper blades`.

    `count` may be more than are named.
    """
    text = ngettext(
        "{n} job recommended before: {names}", "{n} jobs recommended before: {names}", count
    )
    return text.format(n=count, names=_(", ").join(names))


def _jobs(sheet: OrderSheet | None) -> list[JobLine]:
    """The jobs of an order that a line can stand under."""
    found = heads(sheet.lines) if sheet is not None else ()
    return [job for job in found if job.line.block is SettlementBlock.LABOUR]
