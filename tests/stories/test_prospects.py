"""Losses 战败 in the real program, with two people at the same desk, one after the other (A10)."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from app import text
from app.desks import DESKS
from app.permissions import Actor
from app.prospects import queries
from app.records import Records
from db import engine as engines
from db.vocabulary import LossState, Role
from tests.shots import studio
from tests.shots.studio import AFTERNOON, Studio
from ui.keys import Key
from ui.prospects.desk import LOSSES
from ui.prospects.page import ProspectsPage

CONSULTANT, MANAGER = "李强", "秦岚"
ALL = Actor(0, "", frozenset({Role.MANAGER}), "")


@pytest.fixture
def seat(qapp: object, practice_store: Path, tmp_path: Path) -> Iterator[Studio]:
    text.use("zh_CN")
    with studio.opened(Path(shutil.copy(practice_store, tmp_path / "practice.db"))) as made:
        yield made


@pytest.fixture
def store(seat: Studio, tmp_path: Path) -> Iterator[Records]:
    """What is in the file, read beside the program."""
    made = Records(engines.open_store(tmp_path / "practice.db"), DESKS)
    yield made
    made.close()


def losses(seat: Studio, name: str) -> ProspectsPage:
    """The page in front of somebody who has just signed in."""
    if seat.window.is_open():
        seat.driver.press(Key.LOCK)
    seat.sign_in(name)
    seat.go("prospects")
    page = seat.window.workspace.page()
    assert isinstance(page, ProspectsPage)
    page.open_section(LOSSES)
    seat.driver.settle()
    return page


def state(store: Records, prospect: int) -> LossState:
    with store.read() as session:
        return next(row.state for row in queries.losses(session, ALL) if row.id == prospect)


def calls(store: Records, prospect: int) -> int:
    """How many contacts of the prospect are still due, ever."""
    with store.read() as session:
        due = queries.due(session, AFTERNOON.replace(year=2030), at=AFTERNOON)
    return sum(contact.prospect_id == prospect for contact in due)


def test_a10_reported_sent_back_reported_again_confirmed_and_revived(
    seat: Studio, store: Records
) -> None:
    """顾问申请战败, 经理退回, 顾问再申请, 经理确认, 客户又来电: 恢复跟进."""
    driver = seat.driver
    page = losses(seat, CONSULTANT)
    with store.read() as session:
        me = seat.program.work.actor
        assert me is not None
        chosen, _text, number = queries.open_prospects(session, me)[0]
    driver.press(Key.NEW)
    driver.type(number)
    driver.press("Return")
    driver.answer(page.list.form["reason"], "购买其他品牌或车型")
    driver.answer(page.list.form["rival"], "大众 朗逸")
    driver.answer(page.list.form["rival_price"], "98800")
    driver.press(Key.SAVE_RETURN)
    driver.settle()
    assert state(store, chosen) is LossState.WAITING
    assert calls(store, chosen) == 1, "until it is confirmed the customer is called"

    page = losses(seat, MANAGER)
    page.list.open(chosen)
    page.list.panel.take("send_back")
    driver.type("再约试驾，价格我来谈")
    driver.press(Key.SAVE_RETURN)
    driver.settle()
    assert state(store, chosen) is LossState.SENT_BACK

    page = losses(seat, CONSULTANT)
    page.list.open(chosen)
    driver.settle()
    assert "再约试驾，价格我来谈" in page.list.panel.view.texts()
    driver.press(Key.EDIT)
    driver.press(Key.SAVE_RETURN)
    driver.settle()
    assert state(store, chosen) is LossState.WAITING

    page = losses(seat, MANAGER)
    page.list.open(chosen)
    driver.settle()
    page.list.panel.take("confirm")
    driver.settle()
    assert state(store, chosen) is LossState.LOST
    assert calls(store, chosen) == 0, "nobody is reminded of a lost customer"

    page = losses(seat, CONSULTANT)
    page.list.open(chosen)
    driver.settle()
    page.list.panel.take("revive")
    driver.settle()
    assert state(store, chosen) is LossState.REVIVED
    assert calls(store, chosen) == 1
