"""Marks of damage survive being stored, and what is beside the car is refused."""

import pytest

from app.body_marks import MOST, BodyMark, BodyMarks, DamageKind, check, read
from app.car_outline import HEIGHT, WIDTH, BodyShape, outline, view_at
from app.errors import Refused

SCRATCHED = BodyMarks(
    BodyShape.SUV, (BodyMark(DamageKind.SCRATCH, 412, 520), BodyMark(DamageKind.DENT, 890, 300))
)


def test_marks_are_one_text_and_come_back_as_they_were() -> None:
    stored = "suv scratch@412,520 dent@890,300"
    assert SCRATCHED.text() == stored and read(stored) == SCRATCHED
    assert (read(None), read(""), BodyMarks(BodyShape.MPV).text()) == (
        BodyMarks(),
        BodyMarks(),
        None,
    )


def test_each_mark_says_on_which_side_it_is() -> None:
    assert SCRATCHED.told() == "1 Left side · Scratch   2 Rear · Dent"
    sides = {
        view_at(x, y).name for x, y in ((500, 90), (500, 300), (500, 500), (100, 300), (900, 300))
    }
    assert sides == {"right", "above", "left", "front", "rear"}
    assert view_at(100, 40) is None, "between the views is no car"


def test_what_another_program_wrote_is_left_out() -> None:
    marks = read("truck scratch@1,2 <b>@3,4 rust@5,6 dent@7,8")
    assert (marks.body, [one.kind for one in marks.marks]) == (
        BodyShape.SEDAN,
        [DamageKind.SCRATCH, DamageKind.DENT],
    )


@pytest.mark.parametrize(
    "stored", ["sedan dent@1001,1", "sedan dent@1,601", "sedan" + " dent@1,1" * (MOST + 1)]
)
def test_marks_beside_the_sheet_and_too_many_are_refused(stored: str) -> None:
    with pytest.raises(Refused, match=r"order\.marks"):
        check(stored)
    check(f"sedan dent@{WIDTH},{HEIGHT}")


def test_every_outline_stays_on_its_sheet() -> None:
    for body in BodyShape:
        for view in outline(body):
            for name, numbers in (*view.body, *view.glass, *view.lines):
                points = numbers[:2] if name == "O" else numbers
                assert all(0 <= x <= WIDTH for x in points[::2]), (body, name)
                assert all(0 <= y <= HEIGHT for y in points[1::2]), (body, name)
