"""Keeps what is invented to the hours in which somebody is in the store."""

from datetime import datetime, time, timedelta

from app.local_time import at_local, local_day

OPENS, CLOSES = time(8, 30), time(18)
LATE = timedelta(minutes=30)


def in_hours(moment: datetime) -> datetime:
    """The moment itself; one of the night in the half hour after closing before it.

    The order of moments stays, and none becomes later.
    """
    opens_after = timedelta(hours=OPENS.hour, minutes=OPENS.minute)
    day = local_day(moment - opens_after)
    closes, opens = at_local(day, CLOSES), at_local(day + timedelta(days=1), OPENS)
    if moment < closes:
        return moment
    return closes + LATE * ((moment - closes) / (opens - closes))
