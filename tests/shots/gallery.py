"""Every part on three pages, light and dark, Chinese and English, to look at.

`python -m tests.shots.gallery [folder]`.
"""

import os
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from functools import partial
from itertools import product
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from app import text
from ui import theme
from ui.keys import Key
from ui.parts.board import Board, BoardColumn, Card
from ui.parts.buttons import Button
from ui.parts.confirm import ConfirmBar
from ui.parts.fields import (
    Area,
    Chips,
    Choice,
    DateField,
    Money,
    PhoneInput,
    PlateInput,
    Segments,
    Text,
    Toggle,
)
from ui.parts.form import Field, Form
from ui.parts.labels import Banner, Empty, Figure
from ui.parts.page_header import PageHeader
from ui.parts.panel import Panel, surface
from ui.parts.search import ResultGroup, SearchBox, SearchResult
from ui.parts.split import Split, lay_out_page
from ui.parts.table import Column, Table
from ui.parts.timeline import Resource, TimeBlock, Timeline
from ui.shell.startup.collector import GarbageCollector

SIZE = (1366, 768)
TONES = ("good", "warn", "bad", "accent", "neutral")


@dataclass(frozen=True, slots=True)
class Row:
    id: int
    at: str
    name: str
    plate: str
    people: int
    total: Decimal
    state: str


def say(chinese: str, english: str) -> str:
    """Both languages, without a catalogue: this is sample text, not the program's."""
    return chinese if text.language() == "zh_CN" else english


def reception() -> QWidget:
    """A page with header, banner, table and form."""
    page = QWidget()
    states = (
        say("已完成", "Done"),
        say("等待", "Waiting"),
        say("超时 12 分钟", "12 min late"),
        say("接待中", "In talk"),
        say("离店", "Left"),
    )
    names = ("张女士", "陈建国", "<b>匿名</b>", "欧阳婷婷", "司马相如与卓文君夫妇一行")
    rows = [
        Row(
            at,
            f"1{at % 10}:{at:02}",
            names[at % 5],
            f"粤B·1234{at % 10}",
            at % 4 + 1,
            Decimal("1085.35") * at,
            states[at % 5],
        )
        for at in range(30)
    ]
    columns = (
        Column("at", say("进店", "Arrived"), 80),
        Column("name", say("客户", "Customer"), 150, ink=True, second=lambda row: row.plate),
        Column("people", say("人数", "People"), 76, align="right"),
        Column("total", say("金额", "Amount"), 116, align="right"),
        Column("state", say("状态", "State"), 140, chip=True, tone=lambda row: TONES[row.id % 5]),
        Column("plate", say("车牌", "Plate"), 110, stretch=True, icon=lambda row: "car"),
    )
    table = Table(columns, name="visits")
    table.show_rows(rows)
    table.restore_state({"order": ["total", True]})
    panel = Panel(say("登记来访", "Register a visit"), visit_form())
    header = PageHeader(
        say("来店登记", "Showroom visits"),
        (
            Figure(say("今日", "Today"), "23"),
            Figure(say("留档", "Filed"), "17/21 · 81 %", "good"),
            Figure(say("在店", "In store"), "4"),
        ),
        Button(say("登记来访", "Register"), Key.NEW_VISIT, "primary", icon="plus"),
    )
    banner = Banner(
        "warn",
        say("打印机没有响应。", "No answer from the printer."),
        say("检查电源和纸张。", "Check power and paper."),
        say("重试", "Retry"),
    )
    lay_out_page(
        page, header, banner, Split(surface(table, say("今日来访", "Today's visits")), panel)
    )
    table.select(3)
    return page


