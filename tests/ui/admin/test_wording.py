"""Wording of the papers: every change is an edition of its own."""

from typing import Any

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.admin import archive
from app.records import Records
from db.vocabulary import PaperKind

Key = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier


def test_a_new_wording_is_a_new_edition_and_the_old_one_is_read_only(
    qtbot: QtBot, page: Any, settled: Any, records: Records
) -> None:
    shown = page("wording")
    wording = shown.section
    wording.table.select("settlement_list.zh_CN.1")
    wording.form["clauses"].setPlainText("第一条\n第二条")
    wording.form.submit()
    settled(shown.work)
    with records.read() as session:
        assert archive.clauses(session, PaperKind.SETTLEMENT_LIST, "zh_CN").edition == 2
    qtbot.waitUntil(lambda: wording.table.select("settlement_list.zh_CN.2"))
    settled(shown.work)
    wording.table.select("settlement_list.zh_CN.1")
    assert wording.form["clauses"].isReadOnly()
    assert not wording.form.submit_button.isVisible()
