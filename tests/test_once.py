"""One makes it, all others get the same; who fails says so to everybody."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.once import made_once


def test_eight_who_ask_at_once_get_what_one_has_made(tmp_path: Path) -> None:
    def make(folder: Path) -> None:
        with (folder / "makers").open("a", encoding="utf-8") as file:
            file.write("x")

    with ThreadPoolExecutor(8) as pool:
        got = list(pool.map(lambda _place: made_once(tmp_path, "store", make), range(8)))
    assert set(got) == {tmp_path / "store"}
    assert (tmp_path / "store" / "makers").read_text(encoding="utf-8") == "x"


def test_what_could_not_be_made_fails_for_all(tmp_path: Path) -> None:
    def make(_folder: Path) -> None:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        made_once(tmp_path, "store", make)
    with pytest.raises(AssertionError, match="store could not be made"):
        made_once(tmp_path, "store", lambda _folder: None)
