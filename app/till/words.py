"""How ages of bills read."""

from app.orders.money_rules import AgeGroup
from app.text import N_

AGES = {
    AgeGroup.TO_30: N_("0–30 days"),
    AgeGroup.TO_60: N_("31–60 days"),
    AgeGroup.TO_90: N_("61–90 days"),
    AgeGroup.OVER_90: N_("Over 90 days"),
}
