"""A paper with everything on it, and what the eye or the clipboard finds on the pages."""

from collections.abc import Sequence
from datetime import UTC, datetime

from app.paper import pages
from app.paper.frame import Printed, StoreHead
from app.paper.paper import Paper

AT = datetime(2026, 11, 21, 6, 5, tzinfo=UTC)


def paper(
    title: str = "Agreement",
    number: str = "TD-20261121-0007",
    *,
    landscape: bool = False,
    copy: int = 1,
    practice: bool = False,
    by: str = "Wang",
    store: str = "Changyuan",
    language: str = "en",
    subject: str = "",
) -> Paper:
    head = StoreHead(store, ("0571-88001234",), practice=practice)
    return Paper(title, number, head, language, Printed(AT, by, copy), landscape, subject=subject)


def text_of(content: bytes) -> str:
    return "\n".join(
        pages.page_text(content, number) for number in range(pages.page_count(content))
    )


def bare(text: str) -> str:
    """Without white space: where lines end is the paper's business."""
    return "".join(text.split())


def texts_of(content: bytes) -> Sequence[str]:
    return [bare(pages.page_text(content, number)) for number in range(pages.page_count(content))]