def visit_form() -> Form:
    """Every kind of message and input."""
    models = ((1, "轩逸 1.6XL"), (2, "奇骏 2.0L"))
    levels = tuple((letter, letter) for letter in "HABC")
    form = Form(
        (
            Field("phone", say("电话", "Phone"), PhoneInput),
            Field("name", say("称呼", "Name"), partial(Text, limit=20), half=True),
            Field("model", say("意向车型", "Model"), partial(Choice, models), half=True),
            Field("level", say("级别", "Level"), partial(Segments, levels)),
            Field("next", say("下次回访", "Next contact"), DateField, half=True),
            Field("price", say("报价", "Price"), Money, half=True),
            Field("drive", "", partial(Toggle, say("想试驾", "Wants a test drive"))),
            Field("note", say("备注", "Note"), Area, more=True),
        ),
        name="visit",
    )
    form.set_value(
        {
            "phone": "13800138000",
            "name": "张女士",
            "model": 1,
            "level": "A",
            "price": Decimal("109900"),
            "drive": True,
        }
    )
    form.say(
        "phone",
        say("已建档：张伟 · 轩逸 · 顾问 李强", "On file: Zhang Wei · consultant Li"),
        tone="good",
        action=say("打开", "Open"),
    )
    form.say("next", say("级别 A 请在 7 天内", "Level A: within 7 days"), tone="warn")
    form.say("price", say("低于底价", "Below the floor"), tone="bad")
    return form


def workshop() -> QWidget:
    """A page with a board and a question."""
    page = QWidget()
    titles = (
        ("待派工", "Waiting"),
        ("维修中", "In work"),
        ("待配件", "Parts"),
        ("质检", "Check"),
        ("待交车", "Ready"),
    )
    board = Board(tuple(BoardColumn(title[1], say(*title)) for title in titles))
    cards = [
        Card(
            at,
            f"粤B·{12345 + at * 111}",
            ("轩逸 1.6XL", "奇骏", "天籁 2.0T")[at % 3],
            (
                say("李强 · 王师傅 · 3 号工位", "Li · Wang · bay 3"),
                say("首次保养", "First maintenance"),
            ),
            tone="bad" if at % 4 == 1 else "neutral",
            edge_tone=TONES[at % 5],
            due_text=(
                say("已超 12 分钟", "12 min late")
                if at % 4 == 1
                else say("16:30 · 还剩 35 分钟", "16:30 · 35 min left")
            ),
            due_tone="bad" if at % 4 == 1 else "neutral",
        )
        for at in range(11)
    ]
    board.show_cards(
        {title[1]: cards[place::4] for place, title in enumerate(titles[:4])},
        {"Waiting": "6.5 h", "In work": "12 h"},
    )
    confirm = ConfirmBar()
    confirm.ask(
        say(
            "作废工单 RO20261121-003？此操作不可撤销。",
            "Void repair order RO20261121-003? This cannot be undone.",
        ),
        act=say("作废工单", "Void the order"),
        then=print,
        reason=say("原因", "Reason"),
    )
    header = PageHeader(
        say("维修看板", "Workshop board"),
        (Figure(say("在修", "Open"), "11"), Figure(say("超时", "Late"), "3", "bad")),
    )
    lay_out_page(page, header, confirm, board)
    board.select(2)
    return page


