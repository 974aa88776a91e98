"""How the contract of an order stands: to be printed, to be signed, signed, or void."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from app.formatting import short_moment
from app.service.queries.sheet import OrderSheet
from app.service.queries.signed_contract import ContractFacts, ContractState
from app.text import _
from app.tones import Tone
from ui.parts.buttons import Button
from ui.parts.labels import Label
from ui.parts.layouts import hbox, stretched
from ui.parts.naming import named

TONES = {
    ContractState.NOT_PRINTED: "",
    ContractState.UNSIGNED: Tone.WARN,
    ContractState.SIGNED: Tone.GOOD,
    ContractState.VOID: Tone.BAD,
}


class ContractStrip(QWidget):
    """One line with the state in words, and the button that notes the signature."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.told = Label("", "label", wrap=True)
        named(self.told, "contract_state")
        self.sign = Button(_("Customer has signed"), name="sign_contract", saves=True)
        hbox(stretched(self.told), self.sign, parent=self)

    def show_contract(self, order: OrderSheet, *, may_sign: bool) -> None:
        """Show the state; the button stands where a signature is waited for."""
        state = order.contract.state
        self.told.say(told(order.contract))
        self.told.set_tone(TONES[state])
        waits = state is ContractState.UNSIGNED and not order.is_closed
        self.sign.setVisible(may_sign and waits)
        self.setVisible(bool(order.lines) or state is not ContractState.NOT_PRINTED)


def told(contract: ContractFacts) -> str:
    """The state of a contract in a sentence."""
    when, changed = short_moment(contract.signed_at), ", ".join(contract.changed)
    if contract.state is ContractState.NOT_PRINTED:
        return _("The contract is not printed yet.")
    if contract.state is ContractState.UNSIGNED:
        return _("The contract is printed and waits for the signature.")
    if contract.state is ContractState.SIGNED:
        return _("The contract was signed on {when}.").format(when=when)
    if contract.signed_at is None:
        said = _("The printed contract does not hold any more: {changed}. Print it again.")
        return said.format(changed=changed)
    said = _("The signature of {when} is void: {changed}. Print the contract again to be signed.")
    return said.format(when=when, changed=changed)
