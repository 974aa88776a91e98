"""The page of the quotations: the list, one at the right, its paper."""

from __future__ import annotations

from app.sales import commands, papers, queries
from app.sales.facts import QuotationFacts
from app.sales.values import GivenQuotation
from app.text import N_, _
from app.tones import Tone
from db.nouns import Noun
from db.vocabulary import PaperKind
from ui.record_desk.declaration import RecordDesk
from ui.record_desk.page import RecordPage
from ui.sales.desk import DESK
from ui.sales.quote_panel import QuotePanel
from ui.sales.quotes import quotes_at
from ui.shell.printing.print_flow import Keep, PaperTask
from ui.shell.workspace.page import Shell


class QuotesPage(RecordPage):
    """`open_record(Noun.QUOTE_WISH, person)` begins a quotation for a customer."""

    desk = DESK
    title = N_("Quotations")
    panel = QuotePanel

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self._panel.print_asked.connect(self.print_version)

    def declared(self) -> RecordDesk:
        """The quotations as they stand by the clock of the window."""
        return quotes_at(self.shell.work.now)

    def reload(self) -> None:
        super().reload()
        self._panel.reload()

    def show_record(self, noun: Noun, record_id: int) -> None:
        if noun == Noun.QUOTE_WISH and self.work.actor is not None:
            viewer, then = self.work.actor, self._panel.begin_for
            self.work.ask(queries.customer, record_id, viewer=viewer, then=then)
        else:
            super().show_record(noun, record_id)

    def print_version(self) -> None:
        """The paper of the version that is shown, as it was given out where it was."""
        version, viewer = self._panel.versions.version, self.work.actor
        if version is None or viewer is None or self._panel.row is None:
            self.shell.notices.say(_("Choose a quotation first."), Tone.NEUTRAL)
            return
        at, by = self.shell.printing.stamp()
        name = f"quotation-{self._panel.row.number}-{version.number}"
        keep = Keep(commands.keep_quotation, _told)
        task = PaperTask(PaperKind.QUOTATION, name, papers.given, keep)
        self.shell.printing.print(task, queries.quotation, version.id, viewer=viewer, by=by, at=at)

    @property
    def _panel(self) -> QuotePanel:
        assert isinstance(self.list.panel, QuotePanel)
        return self.list.panel


def _told(facts: QuotationFacts, pdf: bytes) -> tuple[GivenQuotation]:
    """What is stored once a printer has taken it."""
    return (GivenQuotation(facts.version.id, pdf),)
