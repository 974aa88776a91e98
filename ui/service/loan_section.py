"""The loan cars of an order, which stays open while one is out."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial

from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.fleet import commands
from app.fleet import queries as fleet
from app.fleet.queries import LoanRow
from app.fleet.values import Outing
from app.local_time import local_day
from app.text import _
from app.tones import Tone
from db.vocabulary import BookingState, Role
from ui.parts.buttons import Button
from ui.parts.confirm import ConfirmBar
from ui.parts.dates import aware
from ui.parts.form import Form
from ui.parts.labels import Chip, Label
from ui.parts.layouts import STRETCH
from ui.parts.panel import inset
from ui.service import loan_texts as texts
from ui.service.loan_forms import HandOutForm, LendForm, LongerForm, TakeBackForm
from ui.service.section import OrderSection
from ui.shell.editing.record_form import send
from ui.shell.reasons import asked
from ui.shell.viewer import viewing


class LoanSection(OrderSection):
    """The next step of the open loan above, earlier loans below."""

    writers = commands.SERVICE

    def build(self) -> None:
        today = partial(_today, self)
        self.loans: tuple[LoanRow, ...] = ()
        self._longer = False
        self.confirm = ConfirmBar(self)
        self.state = Chip()
        self.told = Label("", "body", wrap=True)
        self.warned = Label("", "body", wrap=True)
        self.earlier = Label("", "body", wrap=True)
        self.lend = LendForm(today, may_override=self.may(Role.MANAGER))
        self.out = HandOutForm(today)
        self.back, self.longer = TakeBackForm(), LongerForm(today)
        self.answer = Button(_("Authorise…"), name="loan_override")
        self.other_time = Button(_("Change time…"), name="loan_longer")
        self.off = Button(_("Cancel the loan"), name="loan_off")
        self._lay_out()
        self._connect()

    def _connect(self) -> None:
        for form in (self.lend, self.out, self.back, self.longer):
            self.adds(form)
        self.answer.clicked.connect(self._ask_answer)
        self.other_time.clicked.connect(lambda: self._ask_longer(True))
        self.off.clicked.connect(self._ask_off)
        self.lend.submitted.connect(self._lend)
        self.lend.edited.connect(self._follow)
        self.out.submitted.connect(self._hand_out)
        self.back.submitted.connect(self._take_back)
        self.longer.submitted.connect(self._postpone)
        self.longer.left.connect(lambda: self._ask_longer(False))

    def refresh(self, new: bool) -> None:
        if self.sheet is None:
            return
        if new:
            self.loans, self._longer = (), False
            self.confirm.leave()
            self.lend.show_order(self.sheet, self.work.now())
        about, topic = viewing(self.work), (self, "loans")
        self.work.ask(fleet.loans, self.sheet.id, **about, then=self._show, topic=topic)
        self._ask_cars()

    @property
    def loan(self) -> LoanRow | None:
        """The loan that is booked or out, if there is one."""
        return next((loan for loan in self.loans if loan.is_open), None)

    def _show(self, loans: tuple[LoanRow, ...]) -> None:
        before, self.loans = self.loan, loans
        loan = self.loan
        if loan is not None and loan != before:
            moved = before is None or (before.id, before.state) != (loan.id, loan.state)
            for form in (self.out, self.back, self.longer):
                if moved or not form.is_dirty:
                    form.show_loan(loan)
        self._arrange()

    def _arrange(self) -> None:
        """Show the form of the next step and the buttons beside it."""
        loan, sheet = self.loan, self.sheet
        can_lend = loan is None and sheet is not None and not sheet.is_closed
        for widget, is_shown in self._shown(loan, can_lend=can_lend).items():
            widget.setVisible(is_shown)
        self.told.say("" if can_lend else _("No loan car was lent with this order."))
        if loan is not None:
            self.state.show_chip(*texts.standing(loan, self.work.now()))
            self.told.say(texts.facts(loan))
        self.told.setVisible(bool(self.told.text()) and (loan is not None or not self.loans))
        self.earlier.say("\n".join(texts.past(one) for one in self.loans if not one.is_open))
        self.earlier.setVisible(bool(self.earlier.text()))
        warned, tone = texts.warnings(loan) if loan is not None else ("", Tone.NEUTRAL)
        self.warned.say(warned)
        self.warned.set_tone(tone)
        self.warned.setVisible(bool(warned))

    def _shown(self, loan: LoanRow | None, *, can_lend: bool) -> dict[QWidget, bool]:
        """What applies to the loan as it is now, and to this person."""
        may, state = self.may(*self.writers), loan.state if loan is not None else None
        return {
            self.state: loan is not None,
            self.lend: can_lend and may,
            self.longer: loan is not None and self._longer,
            self.out: state is BookingState.BOOKED and not self._longer,
            self.back: state is BookingState.OUT and not self._longer,
            self.answer: loan is not None and texts.is_stopped(loan) and self.may(Role.MANAGER),
            self.off: state is BookingState.BOOKED and may,
            self.other_time: loan is not None and may and not self._longer,
        }

    def _follow(self, name: str) -> None:
        """Another time: other cars are free."""
        if name in ("starts_at", "ends_at"):
            self._ask_cars()

    def _ask_cars(self) -> None:
        start, end = self.lend.span()
        start = start or self.work.now()
        if end is not None and end > start:
            topic = (self, "cars")
            self.work.ask(fleet.free_cars, start, end, then=self.lend.offer, topic=topic)

    def _lend(self) -> None:
        self.save(commands.lend, self.lend.wanted(), form=self.lend)

    def _take_back(self) -> None:
        self._save(commands.take_back, self.back.wanted(), form=self.back)

    def _postpone(self) -> None:
        until = aware(self.longer.value()["ends_at"])
        self._save(commands.postpone, until, form=self.longer)

    def _save(self, command: Callable[..., object], value: object, *, form: Form) -> None:
        """Save the step of the open loan; a refusal stands beside its field."""
        if self.loan is None:
            return

        def done(_answer: object) -> None:
            self._longer = False
            form.clear()
            self._arrange()

        self.record(form).save(command, self.loan.id, value, then=done)

    def _hand_out(self) -> None:
        """Save the licence first: a manager can then answer for what it says."""
        if self.loan is not None:
            go = partial(self._give, self.out.outing())
            noted = self.out.seen()
            send(self.work, commands.note_licence, self.loan.id, noted, form=self.out, then=go)

    def _give(self, outing: Outing, _noted: object) -> None:
        self._save(commands.hand_out, outing, form=self.out)

    def _ask_answer(self) -> None:
        question = _(
            "Release the car against the licence rules? Your name and the reason are kept."
        )
        then = partial(self._say, commands.answer_for)
        self.confirm.ask(question, act=_("Authorise"), then=then, reason=_("Why is it allowed?"))

    def _ask_off(self) -> None:
        question = _("Cancel the loan car? It is free for others at once.")
        reason = _("Why? The reason stays with the booking.")
        self.confirm.ask(
            question,
            act=_("Cancel the loan"),
            then=partial(self._say, commands.call_off),
            reason=asked(self.shell, "drive", words=reason),
        )

    def _say(self, command: Callable[..., object], reason: str) -> None:
        if self.loan is not None:
            self.work.act(command, self.loan.id, reason, refuse=self.tell)

    def _ask_longer(self, shown: bool) -> None:
        self._longer = shown
        self._arrange()
        self.start()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self.state)
        head.addStretch(1)
        for button in (self.answer, self.other_time, self.off):
            head.addWidget(button)
        forms = (self.lend, self.out, self.back, self.longer)
        for form in forms:
            form.hide()
        told = [inset(part) for part in (head, self.confirm, self.told, self.warned)]
        self.scroll_as_one(*told, *forms, inset(self.earlier), STRETCH)


def _today(section: OrderSection) -> date:
    return local_day(section.work.now())
