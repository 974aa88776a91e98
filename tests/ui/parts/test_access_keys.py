"""Alt keys are letters of what they press, and none stands twice."""

from ui.parts.access_keys import TAKEN, assign, place_of, with_sign


def test_the_first_letters_of_words_come_first_then_others_then_those_of_the_name() -> None:
    wishes = [("Phone", "phone"), ("Plate", "plate"), ("Name", "name"), ("Note", "note")]
    assert assign(wishes) == ["P", "L", "N", "T"]
    assert assign([("电话", "phone"), ("车牌", "plate"), ("姓名", "name")]) == ["P", "L", "N"]
    assert assign([("车架号 VIN", "frame"), ("Alt key", "")]) == ["V", "A"]


def test_what_is_taken_is_left_to_its_owner_and_nothing_is_given_twice() -> None:
    assert "O" in TAKEN
    assert assign([("Open", "open")]) == ["P"]
    assert assign([("Name", "name")], taken=("N",)) == ["A"]
    signs = assign([("备注", "note")] * 40)
    given = [sign for sign in signs if sign]
    assert len(given) == len(set(given)) == 35 and signs[35:] == [""] * 5


def test_the_sign_stands_in_latin_words_and_behind_chinese_ones() -> None:
    assert with_sign("Name", "N") == ("Name", 0)
    assert with_sign("First name", "N") == ("First name", 6)
    assert with_sign("姓名", "N") == ("姓名(N)", 3)
    assert with_sign("姓名", "") == ("姓名", -1)
    assert place_of("Data of damage", "D") == 0
