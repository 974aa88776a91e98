"""Which cards somebody sees and in which order; kept for the person who is signed in."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from app.labels import label
from app.orders.queries import OrderRow, by_promise
from app.text import _
from app.workshop.queries import BoardDay
from db.vocabulary import OPEN_STAGES, ServiceType, Stage
from ui.icons import Icon
from ui.parts.menu_button import MenuAct

NAME = "board_view"


@dataclass(frozen=True, slots=True)
class BoardView:
    """Filters by advisor, team and service type, the order of the cards, folded columns."""

    advisor: str = ""
    team: str = ""
    kind: str = ""
    longest_first: bool = False
    folded: frozenset[str] = field(default_factory=frozenset)

    @classmethod
    def restored(cls, kept: Mapping[str, object]) -> BoardView:
        """As it was left; what is no value counts as not chosen."""
        texts = {name: str(kept.get(name) or "") for name in ("advisor", "team", "kind")}
        listed = kept.get("folded")
        folded = frozenset(map(str, listed if isinstance(listed, list) else ()))
        return cls(**texts, longest_first=bool(kept.get("longest_first")), folded=folded)

    def kept(self) -> dict[str, object]:
        """What is remembered."""
        return {
            "advisor": self.advisor,
            "team": self.team,
            "kind": self.kind,
            "longest_first": self.longest_first,
            "folded": sorted(self.folded),
        }

    @property
    def is_filtered(self) -> bool:
        """True where not every car is shown."""
        return bool(self.advisor or self.team or self.kind)

    def of(self, day: BoardDay) -> BoardDay:
        """The same day with the cards that are looked at, in their order."""
        teams = {one.id: one.team for one in day.technicians}
        rows = [row for row in day.rows if self._shows(row, teams)]
        if self.longest_first:
            rows.sort(key=lambda row: (row.stage_since, row.id))
        else:
            rows.sort(key=by_promise)
        return replace(day, rows=tuple(rows))

    def _shows(self, row: OrderRow, teams: Mapping[int, str]) -> bool:
        if self.advisor and row.advisor != self.advisor:
            return False
        if self.kind and row.service_type.value != self.kind:
            return False
        return not self.team or teams.get(row.technician_id or 0, "") == self.team

    def toggled(self, name: str, value: str) -> BoardView:
        """A filter that is chosen, or taken away where it was chosen already."""
        chosen = "" if getattr(self, name) == value else value
        return replace(self, **{name: chosen})

    def with_fold(self, stage: Stage) -> BoardView:
        """A column folded, or opened again."""
        return replace(self, folded=self.folded ^ {stage.value})


def acts(view: BoardView, day: BoardDay, *, choose: Callable[[BoardView], object]) -> list[MenuAct]:
    """The lines of the menu; what is chosen has a tick."""

    def line(name: str, text: str, *, made: BoardView, on: bool, begins: bool = False) -> MenuAct:
        icon = Icon.CHECK if on else ""
        return MenuAct(name, text, lambda: choose(made), icon=icon, begins_group=begins)

    longest = replace(view, longest_first=not view.longest_first)
    lines = [
        line("longest", _("Longest standing first"), made=longest, on=view.longest_first),
    ]
    if view.is_filtered:
        every = replace(view, advisor="", team="", kind="")
        lines.append(line("all", _("Show every car"), made=every, on=False))
    groups = (
        ("advisor", [(one, one) for one in sorted({row.advisor for row in day.rows})]),
        ("team", [(one, one) for one in sorted({one.team for one in day.technicians if one.team})]),
        ("kind", [(one.value, label(one)) for one in _kinds(day)]),
    )
    for name, values in groups:
        for place, (value, text) in enumerate(values):
            on = getattr(view, name) == value
            made = view.toggled(name, value)
            lines.append(line(f"{name}_{value}", text, made=made, on=on, begins=place == 0))
    for place, stage in enumerate(OPEN_STAGES):
        on = stage.value in view.folded
        text = _("Fold: {column}").format(column=day.title(stage))
        made = view.with_fold(stage)
        lines.append(line(f"fold_{stage.value}", text, made=made, on=on, begins=place == 0))
    return lines


def _kinds(day: BoardDay) -> list[ServiceType]:
    found = {row.service_type for row in day.rows}
    return [one for one in ServiceType if one in found]
