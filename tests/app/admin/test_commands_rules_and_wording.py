"""Rules of the store, wording of its papers, and who changed them."""

import base64
from collections.abc import Callable
from datetime import datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from app import audit, settings
from app.admin import archive, checking, commands, queries, sign_in_queries, stores, wording
from app.admin.values import NewWording
from app.desks import DESKS
from app.errors import Refused
from app.local_time import local_day
from app.orders.settings import GuaranteeSettings
from app.permissions import Actor
from app.reception.settings import VisitSettings
from app.records import Records
from app.settings import HourSettings, StoreSettings
from db.nouns import Noun
from db.tables.admin import Setting
from db.vocabulary import Act as Kind
from db.vocabulary import PaperKind
from tests import make as makers
from tests.make import NOON

Act = Callable[..., Any]
PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 100


def test_a_rule_is_kept_and_read_by_the_next_question(act: Act, records: Records) -> None:
    act(
        commands.save_settings,
        {"contact_target": 75, "opens": "09:00", "store_address": "  环城东路 188 号 "},
    )
    with records.read() as session:
        rules = settings.load(session)
    assert rules.of(VisitSettings).contact_target == 75
    assert rules.of(HourSettings).opens == "09:00"
    assert rules.of(StoreSettings).store_address == "环城东路 188 号"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("contact_target", 101),
        ("contact_target", None),
        ("contact_target", True),
        ("lock_minutes", 0),
        ("opens", "25:00"),
        ("opens", None),
        ("labour_rate", "-1"),
        ("labour_rate", "free"),
        ("store_name", "  "),
        ("store_credit_code", "123"),
        ("language", "fr"),
        ("store_logo", base64.b64encode(b"GIF89a").decode()),
        ("store_logo", "no picture"),
        ("store_logo", base64.b64encode(PNG + b"0" * 1_000_000).decode()),
    ],
)
def test_a_value_beyond_reason_is_refused_beside_its_field(name: str, value: Any, act: Act) -> None:
    with pytest.raises(Refused) as told:
        act(commands.save_settings, {name: value})
    assert told.value.field == name
    assert told.value.text()


def test_a_store_that_closes_before_it_opens_is_refused(act: Act) -> None:
    with pytest.raises(Refused) as told:
        act(commands.save_settings, {"opens": "18:00", "closes": "08:30"})
    assert told.value.field == "closes"


DECLARED = settings.declared_by(DESKS)
FIGURES = sorted(name for name, one in DECLARED.items() if one.is_figure)


@given(name=st.sampled_from(FIGURES), value=st.integers(-(10**7), 10**7))
def test_figures_stay_within_their_bounds(name: str, value: int) -> None:
    one = DECLARED[name]
    try:
        one.check(name, value)
        taken = True
    except Refused:
        taken = False
    assert taken == one.fits(value) == (one.least <= value <= one.maximum)


def test_the_defaults_are_within_their_own_bounds() -> None:
    for name, one in DECLARED.items():
        one.check(name, one.default or "店" if name == "store_name" else one.default)
        assert one.fits(one.default)


@pytest.mark.parametrize(
    ("name", "least"),
    [
        ("small_repair_days", 10),
        ("small_repair_km", 2_000),
        ("second_level_days", 30),
        ("second_level_km", 5_000),
        ("assembly_days", 100),
        ("assembly_km", 20_000),
    ],
)
def test_a_guarantee_below_the_law_is_refused(name: str, least: int, act: Act) -> None:
    act(commands.save_settings, {name: least})
    with pytest.raises(Refused) as told:
        act(commands.save_settings, {name: least - 1})
    assert (told.value.code, told.value.field) == ("setting.legal", name)
    assert f"{least:,}" in told.value.text() and "机动车维修管理规定" in told.value.text()


