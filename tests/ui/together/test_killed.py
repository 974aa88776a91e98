"""The program is killed in the middle of a word.

What was typed stands in the form again at the next start.
"""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.ui.together.forked import ForkedTypist, TypistServer
from tests.ui.together.typist import FORMS, KEY_MS

LOST_SECONDS = 10.0
LIVES_SECONDS, TYPES_SECONDS = 10.0, 5.0
KILLS = 2
"""In each of five forms; `make nightly` kills 200 times."""
ROOT = Path(__file__).parents[3]


class Started:
    """The child and what it said so far."""

    def __init__(self, folder: Path, form: str) -> None:
        self.folder = folder
        command = (sys.executable, "-m", "tests.ui.together.typist", str(folder), form)
        self.process = subprocess.Popen(
            command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8"
        )

    def line(self, begins: str) -> str:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            if line.startswith(begins):
                return line.removeprefix(begins).strip()
        _said, errors = self.process.communicate(timeout=20)
        stacks = [path.read_text() for path in (self.folder / "reports").glob("*native.txt")]
        raise AssertionError("\n".join((f"ended with {self.process.returncode}", errors, *stacks)))

    def kill(self) -> str:
        """SIGKILL: nothing is written any more. What was typed until then."""
        os.kill(self.process.pid, signal.SIGKILL)
        said, _errors = self.process.communicate(timeout=20)
        typed = [
            line.removeprefix("typed ").strip()
            for line in said.splitlines()
            if line.startswith("typed ")
        ]
        return typed[-1] if typed else ""


def is_earlier(kept: str, typed: str) -> bool:
    """True where `typed` is `kept` with some signs more, typed at one place."""
    more = len(typed) - len(kept)
    return more >= 0 and any(
        typed[:place] + typed[place + more :] == kept for place in range(len(kept) + 1)
    )


@pytest.fixture(scope="module")
def typists(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TypistServer]:
    made = TypistServer(tmp_path_factory.mktemp("typists") / "complaints.txt")
    yield made
    made.end()


@pytest.fixture
def start(
    person_and_order: tuple[int, int], store: Path, typists: TypistServer
) -> Iterator[Callable[[str], ForkedTypist]]:
    begun: list[ForkedTypist] = []

    def child(form: str) -> ForkedTypist:
        begun.append(typists.start(store.parent, form))
        return begun[-1]

    yield child
    for one in begun:
        one.kill()


@pytest.mark.parametrize("form", FORMS)
def test_what_was_typed_is_there_again_after_a_kill(
    start: Callable[[str], ForkedTypist], form: str
) -> None:
    begun = time.monotonic()
    program = start(form)
    before = program.line("found")
    for _kill in range(KILLS):
        time.sleep(max(TYPES_SECONDS, LIVES_SECONDS - (time.monotonic() - begun)))
        typed = program.kill()
        program = start(form)
        kept = program.line("found")
        assert kept != before and is_earlier(kept, typed)
        assert len(typed) - len(kept) <= LOST_SECONDS * 1000 / KEY_MS / 2, (
            "far less than ten seconds of typing"
        )
        before = kept
    program.kill()
