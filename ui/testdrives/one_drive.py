"""The open test drive with what a person may do with it."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Signal

from app.fleet import commands as fleet
from app.local_time import local_day
from app.testdrives import commands, paper_facts, papers
from app.testdrives.facts import AgreementToPrint, Drive
from app.testdrives.values import Agreement
from app.text import _
from app.tones import Tone
from db.nouns import Noun
from db.vocabulary import BookingState, PaperKind, Role
from ui.parts.buttons import Button
from ui.parts.confirm import ConfirmBar
from ui.shell.printing.print_flow import Keep, PaperTask
from ui.shell.reasons import asked
from ui.shell.viewer import may, viewing
from ui.shell.workspace.page import Shell
from ui.testdrives.drive_panel import DrivePanel
from ui.testdrives.steps import FEEDBACK, LICENCE


class OneDrive(DrivePanel):
    """Sends the acts on the open drive to the store.

    `change_asked`: the booking is to be changed. `reshown`: the drive is to be shown anew.
    """

    change_asked = Signal()
    reshown = Signal()

    def __init__(self, shell: Shell, confirm: ConfirmBar) -> None:
        super().__init__(shell, lambda: local_day(shell.work.now()))
        self.confirm = confirm
        self.licence_given.connect(lambda: self._give(commands.note_licence))
        self.out_given.connect(lambda: self._give(commands.send_out))
        self.back_given.connect(lambda: self._give(commands.take_back))
        self.feedback_given.connect(lambda: self._give(commands.note_opinion))
        self.print_asked.connect(self.print_agreement)
        self.signed.connect(lambda: self._act(commands.note_signature))
        self.override_asked.connect(self.override)

    def buttons(self) -> list[Button]:
        """What else may be done with the drive now, beside its next step."""
        drive = self.drive
        if drive is None:
            return []
        state = drive.row.state
        if drive.row.is_loan:
            return [self._button(_("Open the repair order"), "open_order", self.open_order)]
        if drive.row.is_block:
            return [self._block_button(state)]
        if state is BookingState.BOOKED:
            return self._beforehand(drive)
        if state is BookingState.BACK:
            return self._afterwards(drive)
        if state in (BookingState.CANCELLED, BookingState.NO_SHOW):
            again = partial(self._act, commands.restore)
            return [self._button(_("Restore the booking"), "restore_drive", again, saves=True)]
        return []

    def _beforehand(self, drive: Drive) -> list[Button]:
        made = [
            self._button(_("Change"), "change_drive", self.change_asked.emit),
            self._button(_("Cancel booking"), "cancel_drive", self.cancel),
        ]
        if self.work.now() >= drive.row.starts_at:
            made.append(self._button(_("Did not come"), "no_show", self.mark_no_show, saves=True))
        if drive.seen_at and self.step != LICENCE:
            again = partial(self._again, LICENCE)
            made.append(self._button(_("Licence"), "licence_again", again))
        return made

    def _block_button(self, state: BookingState) -> Button:
        if state is BookingState.BOOKED:
            return self._button(_("Free the car"), "free_car", self.free, saves=True)
        again = partial(self._act, fleet.block_again, said=_("Blocked again."), undo=fleet.unblock)
        return self._button(_("Block it again"), "block_again", again, saves=True)

    def _afterwards(self, drive: Drive) -> list[Button]:
        made = []
        if drive.opinion is not None and self.step != FEEDBACK:
            again = partial(self._again, FEEDBACK)
            made.append(self._button(_("Correct the feedback"), "feedback_again", again))
        if drive.row.person_id is not None and may(self.work, Role.CONSULTANT):
            made.append(self._button(_("Quote a car"), "quote_car", self.quote))
        return made

    def open_order(self) -> None:
        """Open the repair order of a loan car."""
        if self.drive is not None:
            self.shell.open_record(Noun.REPAIR_ORDER, self.drive.row.order_id or 0)

    def quote(self) -> None:
        """Begin a quotation for who drove."""
        if self.drive is not None and self.drive.row.person_id is not None:
            self.shell.open_record(Noun.QUOTE_WISH, self.drive.row.person_id)

    def cancel(self) -> None:
        """Cancel the booking after asking why."""
        who = self.drive.row.customer if self.drive else ""
        question = _("Cancel the test drive of {who}?").format(who=who)
        self.confirm.ask(
            question,
            act=_("Cancel the drive"),
            then=self._cancel,
            reason=asked(self.shell, "drive", words=_("Why? The reason stays with the booking.")),
        )

    def free(self) -> None:
        """Lift the block; it can be undone until somebody books the car."""
        self._act(fleet.unblock, said=_("The car is free again."), undo=fleet.block_again)

    def mark_no_show(self) -> None:
        """Note that the customer did not come; it can be undone."""
        self._act(commands.mark_no_show, said=_("Noted: did not come."), undo=commands.restore)

    def override(self) -> None:
        """Let the car out against the licence: a manager answers for it with a reason."""
        question = _(
            "Release the car against the licence rules? Your name and the reason are kept."
        )
        reason = _("Why is it allowed?")
        self.confirm.ask(
            question,
            act=_("Authorise"),
            then=lambda why: self._act(commands.override_licence, why),
            reason=reason,
        )

    def print_agreement(self) -> None:
        """Print the agreement that was given out while it still holds, else a new one."""
        if self.drive is None or not self.drive.row.is_drive:
            self.shell.notices.say(_("Choose a booking first."), Tone.NEUTRAL)
            return
        row = self.drive.row
        keep = Keep(commands.issue_agreement, partial(_agreed, row.id), first=True)
        task = PaperTask(PaperKind.DRIVE_AGREEMENT, row.number, papers.given, keep)
        about = viewing(self.work)
        self.shell.printing.print(task, paper_facts.agreement_to_print, row.id, **about)

    def _cancel(self, reason: str) -> None:
        self._act(commands.cancel, reason, said=_("Cancelled."), undo=commands.restore)

    def _give(self, command: Callable[..., object]) -> None:
        """Save the form of the step; a refusal stands beside its field."""
        if self.drive is not None:
            record, form = self.edits[self.step], self.forms[self.step]
            value = form.wanted(local_day(self.work.now()))
            seen = {} if record.version is None else {"version": record.version}
            record.save(command, self.drive.row.id, value, then=self.done, **seen)

    def _act(
        self,
        command: Callable[..., object],
        *value: object,
        said: str = "",
        undo: Callable[..., object] | None = None,
    ) -> None:
        """Do something with the open drive; `said` tells it, `undo` is the command against it."""
        if self.drive is None:
            return
        drive_id, notices = self.drive.row.id, self.shell.notices
        take_back = partial(self.work.act, undo, drive_id, refuse=notices.refuse)

        def tell(_answer: object) -> None:
            self.done()
            if said:
                notices.say(said, undo=take_back if undo is not None else None)

        self.work.act(command, drive_id, *value, then=tell, refuse=notices.refuse)

    def _again(self, step: str) -> None:
        self.reopen(step)
        self.reshown.emit()

    def _button(
        self, text: str, name: str, then: Callable[[], object], *, saves: bool = False
    ) -> Button:
        return Button(text, name=name, saves=saves, clicked=lambda: then())


def _agreed(drive_id: int, asked: AgreementToPrint, pdf: bytes) -> tuple[int, Agreement] | None:
    """What is stored of a new agreement, nothing of an earlier one."""
    facts = asked.facts
    return (drive_id, Agreement(facts.language, facts.edition, pdf)) if facts else None
