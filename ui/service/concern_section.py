"""The customer's concerns as rows, each with finding, cause and correction."""

from __future__ import annotations

from app.formatting import joined
from app.orders.rules import SettlementBlock
from app.service.commands import lines
from app.service.queries.concerns import ConcernRow
from app.service.queries.newest import newest_concern
from app.service.values import ConcernValue
from app.text import N_, _, ngettext
from db.vocabulary import Role
from ui.icons import Icon
from ui.parts.buttons import Button
from ui.parts.columns import field, listed
from ui.parts.fields import Area, Chips
from ui.parts.form import Field, Form
from ui.parts.short_table import ShortTable
from ui.service.section import OrderSection
from ui.shell.editing.record_form import RecordSource

MOST_ROWS = 5
"""The list scrolls beyond that: the form beneath it is near."""
NO_CONCERN = N_("No concern noted. Write below what the customer said.")


def _findings(row: ConcernRow) -> str:
    found = joined(row.finding, row.cause, row.correction, by=" → ") or _("Nothing found yet")
    count = len(row.jobs)
    jobs = ngettext("{count} job", "{count} jobs", count).format(count=count) if count else ""
    return joined(found, jobs)


CONCERNS = (listed("concern.words", ink=True, stretch=True, second=_findings, sortable=False),)
CONCERN = (
    field("concern.words", lambda: Area(rows=2)),
    field("concern.finding"),
    field("concern.cause", half=True),
    field("concern.correction", half=True),
    Field("jobs", N_("Jobs that answer it"), Chips),
    field("concern.internal_note", more=True),
)


class ConcernSection(OrderSection):
    """The form edits the chosen row, or adds one while none is chosen."""

    writers = (*lines.PRICING, Role.TECHNICIAN, Role.RECEPTION)

    def build(self) -> None:
        self.table = ShortTable(
            CONCERNS, most=MOST_ROWS, least=MOST_ROWS, empty=NO_CONCERN, name="concerns"
        )
        self.form = Form(
            CONCERN, submit=N_("Save the concern"), clear=N_("New row"), name="concern"
        )
        self.editing = self.edits(self.form, RecordSource(newest_concern, _value))
        name, icon = "remove_concern", Icon.TRASH_2
        self._remove = Button(_("Remove"), kind="link", icon=icon, name=name, saves=True)
        self._remove.hide()
        self.form.lead(self.table, self._remove)
        self.column.addWidget(self.form)
        self.table.chosen.connect(self._edit)
        self.form.submitted.connect(self._save)
        self.form.clear_button.clicked.connect(self.table.clear_choice)
        self._remove.clicked.connect(self._remove_row)

    def refresh(self, new: bool) -> None:
        if self.sheet is None:
            return
        if new:
            self.table.clear_choice()
        labour = self.sheet.of(SettlementBlock.LABOUR)
        self.form["jobs"].set_options([(line.id, line.name) for line in labour])
        self.form.show_field("jobs", bool(labour))
        self.table.show_rows(self.sheet.concerns)
        self._edit(self.table.current())
        self._remove.setVisible(self.table.current() is not None and self.sheet.bill is None)

    def _edit(self, row: ConcernRow | None) -> None:
        self._remove.setVisible(row is not None)
        if self.sheet is not None and row is None:
            self.editing.load(f"{self.sheet.id}", {}, version=None)
        elif self.sheet is not None and row is not None:
            self.editing.load(f"{self.sheet.id}-{row.id}", _value(row), version=row.version)

    def _save(self) -> None:
        row = self.table.current()
        value = self.form.value()
        which = {"id": row.id, "version": self.editing.version} if row else {}
        concern = ConcernValue(**value, **which)
        if self.sheet is not None:
            self.editing.save(lines.save_concern, self.sheet.id, concern, then=self._saved)

    def _saved(self, _concern_id: int) -> None:
        self.table.clear_choice()
        self._edit(None)
        self.form["words"].setFocus()

    def _remove_row(self) -> None:
        row = self.table.current()
        if row is not None:
            self.act(
                lines.remove_concern, row.id, form=self.form, then=lambda _none: self._saved(0)
            )


def _value(row: ConcernRow) -> dict[str, object]:
    return {field.name: getattr(row, field.name) for field in CONCERN}
