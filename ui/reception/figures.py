"""The four figures above the lists."""

from PySide6.QtCore import QObject

from app.reception.queries import RegisterView
from app.reception.rules import Rate
from app.text import _, ngettext
from app.tones import Tone
from ui.parts.labels import Figure


class Figures(QObject):
    """Figures that say in words too whether they are good."""

    def __init__(self) -> None:
        super().__init__()
        self.groups = Figure(_("Today"), name="figure_groups")
        self.kept = Figure(_("Contact captured"), name="figure_kept")
        self.month = Figure(_("This month"), name="figure_month")
        self.inside = Figure(_("In store"), name="figure_inside")

    def all(self) -> tuple[Figure, ...]:
        """All of them, in the order in which they stand."""
        return self.groups, self.kept, self.month, self.inside

    def show_desk(self, desk: RegisterView, target: int) -> None:
        """Show the figures of a day; `target` is in percent."""
        groups, month = desk.tally.groups, desk.month.percent
        self.groups.show_value(ngettext("{n} group", "{n} groups", groups).format(n=groups))
        self.kept.show_value(*_judged(desk.tally.rate, target))
        told = _("First visits because of a purchase that left a valid number; target {target} %")
        self.kept.setToolTip(told.format(target=target))
        self.month.show_value("—" if month is None else f"{month} %")
        count, old = str(len(desk.inside)), desk.left_over
        if old:
            said = _("{n} · {old} from before").format(n=count, old=old)
            self.inside.show_value(said, Tone.BAD)
        else:
            self.inside.show_value(count)


def _judged(rate: Rate, target: int) -> tuple[str, str]:
    if rate.percent is None:
        return "—", Tone.NEUTRAL
    share = f"{rate.kept}/{rate.visits} · {rate.percent} %"
    if rate.meets(target):
        return _("{share} · on target").format(share=share), Tone.GOOD
    return _("{share} · below {target} %").format(share=share, target=target), Tone.BAD
