"""How far long work is, and how it is stopped; worked out by hand."""

import pytest
import sqlcipher3.dbapi2 as driver

from db import long_work
from db.long_work import WorkProgress, WorkStopped


def test_parts_share_the_whole() -> None:
    progress = WorkProgress()
    with long_work.watched(progress):
        assert progress.share is None
        with long_work.part(0.8):
            long_work.step(1, 4)
            assert progress.share == pytest.approx(0.2)
            with long_work.part(0.5):
                long_work.step(1, 2)  # from 0.2 half way to 0.4
                assert progress.share == pytest.approx(0.3)
            assert progress.share == pytest.approx(0.4)
        assert progress.share == pytest.approx(0.8)
        with long_work.part(1.0):
            long_work.step(1, 2)
            assert progress.share == pytest.approx(0.9)
    assert progress.share == pytest.approx(1.0)


def test_what_nobody_watches_goes_on() -> None:
    long_work.check()
    long_work.step(1, 2)
    long_work.no_return()
    with long_work.part(0.5):
        long_work.step(3, 0)


def test_a_wish_to_stop_is_heard_at_the_next_step() -> None:
    progress = WorkProgress()
    with pytest.raises(WorkStopped), long_work.watched(progress):
        assert progress.stop()
        long_work.step(1, 2)
    with pytest.raises(WorkStopped), long_work.watched(progress):
        pytest.fail("it was stopped before it began")


def test_what_has_to_be_carried_to_its_end_cannot_be_stopped() -> None:
    progress = WorkProgress()
    with long_work.watched(progress):
        long_work.no_return()
        assert not progress.stop()
        long_work.check()
    assert progress.is_final and not progress.is_stopped


def test_one_long_statement_is_stopped_in_its_middle() -> None:
    raw, progress, seen = driver.connect(":memory:"), WorkProgress(), list[float]()

    def told() -> tuple[int, int]:
        seen.append(1)
        if len(seen) == 3:
            progress.stop()
        return len(seen), 10

    endless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n"
    with pytest.raises(WorkStopped), long_work.watched(progress), long_work.stoppable(raw, told):
        raw.execute(endless).fetchall()
    assert len(seen) == 3
    assert progress.share == pytest.approx(0.3)
    assert raw.execute("SELECT 1").fetchone() == (1,), "the connection goes on"
    raw.close()


def test_a_fault_of_the_statement_stays_a_fault() -> None:
    raw = driver.connect(":memory:")
    with (
        pytest.raises(driver.OperationalError),
        long_work.watched(WorkProgress()),
        long_work.stoppable(raw),
    ):
        raw.execute("SELECT * FROM nothing")
    raw.close()
