"""Generations: what a year of backups leaves behind."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from app.admin.rules import DAILY, MONTHLY, WEEKLY, KeptBackup, Reason, is_due, spent
from app.local_time import local_day

NOW = datetime(2026, 11, 21, 4, 0, tzinfo=UTC)
AGES = st.timedeltas(min_value=timedelta(0), max_value=timedelta(days=500))
HISTORIES = st.lists(st.tuples(AGES, st.sampled_from(Reason), st.booleans()), max_size=60).map(
    lambda ages: [
        KeptBackup(f"b{number}", NOW - age, reason, verified)
        for number, (age, reason, verified) in enumerate(ages)
    ]
)


@given(HISTORIES)
def test_nothing_that_may_still_be_needed_goes(history: list[KeptBackup]) -> None:
    gone = spent(history, NOW)
    for backup in history:
        if NOW - backup.made_at <= timedelta(days=2):
            assert backup.name not in gone
        if backup.reason is Reason.BEFORE_UPGRADE and NOW - backup.made_at <= timedelta(days=365):
            assert backup.name not in gone
    verified = [backup for backup in history if backup.verified]
    if verified:
        assert max(verified, key=lambda backup: (backup.made_at, backup.name)).name not in gone


@given(HISTORIES)
def test_what_stays_is_bounded_and_stays_the_second_time(history: list[KeptBackup]) -> None:
    gone = spent(history, NOW)
    stay = [backup for backup in history if backup.name not in gone]
    free = [
        backup
        for backup in stay
        if NOW - backup.made_at > timedelta(days=2) and backup.reason is not Reason.BEFORE_UPGRADE
    ]
    assert len(free) <= DAILY + WEEKLY + MONTHLY + 1
    assert not spent(stay, NOW)


def test_four_hundred_days_leave_days_weeks_and_months() -> None:
    kept: list[KeptBackup] = []
    for hours in range(0, 400 * 24, 12):
        at = NOW + timedelta(hours=hours)
        kept.append(KeptBackup(f"{hours:05d}", at))
        gone = spent(kept, at)
        kept = [backup for backup in kept if backup.name not in gone]
    end = NOW + timedelta(hours=400 * 24 - 12)
    days = {local_day(backup.made_at) for backup in kept}
    assert {local_day(end - timedelta(days=age)) for age in range(14)} <= days
    weeks = {day.isocalendar()[:2] for day in days}
    assert {local_day(end - timedelta(weeks=age)).isocalendar()[:2] for age in range(10)} <= weeks
    assert len({(day.year, day.month) for day in days}) >= 10
    assert len(kept) <= 6 + DAILY + WEEKLY + MONTHLY


def test_a_backup_is_due_after_four_hours() -> None:
    assert is_due(None, NOW)
    assert not is_due(NOW - timedelta(hours=3, minutes=59), NOW)
    assert is_due(NOW - timedelta(hours=4), NOW)
