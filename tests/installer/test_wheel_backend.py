"""A wheel of a clean tree works anywhere, even beside foreign packages that are called as ours."""

import os
import shutil
import subprocess
import sys
import sysconfig
import venv
from functools import partial
from pathlib import Path

from tests.charter.source import ROOT, files

OURS = (
    "app/",
    "db/",
    "ui/",
    "resources/",
    "installer/",
    "pyproject.toml",
    "LICENSE",
    "THIRD-PARTY.md",
)
FOREIGN = 'raise ImportError("a foreign package was imported")\n'


def test_a_wheel_works_beside_foreign_packages_of_the_same_names(tmp_path: Path) -> None:
    """One test, because every test of its own would build the wheel on another worker again."""
    tree, environment, elsewhere = tmp_path / "tree", tmp_path / "venv", tmp_path / "elsewhere"
    _copy_tree(tree)
    packages = _make_environment(environment)
    _install(tree, environment)
    shutil.rmtree(tree)
    _everything_lies_in_one_folder(packages)
    _the_desktop_finds_it(environment)
    elsewhere.mkdir()
    start = partial(_start, environment, elsewhere)
    assert "daily-sheet" in start("--help")
    start("run", "--self-test", "--data", "store")
    assert (elsewhere / "store" / "store.db").exists()
    assert "完好" in start("check", "--data", "store", "--language", "zh_CN")
    start("daily-sheet", "--kind", "visits", "--out", "sheet.pdf", "--data", "store")
    assert (elsewhere / "sheet.pdf").read_bytes().startswith(b"%PDF-")


def _copy_tree(tree: Path) -> None:
    """What a clean clone holds: nothing compiled, no environment."""
    for name in files():
        if name.startswith(OURS):
            (tree / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, tree / name)


def _make_environment(environment: Path) -> Path:
    """Our dependencies, foreign `app` and `db`, no path to this tree; returns its site-packages."""
    venv.create(environment)
    packages = Path(sysconfig.get_path("purelib", vars={"base": str(environment)}))
    # a path in a .pth file is taken as it is: our own editable install behind it is not followed
    (packages / "dependencies.pth").write_text(sysconfig.get_path("purelib"), encoding="utf-8")
    for name in ("app", "db"):
        (packages / name).mkdir()
        (packages / name / "__init__.py").write_text(FOREIGN, encoding="utf-8")
    return packages


def _install(tree: Path, environment: Path) -> None:
    pip = [sys.executable, "-m", "pip", "--python", str(environment), "install", "--quiet"]
    here = ("--no-deps", "--no-index", "--no-build-isolation", "--no-compile", "--ignore-installed")
    subprocess.run([*pip, *here, str(tree)], check=True)


def _everything_lies_in_one_folder(packages: Path) -> None:
    listed = next(packages.glob("dealer_desk-*.dist-info")) / "RECORD"
    tops = {line.split("/")[0] for line in listed.read_text(encoding="utf-8").splitlines()}
    assert tops == {"..", "dealer_desk", listed.parent.name}
    inside = {path.name for path in (packages / "dealer_desk").iterdir() if path.is_dir()}
    assert inside - {"__pycache__"} == {"app", "db", "ui", "resources"}


def _the_desktop_finds_it(environment: Path) -> None:
    """An entry of the menu that starts our command, under the icon that lies beside it."""
    entry = (environment / "share/applications/dealer-desk.desktop").read_text(encoding="utf-8")
    named = dict(line.split("=", 1) for line in entry.splitlines() if "=" in line)
    assert named["Exec"] == "dealer-desk run" and named["Name[zh_CN]"] == "车店前台"
    icons = environment / "share/icons/hicolor/scalable/apps"
    assert (icons / f"{named['Icon']}.svg").exists()


def _start(environment: Path, folder: Path, *arguments: str) -> str:
    """What the installed `dealer-desk` says when it is started in `folder`."""
    scripts = Path(sysconfig.get_path("scripts", vars={"base": str(environment)}))
    variables = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    variables.pop("PYTHONPATH", None)
    command = [str(scripts / "dealer-desk"), *arguments]
    run = partial(subprocess.run, cwd=folder, env=variables, capture_output=True, check=False)
    done = run(command, text=True, encoding="utf-8")
    assert done.returncode == 0, done.stderr
    return str(done.stdout)
