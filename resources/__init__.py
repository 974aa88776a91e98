"""What is neither code nor data of the store.

Fonts, icons, styles, texts and seeds, found the same way once installed.
"""

from pathlib import Path

_HERE = Path(__file__).resolve().parent


def path(name: str) -> Path:
    """Where the resource `name` ("icons/car.svg") lies.

    A missing one is a broken installation and is said at once.
    """
    found = _HERE / name
    if not found.exists():
        raise FileNotFoundError(
            f"The installation is incomplete: resources/{name} is missing ({found})."
        )
    return found
