"""Somebody who saves without a pause, and keeps what he was told of each save."""

import threading
import time
from collections.abc import Iterable
from dataclasses import dataclass, field

from app.errors import Cause, Trouble
from db.store_address import StorePlace
from tests.reliability import soundness
from tests.reliability.acting import Desk

AWAY = frozenset({Cause.SERVER, Cause.READ_ONLY, Cause.BUSY})
"""What may be told while a server is cut off, stops or starts."""
PATIENCE_SECONDS = 30.0


@dataclass
class Saver:
    """Visits and whole orders in turn, each of a customer of its own, until `stop`.

    `confirmed`, `refused`, `unclear`: names of the customers, by what was told.
    """

    desk: Desk
    confirmed: set[str] = field(default_factory=set)
    refused: set[str] = field(default_factory=set)
    unclear: set[str] = field(default_factory=set)
    strange: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._ends = threading.Event()
        self._thread = threading.Thread(target=self._save_for_ever, daemon=True)
        self._thread.start()

    def wait_for(self, more: int) -> float:
        """Seconds until so many more saves are confirmed."""
        begun, wanted = time.monotonic(), len(self.confirmed) + more
        while len(self.confirmed) < wanted:
            assert self._thread.is_alive() and not self.strange, self.strange
            assert time.monotonic() - begun < PATIENCE_SECONDS, "nothing is saved any more"
            time.sleep(0.002)
        return time.monotonic() - begun

    def stop(self) -> None:
        self._ends.set()
        self._thread.join(PATIENCE_SECONDS)
        self.desk.records.close()

    def _save_for_ever(self) -> None:
        while not self._ends.is_set():
            for gesture in (self.desk.visit, self.desk.order):
                name = f"客户{self.desk.place}之{self.desk.count + 1}"
                try:
                    gesture()
                    self.confirmed.add(name)
                except Trouble as trouble:
                    self._keep(trouble, name)
                except Exception as error:
                    self.strange.append(repr(error))
                    return

    def _keep(self, trouble: Trouble, name: str) -> None:
        if trouble.cause is Cause.UNCLEAR:
            self.unclear.add(name)
        elif trouble.cause in AWAY:
            self.refused.add(name)
            time.sleep(0.01)
        else:
            self.strange.append(str(trouble))


def judge(place: StorePlace, savers: Iterable[Saver]) -> str:
    """Compares what was told with what is there; returns the figures as a line."""
    asked = "SELECT name, count(*) FROM person GROUP BY name"
    there = dict(soundness.asked(place, asked))
    everybody = list(savers)
    confirmed = set().union(*(one.confirmed for one in everybody))
    refused = set().union(*(one.refused for one in everybody))
    unclear = set().union(*(one.unclear for one in everybody))
    assert [one.strange for one in everybody if one.strange] == []
    lost = sorted(confirmed - there.keys())
    false = sorted(refused & there.keys())
    doubled = sorted(name for name, count in there.items() if count > 1)
    half = soundness.half_orders(place)
    line = (
        f"confirmed {len(confirmed)}, lost {len(lost)}; said not saved {len(refused)}, though"
        f" saved {len(false)}; unclear {len(unclear)}; doubled {len(doubled)}; half {half}"
    )
    assert (lost, false, doubled, half) == ([], [], [], 0), line
    return line
