"""Columns and links that the lists of the sales share."""

from app.text import N_
from db.nouns import Noun
from ui.parts.table import Column
from ui.record_desk.declaration import Link

CUSTOMER = Column(
    "customer",
    N_("Customer"),
    width=164,
    ink=True,
    second=lambda row: row.phone,
    beside=(Column("phone", N_("Phone")),),
)
OPEN_PROJECT = Link(
    N_("Open the fleet project"),
    lambda row: (Noun.FLEET_PROJECT, row.fleet_project_id),
    lambda row: row.fleet_project_id is not None,
)
