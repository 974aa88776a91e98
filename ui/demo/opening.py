"""Eight o'clock: the store is founded, its lists are entered, one customer is known."""

from __future__ import annotations

from app import settings
from app.admin import queries as house
from app.admin import sign_in_queries
from app.labels import label
from app.parts import queries as prices
from app.people.lookup import by_phone
from app.settings import StoreSettings
from app.testdrives import queries as drives
from app.text import N_
from app.vehicles import queries as vehicles
from db.vocabulary import FuelLevel, Role
from ui.demo.day import DemoDay, DemoStep
from ui.demo.settings import open_section
from ui.keys import Key
from ui.parts.form import Form
from ui.shell.startup.first_start import FirstStart

STORE = "东风日产示范店"
ADDRESS = "北京市海淀区中关村南大街 1 号"
MANAGER, RECEPTION, CONSULTANT, ADVISOR = "王敏", "林小雨", "李强", "赵敏"
CONTROLLER, TECHNICIAN, CASHIER = "孙浩", "马师傅", "周洁"
STAFF = (
    (RECEPTION, Role.RECEPTION),
    (CONSULTANT, Role.CONSULTANT),
    (ADVISOR, Role.ADVISOR),
    (CONTROLLER, Role.CONTROLLER),
    (TECHNICIAN, Role.TECHNICIAN),
    (CASHIER, Role.CASHIER),
)
PASSWORD = "a quiet morning 8"  # noqa: S105 - of people who do not exist
DEMO_PLATE = "京A6T888"
CUSTOMER, PHONE, PLATE = "张伟", "13800138000", "京A12345"
JOBS = (("M001", "更换机油机滤", "0.6"), ("B010", "更换前刹车片", "1.2"))
"""Code, name and hours."""
PARTS = (
    ("15208-65F0E", "机油滤清器", "48"),
    ("KE900-90042", "5W-30 机油 4L", "238"),
    ("41060-1KA0A", "前刹车片", "460"),
)
"""Number, name and price."""


def found_store(day: DemoDay) -> None:
    """Name, first person and password on one page; Ctrl+Enter."""
    driver, window = day.driver, day.program.window
    page = driver.until("the first page", lambda: window.findChild(FirstStart))
    driver.fill(
        page.form, store_name=STORE, admin_name=MANAGER, password=PASSWORD, password_again=PASSWORD
    )
    day.people[MANAGER] = PASSWORD
    driver.press(Key.SAVE_RETURN)
    driver.until("the desks", window.is_open)
    day.see(not day.ask(sign_in_queries.is_new_store), "the store has people")


def name_store(day: DemoDay) -> None:
    """What stands at the head of every paper."""
    form = _section(day, "store", "store_form")
    day.driver.fill(form, store_address=ADDRESS, store_phone="010-62560001")
    day.save()
    day.see(
        day.ask(settings.load).of(StoreSettings).store_address == ADDRESS,
        "the store's address is saved",
    )


def hire_staff(day: DemoDay) -> None:
    """One person for every desk, each with a role and a first password."""
    form = _section(day, "people", "staff_form")
    for name, role in STAFF:
        day.do("new_entry")
        day.driver.fill(form, name=name, roles=(label(role),), password=PASSWORD)
        day.save()
        day.people[name] = PASSWORD
    day.see(
        {person.name for person in day.ask(house.people)} >= {name for name, _role in STAFF},
        "everybody may sign in",
    )


def list_cars(day: DemoDay) -> None:
    """A model, its version, and a demo car of it."""
    _add(day, "models", "car_model_form", name="轩逸", brand="东风日产")
    form = _new(day, "trims", "trim_form")
    day.driver.choose(form["model_id"], "轩逸")
    day.driver.fill(form, name="1.6XL 舒适版")
    day.save()
    form = _new(day, "prices", "trim_price_form")
    day.driver.choose(form["trim_id"], "1.6XL")
    day.driver.fill(form, valid_from="1", list_price="129900", floor_price="124900")
    day.save()
    form = _new(day, "demo_cars", "demo_car_form")
    day.driver.answer(form["plate"], DEMO_PLATE)
    day.driver.choose(form["trim_id"], "1.6XL")
    day.driver.fill(form, odometer="3200", fuel=label(FuelLevel.FULL), lent=True)
    day.save()
    day.see(len(day.ask(house.trims)) == 1, "the version is on the list")
    plates = [car.plate for car in day.ask(drives.demo_cars)]
    day.see(plates == [DEMO_PLATE], "the demo car is on the list")


def list_prices(day: DemoDay) -> None:
    """Jobs and parts that orders are priced from."""
    for code, name, hours in JOBS:
        _add(day, "labour", "labour_item_form", code=code, name=name, hours=hours, rate="120")
    for number, name, price in PARTS:
        facts = {"number": number, "name": name, "price": price}
        _add(day, "parts", "part_form", **facts, unit="件", stock="20")
    jobs, parts = day.ask(prices.labour_items), day.ask(prices.parts)
    counts = (len(jobs), len(parts))
    day.see(counts == (len(JOBS), len(PARTS)), "jobs and parts are on the lists")


def know_customer(day: DemoDay) -> None:
    """A customer with a car, entered on the page of customers."""
    day.go("people")
    day.driver.press(Key.NEW)
    day.driver.fill(day.form("new_person_form"), phone=PHONE, name=CUSTOMER)
    day.save()
    found = day.ask(by_phone, PHONE)
    day.see(found is not None and found.name == CUSTOMER, "the customer has a file")
    day.do("add_car")
    form = day.form("vehicle_form")
    day.driver.fill(form, plate=PLATE)
    # a model may be typed freely: the arrow takes the one on the list
    day.driver.answer(form["model"], "1.6XL")
    day.driver.press("Down")
    day.driver.press("Return")
    day.driver.fill(form, odometer="41200")
    day.save()
    day.see(len(day.ask(vehicles.ids, PLATE)) == 1, "the car has a file")


def _add(day: DemoDay, section: str, form_name: str, **answers: str) -> None:
    """One line of a list, with the keys that the page shows."""
    day.driver.fill(_new(day, section, form_name), **answers)
    day.save()


def _new(day: DemoDay, section: str, form_name: str) -> Form:
    """The empty form for a new line of a list of the settings."""
    form = _section(day, section, form_name)
    day.do("new_entry")
    return form


def _section(day: DemoDay, name: str, form_name: str) -> Form:
    open_section(day, name)
    return day.form(form_name)


STEPS = (
    DemoStep("08:00", N_("Set up the store"), found_store),
    DemoStep("08:03", N_("Say where the store is"), name_store),
    DemoStep("08:05", N_("Enter the staff"), hire_staff),
    DemoStep("08:12", N_("Enter a model, a version and a demo car"), list_cars),
    DemoStep("08:16", N_("Enter jobs and parts with prices"), list_prices),
    DemoStep("08:22", N_("Enter a customer with a car"), know_customer),
)
