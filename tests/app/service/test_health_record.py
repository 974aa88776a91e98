"""A settled order is reported once, with the thirteen elements of the standard."""

import json
from decimal import Decimal
from typing import Any

from app.service import health_record
from app.service.commands import bill, health, payers
from app.service.queries.health import health_records, health_rows
from app.service.values import Bill, NamedPayer
from db.money_words import PayerKind


def test_the_file_has_the_elements_of_the_standard_and_the_mark_stays(
    desk: Any, agreed: int
) -> None:
    with desk.records.read() as session:
        assert health_rows(session) == [], "nothing is settled"
    desk.ready(agreed)
    desk.act(bill.settle, agreed, Bill())
    number = desk.sheet(agreed).bill.number
    with desk.records.read() as session:
        rows = tuple(health_rows(session))
        content = health_record.as_file(health_records(session, rows))
    (body,) = json.loads(content)
    assert body["basicInfo"] == {
        "vehicleplatenumber": "京A12345",
        "companyname": body["basicInfo"]["companyname"],
        "vin": "LGBH52E0XKY012345",
        "repairdate": "20261121",
        "repairmileage": "40000",
        "settledate": "20261121",
        "faultdescription": "刹车有异响；空调不凉",
        "costlistcode": number,
    }
    assert body["repairprojectlist"] == [{"repairproject": "更换机油机滤", "workinghours": "0.8"}]
    (part,) = body["vehiclepartslist"]
    assert (part["partsname"], part["partsquantity"]) == ("机油滤清器", "2")
    keys = tuple(row.id for row in rows)
    assert desk.act(health.mark_reported, keys) == 1
    assert desk.act(health.mark_reported, keys) == 0, "twice counts once"
    with desk.records.read() as session:
        assert health_rows(session) == []
        assert [row.id for row in health_rows(session, reported=True)] == list(keys)


def test_a_job_that_payers_share_is_reported_once_with_all_its_hours(
    desk: Any, agreed: int
) -> None:
    """0.80 h of which the manufacturer pays a third: 0.27 h and 0.53 h on two bills."""
    labour = desk.sheet(agreed).lines[0].ref
    part = NamedPayer(PayerKind.WARRANTY, lines=(labour,), percent=Decimal("33.33"))
    desk.act(payers.assign_payer, agreed, part)
    desk.ready(agreed)
    desk.act(bill.settle, agreed, Bill())
    with desk.records.read() as session:
        (record,) = health_records(session, tuple(health_rows(session)))
    assert [(job.name, job.quantity) for job in record.jobs] == [("更换机油机滤", Decimal("0.80"))]
