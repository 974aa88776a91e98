"""Chinese names, spelled and sorted."""

from app.pinyin import by_sound


def test_names_are_sorted_as_they_sound() -> None:
    """By code point 王 (U+738B) would stand before 陈 (U+9648) and 赵 (U+8D75) before 陈."""
    names = ["赵敏", "王敏", "陈静", "李强", "Anna", "周敏", "李娜"]
    assert sorted(names, key=by_sound) == ["Anna", "陈静", "李娜", "李强", "王敏", "赵敏", "周敏"]
