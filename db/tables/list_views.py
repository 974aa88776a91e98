"""How people left their lists; read when somebody signs in."""

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped

from db.columns import N_, column
from db.tables.base import Base, strict


class ListView(Base):
    """How a person left a list: sort, filter, columns and widths as JSON.

    The same at every PC; not in the audit.
    """

    __tablename__ = "list_view"
    __table_args__ = (UniqueConstraint("staff_id", "name"), strict())
    staff_id: Mapped[int] = column(ForeignKey("staff.id"), label=N_("Colleague"))
    name: Mapped[str] = column(label=N_("List"), limit=80)
    state: Mapped[str] = column(label=N_("State"), limit=100_000)
