"""How people write dates at a counter: t, +3, -1, 21, 11-21, 1430.

Pure, so that tests can ask it anything.
"""

import re
import unicodedata
from collections.abc import Callable
from datetime import date, datetime, time, timedelta

DAYS_AWAY = {
    0: "t today 今 今天 今日",
    1: "明 明天 明日 tomorrow",
    2: "后天",
    -1: "昨 昨天 昨日 yesterday",
}
WORDS = {word: away for away, words in DAYS_AWAY.items() for word in words.split()}
WEEKDAYS = {"一": 0, "二": 1, "三": 2, "四": 3, "五": 4, "六": 5, "日": 6, "天": 6}
ENGLISH_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
OFFSET = re.compile(r"^([+-]\d{1,4})\s*([dwmy天周月年]?)$")
FULL = re.compile(r"^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?$")
SHORT = re.compile(r"^(\d{1,2})[-/.月](\d{1,2})[日号]?$")
WEEKDAY = re.compile(r"^(?:周|星期|礼拜)([一二三四五六日天])$")
HOUR = re.compile(r"^()(\d{1,2})()()()(am|pm)$")
CLOCK = re.compile(
    r"^(上午|下午|晚上|傍晚|早上|早晨|清晨|凌晨|中午)?(\d{1,2})[:.点时h]"
    r"(?:(\d{1,2})分?|(半)|([一三])刻|整)?(am|pm)?$"
)
QUARTERS = {"一": 15, "三": 45}
PARTS = {
    **dict.fromkeys(("早上", "早晨", "清晨"), range(4, 12)),
    "凌晨": range(6),
    "上午": range(5, 13),
    "中午": range(11, 15),
    "下午": range(12, 20),
    "傍晚": range(16, 21),
    "晚上": range(17, 25),
    "am": range(12),
    "pm": range(12, 24),
}
"""The hours of 24 that a part of the day can mean; what fits none of them is a contradiction."""


def read_date(text: str, today: date) -> date:
    """The date that is meant; raises ValueError. Without a year, the nearest one."""
    bare = _bare(text)
    if bare in WORDS:
        return today + timedelta(days=WORDS[bare])
    if bare[:3] in ENGLISH_DAYS:
        return _coming(ENGLISH_DAYS.index(bare[:3]), today)
    for pattern, meant in DATES:
        if found := pattern.match(bare):
            return meant(today, *found.groups())
    return _from_digits(bare.removesuffix("号").removesuffix("日"), today)


def read_time(text: str, now: datetime | None = None) -> time:
    """The time of day that is meant; raises ValueError."""
    bare = _bare(text)
    if now is not None and (away := _minutes_away(bare)) is not None:
        return (now + timedelta(minutes=away)).time().replace(second=0, microsecond=0)
    if bare.isdecimal() and len(bare) <= 4:
        return time(int(bare)) if len(bare) <= 2 else time(int(bare[:-2]), int(bare[-2:]))
    found = CLOCK.match(bare) or HOUR.match(bare)
    if not found:
        raise ValueError(text)
    part, hour, minute, half, quarters, english = found.groups()
    minutes = 30 if half else QUARTERS[quarters] if quarters else int(minute or 0)
    return time(_hour(int(hour), part, english), minutes)


def _minutes_away(bare: str) -> int | None:
    """Minutes from now, where the text says so: n, now, +15, -5."""
    if bare in ("n", "now", "现在"):
        return 0
    return int(bare) if re.fullmatch(r"[+-]\d{1,3}", bare) else None


def _hour(hour: int, *parts: str | None) -> int:
    """The hour of 24 that an hour is in every part of the day named beside it; ValueError."""
    named = [part for part in parts if part]
    if not named:
        return hour
    possible = (hour, hour + 12, 0 if hour == 12 else hour)
    meant = [one for one in possible if all(one in PARTS[part] for part in named)]
    if not meant:
        raise ValueError(hour)
    return meant[0] % 24


def read_moment(text: str, now: datetime) -> datetime:
    """A date and a time, or a time today; raises ValueError."""
    bare = (
        unicodedata.normalize("NFKC", text)
        .strip()
        .lower()
        .replace("日", "日 ")
        .replace("号", "号 ")
    )
    parts = bare.split()
    if len(parts) == 1:
        return datetime.combine(now.date(), read_time(parts[0], now))
    return datetime.combine(read_date("".join(parts[:-1]), now.date()), read_time(parts[-1]))


def _bare(text: str) -> str:
    return unicodedata.normalize("NFKC", text).strip().lower().replace(" ", "")


def _shift(today: date, count: int, unit: str) -> date:
    if unit in ("m", "月", "y", "年"):
        months = today.year * 12 + today.month - 1 + count * (12 if unit in ("y", "年") else 1)
        year, month = divmod(months, 12)
        return _clamped(year, month + 1, today.day)
    return today + timedelta(days=count * (7 if unit in ("w", "周") else 1))


def _clamped(year: int, month: int, day: int) -> date:
    for candidate in range(day, 27, -1):
        try:
            return date(year, month, candidate)
        except ValueError:
            continue
    return date(year, month, min(day, 27))


def _nearest(month: int, day: int, today: date) -> date:
    candidates = []
    for year in (today.year - 1, today.year, today.year + 1):
        try:
            candidates.append(date(year, month, day))
        except ValueError:
            continue
    return min(candidates, key=lambda candidate: abs(candidate - today))


def _coming(weekday: int, today: date) -> date:
    return today + timedelta(days=(weekday - today.weekday()) % 7)


def _from_digits(digits: str, today: date) -> date:
    """21, 1121, 261121 or 20261121: from the right day, month, year."""
    if not digits.isdecimal() or len(digits) not in (1, 2, 3, 4, 6, 8):
        raise ValueError(digits)
    if len(digits) <= 2:
        return today.replace(day=int(digits))
    month, day = int(digits[-4:-2]), int(digits[-2:])
    if len(digits) <= 4:
        return _nearest(month, day, today)
    year = int(digits[:-4])
    return date(year if len(digits) == 8 else 2000 + year, month, day)


DATES: tuple[tuple[re.Pattern[str], Callable[..., date]], ...] = (
    (OFFSET, lambda today, count, unit: _shift(today, int(count), unit)),
    (FULL, lambda _today, year, month, day: date(int(year), int(month), int(day))),
    (SHORT, lambda today, month, day: _nearest(int(month), int(day), today)),
    (WEEKDAY, lambda today, day: _coming(WEEKDAYS[day], today)),
)
"""How a date may be written, and what its parts mean."""
