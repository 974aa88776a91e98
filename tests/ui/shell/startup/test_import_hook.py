"""PySide's import hook is gone before the program is imported: no source text is kept."""

import subprocess
import sys

PROGRAM = """
import linecache
from ui.shell.startup.import_hook import remove_import_hook
remove_import_hook()
import ui.main
print(sum("/ui/" in name for name in linecache.cache))
"""


def test_no_module_of_the_program_is_read_as_text_when_it_is_imported() -> None:
    read = [
        subprocess.run(
            [sys.executable, "-c", text], capture_output=True, text=True, check=True, timeout=60
        ).stdout.strip()
        for text in (PROGRAM, PROGRAM.replace("\nremove_import_hook()\n", "\n", 1))
    ]
    assert read[0] == "0"
    assert int(read[1]) > 10, "PySide reads no source any more: the module can go"


LEAN = """
import sys
from ui.shell.startup.import_hook import STUB_WRITER, remove_import_hook
before = list(sys.meta_path)
remove_import_hook()
assert sys.meta_path == before, sys.meta_path
assert not hasattr(sys.modules[STUB_WRITER], "Formatter"), "it was loaded"
from PySide6.QtWidgets import QLabel
try:
    QLabel.setText(1, 2, 3)
except TypeError as error:
    print(error)
"""


def test_the_generator_of_stubs_is_left_out_and_nobody_misses_it() -> None:
    said = subprocess.run(
        [sys.executable, "-c", LEAN], capture_output=True, text=True, check=True, timeout=60
    ).stdout
    assert "setText" in said
