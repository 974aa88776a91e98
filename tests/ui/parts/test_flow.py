"""Chips in lines: how high they are, and how often they are asked for their size."""

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from ui.parts.flow import Flow


class Block(QWidget):
    """A widget of 100 x 20 that counts how often it is asked."""

    asked = 0

    def sizeHint(self) -> QSize:
        Block.asked += 1
        return QSize(100, 20)


def shown(qtbot: QtBot, count: int) -> tuple[QWidget, Flow, list[Block]]:
    room = QWidget()
    qtbot.addWidget(room)
    flow = Flow(room)
    blocks = [Block(room) for _block in range(count)]
    for block in blocks:
        flow.addWidget(block)
    room.resize(330, 200)
    room.show()
    QApplication.processEvents()
    return room, flow, blocks


def test_a_block_is_asked_once_however_often_qt_asks_for_the_height(qtbot: QtBot) -> None:
    _room, flow, _blocks = shown(qtbot, 60)
    flow.invalidate()
    Block.asked = 0
    heights = {flow.heightForWidth(width) for width in (330, 330, 250, 330, 250)}
    assert len(heights) == 2
    assert Block.asked <= 60


def test_blocks_that_are_hidden_shown_added_or_taken_change_the_height(qtbot: QtBot) -> None:
    room, flow, blocks = shown(qtbot, 3)
    gap = flow.spacing()
    one, two = 20, 40 + gap // 2
    assert flow.heightForWidth(300 + 2 * gap) == one, "three fit exactly"
    assert flow.heightForWidth(299 + 2 * gap) == two
    more = Block(room)
    flow.addWidget(more)
    more.show()
    assert flow.heightForWidth(300 + 2 * gap) == two
    more.hide()
    blocks[0].hide()
    assert flow.heightForWidth(200 + 3 * gap) == one
    blocks[0].show()
    assert flow.heightForWidth(200 + 3 * gap) == two
    flow.removeWidget(more)
    flow.removeWidget(blocks[0])
    assert flow.count() == 2
    assert flow.heightForWidth(200 + gap) == one


def test_blocks_are_placed_anew_in_another_width(qtbot: QtBot) -> None:
    room, _flow, blocks = shown(qtbot, 3)
    assert [block.y() for block in blocks] == [0, 0, 0]
    room.resize(230, 200)
    QApplication.processEvents()
    assert [block.y() > 0 for block in blocks] == [False, False, True]
