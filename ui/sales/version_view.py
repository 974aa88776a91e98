"""The versions of a quotation as tabs, and the amounts of the chosen one."""

from __future__ import annotations

from PySide6.QtWidgets import QSizePolicy, QWidget

from app.formatting import joined, short_moment
from app.sales.facts import QuoteRow, VersionFacts
from app.text import _
from app.tones import Tone
from ui.parts.filter_tabs import FilterTabs
from ui.parts.labels import Label
from ui.parts.layouts import vbox
from ui.parts.naming import named
from ui.sales.sums_table import SumsTable, told_loan

MOST = 8
"""So many versions have a tab; earlier ones are told on the customer's timeline."""


class VersionView(QWidget):
    """Stands under the facts; the newest version is chosen until somebody looks at another."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._row: QuoteRow | None = None
        self.tabs = named(FilterTabs(()), "quote_versions", says=_("Versions of the quotation"))
        self.tabs.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.made = Label("", "caption")
        self.sums = SumsTable()
        self.loan = Label("", "body", wrap=True)
        self.signed = Label("", "caption", tone=Tone.WARN, wrap=True)
        vbox(self.tabs, self.made, self.sums, self.loan, self.signed, parent=self, spacing=2)
        self.tabs.edited.connect(self._show)

    @property
    def version(self) -> VersionFacts | None:
        """The version that is shown."""
        if self._row is None:
            return None
        chosen = self.tabs.value()
        found = (one for one in self._row.told if str(one.id) == chosen)
        return next(found, self._row.newest)

    def show_quote(self, row: QuoteRow) -> None:
        """Another quotation, or the same with a new version: the newest is shown."""
        is_same = self._row is not None and self._row.newest.id == row.newest.id
        self._row = row
        self.tabs.set_options([(str(one.id), str(one.number)) for one in row.told[-MOST:]])
        if not is_same or self.tabs.value() is None:
            self.tabs.set_value(str(row.newest.id))
        self._show()

    def _show(self) -> None:
        version, row = self.version, self._row
        if version is None or row is None:
            return
        before = next((one for one in row.told if one.number == version.number - 1), None)
        told = _("Version {number}").format(number=version.number)
        self.made.say(joined(told, short_moment(version.made_at), version.maker))
        self.sums.show_version(version, before)
        self.loan.say(told_loan(version))
        self.loan.setVisible(bool(self.loan.text()))
        self.signed.say(joined(version.signed_by, version.override_reason))
        self.signed.setVisible(bool(version.signed_by))
