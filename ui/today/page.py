"""What is to be done now, across all desks, and how the day goes."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from app.settings import HourSettings
from app.text import N_, _
from app.today import queries
from app.today.queries import MyDay
from app.today_spec import TodayAct, TodayItem, TodayStrip
from db.nouns import Noun
from ui import theme
from ui.parts.act_list import ActList
from ui.parts.answered_stack import AnsweredStack
from ui.parts.fields import Segments
from ui.parts.labels import Empty
from ui.parts.layouts import hbox, stretched
from ui.parts.minutes import EveryMinute
from ui.parts.naming import named
from ui.parts.panel import surface
from ui.parts.scroll import ScrollArea
from ui.parts.split import lay_out_page
from ui.parts.turns import next_turn
from ui.shell.workspace.page import Page, Shell
from ui.today.desk import DESK
from ui.today.greeting import Greeting
from ui.today.now_list import ItemId, NowList
from ui.today.set_up_list import SetUpList
from ui.today.strips import Strip, Strips

MINE, ALL = "mine", "all"
SKIPPED = "set_up"
NOTHING = N_("Nothing waits for you now.")


class TodayPage(Page):
    """One list by urgency at the left; at the right the strips, or the panel of a record."""

    desk = DESK
    day_read = Signal(object)
    """A MyDay, whenever the lists were read anew."""

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(shell, parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.day: MyDay | None = None
        self.panel: QWidget | None = None
        self._declared = {one.name: one for desk in shell.desks for one in desk.strips}
        self.now = NowList({one.name: one for desk in shell.desks for one in desk.today})
        self.list = ActList(name="now", says=_("To be done now"))
        self.whose = Segments(((MINE, _("Mine")), (ALL, _("Whole store"))))
        named(self.whose, "whose", says=_("Whose work"))
        self.set_up = SetUpList()
        self.strips = Strips(self._strip)
        self._lay_out()
        self._listen()
        EveryMinute(self.work.now, self).timeout.connect(self._tick)

    def reload(self) -> None:
        """The day as it stands now."""
        if self.work.actor is not None:
            about = {"viewer": self.work.actor, "at": self.work.now()}
            self.work.ask(queries.my_day, **about, then=self._show, topic=self)

    def take_focus(self) -> None:
        """The first thing to do, or nothing where nothing waits."""
        (self.list if self.list.rows() else self).setFocus()

    def open_record(self) -> None:
        """Ctrl+O: the record behind the row that the keyboard is at."""
        row = self.list.current()
        if row is not None:
            self._open(row.id)

    def act(self, key: ItemId) -> None:
        """What the button of a row says: done at once, or the record opens where it is done."""
        item = self.now.items.get(key)
        if item is None:
            return
        if item.act.command is None or not self._may(item.act):
            self._open(key)
        else:
            self._do(item)

    def _do(self, item: TodayItem) -> None:
        command, arguments = item.act.command

        def done(_answer: object) -> None:
            told = _(item.act.done).format(who=item.who)
            back = item.act.undo
            undo = (lambda: self.work.act(back[0], *back[1])) if back is not None else None
            self.shell.notices.say(told, undo=undo)

        self.work.act(command, *arguments, then=done)

    def _may(self, act: TodayAct) -> bool:
        roles = getattr(act.command[0], "roles", frozenset()) if act.command else frozenset()
        return self.work.actor is not None and self.work.actor.may(*roles)

    def _open(self, key: ItemId) -> None:
        noun, record_id, _which = key
        make = self.shell.panel_of(Noun(noun))
        if make is None:
            self.shell.open_record(noun, record_id)
        else:
            self._show_panel(make(self.shell, self), record_id)

    def _show_panel(self, panel: QWidget, record_id: int) -> None:
        self._close_panel()
        self.panel = panel
        panel.closed.connect(self._close_panel)
        self._body.addWidget(panel)
        self._side.hide()
        panel.show()
        panel.show_record(record_id)

    def _close_panel(self) -> None:
        panel, self.panel = self.panel, None
        if panel is not None:
            panel.hide()
            panel.deleteLater()
            self._side.setVisible(bool(self.day and self.day.strips))
            self.list.setFocus()

    def _tick(self) -> None:
        """Reloads what may be late by now, or when the page is shown again."""
        if self.isVisible():
            self.reload()
        else:
            self._stale = True

    def _show(self, day: MyDay) -> None:
        first, self.day = self.day is None, day
        self.day_read.emit(day)
        self._fill()
        strips = [(self._declared[name], facts) for name, facts in day.strips.items()]
        show_strips = partial(self.strips.show_strips, strips, day.at)
        if first:  # made in a turn of their own, beside the list that stands already
            next_turn(self, show_strips)
        else:
            show_strips()
        self._side.setVisible(bool(strips) and self.panel is None)
        if first and self.isVisible():
            # a list that was shown this very moment takes no focus yet
            QTimer.singleShot(0, self, self._begin)

    def _begin(self) -> None:
        """The first answer brings the cursor into the list, unless somebody types already."""
        focus = self.window().focusWidget()
        types = isinstance(focus, QLineEdit | QPlainTextEdit) and focus.isVisible()
        if self.isVisible() and not types:
            self.take_focus()

    def _fill(self) -> None:
        """The list, or the steps of a store that has nothing to do yet."""
        day, actor = self.day, self.work.actor
        if day is None or actor is None:
            return
        shared = {item.owner_id for items in day.lists.values() for item in items} - {None}
        self.whose.setVisible(bool(shared - {actor.staff_id}))
        is_mine = self.whose.value() == MINE and not self.whose.isHidden()
        entries = self.now.entries(day, only=actor.staff_id if is_mine else None)
        self.list.show_entries(entries)
        self.greeting.show_day(day, actor.name)
        is_new = bool(day.set_up.steps) and not self.recall(SKIPPED).get("skipped")
        self.set_up.show_steps(day.set_up)
        self._now.setVisible(bool(entries) or not is_new)
        self._new.setVisible(is_new and not entries)
        self._stack.fill(not entries)

    def _unfold(self, key: str) -> None:
        self.now.unfolded.add(key)
        self._fill()

    def _skip(self) -> None:
        self.keep(SKIPPED, {"skipped": True})
        self._fill()

    def _strip(self, declared: TodayStrip) -> Strip:
        tabs = {tab.name: _(tab.title) for tab in self.shell.tabs}
        hours = self.shell.settings.of(HourSettings)
        return Strip(declared, tabs.get(declared.desk, ""), hours)

    def _listen(self) -> None:
        self.list.acted.connect(self.act)
        self.list.opened.connect(self._open)
        self.list.unfolded.connect(self._unfold)
        self.whose.edited.connect(self._fill)
        self.set_up.asked.connect(lambda desk, part: self.shell.open_desk(desk, part))
        self.set_up.skipped.connect(self._skip)
        self.strips.asked.connect(lambda desk: self.shell.open_desk(desk, ""))
        self.strips.opened.connect(lambda opens: self.shell.open_record(*opens))

    def _lay_out(self) -> None:
        self.whose.set_value(ALL)
        self.whose.hide()
        self.greeting = Greeting(self.whose)
        self._now = surface(QWidget(), parent=self)
        holder = self._now.layout().itemAt(0).widget()
        self._now.layout().setContentsMargins(0, 0, 0, 0)
        self._stack = AnsweredStack(holder, self.list, Empty(_(NOTHING)))
        self._new = surface(self.set_up, parent=self)
        self._new.hide()
        area = ScrollArea(self.strips)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._side = surface(area, parent=self)
        self._side.layout().setContentsMargins(0, 0, 0, 0)
        self._side.setFixedWidth(theme.size("panel-min"))
        self._side.hide()
        self._body = hbox(stretched(self._now), stretched(self._new), self._side, spacing=4)
        lay_out_page(self, self.greeting, self._body)
