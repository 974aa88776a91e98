"""The beginning of the chained history; read when something is saved."""

from sqlalchemy.orm import Mapped

from db.columns import N_, column
from db.tables.base import Base, strict


class AuditChain(Base):
    """One row: the key of the chained audit, and where the chain begins (`db/audit_chain.py`).

    `sealed_after`: JSON of the last row without a seal in each sealed table (`app/seals.py`).
    """

    __tablename__ = "audit_chain"
    __table_args__ = (strict(),)
    audit_key: Mapped[str] = column(label=N_("Key of the history"), limit=64)
    audit_start: Mapped[str] = column(label=N_("Beginning of the history"), limit=32)
    audit_start_id: Mapped[int] = column(label=N_("Last row before the chain"))
    sealed_after: Mapped[str] = column(label=N_("Last rows without a seal"), limit=2_000)
