"""Turns the items of all desks into one list: parts, rows, and what is folded away."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime

from app.formatting import clock, short_day
from app.local_time import local_day
from app.text import N_, _
from app.today.queries import MyDay
from app.today.rules import TITLES, Group, group_of, in_order, is_mine
from app.today_spec import TodayItem, TodayList
from app.tones import Tone
from app.urgency import Urgency
from db.nouns import Noun
from ui.icons import Icon
from ui.parts.act_list import ActFold, ActHead, ActRow

MOST = 4
"""So many rows of one desk in a part of the list, before the rest of them is folded."""
TONES = {Group.OVERDUE: Tone.BAD, Group.SOON: Tone.NEUTRAL, Group.LATER: Tone.NEUTRAL}
ICONS = {Group.OVERDUE: Icon.CIRCLE_ALERT}
ItemId = tuple[Noun, int, int]
"""Noun and id of the record behind a row, and which of the things to do with it (from 0)."""


class NowList:
    """The rows of a day. `unfolded` are the folds that were opened."""

    def __init__(self, lists: Mapping[str, TodayList]) -> None:
        self.lists = lists
        self.items: dict[ItemId, TodayItem] = {}
        self._ids: dict[TodayItem, ItemId] = {}
        self.unfolded: set[str] = set()

    def entries(self, day: MyDay, *, only: int | None = None) -> list[ActHead | ActRow | ActFold]:
        """What is shown; `only` leaves what that colleague looks after."""
        names = {item: name for name, items in day.lists.items() for item in items}
        items = [item for item in names if only is None or is_mine(item, only)]
        self.items = _by_id(items)
        self._ids = {item: key for key, item in self.items.items()}
        ordered = in_order(items, day.at)
        entries: list[ActHead | ActRow | ActFold] = []
        for group in Group:
            part = [item for item in ordered if group_of(item, day.at) is group]
            if part:
                title = _("{title} {n}").format(title=_(TITLES[group]), n=len(part))
                entries.append(ActHead(title, TONES[group], ICONS.get(group, "")))
                entries += self._part(part, group, names=names, at=day.at)
        return entries

    def _part(
        self,
        part: Sequence[TodayItem],
        group: Group,
        *,
        names: Mapping[TodayItem, str],
        at: datetime,
    ) -> list[ActRow | ActFold]:
        """The rows of a part; of a long list the first ones, and a fold for the others."""
        rows: list[ActRow | ActFold] = []
        shown: Counter[str] = Counter()
        count = Counter(names[item] for item in part)
        for item in part:
            declared, key = self.lists[names[item]], f"{group}.{names[item]}"
            shown[key] += 1
            is_open = key in self.unfolded or count[declared.name] <= MOST + 1
            if is_open or shown[key] <= MOST:
                first = group is Group.OVERDUE and not rows
                rows.append(_row(item, declared, key=self._ids[item], at=at, first=first))
            elif shown[key] == MOST + 1:
                rows.append(_fold(key, declared, count[declared.name] - MOST))
        return rows


def _fold(key: str, declared: TodayList, more: int) -> ActFold:
    text = _("{n} more: {title}").format(n=more, title=_(declared.title))
    return ActFold(key, text, declared.icon)


def _by_id(items: Sequence[TodayItem]) -> dict[ItemId, TodayItem]:
    """The items by what a row is known by: several may wait about one record."""
    count: Counter[tuple[Noun, int]] = Counter()
    found: dict[ItemId, TodayItem] = {}
    for item in items:
        found[(*item.opens, count[item.opens])] = item
        count[item.opens] += 1
    return found


def _row(item: TodayItem, declared: TodayList, *, key: ItemId, at: datetime, first: bool) -> ActRow:
    group = group_of(item, at)
    is_at_risk = item.urgency is Urgency.TODAY and group is not Group.OVERDUE and item.waits
    return ActRow(
        id=key,
        time=when(item.at, at),
        icon=declared.icon,
        who=item.who,
        what=item.what,
        why=item.why,
        tone=Tone.WARN if is_at_risk and group is Group.SOON else TONES[group],
        owner=item.owner,
        place=_(declared.title),
        act=_(item.act.text) or _(OPEN),
        first=first,
    )


OPEN = N_("Open")


def when(moment: datetime, at: datetime) -> str:
    """The time; the date where it is not of today."""
    return clock(moment) if local_day(moment) == local_day(at) else short_day(moment)
