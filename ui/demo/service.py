"""The service desk: from a known car to a car that goes home.

An order is agreed, a board moves, money is paid.

A car that is known, an order that is agreed, a board that moves, money, and a car that goes home.
"""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QApplication

from app.labels import label
from app.orders.queries import OrderRow
from app.orders.rules import SettlementBlock
from app.service.queries import lists
from app.service.queries.sheet import OrderSheet, sheet
from app.text import N_, _
from app.workshop.queries import board
from db.vocabulary import ApprovalMedium, LineState, OldParts, PaperKind, PaymentMethod, Stage
from ui.demo.day import DemoDay, DemoStep
from ui.demo.look_round import add_photo, inspect_car
from ui.demo.opening import ADVISOR, CASHIER, CONTROLLER, CUSTOMER, PLATE, TECHNICIAN
from ui.keys import Key
from ui.parts.board_column import CardList
from ui.parts.form import Form
from ui.service.order_list import OrderList
from ui.service.order_panel import SECTIONS, OrderPanel

PLATE_SHOWN = "京A·12345"
MOST_ACTIONS = 5
BAY = "2 号工位"


def open_order(day: DemoDay) -> None:
    """A known plate: F7, the plate, one Tab, the customer's words, Ctrl+Enter.

    Nothing else is asked.
    """
    day.sign_in(ADVISOR)
    day.go("service")
    press, type_ = day.driver.press, day.driver.type
    words = partial(type_, "刹车有异响，顺便保养")
    actions = (
        partial(press, Key.NEW_ORDER),
        partial(type_, PLATE),
        partial(press, "Return"),
        words,
        day.save,
    )
    day.see(len(actions) <= MOST_ACTIONS, "a known plate takes at most five actions")
    form = day.form("open_order")
    for action in actions:
        action()
        if form["plate"].value() == PLATE:
            is_named = lambda: not form["plate"].value() or form.message("plate")  # noqa: E731
            day.driver.until("the known car to be named", is_named)
    orders = _overview(day).rows
    day.see([order.plate for order in orders] == [PLATE], "the order is open")
    day.known["order"] = orders[0].id
    day.see(_order(day).customer.name == CUSTOMER, "the owner came with the plate")


def note_arrival(day: DemoDay) -> None:
    """Odometer and fuel of the walk round the car."""
    form = open_section(day, "intake", form="intake")
    day.driver.fill(form, odometer="41860", fuel="1/2")
    day.save()
    day.see(_order(day).intake.odometer == 41860, "the odometer is noted")


def photograph_car(day: DemoDay) -> None:
    """The photo is on the sheet that the customer signs."""
    add_photo(day)
    _print(day, PaperKind.INTAKE_SHEET, "intake-sheet", PLATE_SHOWN, "41,860")


def add_lines(day: DemoDay) -> None:
    """A job by its code, parts by their number: the price list fills the rest."""
    show_section(day, "lines")
    _line(day, SettlementBlock.LABOUR, "M001")
    _line(day, SettlementBlock.MATERIAL, "15208-65F0E")
    _line(day, SettlementBlock.MATERIAL, "KE900-90042")
    day.see(len(_order(day).lines) == 3, "three lines stand on the order")
    day.see(str(_order(day).totals.total) == "358.00", "they add up to what the lists say")


def approve_by_phone(day: DemoDay) -> None:
    """The customer agrees on the telephone; who, how and how much is written down."""
    day.sign_in(ADVISOR)
    _answer(day)
    day.see(
        all(line.state is LineState.APPROVED for line in _order(day).lines), "every line is agreed"
    )


def print_contract(day: DemoDay) -> None:
    """The customer's copy with prices and clauses."""
    _print(day, PaperKind.REPAIR_CONTRACT, "repair-contract", CUSTOMER, "358.00")


def print_job_card(day: DemoDay) -> None:
    """The workshop's copy: no prices."""
    _print(day, PaperKind.WORKSHOP_COPY, "workshop-copy", PLATE_SHOWN)
    day.see("358.00" not in day.text_of("workshop-copy"), "the workshop copy names no price")


