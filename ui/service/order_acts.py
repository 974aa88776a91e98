"""What may be done with an opened order: its next step, and the rest behind the dots."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Signal

from app.identity import plate as plates
from app.labels import label
from app.orders import rules
from app.orders.way import NextStep, next_step
from app.service.commands import bill, handing_over, opening, payments, quality
from app.service.order_way import standing
from app.service.queries.sheet import OrderSheet
from app.text import N_, _
from db.vocabulary import OPEN_STAGES, Stage
from ui.icons import Icon
from ui.labels import icon_name
from ui.parts.buttons import Button
from ui.parts.confirm import ConfirmBar
from ui.parts.menu_button import MenuAct, MenuButton
from ui.parts.panel import Panel
from ui.shell.reasons import asked
from ui.shell.viewer import may
from ui.shell.workspace.page import Shell

WHY = N_("Reason, as the customer or the inspector said it")
WHO = {
    "progress": opening.assign.roles,
    "approval": opening.assign.roles,
    "bill": bill.settle.roles | payments.pay.roles,
    "leaving": handing_over.hand_over.roles,
    "quality": quality.inspect.roles,
}
"""Who may fill in the section of a next step."""


class OrderActs(QObject):
    """`section_asked` opens a section of the order."""

    section_asked = Signal(str)

    def __init__(self, shell: Shell, panel: Panel) -> None:
        super().__init__(panel)
        self.shell, self.work = shell, shell.work
        self.order: OrderSheet | None = None
        self.step: NextStep | None = None
        self.confirm = ConfirmBar(panel)
        self.next = Button("", kind="primary", name="next_step", saves=True)
        self.next.clicked.connect(self._take_step)
        self.more = MenuButton(
            "", self._rest, icon=Icon.ELLIPSIS, name="order_more", says=_("More")
        )

    def show_order(self, order: OrderSheet) -> None:
        """The acts of an order as it is now."""
        if self.order is None or self.order.id != order.id:
            self.confirm.leave()
        self.order = order
        step = next_step(standing(order))
        self.step = step if step is not None and self._may(step) else None
        self.next.show_text(_(self.step.text) if self.step is not None else "", _("Next step"))

    @property
    def has_more(self) -> bool:
        """Whether something stands behind the dots."""
        return bool(self._rest())

    def _may(self, step: NextStep) -> bool:
        roles = WHO[step.section] if step.section else opening.move.roles
        return may(self.work, *roles)

    def _take_step(self) -> None:
        if self.step is None:
            return
        if self.step.stage is not None:
            self._move(self.step.stage)
        else:
            self.section_asked.emit(self.step.section)

    def _rest(self) -> list[MenuAct]:
        """What is seldom done."""
        order = self.order
        if order is None or order.is_closed:
            return []
        loan = MenuAct(
            "loan_car",
            _("Loan car (Shift+F7)"),
            partial(self.section_asked.emit, "loan"),
            icon=Icon.KEY,
        )
        warranty = MenuAct(
            "warranty",
            _("Warranty rights and recalls"),
            partial(self.section_asked.emit, "warranty"),
            icon=Icon.SHIELD_ALERT,
        )
        tell = MenuAct(
            "tell_ready",
            _("Tell the customer that the car is ready"),
            partial(self.section_asked.emit, "notice"),
            icon=Icon.MESSAGE_SQUARE,
        )
        quick = MenuAct(
            "quick_service",
            _("Quick service"),
            partial(self.section_asked.emit, "quick"),
            icon=Icon.CLOCK,
        )
        told = [tell] if order.stage is Stage.READY else []
        return [
            *told,
            loan,
            quick,
            warranty,
            *(self._moves(order) if may(self.work, *opening.move.roles) else ()),
        ]

    def _moves(self, order: OrderSheet) -> list[MenuAct]:
        """The moves beside the next step; giving the order up comes last."""
        now = standing(order)
        allowed = rules.next_stages(order.stage, quality_check=now.checks, settled=now.settled)
        beside = self.step.stage if self.step is not None else None
        moves = [one for one in OPEN_STAGES if one in allowed and one is not beside]
        acts = [self._act(one, partial(self._ask, one)) for one in moves]
        if Stage.CANCELLED in allowed:
            acts.append(self._act(Stage.CANCELLED, partial(self._ask, Stage.CANCELLED)))
        return acts

    def _act(self, stage: Stage, run: Callable[[], object]) -> MenuAct:
        is_end = stage is Stage.CANCELLED
        text = _("Cancel the order…") if is_end else _("To: {stage}").format(stage=label(stage))
        icon = icon_name(stage)
        return MenuAct(f"move_{stage.value}", text, run, icon=icon, begins_group=is_end)

    def _ask(self, stage: Stage) -> None:
        """A step back, or the end of the order, is asked why; every other move is made."""
        order = self.order
        if order is None or not rules.needs_reason(order.stage, stage):
            self._move(stage)
            return
        is_end = stage is Stage.CANCELLED
        question = _("Cancel order {number}: why?") if is_end else _("Back to {stage}: why?")
        self.confirm.ask(
            question.format(number=order.number, stage=label(stage)),
            act=_("Cancel the order") if is_end else _("Move the order"),
            then=lambda reason: self._move(stage, reason),
            reason=asked(self.shell, "order" if is_end else "card", words=_(WHY)),
            danger=is_end,
        )

    def _move(self, stage: Stage, reason: str | None = None) -> None:
        order = self.order
        if order is None:
            return

        def moved(old: Stage) -> None:
            plate = plates.shown(order.plate or "") or order.number
            told = _("{plate}: {stage}").format(plate=plate, stage=label(stage))
            back = partial(self.work.act, opening.move, order.id, old, reason=_("Move undone"))
            self.shell.notices.say(told, undo=None if stage is Stage.CANCELLED else back)

        refuse = self.shell.notices.refuse
        self.work.act(opening.move, order.id, stage, reason=reason, then=moved, refuse=refuse)
