"""The four live figures of the head.

Groups today, contacts kept today and this month, who is inside.
"""

from PySide6.QtCore import QObject

from app.reception.queries import RegisterView
from app.reception.rules import Rate
from app.text import _, ngettext
from app.tones import Tone
from ui.parts.labels import Figure


class Figures(QObject):
    """Judged figures say their judgement in a word, not only in colour."""

    def __init__(self) -> None:
        super().__init__()
        self.groups = Figure(_("Today"), name="figure_groups")
        self.kept = Figure(_("Contact kept"), name="figure_kept")
        self.month = Figure(_("This month"), name="figure_month")
        self.inside = Figure(_("Inside"), name="figure_inside")

    def all(self) -> tuple[Figure, ...]:
        """In the order of the head."""
        return self.groups, self.kept, self.month, self.inside

    def show_desk(self, desk: RegisterView, target: int) -> None:
        """As they stand now."""
        self.groups.show_value(
            ngettext("{n} group", "{n} groups", desk.tally.groups).format(n=desk.tally.groups)
        )
        self.kept.show_value(*_judged(desk.tally.rate, target))
        percent = desk.month.percent
        self.month.show_value("—" if percent is None else f"{percent} %")
        self.kept.setToolTip(
            _(
                "First visits because of a purchase that left a valid number; target {target} %"
            ).format(target=target)
        )
        left_over = desk.left_over
        count = str(len(desk.inside))
        self.inside.show_value(
            _("{n} · {old} from before").format(n=count, old=left_over) if left_over else count,
            Tone.BAD if left_over else Tone.NEUTRAL,
        )


def _judged(rate: Rate, target: int) -> tuple[str, str]:
    if rate.percent is None:
        return "—", Tone.NEUTRAL
    share = f"{rate.kept}/{rate.visits} · {rate.percent} %"
    if rate.meets(target):
        return _("{share} · on target").format(share=share), Tone.GOOD
    return _("{share} · below {target} %").format(share=share, target=target), Tone.BAD
