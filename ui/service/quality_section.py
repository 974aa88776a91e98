"""Checks of finished work by one person after the other, and the completion certificate."""

from __future__ import annotations

from functools import partial

from app.formatting import joined, short_moment, show_date
from app.labels import label
from app.orders.check_operations import CheckValue
from app.service.commands import quality
from app.service.commands.quality import CertificateValue
from app.service.queries.quality import CheckRow, QualityFacts
from app.service.queries.sheet import OrderSheet
from app.text import N_, _
from app.tones import Tone
from db.vocabulary import Stage
from ui.parts.columns import field, listed
from ui.parts.fields import Chips, Number, Segments, Toggle
from ui.parts.form import Field, Form
from ui.parts.labels import Label
from ui.parts.panel import inset
from ui.parts.stepper import StepLook, Stepper, StepPoint
from ui.parts.table import Column, Table
from ui.service.section import OrderSection

KILOMETRES = partial(Number, unit="km")
PASSED, BACK = True, False
RESULTS = ((PASSED, N_("Passed")), (BACK, N_("Back to work")))


def _results() -> Segments:
    return Segments([(value, _(text)) for value, text in RESULTS])


CHECK = (
    Field("fine", N_("Items that pass"), Chips),
    Field("passed", N_("Result"), _results, half=True),
    field("quality_check.reason", half=True),
    field("quality_check.road_tested", Toggle, half=True),
    field("quality_check.road_km", KILOMETRES, half=True),
    field("quality_check.override", hint=N_("Only the manager"), more=True),
)
CERTIFICATE = (
    field("certificate.odometer", KILOMETRES, half=True),
    field("certificate.void_reason", name="reason", label=N_("Why it is replaced"), half=True),
)


def _found(row: CheckRow) -> str:
    """What was found, the road test, and why one person checked twice."""
    faults = _(", ").join(one.name for one in row.results if not one.fine)
    driven = _("road test {km} km").format(km=row.road_km) if row.road_km else ""
    return joined(row.reason, faults, driven, row.override)


def _result(row: CheckRow) -> str:
    if row.passed and not row.counts:
        return _("Passed before")
    return _("Passed") if row.passed else _("Back to work")


def _tone(row: CheckRow) -> Tone:
    if not row.passed:
        return Tone.BAD
    return Tone.GOOD if row.counts else Tone.NEUTRAL


CHECKS = (
    listed("quality_check.at", width=104, text=short_moment, sortable=False),
    listed("quality_check.step", stretch=True, text=label, second=_found, sortable=False),
    Column("staff", N_("By whom"), width=96, sortable=False),
    Column(
        "passed",
        N_("Result"),
        width=104,
        chip=True,
        get=_result,
        tone=_tone,
        sortable=False,
    ),
)


class QualitySection(OrderSection):
    """The check that comes next; once all are passed, the certificate where the law wants one."""

    writers = quality.CHECKERS

    def build(self) -> None:
        self.steps = Stepper("quality_steps")
        self.told = Label("", "body", wrap=True)
        self.form = self.adds(Form(CHECK, submit=N_("Record the check"), clear="", name="check"))
        self.certificate = self.adds(
            Form(CERTIFICATE, submit=N_("Issue the certificate"), clear="", name="certificate")
        )
        empty = N_("The finished work has not been checked yet.")
        self.table = Table(CHECKS, empty=empty, name="checks")
        self.column.addWidget(self.steps)
        self.column.addLayout(inset(self.told))
        self.column.addWidget(self.form, 2)
        self.column.addWidget(self.certificate)
        self.column.addWidget(self.table, 1)
        self.form.submitted.connect(self._save)
        self.certificate.submitted.connect(self._issue)

    def refresh(self, new: bool) -> None:
        order = self.sheet
        if order is None:
            return
        facts = order.quality
        self.steps.show_points(_points(facts))
        several = len(facts.state.needed) > 1
        self.steps.setVisible(several)
        self.told.say(_told(facts, names_step=not several))
        self.told.setVisible(bool(self.told.text()))
        checks = facts.next is not None and not order.is_closed
        self.form.setVisible(checks)
        self.form["fine"].set_options([(item.id, item.name) for item in facts.items])
        self.form.show_field("fine", bool(facts.items))
        ready = facts.next is None and facts.state.needs_certificate and not order.is_closed
        self.certificate.setVisible(ready)
        self.certificate.show_field("reason", facts.certificate is not None)
        if new or not self.certificate.is_dirty:
            self.certificate.set_value({"odometer": _reading(order), "reason": None})
        self.table.show_rows(facts.checks)
        self.table.setVisible(bool(facts.checks) or not checks)

    def _save(self) -> None:
        if self.sheet is None or self.sheet.quality.next is None:
            return
        typed, facts = self.form.value(), self.sheet.quality
        fine = set(typed["fine"])
        value = CheckValue(
            step=self.sheet.quality.state.missing[0],
            passed=typed["passed"],
            reason=typed["reason"],
            bad=tuple(item.id for item in facts.items if item.id not in fine),
            road_tested=typed["road_tested"],
            road_km=typed["road_km"],
            override=typed["override"],
        )
        self.save(quality.inspect, value, form=self.form, then=self._noted)

    def _noted(self, stage: Stage) -> None:
        self.form.clear()
        self.shell.notices.say(_("Noted. The order: {stage}.").format(stage=label(stage)))

    def _issue(self) -> None:
        typed = self.certificate.value()
        value = CertificateValue(typed["odometer"], typed["reason"])
        self.save(quality.issue_certificate, value, form=self.certificate, then=self._issued)

    def _issued(self, number: str) -> None:
        self.certificate.clear()
        text = _("Certificate {number} is issued. Print it from the printer menu.")
        self.shell.notices.say(text.format(number=number))


def _points(facts: QualityFacts) -> tuple[StepPoint, ...]:
    """Each check that this order needs, with who has passed it."""
    passed = {check.step: check.staff for check in facts.state.done if check.passed}
    made = []
    for step in facts.state.needed:
        look, note = StepLook.AHEAD, _("open")
        if step in passed:
            look, note = StepLook.DONE, passed[step]
        elif step is facts.next:
            look, note = StepLook.NOW, _("next")
        made.append(StepPoint(label(step), look, note))
    return tuple(made)


def _told(facts: QualityFacts, *, names_step: bool) -> str:
    """The only check that is needed and who has passed it, and the certificate that stands."""
    points = _points(facts) if names_step else ()
    told = [joined(point.title, point.note) for point in points]
    issued = facts.certificate
    if issued is not None:
        text = _("Certificate {number} of {day}")
        told.append(text.format(number=issued.number, day=show_date(issued.leaves_on)))
    return "\n".join(told) or (
        "" if facts.state.needed else _("This store asks for no check of small repairs.")
    )


def _reading(order: OrderSheet) -> int | None:
    issued = order.quality.certificate
    return issued.odometer if issued is not None else order.intake.odometer
