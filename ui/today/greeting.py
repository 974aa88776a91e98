"""The head of Today: a greeting, the date, and the one thing that cannot wait."""

from PySide6.QtWidgets import QWidget

from app.formatting import joined
from app.local_time import local
from app.paper.words import day_of_year
from app.text import _, ngettext
from app.today.queries import MyDay
from app.today.rules import in_order
from app.today_spec import TodayItem
from app.urgency import LATE
from ui.parts.labels import Label
from ui.parts.page_header import PageHeader

NOON, EVENING = 12, 18


class Greeting(PageHeader):
    """Greets who is signed in; `whose` chooses whose work is shown."""

    def __init__(self, whose: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(_("Today"), extra=(whose,), parent=parent)
        self._told = Label("", "body", elide=True)
        self._told.setObjectName("what_counts")
        self._told.setProperty("role", "muted")
        self.layout().insertWidget(2, self._told, 100)

    def show_day(self, day: MyDay, name: str) -> None:
        """The head of this moment."""
        hour = local(day.at).hour
        hello = _("Good evening, {name}")
        if hour < EVENING:
            hello = _("Good morning, {name}") if hour < NOON else _("Good afternoon, {name}")
        self.say(hello.format(name=name))
        self._told.say(joined(day_of_year(local(day.at).date()), what_counts(day)))


def what_counts(day: MyDay) -> str:
    """How much is overdue and with what to begin, or that nothing is."""
    items = [item for items in day.lists.values() for item in items]
    late = [item for item in in_order(items, day.at) if item.urgency in LATE]
    if late:
        told = ngettext("{n} overdue, begin with {who}", "{n} overdue, begin with {who}", len(late))
        return told.format(n=len(late), who=_named(late[0]))
    steps = day.set_up
    if steps.steps and not items:
        return _("{done} of {all} set up").format(done=len(steps.done), all=len(steps.steps))
    return _("nothing is overdue")


def _named(item: TodayItem) -> str:
    return joined(item.who, item.what, by=" ")
