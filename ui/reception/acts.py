"""Acts of the reception that need no form."""

from __future__ import annotations

from datetime import date, datetime
from functools import partial
from typing import TYPE_CHECKING

from app.admin.letterhead import letterhead
from app.formatting import clock, show_date
from app.paper.frame import Printed
from app.reception import commands, papers
from app.reception.register_day import register_day
from app.text import _, ngettext
from db.vocabulary import PaperKind
from ui.shell.printing.print_flow import PaperTask

if TYPE_CHECKING:
    from ui.parts.confirm import ConfirmBar
    from ui.shell.workspace.page import Shell


def see_out(shell: Shell, visit_id: int) -> None:
    """Write the time out of a visitor; it can be undone."""

    def left(at: datetime) -> None:
        text = _("Checked out at {time}.").format(time=clock(at))
        shell.notices.say(text, undo=lambda: shell.work.act(commands.bring_back, visit_id))

    shell.work.act(commands.see_out, visit_id, then=left)


def sign_off(shell: Shell, confirm: ConfirmBar, *, day: date) -> None:
    """Sign off the register of a day after asking, because that cannot be undone."""

    def signed(count: int) -> None:
        shell.notices.say(
            ngettext("{n} row signed off.", "{n} rows signed off.", count).format(n=count)
        )

    question = _("Sign off the register of {day}? Its rows can then only be corrected.")
    confirm.ask(
        question.format(day=show_date(day)),
        act=_("Sign off"),
        then=lambda _reason: shell.work.act(commands.review_day, day, then=signed),
        danger=False,
    )


def print_sheet(shell: Shell, day: date) -> None:
    """Show the register of a day and print it."""
    head, printed = letterhead(shell.settings, internal=True), Printed(*shell.printing.stamp())
    draw = partial(papers.visit_sheet, store=head, printed=printed)
    task = PaperTask(PaperKind.VISIT_SHEET, f"visits-{day.isoformat()}", draw, counted=True)
    shell.printing.print(task, register_day, day)
