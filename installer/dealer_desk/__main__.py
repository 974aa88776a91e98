"""Starts the installed program with its own folder first on the path."""

import sys
from pathlib import Path


def main() -> int:
    """Run the command line; a foreign package named `app` or `db` beside ours is never imported."""
    sys.path.insert(0, str(Path(__file__).resolve().parent))
    from app.__main__ import main as run

    return run()


if __name__ == "__main__":
    sys.exit(main())
