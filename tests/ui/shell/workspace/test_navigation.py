"""Seven desks stand side by side, more stand beneath their areas; Ctrl+1 to 9 reach the nearest."""

from dataclasses import replace

from app.permissions import Actor
from db.vocabulary import Role
from ui.desks import DESKS
from ui.keys import TABS
from ui.shell.desk import Desk, DeskArea
from ui.shell.workspace.navigation import Navigation

MAP = {
    DeskArea.TODAY: ("today",),
    DeskArea.SHOWROOM: ("reception", "prospects", "testdrives", "sales", "stock", "market"),
    DeskArea.AFTER_SALES: ("appointments", "service", "workshop", "workbench", "parts", "claims"),
    DeskArea.CUSTOMERS: ("people", "care", "complaints", "renewals", "loyalty"),
    DeskArea.MANAGEMENT: ("figures", "targets", "duty"),
    DeskArea.SETTINGS: ("settings",),
}
ALL = tuple(
    Desk(name, name.title(), "car", "x:Y", area=area)
    for area, names in MAP.items()
    for name in names
)


def someone(*roles: Role) -> Actor:
    return Actor(1, "王敏", frozenset(roles), "PC")


def names(desks: tuple[Desk, ...]) -> list[str]:
    return [desk.name for desk in desks]


def test_seven_desks_are_flat_and_eight_are_areas() -> None:
    seven = Navigation(ALL[:7], someone(Role.MANAGER))
    assert seven.is_flat
    assert [tab.name for tab in seven.tabs] == names(ALL[:7])
    eight = Navigation(ALL[:8], someone(Role.MANAGER))
    assert not eight.is_flat
    assert [tab.title for tab in eight.tabs] == ["Today", "Showroom", "After-sales"]
    assert [len(tab.desks) for tab in eight.tabs] == [1, 6, 1]


def test_twenty_two_desks_stand_beneath_six_areas_in_the_order_of_the_house() -> None:
    every = Navigation(reversed(ALL), someone(Role.MANAGER))
    assert [tab.title for tab in every.tabs] == [
        "Today",
        "Showroom",
        "After-sales",
        "Customers",
        "Management",
        "Settings",
    ]
    assert len(every.desks) == 22
    assert names(every.siblings("targets")) == ["duty", "targets", "figures"]
    assert every.siblings("settings") == (), "an area of one desk needs no second row"


def test_the_nearest_nine_are_today_then_those_beside() -> None:
    every = Navigation(ALL, someone(Role.MANAGER))
    assert names(every.nearest("parts")) == [
        "today",
        *MAP[DeskArea.AFTER_SALES],
        "reception",
        "prospects",
    ]
    assert every.key_of("claims", "parts") == TABS[6]
    assert every.key_of("duty", "parts") == ""
    nine = Navigation(ALL[:9], someone(Role.MANAGER))
    assert names(nine.nearest("today")) == names(nine.nearest("service")) == names(ALL[:9])


def test_what_a_role_seldom_opens_stands_behind_and_counts_not() -> None:
    aside = replace(ALL[7], roles=(Role.PARTS, Role.TECHNICIAN), aside=(Role.TECHNICIAN,))
    desks = (*ALL[:6], aside, ALL[8])
    technician = Navigation(desks, someone(Role.TECHNICIAN))
    assert technician.is_flat and technician.front == 7
    assert names(technician.desks) == [*names(ALL[:6]), "service", "appointments"]
    both = Navigation(desks, someone(Role.TECHNICIAN, Role.PARTS))
    assert not both.is_flat, "one role that has it in front is enough"


def test_every_declared_desk_stands_in_the_area_of_the_map() -> None:
    told = {desk.name: desk.area for desk in DESKS}
    wanted = {name: area for area, desks in MAP.items() for name in desks}
    wanted |= dict.fromkeys(("warranty", "till"), DeskArea.AFTER_SALES)  # came to the map later
    wanted["board"] = DeskArea.SHOWROOM
    assert told == {name: wanted[name] for name in told}
