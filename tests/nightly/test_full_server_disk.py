"""The disk of the main PC is full while others save, and has room again later."""

import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from app import data_folders
from app.admin import stores
from app.desks import DESKS
from app.errors import Cause, Trouble
from tests.app.server.main_pc import MainPc, open_folder
from tests.reliability import soundness
from tests.reliability.acting import Desk

SIZE = "200m"
LEFT = 400_000
"""Bytes that the fillers leave: some saves fit."""
FAILURES = 12
AGAIN_WITHIN = 30.0
TOLD = frozenset({Cause.FULL, Cause.SERVER, Cause.DISK, Cause.UNCLEAR})
"""A full disk under a table is said as such; one under its log stops the server."""


@pytest.fixture
def small_disk() -> Iterator[Path]:
    place = Path(tempfile.mkdtemp(prefix="dealer-desk-disk-", dir=open_folder()))
    mount = ("mount", "-t", "tmpfs", "tmpfs", "-o", f"size={SIZE},mode=755", str(place))
    if subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("no disk of its own here")
    yield place
    subprocess.run(["umount", "--lazy", str(place)], check=True)
    place.rmdir()


@pytest.mark.timeout(600)
def test_a_full_disk_of_the_main_pc_loses_nothing_and_is_over_when_there_is_room(
    small_disk: Path, founded_store: Path, tell: Callable[[str], None]
) -> None:
    main_pc = MainPc(founded_store, within_folder=small_disk)
    place = data_folders.store_place(main_pc.data)
    desk = Desk(stores.open_store(place, DESKS), 1)
    try:
        confirmed, told = [desk.order()], []
        filler = small_disk / "photos"
        with filler.open("wb") as file:
            while shutil.disk_usage(small_disk).free > LEFT:
                file.write(bytes(100_000))
                file.flush()
        while len(told) < FAILURES:
            assert len(confirmed) < 2000
            try:
                confirmed.append(desk.order())
            except Trouble as trouble:
                told.append(trouble.cause)
        assert set(told) <= TOLD
        filler.unlink()
        waited = _until_saved(desk, confirmed)
        desk.records.close()
        assert set(confirmed) <= soundness.ids(place, "repair_order")
        assert soundness.half_orders(place) == 0
        assert soundness.faults(place) == []
        causes = {cause.value: told.count(cause) for cause in set(told)}
        tell(f"confirmed {len(confirmed)}, lost 0, told {causes}; saved again in {waited:.1f} s")
    finally:
        desk.records.close()
        main_pc.remove()


def _until_saved(desk: Desk, confirmed: list[int]) -> float:
    begun = time.monotonic()
    while True:
        try:
            confirmed.append(desk.order())
        except Trouble:
            assert time.monotonic() - begun < AGAIN_WITHIN
            time.sleep(0.2)
        else:
            return time.monotonic() - begun
