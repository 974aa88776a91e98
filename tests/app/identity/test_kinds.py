"""What holds for every kind of identity, whatever anybody types, pastes or scans."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.identity import names
from app.identity.command import tell
from app.identity.kinds import KINDS, judge, masked, normalise, shown
from app.identity.verdict import Judgement

TODAY = date(2026, 11, 21)
kinds = st.sampled_from(sorted(KINDS))
typed = st.one_of(
    st.text(),
    st.text("0123456789+-# xX转", max_size=24),
    st.text("京粤临Z使港0123456789ABIOQ·", max_size=12),
    st.text("LFV2A11K3IOQ0*", min_size=15, max_size=18),
)
SEEN = {"plate": 4, "vin": 6, "id": 10, "uscc": 6, "phone": 7, "licence": 10, "name": 1}


@given(kinds, typed)
def test_what_was_made_alike_stays_as_it_is(kind: str, value: str) -> None:
    once = normalise(kind, value)
    assert normalise(kind, once) == once


@given(kinds, typed)
def test_nothing_that_is_typed_makes_the_judge_stumble(kind: str, value: str) -> None:
    verdict = judge(kind, value, today=TODAY)
    assert verdict.normal == normalise(kind, value)
    assert verdict.code.startswith("id." if kind == "licence" else f"{kind}.")
    assert bool(verdict.text()) is not verdict.is_fine
    shown(kind, value)


@given(kinds, typed)
def test_a_mask_never_shows_more_than_it_may(kind: str, value: str) -> None:
    normal = normalise(kind, value)
    hidden = masked(kind, value)
    open_to_see = sum(1 for one in hidden if one != "*")
    assert open_to_see <= SEEN[kind]
    if kind != "name":
        assert len(hidden) == len(normal)
        assert not normal or "*" in hidden


def test_a_name_keeps_its_rare_characters_and_shows_one() -> None:
    assert names.normalise("  喆\u3000𠮷\u200b ") == "喆 𠮷"
    assert names.normalise("买买提•艾力") == "买买提·艾力"
    assert names.masked("𠮷田") == "𠮷*"
    assert names.masked("张伟") == "张*"
    assert names.masked("") == ""
    assert names.judge("张" * 121).level is Judgement.BLOCK
    assert names.judge("13800138000").level is Judgement.WARN


@pytest.mark.parametrize(
    ("kind", "value", "code", "said"),
    [
        ("plate", "京A12345", 0, "京A·12345"),
        ("vin", "LGBH52E0XKY012345", 1, "7"),
        ("id", "110105194912310021", 3, "id.check"),
        ("uscc", "91350100M000100Y43", 0, "uscc.fine"),
        ("phone", "138001380001", 3, "12"),
    ],
)
def test_the_command_line_answers_in_the_words_of_the_window(
    kind: str, value: str, code: int, said: str
) -> None:
    lines: list[str] = []
    assert tell(kind, value, today=TODAY, write=lines.append) == code
    assert said in "\n".join(lines)
    assert judge(kind, value, today=TODAY).text() in "\n".join(lines)
