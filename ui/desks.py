"""The whole registry of desks, in tab order.

A new desk is one import and one name in this tuple.
"""

from __future__ import annotations

from ui.admin.desk import DESK as HOUSE
from ui.appointments.desk import DESK as APPOINTMENTS
from ui.board.desk import DESK as BOARD
from ui.people.desk import DESK as PEOPLE
from ui.prospects.desk import DESK as PROSPECTS
from ui.reception.desk import DESK as RECEPTION
from ui.sales.desk import DESK as SALES
from ui.service.desk import DESK as SERVICE
from ui.shell.desk import Desk
from ui.stock.desk import DESK as STOCK
from ui.testdrives.desk import DESK as TESTDRIVES
from ui.till.desk import DESK as TILL
from ui.today.desk import DESK as TODAY
from ui.warranty.desk import DESK as WARRANTY
from ui.workbench.desk import DESK as WORKBENCH
from ui.workshop.desk import DESK as WORKSHOP

DESKS: tuple[Desk, ...] = (
    TODAY,
    RECEPTION,
    PROSPECTS,
    TESTDRIVES,
    SALES,
    STOCK,
    BOARD,
    APPOINTMENTS,
    SERVICE,
    WORKSHOP,
    WORKBENCH,
    TILL,
    WARRANTY,
    PEOPLE,
    HOUSE,
)
