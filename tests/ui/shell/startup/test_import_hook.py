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
