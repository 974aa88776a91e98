"""Runs a probe (`probe.py`) in a process of its own and reads what it tells."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

PATIENCE_S = 120


def probe(kind: str, folder: Path, compiled: Path | None, *more: str) -> dict[str, Any]:
    """What one process told of itself; RuntimeError with its stack where it told nothing.

    `compiled` keeps the bytecode, as an installed program has it; None for that of this process.
    """
    surroundings = os.environ | {
        "QT_QPA_PLATFORM": "offscreen",
        "PYTHONPYCACHEPREFIX": str(compiled or sys.pycache_prefix or ""),
        "PYTHONDONTWRITEBYTECODE": "",
        "PYTHONFAULTHANDLER": "1",
    }
    command = [sys.executable, "-m", "tests.bench.probe", kind, str(folder), *more]
    said = subprocess.run(
        command, capture_output=True, text=True, env=surroundings, timeout=PATIENCE_S, check=False
    )
    lines = said.stdout.splitlines()
    if said.returncode or not lines:
        told = said.stderr or "it told nothing: does another program have this store open?"
        raise RuntimeError(f"{kind} ended with {said.returncode}:\n{told}")
    return dict(json.loads(lines[-1]))
