"""What waits today for a manager: who saved lists as files, and how many lines."""

import json
from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import groupby
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.admin import export_commands
from app.formatting import clock_on, joined
from app.local_time import local_day
from app.text import N_, _, ngettext
from app.today_spec import AskedDay, TodayAct, TodayItem, TodayList
from app.urgency import Urgency
from db.nouns import Noun
from db.tables.admin import Audit, Staff
from db.vocabulary import Act

TOLD_FOR = timedelta(days=7)
"""So long an export waits for a manager to look at it; the history keeps it for ever."""


def exports(session: Session, asked: AskedDay) -> tuple[TodayItem, ...]:
    """One entry for each colleague and day with lists saved as files, until a manager saw it.

    Nobody is told of their own files.
    """
    since = Audit.at >= asked.at - TOLD_FOR
    looked = select(Audit.noun_id).where(Audit.act == Act.SEE, Audit.noun == Noun.AUDIT, since)
    seen = set(session.scalars(looked))
    rows = session.execute(
        select(Audit.id, Audit.at, Audit.new, Audit.reason, Staff.id.label("by"), Staff.name)
        .join(Staff, Staff.id == Audit.staff_id)
        .where(Audit.act == Act.EXPORT, since, Audit.staff_id != asked.viewer.staff_id)
        .order_by(Audit.staff_id, Audit.id)
    ).all()
    days = [list(of_day) for _key, of_day in groupby(rows, lambda row: (row.by, local_day(row.at)))]
    return tuple(_item(of_day, asked.at) for of_day in days if of_day[-1].id not in seen)


def _item(of_day: Sequence[Any], at: datetime) -> TodayItem:
    last = of_day[-1]
    lines = sum(int(json.loads(row.new or "{}").get("rows", 0)) for row in of_day)
    files = ngettext("{n} file", "{n} files", len(of_day)).format(n=len(of_day))
    told = ngettext("{n:,} line saved", "{n:,} lines saved", lines).format(n=lines)
    lists = dict.fromkeys(_(row.reason) for row in of_day if row.reason)
    return TodayItem(
        opens=(Noun.AUDIT, last.id),
        at=last.at,
        who=last.name,
        what=told,
        why=joined(files, *lists, clock_on(last.at, local_day(at))),
        act=TodayAct(
            N_("Mark as seen"),
            (export_commands.see_exports, (last.id,)),
            done=N_("Noted: files of {who} seen."),
        ),
        urgency=Urgency.TODAY,
    )


LISTS = (TodayList("exports", N_("Lists saved as files"), "download", (), exports),)
