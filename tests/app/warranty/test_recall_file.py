"""A manufacturer's list of a recall: the VINs of its column, and every row that is none."""

import pytest

from app.long_work import WorkProgress, WorkStopped, watched
from app.warranty.recall_file import read_recall

FIRST, SECOND = "LGBH52E0XKY012345", "LSVAA49J132047371"


def test_the_column_by_its_title_and_each_bad_row_by_its_number() -> None:
    rows = [
        ["××汽车召回车辆清单", ""],
        ["序号", "车架号", "车主"],
        ["1", FIRST, "张伟"],
        ["2", "LGBH52E0XKY0123", "李娜"],
        [],
        ["3", f" {SECOND.lower()} ", ""],
        ["4", "", "王芳"],
        ["5", FIRST, "张伟"],
    ]
    found = read_recall(rows)
    assert found.vins == (FIRST, SECOND)
    assert [(row.number, row.text) for row in found.bad] == [(4, "LGBH52E0XKY0123"), (7, "4  王芳")]
    assert found.twice == 1


def test_without_a_title_the_column_with_most_vins_counts() -> None:
    rows = [["1", "京A12345", FIRST], ["2", "京B23456", SECOND], ["3", "京C34567", "unknown"]]
    found = read_recall(rows)
    assert (found.vins, [row.number for row in found.bad]) == ((FIRST, SECOND), [3])


def test_an_empty_file_has_no_cars() -> None:
    for rows in ([], [[]], [["车架号"]]):
        assert read_recall(rows).vins == ()


def test_a_long_list_tells_how_far_it_is_and_stops_when_asked() -> None:
    rows = [["VIN"], *[["none"]] * 1200]
    progress = WorkProgress()
    with watched(progress):
        read_recall(rows)
    assert progress.share == pytest.approx(1000 / 1201)
    stopped = WorkProgress()
    with pytest.raises(WorkStopped), watched(stopped):
        stopped.stop()
        read_recall(rows)
