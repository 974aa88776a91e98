"""The morning: visitors, a test drive, and the first contact of the day."""

from __future__ import annotations

from app.labels import label
from app.people.lookup import by_phone
from app.prospects import queries as prospects
from app.reception import queries as register
from app.testdrives import paper_facts
from app.testdrives import queries as drives
from app.text import N_, _
from db.vocabulary import BookingState, FuelLevel, VisitKind
from ui.demo.day import DemoDay, DemoStep
from ui.demo.opening import CONSULTANT, CUSTOMER, DEMO_PLATE, PHONE, RECEPTION
from ui.parts.form import Form
from ui.parts.panel import Panel

LICENCE = "11010519881009095X"


def register_known(day: DemoDay) -> None:
    """A known number names its customer; a level opens a prospect."""
    day.sign_in(RECEPTION)
    form = _visit(day, "register")
    day.driver.answer(form["phone"], PHONE)
    day.see(CUSTOMER in form.message("phone"), "the known customer is named beside the number")
    day.driver.choose(form["model_id"], "轩逸")
    day.driver.answer(form["level_id"], "A")
    day.save()
    person = day.ask(by_phone, PHONE)
    found = day.ask(prospects.live, person.id)
    day.see(found is not None and found.level == "A", "a prospect of level A is open")


def register_anonymous(day: DemoDay) -> None:
    """Two people look round and leave no number: nobody is forced."""
    form = _visit(day, "register")
    day.driver.choose(form["model_id"], "轩逸")
    day.save()
    rows = _register(day)
    day.see(
        len(rows) == 2 and any(not row.kept for row in rows),
        "an anonymous visitor stands in the register",
    )
    day.see(_desk(day).tally.rate.percent == 50, "one of two left a contact")


def register_call(day: DemoDay) -> None:
    """Somebody calls and leaves a number."""
    form = _visit(day, "register_call")
    day.driver.fill(form, phone="13900139000", name="陈女士")
    day.save()
    day.see(
        [row.kind for row in _register(day)].count(VisitKind.PHONE_IN) == 1,
        "the call stands in the register",
    )


def book_drive(day: DemoDay) -> None:
    """Car, hour and consultant for the customer in the showroom."""
    form = _booking(day, PHONE, "10:00")
    day.driver.choose(form["consultant_id"], CONSULTANT)
    day.save()
    day.see([row.customer for row in _drives(day)] == [CUSTOMER], "the drive is booked")
    day.known["drive"] = _drives(day)[0].id


def refuse_overlap(day: DemoDay) -> None:
    """An overlapping booking is refused beside the field; the typed values stay."""
    form = _booking(day, "13900139000", "10:15")
    day.save()
    told = [form.message(name) for name in ("car_id", "starts_at", "consultant_id", "")]
    day.see(any(told), "the form says why not")
    day.see(
        form["phone"].value() == "13900139000" and len(_drives(day)) == 1,
        "nothing is lost and nothing is booked twice",
    )
    day.photograph("refused-overlap")
    day.driver.click(form.clear_button)


def check_licence(day: DemoDay) -> None:
    """Seen, written down, handed back."""
    day.go("testdrives")
    view = day.driver.find(Panel, "drive_panel").window().workspace.page().view
    day.driver.click_row(view.table.view, CUSTOMER)
    day.driver.press("Return")
    form = day.form("licence")
    day.driver.answer(form["number"], LICENCE)
    day.driver.choose(form["licence_class"], "C1")
    day.driver.fill(form, first_issued_on="2010-05-06", expires_on="2030-05-06")
    day.save()
    day.see(_drive(day).seen_at is not None, "the licence was seen")


def print_agreement(day: DemoDay) -> None:
    """Seen before it is signed; the paper that was given out is kept."""
    day.do("print")
    day.keep_paper("test-drive-agreement", _("Test-drive agreement"), CUSTOMER)
    day.see(
        day.ask(paper_facts.signed_agreement, day.known["drive"]) is not None,
        "the agreement is kept",
    )
    day.driver.push("signed")
    day.see(_drive(day).signed_at is not None, "the agreement is signed")


def send_out(day: DemoDay) -> None:
    """Odometer and fuel when the car leaves."""
    form = day.form("out")
    day.driver.fill(form, km="3200", fuel=label(FuelLevel.FULL))
    day.save()
    day.see(_drive(day).row.state is BookingState.OUT, "the car is out")


def take_back(day: DemoDay) -> None:
    """Odometer and fuel when it returns."""
    form = day.form("back")
    day.driver.fill(form, km="3207", fuel=label(FuelLevel.THREE_QUARTERS))
    day.save()
    day.see(
        _drive(day).row.state is BookingState.BACK and _drive(day).back_km == 3207,
        "the car is back",
    )


def note_feedback(day: DemoDay) -> None:
    """How it was, and the level that follows from it."""
    form = day.form("feedback")
    day.driver.fill(form, overall="5", comfort="5", likes="安静，转向轻")
    day.driver.choose(form["level_id"], "H")
    day.save()
    person = day.ask(by_phone, PHONE)
    day.see(
        _drive(day).opinion is not None and day.ask(prospects.live, person.id).level == "H",
        "the customer is now of level H",
    )
    day.photograph("test-drive")


def see_out(day: DemoDay) -> None:
    """The visitor goes: one key writes the time out."""
    page = day.go("reception")
    day.driver.click_row(page.inside.table.view, CUSTOMER)
    day.do("see_out")
    gone = [row for row in _register(day) if row.left_at is not None]
    day.see(len(gone) == 1, "the time out is written")


def _visit(day: DemoDay, action: str) -> Form:
    day.go("reception")
    day.do(action)
    return day.form("visit")


def _booking(day: DemoDay, phone: str, at: str) -> Form:
    day.go("testdrives")
    day.do("book")
    form = day.form("booking")
    day.driver.answer(form["phone"], phone)
    day.driver.choose(form["car_id"], DEMO_PLATE)
    day.driver.answer(form["starts_at"], at)
    return form


def _desk(day: DemoDay) -> register.RegisterView:
    return day.ask(register.desk, day=day.today(), at=day.clock(), viewer=day.program.work.actor)


def _register(day: DemoDay) -> tuple[register.VisitRow, ...]:
    return _desk(day).register


def _drives(day: DemoDay) -> tuple[drives.DriveRow, ...]:
    return day.ask(
        drives.desk_day, day.today(), now=day.clock(), viewer=day.program.work.actor
    ).drives


def _drive(day: DemoDay) -> drives.Drive:
    return day.ask(drives.drive, day.known["drive"], now=day.clock(), viewer=day.program.work.actor)


STEPS = (
    DemoStep("09:05", N_("Register a visitor whose number is known"), register_known),
    DemoStep("09:12", N_("Register visitors who stay anonymous"), register_anonymous),
    DemoStep("09:20", N_("Register a call"), register_call),
    DemoStep("09:40", N_("Book a test drive"), book_drive),
    DemoStep("09:42", N_("Refuse a second booking of the same car"), refuse_overlap),
    DemoStep("09:50", N_("Check the driving licence"), check_licence),
    DemoStep("09:55", N_("Print and sign the test-drive agreement"), print_agreement),
    DemoStep("10:01", N_("Send the demo car out"), send_out),
    DemoStep("10:26", N_("Take the demo car back"), take_back),
    DemoStep("10:31", N_("Note how the drive was"), note_feedback),
    DemoStep("10:45", N_("Write the visitor's time out"), see_out),
)
