"""Where Qt's libraries are missing the command line says so in one line; bugs stay bugs."""

import subprocess
import sys
from pathlib import Path

import pytest

BROKEN = {
    "library": 'raise ImportError("libEGL.so.1: cannot open shared object file")',
    "bug": 'raise ImportError("cannot import name frobnicate from app.text")',
}


@pytest.mark.parametrize("command", ["run", "demo"])
@pytest.mark.parametrize("kind", list(BROKEN))
def test_a_missing_library_is_one_line(command: str, kind: str, tmp_path: Path) -> None:
    package = tmp_path / "PySide6"
    package.mkdir()
    (package / "__init__.py").write_text(BROKEN[kind])
    more = ["--out", tmp_path / "out"] if command == "demo" else []
    done = subprocess.run(
        [sys.executable, "-m", "app", command, "--language", "en", "--data", tmp_path, *more],
        env={"PYTHONPATH": str(tmp_path), "QT_QPA_PLATFORM": "offscreen", "HOME": str(tmp_path)},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    if kind == "bug":
        assert done.returncode == 1 and "frobnicate" in done.stderr
        return
    assert done.returncode == 3 and "Traceback" not in done.stderr
    assert done.stderr.count("\n") == 1 and "libEGL.so.1" in done.stderr
