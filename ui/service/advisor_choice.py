"""Who looks after a new order: the advisor whom the customer knows stands there already (S120)."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject

from app.text import N_, _
from app.vehicles.introduced import Introduced, advisors
from db.vocabulary import Role
from ui.parts.columns import field
from ui.parts.fields import Choice
from ui.parts.form import Field, Form
from ui.shell.viewer import roles_of
from ui.shell.work import Work

FIELD = "advisor_id"
KNOWS = N_("The customer knows {name}.")


def advisor_field() -> Field:
    """The field that `AdvisorChoice` fills."""
    return field("repair_order.advisor_id", Choice)


class AdvisorChoice(QObject):
    """Reception and controllers choose; an advisor is asked where the customer knows another."""

    def __init__(self, form: Form, work: Work) -> None:
        super().__init__(form)
        self._form, self._work = form, work
        self._proposed: int | None = None
        form.built.connect(self.ask)
        self.propose(None)

    def ask(self) -> None:
        """Reads who is an advisor here."""
        self._work.ask(advisors, then=self._take, topic=(self, "advisors"))

    def propose(self, known: Introduced | None) -> None:
        """Another customer, who knows an advisor or none; what somebody chose stays."""
        actor = self._work.actor
        is_advisor = Role.ADVISOR in roles_of(self._work)
        is_other = known is not None and actor is not None and known.id != actor.staff_id
        self._form.show_field(FIELD, is_other if is_advisor else True)
        if not self._form.is_built:
            return
        if self._form[FIELD].value() in (None, self._proposed):
            own = actor.staff_id if is_advisor and is_other and actor is not None else None
            self._proposed = own or (known.id if known is not None and not is_advisor else None)
            self._form[FIELD].set_value(self._proposed)
        told = known is not None and is_other and is_advisor
        self._form.say(
            FIELD,
            _(KNOWS).format(name=known.name) if known is not None and is_other else "",
            action=_("Choose") if told else "",
            then=lambda: self._form[FIELD].set_value(known.id if known is not None else None),
        )

    def _take(self, found: Sequence[tuple[int, str]]) -> None:
        self._form.set_options(FIELD, found)
