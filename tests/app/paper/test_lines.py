"""Line ends: English between words, Chinese anywhere but before 。 and after （, and never wider
than
the room.
"""

from hypothesis import given
from hypothesis import strategies as st

from app.paper.fonts import printable, width
from app.paper.lines import broken, fitted
from app.paper.style import CELL

ROOM = 60.0


@given(st.text("ab 中文。，（）「word-12.5 \n", max_size=120), st.floats(20, 200))
def test_nothing_is_lost_and_nothing_is_too_wide(value: str, room: float) -> None:
    lines = broken(value, CELL, room=room)
    assert "".join(lines).replace(" ", "") == value.replace("\n", "").replace(" ", "")
    assert all(width(line, CELL) <= room + 0.01 for line in lines)


def test_english_is_broken_between_words() -> None:
    assert broken("warranty and repair", CELL, room=ROOM) == ["warranty and", "repair"]


def test_chinese_signs_stay_with_their_word() -> None:
    lines = broken("甲方乙方丙方，丁方（戊方）。", CELL, room=CELL.size * 6.2)
    assert not any(line[0] in "，。）" or line[-1] == "（" for line in lines)


def test_a_word_that_is_too_long_is_cut() -> None:
    lines = broken("x" * 300, CELL, room=ROOM)
    assert "".join(lines) == "x" * 300
    assert len(lines) > 10


def test_a_footer_is_ended_with_dots() -> None:
    assert fitted("短", CELL, room=ROOM) == "短"
    long = fitted("长" * 100, CELL, room=ROOM)
    assert long.endswith("…")
    assert width(long, CELL) <= ROOM


def test_line_ends_of_every_system_are_line_ends() -> None:
    assert printable("a\r\nb\rc\u2028d\te\x00f\u202eg") == "a\nb\nc\nd efg"