def assign_bay(day: DemoDay) -> None:
    """The controller gives the car a technician and a bay."""
    day.sign_in(CONTROLLER)
    day.go("workshop")
    day.do("assign")
    form = day.form("assign")
    day.driver.choose(form["technician_id"], TECHNICIAN)
    day.driver.choose(form["bay_id"], BAY)
    day.save()
    day.see(
        _row(day).technician == TECHNICIAN and _row(day).bay == BAY,
        "the car stands in its bay with its technician",
    )


def begin_work(day: DemoDay) -> None:
    """Ctrl and an arrow take the card one column on."""
    day.driver.press(Key.MOVE_RIGHT)
    day.see(_row(day).stage is Stage.IN_WORK, "the car is in work")


def add_work(day: DemoDay) -> None:
    """The advisor adds brake pads; the card waits for the customer's answer."""
    day.sign_in(ADVISOR)
    show_section(day, "lines")
    _line(day, SettlementBlock.LABOUR, "B010")
    _line(day, SettlementBlock.MATERIAL, "41060-1KA0A")
    added = [line for line in _order(day).lines if line.state is LineState.PROPOSED]
    day.see(len(added) == 2, "two lines wait for an answer")
    day.go("workshop")
    _pick(day)
    day.driver.press(Key.MOVE_RIGHT)
    day.driver.press(Key.MOVE_RIGHT)
    day.see(_row(day).stage is Stage.WAITING_APPROVAL, "the car waits for the customer's answer")


def refuse_move(day: DemoDay) -> None:
    """A card that waits for an answer cannot go to the quality check.

    It stays, and the window says why.
    """
    _pick(day)
    day.driver.press(Key.MOVE_RIGHT)
    day.see(_row(day).stage is Stage.WAITING_APPROVAL, "the card stayed where it was")
    day.see(day.program.window.notices.last_line(), "the window says why not")
    day.photograph("refused-move")


def approve_more(day: DemoDay) -> None:
    """A second answer for what came on top."""
    _answer(day)
    day.see(len(_order(day).approvals) == 2, "both answers are on record")
    day.see(str(_order(day).totals.authorised) == "962.00", "the whole sum is agreed")


def finish_work(day: DemoDay) -> None:
    """Back to work, then to the quality check by the menu of the card."""
    day.sign_in(CONTROLLER)
    day.go("workshop")
    _pick(day)
    _move(day, Stage.IN_WORK)
    _move(day, Stage.QUALITY_CHECK)


def check_and_wash(day: DemoDay) -> None:
    """Checked, washed, ready: one column after the other."""
    _pick(day)
    for stage in (Stage.WASH, Stage.READY):
        day.driver.press(Key.MOVE_RIGHT)
        day.see(_row(day).stage is stage, f"the car is at {stage.value}")


def settle(day: DemoDay) -> None:
    """The cashier makes the bill with F8: labour and material apart."""
    day.sign_in(CASHIER)
    pick_order(day)
    day.do("settle")
    day.form("settle")
    day.save()
    bill = _order(day).bill
    day.see(bill is not None and str(bill.total) == "962.00", "the bill is made")


def take_payment(day: DemoDay) -> None:
    """The whole sum at once; the balance is nothing."""
    form = day.form("pay")
    day.driver.answer(form["method"], label(PaymentMethod.WECHAT))
    day.save()
    day.see(_order(day).account.owed == 0 and len(_order(day).payments) == 1, "the bill is paid")


def hand_over(day: DemoDay) -> None:
    """The car goes home with the settlement list."""
    day.sign_in(ADVISOR)
    form = open_section(day, "leaving", form="hand_over")
    day.driver.fill(form, odometer_out="41863")
    day.driver.choose(form["old_parts"], label(OldParts.CUSTOMER_TOOK))
    day.driver.fill(form, next_service_km="51800")
    day.save()
    day.keep_paper("settlement-list", _order(day).bill.number, "962.00")
    day.see(_order(day).stage is Stage.DELIVERED, "the car has gone home")


def _overview(day: DemoDay) -> lists.Overview:
    return day.ask(lists.overview, lists.Shown.OPEN, now=day.clock(), risk_minutes=0)


def _order(day: DemoDay) -> OrderSheet:
    return day.ask(sheet, day.known["order"])


