"""A recalled car with a big maintenance, from the package to the next visit.

Its bill has two payers, its work is clocked at the bay and looked at by three people.
"""

from __future__ import annotations

from decimal import Decimal

from app.formatting import money
from app.labels import label
from app.order_money import NOTHING
from app.orders.rules import SettlementBlock
from app.parts import queries as prices
from app.service.queries import lists
from app.service.queries.advice import AdviceLine
from app.service.queries.next_visit import next_visit
from app.service.queries.quick import quick_facts
from app.service.queries.sheet import OrderSheet, sheet
from app.text import N_, _
from app.warranty.queries.rights import order_rights
from db.clock_words import QuickKind
from db.money_words import PayerKind
from db.quality_words import CheckStep, NoticeWay
from db.vocabulary import ApprovalMedium, LineState, OldParts, PaymentMethod, ServiceType, Stage
from db.warranty_words import ReplacedPart
from ui.demo.day import DemoDay, DemoStep
from ui.demo.opening import ADVISOR, CASHIER, CONTROLLER, MANAGER, PASSWORD, TECHNICIAN
from ui.demo.service import open_section, pick_act, pick_order, show_section
from ui.demo.settings import open_section as open_settings
from ui.keys import Key
from ui.parts.choice_inputs import Segments
from ui.parts.form import Form

PLATE, SHOWN, VIN = "京B67890", "京B·67890", "LGBH52E0XKY012345"
OWNER, PHONE = "刘洋", "13700137000"
PACKAGE, PRICE = "六万公里保养", "585"
RECALL, INSURER, LATE = "召回 2026-031", "恒远财险", "等待配件"
MOST_CLICKS = 5


def prepare(day: DemoDay) -> None:
    """A package at one price, an inspector, and a recall with the VIN of one car."""
    form = _new(day, "packages", "work_package_form")
    lines = "M001 × 1\n15208-65F0E × 1\nKE900-90042 × 1"
    day.driver.fill(form, name=PACKAGE, lines=lines, fixed_price=PRICE)
    day.save()
    form = _new(day, "inspectors", "inspector_form")
    day.driver.choose(form["staff_id"], MANAGER)
    day.driver.answer(form["number"], "YS-QC-004")
    day.save()
    form = _new(day, "recalls", "recall_form")
    day.driver.fill(form, number=RECALL, name="安全气囊", since="t")
    day.driver.answer(form["vins"].area, VIN)
    day.save()
    day.see(len(day.ask(prices.packages)) == 1, "the package is on the list")


def open_recalled(day: DemoDay) -> None:
    """A plate that nobody knows, with owner and VIN: a second-level maintenance."""
    day.sign_in(ADVISOR)
    day.go("service")
    day.driver.press(Key.NEW_ORDER)
    form = day.form("open_order")
    day.driver.answer(form["plate"], PLATE)
    day.driver.until("the owner to be asked", form["owner_name"].isVisible)
    day.driver.fill(form, owner_name=OWNER, owner_phone=PHONE)
    day.driver.choose(form["service_type"], label(ServiceType.SECOND_LEVEL))
    day.driver.push("open_order_more")
    day.driver.fill(form, odometer="59800", vin=VIN)
    day.save()
    rows = day.ask(lists.overview, lists.Shown.OPEN, now=day.clock(), risk_minutes=0).rows
    day.known["second"] = next(row.id for row in rows if row.plate == PLATE)
    day.see(day.ask(order_rights, _id(day), at=day.clock()).recalls, "the recall is known at once")


def take_package(day: DemoDay) -> None:
    """Order, section, button, package: labour, parts and one price in four clicks."""
    package = day.ask(prices.packages)[0]
    clicks = (pick_order, show_section, pick_act, day.driver.click)
    day.see(len(clicks) <= MOST_CLICKS, "a package takes at most five clicks")
    show_section(day, "lines", plate=SHOWN)
    pick_act(day, "add_package", act=f"package_{package.id}")
    day.see(len(_order(day).lines) == 3, "labour and parts are on the order")
    day.see(_order(day).totals.total == Decimal(PRICE), "at the price of the package")


def agree_in_an_hour(day: DemoDay) -> None:
    """The customer agrees, and the store promises an hour from arrival to hand-over."""
    form = open_section(day, "approval", form="answer", plate=SHOWN)
    day.driver.answer(form["medium"], label(ApprovalMedium.IN_PERSON))
    day.driver.answer(form["given_by"], OWNER)
    day.save()
    day.see(
        all(line.state is LineState.APPROVED for line in _order(day).lines), "the package is agreed"
    )
    pick_act(day, "order_more", act="quick_service")
    kinds = day.driver.find(Segments, "quick_kind")
    day.driver.answer(kinds, label(QuickKind.MAINTENANCE))
    form = open_section(day, "progress", form="progress", plate=SHOWN)
    day.driver.choose(form["technician_id"], TECHNICIAN)
    day.save()
    day.see(_order(day).technician == TECHNICIAN, "the technician has the job")


