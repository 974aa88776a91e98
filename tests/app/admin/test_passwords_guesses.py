"""Guesses, denials and words of the trade: what an attacker at the desk would try."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from app.admin import backup, commands, passwords
from app.admin.values import NewPassword
from app.errors import Refused
from app.permissions import Actor
from app.records import Records
from app.settings import Settings
from db.tables.admin import Audit
from db.vocabulary import Act, Role
from tests import make as makers
from tests.make import NOON, PASSWORD

Do = Callable[..., Any]
GATE = commands.founder("前台1")


def test_a_clock_set_ahead_ends_no_lockout(act: Do) -> None:
    """The PC tells for how long it has run; after a restart only the clock is left."""
    uptime, at = 1000.0, NOON
    for _ in range(5):
        uptime, at = uptime + 20, at + timedelta(seconds=20)
        act(commands.sign_in, 1, "guessed", uptime=uptime, by=GATE, at=at)
    ahead = NOON + timedelta(days=365)
    told = act(commands.sign_in, 1, PASSWORD, uptime=uptime + 60, by=GATE, at=ahead)
    assert isinstance(told, Refused) and told.code == "password.wait"
    assert isinstance(
        act(commands.sign_in, 1, PASSWORD, uptime=uptime + 901, by=GATE, at=ahead), Actor
    )


def test_guesses_of_the_own_password_are_counted_and_locked(act: Do) -> None:
    codes = []
    for minute in range(6):
        with pytest.raises(Refused) as told:
            new = NewPassword(1, "green-lamp-3", "guessed")
            act(commands.set_password, new, at=NOON + timedelta(minutes=minute))
        codes.append(told.value.code)
    assert codes == ["password.wrong"] * 5 + ["password.wait"]


def test_a_denial_stands_in_the_history(
    act: Do, records: Records, make: Callable[..., int]
) -> None:
    key = make(makers.staff, "小李", Role.RECEPTION)
    nobody = Actor(key, "小李", frozenset({Role.RECEPTION}), "前台1")
    with pytest.raises(Refused):
        act(commands.retire_staff, 1, by=nobody)
    with records.read() as session:
        row = session.scalars(select(Audit).where(Audit.act == Act.REFUSED)).one()
    assert (row.staff_id, row.noun_id, row.reason) == (key, key, "retire_staff")


@pytest.mark.parametrize(
    "password",
    [
        "dealerdesk2026",
        "Nissan4S-shop",
        "qiche.weixiu.88",
        "daoche123",
        "chedian4s2026",
        "1qaz2wsx3edc4rfv",
        "poiuytrewq",
        "123qweasd",
    ],
)
def test_words_of_the_trade_and_rows_of_keys_are_no_password(password: str) -> None:
    assert passwords.is_common(password)


@pytest.mark.parametrize(
    "password",
    ["wangmin2026", "MinWang-88", "wm123456", "东风日产2026", "rongsheng88", "RongSheng4S-shop"],
)
def test_names_of_the_store_and_of_oneself_are_no_password(password: str) -> None:
    assert passwords.is_common(password, ("王敏", "东风日产荣盛店", "Rong Sheng"))


def test_the_store_tells_its_own_name_to_who_sets_a_password(act: Do) -> None:
    with pytest.raises(Refused, match=r"password\.common"):
        act(commands.set_password, NewPassword(1, "dongfeng-shifan.26", PASSWORD))


def test_a_relative_folder_of_backups_lies_beside_the_store(tmp_path: Path) -> None:
    known = Settings({"backup_folder": "kept"})
    assert backup.folder_of(tmp_path / "store.db", known) == tmp_path / "kept"


def test_a_clock_set_ahead_frees_no_change_of_the_own_password(act: Do) -> None:
    def told(current: str, uptime: float, after: timedelta) -> str:
        new = NewPassword(1, "green-lamp-3", current, uptime)
        with pytest.raises(Refused) as refused:
            act(commands.set_password, new, at=NOON + after)
        return refused.value.code

    for minute in range(5):
        assert told("guessed", 60.0 * minute, timedelta(minutes=minute)) == "password.wrong"
    assert told(PASSWORD, 300.0, timedelta(days=365)) == "password.wait"
    right = NewPassword(1, "green-lamp-3", PASSWORD, 240.0 + 901)
    act(commands.set_password, right, at=NOON + timedelta(days=365))
