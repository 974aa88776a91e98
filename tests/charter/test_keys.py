"""Which key does what stands in `ui/keys.py` alone; sentences name no key that is not there."""

import ast
import re
from collections.abc import Iterator

import pytest
from babel.messages.pofile import read_po
from PySide6.QtGui import QKeySequence

from tests.charter.source import ROOT, Module, docstrings, modules, none
from ui.desks import DESKS
from ui.keys import RESERVED, TABS, Key
from ui.shell.keys.shortcut_list import EVERYWHERE

SHORTCUT = re.compile(r"(?:Ctrl|Alt|Shift|Meta)\+\S.*|F\d{1,2}|Esc")
WRITTEN = re.compile(
    r"(?<![A-Za-z])(?:(?:(?:Ctrl|Alt|Shift)\+)+[A-Z0-9/]\w*|F\d{1,2}|Esc)", re.ASCII
)


def test_no_two_gestures_share_a_key() -> None:
    keys = [*Key, *TABS]
    told = [_portable(key) for key in keys]
    assert told == [str(key) for key in keys], "spelled as Qt spells it"
    assert len(set(told)) == len(told)


def test_every_action_takes_its_key_from_there() -> None:
    told = [action.shortcut for desk in DESKS for action in desk.actions if action.shortcut]
    assert told and all(isinstance(key, Key) for key in told)


def test_what_is_reserved_is_on_the_sheet_of_shortcuts() -> None:
    told = {key for key, _text in EVERYWHERE if isinstance(key, Key)}
    assert told == {key for key in RESERVED if isinstance(key, Key)} - {Key.SAVE_RETURN}


def test_no_literal_stands_for_a_key() -> None:
    none(
        [
            module.at(node, ast.unparse(node))
            for module in modules("ui")
            if module.path != "ui/keys.py"
            for node in literal_keys(module)
        ],
        "A key is a member of ui/keys.py:",
    )


@pytest.mark.parametrize(
    "line",
    ['press("F4")', 'press("Ctrl+N")', 'tip = f"Ctrl+{number}"', 'say(f"{word}  Alt+O")', '"Esc"'],
)
def test_the_check_sees_a_literal(line: str) -> None:
    module = Module("written.py")
    module.__dict__["text"] = f"here = {line}" if line == '"Esc"' else line
    assert list(literal_keys(module))


def test_sentences_and_their_translations_name_keys_that_exist() -> None:
    known = {*Key, *TABS}
    offences = []
    for path, source, told in _sentences():
        if not _keys_of(source) <= known or _keys_of(told) != _keys_of(source):
            offences.append(f"{path}: {source!r} names {_keys_of(source)}, {told!r}")
    none(offences, "A sentence names keys of ui/keys.py, in both languages the same:")


def test_the_sentences_do_name_keys() -> None:
    named = {key for _path, source, _told in _sentences() for key in _keys_of(source)}
    assert {Key.NEW_VISIT, Key.SAVE, Key.SEE_OUT, Key.LEND} <= named


def literal_keys(module: Module) -> Iterator[ast.Constant]:
    """Constants that look like a shortcut, and pieces of a composed text that name one."""
    prose = docstrings(module)
    pieces = {
        id(one) for node in module.nodes if isinstance(node, ast.JoinedStr) for one in node.values
    }
    for node in module.nodes:
        if not isinstance(node, ast.Constant) or not isinstance(node.value, str):
            continue
        found = re.search(r"(?:Ctrl|Alt|Shift|Meta)\+", node.value) if id(node) in pieces else None
        if id(node) not in prose and (found or SHORTCUT.fullmatch(node.value)):
            yield node


def _sentences() -> Iterator[tuple[str, object, object]]:
    """Every text with its translation, and the file where that stands."""
    for path in sorted((ROOT / "resources/locale/zh_CN").glob("*.po")):
        with path.open("rb") as file:
            yield from ((path.name, one.id, one.string) for one in read_po(file) if one.id)


def _keys_of(text: object) -> set[str]:
    said = " ".join(text) if isinstance(text, tuple) else str(text)
    return set(WRITTEN.findall(said))


def _portable(key: str) -> str:
    return QKeySequence(key).toString(QKeySequence.SequenceFormat.PortableText)
