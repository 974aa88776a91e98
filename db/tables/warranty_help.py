"""What a repair order notes under the warranty rules beside the work itself."""

from datetime import datetime
from decimal import Decimal

from sqlalchemy import false
from sqlalchemy.orm import Mapped

from db.columns import MOST_MONEY, N_, column


class WarrantyHelp:
    """How the customer was helped, why a car leaves under recall, who signed the record.

    `record_signed_at`: customer and repairer signed the repair record as it was printed last.
    """

    towed: Mapped[bool] = column(label=N_("Towed in"), default=False, server_default=false())
    travel_money: Mapped[Decimal | None] = column(
        label=N_("Travel money paid"), minimum=0, maximum=MOST_MONEY
    )
    recall_waived: Mapped[str | None] = column(
        label=N_("Why the car leaves with an open recall"), limit=200, private=True, free=True
    )
    record_signed_at: Mapped[datetime | None] = column(label=N_("Repair record signed at"))
