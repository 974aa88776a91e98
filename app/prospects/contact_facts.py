"""A planned contact as Today, its panel and the lists show it."""

from dataclasses import dataclass
from datetime import datetime

from app.text import _
from app.urgency import Urgency
from db.vocabulary import ContactWay


@dataclass(frozen=True, slots=True)
class DueContact:
    """One planned contact and how urgent it is."""

    id: int
    person_id: int
    person: str
    prospect_id: int | None
    staff_id: int
    staff: str
    level: str
    model: str
    due_at: datetime
    urgency: Urgency
    way: ContactWay | None = None
    level_id: int | None = None
    fleet_project_id: int | None = None
    project: str = ""
    sale_order_id: int | None = None
    order_number: str = ""

    @property
    def about(self) -> str:
        """What the contact is for, where it is not about a wish."""
        if not self.order_number:
            return self.project
        return _("call after the hand-over, order {number}").format(number=self.order_number)
