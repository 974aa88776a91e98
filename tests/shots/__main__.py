"""Pictures of everything that a person can see.

`python -m tests.shots [folder]` writes them with a contact sheet, index.html.
"""

import os
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ["TZ"] = "Asia/Shanghai"
if hasattr(time, "tzset"):
    time.tzset()

from app import text
from tests.shots import contact_sheet, faces, outage, papers, scenes, studio

LANGUAGES = ("zh_CN", "en")
SCHEMES = ("light", "dark")


def main(out: Path) -> int:
    """Practice store, empty store, first start, papers.

    Every page in both languages, lights and sizes.
    """
    started = time.monotonic()
    text.use("zh_CN")
    with TemporaryDirectory() as folder:
        studio.shoot_opening(Path(folder) / "first" / "store.db", out / "door" / "opening.png")
        practice = studio.make_practice(Path(folder) / "practice" / "practice.db")
        with studio.opened(practice) as full:
            scenes.sign_in_flow(full, out / "door")
            full.sign_in(studio.PRACTICE_MANAGER)
            scenes.every_desk(full, out / "practice")
            scenes.moments(full, out / "moments")
            for look in scenes.looks(full):
                faces.shoot(full, out / "faces", look, (studio.SMALL, studio.LARGE))
                outage.shoot(full, out / "outage", look)
            for language in LANGUAGES:
                text.use(language)
                papers.write(full.program.work.records, out / "papers" / language)
        with studio.opened(studio.make_empty(Path(folder) / "empty" / "store.db")) as bare:
            bare.sign_in()
            scenes.every_desk(bare, out / "empty")
        with studio.opened(Path(folder) / "first" / "store.db") as first:
            scenes.sign_in_flow(first, out / "first")
    contact_sheet.write(out)
    print(
        f"{len(list(out.rglob('*.png')))} pictures in {time.monotonic() - started:.0f} s:"
        f" {out / 'index.html'}"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path("out/shots")))
