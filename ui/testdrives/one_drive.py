"""What a person may do with the drive that is open.

Each act goes to the store, the answer comes back by what changed.
"""

from collections.abc import Callable
from datetime import date
from functools import partial

from PySide6.QtCore import Signal

from app.fleet import commands as fleet
from app.local_time import local_day
from app.prospects import commands as prospects
from app.testdrives import commands, paper_facts, papers
from app.testdrives.facts import AgreementToPrint, Drive
from app.testdrives.values import Agreement
from app.text import _
from app.tones import Tone
from db.nouns import Noun
from db.vocabulary import DriveState, PaperKind
from ui.parts.buttons import Button
from ui.parts.confirm import ConfirmBar
from ui.shell.printing.print_flow import Keep, PaperTask
from ui.shell.workspace.page import Shell
from ui.testdrives.drive_panel import DrivePanel
from ui.testdrives.steps import BACK, FEEDBACK, LICENCE, OUT


class OneDrive(DrivePanel):
    """The open drive with its acts."""

    change_asked = Signal()
    reshown = Signal()

    def __init__(self, shell: Shell, confirm: ConfirmBar) -> None:
        super().__init__(shell, lambda: local_day(shell.work.now()))
        self.confirm = confirm
        self.licence_given.connect(
            lambda: self._give(commands.note_licence, self.forms[LICENCE].wanted())
        )
        self.out_given.connect(
            lambda: self._give(commands.send_out, self.forms[OUT].wanted(self._day()))
        )
        self.back_given.connect(
            lambda: self._give(commands.take_back, self.forms[BACK].wanted(self._day()))
        )
        self.feedback_given.connect(
            lambda: self._give(commands.note_opinion, self.forms[FEEDBACK].wanted())
        )
        self.print_asked.connect(self.print_agreement)
        self.signed.connect(lambda: self._act(commands.note_signature))
        self.override_asked.connect(self.override)

    def buttons(self) -> list[Button]:
        """What else may be done with it now, beside the next step."""
        drive = self.drive
        if drive is None:
            return []
        state = drive.row.state
        if drive.row.is_loan:
            open_order = lambda: self.shell.open_record(Noun.REPAIR_ORDER, drive.row.order_id or 0)  # noqa: E731 - bound to this drive
            return [self._button(_("Open the repair order"), "open_order", open_order)]
        if drive.row.is_block:
            return [self._block_button(state)]
        if state is DriveState.BOOKED:
            began = self.work.now() >= drive.row.starts_at
            absent = (
                [self._button(_("Did not come"), "no_show", self.mark_no_show)] if began else []
            )
            seen = (
                [self._button(_("Licence"), "licence_again", lambda: self._again(LICENCE))]
                if drive.seen_at and self.step != LICENCE
                else []
            )
            change = self._button(_("Change"), "change_drive", lambda: self.change_asked.emit())
            return [
                change,
                self._button(_("Cancel it"), "cancel_drive", self.cancel),
                *absent,
                *seen,
            ]
        if state is DriveState.BACK:
            return self._afterwards(drive)
        if state in (DriveState.CANCELLED, DriveState.NO_SHOW):
            return [
                self._button(
                    _("Book it again after all"),
                    "restore_drive",
                    lambda: self._act(commands.restore),
                )
            ]
        return []

    def _block_button(self, state: DriveState) -> Button:
        if state is DriveState.BOOKED:
            return self._button(_("Free the car"), "free_car", self.free)
        again = partial(self._act, fleet.block_again, said=_("Blocked again."), undo=fleet.unblock)
        return self._button(_("Block it again"), "block_again", again)

    def _afterwards(self, drive: Drive) -> list[Button]:
        made = []
        if drive.opinion is not None and self.step != FEEDBACK:
            made.append(
                self._button(
                    _("Correct the feedback"), "feedback_again", lambda: self._again(FEEDBACK)
                )
            )
        if drive.prospect_id is not None:
            made.append(
                self._button(
                    _("Has ordered"),
                    "has_ordered",
                    lambda: self._win(drive.row.customer, drive.prospect_id),
                )
            )
        return made

    def _win(self, customer: str, prospect_id: int | None) -> None:
        """The order that the signing rate counts; can be taken back."""

        def take_back() -> None:
            self.work.act(prospects.take_back_win, prospect_id, refuse=self.shell.notices.refuse)

        def tell(_answer: object) -> None:
            self.shell.notices.say(
                _("{who} has ordered. It counts in the signing rate.").format(who=customer),
                undo=take_back,
            )

        self.work.act(prospects.win, prospect_id, then=tell, refuse=self.shell.notices.refuse)

    def cancel(self) -> None:
        """Asks why, because the figures ask later."""
        who = self.drive.row.customer if self.drive else ""
        question = _("Cancel the test drive of {who}?").format(who=who)
        self.confirm.ask(
            question,
            act=_("Cancel the drive"),
            then=self._cancel,
            reason=_("Why? The reason stays with the booking."),
        )

    def free(self) -> None:
        """Lifts the block; can be taken back while nobody has booked the car since."""
        self._act(fleet.unblock, said=_("The car is free again."), undo=fleet.block_again)

    def mark_no_show(self) -> None:
        """The customer stayed away; can be taken back."""
        self._act(commands.mark_no_show, said=_("Noted: did not come."), undo=commands.restore)

    def override(self) -> None:
        """A manager takes the responsibility, with a reason."""
        question = _(
            "Let the car out although the licence speaks against it? Your name and the reason are"
            " kept."
        )
        reason = _("Why is it all right?")
        self.confirm.ask(
            question,
            act=_("Answer for it"),
            then=lambda why: self._act(commands.override_licence, why),
            reason=reason,
        )

    def print_agreement(self) -> None:
        """The paper that was given out while it still holds, else a new one."""
        if self.drive is None or not self.drive.row.is_drive:
            self.shell.notices.say(_("Choose a booking first."), Tone.NEUTRAL)
            return
        row = self.drive.row
        keep = Keep(commands.issue_agreement, partial(_agreed, row.id), first=True)
        task = PaperTask(PaperKind.DRIVE_AGREEMENT, row.number, papers.given, keep)
        about = {"now": self.work.now(), "viewer": self.work.actor}
        self.shell.printing.print(task, paper_facts.agreement_to_print, row.id, **about)

    def _cancel(self, reason: str) -> None:
        self._act(commands.cancel, reason, said=_("Cancelled."), undo=commands.restore)

    def _give(self, command: Callable[..., object], value: object) -> None:
        """The form of the step to the store; a refusal comes back beside its field."""
        if self.drive is not None:
            record = self.edits[self.step]
            seen = {} if record.version is None else {"version": record.version}
            record.save(command, self.drive.row.id, value, then=self.done, **seen)

    def _act(
        self,
        command: Callable[..., object],
        *value: object,
        said: str = "",
        undo: Callable[..., object] | None = None,
    ) -> None:
        if self.drive is None:
            return
        drive_id = self.drive.row.id

        def take_back() -> None:
            if undo is not None:
                self.work.act(undo, drive_id, refuse=self.shell.notices.refuse)

        def tell(_answer: object) -> None:
            self.done()
            if said:
                self.shell.notices.say(said, undo=take_back if undo else None)

        self.work.act(command, drive_id, *value, then=tell, refuse=self.shell.notices.refuse)

    def _again(self, step: str) -> None:
        self.reopen(step)
        self.reshown.emit()

    def _button(self, text: str, name: str, then: Callable[[], object]) -> Button:
        button = Button(text, name=name)
        button.clicked.connect(lambda: then())
        return button

    def _day(self) -> date:
        assert self.drive is not None
        return local_day(self.work.now())


def _agreed(drive_id: int, asked: AgreementToPrint, pdf: bytes) -> tuple[int, Agreement] | None:
    """What is kept of a new agreement; one that was given out before is kept already."""
    facts = asked.facts
    return (drive_id, Agreement(facts.language, facts.edition, pdf)) if facts else None
