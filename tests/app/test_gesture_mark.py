"""The window's way to the records begins without a database library."""

import subprocess
import sys


def test_the_first_paint_waits_for_no_database() -> None:
    told = "import sys, ui.shell.work; print('sqlalchemy' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", told], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
