"""What the windows and papers ask for is in the tree, with the permission of those who made it."""

import ast
from collections.abc import Iterator

import pytest

import resources
from tests.charter.source import ROOT, last_name, modules, none

ICONS = ROOT / "resources" / "icons"


def test_every_icon_named_by_a_window_exists() -> None:
    missing = [
        module.at(call, name.value)
        for module in modules("ui")
        for call in module.nodes
        if isinstance(call, ast.Call)
        for name in _icons(call)
        if not (ICONS / f"{name.value}.svg").is_file()
    ]
    none(missing, "Not in resources/icons (take it from Lucide):")


def test_every_icon_takes_the_colour_of_its_place() -> None:
    fixed = [
        icon.name
        for icon in sorted(ICONS.glob("*.svg"))
        if 'stroke="currentColor"' not in icon.read_text(encoding="utf-8")
    ]
    none(fixed, "An icon has no colour of its own:")


@pytest.mark.parametrize("licence", ["fonts/OFL.txt", "icons/LICENSE"])
def test_the_licence_lies_beside_the_work(licence: str) -> None:
    assert resources.path(licence).stat().st_size > 1000


def test_a_missing_resource_names_itself() -> None:
    with pytest.raises(FileNotFoundError, match=r"icons/nothing\.svg"):
        resources.path("icons/nothing.svg")


def _icons(call: ast.Call) -> Iterator[ast.Constant]:
    """The literal names in `icon("car")` and `Desk(icon="car")`."""
    first = call.args[:1] if last_name(call.func) == "icon" else []
    for name in [*first, *(word.value for word in call.keywords if word.arg == "icon")]:
        if isinstance(name, ast.Constant) and isinstance(name.value, str) and name.value:
            yield name
