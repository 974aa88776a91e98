"""The papers of the desk, for whom the list is shown."""

from collections.abc import Callable
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from app.permissions import Actor
from app.prospects.operations import ContactOutcome, record_contact
from app.records import Records
from db.vocabulary import ContactWay, PaperKind, Role
from tests import make as makers
from ui.prospects.desk import FLEET, LIVE
from ui.prospects.prints import ProspectPrints
from ui.shell.printing.print_flow import PaperTask

Asked = list[tuple[PaperTask[Any], bytes]]


@pytest.fixture
def prospect(act: Any, make: Any, manager: Actor) -> int:
    person, level = make(makers.person, "张伟", "13800138000"), make(makers.level, "Z", 3)
    wish = ContactOutcome(person, manager.staff_id, ContactWay.IN_STORE, level)
    return int(act(record_contact, wish, by=manager).prospect_id)


@pytest.fixture
def prints(
    records: Records, make_shell: Any, monkeypatch: Any, prospect: int, qtbot: QtBot
) -> Callable[..., tuple[ProspectPrints, Asked]]:
    def make(*roles: Role, chosen: int | None = None) -> tuple[ProspectPrints, Asked]:
        shell, asked = make_shell(records, *roles), []

        def draw(task: PaperTask[Any], query: Any, *args: Any, **about: Any) -> None:
            with records.read() as session:
                asked.append((task, task.draw(query(session, *args, **about))))

        monkeypatch.setattr(shell.printing, "print", draw)
        views = {LIVE: lambda: chosen, FLEET: lambda: None}
        made = ProspectPrints(shell, chosen=views, whose=lambda: None)
        qtbot.addWidget(made.button)
        return made, asked

    return make


def test_every_paper_is_drawn_from_what_the_list_shows(prints: Any, prospect: int) -> None:
    made, asked = prints(Role.MANAGER, chosen=prospect)
    for act in made.button.open_menu().actions():
        act.trigger()
    kinds = [task.kind for task, _pdf in asked]
    months = [PaperKind.LEVEL_SHEET, PaperKind.LEVEL_SHEET, *[PaperKind.LOSS_SHEET] * 2]
    assert kinds == [PaperKind.PROSPECT_CARD, *months, PaperKind.SALES_REPORT]
    assert all(pdf.startswith(b"%PDF") for _task, pdf in asked)
    assert asked[1][0].name == "levels-2026-11-all"
    assert asked[4][0].name == "losses-2026-10-all"


def test_a_consultant_prints_the_own_month_and_a_card_only_of_a_chosen_one(prints: Any) -> None:
    made, asked = prints(Role.CONSULTANT)
    menu = made.button.open_menu()
    assert [act.isEnabled() for act in menu.actions()] == [False, False, *[True] * 5]
    made.print_card()
    assert asked == []
    menu.actions()[2].trigger()
    assert asked[0][0].name == "levels-2026-11-1"
