"""The store that goes away at work: pages that were read before, and pages that never were."""

from pathlib import Path

from tests.shots.studio import Studio
from ui.admin.page import PLACES
from ui.admin.section_list import SectionList
from ui.keys import Key

READ = ("reception", "service")
UNREAD = ("workshop", "today", "settings")
"""Pages that stand for the kinds: lists and figures, a board, cards, a form of what is stored."""

RULES = PLACES["rules"]


def shoot(studio: Studio, out: Path, look: str) -> None:
    """Known, as of the last answer, and never read; for one language and light."""
    for desk in READ:
        studio.go(desk)
        studio.shoot(out / f"{desk}-known-{look}.png")
    store = Path(studio.window.place)
    away = store.with_name("away.db")
    store.rename(away)
    try:
        connection = studio.program.work.connection
        studio.driver.until("the loss", lambda: connection.is_lost)
        for desk in READ:
            studio.go(desk)
            studio.shoot(out / f"{desk}-as-of-{look}.png")
        for desk in UNREAD:
            studio.go(desk)
            if desk == "settings":
                studio.window.findChild(SectionList).choose(RULES)
            studio.shoot(out / f"{desk}-unread-{look}.png")
        studio.driver.press(Key.SEARCH)
        studio.driver.type("13")
        studio.shoot(out / f"search-unread-{look}.png")
        studio.driver.press("Escape")
    finally:
        away.rename(store)
    studio.driver.until("the store", lambda: not connection.is_lost)
    studio.driver.settle()
