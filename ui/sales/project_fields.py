"""The fields of a quotation that only one in a fleet project has."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from app.sales.facts import QuoteRow
from app.sales.fleet_quotes import ProjectWish
from ui.parts.form import Form

Begin = Callable[[str, Mapping[str, object]], None]


class ProjectFields:
    """Project and number of cars; in a project new cars are quoted, several at once."""

    def __init__(self, form: Form, begin: Begin) -> None:
        self._form, self._begin = form, begin

    def begin(self, wish: ProjectWish) -> None:
        """A quotation for the buyer of a project: its model, and the cars not quoted yet."""
        self._form.set_options("who", (wish.person,))
        self._form.set_options("fleet_project_id", ((wish.id, wish.title),))
        begun = {"who": wish.person[0], "trim_id": wish.trim_id, "cars": wish.cars}
        self._begin(f"project-{wish.id}", {**begun, "fleet_project_id": wish.id})
        self._show(True)
        self._form.show_field("fleet_project_id", True)

    def leave(self) -> None:
        """A quotation for one customer, who buys one car."""
        self._show(False)

    def show_of(self, row: QuoteRow) -> None:
        """The next version of a quotation, which stays in its project."""
        if row.fleet_project_id is not None:
            self._form.set_options("fleet_project_id", ((row.fleet_project_id, row.project),))
        self._show(row.fleet_project_id is not None)

    def _show(self, shown: bool) -> None:
        self._form.show_field("cars", shown)
        self._form.show_field("fleet_project_id", False)
        self._form.show_field("stock_car_id", not shown)
