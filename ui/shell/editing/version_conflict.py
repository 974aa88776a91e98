"""In the place of a form's fields for a while.

What is one's own and what somebody else saved meanwhile, to choose from.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from app.formatting import clock_on
from app.local_time import local_day
from app.text import _
from ui.parts import three_way
from ui.parts.merge_view import MergeView

if TYPE_CHECKING:
    from app.audit import Saved
    from ui.parts.form import Form


class VersionConflict(QObject):
    """`solved` carries what was chosen, field by field; `left` means not now."""

    solved = Signal(dict)
    left = Signal()

    def __init__(self, form: Form, now: Callable[[], datetime]) -> None:
        super().__init__(form)
        self._form, self._now = form, now
        self.view: MergeView | None = None

    @property
    def asks(self) -> bool:
        """Whether two versions stand side by side now."""
        return self.view is not None and self.view.isVisibleTo(self._form)

    def show(
        self,
        saved: Saved | None,
        of: tuple[three_way.Version, three_way.Version],
        *,
        compared: three_way.Comparison,
    ) -> None:
        """`of` is what was read once and what stands there now.

        Who wrote that, and when, stands above it.
        """
        if self.view is None:
            self.view = MergeView(
                name=f"{self._form.objectName()}_versions", alone=False, parent=self._form
            )
            self.view.submitted.connect(self._solve)
            self.view.left.connect(self.left)
        (base, theirs), (who, when) = of, self._who(saved)
        told = [
            _(
                "{name} saved this while you were typing. Choose field by field; nothing is saved"
                " before that."
            ).format(name=who)
        ]
        taken = [
            three_way.title(self._form, name) for name in compared.taken if self._form.applies(name)
        ]
        if taken:
            names = _(", ").join(taken)
            told.append(_("Taken over, because you left it alone: {fields}.").format(fields=names))
        chosen = three_way.differences(self._form, compared.contested, base=base, theirs=theirs)
        self.view.show_versions(
            "\n".join(told), (_("Yours"), f"{who} {when}".strip()), differences=chosen
        )
        seen = self._form.isVisible()
        self._form.stand_in(self.view)
        if seen:
            self.view.start()

    def hide(self) -> None:
        """The fields again."""
        if self.view is not None:
            self._form.stand_in(None)

    def busy(self, saving: bool) -> None:
        """While it is being saved, it is not saved twice."""
        if self.view is not None:
            self.view.busy(saving)

    def _solve(self) -> None:
        if self.view is not None:
            self.solved.emit(self.view.choices())

    def _who(self, saved: Saved | None) -> tuple[str, str]:
        if saved is None:
            return _("Somebody else"), ""
        return saved.by or _("Somebody else"), clock_on(saved.at, local_day(self._now()))
