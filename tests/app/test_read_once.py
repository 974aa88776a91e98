"""A reading asks once; whoever writes asks again, since the answer may have changed."""

from sqlalchemy.orm import Session

from app.permissions import Actor
from app.read_once import read_once
from app.records import Records
from tests.make import NOON

ASKED: list[tuple[int, str]] = []


@read_once
def answer(_session: Session, number: int, *, of: str = "") -> int:
    ASKED.append((number, of))
    return len(ASKED)


def test_a_reading_asks_once_for_each_argument(records: Records) -> None:
    ASKED.clear()
    with records.read() as session:
        told = [
            answer(session, 1),
            answer(session, 2),
            answer(session, 1),
            answer(session, 1, of="x"),
        ]
    assert told == [1, 2, 1, 3]
    assert ASKED == [(1, ""), (2, ""), (1, "x")]
    with records.read() as session:
        assert answer(session, 1) == 4


def test_a_gesture_asks_each_time(records: Records, manager: Actor) -> None:
    ASKED.clear()

    def save(session: Session, **_gesture: object) -> list[int]:
        return [answer(session, 1), answer(session, 1)]

    assert records.act(save, by=manager, at=NOON) == [1, 2]
