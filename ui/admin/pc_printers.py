"""What this PC knows of its printers: which paper goes where, on which sheet, moved by how much."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from functools import partial

from app.labels import label
from app.paper.offset_cross import offset_cross
from app.paper.sizes import ON_CONTINUOUS, SIZE_NAMES, SIZES, PaperSize
from app.text import N_, _
from db.vocabulary import PaperKind
from ui.icons import Icon
from ui.parts.buttons import Button
from ui.parts.fields import Choice, Number, Segments
from ui.parts.form import Field
from ui.shell.printing.preview import FinishedPaper
from ui.shell.workspace.page import Shell
from ui.shell.workstation import MOST_OFFSET, Workstation

PAPER, OFFSET, CROSS = "printer.", "offset.", "offset_cross"


def told_paper(pc: Workstation, kind: PaperKind) -> str:
    """The printer of a kind of paper, with the sheet where it is not A4."""
    printer, size = pc.printer(kind.value) or _("asked each time"), pc.paper_size(kind.value)
    return printer if size == "a4" else f"{printer} · {_(SIZE_NAMES.get(size, size))}"


def told_offset(pc: Workstation, printer: str) -> str:
    """By how much the papers of a printer are moved."""
    right, down = pc.offset(printer)
    if not right and not down:
        return _("not moved")
    return _("{right} mm to the right, {down} mm down").format(right=f"{right:g}", down=f"{down:g}")


def paper_fields(kind: PaperKind, printers: Sequence[str]) -> tuple[Field, ...]:
    """Printer, and for papers of the counter also the sheet."""
    options = [(name, name) for name in printers]
    hint = N_("Empty: asked each time")
    printer = Field("printer", N_("Printer"), partial(Choice, options), hint=hint)
    if kind not in ON_CONTINUOUS:
        return (printer,)
    sizes = [(word, _(name)) for word, name in SIZE_NAMES.items()]
    return printer, Field("size", N_("Sheet"), partial(Segments, sizes))


def offset_fields() -> tuple[Field, ...]:
    """Millimetres, negative for the other way."""
    number = partial(Number, minimum=-MOST_OFFSET, maximum=MOST_OFFSET, decimals=1, unit="mm")
    hint = N_("Negative: to the left")
    return (
        Field("right", N_("To the right"), number, hint=hint),
        Field("down", N_("Down"), number, hint=N_("Negative: up")),
    )


def value(pc: Workstation, name: str) -> dict[str, object]:
    """What a form of this line shows."""
    if name.startswith(PAPER):
        kind = name.removeprefix(PAPER)
        return {"printer": pc.printer(kind) or None, "size": pc.paper_size(kind)}
    right, down = pc.offset(name.removeprefix(OFFSET))
    return {"right": Decimal(f"{right:.1f}"), "down": Decimal(f"{down:.1f}")}


def save(pc: Workstation, name: str, *, typed: dict[str, object]) -> None:
    """Keeps what was typed in such a form."""
    if name.startswith(PAPER):
        kind = name.removeprefix(PAPER)
        pc.remember_printer(kind, str(typed["printer"] or ""))
        if "size" in typed:
            pc.remember_size(kind, str(typed["size"] or "a4"))
    else:
        offset = float(str(typed["right"] or 0)), float(str(typed["down"] or 0))
        pc.remember_offset(name.removeprefix(OFFSET), offset)


def cross_buttons(shell: Shell, printer: str) -> list[Button]:
    """A test print for each sheet."""
    return [
        Button(
            _("Test print {sheet}").format(sheet=_(SIZE_NAMES[word])),
            kind="quiet",
            icon=Icon.PRINTER,
            name=f"cross_{word}",
            clicked=partial(_print_cross, shell, printer, size=size),
        )
        for word, size in SIZES.items()
    ]


def _print_cross(shell: Shell, printer: str, *, size: PaperSize) -> None:
    """Opens the test print in the preview, for this printer."""
    title = _("Test print for the offset")
    where = _("Each cross stands 20 mm from both edges of the sheet.")
    todo = _("Measure, and type by how much the papers must be moved.")
    now = f"{printer}: {told_offset(shell.workstation, printer)}"
    shell.workstation.remember_printer(CROSS, printer)
    pdf = offset_cross(size, [title, where, todo, now])
    shell.printing.show(FinishedPaper(CROSS, title, pdf, CROSS))


def paper_title(kind: PaperKind) -> str:
    """How the line of a kind of paper is called."""
    return _("Printer: {paper}").format(paper=label(kind))
