"""What is said where nothing was typed, and where something was."""

import pytest

from app.errors import Cause, Trouble
from app.failure_texts import tell

SAVING = (
    Cause.BUSY,
    Cause.FULL,
    Cause.REPLACED,
    Cause.DISK,
    Cause.SERVER,
    Cause.UNCLEAR,
    Cause.CROWDED,
    Cause.SLOW,
)
"""What may be met by a save of which a form still holds every word."""


@pytest.mark.parametrize("cause", Cause)
def test_nobody_hears_of_typed_words_where_nothing_was_typed(cause: Cause) -> None:
    """On a command line, and where the store could not even be opened."""
    todo = tell(Trouble(cause, "here")).todo
    assert "you typed" not in todo and "save again" not in todo and "by itself" not in todo


@pytest.mark.parametrize("cause", SAVING)
def test_who_was_saving_hears_that_the_words_are_still_there(cause: Cause) -> None:
    assert "typed is still here" in tell(Trouble(cause, "here"), typed=True).todo


def test_the_login_of_a_server_is_not_told_in_the_words_of_a_file() -> None:
    for cause in (Cause.RIGHTS, Cause.LOGIN, Cause.SLOW):
        told = tell(Trouble(cause, "db.local:5432/store"))
        assert "account" not in told.happened and "database server" in told.happened
        assert "db.local:5432/store" in told.happened
