"""What the windows and papers ask for is in the tree, with the permission of those who made it."""

import ast

import pytest

import resources
from app.tones import Tone
from tests.charter.source import ROOT, last_name, modules, none
from ui.icons import Icon

ICONS = ROOT / "resources" / "icons"


def test_every_icon_is_a_file_that_a_window_names() -> None:
    files = {icon.stem for icon in ICONS.glob("*.svg")}
    assert {icon.value for icon in Icon} == files, "ui/icons.py and resources/icons differ"
    named = {
        node.attr
        for module in modules("ui")
        for node in module.nodes
        if isinstance(node, ast.Attribute) and last_name(node.value) == "Icon"
    }
    kinds = [call for module in modules("app") for call in module.calls("EventKind")]
    shown = {value.value for call in kinds for value in call.args[1:2]}  # below ui, by their names
    assert shown <= files
    unused = sorted(icon.name for icon in Icon if icon.name not in named and icon not in shown)
    none(unused, "Nobody shows it any more, take it out of ui/icons.py and resources/icons:")


def test_a_tone_and_an_icon_are_named_by_their_enum() -> None:
    tones, icons = {tone.value for tone in Tone}, {icon.value for icon in Icon if "-" in icon}
    literals = [
        module.at(node, repr(node.value))
        for module in modules("ui")
        if module.path not in {"ui/icons.py", "ui/theme.py"}
        for call in module.nodes
        if isinstance(call, ast.Call) and last_name(call.func) not in {"token", "setProperty"}
        for node in [*call.args, *(word.value for word in call.keywords if word.arg == "tone")]
        if isinstance(node, ast.Constant) and node.value in tones | icons
    ]
    none(literals, "Say Tone.WARN and Icon.PHONE_CALL (app/tones.py, ui/icons.py):")


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
