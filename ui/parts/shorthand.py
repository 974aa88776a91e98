"""How people write dates at a counter: t, +3, -1, 21, 11-21, 1430.

Pure, so that tests can ask it anything.
"""

import re
import unicodedata
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
CLOCK = re.compile(r"^(上午|下午|晚上|早上|中午)?(\d{1,2})[:.点时h](?:(\d{1,2})分?|(半))?(am|pm)?$")


def read_date(text: str, today: date) -> date:
    """The date that is meant; raises ValueError. Without a year, the nearest one."""
    bare = _bare(text)
    if bare in WORDS:
        return today + timedelta(days=WORDS[bare])
    if found := OFFSET.match(bare):
        return _shift(today, int(found[1]), found[2])
    if found := FULL.match(bare):
        return date(int(found[1]), int(found[2]), int(found[3]))
    if found := SHORT.match(bare):
        return _nearest(int(found[1]), int(found[2]), today)
    if found := WEEKDAY.match(bare):
        return _coming(WEEKDAYS[found[1]], today)
    if bare[:3] in ENGLISH_DAYS:
        return _coming(ENGLISH_DAYS.index(bare[:3]), today)
    return _from_digits(bare.removesuffix("号").removesuffix("日"), today)


def read_time(text: str, now: datetime | None = None) -> time:
    """The time of day that is meant; raises ValueError."""
    bare = _bare(text)
    if now is not None:
        if bare in ("n", "now", "现在"):
            return now.time().replace(second=0, microsecond=0)
        if re.fullmatch(r"[+-]\d{1,3}", bare):
            return (now + timedelta(minutes=int(bare))).time().replace(second=0, microsecond=0)
    if bare.isdecimal() and len(bare) <= 4:
        return time(int(bare)) if len(bare) <= 2 else time(int(bare[:-2]), int(bare[-2:]))
    found = CLOCK.match(bare) or re.match(r"^()(\d{1,2})()()(am|pm)$", bare)
    if not found:
        raise ValueError(text)
    hour, minute = int(found[2]), 30 if found[4] else int(found[3] or 0)
    afternoon = found[1] in ("下午", "晚上") or found[5] == "pm"
    if found[5] == "am" and hour == 12:
        hour = 0
    return time(hour + 12 if afternoon and hour < 12 else hour, minute)


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
    if not digits.isdecimal():
        raise ValueError(digits)
    if len(digits) <= 2:
        return today.replace(day=int(digits))
    if len(digits) in (3, 4):
        return _nearest(int(digits[:-2]), int(digits[-2:]), today)
    if len(digits) == 6:
        return date(2000 + int(digits[:2]), int(digits[2:4]), int(digits[4:]))
    if len(digits) == 8:
        return date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    raise ValueError(digits)