def _row(day: DemoDay) -> OrderRow:
    rows = day.ask(board, at=day.clock()).rows
    return next(row for row in rows if row.id == day.known["order"])


def pick_order(day: DemoDay, plate: str = PLATE_SHOWN) -> None:
    """The order's line in the list, with the mouse."""
    day.go("service")
    day.driver.click_row(day.driver.find(OrderList).table.view, plate)
    day.driver.until("the order", lambda: day.program.window.findChild(OrderPanel).isVisible())


def pick_act(day: DemoDay, button: str, *, act: str) -> None:
    """A line of the menu that a button of the order opens."""
    day.driver.push(button)
    menu = day.driver.until("the menu", QApplication.activePopupWidget)
    line = next(line for line in menu.actions() if line.objectName() == act)
    day.driver.click(menu, menu.actionGeometry(line).center())


def show_section(day: DemoDay, section: str, *, plate: str = PLATE_SHOWN) -> None:
    """One section of the order."""
    pick_order(day, plate)
    title = next(_(words) for name, words, _kind in SECTIONS if name == section)
    day.driver.answer(day.driver.find(OrderPanel).tabs, title)


def open_section(day: DemoDay, section: str, *, form: str, plate: str = PLATE_SHOWN) -> Form:
    """The form of a section."""
    show_section(day, section, plate=plate)
    return day.form(form)


def _line(day: DemoDay, block: SettlementBlock, scrap: str) -> None:
    """The button of its kind, a code or number, Ctrl+Enter; Esc closes the form again."""
    day.driver.push(f"add_{block.value}")
    form = day.form("line")
    day.driver.choose(form["name"], scrap)
    day.save()
    if form.isVisible():
        day.driver.press(Key.LEAVE)


def _answer(day: DemoDay) -> None:
    form = open_section(day, "approval", form="answer")
    day.driver.answer(form["medium"], label(ApprovalMedium.PHONE))
    day.driver.answer(form["given_by"], CUSTOMER)
    day.save()


def _print(day: DemoDay, kind: PaperKind, name: str, *words: str) -> None:
    pick_order(day)
    pick_act(day, "print_papers", act=f"print_{kind.value}")
    day.keep_paper(name, *words)


def _pick(day: DemoDay) -> None:
    """The card, with the mouse."""
    day.go("workshop")
    column = day.driver.find(CardList, f"column_{_row(day).stage.value}")
    day.driver.click(column.viewport(), column.visualRect(column.model().index(0, 0)).center())


def _move(day: DemoDay, stage: Stage) -> None:
    """By the menu of the card: only what the rules allow is listed."""
    day.driver.press(Key.MOVE_TO)
    day.walk_menu(label(stage))
    day.see(_row(day).stage is stage, f"the car is at {stage.value}")


STEPS = (
    DemoStep("11:00", N_("Open a repair order for a known plate in five actions"), open_order),
    DemoStep("11:03", N_("Note odometer and fuel"), note_arrival),
    DemoStep("11:04", N_("Walk round the car and find all in order"), inspect_car),
    DemoStep("11:05", N_("Add a photo and print the intake sheet"), photograph_car),
    DemoStep("11:06", N_("Price the job and its parts"), add_lines),
    DemoStep("11:10", N_("Take the customer's answer by phone"), approve_by_phone),
    DemoStep("11:12", N_("Print the repair contract"), print_contract),
    DemoStep("11:13", N_("Print the workshop copy without prices"), print_job_card),
    DemoStep("11:20", N_("Assign a technician and a bay"), assign_bay),
    DemoStep("11:21", N_("Move the card into work"), begin_work),
    DemoStep("11:50", N_("Add work that was found and wait for the answer"), add_work),
    DemoStep("11:52", N_("Refuse a move that the rules forbid"), refuse_move),
    DemoStep("11:58", N_("Take the second answer by phone"), approve_more),
    DemoStep("13:30", N_("Finish the work and ask for the quality check"), finish_work),
    DemoStep("13:45", N_("Check, wash, ready"), check_and_wash),
    DemoStep("14:05", N_("Settle the order"), settle),
    DemoStep("14:08", N_("Take the payment"), take_payment),
    DemoStep("14:15", N_("Hand the car over with the settlement list"), hand_over),
)
