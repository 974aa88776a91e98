"""What several pictures begin with: a desk, an order, a gesture of a colleague."""

from datetime import timedelta
from typing import Any

from app.permissions import Actor
from db.vocabulary import Role
from tests.make import AFTERNOON
from tests.shots.studio import Studio
from ui.keys import Key
from ui.parts.form import Form

OTHER = Actor(1, "赵敏", frozenset({Role.MANAGER}), "前台2")


EVENING = AFTERNOON + timedelta(hours=4)


def open_desk(studio: Studio, desk: str) -> Any:
    studio.go(desk)
    return studio.window.workspace.page()


def open_order(studio: Studio, place: int = 0) -> Any:
    page = open_desk(studio, "service")
    page.open_order(page.list.table.row(place).id)
    studio.driver.settle()
    return page


def open_same_order(studio: Studio, name: str, place: int) -> Any:
    """The order that stood at a place the first time: what faces write may move it."""
    page = open_desk(studio, "service")
    page.open_order(studio.orders.setdefault(name, page.list.table.row(place).id))
    studio.driver.settle()
    return page


def act(studio: Studio, command: Any, *args: Any, **more: Any) -> Any:
    return studio.program.work.records.act(command, *args, by=OTHER, at=AFTERNOON, **more)


def save(studio: Studio, form: Form) -> None:
    form.start()
    studio.driver.settle()
    studio.driver.press(Key.SAVE_RETURN)
