"""The card of a prospect beside the list: facts, contacts, levels, and what comes next."""

from __future__ import annotations

from app.formatting import show_date
from app.prospects.history import ProspectHistory, prospect_history
from app.prospects.live_list import ProspectOwner, ProspectRow, ownership
from app.text import _
from app.tones import Tone
from ui.prospects.contact_form import ask_why
from ui.prospects.customer_panel import CustomerPanel
from ui.prospects.history_view import HistoryView
from ui.record_desk.declaration import RecordDesk
from ui.shell.workspace.page import Shell


class ProspectPanel(CustomerPanel):
    """Tells the history under the facts, and whose a customer is before a new one is saved."""

    row: ProspectRow | None

    def __init__(self, shell: Shell, desk: RecordDesk) -> None:
        self.history = HistoryView()
        super().__init__(shell, desk, self.history)
        before = lambda: self.row.level_id if self.row else None  # noqa: E731 - asked when typed
        contact = self.step_forms["contact"].form
        self._ask_why = ask_why(contact, before)

    def choose(self, row: ProspectRow | None) -> None:
        """Asks for the history of another row."""
        if row is None or self.row is None or row.id != self.row.id:
            self.history.show_history(None)
        super().choose(row)
        if row is not None:
            self.work.ask(
                prospect_history,
                row.id,
                viewer=self.viewer,
                then=self._show_history,
                topic=(self, "history"),
            )

    def take(self, name: str) -> None:
        """The form of a contact asks why only where its level is another one."""
        super().take(name)
        if name == "contact":
            self._ask_why()

    def _show_history(self, told: ProspectHistory | None) -> None:
        if told is not None and self.row is not None and told.id == self.row.id:
            self.history.show_history(told)

    def known(self, person_id: int) -> None:
        """Of a known customer it is told whose it is already."""
        about = {"at": self.work.now(), "then": self._tell_owner, "topic": (self, "owner")}
        self.work.ask(ownership, person_id, **about)

    def _tell_owner(self, found: ProspectOwner | None) -> None:
        """Whose the customer is, and until when: before it is saved (A11)."""
        if found is None:
            return
        if found.is_free:
            told = _("Level {level}. {name}'s time has run out: saving makes the customer yours.")
        elif found.until is None:
            told = _("Level {level}. {name} looks after this customer.")
        else:
            told = _("Level {level}. {name} looks after this customer until {until}.")
        until = show_date(found.until) if found.until is not None else ""
        words = told.format(level=found.level, name=found.owner, until=until)
        self.form.say("who", words, tone=Tone.NEUTRAL if found.is_free else Tone.WARN)
