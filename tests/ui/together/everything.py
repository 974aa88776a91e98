"""Every page with every form that it makes: no desk can forget to be walked."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from shiboken6 import isValid

from app.local_time import local_day
from tests.make import NOON
from ui.desks import DESKS
from ui.parts.form import Form
from ui.reception import visit_form
from ui.shell.desk import Desk, panel_of
from ui.shell.workspace.page import Page
from ui.testdrives.step_forms import BackForm, FeedbackForm, LicenceForm, OutForm


def today() -> Any:
    """The day that the desks believe in; never that of the machine."""
    return local_day(NOON)


MADE_LATER = {
    "reception": (
        lambda: visit_form.row_form(today, reviewed=False, name="row"),
        lambda: visit_form.row_form(today, reviewed=True, name="correction"),
    ),
    "testdrives": (lambda: LicenceForm(today), OutForm, BackForm, FeedbackForm),
}
"""What is built only for a record that is open."""
READ_ONLY = {"board"}
"""Desks where nothing is typed; every other one has a form."""


@contextmanager
def recorded() -> Iterator[list[Form]]:
    """Every form that is made meanwhile, whether or not it stands on a page."""
    made: list[Form] = []
    plain = Form.__init__

    def record(self: Form, *args: Any, **more: Any) -> None:
        plain(self, *args, **more)
        made.append(self)

    Form.__init__ = record  # type: ignore[method-assign]
    try:
        yield made
    finally:
        Form.__init__ = plain  # type: ignore[method-assign]


def build(desk: Desk, shell: Any) -> tuple[Page, list[Form]]:
    """The page of a desk and all its forms."""
    with recorded() as made:
        page = desk.page_class()(shell)
        if desk.name == "settings":
            from ui.admin.sections import SECTIONS

            for section in SECTIONS:
                page.open_section(section.name)
        if desk.name == "today":
            for noun in {noun for one in DESKS for noun, _place in one.panels}:
                panel_of(DESKS, noun)(shell, page)
        made += [make() for make in MADE_LATER.get(desk.name, ())]
    return page, made


def standing(page: Page, made: list[Form]) -> list[Form]:
    """Those that are still there, and those that answers have brought since."""
    return [form for form in dict.fromkeys([*made, *page.findChildren(Form)]) if isValid(form)]
