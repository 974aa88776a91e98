"""A number is read only where it can mean one thing, and within bounds."""

from decimal import Decimal
from functools import partial

import pytest
from PySide6.QtCore import Qt

from tests.ui.parts.kit import commit, press, show
from ui.parts.fields import Duration, Money, Number


@pytest.mark.parametrize(
    ("make", "typed"),
    [
        (Money, "12,5"), (Money, "1,23"), (Money, "1,2345"), (Money, "1,234,5"), (Money, ",5"),
        (Money, "12,500,"), (Money, "12 5"), (Money, "1,234.5,6"), (Money, "¥12,5元"),
        (Money, "1e5"), (Money, "1_000"), (Money, "٣٤"), (Money, "-"), (Money, "."),
        (Money, "1.005"), (Money, "99999999999999999.99"), (Money, "100000000"),
        (partial(Number, unit="km"), "30,1464"), (partial(Number, unit="km"), "3,01464 km"),
        (Number, "1" + 20 * "0"), (Number, "1" + 23 * "0"), (partial(Number, decimals=2), "1,5"),
        (Number, "12,5万"), (Duration, "1,5"), (Duration, "1,30"), (Duration, "999999"),
        (Duration, "1" + 30 * "0"),
    ],
)  # fmt: skip
def test_a_number_that_may_mean_two_things_or_is_too_large_is_asked_about(
    qtbot, make, typed
) -> None:
    field = show(qtbot, make())
    commit(field, typed)
    press(field, Qt.Key.Key_Return)
    assert field.value() is None
    assert field.problem()
    assert field.text() == typed, "what was typed stays"


@pytest.mark.parametrize(
    ("make", "typed", "value"),
    [
        (Money, "1,234,567.89", Decimal("1234567.89")), (Money, "12，500", Decimal(12500)),
        (Money, "12 500", Decimal(12500)), (Money, "¥ 1,085.35 元", Decimal("1085.35")),
        (Money, "1,234.5万", Decimal(12345000)), (partial(Money, minimum=None), "-3", Decimal(-3)),
        (partial(Money, minimum=None), "-¥1,085.3", Decimal("-1085.30")),
        (partial(Number, unit="km"), "30,146 km", 30146), (Number, "301464", 301464),
        (partial(Number, decimals=2, unit="h"), "1.5 h", Decimal("1.50")),
    ],
)  # fmt: skip
def test_commas_that_group_three_digits_are_read(qtbot, make, typed, value) -> None:
    field = show(qtbot, make())
    commit(field, typed)
    assert (field.value(), field.problem()) == (value, "")