def start_clock(day: DemoDay) -> None:
    """The technician's own page: one press, and the card is in work."""
    day.sign_in(TECHNICIAN)
    day.go("workbench")
    day.driver.push(f"start_{_job(day)}")
    day.photograph("technician")
    day.see(_order(day).stage is Stage.IN_WORK, "the clock has moved the card into work")


def finish_job(day: DemoDay) -> None:
    """The job is done: its clock stops, and the technician looks at the work once more."""
    day.go("workbench")
    day.driver.push(f"finish_{_job(day)}")
    [clocked] = _order(day).row.clocked
    day.see(clocked.is_done and len(clocked.spans) == 1, "the time stands at the job")
    _check(day, CheckStep.SELF)


def check_again(day: DemoDay) -> None:
    """Another person's eyes: the controller sends the car on to the final inspection."""
    day.sign_in(CONTROLLER)
    pick_order(day, SHOWN)
    day.driver.push("next_step")
    _check(day, CheckStep.LEADER)


def certify(day: DemoDay) -> None:
    """The inspector passes the car and issues the certificate that the law wants."""
    day.sign_in(MANAGER)
    _check(day, CheckStep.FINAL)
    form = open_section(day, "quality", form="certificate", plate=SHOWN)
    day.driver.answer(form["odometer"], "59803")
    day.save()
    issued = _order(day).quality.certificate
    day.see(issued is not None and issued.odometer == 59803, "the certificate is issued")
    day.driver.push("next_step")
    day.see(_order(day).stage is Stage.READY, "the car is ready")


def waive_fee(day: DemoDay) -> None:
    """It took longer than the hour: the manager waives the labour with the reason."""
    pick_order(day, SHOWN)
    pick_act(day, "order_more", act="quick_service")
    day.driver.push("quick_waive")
    day.driver.type(LATE)
    day.driver.push("confirm_act")
    facts = day.ask(quick_facts, _id(day), at=day.clock())
    day.see(facts is not None and facts.waived_reason == LATE, "the waiver has its reason")


def tell_ready(day: DemoDay) -> None:
    """The text is copied for WeChat, and who was told is kept with the order."""
    day.sign_in(ADVISOR)
    pick_order(day, SHOWN)
    pick_act(day, "order_more", act="tell_ready")
    form = day.form("ready_notice")
    day.driver.answer(form["way"], label(NoticeWay.WECHAT))
    day.save()
    day.see(len(_order(day).quality.notices) == 1, "the customer was told")


def name_insurer(day: DemoDay) -> None:
    """The insurer pays the oil, and the bill says under which name before it is made."""
    show_section(day, "bill", plate=SHOWN)
    day.driver.push("name_payer")
    form = day.form("payer")
    oil = next(line for line in _order(day).lines if line.name.startswith("5W-30"))
    day.driver.answer(form["lines"], (_chip(oil),))
    day.driver.answer(form["payer"], label(PayerKind.INSURER))
    day.driver.answer(form["name"], INSURER)
    day.save()
    day.see(_order(day).billed_to == {PayerKind.INSURER: INSURER}, "the insurer is named")


def settle_twice(day: DemoDay) -> None:
    """One bill for each payer, together the order to the cent."""
    day.sign_in(CASHIER)
    pick_order(day, SHOWN)
    day.do("settle")
    day.form("settle")
    day.save()
    bills = _order(day).bills
    day.see([bill.payer for bill in bills] == [PayerKind.CUSTOMER, PayerKind.INSURER], "two bills")
    discount = sum((bill.discount for bill in bills), NOTHING)
    total = sum((bill.total for bill in bills), NOTHING)
    day.see(total + discount == Decimal(PRICE), "together they are the order")


def credit_filter(day: DemoDay) -> None:
    """The filter was not changed: a credit note, for which the manager signs at this desk."""
    day.driver.push("credit_note")
    form = day.form("credit")
    part = next(line for line in _order(day).lines if line.code == "15208-65F0E")
    day.driver.answer(form["lines"], (_chip(part),))
    day.driver.answer(form["reason"], "多收")
    day.save()
    signing = day.driver.until("the second sign-in", lambda: day.form("second_sign_in"))
    day.driver.choose(signing["second"], MANAGER)
    day.driver.answer(signing["password"], PASSWORD)
    day.save()
    [note] = _order(day).credits
    day.see(note.approved == MANAGER, "the manager signed for it")
    day.see(NOTHING < note.total <= Decimal(48), f"the filter comes back: {note.total}")


