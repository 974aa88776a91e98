"""How the urgency of a contact is told: its tone and its words."""

from app.text import N_
from app.tones import Tone
from app.urgency import Urgency

URGENCY_TONES = {
    Urgency.LATER: Tone.NEUTRAL,
    Urgency.TODAY: Tone.ACCENT,
    Urgency.OVERDUE: Tone.WARN,
    Urgency.CRITICAL: Tone.BAD,
}
URGENCY_WORDS = {
    Urgency.LATER: N_("Later today"),
    Urgency.TODAY: N_("Due today"),
    Urgency.OVERDUE: N_("Overdue"),
    Urgency.CRITICAL: N_("Long overdue"),
}
