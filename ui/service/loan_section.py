"""A loan car while the customer's own is here: lent, handed out, taken back.

While it is out the order stays open.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from functools import partial

from PySide6.QtWidgets import QHBoxLayout

from app.fleet import commands, rules
from app.fleet import queries as fleet
from app.fleet.queries import FreeCar, LoanRow
from app.fleet.values import Outing
from app.formatting import duration, short_moment
from app.identity import plate as plates
from app.labels import label
from app.local_time import local_day
from app.text import _
from app.tones import Tone
from db.vocabulary import DriveState, Role
from ui.parts.buttons import Button
from ui.parts.confirm import ConfirmBar
from ui.parts.form import Form
from ui.parts.labels import Chip, Label
from ui.parts.panel import inset
from ui.service.loan_forms import HandOutForm, LendForm, LongerForm, TakeBackForm
from ui.service.section import OrderSection
from ui.shell.editing.record_form import send


class LoanSection(OrderSection):
    """One loan at a time; earlier ones of the order are told beneath."""

    writers = commands.SERVICE

    def build(self) -> None:
        today = partial(_today, self)
        self.loans: tuple[LoanRow, ...] = ()
        self.confirm = ConfirmBar(self)
        self.state, self.told, self.warned, self.earlier = (
            Chip(),
            *(Label("", "body", wrap=True) for _place in range(3)),
        )
        self.lend, self.out, self.back, self.longer = (
            LendForm(today),
            HandOutForm(today),
            TakeBackForm(),
            LongerForm(today),
        )
        self.answer = self._button(_("Answer for it…"), "loan_override", self._ask_answer)
        self.other_time = self._button(_("Other time…"), "loan_longer", self._ask_longer)
        self.off = self._button(_("Call it off"), "loan_off", self._ask_off)
        self._longer = False
        self.lend.submitted.connect(
            lambda: self.save(commands.lend, self.lend.wanted(), form=self.lend)
        )
        self.lend.edited.connect(lambda name: name in ("starts_at", "ends_at") and self._ask_cars())
        self.out.submitted.connect(self._hand_out)
        self.back.submitted.connect(
            lambda: self._save(commands.take_back, self.back.wanted(), form=self.back)
        )
        self.longer.submitted.connect(
            lambda: self._save(commands.postpone, self._until(), form=self.longer)
        )
        self.longer.left.connect(lambda: self._ask_longer(False))
        for form in (self.lend, self.out, self.back, self.longer):
            self.adds(form)
        self._lay_out()

    def refresh(self, new: bool) -> None:
        if self.sheet is None:
            return
        if new:
            self.loans, self._longer = (), False
            self.confirm.leave()
            self.lend.show_order(self.sheet, self.work.now())
        about = {"now": self.work.now(), "viewer": self.work.actor}
        self.work.ask(fleet.loans, self.sheet.id, **about, then=self._show, topic=(self, "loans"))
        self._ask_cars()

    @property
    def loan(self) -> LoanRow | None:
        """The loan that is kept or out."""
        return next((loan for loan in self.loans if loan.is_open), None)

    def _show(self, loans: tuple[LoanRow, ...]) -> None:
        before, self.loans = self.loan, loans
        loan = self.loan
        if loan != before and loan is not None:
            for form in (self.out, self.back, self.longer):
                if (
                    before is None
                    or before.id != loan.id
                    or before.state is not loan.state
                    or not form.is_dirty
                ):
                    form.show_loan(loan)
        self._arrange()

    def _arrange(self) -> None:
        """The form of the next step, and only that one."""
        loan, sheet = self.loan, self.sheet
        free = loan is None and sheet is not None and not sheet.is_closed
        may = self.may(*self.writers)
        shown = {
            self.lend: free and may,
            self.longer: loan is not None and self._longer,
            self.out: loan is not None and loan.state is DriveState.BOOKED and not self._longer,
            self.back: loan is not None and loan.state is DriveState.OUT and not self._longer,
        }
        for form, is_shown in shown.items():
            form.setVisible(is_shown)
        self.state.setVisible(loan is not None)
        stops = (
            loan is not None
            and not loan.override_reason
            and any(finding.stops for finding in loan.findings)
        )
        self.answer.setVisible(stops and bool(loan and loan.licence) and self.may(Role.MANAGER))
        self.off.setVisible(loan is not None and loan.state is DriveState.BOOKED and may)
        self.other_time.setVisible(loan is not None and may and not self._longer)
        self.told.say(
            self._facts(loan)
            if loan is not None
            else ""
            if free
            else _("No loan car was lent with this order.")
        )
        self.told.setVisible(bool(self.told.text()) and not (loan is None and self.loans))
        self.earlier.say("\n".join(_line(one) for one in self.loans if not one.is_open))
        self.earlier.setVisible(bool(self.earlier.text()))
        self._warn(loan)

    def _warn(self, loan: LoanRow | None) -> None:
        words = (
            [finding.text() for finding in loan.findings if finding.code != "licence.missing"]
            if loan is not None
            else []
        )
        if loan is not None and loan.override_reason:
            words = [
                _("{name} answers for this drive: {reason}").format(
                    name=loan.override_by, reason=loan.override_reason
                )
            ]
        self.warned.say("\n".join(words[:2]))
        self.warned.set_tone(Tone.GOOD if loan is not None and loan.override_reason else Tone.WARN)
        self.warned.setVisible(bool(words))

    def _facts(self, loan: LoanRow) -> str:
        now = self.work.now()
        late = rules.minutes_late(loan.ends_at, now) if loan.state is DriveState.OUT else 0
        words = _("{span} late").format(span=duration(late)) if late else label(loan.state)
        self.state.show_chip(
            words, Tone.BAD if late else Tone.WARN if loan.state is DriveState.OUT else Tone.ACCENT
        )
        since = _("Kept from {time}").format(time=short_moment(loan.starts_at))
        if loan.out.at is not None:
            since = _("Out since {time} with {km} km").format(
                time=short_moment(loan.out.at), km=f"{loan.out.km or 0:,}"
            )
        due = _("Due back {time}").format(time=short_moment(loan.ends_at))
        car = f"{plates.shown(loan.plate)} · {loan.model} · {loan.number}"
        return car + "\n" + " · ".join(part for part in (loan.driver, since, due) if part)

    def _ask_cars(self) -> None:
        start, end = self.lend.span()
        start = start or self.work.now()
        if end is not None and end > start:
            self.work.ask(fleet.free_cars, start, end, then=self._offer, topic=(self, "cars"))

    def _offer(self, cars: tuple[FreeCar, ...]) -> None:
        self.lend.offer(cars)

    def _save(self, command: Callable[..., object], value: object, *, form: Form) -> None:
        """One gesture on the loan that is open; a refusal stands beside its field."""
        if self.loan is None:
            return

        def done(_answer: object) -> None:
            self._longer = False
            form.clear()
            self._arrange()

        self.record(form).save(command, self.loan.id, value, then=done)

    def _hand_out(self) -> None:
        """The licence is kept first, so that a manager can answer for what is known of it."""
        if self.loan is not None:
            go = partial(self._give, self.out.outing())
            noted = self.out.seen()
            send(self.work, commands.note_licence, self.loan.id, noted, form=self.out, then=go)

    def _give(self, outing: Outing, _noted: object) -> None:
        self._save(commands.hand_out, outing, form=self.out)

    def _until(self) -> datetime | None:
        value = self.longer.value()["ends_at"]
        return value.astimezone() if value is not None else None

    def _ask_answer(self) -> None:
        question = _(
            "Let the car out although the licence speaks against it? Your name and the reason are"
            " kept."
        )
        then = partial(self._say, commands.answer_for)
        self.confirm.ask(
            question, act=_("Answer for it"), then=then, reason=_("Why is it all right?")
        )

    def _ask_off(self) -> None:
        question = _("Call off the loan car? It is free for others at once.")
        reason = _("Why? The reason stays with the booking.")
        self.confirm.ask(
            question,
            act=_("Call it off"),
            then=partial(self._say, commands.call_off),
            reason=reason,
        )

    def _say(self, command: Callable[..., object], reason: str) -> None:
        if self.loan is not None:
            self.work.act(command, self.loan.id, reason, refuse=self.tell)

    def _ask_longer(self, shown: bool = True) -> None:
        self._longer = shown
        self._arrange()
        self.start()

    def _button(self, text: str, name: str, then: Callable[[], object]) -> Button:
        button = Button(text, name=name)
        button.clicked.connect(lambda: then())
        return button

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self.state)
        head.addStretch(1)
        for button in (self.answer, self.other_time, self.off):
            head.addWidget(button)
        self.column.addLayout(inset(head))
        for widget in (self.confirm, self.told, self.warned):
            self.column.addLayout(inset(widget))
        for form in (self.lend, self.out, self.back, self.longer):
            self.column.addWidget(form)
            form.hide()
        self.column.addLayout(inset(self.earlier))
        self.column.addStretch(1)


def _line(loan: LoanRow) -> str:
    """A loan that is over, in one line."""
    words = f"{loan.number} · {plates.shown(loan.plate)} · {label(loan.state)}"
    if loan.back.at is None:
        return f"{words} · {loan.reason}"
    told = _("{words} {time}, {km} km driven").format(
        words=words,
        time=short_moment(loan.back.at),
        km=(loan.back.km or 0) - (loan.out.km or 0),
    )
    return f"{told} · {loan.damage}" if loan.damage else told


def _today(section: OrderSection) -> date:
    return local_day(section.work.now())
