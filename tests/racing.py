"""Two PCs act at the same moment, each in a process of its own; each is told what came of it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from app.desks import DESKS
from app.errors import Refused
from app.permissions import Actor
from app.records import Records
from db import upgrade
from db.store_address import StorePlace
from db.vocabulary import Role
from tests.make import NOON
from tests.reliability.acting import PROGRAMS

WON = "won"
Seat = tuple[int, str]
"""Who sits at a PC: id and name."""


@dataclass(frozen=True, slots=True)
class Round:
    """A command with what it is told."""

    command: Callable[..., Any]
    told: tuple[Any, ...]


def raced(
    place: StorePlace, seats: Sequence[Seat], rounds: Sequence[Sequence[Round]]
) -> list[tuple[str, ...]]:
    """What the PCs were told, round by round; `rounds` are those of each seat."""
    start, results = PROGRAMS.Barrier(len(seats)), PROGRAMS.Queue()
    programs = [
        PROGRAMS.Process(
            target=_act, args=(place, seat, of_seat), kwargs={"start": start, "results": results}
        )
        for seat, of_seat in zip(seats, rounds, strict=True)
    ]
    for program in programs:
        program.start()
    told = [results.get(timeout=100) for _seat in seats]
    for program in programs:
        program.join(20)
    return list(zip(*told, strict=True))


def loss(answers: Sequence[str]) -> str:
    """Why the other one of two was refused; exactly one has won."""
    assert sorted(one == WON for one in answers) == [False, True], answers
    return next(one for one in answers if one != WON)


def _act(
    place: StorePlace, seat: Seat, rounds: Sequence[Round], *, start: Any, results: Any
) -> None:
    """Does each round at the same moment as the other PC."""
    records = Records(upgrade.prepare(place), DESKS)
    by = Actor(*seat, frozenset({Role.CONSULTANT, Role.MANAGER}), f"PC{seat[0]}")
    said = []
    for one in rounds:
        start.wait(60)
        try:
            records.act(one.command, *one.told, by=by, at=NOON)
            said.append(WON)
        except Refused as refused:
            said.append(f"{refused.code}: {refused.text()}")
    records.close()
    results.put(said)
