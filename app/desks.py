"""Lists the desks in the order of the search, Today and the settings.

A new desk is one import and one name in this tuple.
"""

from app.admin.spec import DESK as ADMIN
from app.appointments.spec import DESK as APPOINTMENTS
from app.desk_spec import Desks
from app.fleet.spec import DESK as FLEET
from app.orders.spec import DESK as ORDERS
from app.parts.spec import DESK as PARTS
from app.people.spec import DESK as PEOPLE
from app.prospects.spec import DESK as PROSPECTS
from app.reception.spec import DESK as RECEPTION
from app.sales.spec import DESK as SALES
from app.service.spec import DESK as SERVICE
from app.stock.spec import DESK as STOCK
from app.testdrives.spec import DESK as TESTDRIVES
from app.till.spec import DESK as TILL
from app.vehicles.spec import DESK as VEHICLES
from app.warranty.spec import DESK as WARRANTY
from app.workbench.spec import DESK as WORKBENCH
from app.workshop.spec import DESK as WORKSHOP

DESKS: Desks = (
    ADMIN,
    PEOPLE,
    VEHICLES,
    PROSPECTS,
    RECEPTION,
    STOCK,
    FLEET,
    TESTDRIVES,
    SALES,
    APPOINTMENTS,
    ORDERS,
    SERVICE,
    TILL,
    WARRANTY,
    WORKSHOP,
    WORKBENCH,
    PARTS,
)
