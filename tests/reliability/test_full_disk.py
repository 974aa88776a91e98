"""A disk that is really full.

What was confirmed stays, the rest is said, and with space again the same program goes on.
"""

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.desks import DESKS
from app.errors import Cause, Trouble
from app.failure_texts import tell
from app.reception import queries as reception
from app.records import Records
from db import engine as engines
from db import upgrade
from tests.make import NOON
from tests.reliability import soundness
from tests.reliability.acting import Desk

pytestmark = pytest.mark.sqlite_only("a full disk under the file of a store")

FAILURES = 12
MOUNT = ("mount", "-t", "tmpfs", "tmpfs", "-o")


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of its own, little larger than an empty store and its log."""
    place = tmp_path / "disk"
    place.mkdir()
    if subprocess.run([*MOUNT, "size=3m", str(place)], capture_output=True, check=False).returncode:
        pytest.skip("no disk of its own here")
    yield place
    subprocess.run(["umount", "--lazy", str(place)], check=True)


def test_a_full_disk_loses_nothing_and_is_over_when_there_is_space(
    small_disk: Path, furnished_store: Path
) -> None:
    path = small_disk / "store.db"
    shutil.copy(furnished_store, path)
    desk = Desk(Records(engines.open_store(path), DESKS), 1)
    confirmed, failures = [desk.order()], 0
    (small_disk / "photos").write_bytes(bytes(max(0, _free(small_disk) - 150_000)))
    while failures < FAILURES:
        assert len(confirmed) < 1000
        try:
            confirmed.append(desk.order())
        except Trouble as trouble:
            assert trouble.cause is Cause.FULL
            assert str(path) in tell(trouble).happened
            failures += 1
    with desk.records.read() as session:
        reception.desk(session, day=NOON.date(), at=NOON, viewer=desk.by)
    (small_disk / "photos").unlink()
    confirmed.append(desk.order())
    desk.records.close()
    assert set(confirmed) == soundness.ids(path, "repair_order")
    assert soundness.half_orders(path) == 0
    upgrade.prepare(path).dispose()
    assert soundness.faults(path) == []


def _free(place: Path) -> int:
    return shutil.disk_usage(place).free
