"""A small or a magnified screen.

`QT_SCALE_FACTOR=1.25 python -m tests.shots.scaled STORE 1093x614 1536x864` prints what is cut.

A line for each fault. Every page is opened at the first size and looked at in all of them.

The factor is read when the window library starts, so that every factor needs a process of its own.
"""

import sys
from collections.abc import Iterator
from pathlib import Path

from app import text
from tests.shots import faces, scenes, studio
from tests.shots.look import Flashes, faults

LANGUAGES = ("zh_CN", "en")


def main(store: Path, sizes: list[tuple[int, int]]) -> int:
    """Every desk as it opens, with its first line opened, and every section of the settings."""
    text.use(LANGUAGES[0])
    found: list[str] = []
    with studio.opened(store) as made:
        made.sign_in(studio.PRACTICE_MANAGER)
        made.leave_unpainted()
        flashes = Flashes(made.window)
        for language in LANGUAGES:
            made.speak(language)
            made.size(*sizes[0])
            for place in _places(made):
                told = _faults(made, sizes, language)
                found += [f"{language} {place}, {fault}" for fault in told]
        flashes.stop()
        found += flashes.seen
        print(f"{made.window.devicePixelRatioF():.2f}")
    print("\n".join(dict.fromkeys(found)))
    return 1 if found else 0


def _faults(made: studio.Studio, sizes: list[tuple[int, int]], language: str) -> Iterator[str]:
    """What is wrong in each size; the window has the first one again afterwards."""
    for size in sizes:
        made.size(*size)
        shown = (made.window.width(), made.window.height())
        assert shown == size, "the window does not fit on this screen"
        yield from (f"{size}: {fault}" for fault in faults(made.window, language))
    made.size(*sizes[0])


def _places(made: studio.Studio) -> Iterator[str]:
    for desk in made.desks():
        made.go(desk)
        yield desk
        if scenes.open_first(made):
            yield f"{desk} opened"
    for name in (name for name in faces.FACES if name.startswith(("order-", "loan-", "two-"))):
        faces.FACES[name](made)
        made.driver.settle()
        yield name
        faces.leave(made)
    for section in scenes.sections(made):
        yield f"settings, {section}"


if __name__ == "__main__":
    given = [tuple(map(int, size.split("x"))) for size in sys.argv[2:]]
    sys.exit(main(Path(sys.argv[1]), [(wide, high) for wide, high in given]))
