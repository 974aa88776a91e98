"""The evening: three daily sheets, a backup, both languages, light and dark."""

from __future__ import annotations

from pathlib import Path

from app import settings
from app.admin import backup, checking
from app.reception import queries as register
from app.text import N_, _, language
from db.nouns import Noun
from ui import theme
from ui.demo.day import DemoDay, DemoStep
from ui.demo.opening import CUSTOMER, MANAGER, PHONE, PLATE
from ui.demo.settings import open_section
from ui.keys import Key
from ui.parts.drop import Drop
from ui.shell.workspace.menu import LANGUAGE_NAMES, THEME_NAMES

SHEETS = (
    ("reception", "daily-sheet-visits", CUSTOMER),
    ("testdrives", "daily-sheet-testdrives", CUSTOMER),
    ("workshop", "daily-sheet-workshop", "962.00"),
)


def print_sheets(day: DemoDay) -> None:
    """F9 on every desk that keeps a register."""
    day.sign_in(MANAGER)
    for desk, name, word in SHEETS:
        day.go(desk)
        day.do("daily_sheet")
        day.keep_paper(name, word)


def find_by_scraps(day: DemoDay) -> None:
    """Initials, a piece of the plate, the end of the number.

    The same customer, the car, the order.
    """
    for scrap, noun in (("zw", Noun.PERSON), (PLATE[3:6], Noun.VEHICLE), (PHONE[-4:], Noun.PERSON)):
        _search(day, scrap)
        found = day.driver.find(Drop, "search_results").current()
        day.see(found is not None and found.payload[0] == noun, f"{scrap} finds a {noun} first")
        day.photograph(f"search-{scrap}")
        day.driver.press("Return")
        day.see(day.program.window.workspace.desk().name == "people", f"{scrap} opens the file")


def back_up(day: DemoDay) -> None:
    """By hand, read again, and told in the foot of the window."""
    open_section(day, "data")
    day.driver.push("back_up")
    made = day.driver.until("the backup", lambda: backup.backups(_backup_folder(day)))
    day.see(len(made) == 1 and made[0].verified, "the backup was read again")
    day.known["folder"] = _backup_folder(day)


def look_round(day: DemoDay) -> None:
    """Every tab in both languages and both lights, switched in the menu without a restart."""
    before = language()
    for code in (code for code in LANGUAGE_NAMES if code != before):
        _speak(day, code)
        _photograph_tabs(day, "light")
        _speak(day, before)
    _photograph_tabs(day, "light")
    _dress(day, "dark")
    _photograph_tabs(day, "dark")
    _dress(day, "light")


def check_store(day: DemoDay) -> None:
    """Pages, references, schema and search index of the file that the day was written to."""
    faults = checking.faults(day.program.work.records)
    day.see(not faults, "; ".join(faults))


def see_last_out(day: DemoDay) -> None:
    """Nobody may be left inside at the end of the day."""
    page = day.go("reception")
    day.driver.click_row(page.inside.table.view, _("Anonymous"))
    day.do("see_out")
    inside = day.ask(register.inside, viewer=day.program.work.actor)
    day.see(not inside, "nobody is left inside")


def close(day: DemoDay) -> None:
    """Ctrl+Q: the window waits for its backup, then lets go."""
    ended: list[bool] = []
    day.program.states.ended.connect(lambda: ended.append(True))
    day.driver.press(Key.QUIT)
    day.driver.until("the end", lambda: ended)
    if backup.is_made_here(day.program.store):
        made = backup.backups(day.known["folder"])
        all_read = len(made) == 2 and all(one.verified for one in made)
        day.see(all_read, "a second backup was made on closing")


def _search(day: DemoDay, scrap: str) -> None:
    day.driver.press(Key.SEARCH)
    day.driver.type(scrap)
    day.driver.until(
        f"an answer to {scrap}", lambda: day.program.window.findChild(Drop, "search_results")
    )


def _speak(day: DemoDay, code: str) -> None:
    """The same two words in both languages, so that everybody finds the way back."""
    day.choose_in_menu("中文 / English", LANGUAGE_NAMES[code])
    day.driver.until(f"the window to speak {code}", lambda: language() == code)
    day.driver.settle()


def _dress(day: DemoDay, scheme: str) -> None:
    name = THEME_NAMES[scheme]
    day.choose_in_menu(_("Light or dark"), _(name))
    day.driver.until(f"the window to be {scheme}", lambda: theme.scheme() == scheme)
    day.driver.settle()


def _photograph_tabs(day: DemoDay, look: str) -> None:
    for desk in day.program.window.header.tabs():
        day.go(desk)
        day.photograph(f"{desk}-{language()[:2]}-{look}")


def _backup_folder(day: DemoDay) -> Path:
    return backup.folder_of(day.program.work.records.place, day.ask(settings.load))


STEPS = (
    DemoStep("17:40", N_("Print the three daily sheets"), print_sheets),
    DemoStep(
        "17:45",
        N_("Find by initials, a piece of the plate and the end of the number"),
        find_by_scraps,
    ),
    DemoStep("17:50", N_("Look at every tab in both languages and both lights"), look_round),
    DemoStep("17:55", N_("Back the store up"), back_up, needs_file=True),
    DemoStep("18:00", N_("See the last visitors out"), see_last_out),
    DemoStep("18:02", N_("Check the store"), check_store),
    DemoStep("18:05", N_("Close the program with its backup"), close),
)
