"""A register gives each column what its texts need and cuts no word."""

from app.paper.column_fit import TableTexts, fitted_widths
from app.paper.fonts import width
from app.paper.lines import broken
from app.paper.style import CELL, CELL_BOLD


def fit(titles: list[str], rows: list[list[str]], declared: list[float]) -> list[float]:
    return fitted_widths(TableTexts(titles, rows, CELL, CELL_BOLD), declared)


def test_the_widths_fill_the_room() -> None:
    for rows in ([["a", "b"]], [["Tongzhou metro " * 4, "Compares prices and wants more " * 4]]):
        assert abs(sum(fit(["One", "Two"], rows, [90.0, 90.0])) - 180) < 0.01


def test_no_word_of_a_head_or_a_row_is_cut() -> None:
    rows = [["Phone enquiry", "Compares prices, wants a better offer", "Chen Zhiyuan"]] * 12
    titles = ["Visit / call", "Conversation notes", "Consultant"]
    widths = fit(titles, rows, [20.0, 90.0, 30.0])
    for title, cell, wide in zip(titles, rows[0], widths, strict=True):
        for word in cell.split():
            assert width(word, CELL) <= wide
        for word in title.split():
            assert width(word, CELL_BOLD) <= wide


def test_a_long_column_takes_what_a_short_one_leaves() -> None:
    texts = [["B", "Compares prices, wants a better offer"]] * 5
    level, course = fit(["Level", "Course"], texts, [100.0, 100.0])
    assert len(broken(texts[0][1], CELL, room=course)) == 1
    assert level < 100 < course


def test_a_plate_and_a_name_stay_in_one_line() -> None:
    rows = [["京A·D12345", "李强", "对比竞品价格，要求再优惠" * 5]]
    plate, name, _course = fit(["车牌", "顾问", "洽谈经过"], rows, [40.0, 20.0, 60.0])
    assert plate >= width("京A·D12345", CELL)
    assert name >= width("李强", CELL)


def test_an_endless_word_does_not_take_the_page() -> None:
    widths = fit(["One", "Two"], [["x" * 400, "short"]], [60.0, 60.0])
    assert widths[1] > width("short", CELL)
    assert abs(sum(widths) - 120) < 0.01


def test_an_empty_column_keeps_its_room_for_the_pen() -> None:
    _name, signed = fit(["Name", "Signed"], [["张伟", ""]], [40.0, 80.0])
    assert signed >= 80


def test_a_table_without_rows_shares_the_page() -> None:
    assert abs(sum(fit(["Name", "Signed"], [], [40.0, 80.0])) - 120) < 0.01
