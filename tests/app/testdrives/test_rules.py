"""What a driver declares on the agreement follows what the store asks for."""

import pytest

from app.testdrives import rules


@pytest.mark.parametrize(
    ("clause", "short"),
    [
        ("驾驶证有效，实际驾龄满一年，身体状况适宜驾驶。", "驾驶证有效，身体状况适宜驾驶。"),
        (
            "that the driver has at least one year of driving practice, is fit to drive",
            "that the driver is fit to drive",
        ),
    ],
)
def test_a_year_of_practice_is_declared_only_where_less_is_refused(clause: str, short: str) -> None:
    assert rules.declared(clause, least_months=12) == clause
    assert rules.declared(clause, least_months=11) == short
    assert rules.declared(clause, least_months=0) == short
