"""The quiet hour of the afternoon.

Files are put right, and two people work on one of them without losing a word.
"""

from __future__ import annotations

from typing import Any

from app.admin import queries as house
from app.admin import stores
from app.desks import DESKS
from app.labels import label
from app.people import commands, consents
from app.people import queries as people
from app.people.lookup import PersonHit, by_phone
from app.permissions import Actor
from app.text import N_, _
from app.vehicles import queries as vehicles
from db.nouns import Noun
from db.privacy_words import RevealReason
from db.vocabulary import Act, ConsentPurpose, Role, Sex
from ui.demo.day import DemoDay, DemoStep
from ui.demo.opening import ADVISOR, CONSULTANT, CUSTOMER, MANAGER, PHONE, PLATE, RECEPTION
from ui.keys import Key
from ui.parts.choice_inputs import Segments
from ui.parts.drop import Drop
from ui.parts.merge_view import MergeView
from ui.people.merger import Others

CALLER, CALLER_PHONE, SECOND_PHONE = "陈女士", "13900139000", "13900139001"
NEW_PLATE = "京AD12345"
ADDRESS, ALERT = "海淀区中关村大街 27 号", "只在下午联系"


def merge_files(day: DemoDay) -> None:
    """The caller of the morning was entered again under her second number.

    Both files side by side, then one.
    """
    day.sign_in(MANAGER)
    day.go("people")
    day.driver.press(Key.NEW)
    form = day.form("new_person_form")
    day.driver.fill(form, phone=SECOND_PHONE, name=CALLER, sex=label(Sex.FEMALE))
    day.save()
    day.see(_person(day, SECOND_PHONE).id != _person(day, CALLER_PHONE).id, "she has two files")
    day.do("merge")
    others = day.driver.find(Others)
    day.driver.click_row(others.table.view, CALLER)
    day.driver.press("Return")
    day.driver.find(MergeView, "merge")
    day.photograph("merge")
    day.save()
    day.see(
        _person(day, SECOND_PHONE).id == _person(day, CALLER_PHONE).id, "one file has both numbers"
    )


def unmerge_files(day: DemoDay) -> None:
    """It was her sister after all: one click, and both are as they were."""
    day.driver.push("undo_merge")
    day.see(
        _person(day, SECOND_PHONE).id != _person(day, CALLER_PHONE).id, "both files are there again"
    )


def keep_consent(day: DemoDay) -> None:
    """The purposes that the customer agrees to, with the edition of the notice."""
    day.sign_in(CONSULTANT)
    _open(day, CUSTOMER)
    day.do("consent")
    form = day.form("consent_form")
    day.driver.answer(form["purposes"], label(ConsentPurpose.SERVICE_REMINDER))
    day.driver.choose(form["way"], _("Signed on paper"))
    day.driver.answer(form["notice_edition"], "1")
    day.save()
    given = day.ask(consents.given, _person(day, PHONE).id)
    day.see(
        [one.purpose for one in given] == [ConsentPurpose.SERVICE_REMINDER],
        "one purpose and no other is agreed to",
    )


def reveal_number(day: DemoDay) -> None:
    """Of somebody else's customer one sees the end of the number.

    Who asks for the whole one is written down.
    """
    day.sign_in(ADVISOR)
    _open(day, CALLER_PHONE)
    day.driver.push("reveal")
    _say_why(day, RevealReason.CALL)
    changes = day.ask(house.audit, Noun.PERSON, _person(day, CALLER_PHONE).id)
    day.see(
        any(one.act is Act.SEE and one.who == ADVISOR for one in changes),
        "the look is written down",
    )


def _say_why(day: DemoDay, why: RevealReason) -> None:
    """Who reads whole numbers of somebody else's customer says why."""
    day.driver.answer(day.driver.find(Segments, "confirm_choice"), label(why))
    day.driver.push("confirm_act")


def change_plate(day: DemoDay) -> None:
    """The car has a new plate; the old one still finds it."""
    _open(day, PLATE, noun=Noun.VEHICLE)
    day.driver.press(Key.EDIT)
    form = day.form("vehicle_form")
    day.driver.answer(form["plate"], NEW_PLATE)
    day.save()
    found = day.ask(vehicles.by_plate, PLATE)
    day.see(
        found is not None and found.plate == NEW_PLATE,
        "the old plate finds the car under its new one",
    )


