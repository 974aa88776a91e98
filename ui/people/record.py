"""One file on one page: alerts, numbers and cars above, one timeline below."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.desk_spec import EventKind, Offer
from app.formatting import joined
from app.identity import person_id as identities
from app.identity import phone as phones
from app.identity import plate as plates
from app.identity import vin as vins
from app.labels import label
from app.people import rules
from app.people.queries import PersonRecord
from app.text import _
from app.vehicles.queries import CarKeeper, VehicleRecord
from db.nouns import Noun
from db.vocabulary import ConsentPurpose, Role
from ui import theme
from ui.icons import Icon
from ui.parts.buttons import Button
from ui.parts.confirm import ConfirmBar
from ui.parts.layouts import stretched, vbox
from ui.parts.menu_button import MenuAct, MenuButton
from ui.parts.scroll import HeadScroll
from ui.people import file_facts as facts
from ui.people.events import lines, timeline
from ui.people.head import Head, HeadLink
from ui.shell.viewer import is_among, roles_of
from ui.shell.work import Work

LOW = 420
"""Lower than this, a question and the timeline do not fit together."""


class CustomerFileView(QWidget):
    """Shows a person or a car.

    `opened(noun, id)`: the record behind a line or a link is wanted. `ends_keepers`: the relations
    of a car can be ended here.
    """

    opened = Signal(Noun, int)
    undo_asked = Signal(int)
    act_asked = Signal(str)
    erase_asked = Signal(int, str)
    end_asked = Signal(object)

    def __init__(self, kinds: Mapping[str, EventKind], work: Work, ends_keepers: bool) -> None:
        super().__init__()
        self._kinds, self._work, self._ends_keepers = kinds, work, ends_keepers
        self.revealed: int | None = None
        """The customer whose numbers are shown, because somebody asked for them."""
        self.confirm = ConfirmBar()
        self._top = HeadScroll(_("Head of the file"))
        self.timeline = timeline()
        self.timeline.setMinimumHeight(3 * theme.size("row"))
        self.confirm.asking.connect(self._make_room)
        self.timeline.activated.connect(lambda line: self.opened.emit(line.noun, line.record_id))
        vbox(
            self.confirm,
            self._top,
            stretched(self.timeline),
            parent=self,
            spacing=3,
            margins=(1, 0, 1, 0),
        )

    def _make_room(self, asks: bool) -> None:
        """On the lowest screens the timeline gives its room to a question."""
        self.timeline.setVisible(not asks or self.height() >= LOW)

    def title(self, record: PersonRecord | VehicleRecord) -> str:
        """The name or the first number; the plate or the VIN."""
        if isinstance(record, PersonRecord):
            card = record.card
            return card.name or (self.phone(record, card.phones[0]) if card.phones else "")
        hit = record.hit
        return plates.shown(hit.plate) if hit.plate else vins.masked(hit.vin or "")

    def show_person(self, record: PersonRecord, today: date) -> None:
        """The file of a customer."""
        card, head = record.card, Head()
        head.add_alerts(facts.person_alerts(record))
        phones_ = [self.phone(record, number) for number in card.phones]
        head.add_name(card.name, phones_, menu=self._menu(record))
        head.add_chips(facts.person_chips(record))
        consultant = record.prospect.owner
        said = _("Consultant {name}").format(name=consultant) if consultant else ""
        head.add_facts((facts.person_story(record, today), said))
        head.add_links(map(facts.car_link, record.cars))
        head.add_facts((self._identity(record), card.address or "", record.employer or ""))
        self._offer_acts(head, record)
        self._show(head, record)

    def show_vehicle(self, record: VehicleRecord) -> None:
        """The file of a car."""
        hit, head = record.hit, Head()
        head.add_alerts(facts.vehicle_alerts(record))
        head.add_chips(facts.vehicle_chips(record))
        head.add_facts((joined(hit.model, hit.colour, label(record.energy)),))
        head.add_counters(facts.vehicle_counters(record))
        head.add_links(map(self._keeper, facts.by_importance(record.keepers)))
        head.add_facts((self._vin(hit.vin or ""), *map(facts.plate_text, record.plates)))
        self._show(head, record)

    def hides(self, record: PersonRecord) -> bool:
        """True while the telephone numbers of this customer are masked."""
        own = self._works_with(record.near)
        return self.revealed != record.card.id and not rules.reads_at_once(
            roles_of(self._work), own=own
        )

    def phone(self, record: PersonRecord, number: str) -> str:
        """A number as this person may read it now."""
        return phones.masked(number) if self.hides(record) else phones.shown(number)

    def _works_with(self, near: frozenset[int]) -> bool:
        return is_among(self._work, near)

    def _identity(self, record: PersonRecord) -> str:
        """The identity number stays masked for everybody until it is asked for."""
        number = record.card.id_number
        if not number:
            return ""
        clear = self.revealed == record.card.id and rules.sees_numbers(roles_of(self._work))
        return identities.shown(number) if clear else identities.masked(number)

    def _vin(self, number: str) -> str:
        clear = rules.sees_numbers(roles_of(self._work)) or Role.ADVISOR in roles_of(self._work)
        return vins.shown(number) if clear else vins.masked(number)

    def _keeper(self, one: CarKeeper) -> HeadLink:
        number = rules.phone_for(one.phone, roles_of(self._work), own=self._works_with(one.near))
        can_end = self._ends_keepers and one.until_on is None
        return HeadLink(
            one.name or ("" if number else _("No name")),
            Noun.PERSON,
            one.person_id,
            joined(label(one.relation), facts.days(one.from_on, one.until_on)),
            number,
            end=_("End today: {relation}").format(relation=label(one.relation)),
            ends=partial(self.end_asked.emit, one) if can_end else None,
        )

    def _show(self, head: Head, record: PersonRecord | VehicleRecord) -> None:
        head.opened.connect(self.opened)
        head.close_up()
        head.setProperty("clear", "true")
        self._top.setWidget(head)
        self._top.updateGeometry()
        self.timeline.show_rows(lines(record.events, self._kinds))

    def _offer_acts(self, head: Head, record: PersonRecord) -> None:
        card = record.card
        if self.revealed != card.id and (card.id_number or (card.phones and self.hides(record))):
            reveal = self._act(_("Show numbers"), Icon.EYE, "reveal")
            head.offer(reveal, _("Who looks is written down"))
        agreed = _(", ").join(label(given.purpose) for given in record.consents)
        told = _("Agrees to {purposes}").format(purposes=agreed)
        consent = self._act(_("Privacy consent"), Icon.SHIELD_CHECK, "edit_consent")
        viewer = self._work.actor
        for offer in record.offers:
            if viewer is not None and offer.is_for(viewer):
                head.offer(self._offered(offer), _(offer.told))
        head.offer(consent, told if agreed else _("No consent is recorded"))
        if record.cars:
            head.offer(self._act(_("Print the owner card"), Icon.PRINTER, "print_card"), "")
        photo = ConsentPurpose.DOCUMENT_PHOTO in {given.purpose for given in record.consents}
        if photo and rules.sees_numbers(roles_of(self._work)):
            copies = self._act(_("Copy of the licence"), Icon.ID_CARD, "show_copies")
            head.offer(copies, _("Kept while the customer agrees"))
        self._offer_undo(head, record)

    def _menu(self, record: PersonRecord) -> MenuButton | None:
        """What a manager may do with a whole file, out of the thumb's way."""
        card = record.card
        if Role.MANAGER not in roles_of(self._work) or not (card.name or card.phones):
            return None
        text, ask = _("Erase this file"), partial(self._ask_erasing, record)
        erase = MenuAct("erase", text, ask, Icon.USER_X, is_danger=True)
        says = _("More actions")
        return MenuButton("", lambda: [erase], icon=Icon.ELLIPSIS, name="file_more", says=says)

    def _offer_undo(self, head: Head, record: PersonRecord) -> None:
        if Role.MANAGER in roles_of(self._work) and record.merges:
            merge = record.merges[0]
            text, icon = _("Undo the merge"), Icon.UNDO_2
            undo = Button(text, kind="link", icon=icon, name="undo_merge", saves=True)
            undo.clicked.connect(lambda: self.undo_asked.emit(merge.id))
            head.offer(undo, facts.merge_text(merge))

    def _act(self, text: str, icon: str, act: str) -> Button:
        return Button(
            text, kind="link", icon=icon, name=act, clicked=lambda: self.act_asked.emit(act)
        )

    def _offered(self, offer: Offer) -> Button:
        """What another desk does with this customer: its record opens there."""
        button = Button(_(offer.text), kind="link", icon=offer.icon, name=f"offer_{offer.noun}")
        button.clicked.connect(lambda: self.opened.emit(offer.noun, offer.record_id))
        return button

    def _ask_erasing(self, record: PersonRecord) -> None:
        question = _(
            "Erase {name} for good? Name, numbers and notes go everywhere; orders and totals"
            " stay. Signed contracts and settlement lists are kept for {years} years by law."
            " This cannot be undone."
        )
        self.confirm.ask(
            question.format(name=record.card.name or _("this customer"), years=rules.KEPT_YEARS),
            act=_("Erase for good"),
            reason=_("Who asked for it, and when?"),
            then=lambda reason: self.erase_asked.emit(record.card.id, reason),
        )
