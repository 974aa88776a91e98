"""Who may know whom: the contracts of pyproject.toml, and what an import graph cannot see."""

import ast
import subprocess
import sys
from fnmatch import fnmatch
from pathlib import Path

from tests.charter.source import ROOT, Module, modules, none

COMMON = {"shell", "parts", "labels", "theme", "icons", "keys", "record_desk"}
ABOVE = {"demo"}
LATE = Path(__file__).with_name("late_imports.txt")


def test_the_contracts_of_the_house_are_kept() -> None:
    command = "from importlinter.cli import lint_imports_command as check; check()"
    done = subprocess.run(
        [sys.executable, "-c", command, "--no-cache"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    broken = done.stdout.rpartition("Broken contracts")[2]
    assert done.returncode == 0, (
        f"{broken}\n{done.stderr}\nThe contracts and their reasons stand in pyproject.toml."
    )


def test_a_desk_on_the_screen_knows_no_other_desk() -> None:
    offences = [
        module.at(node, name)
        for module in modules("ui")
        if (desk := module.path.split("/")[1]) not in COMMON | ABOVE and not desk.endswith(".py")
        for node, name in module.imports
        if name.startswith("ui.") and name.split(".")[1] not in {desk, *COMMON}
    ]
    none(offences, "Go through the shell (open_record) or through what changed:")


def test_one_module_opens_databases() -> None:
    drivers = {"sqlite3", "sqlcipher3", "psycopg"}
    offences = [
        module.at(node, name)
        for module in modules("app", "db", "ui")
        if module.path not in {"db/engine.py", "db/raw_connection.py", "db/server.py"}
        for node, name in module.imports
        if name.split(".")[0] in drivers or name.endswith(".create_engine")
    ]
    none(offences, "Ask db/engine.py for an engine, it knows the pragmas:")


def test_qt_never_talks_to_a_database() -> None:
    offences = [
        module.at(node, name)
        for module in modules("ui")
        for node, name in module.imports
        if "QtSql" in name
    ]
    none(offences, "Windows ask app queries:")


def test_no_window_holds_a_session() -> None:
    offences = [
        module.at(node, ast.unparse(node)[:60])
        for module in modules("ui")
        for node in module.nodes
        if (isinstance(node, ast.arg) and node.arg == "session")
        or (isinstance(node, ast.Name) and node.id in {"session", "Session"})
        or (isinstance(node, ast.alias) and node.name in {"session", "Session"})
    ]
    none(offences, "Name an app query: work.ask(query, …) and RecordForm's Source call it:")


def test_a_revision_imports_nothing_of_the_program() -> None:
    ours = {"app", "db", "installer", "resources", "tests", "ui"}
    offences = [
        module.at(node, name)
        for module in modules("db/migrations/versions")
        for node, name in module.imports
        if name.split(".")[0] in ours or getattr(node, "level", 0)
    ]
    none(offences, "What a revision makes never changes again: write names, types and SQL out:")


def test_imports_stand_at_the_top() -> None:
    declared = _declared()
    offences = [
        module.at(node, name)
        for module in modules("app", "db", "ui", "resources", "installer")
        for node, name in _inside_functions(module)
        if not any(fnmatch(module.path, where) and fnmatch(name, what) for where, what in declared)
    ]
    none(offences, "Move it up, or declare it with its reason in tests/charter/late_imports.txt:")


def test_every_late_import_has_a_reason() -> None:
    lines = [
        line
        for line in LATE.read_text(encoding="utf-8").splitlines()
        if line and not line.startswith("#")
    ]
    none(
        [line for line in lines if len(line.split("|")) != 3 or not line.split("|")[2].strip()],
        "file | import | reason:",
    )


def test_a_package_begins_with_one_docstring_and_nothing_else() -> None:
    offences = [
        f"{module.path}:"
        f" {'no docstring' if not ast.get_docstring(module.tree) else 'more than a docstring'}"
        for module in modules("app", "db", "ui")
        if module.path.endswith("/__init__.py")
        and (len(module.tree.body) != 1 or not ast.get_docstring(module.tree))
    ]
    none(offences, "An __init__.py says who sits here; code has a file with a name:")


def _declared() -> list[tuple[str, str]]:
    lines = [
        line
        for line in LATE.read_text(encoding="utf-8").splitlines()
        if line and not line.startswith("#")
    ]
    return [
        (where.strip(), what.strip()) for where, what, *_ in (line.split("|") for line in lines)
    ]


def _inside_functions(module: Module) -> set[tuple[ast.stmt, str]]:
    inner = {id(node) for function in module.functions() for node in ast.walk(function)}
    return {(node, name) for node, name in module.imports if id(node) in inner}
