"""Columns that the lists of the sales share."""

from app.text import N_
from ui.parts.table import Column

CUSTOMER = Column(
    "customer",
    N_("Customer"),
    width=120,
    ink=True,
    second=lambda row: row.phone,
    beside=(Column("phone", N_("Phone")),),
)
