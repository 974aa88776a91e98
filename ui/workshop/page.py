"""The page of the workshop board."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QPoint, QTimer
from PySide6.QtWidgets import QWidget

from app.admin.letterhead import letterhead
from app.errors import Refused
from app.identity import plate as plates
from app.labels import label
from app.orders import rules
from app.orders.queries import OrderRow
from app.paper.frame import Printed
from app.text import _
from app.tones import Tone
from app.workshop import commands, papers, queries
from app.workshop.commands import CardMove, MovedCard
from app.workshop.queries import BoardDay
from db.nouns import Noun
from db.vocabulary import PaperKind, Stage
from ui.icons import Icon
from ui.parts.board import Board
from ui.parts.confirm import ConfirmBar
from ui.parts.labels import Empty
from ui.parts.page_header import PageHeader
from ui.parts.split import Split, lay_out_page
from ui.shell.printing.print_flow import PaperTask
from ui.shell.reasons import asked
from ui.shell.workspace.page import Page, Shell
from ui.workshop import cards, order_papers
from ui.workshop.board_view import NAME as VIEW
from ui.workshop.desk import DESK
from ui.workshop.move_menu import move_menu
from ui.workshop.shop_strip import ShopStrip
from ui.workshop.side_panels import SidePanels
from ui.workshop.view_button import ViewButton
from ui.workshop.wall import show_wall

TICK_MS = 20_000


class BoardPage(Page):
    """The board; cards are moved by dragging or with Ctrl and an arrow."""

    desk = DESK

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(shell, parent)
        self.day: BoardDay | None = None
        self.seen: BoardDay | None = None
        """The whole board; `day` has the cards that the view shows."""
        self._undo: tuple[int, CardMove] | None = None
        empty = Empty(
            _("No car is in the workshop. It appears here as soon as its repair order is opened."),
            icon=Icon.SQUARE_KANBAN,
        )
        door = self.door("service", "new_order", text=_("New repair order"))
        if door is not None:
            empty.offer(door)
        self.board = Board(cards.columns(), empty=empty, name="board")
        self.shop = ShopStrip()
        self.side = SidePanels(shell)
        self.panel = self.side.card
        self.carry_over, self.stage_times = self.side.show_carry, self.side.show_times
        self.show_wall = partial(show_wall, self)
        self.print_dispatch = lambda: order_papers.print_dispatch_sheet(
            shell, self.side.open_row() or self._row(self.board.current() or 0)
        )
        self.view_button = ViewButton(self.recall(VIEW), partial(self.keep, VIEW))
        self.confirm = ConfirmBar(self)
        self._lay_out()
        self._connect()

    def _connect(self) -> None:
        self.board.move_asked.connect(
            lambda order_id, column: self.move_card(order_id, Stage(column))
        )
        self.board.opened.connect(self.show_card)
        self.board.menu_asked.connect(self._open_menu)
        self.side.closed.connect(self._close_panel)
        self.side.dispatch_sheet_asked.connect(lambda: self.print_dispatch())
        self.view_button.chosen.connect(lambda: self.seen is not None and self._show(self.seen))
        self.shop.opened.connect(self.show_card)
        for one in (self.panel, self.side):
            one.order_asked.connect(partial(self.shell.open_record, Noun.REPAIR_ORDER))
        timer = QTimer(self, interval=TICK_MS)
        timer.timeout.connect(lambda: self.reload() if self.isVisible() else None)
        timer.start()

    def reload(self) -> None:
        """Ask for the board as it is now."""
        self.work.ask(queries.board, at=self.work.now(), then=self._show, topic=self)

    def take_focus(self) -> None:
        """Put the cursor on the cards, if there are any."""
        (self.board if self.day is not None and self.day.rows else self).setFocus()

    def move_card(self, order_id: int, stage: Stage, *, reason: str | None = None) -> None:
        """Move a card; back to an earlier stage only after asking for the reason."""
        row = self._row(order_id)
        if row is None:
            return
        if stage is Stage.SUBLET and row.sublet_to is None:
            self.show_card(order_id)
            self.panel.sublet.ask()
        elif reason is None and rules.needs_reason(row.stage, stage):
            self._ask_reason(order_id, stage)
        else:
            self._send(row, stage, reason)

    def _ask_reason(self, order_id: int, stage: Stage) -> None:
        self.confirm.ask(
            _("Back to {stage}: why?").format(
                stage=self.seen.title(stage) if self.seen else label(stage)
            ),
            act=_("Move the card"),
            then=lambda said: self.move_card(order_id, stage, reason=said),
            reason=asked(
                self.shell, "card", words=_("Reason, as the customer or the inspector said it")
            ),
            danger=False,
        )

    def show_card(self, order_id: int) -> None:
        """Show the panel of a card."""
        row = self._row(order_id)
        if row is None or self.day is None:
            return
        self.panel.show_row(row, self.day)
        self.side.show_only(self.panel)
        if self.panel.form.isVisible():
            self.panel.form.start()

    def assign(self) -> None:
        """Ctrl+B: assign technician and bay of the current card, or of the first one."""
        current = self.board.current()
        if current is None and self.day is not None and self.day.rows:
            current = self.day.rows[0].id
        if current is None:
            self.shell.notices.say(_("There is no car in the workshop to assign."), Tone.NEUTRAL)
            return
        self.show_card(current)

    def dispatch(self) -> None:
        """Ctrl+G: give the jobs of the current card, or of the first one, to technicians."""
        key = self.board.current() or (self.day.rows[0].id if self.day and self.day.rows else None)
        row = self._row(key) if key is not None else None
        if row is not None and self.day is not None:
            self.side.show_jobs(row, self.day)

    def move_to(self) -> None:
        """Ctrl+M: choose from the stages to which the current card may go."""
        current = self.board.current()
        if current is not None:
            self._open_menu(current, self.board.spot_of(current))

    def open_order(self) -> None:
        """Ctrl+O: open the repair order of the current card."""
        if self.board.current() is not None:
            self.shell.open_record(Noun.REPAIR_ORDER, self.board.current())

    def undo_move(self) -> None:
        """Put the last moved card back."""
        if self._undo is not None:
            (order_id, back), self._undo = self._undo, None
            self.work.act(
                commands.undo_move,
                order_id,
                back,
                then=partial(_show_moved, self),
                refuse=partial(_refuse, self),
            )

    def daily_sheet(self) -> None:
        """F9: print the day of the workshop."""
        now = self.work.now()
        day, printing = queries.sheet_day(now), self.shell.printing
        head, printed = letterhead(self.shell.settings, internal=True), Printed(*printing.stamp())
        draw = partial(papers.workshop_sheet, store=head, printed=printed)
        task = PaperTask(
            PaperKind.WORKSHOP_SHEET, f"workshop-{day.isoformat()}", draw, counted=True
        )
        printing.print(task, queries.workshop_day, day, at=now)

    def _open_menu(self, order_id: int, spot: QPoint) -> None:
        row, move = self._row(order_id), partial(self.move_card, order_id)
        if row is not None:
            move_menu(row, self.shell.settings, parent=self, then=move).popup(spot)

    def _send(self, row: OrderRow, stage: Stage, reason: str | None) -> None:
        def moved(card: MovedCard) -> None:
            self._undo = row.id, CardMove(card.left, stage, _("Move undone"), row.bay_id)
            _show_moved(self, card)
            self.board.select(row.id)
            plate = plates.shown(row.plate or "") or row.number
            text = _("{plate}: {stage}").format(plate=plate, stage=label(stage))
            self.shell.notices.say(text, undo=self.undo_move)

        step, refuse = CardMove(stage, row.stage, reason), partial(_refuse, self)
        self.work.act(commands.move_seen, row.id, step, then=moved, refuse=refuse)

    def _show(self, seen: BoardDay) -> None:
        self.seen = seen
        day = self.day = self.view_button.show_day(seen)
        folded = self.view_button.view.folded
        self.board.dress_columns(cards.titles(day), cards.colours(day), folded=folded)
        self.board.show_cards(cards.cards(day), cards.notes(day))
        self.shop.show_day(seen)
        for button in (self.assign_button, self.jobs_button):
            button.setEnabled(bool(day.rows))
        if self.panel.isVisible():
            self._show_again(day)

    def _show_again(self, day: BoardDay) -> None:
        """Show the open card again, or close the panel without one."""
        row = self._row(self.panel.row.id) if self.panel.row is not None else None
        if row is not None:
            self.panel.show_row(row, day)
        else:
            self._close_panel()

    def _close_panel(self) -> None:
        self.side.show_only(None)
        self.board.setFocus()
        if self.panel.row is not None:
            self.board.select(self.panel.row.id)

    def _row(self, order_id: int) -> OrderRow | None:
        rows = self.day.rows if self.day is not None else ()
        return next((row for row in rows if row.id == order_id), None)

    def _lay_out(self) -> None:
        sheet = self.action_button("daily_sheet", "quiet", icon=Icon.PRINTER)
        self.assign_button = self.action_button("assign")
        head, act = self.shop.figures(), self.assign_button
        self.jobs_button = self.action_button("dispatch", "quiet", icon=Icon.USERS)
        more = (
            self.jobs_button,
            self.view_button,
            self.action_button("wall", "quiet", icon=Icon.MONITOR),
            sheet,
        )
        header = PageHeader(_("Board"), head, act, extra=more)
        lay_out_page(self, header, self.shop, self.confirm, Split(self.board, self.side))


def _show_moved(page: BoardPage, card: MovedCard) -> None:
    """The card at its new place, before the whole board has been read again."""
    if page.seen is not None:
        page._show(page.seen.with_card(card.row))


def _refuse(page: BoardPage, refused: Refused) -> None:
    """Says why; the board is read anew, so that it shows what another one did."""
    page.shell.notices.refuse(refused)
    page.reload()
