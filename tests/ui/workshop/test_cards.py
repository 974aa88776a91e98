"""What the board says of a column's work."""

from decimal import Decimal

from app.text import use
from ui.workshop import cards


def test_the_hours_of_a_column_are_told_to_a_tenth() -> None:
    """4.17 h would elide the name of a narrow column; 0.25 rounds up, ten stays ten."""
    use("en")
    told = {cards._hours(Decimal(hours)) for hours in ("4.17", "0.25", "10", "0")}
    assert told == {"4.2 h", "0.3 h", "10 h", "0 h"}
