"""The consultant's list: whoever may buy, and how the last contact went."""

from __future__ import annotations

from app.labels import label
from app.people.lookup import by_phone
from app.prospects import queries as prospects
from app.prospects.history import prospect_history
from app.text import N_
from db.vocabulary import CallResult
from ui.demo.day import DemoDay, DemoStep
from ui.demo.opening import CUSTOMER, PHONE


def note_contact(day: DemoDay) -> None:
    """Row, result, save: the next contact follows from the level."""
    page = day.go("prospects")
    day.driver.click_row(page.list.table.view, CUSTOMER)
    day.do("note_contact")
    form = day.form("prospect_contact_form")
    day.driver.fill(form, result=label(CallResult.REACHED), content="周末带家人来看现车")
    day.save()
    found = day.ask(prospects.live, day.ask(by_phone, PHONE).id)
    viewer = day.program.work.actor
    told = day.ask(prospect_history, found.id, viewer=viewer)
    day.see(told.contacts[0].content == "周末带家人来看现车", "the contact stands on the card")
    day.see(found.due_at > day.clock(), "the next one is planned")
    day.photograph("prospect")


STEPS = (DemoStep("10:51", N_("Note a contact with a prospect beside the list"), note_contact),)
