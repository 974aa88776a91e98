"""Telephones: however it was written it is one telephone, and a new range of numbers does not send
a customer away.
"""

import pytest

from app.identity import phone
from app.identity.verdict import Judgement


@pytest.mark.parametrize(
    ("typed", "normal"),
    [
        ("13800138000", "13800138000"),
        ("0086 199 0000 0001", "19900000001"),
        ("16600000000", "16600000000"),
        ("14700000000", "14700000000"),
        ("18888888888", "18888888888"),
        ("+86 138-0013-8000", "13800138000"),
        ("１３８ ００１３ ８０００", "13800138000"),
        ("8613800138000", "13800138000"),
        ("\u202d138\u200b00138000\u202c", "13800138000"),
        ("+852 5123 4567", "+85251234567"),
        ("00852 51234567", "+85251234567"),
    ],
)
def test_a_mobile_is_fine_and_one_telephone(typed: str, normal: str) -> None:
    verdict = phone.judge(typed)
    assert verdict.is_fine
    assert verdict.normal == normal


@pytest.mark.parametrize(
    ("typed", "level", "code"),
    [
        ("12800138000", Judgement.BLOCK, "phone.format"),
        ("138001380001", Judgement.BLOCK, "phone.length"),
        ("02112345678", Judgement.WARN, "phone.landline"),
        ("02162345678", Judgement.WARN, "phone.landline"),
        ("15400000000", Judgement.WARN, "phone.prefix"),
        ("19400000000", Judgement.WARN, "phone.prefix"),
        ("1064812345678", Judgement.BLOCK, "phone.machine"),
        ("138oo138000", Judgement.BLOCK, "phone.symbol"),
        ("+0", Judgement.BLOCK, "phone.foreign"),
        ("+852 1", Judgement.BLOCK, "phone.foreign"),
        ("+85211111111", Judgement.WARN, "phone.foreign_unsure"),
        ("", Judgement.BLOCK, "phone.empty"),
    ],
)
def test_a_doubtful_telephone_warns_and_an_impossible_one_is_stopped(
    typed: str, level: Judgement, code: str
) -> None:
    verdict = phone.judge(typed)
    assert (verdict.level, verdict.code) == (level, code)
    assert verdict.text()


@pytest.mark.parametrize(
    ("typed", "normal", "shown"),
    [
        ("021-62345678", "02162345678", "021-62345678"),
        ("(0755) 8234567 转 801", "07558234567#801", "0755-8234567-801"),
        ("021-62345678-801", "02162345678#801", "021-62345678-801"),
        ("+86 21 62345678", "02162345678", "021-62345678"),
        ("400-800-1234", "4008001234", "400-800-1234"),
        ("400 800 1234 转 5", "4008001234#5", "400-800-1234-5"),
        ("(021)12345678-801", "02112345678#801", "021-12345678-801"),
        ("13800138000转1234", "13800138000#1234", "138 0013 8000-1234"),
    ],
)
def test_a_landline_is_taken_with_its_extension(typed: str, normal: str, shown: str) -> None:
    verdict = phone.judge(typed)
    assert (verdict.level, verdict.normal, phone.shown(normal)) == (Judgement.WARN, normal, shown)
    assert phone.normalise(shown) == normal


def test_where_a_message_must_arrive_a_landline_is_stopped() -> None:
    assert phone.judge("02162345678", mobile=True).code == "phone.mobile"
    assert phone.judge("13800138000转1234", mobile=True).code == "phone.mobile"
    assert phone.judge("13800138000", mobile=True).is_fine


def test_a_telephone_is_shown_in_groups_and_masked_in_the_middle() -> None:
    assert phone.shown("13800138000") == "138 0013 8000"
    assert phone.masked("+86 138 0013 8000") == "138****8000"
    assert phone.masked("8001234") == "*****34"
