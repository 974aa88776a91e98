"""The form of a new visitor, which looks up the typed number."""

from __future__ import annotations

from datetime import date, datetime
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from app.formatting import joined, short_moment, show_date
from app.identity import phone as phones
from app.local_time import local, local_day
from app.people.commands import see_alerts
from app.reception import commands, queries
from app.reception.queries import MatchedCustomer, VisitChoices
from app.reception.rotation import RotationTurn
from app.reception.rules import VisitOrdinal
from app.reception.settings import VisitSettings
from app.reception.values import NewVisit, Registered
from app.text import _
from app.tones import Tone
from db.nouns import Noun
from db.vocabulary import VisitKind
from ui.keys import Key
from ui.reception import visit_form
from ui.shell.editing.record_form import RecordForm

if TYPE_CHECKING:
    from ui.shell.workspace.page import Shell

DRAFT = "visit"


class NewVisitor(QObject):
    """Holds the form; `left` when Esc is pressed, and the draft stays."""

    left = Signal()

    def __init__(self, shell: Shell, parent: QObject) -> None:
        super().__init__(parent)
        self.shell = shell
        self.known: MatchedCustomer | None = None
        self._seen: int | None = None
        self._lists: VisitChoices | None = None
        self._turns: tuple[RotationTurn, ...] = ()
        self._touched: set[str] = set()
        """Fields that were edited by hand, which are proposed no more."""
        self.form = visit_form.new_form(lambda: local_day(shell.work.now()))
        self.record = RecordForm(shell, self.form, draft=DRAFT)
        self.form.edited.connect(self._follow)
        self.form.submitted.connect(self._save)
        self.form.left.connect(self.left)
        self.form.built.connect(lambda: self.form.clear_button.clicked.connect(self.reset))

    def show_lists(self, lists: VisitChoices, turns: tuple[RotationTurn, ...]) -> None:
        """Show the lists and the rotation as they are now; what is typed stays."""
        is_first = self._lists is None
        self._lists, self._turns = lists, turns
        visit_form.offer(self.form, lists, turns=turns)
        if is_first:
            self.form.coming.when_made(self._restore)
            return
        if "consultant_id" not in self._touched and self._owner() is None:
            self.form["consultant_id"].set_value(self._turn())
        if self._needs_source() and "source_id" not in self._touched:
            # the rule may be new since the form was filled with its defaults
            self.form["source_id"].set_value(None)

    def _restore(self) -> None:
        """Fill in the defaults, or the draft of the last time."""
        self.form.set_value(self._defaults())
        if self.record.begin(announce=True):
            self._touched = {"consultant_id", "source_id"}
            self._look_up()
        self._check()

    def begin(self, kind: VisitKind = VisitKind.WALK_IN) -> None:
        """Put the cursor into the first empty field; what was typed stays."""
        if not self.form.is_dirty:
            self.reset()
        self.form["kind"].set_value(kind)
        self._check()
        self.form.start()

    def reset(self) -> None:
        """Empty the form but for the defaults of this moment."""
        self.known = self._seen = None
        self._touched.clear()
        self.record.restart(self._defaults())
        self._check()
        self.form.start()

    def value(self) -> NewVisit:
        """The visit to be saved, with whose turn it was unless its customer's owner receives."""
        value = self.form.value()
        if value["kind"] is not VisitKind.PHONE_IN and value["consultant_id"] != self._owner():
            value["turn_id"] = self._turn()
        if not self._skips():
            value["skip_reason"] = None
        return visit_form.to_visit(value)

    def open_known(self) -> None:
        """Open the customer whose number was typed."""
        if self.known is not None:
            self.shell.open_record(Noun.PERSON, self.known.person_id)

    def _save(self) -> None:
        self.record.save(commands.register, self.value(), then=self._saved)

    def _saved(self, done: Registered) -> None:
        self.reset()
        text = _("Saved.") if done.order is VisitOrdinal.FIRST else _("Saved. Was here before.")
        if done.due_at is not None:
            following = _("Next contact {day}.").format(day=short_moment(done.due_at))
            text = f"{text} {following}"
        self.shell.notices.say(text)

    def _defaults(self) -> dict[str, object]:
        lists = self._lists
        sources = lists.sources if lists and not self._needs_source() else ()
        purposes = lists.purposes if lists else ()
        return {
            "kind": VisitKind.WALK_IN,
            "party_size": 1,
            "source_id": sources[0].id if sources else None,
            "purpose_id": purposes[0].id if purposes else None,
            "consultant_id": self._turn(),
        }

    def _needs_source(self) -> bool:
        """True when the store wants the source to be asked and not proposed."""
        return self.shell.settings.of(VisitSettings).source_required

    def _turn(self) -> int | None:
        return self._turns[0].id if self._turns else None

    def _owner(self) -> int | None:
        return self.known.owner_id if self.known else None

    def _skips(self) -> bool:
        return visit_form.passed_over(self.form, self._turn(), own=(self._owner(),)) is not None

    def _follow(self, name: str) -> None:
        self._touched.add(name)
        if name == "phone":
            self._look_up()
        self._check(name)

    def _look_up(self) -> None:
        number = self.form["phone"].value()
        if number is None or phones.judge(number).is_blocked:
            self._show_known(None)
            return
        then = partial(self._answer, number)
        self.shell.work.ask(queries.known, number, then=then, topic=(self, "known"))

    def _answer(self, number: str, found: MatchedCustomer | None) -> None:
        if self.form["phone"].value() == number:
            self._show_known(found)

    def _show_known(self, found: MatchedCustomer | None) -> None:
        self.known = found
        if "consultant_id" not in self._touched:
            self.form["consultant_id"].set_value(self._owner() or self._turn())
        if found is None:
            self.form.say("phone")
        else:
            said, action = _found(found), joined(_("Open"), Key.OPEN_KNOWN, by="  ")
            tone = Tone.WARN if found.alerts else Tone.ACCENT
            self.form.say("phone", said, tone=tone, action=action, then=self.open_known)
            if found.alerts and self._seen != found.person_id:
                self._seen = found.person_id
                self.shell.work.act(see_alerts, Noun.PERSON, found.person_id)
        self._check()

    def _claim(self, known: MatchedCustomer) -> str:
        """Whose customer this is, since when, and until when nobody else takes over."""
        today = local_day(self.shell.work.now())
        if known.until is not None and known.until < today:
            return _(
                "{owner}'s claim ended on {day}: who receives the customer looks after them from"
                " now on."
            ).format(owner=known.owner, day=_day(known.until))
        told = {"owner": known.owner, "day": _day(known.since or self.shell.work.now())}
        if known.until is None:
            return _(
                "{owner} has looked after this customer since {day} and goes on doing so."
            ).format(**told)
        return _(
            "{owner} has looked after this customer since {day} and goes on doing so until {end}."
        ).format(**told, end=_day(known.until))

    def _check(self, name: str = "") -> None:
        """Show the fields that apply now, and warn who receives another consultant's customer."""
        known, level = self.known, self.form["level_id"].value()
        visit_form.fit(self.form)
        self.form.show_field("skip_reason", self._skips())
        regrades = known and known.level_id and level and level != known.level_id
        self.form.show_field("level_reason", bool(regrades))
        received_by = self.form["consultant_id"].value()
        if known and known.owner_id and received_by not in (None, known.owner_id):
            self.form.say("consultant_id", self._claim(known), tone=Tone.WARN)
        elif name != "consultant_id" or not self._skips():
            self.form.say("consultant_id")


def _found(found: MatchedCustomer) -> str:
    who = joined(
        found.name or _("Name unknown"),
        found.model,
        _("level {level}").format(level=found.level) if found.level else "",
        _("consultant {name}").format(name=found.owner) if found.owner else "",
        _("kept until {day}").format(day=_day(found.until)) if found.until else "",
        _("was here before") if found.again else _("first visit"),
    )
    alerts = (one.text for one in found.alerts)
    return joined(*alerts, _("On file: {who}").format(who=who), by="\n")


def _day(at: datetime | date) -> str:
    return show_date(local(at).date() if isinstance(at, datetime) else at)
