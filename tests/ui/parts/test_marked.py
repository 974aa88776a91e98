"""The part of an answer that the question found is set off."""

import pytest

from ui.parts.initials import letters
from ui.parts.marked import hits


@pytest.mark.parametrize(
    ("text", "question", "marked"),
    [
        ("188 7241 3817", "99", []),
        ("188 7241 3817", "8724", ["8 724"]),
        ("京A·6T888", "京a6t", ["京A·6T"]),
        ("张伟", "伟", ["伟"]),
        ("沈静", "sj", ["沈静"]),
        ("孙静怡", "sj", ["孙静"]),
        ("京L·8SJ06", "sj", ["SJ"]),
        ("张伟", "", []),
        ("张伟", "·", []),
        ("Zhang Wei", "ZHANG w", ["Zhang W"]),
        ("张伟", "ｚｗ", ["张伟"]),
        ("İstanbul", "stan", ["stan"]),
    ],
)
def test_the_hit_is_marked(text: str, question: str, marked: list[str]) -> None:
    assert [text[begin:end] for begin, end in hits(text, question, letters=letters)] == marked
