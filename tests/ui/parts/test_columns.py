"""A form field takes its label, its limit and its bounds from the column it is about."""

from decimal import Decimal
from functools import partial

from app import text
from tests.ui.parts.kit import commit, show
from ui.parts.columns import field
from ui.parts.fields import Area, Choice, Money, Number, Toggle
from ui.parts.form import Form


def test_it_is_named_and_labelled_by_its_column(qtbot) -> None:
    text.use("zh_CN")
    form = show(qtbot, Form((field("visit.transport"), field("visit.quoted", Toggle)), name="one"))
    assert form["transport"].accessibleName() == "交通方式"
    assert form["quoted"].text() == "已报价"


def test_a_text_takes_as_many_characters_as_the_column(qtbot) -> None:
    form = show(qtbot, Form((field("visit.area"), field("visit.course", Area)), name="one"))
    form["area"].setText("𠮷" * 70)
    form["area"].settle()
    assert form["area"].value() == "𠮷" * 64
    form["course"].set_value("长" * 503)
    assert form["course"].problem() == "3 characters too many"


def test_what_did_not_fit_is_said_beside_the_field(qtbot) -> None:
    form = show(qtbot, Form((field("visit.area"),), name="one"))
    commit(form["area"], "长" * 65)
    assert form["area"].value() == "长" * 64
    form["area"].editingFinished.emit()
    assert form.message("area") == "Only the first 64 characters were taken."


def test_a_number_says_the_bound_of_the_column(qtbot) -> None:
    fields = (
        field("vehicle.odometer", partial(Number, unit="km")),
        field("labour_line.rate", Money),
        field("payment.amount", Money),
    )
    form = show(qtbot, Form(fields, name="one"))
    form["odometer"].setText("10000000")
    assert form["odometer"].problem() == "At most 9,999,999"
    form["rate"].setText("6901234567892")
    assert form["rate"].problem() == "At most 99,999,999.99"
    form["amount"].setText("-1")
    assert form["amount"].problem() == "At least 0.00", "the form may ask for less than the column"
    form["amount"].setText("1000")
    assert form["amount"].value() == Decimal(1000)


def test_only_what_is_typed_freely_into_a_list_is_bounded(qtbot) -> None:
    options = [("长" * 100, "长" * 100)]
    fields = (field("vehicle.colour", partial(Choice, options, free=True)),)
    form = show(qtbot, Form(fields, name="one"))
    form["colour"].setText("红" * 50)
    form["colour"].settle()
    assert form["colour"].value() == "红" * 40


def test_another_label_and_name_where_the_form_asks_otherwise(qtbot) -> None:
    form = show(qtbot, Form((field("person.name", name="owner", label="Customer"),), name="one"))
    assert form["owner"].accessibleName() == "Customer"
