"""Every table, so that migrations and checks see the whole store."""

from db.tables import admin, parts, people, prospects, reception, service, testdrives, vehicles
from db.tables.base import Base

AREAS = (admin, people, vehicles, prospects, reception, testdrives, parts, service)
METADATA = Base.metadata
