"""Days that must not come to their end: `python -m tests.ui.broken_days FOLDER` plays each.

Each founds a store of its own and then fails; what was said lies beside it in `said.json`.
"""

import json
import sys
from collections.abc import Callable
from pathlib import Path

from ui.demo import opening, runner
from ui.demo.day import DemoDay, DemoStep

PLAYS: dict[str, Callable[[DemoDay], object]] = {
    "no such button": lambda day: day.driver.push("rocket"),
    "no effect": lambda day: day.see(False, "on the moon"),
    "no such action": lambda day: day.do("fly"),
    "a crash": lambda day: day.program.work.run(lambda: 1 / 0) or day.driver.settle(),
}


def main(folder: Path) -> None:
    """One program after the other, as the steps of a day are played."""
    for name, play in PLAYS.items():
        runner.STEPS = (opening.STEPS[0], DemoStep("08:01", "Fly to the moon", play))
        said: list[str] = []
        ended = runner.run(folder / name / "data", folder / name / "out", say=said.append)
        (folder / name / "said.json").write_text(json.dumps([ended, *said]), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
