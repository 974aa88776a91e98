"""The quality sheet and the completion certificate say what was checked and until when it holds."""

from datetime import timedelta
from typing import Any

import pytest

from app.errors import Refused
from app.orders.check_operations import CheckValue
from app.service.commands import opening, quality
from app.service.queries import facts
from app.service.values import Intake, NewOrder
from db.quality_words import CheckStep
from db.vocabulary import PaperKind, ServiceType, Stage
from tests.app.service.store import NOON
from tests.app.service.test_papers import drawn


def overhaul(desk: Any) -> int:
    intake = Intake(odometer=48_198, service_type=ServiceType.ASSEMBLY)
    new = NewOrder("粤B5N27K", "变速箱异响", intake=intake)
    order = int(desk.act(opening.open_order, new, at=NOON))
    desk.inspect(order, at=NOON + timedelta(days=3))
    return order


def test_the_certificate_ends_its_guarantee_on_day_and_kilometre(desk: Any) -> None:
    """E-G-01: leaves 2026-11-26 with 48,210 km: to 2027-03-06 or 68,210 km."""
    order = overhaul(desk)
    with desk.records.read() as session, pytest.raises(Refused, match=r"certificate\.none"):
        facts.to_print(session, order, kind=PaperKind.CERTIFICATE, by="", at=NOON)
    number = desk.certify(order, 48_210, at=NOON + timedelta(days=5))
    said, _pdf = drawn(desk, order, PaperKind.CERTIFICATE)
    assert said.count(number) >= 3, "head, cut line and stub"
    assert "2027年3月6日或68,210km" in said
    for words in ("粤B·5N27K", "总成修理", "48,210km", "高明", "YS-QC-004", "存根", "准予出厂"):
        assert words in said, words


def test_the_quality_sheet_tells_who_passed_what_and_what_failed(desk: Any) -> None:
    order = overhaul(desk)
    desk.act(opening.move, order, Stage.IN_WORK, reason="漏油", at=NOON)
    desk.move(order, Stage.QUALITY_CHECK)
    value = CheckValue(CheckStep.SELF, passed=True, road_tested=True, road_km=14)
    desk.act(quality.inspect, order, value, by=desk.technician)
    said, _pdf = drawn(desk, order, PaperKind.QUALITY_SHEET)
    assert "赵师傅" in said and "14km" in said
    assert "高明" not in said, "the final inspection of the work before does not count"
