"""Draws 增项确认单: work found during the repair, with what it costs, and the customer's answer."""

from decimal import Decimal

from app.formatting import joined, money, short_moment, show_date, show_moment, two_decimals
from app.labels import label
from app.orders.rules import CHARGED, NOTHING, SettlementBlock
from app.paper.closing import Signature
from app.paper.grid import Fact, Strong
from app.paper.paper import Paper
from app.paper.pen import CENTRE, RIGHT
from app.paper.table import PaperColumn, Rows
from app.service import paper_blocks as blocks
from app.service.job_lines import JobLine, job_lines
from app.service.queries.facts import OrderFacts
from app.service.queries.sheet import OrderSheet
from app.text import N_, _
from db.vocabulary import LineState, PaperKind

JOBS = (
    PaperColumn(N_("No."), 9, CENTRE),
    PaperColumn(N_("Additional job and reason"), 70.5),
    PaperColumn(N_("Hours"), 13, RIGHT),
    PaperColumn(N_("Labour (¥)"), 19, RIGHT),
    PaperColumn(N_("Material (¥)"), 19, RIGHT),
    PaperColumn(N_("Amount (¥)"), 19, RIGHT),
    PaperColumn(N_("Customer's answer"), 26),
)


def additional_work(facts: OrderFacts) -> bytes:
    """The consent on A4; what was answered by phone or message is printed with its time."""
    order, title = facts.order, label(PaperKind.ADDITIONAL_WORK)
    jobs = added_jobs(order)
    total = sum((job.total for job in jobs if job.line.state in CHARGED), NOTHING)
    paper = Paper(
        title,
        order.number,
        facts.store,
        facts.language,
        facts.printed,
        subject=joined(blocks.plate(order), f"{_('additional')} {money(total)}"),
        subtitle=_("Two copies, one for each party"),
    )
    paper.grid([blocks.customer(facts), *blocks.car(order), *_repair(order)])
    rows = [_cells(order, place, job=job) for place, job in enumerate(jobs, 1)]
    paper.table(JOBS, Rows(rows, [_sums(order, jobs, total=total)]), name=_("Additional work"))
    paper.total(_("Additional total (RMB in capitals):"), total)
    paper.grid([_times(order, jobs), *_answers(order), *_ways()])
    paper.note(
        _("Without the customer's consent none of this is carried out, and none of it is charged.")
    )
    customer = Signature(
        _("Customer (signature)"), said=_("I have read the jobs and their prices above.")
    )
    advisor = Signature(
        _("Workshop (seal)"), _("Service advisor {name}").format(name=order.advisor)
    )
    return paper.signatures([customer, advisor]).build()


def added_jobs(order: OrderSheet) -> tuple[JobLine, ...]:
    """The jobs with their lines that were added after the customer's first answer."""
    shown = (LineState.NOT_SHOWN, LineState.NOT_CHOSEN)
    return tuple(
        job
        for job in job_lines(order.lines)
        if not job.is_under and job.line.additional and job.line.state not in shown
    )


def _repair(order: OrderSheet) -> list[list[Fact]]:
    return [
        [
            (_("Date in"), show_moment(order.received_at)),
            (_("Service advisor"), order.advisor),
            (_("Found by"), order.technician or ""),
        ]
    ]


def _cells(order: OrderSheet, place: int, *, job: JobLine) -> list[str]:
    line = job.line
    labour, material = _split(order, job)
    under = [blocks.under(one) for one in order.lines if line.leads(one) and one is not line]
    hours = blocks.number(line.quantity) if line.block is SettlementBlock.LABOUR else ""
    instead = _("instead of {name}").format(name=job.instead_of) if job.instead_of else ""
    said = "\n".join([joined(line.name, instead, line.note), *under])
    answer = "" if line.state in (LineState.PROPOSED, LineState.ALTERNATIVE) else label(line.state)
    until = show_date(line.remind_on) if line.remind_on else ""
    money_cells = [two_decimals(labour), two_decimals(material), two_decimals(job.total)]
    return [str(place), said, hours, *money_cells, joined(answer, until, line.declined_reason)]


def _split(order: OrderSheet, job: JobLine) -> tuple[Decimal, Decimal]:
    """Labour and material of a job."""
    lines = [one for one in order.lines if job.line.leads(one)]
    labour = [one.amount for one in lines if one.block is SettlementBlock.LABOUR]
    return sum(labour, NOTHING), job.total - sum(labour, NOTHING)


def _sums(order: OrderSheet, jobs: tuple[JobLine, ...], *, total: Decimal) -> list[str]:
    counted = [job for job in jobs if job.line.state in CHARGED]
    labour = sum((_split(order, job)[0] for job in counted), NOTHING)
    hours = blocks.number(_hours(order, jobs))
    return [
        "",
        _("Total"),
        hours,
        two_decimals(labour),
        two_decimals(total - labour),
        two_decimals(total),
        "",
    ]


def _hours(order: OrderSheet, jobs: tuple[JobLine, ...]) -> Decimal:
    refs = [
        one
        for job in jobs
        for one in order.of(SettlementBlock.LABOUR)
        if job.line.state in CHARGED and job.line.leads(one)
    ]
    return sum((one.quantity or NOTHING for one in refs), NOTHING)


def _times(order: OrderSheet, jobs: tuple[JobLine, ...]) -> list[Fact]:
    promised = show_moment(order.promised_at)
    hours = _("{hours} h").format(hours=blocks.number(_hours(order, jobs)))
    return [
        (_("Extra time"), hours),
        (_("Promised hand-over"), Strong(promised) if promised else ""),
    ]


def _answers(order: OrderSheet) -> list[list[Fact]]:
    """The answers to additional work that are on record."""
    answered = {job.line.approval_id for job in added_jobs(order)}
    return [
        [
            (
                _("Customer's answer"),
                joined(short_moment(row.at), label(row.medium), row.given_by, money(row.total)),
            )
        ]
        for row in order.approvals
        if row.id in answered
    ]


def _ways() -> list[list[Fact]]:
    """Boxes to tick where the answer is given on this paper."""
    choice = "    ".join(f"□ {word}" for word in (_("I agree"), _("Postpone"), _("I do not agree")))
    way = "    ".join(
        f"□ {word}" for word in (_("Signature"), _("Telephone, at ____"), _("Message, at ____"))
    )
    return [[(_("Answer"), choice)], [(_("Given by"), way)]]