def find_traditional(day: DemoDay) -> None:
    """Typed as they write it in Hong Kong, found as it is written here."""
    day.driver.press(Key.SEARCH)
    day.driver.type("張偉")
    found = day.driver.until("an answer to 張偉", lambda: _first_found(day))
    day.see(found == (Noun.PERSON, _person(day, PHONE).id), "張偉 finds 张伟")
    day.driver.press(Key.LEAVE)


def keep_two_versions(day: DemoDay) -> None:
    """While the receptionist types, a colleague elsewhere saves the same file.

    Both are shown, and nothing is lost.
    """
    day.sign_in(RECEPTION)
    _open(day, CUSTOMER)
    day.driver.press(Key.EDIT)
    _say_why(day, RevealReason.CORRECT)
    form = day.form("person_form")
    day.driver.push("person_form_more")
    day.driver.fill(form, address=ADDRESS, alert=ALERT)
    _save_elsewhere(day, {"address": "旧地址", "employer": "东风物流"})
    day.save()
    day.driver.until("both versions", lambda: _seen(day, MergeView))
    day.photograph("two-versions")
    day.save()
    record = day.ask(people.record, _person(day, PHONE).id)
    day.see(
        record.card.address == ADDRESS and record.card.alert == ALERT, "what was typed is saved"
    )
    day.see(record.employer == "东风物流", "what the colleague saved is there too")


def lend_the_chair(day: DemoDay) -> None:
    """A colleague signs in while a form is half filled; it stays as it was."""
    day.go("reception")
    day.do("register")
    form = day.form("visit")
    day.driver.fill(form, phone="13712345678")
    day.sign_in(CONSULTANT)
    day.go("reception")
    day.see(day.form("visit")["phone"].value() is None, "the colleague sees an empty form")
    day.sign_in(RECEPTION)
    day.go("reception")
    form = day.form("visit")
    day.see(form["phone"].value() == "13712345678", "what was typed is there again")
    day.driver.click(form.clear_button)


def _save_elsewhere(day: DemoDay, facts: dict[str, Any]) -> None:
    """Another program at another desk, on the same store."""
    records = stores.open_store(day.program.work.records.place, DESKS)
    try:
        card = records.ask(people.record, _person(day, PHONE).id).value.card
        colleague = next(one for one in records.ask(house.staff).value if one.name == CONSULTANT)
        by = Actor(colleague.id, colleague.name, frozenset({Role.CONSULTANT}), "2")
        typed = {"phone": card.phones[0], "name": card.name, "sex": card.sex, "kind": card.kind}
        typed |= facts
        at = day.clock()
        records.act(commands.edit, card.id, typed, version=card.version, by=by, at=at)
    finally:
        records.close()


def _open(day: DemoDay, scrap: str, noun: Noun = Noun.PERSON) -> None:
    """The file that a scrap finds first."""
    day.driver.press(Key.SEARCH)
    day.driver.type(scrap)
    day.driver.until(f"a {noun} for {scrap}", lambda: (_first_found(day) or ("",))[0] == noun)
    day.driver.press("Return")
    day.driver.until("the file", lambda: day.program.window.workspace.desk().name == "people")


def _first_found(day: DemoDay) -> tuple[Noun, int] | None:
    drop = _seen(day, Drop, "search_results")
    row = drop.current() if drop is not None else None
    return row.payload if row is not None else None


def _seen(day: DemoDay, kind: type, name: str = "") -> Any:
    return next(
        (one for one in day.program.window.findChildren(kind, name or None) if one.isVisible()),
        None,
    )


def _person(day: DemoDay, phone: str) -> PersonHit:
    found = day.ask(by_phone, phone)
    day.see(found is not None, f"somebody has the number {phone}")
    return found


STEPS = (
    DemoStep("14:30", N_("Make one file out of two"), merge_files),
    DemoStep("14:33", N_("Take the two files apart again"), unmerge_files),
    DemoStep("14:40", N_("Note what the customer agrees to"), keep_consent),
    DemoStep("14:45", N_("Show a whole number and write down who looked"), reveal_number),
    DemoStep("14:50", N_("Give the car a new plate and find it by the old one"), change_plate),
    DemoStep("14:55", N_("Find a name in traditional characters"), find_traditional),
    DemoStep("15:05", N_("Keep both versions when two people save one file"), keep_two_versions),
    DemoStep("15:15", N_("Lend the chair in the middle of a form"), lend_the_chair),
)
