"""Who was here last stands first, then people by role and by pinyin."""

import subprocess
import sys

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from db.vocabulary import Role
from tests.ui.parts.kit import press, show
from ui.shell.startup.sign_in_page import SignIn
from ui.shell.startup.staff_list import StaffListEntry, in_order

SHOWN = """
from PySide6 import QtWidgets
from ui import theme
from ui.shell.startup.sign_in_page import SignIn
from ui.shell.startup.staff_list import StaffListEntry

app = theme.application([])
theme.apply(app, "light")
page = SignIn((StaffListEntry(1, "陈志远"), StaffListEntry(2, "王敏")))
page.resize(1093, 614)
page.show()
assert not page.grab().isNull()
print("painted", *({"QStyle"} & set(vars(QtWidgets))))
"""
PEOPLE = tuple(
    StaffListEntry(at, name, "", role)
    for at, (name, role) in enumerate(
        (
            ("何勇", Role.TECHNICIAN),
            ("刘洋", Role.CONSULTANT),
            ("吴磊", Role.CONSULTANT),
            ("周婷", Role.RECEPTION),
            ("白雪", Role.RECEPTION),
            ("阿力", Role.TECHNICIAN),
            ("秦岚", Role.MANAGER),
            ("无名", None),
        ),
        1,
    )
)


def test_roles_stand_together_in_pinyin_order() -> None:
    told = [one.name for one in in_order(PEOPLE)]
    # bái xuě before zhōu tíng; liú before wú; ā lì before hé yǒng
    assert told == ["白雪", "周婷", "刘洋", "吴磊", "阿力", "何勇", "秦岚", "无名"]


def test_who_was_here_last_stands_first() -> None:
    told = [one.name for one in in_order(PEOPLE, recent=[7, 3, 99])]
    assert told == ["秦岚", "吴磊", "白雪", "周婷", "刘洋", "阿力", "何勇", "无名"]


def test_the_arrows_walk_over_the_tiles_and_enter_goes_to_the_password(qtbot: QtBot) -> None:
    page = show(qtbot, SignIn(in_order(PEOPLE)), 1093, 614)
    qtbot.waitUntil(page.find.hasFocus)
    rows = [page.staff.current().name]
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Up):
        press(page, key)
        rows.append(page.staff.current().name)
    # three tiles in a row: 白雪 周婷 刘洋 / 吴磊 阿力 何勇 / 秦岚 无名
    assert rows == ["白雪", "周婷", "阿力", "吴磊", "白雪"]
    tiles = [page.staff.visualRect(page.staff.model().index(at, 0)) for at in range(4)]
    assert tiles[0].top() == tiles[2].top() < tiles[3].top()
    assert tiles[2].right() <= page.staff.viewport().width()
    press(page, Qt.Key.Key_Return)
    assert page.password.hasFocus()


def test_a_low_screen_shows_fewer_rows_and_covers_nothing(qtbot: QtBot) -> None:
    many = tuple(StaffListEntry(at, f"员工{at}", "", Role.CONSULTANT) for at in range(1, 30))
    page = show(qtbot, SignIn(many), 1093, 480)
    below = page.password.mapTo(page, QPoint(0, 0)).y()
    ends = page.staff.mapTo(page, QPoint(0, page.staff.height())).y()
    assert ends <= below
    assert page.staff.height() >= 2 * 56


def test_the_tile_that_is_chosen_and_the_one_under_the_mouse_stand_out(qtbot: QtBot) -> None:
    page = show(qtbot, SignIn(in_order(PEOPLE)), 1093, 614)
    view = page.staff.viewport()

    def tile(at: int) -> QImage:
        place = page.staff.visualRect(page.staff.model().index(at, 0))
        return view.grab(place.adjusted(0, 0, -place.width() + 8, 0)).toImage()

    plain, chosen = tile(1), tile(0)
    assert plain != chosen
    page.staff.step(1)
    assert (tile(0), tile(1)) == (plain, chosen)
    over = page.staff.visualRect(page.staff.model().index(0, 0)).center()
    qtbot.mouseMove(view, over + QPoint(2, 0))
    qtbot.mouseMove(view, over)
    qtbot.waitUntil(lambda: tile(0) != plain)
    assert tile(1) == chosen


def test_nobody_waits_for_the_style_before_the_mouse_is_over_a_tile() -> None:
    said = subprocess.run(
        [sys.executable, "-c", SHOWN], capture_output=True, text=True, check=True, timeout=60
    )
    assert said.stdout.split() == ["painted"]