@pytest.mark.parametrize(("name", "least"), [("drive_age", 18), ("drive_licence_months", 12)])
def test_no_store_drives_below_the_law(name: str, least: int, act: Act) -> None:
    act(commands.save_settings, {name: least})
    with pytest.raises(Refused) as told:
        act(commands.save_settings, {name: least - 1})
    assert told.value.code == "setting.legal"
    assert "机动车驾驶证申领和使用规定" in told.value.text()


@pytest.mark.parametrize("value", ["{", '"soon"', "true", "9", "null", "99999999"])
def test_a_row_that_is_no_value_is_named_and_its_default_counts(
    value: str, act: Act, records: Records
) -> None:
    act(_write_raw, "assembly_days", value)
    with records.read() as session:
        assert settings.load(session).of(GuaranteeSettings) == GuaranteeSettings()
        assert settings.faults(session) == ["assembly_days"]
    assert [fault for fault in checking.faults(records) if "assembly_days" in fault]
    act(commands.save_settings, {"assembly_days": 120})
    assert checking.faults(records) == []


def _write_raw(session: Any, name: str, value: str, *, by: Actor, at: Any) -> None:
    session.add(Setting(name=name, value=value))


@pytest.mark.parametrize("name", ["practice", "no_such_rule"])
def test_what_is_no_rule_cannot_be_set(name: str, act: Act) -> None:
    with pytest.raises(ValueError, match=name):
        act(commands.save_settings, {name: True})


def test_a_logo_is_kept_and_does_not_fill_the_audit(act: Act, records: Records) -> None:
    logo = base64.b64encode(PNG + b"0" * 50_000).decode()
    act(commands.save_settings, {"store_logo": logo})
    with records.read() as session:
        assert settings.load(session).of(StoreSettings).store_logo == logo
        told = queries.audit_of_day(session, local_day(NOON))
    assert all(len(value.new) < 3000 for change in told for value in change.values)


def test_a_new_edition_leaves_the_old_one_readable(act: Act, records: Records) -> None:
    new = NewWording(PaperKind.SETTLEMENT_LIST, "zh_CN", " 第一条 \n\n第二条 ")
    assert act(commands.save_wording, new) == 2
    with records.read() as session:
        present = archive.clauses(session, PaperKind.SETTLEMENT_LIST, "zh_CN")
        first = archive.clauses(session, PaperKind.SETTLEMENT_LIST, "zh_CN", edition=1)
        editions = wording.editions(session, PaperKind.SETTLEMENT_LIST, "zh_CN")
    assert present == archive.Clauses(2, ("第一条", "第二条"))
    assert first.edition == 1
    assert first.clauses != present.clauses
    assert [edition.edition for edition in editions] == [2, 1]


@pytest.mark.parametrize("clauses", [None, " \n "])
def test_a_paper_without_words_is_refused(clauses: str | None, act: Act) -> None:
    with pytest.raises(Refused) as told:
        act(commands.save_wording, NewWording(PaperKind.SETTLEMENT_LIST, "en", clauses))
    assert told.value.field == "clauses"


def test_an_edition_like_the_last_is_none(act: Act) -> None:
    act(commands.save_wording, NewWording(PaperKind.SETTLEMENT_LIST, "en", "One."))
    with pytest.raises(Refused):
        act(commands.save_wording, NewWording(PaperKind.SETTLEMENT_LIST, "en", "One.\n"))


def test_the_history_tells_who_when_where_old_and_new(act: Act, records: Records) -> None:
    act(commands.save_settings, {"contact_target": 75})
    act(commands.save_settings, {"contact_target": 80})
    with records.read() as session:
        newest = queries.audit_of_day(session, local_day(NOON))[0]
        of_nobody = queries.audit_of_day(session, local_day(NOON), staff_id=99)
        of_yesterday = queries.audit_of_day(session, local_day(NOON - timedelta(days=1)))
    assert (newest.who, newest.workstation, newest.at, newest.act, newest.noun) == (
        "王敏",
        "前台1",
        NOON,
        Kind.CHANGE,
        "setting",
    )
    assert [(value.name, value.old, value.new) for value in newest.values] == [
        ("value", "75", "80")
    ]
    assert not of_nobody
    assert not of_yesterday


