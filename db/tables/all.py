"""Every table, so that migrations and checks see the whole store."""

from db.tables import (
    admin,
    fleet,
    parts,
    people,
    prospects,
    reception,
    service,
    testdrives,
    vehicles,
)
from db.tables.base import Base

AREAS = (admin, people, vehicles, prospects, reception, fleet, testdrives, parts, service)
METADATA = Base.metadata