def take_rest(day: DemoDay) -> None:
    """What is left of the customer's bill, by card."""
    show_section(day, "bill", plate=SHOWN)
    form = day.form("pay")
    day.driver.answer(form["method"], label(PaymentMethod.CARD))
    day.save()
    day.see(_order(day).account.owed == 0, "the customer has paid")


def stop_recalled(day: DemoDay) -> None:
    """The recall keeps the car here until its work is noted; a replaced part is counted."""
    day.sign_in(ADVISOR)
    form = _fill_hand_over(day)
    day.save()
    day.see(_order(day).stage is Stage.READY, "the car stays")
    day.see(RECALL in form.message("") + day.program.window.notices.last_line(), "and says why")
    pick_act(day, "order_more", act="warranty")
    fault = day.form("fault")
    day.driver.choose(fault["fault_code_id"], "G01")
    day.driver.answer(fault["replaced"], label(ReplacedPart.MAIN_PART))
    day.save()
    day.photograph("warranty-counts")
    day.driver.push("recall_done")
    found = day.ask(order_rights, _id(day), at=day.clock())
    day.see(not found.recalls and len(found.faults) == 1, "the recall is done, the fault counts")


def book_next(day: DemoDay) -> None:
    """The next maintenance is booked in one press, and the car goes home."""
    form = _fill_hand_over(day)
    day.see(form["next_service_km"].value() == 64800, "the next service is counted")
    day.driver.push("book_next")
    visit = day.ask(next_visit, _id(day), at=day.clock())
    day.see(visit is not None and visit.number, "the next visit is booked")
    day.photograph("next-visit")
    day.form("hand_over").start()
    day.save()
    day.keep_paper("settlement-second", OWNER, SHOWN)
    day.see(_order(day).stage is Stage.DELIVERED, "the car has gone home")


def _fill_hand_over(day: DemoDay) -> Form:
    form = open_section(day, "leaving", form="hand_over", plate=SHOWN)
    day.driver.fill(form, odometer_out="59803")
    day.driver.choose(form["old_parts"], label(OldParts.NONE))
    return form


def _check(day: DemoDay, step: CheckStep) -> None:
    """All items fine, passed; the next check waits for another person."""
    form = open_section(day, "quality", form="check", plate=SHOWN)
    day.driver.answer(form["fine"], tuple(item.name for item in _order(day).quality.items))
    day.driver.answer(form["passed"], _("Passed"))
    day.save()
    done = {check.step for check in _order(day).quality.state.done}
    day.see(step in done, f"the check {step.value} is passed")


def _new(day: DemoDay, section: str, form: str) -> Form:
    open_settings(day, section)
    day.do("new_entry")
    return day.form(form)


def _chip(line: AdviceLine) -> str:
    """How a line is called in the form of who pays and of the credit note."""
    return f"{line.name} {money(line.amount)}"


def _job(day: DemoDay) -> int:
    return next(one.id for one in _order(day).lines if one.block is SettlementBlock.LABOUR)


def _id(day: DemoDay) -> int:
    return int(day.known["second"])


def _order(day: DemoDay) -> OrderSheet:
    return day.ask(sheet, _id(day))


STEPS = (
    DemoStep("08:19", N_("Enter a package, an inspector and a recalled car"), prepare),
    DemoStep("15:30", N_("Receive a car that is recalled"), open_recalled),
    DemoStep("15:32", N_("Take a package in five clicks"), take_package),
    DemoStep("15:34", N_("Agree to it and promise it within the hour"), agree_in_an_hour),
    DemoStep("15:40", N_("Start the clock at the bay"), start_clock),
    DemoStep("16:35", N_("Finish the job and check the own work"), finish_job),
    DemoStep("16:38", N_("Let a second person check it"), check_again),
    DemoStep("16:45", N_("Inspect it and issue the certificate"), certify),
    DemoStep("16:50", N_("Waive the fee of late quick service"), waive_fee),
    DemoStep("16:54", N_("Tell the customer that the car is ready"), tell_ready),
    DemoStep("16:56", N_("Let the insurer pay a part"), name_insurer),
    DemoStep("17:00", N_("Make a bill for each payer"), settle_twice),
    DemoStep("17:04", N_("Credit a part with the manager's signature"), credit_filter),
    DemoStep("17:06", N_("Take the rest of the bill"), take_rest),
    DemoStep("17:10", N_("Stop the recalled car and count its fault"), stop_recalled),
    DemoStep("17:15", N_("Book the next visit and hand the car over"), book_next),
)
