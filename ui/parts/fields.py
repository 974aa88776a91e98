"""All inputs under one name: `from ui.parts.fields import Phone, Text, Choice`."""

from ui.parts.choice import Choice
from ui.parts.choice_inputs import Chips, Segments
from ui.parts.dates import ClosingField, DateField, MomentField, TimeField
from ui.parts.identity_inputs import CreditCode, IdentityNumber, PhoneInput, PlateInput, Vin
from ui.parts.numbers import Duration, Money, Number, Spin
from ui.parts.text_area import Area
from ui.parts.text_inputs import Password, Text, Unclear
from ui.parts.toggle import Toggle

__all__ = [
    "Area",
    "Chips",
    "Choice",
    "ClosingField",
    "CreditCode",
    "DateField",
    "Duration",
    "IdentityNumber",
    "MomentField",
    "Money",
    "Number",
    "Password",
    "PhoneInput",
    "PlateInput",
    "Segments",
    "Spin",
    "Text",
    "TimeField",
    "Toggle",
    "Unclear",
    "Vin",
]
