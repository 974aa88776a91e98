"""Plates: what GA 36-2018 allows is fine, what cannot be on a car is stopped, and what is rare is
asked about.
"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.identity import plate
from app.identity.verdict import Judgement

SERIAL = "0123456789ABCDEFGHJKLMNPQRSTUVWXYZ"
LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ"
ENERGY = "DABCEFGHJK"

head = st.builds(str.__add__, st.sampled_from(plate.PROVINCES), st.sampled_from(LETTERS))
serial = st.sampled_from(SERIAL)
digits = st.text("0123456789", min_size=4, max_size=4)
five = (
    st.tuples(st.text("0123456789", min_size=3, max_size=3), serial, serial)
    .flatmap(lambda t: st.permutations([*t[0], t[1], t[2]]))
    .map("".join)
)
valid = st.one_of(
    st.tuples(head, five),
    st.tuples(head, st.sampled_from(ENERGY), serial, digits),
    st.tuples(head, st.text("0123456789", min_size=5, max_size=5), st.sampled_from(ENERGY)),
    st.tuples(head, st.text(SERIAL, min_size=4, max_size=4), st.sampled_from("挂学警")),
    st.tuples(st.just("粤Z"), st.text(SERIAL, min_size=4, max_size=4), st.sampled_from("港澳")),
    st.tuples(digits, st.text("0123456789", min_size=2, max_size=2), st.just("使")),
    st.tuples(
        st.sampled_from(plate.PROVINCES), digits, st.sampled_from("0123456789"), st.just("领")
    ),
    st.tuples(st.sampled_from(plate.PROVINCES), st.sampled_from("XS"), digits, st.just("应急")),
).map("".join)


@pytest.mark.parametrize(
    ("typed", "style"),
    [
        ("京A12345", "civil7"),
        ("粤B·8K66D", "civil7"),
        ("京AD12345", "nev_small"),
        ("沪AA12345", "nev_small"),
        ("京A12345D", "nev_large"),
        ("川A1234学", "coach"),
        ("粤Z1234港", "hkmo"),
        ("224578使", "embassy"),
        ("使224578", "embassy"),
        ("沪12345领", "consulate"),
        ("川X1234应急", "rescue"),
        ("WJ京12345", "military"),
        ("无牌照", "none"),
        ("临京A12345", "temporary"),
        (" 京ａ－１２３ ４５ ", "civil7"),
    ],
)
def test_a_real_plate_is_fine(typed: str, style: str) -> None:
    verdict = plate.judge(typed)
    assert verdict.is_fine
    assert verdict.facts["style"] == style


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("京A1234", "plate.length"),
        ("LGBH52E01MY123456", "plate.vin"),
        ("京AO1234", "plate.letter"),
        ("中A12345", "plate.province"),
        ("京AL12345", "plate.energy"),
        ("京A12345Z", "plate.energy"),
        ("京A1234港", "plate.hkmo"),
        ("京A12#45", "plate.symbol"),
        ("京I12345", "plate.letter"),
        ("", "plate.empty"),
        ("·", "plate.empty"),
    ],
)
def test_an_impossible_plate_is_stopped_and_says_why(typed: str, code: str) -> None:
    verdict = plate.judge(typed)
    assert (verdict.level, verdict.code) == (Judgement.BLOCK, code)
    assert verdict.text()


@pytest.mark.parametrize(
    ("typed", "code"), [("京AABC12", "plate.letters"), ("京O12345", "plate.authority")]
)
def test_a_rare_plate_is_asked_about_and_taken(typed: str, code: str) -> None:
    verdict = plate.judge(typed)
    assert (verdict.level, verdict.code) == (Judgement.WARN, code)


@given(valid)
def test_every_plate_that_the_patterns_make_is_taken(made: str) -> None:
    assert not plate.judge(made).is_blocked


@given(valid)
def test_a_plate_as_shown_is_read_back_as_the_same_plate(made: str) -> None:
    assert plate.normalise(plate.shown(made)) == made


def test_the_dot_stands_after_the_second_character() -> None:
    assert plate.shown("京A12345") == "京A·12345"
    assert plate.shown("京AD12345") == "京A·D12345"
    assert plate.shown("224578使") == "224578使"


def test_the_public_sees_two_characters_at_either_end() -> None:
    assert plate.masked("京A12345") == "京A***45"
    assert plate.masked("京A·D12345") == "京A****45"
    assert plate.masked("京A1") == "***"


def test_only_a_green_plate_is_one_of_new_energy() -> None:
    assert plate.is_new_energy("京AD12345") and plate.is_new_energy("京A12345F")
    assert not any(map(plate.is_new_energy, ("京A12345", "粤Z1234港", "临牌", "")))
