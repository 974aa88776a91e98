"""The habits that keep the tree one piece of work: each test is one sentence of the design."""

import ast
import re
from collections.abc import Iterator

from tests.charter.source import Function, Module, decorators, docstrings, last_name, modules, none

CLOCKS = ("app/__main__.py", "app/local_time.py", "app/clock.py")
MOST_WORDS = 18
PLAIN_DOCSTRINGS = ("app", "db", "ui")
"""Where the first paragraph of every docstring is one short sentence."""
COLOUR_OR_SIZE = re.compile(r"#[0-9A-Fa-f]{3,8}\b|\b\d+px\b")
VAGUE = ("Manager", "Helper", "Handler", "Utils", "Util")
THREADS = {
    "Thread",
    "Timer",
    "QThread",
    "QThreadPool",
    "QRunnable",
    "ThreadPoolExecutor",
    "to_thread",
    "start_new_thread",
}
COLLECTING = {"enable", "collect", "freeze"}
BOXES = {"information", "warning", "critical", "question", "about", "aboutQt"}


def test_first_lines_of_docstrings_have_at_most_18_words() -> None:
    none(
        [
            module.at(owner, " ".join(first))
            for module in modules(*PLAIN_DOCSTRINGS)
            if not module.within("db/migrations/versions")
            for owner in (module.tree, *module.functions(), *module.classes())
            if len(first := _first_sentence(owner)) > MOST_WORDS
        ],
        "Say in one short sentence what it does, the rest below it:",
    )


def test_the_time_is_handed_in_below_the_windows() -> None:
    none(
        [
            module.at(node, ast.unparse(node))
            for module in modules("app", "db")
            if not module.within(*CLOCKS)
            for node in module.nodes
            if isinstance(node, ast.Attribute) and _is_clock(node)
        ],
        "Take the moment as `at`, so that a test can choose it:",
    )


def test_a_command_says_who_may_give_it() -> None:
    none(
        [
            module.at(node, node.name)
            for module in modules("app")
            if re.fullmatch(r"app/\w+/commands(/\w+)?\.py", module.path)
            for node in module.tree.body
            if isinstance(node, ast.FunctionDef)
            and _writes(node)
            and "allow" not in decorators(node)
        ],
        "Put @allow(Role.…) on every public command; a hidden button is no permission:",
    )


def test_rules_touch_nothing_but_values() -> None:
    worldly = {"open", "print", "input", "random", "uuid4", "getenv"}
    none(
        [
            module.at(node, ast.unparse(node.func))
            for module in modules("app")
            if "/rules" in module.path
            for node in module.nodes
            if isinstance(node, ast.Call)
            and last_name(node.func) in worldly
            and "." not in ast.unparse(node.func).removeprefix("os.")
        ],
        "A rule gets values and gives a decision:",
    )


def test_user_text_reaches_a_pdf_through_the_house_style() -> None:
    none(
        [
            module.at(call, "Paragraph(…)")
            for module in modules("app", "ui")
            if not module.within("app/paper", "app/paper.py")
            for call in module.calls("Paragraph")
        ],
        "app/paper escapes what people typed; a bare Paragraph reads it as markup:",
    )


def test_user_text_reaches_the_screen_as_plain_text() -> None:
    rich = {"setHtml", "insertHtml", "fromHtml"}
    offences = [
        module.at(node, ast.unparse(node))
        for module in modules("ui")
        for node in module.nodes
        if isinstance(node, ast.Attribute)
        and node.attr in {*rich, "RichText", "AutoText", "MarkdownText"}
    ]
    labels = [
        module.at(node, "QLabel")
        for module in modules("ui")
        if not module.within("ui/parts", "ui/parts.py")
        for node in module.nodes
        if (isinstance(node, ast.Call) and last_name(node.func) == "QLabel")
        or (isinstance(node, ast.ClassDef) and "QLabel" in map(last_name, node.bases))
    ]
    none(offences + labels, "Qt renders HTML by itself; take the plain label of ui/parts:")


def test_colours_and_sizes_stand_in_the_styles() -> None:
    none(
        [
            module.at(node, repr(node.value))
            for module in modules("ui")
            if module.path != "ui/theme.py"
            for node in _values(module)
            if COLOUR_OR_SIZE.search(node.value)
        ],
        "Name a token of resources/styles/:",
    )


def test_no_class_is_called_something_vague() -> None:
    none(
        [
            module.at(node, node.name)
            for module in modules("app", "db", "ui", "installer", "tests")
            for node in module.classes()
            if node.name.endswith(VAGUE)
        ],
        "Name what it is in the shop's words:",
    )


def test_the_lanes_alone_start_threads() -> None:
    none(
        [
            module.at(call, ast.unparse(call.func))
            for module in modules("app", "db", "ui")
            if module.path != "ui/shell/worker.py"
            for name in THREADS
            for call in module.calls(name)
        ],
        "Hand it to work.run: what a thread is the last to hold, it destroys"
        " (docs/decisions/collection-on-the-gui-thread.md):",
    )


def test_the_garbage_collector_is_run_by_the_window_alone() -> None:
    none(
        [
            module.at(call, ast.unparse(call.func))
            for module in modules("app", "db", "ui")
            if module.path != "ui/shell/startup/collector.py"
            for name in COLLECTING
            for call in module.calls(name)
            if ast.unparse(call.func) == f"gc.{name}"
        ],
        "Leave it to ui/shell/startup/collector.py"
        " (docs/decisions/collection-on-the-gui-thread.md):",
    )


def test_no_box_stands_in_the_way() -> None:
    none(
        [
            module.at(node, ast.unparse(node))
            for module in modules("ui")
            for node in module.nodes
            if isinstance(node, ast.Attribute)
            and node.attr in BOXES
            and last_name(node.value) == "QMessageBox"
        ],
        "Say it in place or with ui/shell notices; confirm only the irreversible, with buttons that"
        " name the act:",
    )


def _writes(node: ast.FunctionDef) -> bool:
    """A public function with a session; one without changes nothing in the store."""
    return not node.name.startswith("_") and any(item.arg == "session" for item in node.args.args)


def _is_clock(node: ast.Attribute) -> bool:
    owner = last_name(node.value)
    return (node.attr in {"now", "today", "utcnow"} and owner in {"datetime", "date"}) or (
        node.attr == "time" and owner == "time"
    )


def _values(module: Module) -> Iterator[ast.Constant]:
    prose = docstrings(module)
    for node in module.nodes:
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in prose:
            yield node


def _first_sentence(owner: ast.Module | ast.ClassDef | Function) -> list[str]:
    """The words of the first paragraph of a docstring."""
    return (ast.get_docstring(owner) or "").split("\n\n")[0].split()
