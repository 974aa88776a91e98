"""All inputs under one name: `from ui.parts.fields import Phone, Text, Choice`."""

from ui.parts.choice import Choice
from ui.parts.dates import DateField, MomentField, TimeField
from ui.parts.lines import Area, CreditCode, Password, Phone, Plate, Text, Unclear, Vin
from ui.parts.numbers import Duration, Money, Number, Spin
from ui.parts.picks import Chips, Segments, Toggle

__all__ = [
    "Area",
    "Chips",
    "Choice",
    "CreditCode",
    "DateField",
    "Duration",
    "MomentField",
    "Money",
    "Number",
    "Password",
    "Phone",
    "Plate",
    "Segments",
    "Spin",
    "Text",
    "TimeField",
    "Toggle",
    "Unclear",
    "Vin",
]