def drives() -> QWidget:
    """A page with a timeline, the search and an empty state."""
    page = QWidget()
    midnight = datetime(2026, 11, 21, tzinfo=UTC)

    def hour(count: float) -> datetime:
        return midnight + timedelta(hours=count)

    timeline = Timeline(opens=8, closes=18)
    cars = tuple(
        Resource(at, name, f"粤B·T{at}234")
        for at, name in enumerate(("轩逸 1.6XL", "奇骏 2.0L", "天籁 2.0T", "逍客"), 1)
    )
    blocks = (
        TimeBlock(1, 1, hour(9), hour(10), "张女士", "李强", "good"),
        TimeBlock(2, 1, hour(11), hour(11.75), "陈建国", "赵敏", "warn"),
        TimeBlock(3, 2, hour(10), hour(12), say("保养", "Service"), hatched=True),
        TimeBlock(4, 3, hour(13.5), hour(14.5), "欧阳婷婷", "孙浩"),
        TimeBlock(5, 4, hour(9.5), hour(10.25), "司马相如", "李强", "bad"),
    )
    timeline.show_day(midnight, cars, blocks=blocks)
    timeline.set_now(hour(10.6))
    search = SearchBox()
    search.setMaximumWidth(theme.size("search"))
    header = PageHeader(
        say("试乘试驾", "Test drives"),
        (),
        Button(say("预约试驾", "Book a drive"), Key.NEW_DRIVE, "primary"),
        extra=(search,),
    )
    lower = QWidget()
    row = QHBoxLayout(lower)
    row.setContentsMargins(0, 0, 0, 0)
    row.addWidget(
        surface(
            Empty(
                say(
                    "还没有人预约明天的试驾，按 F6 预约。",
                    "Nobody has booked tomorrow. Press F6 to book.",
                ),
                Key.NEW_DRIVE,
                icon="calendar",
            )
        ),
        1,
    )
    row.addWidget(surface(choices()), 1)
    body = QWidget()
    column = QVBoxLayout(body)
    column.setContentsMargins(0, 0, 0, 0)
    column.addWidget(surface(timeline), 1)
    column.addWidget(lower, 1)
    lay_out_page(page, header, body)
    page.search = search  # type: ignore[attr-defined]
    return page


def choices() -> QWidget:
    """Small inputs and all kinds of buttons."""
    box = QWidget()
    column = QVBoxLayout(box)
    words = say("价格 空间 油耗 安全 置换 按揭", "Price Space Fuel Safety Trade-in Loan").split()
    chips = Chips(tuple(enumerate(words)))
    chips.set_value((1, 3))
    column.addWidget(chips)
    plate = PlateInput(hint=say("车牌", "Plate"))
    column.addWidget(plate)
    row = QHBoxLayout()
    for kind in ("primary", "quiet", "plain", "link", "danger"):
        row.addWidget(Button(kind.title(), kind=kind, icon="printer" if kind == "quiet" else ""))
    column.addLayout(row)
    column.addStretch(1)
    return box


def act_on(page: QWidget) -> None:
    """What only shows when the window is up."""
    search = getattr(page, "search", None)
    if search is not None:
        search.setFocus()
        search.setText("张")
        people = (
            SearchResult(1, "张伟", "138 0013 8000"),
            SearchResult(2, "张女士", "139 1234 5678"),
        )
        found = (
            ResultGroup("person", say("客户", "People"), people),
            ResultGroup(
                "vehicle", say("车辆", "Vehicles"), (SearchResult(3, "粤B·12345", "轩逸 · 张伟"),)
            ),
        )
        search.show_results("张", found)
    form = page.findChild(QWidget, "visit")
    if isinstance(form, Form):
        form["level"].setFocus(Qt.FocusReason.TabFocusReason)


PAGES: dict[str, Callable[[], QWidget]] = {
    "reception": reception,
    "workshop": workshop,
    "drives": drives,
}


def main(folder: Path) -> None:
    """Writes one picture per page, scheme and language."""
    app = QApplication.instance() or QApplication([])
    GarbageCollector(app).start()
    folder.mkdir(parents=True, exist_ok=True)
    for language, scheme in product(("zh_CN", "en"), ("light", "dark")):
        text.use(language)
        theme.apply(app, scheme)  # type: ignore[arg-type]
        for name, build in PAGES.items():
            _take(app, build(), folder / f"{name}-{scheme}-{language}.png")


def _take(app: QApplication, page: QWidget, target: Path) -> None:
    page.setStyleSheet(theme.style_sheet())
    page.resize(*SIZE)
    page.show()
    page.activateWindow()
    for _turn in range(3):
        app.processEvents()
    act_on(page)
    app.processEvents()
    page.grab().save(str(target))
    page.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path("out/gallery"))
