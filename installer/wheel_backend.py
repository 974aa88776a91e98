"""Build backend: setuptools, with the whole wheel under one folder `dealer_desk`.

`app` and `db` are names that other programs use too, so they must not lie in site-packages
themselves.
An editable install stays what setuptools makes of it: one path to the tree.
"""

import os
import shutil
from contextlib import chdir
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import catalogue
from setuptools import build_meta
from setuptools.build_meta import (  # noqa: F401 - the hooks that stay as they are
    build_editable,
    build_sdist,
    get_requires_for_build_editable,
    get_requires_for_build_sdist,
    get_requires_for_build_wheel,
    prepare_metadata_for_build_editable,
)

PACKAGES = ("app", "db", "ui", "resources")
FILES = (
    "LICENSE",
    "THIRD-PARTY.md",
    "installer/requirements.in",
    "resources/program/dealer-desk.desktop",
    "resources/program/dealer-desk.svg",
)
IN_THE_TREE, IN_THE_WHEEL = '"app.__main__:main"', '"dealer_desk.__main__:main"'


def build_wheel(
    wheel_directory: str, config_settings: Any = None, metadata_directory: str | None = None
) -> str:
    """Compile the translations, arrange a copy of the tree and build that.

    Returns the wheel's name.

    There is no hook for metadata alone: of the tree it would name another script than the wheel
    has.
    """
    if catalogue.main():
        raise SystemExit("The translations are broken, so no wheel is built.")
    target = os.path.abspath(wheel_directory)
    with TemporaryDirectory() as staged, chdir(_arrange(Path(staged))):
        return build_meta.build_wheel(target, config_settings)


def _arrange(staged: Path) -> Path:
    inner = staged / "dealer_desk"
    shutil.copytree("installer/dealer_desk", inner, ignore=_left_out)
    for package in PACKAGES:
        shutil.copytree(package, inner / package, ignore=_left_out)
    for file in FILES:
        (staged / file).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(file, staged / file)
    project = Path("pyproject.toml").read_text(encoding="utf-8")
    if project.count(IN_THE_TREE) != 1:
        raise SystemExit(f"pyproject.toml must name the script {IN_THE_TREE} once.")
    project = project.replace(IN_THE_TREE, IN_THE_WHEEL)
    (staged / "pyproject.toml").write_text(project, encoding="utf-8")
    return staged


_left_out = shutil.ignore_patterns("__pycache__", "*.po")
