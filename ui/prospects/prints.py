"""Prints cards of prospects, sheets of projects, levels, losses and reports."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from functools import partial
from typing import TYPE_CHECKING

from app.admin.letterhead import letterhead
from app.formatting import show_month
from app.local_time import local_day
from app.paper.frame import Printed
from app.prospects.card import prospect_card
from app.prospects.day_report import day_report
from app.prospects.level_sheet import level_month
from app.prospects.loss_sheet import loss_sheet
from app.prospects.papers import card, level_sheet
from app.prospects.papers import day_report as report_paper
from app.prospects.papers import loss_sheet as loss_paper
from app.prospects.papers import project_sheet as project_paper
from app.prospects.project_sheet import project_sheet
from app.text import N_, _
from db.vocabulary import PaperKind
from ui.icons import Icon
from ui.parts.menu_button import MenuAct, MenuButton
from ui.prospects.desk import FLEET, LIVE
from ui.shell.printing.print_flow import PaperTask
from ui.shell.viewer import may

if TYPE_CHECKING:
    from ui.shell.workspace.page import Shell

CHOOSE = N_("Choose a prospect first.")
CHOOSE_PROJECT = N_("Choose a fleet project first.")


class ProspectPrints:
    """`chosen[view]()` is the record that is read there, `whose()` whose list is shown."""

    def __init__(
        self,
        shell: Shell,
        *,
        chosen: Mapping[str, Callable[[], int | None]],
        whose: Callable[[], int | None],
    ) -> None:
        self._shell, self._work = shell, shell.work
        self._chosen, self._whose = chosen, whose
        self.button = MenuButton(_("Print"), self._acts, icon=Icon.PRINTER, name="print_prospects")

    def print_card(self) -> None:
        """The card of the chosen prospect."""
        key = self._chosen[LIVE]()
        if key is None:
            self._shell.notices.say(_(CHOOSE))
            return
        task = PaperTask(
            PaperKind.PROSPECT_CARD,
            f"prospect-{key}",
            self._drawn(card.prospect_card),
            counted=True,
        )
        self._shell.printing.print(task, prospect_card, key, viewer=self._work.actor)

    def print_project(self) -> None:
        """The tracking sheet of the chosen fleet project."""
        key = self._chosen[FLEET]()
        if key is None:
            self._shell.notices.say(_(CHOOSE_PROJECT))
            return
        draw = self._drawn(project_paper.project_sheet)
        task = PaperTask(PaperKind.PROJECT_SHEET, f"project-{key}", draw, counted=True)
        about = {"viewer": self._work.actor, "at": self._work.now()}
        self._shell.printing.print(task, project_sheet, key, **about)

    def print_levels(self, month: date) -> None:
        """The levels of a month, of one consultant or of all."""
        name = f"levels-{month:%Y-%m}-{self._staff() or 'all'}"
        task = PaperTask(
            PaperKind.LEVEL_SHEET, name, self._drawn(level_sheet.level_sheet), counted=True
        )
        self._shell.printing.print(task, level_month, month, **self._about())

    def print_losses(self, month: date | None = None) -> None:
        """Who was lost in a month, the present one unless another is told."""
        day = month or self._today()
        name = f"losses-{day:%Y-%m}-{self._staff() or 'all'}"
        task = PaperTask(
            PaperKind.LOSS_SHEET, name, self._drawn(loss_paper.loss_sheet), counted=True
        )
        self._shell.printing.print(task, loss_sheet, day, **self._about())

    def print_report(self) -> None:
        """What was done today, and what waits tomorrow."""
        day = self._today()
        name = f"report-{day.isoformat()}-{self._staff() or 'all'}"
        task = PaperTask(
            PaperKind.SALES_REPORT, name, self._drawn(report_paper.day_report), counted=True
        )
        self._shell.printing.print(task, day_report, day, **self._about())

    def _acts(self) -> Sequence[MenuAct]:
        this = self._today().replace(day=1)
        before = (this - timedelta(days=1)).replace(day=1)
        months = [
            MenuAct(
                f"print_{name}_{at}",
                _(text).format(month=show_month(month)),
                partial(draw, month),
            )
            for name, text, draw in (
                ("levels", N_("Levels of {month}"), self.print_levels),
                ("losses", N_("Lost customers of {month}"), self.print_losses),
            )
            for at, month in enumerate((this, before))
        ]
        has_row = self._chosen[LIVE]() is not None
        has_project = self._chosen[FLEET]() is not None
        return (
            MenuAct(
                "print_card",
                _("Card of this prospect"),
                self.print_card if has_row else None,
                why="" if has_row else _(CHOOSE),
            ),
            MenuAct(
                "print_project",
                _("Sheet of this project"),
                self.print_project if has_project else None,
                why="" if has_project else _(CHOOSE_PROJECT),
            ),
            *months,
            MenuAct("print_report", _("Report of today"), self.print_report),
        )

    def _drawn(self, draw: Callable[..., bytes]) -> Callable[..., bytes]:
        head = letterhead(self._shell.settings, internal=True)
        return partial(draw, store=head, printed=Printed(*self._shell.printing.stamp()))

    def _about(self) -> dict[str, object]:
        return {"viewer": self._work.actor, "at": self._work.now(), "staff_id": self._staff()}

    def _staff(self) -> int | None:
        """Whose paper it is: consultants print their own."""
        actor = self._work.actor
        assert actor is not None, "papers are printed for somebody who has signed in"
        return self._whose() if may(self._work) else actor.staff_id

    def _today(self) -> date:
        return local_day(self._work.now())
