"""Every table, so that migrations and checks see the whole store."""

from db.tables import house, parts, people, prospects, reception, service, testdrives, vehicles
from db.tables.base import Noun

AREAS = (house, people, vehicles, prospects, reception, testdrives, parts, service)
METADATA = Noun.metadata
