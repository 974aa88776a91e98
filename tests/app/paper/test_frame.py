"""What stands around the pieces of a page."""

from dataclasses import replace

from app.paper.frame import Frame, Printed, StoreHead
from tests.make import AFTERNOON

STORE = StoreHead("Beijing Yunshan Motors", ("188 Yunshan Road, Fengtai, Beijing",))
SHORT = Frame("Job card", "W261119-004", STORE, "en", Printed(AFTERNOON, "Wang Min"))


def test_a_long_title_is_set_smaller_before_it_leaves_the_line_of_store_and_number() -> None:
    longer = replace(SHORT, title="Certificate of completed repair")
    assert longer.top(1) == SHORT.top(1)
    longest = replace(SHORT, title="Certificate of completed repair and of every inspection")
    assert longest.top(1) < SHORT.top(1)