def test_the_history_names_colleagues_and_shows_the_clock(
    act: Act, make: Callable[..., int], records: Records
) -> None:
    key = make(makers.visit, by=1, at=NOON, contact_kept=True)
    with records.read() as session:
        told = {
            value.name: value.new for value in queries.audit(session, Noun.VISIT, key)[0].values
        }
    assert told["received_by"] == "王敏"
    assert told["arrived_at"] == f"{NOON.astimezone():%Y-%m-%d %H:%M}"
    assert told["contact_kept"] == "Yes"


def test_the_history_of_a_newer_program_is_shown_plainly(records: Records, manager: Actor) -> None:
    def newer(session: Any, *, by: Actor, at: Any) -> None:
        audit.note(session, Kind.CHANGE, "hologram", noun_id=7, reason="bright")

    records.act(newer, by=manager, at=NOON)
    with records.read() as session:
        (told,) = queries.audit(session, "hologram", 7)
    assert (told.title, told.noun_id, told.reason) == ("hologram", 7, "bright")


def test_a_practice_store_is_marked_and_never_half_made(tmp_path: Path) -> None:
    path = tmp_path / "practice.db"

    def broken(session: Any, password_hash: str, *, by: Actor, at: Any) -> None:
        raise RuntimeError("cut off")

    with pytest.raises(RuntimeError):
        stores.open_practice(path, broken, desks=DESKS, at=NOON)
    assert not path.exists()

    def build(session: Any, password_hash: str, *, by: Actor, at: Any) -> None:
        makers.staff(session, "刘芳", password_hash=password_hash)

    made = stores.open_practice(path, build, desks=DESKS, at=NOON)
    with made.read() as session:
        rules = settings.load(session)
        people = sign_in_queries.sign_in_choices(session)
    assert rules.of(StoreSettings).practice
    liu = next(person for person in people if person.name == "刘芳")
    signed = made.act(
        commands.sign_in, liu.id, stores.PRACTICE_PASSWORD, by=commands.founder("前台1"), at=NOON
    )
    assert isinstance(signed, Actor)
    made.close()
    assert sorted(name.name for name in tmp_path.iterdir() if ".making" in name.name) == []
    again = stores.open_practice(path, broken, desks=DESKS, at=NOON)
    again.close()


@pytest.mark.parametrize("name", sorted(DECLARED))
def test_a_value_of_another_kind_or_too_long_is_refused_beside_its_field(name: str) -> None:
    """Not below the window either: the next start would read it."""
    one = DECLARED[name]
    wrong = [None, Decimal("0.5"), ["x"]]
    wrong += [7] if not one.is_figure else ["7", True]
    wrong += ["字" * (one.longest + 1)] if isinstance(one.default, str) else []
    for value in wrong:
        with pytest.raises(Refused) as told:
            one.check(name, value)
        assert told.value.field == name and told.value.text()
        assert not one.fits(value)


@pytest.mark.parametrize(
    ("name", "stored"),
    [("opens", "99:99"), ("closes", "later"), ("labour_rate", "abc"), ("language", "xx")],
)
def test_a_stored_value_that_nobody_could_enter_is_named_and_its_default_counts(
    name: str, stored: str, records: Records, manager: Actor
) -> None:
    def break_it(session: Session, *, by: Actor, at: datetime) -> None:
        settings.store(session, {name: stored})

    records.act(break_it, by=manager, at=NOON)
    with records.read() as session:
        assert settings.faults(session) == [name]
        assert settings.load(session).all(DESKS)[name] == DECLARED[name].default


def test_closing_alone_may_not_be_moved_before_opening(act: Act) -> None:
    with pytest.raises(Refused) as told:
        act(commands.save_settings, {"closes": "07:00"})
    assert told.value.field == "closes"
    act(commands.save_settings, {"opens": "06:00", "closes": "07:00"})
