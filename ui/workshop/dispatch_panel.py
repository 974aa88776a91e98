"""Gives the jobs of a car to technicians by skill, presence and load."""

from collections.abc import Iterable, Sequence
from decimal import Decimal, InvalidOperation
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.formatting import joined, labour_hours
from app.identity import plate as plates
from app.orders.clock_rules import equal_shares
from app.orders.dispatched import DispatchedJob
from app.orders.queries import OrderRow
from app.orders.technicians import PRESENCES, Presence, TechnicianNow
from app.text import N_, _
from app.tones import Tone
from app.workbench.commands import give, share
from app.workbench.queries import dispatch_lines
from app.workbench.values import WorkShare
from app.workshop.queries import BoardDay
from ui.icons import Icon
from ui.keys import Key
from ui.parts.buttons import Button
from ui.parts.fields import Chips, Text
from ui.parts.form import Field, Form
from ui.parts.labels import Label
from ui.parts.layouts import stretched, vbox
from ui.parts.naming import named
from ui.parts.panel import Panel
from ui.parts.scroll import ScrollArea
from ui.shell.editing.record_form import RecordForm
from ui.shell.workspace.page import Shell


class DispatchPanel(Panel):
    """The jobs that are to be given are chosen already: one press on a name gives them."""

    given = Signal()
    print_asked = Signal()

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        self._shell, self._work = shell, shell.work
        self.row: OrderRow | None = None
        self._people: Sequence[TechnicianNow] = ()
        self._lines: Sequence[DispatchedJob] = ()
        self.lines = named(Chips(), "dispatch_lines", says=_("Jobs"))
        self.buttons: list[Button] = []
        self._names = QWidget()
        self._column = vbox(parent=self._names, spacing=1)
        self.form = Form(
            (
                Field("people", N_("Technicians"), Chips),
                Field("percents", N_("Shares in percent"), Text, hint=N_("Empty: equal shares")),
            ),
            submit=N_("Share the job"),
            clear="",
            name="share",
        )
        body = QWidget()
        content = QWidget()
        vbox(
            Label(_("Jobs"), "label"),
            self.lines,
            Label(_("Give to"), "label"),
            self._names,
            Label(_("Or share among several"), "label"),
            parent=content,
        )
        vbox(stretched(ScrollArea(content), 3), stretched(self.form, 2), parent=body)
        self.print_button = _print_button()
        super().__init__("", body, closable=True, name="dispatch_panel", parent=parent)
        self.print_button.clicked.connect(self.print_asked)
        self.editing = RecordForm(shell, self.form)
        self.form.submitted.connect(self._share)
        self.form.left.connect(self.closed)
        self.lines.edited.connect(self._show_people)

    def show_row(self, row: OrderRow, day: BoardDay) -> None:
        """The jobs of a car, and everybody who is here."""
        self.row = row
        self._people = [one for one in day.technicians if one.presence is not Presence.AWAY]
        title = joined(_("Allocate jobs"), plates.shown(row.plate or "") or row.number)
        self.show_body(title, self.body(), actions=(self.print_button,))
        self._work.ask(dispatch_lines, row.id, then=self._show_lines)

    def start(self) -> None:
        """The cursor on the first name."""
        if self.buttons:
            self.buttons[0].setFocus()

    def _show_lines(self, lines: list[DispatchedJob]) -> None:
        self._lines = lines
        self.lines.set_options((line.id, _told(line)) for line in lines)
        self.lines.set_value([line.id for line in lines if not line.is_given])
        self.form.set_options("people", ((one.id, one.name) for one in self._people))
        self._show_people()
        self.start()

    def _show_people(self) -> None:
        """Who has the skills comes first, then who is free, then who has least to do."""
        for button in self.buttons:
            self._column.removeWidget(button)
            button.deleteLater()
        trades = {line.trade for line in self._chosen()}

        def order(one: TechnicianNow) -> tuple[bool, bool, Decimal]:
            return not all(map(one.can_do, trades)), not one.is_free, one.load

        self.buttons = [self._button(one) for one in sorted(self._people, key=order)]
        for one in self.buttons:
            self._column.addWidget(one)
            one.show()  # at once, not a turn later: the first one takes the focus

    def _button(self, one: TechnicianNow) -> Button:
        lacks = [line for line in self._chosen() if not one.can_do(line.trade)]
        load = _("{hours} h to do").format(hours=f"{one.load.normalize():f}")
        told = joined(
            one.name, _(PRESENCES[one.presence]), load, _("lacks the skill") if lacks else ""
        )
        kind = "primary" if one.is_free and not lacks else "quiet"
        button = Button(told, None, kind, icon=Icon.USER, name=f"give_{one.id}", saves=True)
        button.clicked.connect(partial(self._give, one))
        return button

    def _give(self, one: TechnicianNow) -> None:
        ids = [line.id for line in self._chosen()]
        if not ids:
            self._shell.notices.say(_("Choose the jobs first."), Tone.NEUTRAL)
            return
        told = _("Given to {name}.").format(name=one.name)
        self._work.act(give, ids, one.id, then=lambda _none: self._done(told))

    def _share(self) -> None:
        """Several people do each chosen job."""
        typed, chosen = self.form.value(), self._chosen()
        if not chosen or not typed["people"]:
            self.form.say("people", _("Choose the jobs and who shares them."))
            return
        percents = _percents(typed["percents"], len(typed["people"]))
        if percents is None or len(percents) != len(typed["people"]):
            self.form.say("percents", _("One figure for each, such as 50/30/20."))
            return
        shares = [WorkShare(who, part) for who, part in zip(typed["people"], percents, strict=True)]
        for line in chosen:
            self.editing.save(share, line.id, shares, then=self._shared)

    def _shared(self, _none: object) -> None:
        self.form.clear()
        self._done(_("The job is shared."))

    def _done(self, told: str) -> None:
        self._shell.notices.say(told)
        self.given.emit()

    def _chosen(self) -> list[DispatchedJob]:
        wanted = set(self.lines.value())
        return [line for line in self._lines if line.id in wanted]


def _print_button() -> Button:
    text, icon = _("Print the dispatch sheet"), Icon.PRINTER
    return Button(text, Key.PRINT, "quiet", icon=icon, name="print_dispatch", listens=False)


def _told(line: DispatchedJob) -> str:
    return joined(line.name, labour_hours(f"{line.standard.normalize():f}"), line.people)


def _percents(typed: str | None, people: int) -> list[Decimal] | None:
    """The shares as typed, equal ones where nothing was; None where they are no figures."""
    if not typed:
        return equal_shares(people)
    try:
        return [_figure(part) for part in _parts(typed)]
    except InvalidOperation:
        return None


def _figure(part: str) -> Decimal:
    return Decimal(part).quantize(Decimal("0.01"))


def _parts(typed: str) -> Iterable[str]:
    for sign in "，,、;；%":
        typed = typed.replace(sign, "/" if sign != "%" else "")
    return [part.strip() for part in typed.split("/") if part.strip()]
