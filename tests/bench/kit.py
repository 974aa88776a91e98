"""What every start and every switch of language pays."""

import subprocess
import sys

from app import text
from tests.bench.promise import Promise


def _switch(_stage: object) -> None:
    text.use("en")
    text.use("zh_CN")


def _fresh_process(_stage: object) -> None:
    subprocess.run([sys.executable, "-c", "import app.text, app.errors, db.vocabulary"], check=True)


PROMISES = (
    Promise(name="kit: the language is switched", limit=100, run=_switch),
    Promise(
        name="kit: a process starts and knows its words", limit=400, run=_fresh_process, times=10
    ),
)
