"""What all tables share: naming of constraints, STRICT, version column.

What only PostgreSQL needs stands in the migrations: one `postgresql_` argument in a table would
load that dialect at every start.
"""

from datetime import date, datetime
from decimal import Decimal
from typing import Any, ClassVar

from sqlalchemy import MetaData, Text
from sqlalchemy.orm import DeclarativeBase, Mapped, declared_attr, mapped_column

from db.types import CalendarDay, Flag, Hundredths, Moment

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(DeclarativeBase):
    """Base of every table. The table name is the noun that audit rows and `changed` speak of."""

    metadata = MetaData(naming_convention=NAMES)
    type_annotation_map: ClassVar[dict[Any, Any]] = {
        str: Text,
        bool: Flag,
        datetime: Moment,
        date: CalendarDay,
        Decimal: Hundredths,
    }

    id: Mapped[int] = mapped_column(primary_key=True, sort_order=-1)


class Edited:
    """A noun that people edit: the version column refuses a save on top of somebody else's."""

    version: Mapped[int] = mapped_column(default=1)

    @declared_attr.directive
    @classmethod
    def __mapper_args__(cls) -> dict[str, Any]:
        return {"version_id_col": cls.version}


def strict(*, searched: bool = False, sealed: bool = False) -> dict[str, Any]:
    """Table arguments that every table ends with.

    `searched`: its records have documents in the index `search_<table>`, which a revision makes
    (`make migration`). `sealed`: a change past the program shows (`app/seals.py`).
    """
    return {"sqlite_strict": True, "info": {"searched": searched, "sealed": sealed}}
