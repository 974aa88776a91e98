"""Quick service of an order: what was promised, the countdown, what stopped it, the waiver."""

from app.formatting import duration, joined, money
from app.labels import label
from app.service.commands import quick as commands
from app.service.queries.quick import QuickFacts, quick_facts
from app.text import _
from app.tones import Tone
from db.clock_words import QuickKind
from db.vocabulary import Role
from ui.parts.buttons import Button
from ui.parts.choice_inputs import Segments
from ui.parts.confirm import ConfirmBar
from ui.parts.labels import Chip, Label
from ui.parts.layouts import STRETCH, hbox
from ui.parts.naming import named
from ui.service.section import OrderSection

QUICK = "quick"


class QuickSection(OrderSection):
    """Three choices that save at once, and the manager's waiver."""

    def build(self) -> None:
        options = [(None, _("Ordinary")), *((kind, label(kind)) for kind in QuickKind)]
        self.kind = named(Segments(options), "quick_kind", says=_("Quick service"))
        self.countdown, self.stopped = Chip(""), Label("", "body", wrap=True)
        self.waived = Label("", "body", wrap=True)
        self.waive = Button(_("Waive the fee…"), name="quick_waive", clicked=self._ask)
        self.confirm = ConfirmBar(self)
        self.facts: QuickFacts | None = None
        self.kind.edited.connect(self._choose)
        self.column.addWidget(self.kind)
        self.column.addLayout(hbox(self.countdown, STRETCH, self.waive))
        for part in (self.stopped, self.waived, self.confirm):
            self.column.addWidget(part)
        self.column.addStretch(1)

    def refresh(self, new: bool) -> None:
        if self.sheet is not None:
            self.kind.setEnabled(
                not self.sheet.is_closed and self.may(*commands.promise_quick.roles)
            )
            at = self.work.now()
            self.work.ask(quick_facts, self.sheet.id, at=at, then=self._show, topic=self)

    def _show(self, facts: QuickFacts | None) -> None:
        self.facts = facts
        self.kind.set_value(facts.kind if facts is not None else None)
        is_late = facts is not None and facts.countdown.is_late(self.work.now())
        is_open = facts is not None and facts.waived_at is None
        self.waive.setVisible(is_late and is_open and self.may(Role.MANAGER))
        for part in (self.countdown, self.stopped, self.waived):
            part.setVisible(facts is not None)
        if facts is None:
            return
        self.countdown.show_chip(*facts.countdown.told(self.work.now()))
        self.stopped.say(_stopped(facts))
        self.waived.say(_waived(facts))

    def _choose(self) -> None:
        kind = self.kind.value()
        if self.sheet is not None:
            self.work.act(commands.promise_quick, self.sheet.id, kind)

    def _ask(self) -> None:
        self.confirm.ask(
            _("The store promised it in time: waive the labour fee?"),
            act=_("Waive the fee"),
            then=self._waive,
            reason=_("Why it was late"),
            danger=False,
        )

    def _waive(self, reason: str) -> None:
        if self.sheet is not None:
            self.work.act(commands.waive_quick, self.sheet.id, reason=reason, then=self._done)

    def _done(self, _none: object) -> None:
        self.shell.notices.say(_("The fee is waived; the bill takes it as a discount."), Tone.GOOD)


def _stopped(facts: QuickFacts) -> str:
    """What stopped the car, the longest first."""
    longest = sorted(facts.stops.items(), key=lambda stop: -stop[1])
    nobody = _("nobody had begun")
    told = joined(
        *(
            joined(
                nobody if reason is None else label(reason),
                duration(int(span.total_seconds()) // 60),
                by=" ",
            )
            for reason, span in longest
        )
    )
    return _("Stopped by: {reasons}").format(reasons=told) if told else _("Nothing stopped it.")


def _waived(facts: QuickFacts) -> str:
    if facts.waived_at is None:
        return ""
    return _("{who} waived {amount}: {why}").format(
        who=facts.waived_by, amount=money(facts.waived_amount), why=facts.waived_reason
    )
