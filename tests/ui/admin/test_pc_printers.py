"""This PC: on which sheet a paper is printed, and by how much a printer is corrected."""

from decimal import Decimal
from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.paper import pages
from app.paper.sizes import CONTINUOUS, UPRIGHT
from db.vocabulary import PaperKind
from ui.parts.buttons import Button
from ui.parts.form import Form
from ui.shell.printing import printers
from ui.shell.workstation import Workstation


@pytest.fixture
def pc(page: Any, settled: Any, monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.setattr(printers, "names", lambda: ["LQ-630"])
    shown = page("this_pc")
    settled(shown.work)
    return shown


def fill(pc: Any, settled: Any, line: str, **typed: Any) -> Form:
    pc.section.table.select(line)
    settled(pc.work)
    form = pc.section.panel.findChild(Form, "this_pc_form")
    for name, value in typed.items():
        form[name].set_value(value)
    form.submit()
    settled(pc.work)
    return form


def test_a_receipt_goes_to_continuous_paper_and_a_day_sheet_cannot(pc: Any, settled: Any) -> None:
    fill(pc, settled, "printer.receipt", printer="LQ-630", size="continuous")
    assert pc.shell.printing.size(PaperKind.RECEIPT) is CONTINUOUS
    assert pc.shell.printing.size(PaperKind.SETTLEMENT_LIST) is UPRIGHT
    assert pc.shell.printing.size(PaperKind.VISIT_SHEET) is UPRIGHT
    assert Workstation.load(pc.shell.workstation.folder).paper_size("receipt") == "continuous"
    form = fill(pc, settled, "printer.visit_sheet", printer="LQ-630")
    assert "size" not in form.value()


def test_the_offset_is_kept_for_the_printer_and_tried_with_crosses(
    qtbot: QtBot, pc: Any, settled: Any
) -> None:
    fill(pc, settled, "offset.LQ-630", right=Decimal("1.5"), down=Decimal("-2.0"))
    assert pc.shell.workstation.offset("LQ-630") == (1.5, -2.0)
    assert Workstation.load(pc.shell.workstation.folder).offset("LQ-630") == (1.5, -2.0)
    seen: list[Any] = []
    pc.shell.printing.show = lambda paper, **_more: seen.append(paper)
    cross = pc.section.panel.findChild(Button, "cross_continuous")
    qtbot.mouseClick(cross, Qt.MouseButton.LeftButton)
    settled(pc.work)
    assert pages.page_size(seen[0].pdf, 0) == pytest.approx(
        (CONTINUOUS.wide, CONTINUOUS.high), 0.01
    )


@pytest.mark.parametrize("wrong", [None, "3", [1], [1, 2, 3], ["a", "b"], [500, 0], {}])
def test_an_offset_that_a_foreign_hand_wrote_counts_as_nothing(tmp_path: Any, wrong: Any) -> None:
    station = Workstation(tmp_path, offsets={"LQ-630": wrong})
    assert station.offset("LQ-630") == (0.0, 0.0)
