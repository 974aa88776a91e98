"""The way to a section of the settings, with the mouse: its heading, then its line."""

from ui.admin.section_list import SectionList
from ui.admin.sections import GROUPS
from ui.demo.day import DemoDay


def open_section(day: DemoDay, name: str) -> None:
    """Brings a section of the settings into view."""
    day.go("settings")
    names = day.driver.find(SectionList)
    group, section = next(
        (group, one) for group in GROUPS for one in group.sections if one.name == name
    )
    for line in (group, section):
        index = names.model().index(names.lines.index(line), 0)
        names.scrollTo(index)
        day.driver.click(names.viewport(), names.visualRect(index).center())
