"""How somebody left the filters of a declared list, also those that the store's lists make."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from ui.parts.layouts import vbox
from ui.record_desk.declaration import Filter
from ui.record_desk.record_filter import RecordFilter


@dataclass(frozen=True, slots=True)
class Wish:
    id: int
    level: str
    owner: str


WISHES = (Wish(1, "H", "李强"), Wish(2, "A", "赵敏"), Wish(3, "H", "赵敏"))
LEVELS = tuple(
    Filter(f"level_{code}", lambda row, code=code: row.level == code, code) for code in "HA"
)


class Keeper(QWidget):
    """A page that remembers for the person who is signed in."""

    def __init__(self, **kept: Mapping[str, object]) -> None:
        super().__init__()
        self.kept = dict(kept)

    def recall(self, name: str) -> Mapping[str, object]:
        return self.kept.get(name, {})

    def keep(self, name: str, state: dict[str, object]) -> None:
        self.kept[name] = state


def opened(qtbot: QtBot, keeper: Keeper) -> RecordFilter:
    desk: Any = SimpleNamespace(
        name="wish",
        filters=(Filter("all", lambda _row: True, "All"),),
        find=None,
        whose=lambda row: (row.owner, row.owner),
    )
    shown = RecordFilter(desk)
    vbox(shown, parent=keeper)
    qtbot.addWidget(keeper)
    keeper.show()
    return shown


def read(shown: RecordFilter) -> list[int]:
    """The rows of the store have come, with the filters that its lists make."""
    shown.add(LEVELS)
    shown.count(WISHES)
    return [row.id for row in shown.passing(WISHES)]


def test_a_filter_of_the_stores_lists_is_chosen_again(qtbot: QtBot) -> None:
    shown = opened(qtbot, Keeper(wish_filter={"chosen": "level_H"}))
    assert read(shown) == [1, 3]
    shown.switch.set_value("all")
    shown.switch.edited.emit()
    assert read(shown) == [1, 2, 3], "it is recalled once"


def test_what_is_asked_for_meanwhile_wins_over_what_was_left(qtbot: QtBot) -> None:
    shown = opened(qtbot, Keeper(wish_filter={"chosen": "level_H"}))
    shown.show_all()
    assert read(shown) == [1, 2, 3]


def test_a_filter_that_is_gone_shows_every_row(qtbot: QtBot) -> None:
    assert read(opened(qtbot, Keeper(wish_filter={"chosen": "level_Z"}))) == [1, 2, 3]


def test_the_chosen_colleague_is_chosen_again(qtbot: QtBot) -> None:
    keeper = Keeper(wish_whose={"chosen": {"key": "赵敏"}})
    shown = opened(qtbot, keeper)
    assert read(shown) == [2, 3]
    shown.whose.set_value("李强")
    shown.whose.edited.emit()
    qtbot.waitUntil(lambda: keeper.kept["wish_whose"] == {"chosen": {"key": "李强"}})
