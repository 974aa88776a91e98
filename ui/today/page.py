"""My day: lists whose counts stand above them, and a panel to note a contact."""

from __future__ import annotations

from datetime import datetime
from functools import partial

from PySide6.QtCore import QModelIndex, Qt, QTimer
from PySide6.QtWidgets import QGridLayout, QWidget

from app.admin import queries as house
from app.local_time import local_day
from app.prospects import commands
from app.prospects.commands import Outcome
from app.prospects.queries import DueContact
from app.text import _
from app.today import queries
from app.today.queries import MyDay
from app.tones import Tone
from db.nouns import Noun
from db.vocabulary import Role
from ui import theme
from ui.parts.answered_stack import AnsweredStack
from ui.parts.labels import Empty, Figure, Label
from ui.parts.layouts import boxed, stretched, vbox
from ui.parts.minutes import EveryMinute
from ui.parts.page_header import PageHeader
from ui.parts.panel import surface
from ui.parts.split import Split, lay_out_page
from ui.shell.editing.record_form import RecordForm
from ui.shell.workspace.page import Page, Shell
from ui.today import lists
from ui.today.contact_panel import ContactPanel
from ui.today.desk import DESK


class TodayPage(Page):
    """Only the lists of the person's role are there."""

    desk = DESK

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(shell, parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.day: MyDay | None = None
        self.lists = {one.name: one for desk in shell.desks for one in desk.today}
        self.tables = {name: lists.table(name, lambda: self.day) for name in self.lists}
        self._titles = {name: Label("", "label") for name in self.tables}
        self._cards = {name: self._card(name) for name in self.tables}
        late = {name: one.late for name, one in self.lists.items() if one.late}
        self.figures = {name: Figure(_(text), name=f"figure_{name}") for name, text in late.items()}
        self.panel = self._make_panel()
        self._lay_out()
        self._listen()
        EveryMinute(self.work.now, self).timeout.connect(self._tick)

    def reload(self) -> None:
        """The day as it stands now."""
        if self.work.actor is not None:
            self.work.ask(
                queries.my_day,
                viewer=self.work.actor,
                at=self.work.now(),
                then=self._show,
                topic=self,
            )

    def _tick(self) -> None:
        """Reloads what may be late by now, or when the page is shown again."""
        if self.isVisible():
            self.reload()
        else:
            self._stale = True

    def take_focus(self) -> None:
        """The first list that has something in it."""
        shown = [name for name, card in self._cards.items() if not card.isHidden()]
        filled = [name for name in shown if self.day is not None and self.day.rows(name)]
        self.setFocus()
        for name in (filled or shown)[:1]:
            self.tables[name].setFocus()

    def note_contact(self) -> None:
        """The panel of the chosen contact, or of the first one."""
        due = (self.day.rows("contacts") if self.day else None) or ()
        row = self.tables["contacts"].current() or (due[0] if due else None)
        if row is not None:
            self._open_contact(row)

    def _click(self, name: str, index: QModelIndex) -> None:
        self._open(name, self.tables[name].row(index.row()))

    def _open(self, name: str, row: object) -> None:
        if isinstance(row, DueContact):
            self._open_contact(row)
        elif row is not None:
            self.shell.open_record(*self.lists[name].opens(row))

    def _open_contact(self, row: DueContact) -> None:
        self.panel.show_contact(row)
        self.panel.show()
        self._arrange()
        self.work.ask(house.levels, then=self.panel.offer, topic=(self.panel, "levels"))
        self.work.ask(
            queries.phone_of,
            row.person_id,
            viewer=self.work.actor,
            then=self.panel.show_phone,
            topic=self.panel,
        )
        self.panel.form["result"].setFocus()

    def _note(self, outcome: Outcome) -> None:
        self.typed.save(commands.complete_follow_up, outcome, then=self._noted)

    def _noted(self, next_at: datetime | None) -> None:
        self._close_panel()
        told = (
            _("Contact saved. Next one {when}.").format(when=lists.when(next_at))
            if next_at
            else _("Contact saved.")
        )
        self.shell.notices.say(told)

    def _buy(self, row: DueContact) -> None:
        """The customer has ordered; one click, and one click back."""

        def bought(_nothing: object) -> None:
            self._close_panel()
            told = _("{name} has ordered: nobody is reminded of it any more.").format(
                name=row.person
            )
            self.shell.notices.say(
                told, undo=lambda: self.work.act(commands.take_back_win, row.prospect_id)
            )

        self.work.act(commands.win, row.prospect_id, then=bought)

    def _show(self, day: MyDay) -> None:
        first = self.day is None
        self.day = day
        self._stack.fill(False)
        for name, table in self.tables.items():
            rows = day.rows(name) or ()
            table.show_rows(rows)
            told = _("{title} ({n})").format(title=_(self.lists[name].title), n=len(rows))
            self._titles[name].say(told)
        for name, figure in self.figures.items():
            late = day.late(name)
            figure.setVisible(day.rows(name) is not None)
            figure.show_value(str(late), Tone.BAD if late else Tone.NEUTRAL)
        self._arrange()
        if first and self.isVisible():
            # a list that was shown this very moment takes no focus yet
            QTimer.singleShot(0, self, lambda: self.isVisible() and self.take_focus())

    def _arrange(self) -> None:
        """The lists that are there share the room in two columns."""
        names = [name for name in self._cards if self._is_there(name)]
        if self.panel.isVisibleTo(self):
            # beside the panel there is room for one list: that of the contacts, which it belongs to
            names = ["contacts"]
        for name, card in self._cards.items():
            self._grid.removeWidget(card)
            card.setVisible(name in names)
        for place, name in enumerate(names):
            alone = place == len(names) - 1 and place % 2 == 0
            self._grid.addWidget(self._cards[name], place // 2, place % 2, 1, 2 if alone else 1)

    def _is_there(self, name: str) -> bool:
        """True for a list of this role; a quiet one only while it has rows."""
        rows = self.day.rows(name) if self.day is not None else None
        return rows is not None and (bool(rows) or not self.lists[name].quiet)

    def _close_panel(self) -> None:
        self.panel.hide()
        self.panel.row = None
        self._arrange()
        self.tables["contacts"].setFocus()

    def _make_panel(self) -> ContactPanel:
        panel = ContactPanel(lambda: local_day(self.work.now()))
        self.typed = RecordForm(self.shell, panel.form, draft="contact-{key}")
        panel.may_report = bool(self.work.actor and self.work.actor.may(Role.CONSULTANT))
        panel.fill = lambda row, value: self.typed.load(row.id, value, version=None)
        return panel

    def _card(self, name: str) -> QWidget:
        lines = vbox(self._titles[name], stretched(self.tables[name]))
        return surface(boxed(lines), parent=self)

    def _listen(self) -> None:
        for name, table in self.tables.items():
            table.activated.connect(partial(self._open, name))
            table.view.clicked.connect(partial(self._click, name))
        self.panel.closed.connect(self._close_panel)
        self.panel.noted.connect(self._note)
        self.panel.bought.connect(self._buy)
        self.panel.lost.connect(lambda prospect: self.shell.open_record(Noun.LOSS, prospect))
        self.panel.file_asked.connect(
            lambda person_id: self.shell.open_record(Noun.PERSON, person_id)
        )

    def _lay_out(self) -> None:
        self.panel.hide()
        left, day = QWidget(), QWidget()
        self._stack = AnsweredStack(left, day, Empty(""))
        self._grid = QGridLayout(day)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(theme.size("space-4"))
        for card in self._cards.values():
            card.hide()
        header = PageHeader(_("Today"), tuple(self.figures.values()))
        lay_out_page(self, header, Split(left, self.panel))
